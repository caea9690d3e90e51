/* Understands a query of which little is found as it is typed: everyday words, traditional characters, years and numbers in
   other writing, names of agencies by a short form, by pinyin or with one slip. gongkai/work/search/asking.py makes the two
   files that this reads. A reading is what is searched for instead:
   { runs: texts that a page must hold, agencies: groups of names of which it must have one, years, said: how it is called } */
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

/* A text with its numbers in digits: years with four numerals or with two, and numerals in the names of places. */
const digits = (text, years) =>
  text
    .replace(/[〇○零一二三四五六七八九]{4}(?=年|$|\D)/g, (all) => (/^(19|20)/.test(numeral(all)) ? numeral(all) : all))
    .replace(/(^|\D)(\d\d)(?=年)/g, (all, before, two) => (years.includes(`20${two}`) ? `${before}20${two}` : all))
    .replace(new RegExp(`[〇○零一二三四五六七八九十百千两]+${PLACE}`, "g"), numeral);

const numbered = (text) => text.replace(new RegExp(`[〇○零一二三四五六七八九十百千两]+${PLACE}`, "g"), numeral);

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
  const patterns = Object.entries(words.patterns).flatMap(([term, all]) => all.map((one) => [term, new RegExp(one, "y")]));
  const spoken = Object.entries(words.spoken).map(([term, sounds]) => [term, sounds.split(" ")]);
  return { meant, patterns, spoken, absent: words.absent, simplified: (text) => Array.from(text, (sign) => simple.get(sign) ?? sign).join("") };
};

/* The names of agencies. `starts` are the texts that a short form or pinyin may begin with: the name without its region. */
const directory = ({ names, sounds, other, absent }) => {
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
  return { all, sound, absent, text: all.map((one) => `${one.name}\n${one.short}`).join("\n") };
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
const closes = (piece, name) => !BODIES.includes(piece.at(-1)) || piece.at(-1) === name.at(-1);

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
const nearestOf = (found) => {
  const least = Math.min(...found.map(([far]) => far));
  const best = found.filter(([far]) => far === least).map(([, one]) => one);
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
  const found = all.filter(({ starts }) => starts.some((text) => closes(piece, text) && fits(text)));
  return isKnown || found.length === 1 ? found : [];
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
    const found = all.map((one) => [Math.min(...one.starts.map((text) => spelled(piece, one.syllables(text)))), one]);
    return piece.length > 1 ? nearestOf(found.filter(([far]) => far < Infinity)) : [];
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
  const within = all.filter(({ name }) => BODIES.includes(piece.at(-1)) && closes(piece, name) && name.includes(piece.slice(0, -1)));
  if (within.length && within.length <= FEW) return within; // 审批局 for 行政审批服务局
  const slipped = all.flatMap((one) => {
    const ends = one.starts.flatMap((text) => [text, ...[-1, 0, 1].map((more) => text.slice(0, piece.length + more))]);
    const changes = [...new Set(ends)].map((text) => slip(piece, text)).filter(Boolean);
    return changes.length ? [[Math.min(...changes.map((one) => distance(one, sound))), one]] : [];
  }).filter(([far]) => far < FAR || piece.length > 3 || BODIES.includes(piece.at(-1))); // 政府错 is no slip of 政府办
  const heard = BODIES.includes(piece.at(-1)) && !slipped.some(([far]) => far < 2) ? soundingAs(piece, directory, slipped.length > 0) : [];
  return heard.length && heard.length <= FEW ? heard : nearestOf(slipped); // 住健局 for 住建局
};

/* The longest piece of a text from a place on that is known: a year, an everyday word or one of its patterns, a part of the
   name of an agency. */
const known = (text, at, { meant, patterns }, names) => {
  const rest = text.slice(at);
  const year = at === 0 || !/\d/.test(text[at - 1]) ? YEAR.exec(rest) : null;
  if (year && (year[2] || (year[1] >= FIRST_YEAR && year[1] < LAST_YEAR))) return { length: year[0].length, year: year[1] };
  let word = null;
  for (let length = Math.min(rest.length, 12); length && !word; length -= 1) {
    const found = meant.get(rest.slice(0, length));
    if (found) word = { length, word: rest.slice(0, length), ...found };
  }
  for (const [terms, pattern] of patterns) {
    pattern.lastIndex = at;
    const length = pattern.exec(text)?.[0].length ?? 0;
    if (length > (word?.length ?? 0)) word = { length, word: rest.slice(0, length), terms };
  }
  for (let length = Math.min(rest.length, 24); names && length > 2 && length > (word?.length ?? 0); length -= 1) {
    if (names.text.includes(rest.slice(0, length))) return { length, name: rest.slice(0, length) };
  }
  return word;
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
    const found = known(text, at, words, names);
    if (found) {
      close();
      cut.push(found);
      at += found.length;
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
    if (reading.runs.includes(piece.terms)) return; // said twice
    reading.runs.push(piece.terms);
    say(piece.terms);
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
    const reading = { runs: [], agencies: [], years: [], lacking: [], said: [] };
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
      const whole = words.meant.get(run);
      const named = listed && !whole && !listed.text.includes(run) ? agencies(run, listed) : [];
      if (whole) add(reading, { ...whole, word: run }, listed, { years, today });
      else if (named.length) add(reading, { rest: run }, listed, { years, today });
      else if (missing[n] && termOf(run, words.spoken)) add(reading, { terms: termOf(run, words.spoken) }, listed, { years, today });
      else {
        const cut = pieces(run, words, listed);
        for (const piece of cut) add(reading, { ...piece, alone: cut.length === 1 }, listed, { years, today });
      }
    }
    reading.said = reading.said.join(" ");
    reading.key = JSON.stringify([reading.runs, reading.agencies, reading.years]);
    return reading;
  };
  const leftOver = runs.flatMap((run) => (words.meant.has(run) ? [] : pieces(run, words, null).map(({ rest }) => rest ?? "")));
  const named = leftOver.filter(Boolean).map(async (rest) => (rest.length > 2 ? true : rest.length > 1 ? !(await has(rest)) : BODIES.includes(rest)));
  if (runs.some((run) => OFFICE.test(run)) || (await Promise.all(named)).some(Boolean)) listed = await names();
  if (plain !== typed) note({ ...read(runs.map(() => false)), said: plain });
  if (missing.some(Boolean)) note(read(missing));
  note(read(runs.map(() => true)));
  return { readings, lacking: [...lacking] };
};

/* What an organ that people call so has in its name, where no agency of the site has it. */
export const absentAgency = (text, { absent }) => {
  const core = BODIES.includes(text.at(-1)) ? text.slice(0, -1) : "";
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
