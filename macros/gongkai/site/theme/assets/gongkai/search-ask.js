/* Understands a query of which little is found as it is typed: everyday words, traditional characters, years and numbers in
   other writing, names of agencies by a short form, by pinyin or with one slip. gongkai/work/search/asking.py makes the two
   files that this reads. A reading is what is searched for instead:
   { runs: texts that a page must hold, agencies: groups of names of which it must have one, years, said: how it is called,
     terms: those runs that stand for everyday words, rests: the other ones, cued: terms that single words of the query hint at } */
const { last } = window.gongkaiSearch;
const DIGITS = "零一二三四五六七八九";
const TENS = { 十: 10, 百: 100, 千: 1000 };
const PLACE = "(?=街道|街|镇|乡|区|社区|村|号|中学|小学|所)";
const FEW = 5; // more agencies than these are no answer to a name
const LATIN = /^[a-z]+$/;
const YEAR = /^((?:19|20)\d\d)(年度|年)?(?!\d)/;
const FIRST_YEAR = "2008", LAST_YEAR = "2100"; // of years without 年

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

/* A text with its numbers in digits: years with four numerals or with two, and numerals in the names of places. */
const digits = (text, years) => numbered(
  text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年|$|\D)/g, (all) => (/^(19|20)/.test(numeral(all)) ? numeral(all) : all))
    .replace(/(^|[^〇○零一二三四五六七八九十近])(二[〇○零一二三四五六七八九])(?=年(?![级来内前后]))/g, (all, before, two) =>
      years.includes(`20${numeral(two)}`) ? `${before}20${numeral(two)}` : all) // 二三年 for 2023; 近二三年 is some years
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
      cut.push(whole);
      at += whole.length;
    } else {
      rest += text[at];
      at += 1;
    }
  }
  close();
  return cut;
};

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

/* Whether a text may name an agency, by its letters without numbers, which by themselves name nobody. */
const mayName = async (letters, text, has) => {
  if (letters.length > 2 || BODIES.includes(last(letters)) || letters.endsWith("街")) return true;
  return letters.length > 1 && !(await has(text));
};

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
  whole.cued = hinted(plain, words).filter((term) => !words.weak.includes(term) || !whole.terms.size);
  const guesses = plain.length < SENTENCE ? [] : hinted(plain, words, true);
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

/* What an organ that people call so has in its name, where no agency of the site has it. */
export const absentAgency = (text, { absent }) => {
  const core = BODIES.includes(last(text)) ? text.slice(0, -1) : "";
  const isCore = (term) => core.length > 1 && (term.includes(core) || shortens(core, term));
  return Object.entries(absent).find(([term, all]) => all.includes(text) || term === text || isCore(term))?.[0];
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

export { lexicon, directory };
