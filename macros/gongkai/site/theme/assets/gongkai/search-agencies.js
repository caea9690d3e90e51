/* The agencies that a piece of a query names: by a part of the name, a short form, pinyin, numbers in another writing, the same
   sound, or with one slip. */
const { last } = window.gongkaiSearch;
const DIGITS = "零一二三四五六七八九";
const TENS = { 十: 10, 百: 100, 千: 1000 };
const PLACE = "(?=街道|街|镇|乡|区|社区|村|号|中学|小学|所)";
const FEW = 5; // more agencies than these are no answer to a name
const LATIN = /^[a-z]+$/;

/* Chinese numerals as a number: 七十一, 一百零五, 二〇二〇. */
const numeral = (text) => {
  const plain = text.replace(/[〇○]/g, "零").replace(/两/g, "二");
  if (!/[十百千]/.test(plain)) return Array.from(plain, (sign) => DIGITS.indexOf(sign)).join("");
  let sum = 0;
  let digit = 0;
  for (const sign of plain) {
    if (sign in TENS) {
      sum += (digit || 1) * TENS[sign];
      digit = 0;
    } else digit = DIGITS.indexOf(sign);
  }
  return String(sum + digit);
};

/* A text with numerals in the names of places in digits. */
const numbered = (text) => text.replace(new RegExp(`[〇○零一二三四五六七八九十百千两]+${PLACE}`, "g"), numeral);

/* The names of agencies. `starts` are the texts that a short form or pinyin may begin with: the name without its region. */
const directory = ({ names, sounds, other, absent, bare = {} }) => {
  const sound = new Map();
  for (const [syllable, signs] of Object.entries(sounds)) for (const sign of signs) sound.set(sign, syllable);
  const all = names.map((line, number) => {
    const [slug, name, short = name] = line.split("|");
    const spoken = other[number]?.split(" ") ?? Array.from(name, (sign) => sound.get(sign) ?? sign);
    const core = short.length > 2 ? short.replace(/^[省市区县旗]/, "") : short;
    const at = name.indexOf(core);
    const starts = [...new Set([short, core, at < 0 ? core : name.slice(at), name])];
    const syllables = (text) => {
      const from = name.indexOf(text);
      return from < 0 ? Array.from(text, (sign) => sound.get(sign) ?? sign) : spoken.slice(from, from + text.length);
    };
    return { slug, name, short, starts, syllables, numbered: numbered(name) };
  });
  return { all, sound, absent, bare, text: all.map((one) => `${one.name}\n${one.short}`).join("\n") };
};

/* Whether the characters of a piece occur in a name in this order, from its first one on; UNKNOWN stands for any. */
const UNKNOWN = "";
const shortens = (piece, name) => {
  if (piece.length < 2 || piece[0] !== name[0] || piece.length >= name.length) return false;
  let at = 0;
  for (const sign of name) if (sign === piece[at] || piece[at] === UNKNOWN) at += 1;
  return at === piece.length;
};
const BODIES = "局委办镇乡处府院所队街道厅会";
const closes = (piece, name) => !BODIES.includes(last(piece)) || last(piece) === last(name);

/* How far pinyin is from a name, in syllables that it leaves out: lower is nearer, Infinity is no match. Syllables may be
   written in full or by their first letter; written in full they are nearer. */
const spelled = (typed, syllables) => {
  let best = Infinity;
  const walk = (at, next, cost) => {
    if (cost >= best) return;
    if (at === typed.length) best = Math.min(best, cost + syllables.length - next);
    if (at === typed.length || next === syllables.length) return;
    const syllable = syllables[next];
    if (typed.startsWith(syllable, at)) walk(at + syllable.length, next + 1, cost);
    else if (at > 0 && typed.length - at >= 2 && syllable.startsWith(typed.slice(at))) walk(typed.length, next + 1, cost + 1);
    if (typed[at] === syllable[0]) walk(at + 1, next + 1, cost + 3);
    if (next > 0) walk(at, next + 1, cost + 1);
  };
  walk(0, 0, 0);
  return best;
};

/* Whether one change makes one text of the other: a character replaced, left out, added, or two exchanged. Gives the two
   characters that differ where one is replaced, else true or false. */
const slip = (one, other) => {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  if (one.length === other.length) {
    if (one.slice(at + 1) === other.slice(at + 1)) return [one[at], other[at]];
    return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
  }
  const [long, short] = one.length > other.length ? [one, other] : [other, one];
  return long.slice(at + 1) === short.slice(at);
};
const near = (syllable) => syllable?.replace(/^([zcs])h/, "$1").replace(/ng$/, "n").replace(/^l/, "n");

const soundsOf = (text, sound) => Array.from(text, (sign) => sound.get(sign) ?? UNKNOWN);

const FAR = 3;
/* How far a slip is: characters of the same sound are nearest, then those that sound alike. */
const distance = (changed, sound) => {
  if (changed === true) return 2;
  const [one, other] = changed.map((sign) => sound.get(sign));
  if (one === undefined || other === undefined) return FAR;
  return one === other ? 0 : near(one) === near(other) ? 1 : FAR;
};

/* The nearest of some candidates, each with its distance; none where they are many. */
const nearestOf = (all) => {
  const least = Math.min(...all.map(([far]) => far));
  const best = all.filter(([far]) => far === least).map(([, one]) => one);
  return best.length <= FEW ? best : [];
};

/* The agencies whose short forms sound like a piece of text. How a character sounds that the site has nowhere is not known: it
   may stand for any other where the rest is as written and nothing else is near. */
const soundingAs = (piece, { all, sound }, isNear) => {
  const typed = soundsOf(piece, sound);
  const isKnown = !typed.includes(UNKNOWN);
  const signs = Array.from(piece, (sign) => (sound.has(sign) ? sign : UNKNOWN));
  const fits = (text) => (isKnown ? shortens(typed, soundsOf(text, sound)) : !isNear && shortens(signs, text));
  const alike = all.filter(({ starts }) => starts.some((text) => closes(piece, text) && fits(text)));
  return isKnown || alike.length === 1 ? alike : [];
};

/* The agencies that a piece of text is a name, a short form or the begin of a short name of, without any guess: 巳乡, 丁街. */
const DISTRICTS = "街镇乡";
const namedBy = (piece, { all }) => {
  if (!BODIES.includes(last(piece)) && last(piece) !== "街") return [];
  const fits = (text) => text === piece || (shortens(piece, text) && closes(piece, text)) || (DISTRICTS.includes(last(piece)) && text.startsWith(piece));
  const some = all.filter(({ starts }) => starts.some(fits));
  return some.length <= FEW ? some : [];
};

const OFFICE = /(.)(?:主管)?(?:部门|单位|系统)/;

/* The agencies that are meant by a piece of text; none if it may mean many. */
const agencies = (piece, directory) => {
  const { all, sound } = directory;
  const office = piece.replace(OFFICE, "$1"); // 教育部门 for 教育局
  if (office !== piece) return office.length > 1 ? agencies(office, directory) : [];
  if (LATIN.test(piece)) {
    const named = all.filter((one) => one.slug === piece);
    if (named.length) return named;
    const near = all.map((one) => [Math.min(...one.starts.map((text) => spelled(piece, one.syllables(text)))), one]);
    return piece.length > 1 ? nearestOf(near.filter(([far]) => far < Infinity)) : [];
  }
  const counted = numbered(piece);
  if (counted !== piece) {
    const same = all.filter((one) => one.numbered.includes(counted));
    if (same.length && same.length <= FEW) return same;
  }
  const shortened = all.flatMap((one) => {
    const fits = one.starts.filter((text) => shortens(piece, text) && closes(piece, text));
    return fits.length ? [[Math.min(...fits.map((text) => text.length)), one]] : [];
  });
  if (shortened.length) return shortened.length <= FEW ? shortened.map(([, one]) => one) : nearestOf(shortened);
  if (piece.length < 3) return [];
  const kinds = new Set(all.flatMap(({ name }) => {
    const kind = name.slice(name.lastIndexOf(piece[0]));
    return kind !== name && shortens(piece, kind) && closes(piece, kind) ? [kind] : [];
  }));
  if (kinds.size === 1) return [...kinds].map((name) => ({ name })); // 镇政府 for all that end in 镇人民政府
  const within = all.filter(({ name }) => BODIES.includes(last(piece)) && closes(piece, name) && name.includes(piece.slice(0, -1)));
  if (within.length && within.length <= FEW) return within; // 审批局 for 行政审批服务局
  const slipped = all.flatMap((one) => {
    const ends = one.starts.flatMap((text) => [text, ...[-1, 0, 1].map((more) => text.slice(0, piece.length + more))]);
    const changes = [...new Set(ends)].map((text) => slip(piece, text)).filter(Boolean);
    return changes.length ? [[Math.min(...changes.map((one) => distance(one, sound))), one]] : [];
  }).filter(([far]) => far < FAR || piece.length > 3 || BODIES.includes(last(piece))); // 政府错 is no slip of 政府办
  const heard = BODIES.includes(last(piece)) && !slipped.some(([far]) => far < 2) ? soundingAs(piece, directory, slipped.length > 0) : [];
  return heard.length && heard.length <= FEW ? heard : nearestOf(slipped); // 住健局 for 住建局
};

/* Whether a piece of text stands in the names; a number, or a part of one, names nobody: 019 of 第2019街道. */
const DIGIT = /\d/;
const isNamed = (piece, text) => {
  const cuts = (left, right) => DIGIT.test(left) && DIGIT.test(right);
  for (let at = /\D/.test(piece) ? text.indexOf(piece) : -1; at >= 0; at = text.indexOf(piece, at + 1)) {
    if (!cuts(text[at - 1], piece[0]) && !cuts(last(piece), text[at + piece.length])) return true;
  }
  return false;
};

/* What an organ that people call so has in its name, where no agency of the site has it. */
export const absentAgency = (text, { absent }) => {
  const core = BODIES.includes(last(text)) ? text.slice(0, -1) : "";
  const ends = (term) => !BODIES.includes(last(term)) || last(term) === last(text); // 民政局 is no 县人民政府
  const fits = (term) => ends(term) && (term.includes(core) || shortens(core, term));
  const isCore = (term) => core.length > 1 && (fits(term) || core.startsWith(term)); // 应急管理局
  return Object.entries(absent).find(([term, all]) => all.includes(text) || term === text || isCore(term))?.[0];
};

/* Whether a text may name an agency, by its letters without numbers, which by themselves name nobody. */
const mayName = async (letters, text, has) => {
  if (letters.length > 2 || BODIES.includes(last(letters)) || letters.endsWith("街")) return true;
  return letters.length > 1 && !(await has(text));
};

export { LATIN, OFFICE, UNKNOWN, agencies, directory, isNamed, mayName, namedBy, numbered, numeral, slip, soundsOf };
