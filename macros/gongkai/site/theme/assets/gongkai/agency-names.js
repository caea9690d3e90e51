/* The agencies of the site by what people type: a part of a name, the name of a folder, or pinyin in full or by its first
   letters. The list is read when something is first looked up. */
let groups;

/* The list in its groups: [label, [[slug, name, syllables, short name], …]]. */
export const load = () => {
  groups ??= fetch(new URL("agencies.json", import.meta.url)).then((answer) => answer.json());
  groups.catch(() => { groups = null; }); // the next time it is asked for again
  return groups;
};

/* Whether pinyin as it is typed begins at a syllable of a name: jiaoyu and jyj both find yang li qu jiao yu ju. */
const reads = (sounds, wanted) => sounds.split(" ").some((_, at, all) => {
  const rest = all.slice(at);
  return rest.join("").startsWith(wanted) || rest.map((syllable) => syllable[0]).join("").startsWith(wanted);
});

/* A function that says whether an entry of the list is meant by a text in lower case without blanks. */
export const fitting = (wanted) => ([slug, name, sounds, short = ""]) =>
  slug.startsWith(wanted) || [name, short].some((text) => text.toLowerCase().includes(wanted)) || reads(sounds, wanted);

/* The entries that Latin letters stand for; none for other texts, or where the list cannot be read. */
export const spelled = async (typed) => {
  const wanted = typed.replace(/\s+/g, "").toLowerCase();
  if (!/^[a-z]+$/.test(wanted)) return [];
  return (await load().catch(() => [])).flatMap(([, entries]) => entries.filter(fitting(wanted)));
};
