/* The agencies of the site by what people type: a part of a name, the name of a folder, or pinyin in full or by its first
   letters; where no agency has these, a name in everyday use (社保局) or characters of the name (人社局 of 人力资源和社会保障局).
   The list is read when something is first looked up. */
let listed;

/* The list: `groups`, each [label, [[slug, name, syllables, short name], …]], and `words`: by a part of names what people say for it. */
export const load = () => {
  listed ??= fetch(new URL("agencies.json", import.meta.url)).then((answer) => answer.json());
  listed.catch(() => { listed = null; }); // the next time it is asked for again
  return listed;
};

/* Whether pinyin as it is typed begins at a syllable of a name: jiaoyu and jyj both find yang li qu jiao yu ju. */
const reads = (sounds, wanted) => sounds.split(" ").some((_, at, all) => {
  const rest = all.slice(at);
  return rest.join("").startsWith(wanted) || rest.map((syllable) => syllable[0]).join("").startsWith(wanted);
});
const fits = (wanted) => ([slug, name, sounds, short = ""]) =>
  slug.startsWith(wanted) || [name, short].some((text) => text.toLowerCase().includes(wanted)) || reads(sounds, wanted);

/* Whether a text is made of characters of a name in their order, up to its last one. */
const shortens = (wanted, name) => {
  let at = 0;
  for (const sign of name) if (sign === wanted[at]) at += 1;
  return at > 1 && at === wanted.length && name.endsWith(wanted[at - 1]);
};
const meant = (wanted, words) => {
  const said = (name) => (word) => word.startsWith(wanted) || (wanted.endsWith(word) && name.includes(wanted.slice(0, -word.length)));
  const all = Object.entries(words);
  return ([, name]) => shortens(wanted, name) || all.some(([part, own]) => name.includes(part) && own.some(said(name)));
};

/* The agencies that a text stands for, in their groups; groups without any are left out. */
export const lookUp = async (typed) => {
  const wanted = typed.replace(/\s+/g, "").toLowerCase();
  const { groups, words } = await load();
  const chosen = (isOne) => groups.map(([label, entries]) => [label, entries.filter(isOne)]).filter(([, entries]) => entries.length);
  const plain = chosen(fits(wanted));
  return plain.length ? plain : chosen(meant(wanted, words));
};

/* Of some names of agencies those that a text stands for; where it is a part of some, these, without reading the list. */
export const among = async (names, typed) => {
  const wanted = typed.trim();
  const having = names.filter((name) => name.includes(wanted));
  if (having.length) return new Set(having);
  return new Set((await lookUp(wanted).catch(() => [])).flatMap(([, entries]) => entries.map(([, name]) => name)));
};
