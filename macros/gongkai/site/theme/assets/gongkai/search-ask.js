/* Understands a query of which little is found as it is typed: everyday words, traditional characters, years and numbers in
   other writing, names of agencies (search-agencies.js). gongkai/work/search/asking.py makes the two files that this reads.
   A reading is what is searched for instead:
   { runs: texts that a page must hold, agencies: groups of names of which it must have one, years, said: how it is called,
     terms: those runs that stand for everyday words, rests: the other ones, cued: terms that single words of the query hint at } */
import { LATIN, OFFICE, UNKNOWN, agencies, isNamed, mayName, namedBy, numbered, numeral, slip, soundsOf } from "./search-agencies.js";

export { absentAgency, directory } from "./search-agencies.js";

const { last } = window.gongkaiSearch;
const YEAR = /^((?:19|20)\d\d)(年度|年)?(?!\d)/;
const FIRST_YEAR = "2008", LAST_YEAR = "2100"; // of years without 年

/* A text with its numbers in digits: years with four numerals or with two, and numerals in the names of places. */
const digits = (text, years) => numbered(
  text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年|$|\D)/g, (all) => (/^(19|20)/.test(numeral(all)) ? numeral(all) : all))
    .replace(/(^|[^〇○零一二三四五六七八九十近])(二[〇○零一二三四五六七八九])(?=年(?![级来内前后]))/g, (all, before, two) =>
      years.includes(`20${numeral(two)}`) ? `${before}20${numeral(two)}` : all) // 二三年 for 2023; 近二三年 is some years
    .replace(/[一二两三四五六七八九][百千][〇○零一二两三四五六七八九十百千]*(?=[件宗项]|\P{L}|$)/gu, numeral) // 四百三十三
    .replace(/(^|\D)(\d\d)(?=年)/g, (all, before, two) => (years.includes(`20${two}`) ? `${before}20${two}` : all)),
);

/* What is read of the two files. */
const lexicon = (words) => {
  const simple = new Map();
  const signs = Array.from(words.simple);
  for (let n = 0; n < signs.length; n += 2) simple.set(signs[n], signs[n + 1]);
  const meant = new Map();
  for (const group of ["terms", "agencies"]) {
    for (const [term, all] of Object.entries(words[group])) for (const word of all) meant.set(word, { [group]: term });
  }
  for (const [term, all] of Object.entries(words.topics)) for (const word of all) meant.set(word, { terms: term });
  for (const [word, offset] of Object.entries(words.years)) meant.set(word, { offset });
  for (const word of words.latest) meant.set(word, { latest: true });
  for (const word of words.fillers) meant.set(word, {});
  for (const group of ["terms", "topics", "patterns", "cues"]) {
    for (const term of Object.keys(words[group])) if (!term.includes(" ") && !meant.has(term)) meant.set(term, { terms: term });
  }
  const cues = Object.entries(words.cues).flatMap(([term, all]) => all.map((cue) => [term, cue.split("+").map((one) => new RegExp(one, "gu"))]));
  const patterns = Object.entries(words.patterns).flatMap(([term, all]) => all.map((one) => [term, new RegExp(one, "y")]));
  const spoken = Object.entries(words.spoken).map(([term, sounds]) => [term, sounds.split(" ")]);
  return { meant, patterns, cues, weak: words.weak, spoken, absent: words.absent, simplified: (text) => Array.from(text, (sign) => simple.get(sign) ?? sign).join("") };
};

/* The term of which a piece is spelled in pinyin, that piece alone; or the one term that a text is a slip of. */
const termOf = (text, spoken) => {
  if (!LATIN.test(text)) {
    const near = spoken.filter(([term]) => text.length > 2 && term.length === text.length && slip(text, term));
    return near.length === 1 ? near[0][0] : "";
  }
  for (const [term, sounds] of spoken) {
    for (const from of sounds.keys()) {
      for (let end = from + 2; end <= sounds.length; end += 1) if (sounds.slice(from, end).join("") === text) return term.slice(from, end);
    }
  }
  return "";
};

/* The longest piece of a text from a place on that is known: a year, an everyday word or one of its patterns, a part of the
   name of an agency. */
const known = (text, at, { meant, patterns }, names) => {
  const rest = text.slice(at);
  const year = at === 0 || !/\d/.test(text[at - 1]) ? YEAR.exec(rest) : null;
  if (year && (year[2] || (year[1] >= FIRST_YEAR && year[1] < LAST_YEAR))) return { length: year[0].length, year: year[1] };
  let word = null;
  for (let length = Math.min(rest.length, 12); length && !word; length -= 1) {
    const value = meant.get(rest.slice(0, length));
    if (value) word = { length, word: rest.slice(0, length), ...value };
  }
  for (const [terms, pattern] of patterns) {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > (word?.length ?? 0)) word = { length, word: rest.slice(0, length), terms };
  }
  for (let length = Math.min(rest.length, 24); names && length > 2 && length > (word?.length ?? 0); length -= 1) {
    if (isNamed(rest.slice(0, length), names.text)) return { length, name: rest.slice(0, length) };
  }
  for (let length = Math.min(rest.length, 8); names && length > 1 && length > (word?.length ?? 0); length -= 1) {
    const named = namedBy(rest.slice(0, length), names);
    if (named.length) return { length, named: named.map((one) => one.name) };
  }
  return word;
};

/* Whether a longer known piece begins within one: 结婚证 within 办结 of 补办结婚证. */
const startsWithin = (text, at, length, words, names) => {
  for (let from = at + 1; from < at + length; from += 1) {
    const other = known(text, from, words, names);
    if (other && other.length > length && (other.terms || other.agencies || other.name)) return true;
  }
  return false;
};

/* A text cut into known pieces and what is between them. */
const pieces = (text, words, names) => {
  const cut = [];
  let rest = "";
  const close = () => {
    if (rest) cut.push({ rest });
    rest = "";
  };
  for (let at = 0; at < text.length; ) {
    const first = known(text, at, words, names);
    const whole = first && !startsWithin(text, at, first.length, words, names) ? first : null;
    if (whole) {
      close();
      cut.push({ ...whole, at });
      at += whole.length;
    } else {
      rest += text[at];
      at += 1;
    }
  }
  close();
  return cut;
};

/* A text with a space in the place of names of agencies, whose characters hint at nothing: 春柳街道. */
const withoutNames = (text, words, names) =>
  pieces(text, words, names).map((piece) => (piece.name || piece.named ? " " : piece.rest ?? text.slice(piece.at, piece.at + piece.length))).join("");

/* Whether what is left between known pieces is searched for: no single character, but every number. */
const tells = (rest) => rest.length > 1 || /\d/.test(rest);

/* Adds to a reading what a piece of text stands for. */
const add = (reading, piece, names, { years, today }) => {
  const say = (text) => reading.said.push(text);
  if (piece.year || piece.latest || piece.offset) {
    const year = piece.year ?? (piece.latest ? years[0] : String(today.getFullYear() + piece.offset));
    if (!years.includes(year)) reading.lacking.push(year);
    else {
      reading.years.push(year);
      say(`${year} 年`);
    }
  } else if (piece.terms) {
    for (const term of piece.terms.split(" ")) { // some words may mean either of two rows: both are shown
      if (!reading.runs.includes(term)) reading.runs.push(term);
      reading.terms.add(term);
      if (term === piece.word) reading.typed.add(term);
    }
    say(piece.terms);
  } else if (piece.named) {
    reading.agencies.push(piece.named);
    say(piece.named.join("、"));
  } else if (piece.agencies || piece.name) {
    reading.agencies.push([piece.agencies ?? piece.name]);
    say(piece.agencies ?? piece.name);
  } else if (piece.rest) {
    const meant = names ? agencies(piece.rest, names) : [];
    if (meant.length) reading.agencies.push(meant.map((one) => one.name));
    else if (piece.alone || tells(piece.rest)) reading.runs.push(piece.rest);
    if (meant.length || piece.alone || tells(piece.rest)) say(meant.length ? meant.map((one) => one.name).join("、") : piece.rest);
  }
};

/* What an everyday word for an agency stands for that is spelled in pinyin, in full or by the first letters. */
const pronounced = (typed, { meant }, { sound }) => {
  for (const [word, value] of meant) {
    const sounds = value.agencies && typed.length > 2 ? soundsOf(word, sound) : [];
    const spelt = [sounds.join(""), sounds.map((one) => one[0]).join("")];
    if (sounds.length > 1 && !sounds.includes(UNKNOWN) && spelt.includes(typed)) return value;
  }
  return undefined;
};

const EITHER = /([有能是会要可行好对准多让给管用该])[不没]\1/gu; // 有没有, 管不管: nothing is denied

/* The words of a query; Latin words that stand side by side are one, as pinyin is written. */
const runsOf = (query) => query.replace(/([a-z]+)(?: +(?=[a-z]))/g, "$1").split(/[^\p{L}\p{N}.]+/u).filter(Boolean);

/* Readings of a query, the nearest to what is typed first, and the years that it names of which there is no report. Names of
   agencies are fetched where words alone leave something over that may be one.
   has(run): whether the site may have a text. names(): the directory of names. */
export const understand = async (query, { words, names, years, today, has }) => {
  const typed = query.normalize("NFKC").toLowerCase();
  const plain = digits(words.simplified(typed), years);
  const runs = runsOf(plain).flatMap((run) => run.match(/[a-z]+|[^a-z]+/g));
  const readings = [];
  const lacking = new Set();
  const note = (reading) => {
    reading.lacking.forEach((year) => lacking.add(year));
    const same = readings.some((other) => other.key === reading.key);
    if (!same && (reading.runs.length || reading.agencies.length || reading.years.length)) readings.push(reading);
  };
  let listed = null;
  const missing = await Promise.all(runs.map(async (run) => !(await has(run))));
  const read = (replace) => {
    const reading = { runs: [], agencies: [], years: [], lacking: [], said: [], terms: new Set(), typed: new Set() };
    for (const [n, run] of runs.entries()) {
      const year = YEAR.exec(run);
      if (year?.[0] === run && years.includes(year[1])) {
        reading.years.push(year[1]);
        reading.said.push(run);
        continue;
      }
      if (!replace[n]) {
        reading.runs.push(run);
        reading.said.push(run);
        continue;
      }
      const whole = words.meant.get(run) ?? (listed && LATIN.test(run) && agencies(run, listed).length === 0 ? pronounced(run, words, listed) : undefined);
      const named = listed && !whole && !listed.text.includes(run) ? agencies(run, listed) : [];
      if (whole) add(reading, { ...whole, word: run }, listed, { years, today });
      else if (named.length) add(reading, { rest: run }, listed, { years, today });
      else if (missing[n] && termOf(run, words.spoken)) add(reading, { terms: termOf(run, words.spoken) }, listed, { years, today });
      else {
        const cut = pieces(run.replace(EITHER, ""), words, listed);
        for (const piece of cut) add(reading, { ...piece, alone: cut.length === 1 }, listed, { years, today });
      }
    }
    const strong = [...reading.terms].filter((term) => !words.weak.includes(term));
    const isSide = (term) => strong.length > 0 && reading.terms.has(term) && !reading.typed.has(term) && !strong.includes(term); // 老百姓 of 老百姓告赢了
    reading.runs = reading.runs.filter((run) => !isSide(run));
    reading.rests = reading.runs.filter((run) => !reading.terms.has(run));
    reading.said = [...new Set(reading.said.flatMap((one) => (reading.terms.size ? one.split(" ") : one)).filter((one) => !isSide(one)))].join(" ");
    reading.key = JSON.stringify([reading.runs, reading.agencies, reading.years]);
    return reading;
  };
  const leftOver = runs.flatMap((run) => (words.meant.has(run) ? [] : pieces(run, words, null).map(({ rest }) => rest ?? "")));
  const named = leftOver.filter(Boolean).map((rest) => mayName(rest.replace(/\d+年?/g, ""), rest, has));
  if (runs.some((run) => OFFICE.test(run)) || (await Promise.all(named)).some(Boolean)) listed = await names();
  if (plain !== typed) note({ ...read(runs.map(() => false)), said: plain });
  if (missing.some(Boolean)) note(read(missing));
  const whole = read(runs.map(() => true));
  const unnamed = listed ? runs.map((run) => withoutNames(run, words, listed)).join(" ") : plain;
  whole.cued = hinted(unnamed, words).filter((term) => !words.weak.includes(term) || !whole.terms.size);
  const guesses = unnamed.length < SENTENCE ? [] : hinted(unnamed, words, true);
  whole.partly = guesses.filter((term) => !whole.cued.includes(term));
  note(whole);
  if (!readings.length && whole.cued.length) readings.push(whole);
  if (readings.length) Object.assign(last(readings), { cued: whole.cued, partly: whole.partly });
  return { readings, lacking: [...lacking] };
};

/* Terms that words of a text hint at which stand anywhere in it: 学校 and 吃 at 校园餐. The strongest come first: those of
   most words, then of the longest ones; weaker ones than half of the strongest are left out. */
const MOST_HINTS = 2;
const EMPTY = "了过的有在要上到没不问看说来去"; // characters that tell nothing by themselves
const SENTENCE = 4; // characters of a query that may be guessed by half of the words that hint at a term
const hinted = (asked, { cues, meant }, partly = false) => {
  const isFiller = (word) => meant.has(word) && !Object.keys(meant.get(word)).length; // 单位, 政府
  const text = asked.replace(EITHER, " ").replace(/([了过完来到着出])没有?$/u, "$1 ");
  const strength = new Map();
  for (const [term, all] of cues) {
    const each = all.map((one) => [...new Set(Array.from(text.matchAll(one), ([match]) => match))].filter((match) => !partly || !(EMPTY.includes(match) || isFiller(match))));
    if (!partly && !each.every((matches) => matches.length)) continue;
    const matches = partly ? each.flat() : each.map(([first]) => first);
    const length = matches.reduce((sum, match) => sum + match.length, 0);
    if (!partly || length > 1) strength.set(term, Math.max(strength.get(term) ?? 0, 2 * matches.length + length));
  }
  const best = Math.max(...strength.values());
  return [...strength].filter(([, own]) => 2 * own > best).sort((a, b) => b[1] - a[1]).slice(0, MOST_HINTS).map(([term]) => term);
};

/* The pages of the site that answer a question about the site itself, such as whom to ask or what is compared where: each with
   its address and its text. Pages that an agency has are those of the agency that is named or, where none is, of the first one.
   count: of the results, agencies: those that are named, year: the one that is, guessed: whether little else is
   understood of the query, years: those of the reports, tables: those that have a table. */
const MOST_PAGES = 2;
const WAYS = ["methods", "contact", "glossary", "data"]; // where nothing is found
export const sitePages = async (query, { asks, pages }, { count, guessed, agencies, year, years, tables, names }) => {
  const text = query.normalize("NFKC").toLowerCase();
  const asked = asks.filter(([pattern, , weak]) => (guessed || !weak) && new RegExp(pattern, "u").test(text));
  asked.sort((one, other) => (one[2] ?? 0) - (other[2] ?? 0));
  const wanted = [...new Set([...asked.flatMap(([, own]) => own), ...(count ? [] : WAYS)])];
  const shown = [];
  for (const name of wanted) {
    if (!(name in pages) || shown.length >= (count ? MOST_PAGES + agencies.length : WAYS.length)) continue;
    const [address, label, more] = pages[name];
    if (!address.includes("{agency}")) {
      const of = tables.includes(year) ? year : tables[0];
      if (of || !address.includes("{year}")) shown.push([address, label].map((text) => text.replace("{year}", of)));
    } else {
      const { all, absent, bare } = await names();
      const own = agencies.length ? all.filter(({ name }) => agencies.some((part) => name.includes(part))).slice(0, MOST_PAGES) : more ? all.slice(0, 1) : [];
      for (const one of own) {
        const has = (each) => absent[each] && ![...absent[each], ...(bare[each] ?? [])].includes(all.indexOf(one));
        const isThere = (each) => has(each) && (name !== "comparison" || has(String(each - 1)));
        const of = [year, ...years].find(isThere);
        if (!of && name !== "agency") continue;
        const put = (text) => text.replace("{agency}", text === address ? one.slug : one.short).replace("{year}", of);
        shown.push([put(address), put(label)]);
      }
    }
  }
  return shown;
};

/* The words of the site that look most like a text. */
export const lookalikes = (text, candidates, most) => {
  const signs = (word) => new Set(word);
  const own = signs(text);
  const scored = candidates.map((word) => {
    const shared = [...signs(word)].filter((sign) => own.has(sign)).length;
    return [(2 * shared) / (own.size + new Set(word).size), word];
  });
  return scored.filter(([score]) => score >= 0.5).sort((a, b) => b[0] - a[0]).slice(0, most).map(([, word]) => word);
};

export { lexicon };
