/* Searches the index of the site: a query gives pages, each with the places where its words occur. The index is divided into
   parts of some years each; the text of a page is indexed as pairs of units, and words are searched for as phrases of such
   pairs. search-text.js splits text into units, search-files.js reads the files; gongkai/work/search/ makes the index. */
import { loaded, once, PartFiles } from "./search-files.js";

const { WHOLE, FIELD, LETTERS, FIRST, last, plain, letters, written, pair, parts: partsOf, units, places, words } = window.gongkaiSearch;

const LATIN = /^[a-z\s-]+$/i;
const ENOUGH = 6; // with so many results nothing else is tried
const READ = 8; // so many pages may be read to confirm a phrase
const FEW = 5; // agencies or words that are offered
const LINE = 20; // characters: names and dates are shorter, sentences longer
const NOTHING = { runs: [], agencies: [], years: [] };
const ASKED = 3; // words that are looked up at first
const STOP = 30_000; // bytes of the index after which no further part is searched before somebody asks for it
const GUESSED = 60_000; // bytes after which a query is no longer searched for in another sense
const MOST_WORDS = 9; // of a phrase that are looked up among the site's words before it is searched for
const MOST_PIECES = 3; // pieces that are searched for of a query of which nothing is found: the last, as Chinese ends in the thing meant
const LONGEST = 30; // units of a query that is cut into pieces: each costs a small file
const FIRST_YEAR = "2008", LAST_YEAR = "2100"; // the regulation that asks for yearly reports is of 2008
const PLACES = 3; // places that are shown of a page

const pairsOf = (run) => run.slice(1).map((unit, n) => pair(run[n], unit));
const keyOf = (kind, name) => FIELD + letters(kind) + letters(name.toLowerCase().replace(/[^0-9.a-z]/g, ""));

/* The words of the index for a run of units: its pairs, or the one number, Latin word or character. */
const wordsOf = (run) => (run.length > 1 ? pairsOf(run) : [written(run[0]) + WHOLE]);

/* The words by which it is told where a run may be: three units each, or pairs around a number. */
const threesOf = (run) => {
  if (run.length < 3) return wordsOf(run);
  const all = run.slice(2).map((unit, n) => pair(run[n], run[n + 1]) + (plain(run[n + 1]) ? "" : written(unit)));
  return plain(run[run.length - 2]) ? [...all, pair(run[run.length - 2], last(run))] : all;
};

const always = (pages) => () => pages;

/* Of pages with places of a word, those where another word stands so many words behind one of these places. */
const following = (pages, others, distance) => {
  const left = new Map();
  for (const [place, page] of pages) {
    const there = new Set(others.get(place)?.words);
    const words = page.words.filter((start) => there.has(start + distance));
    if (words.length) left.set(place, { ...page, words });
  }
  return left;
};

/* Keys of pages that have a run outside their own text: in the labels of a table, in what explains it, in a block that many
   reports share. */
const heldBy = (texts, run) => texts.some((text) => places(text, run).length);
const keysOf = (run, known) => [
  ...Object.entries(known.tables).filter(([, table]) => heldBy(table.units, run)).map(([name]) => keyOf("t", name)),
  ...Object.entries(known.tables).filter(([, table]) => heldBy(table.sheetUnits, run)).map(([name]) => keyOf("s", name)),
  ...known.sharedUnits.flatMap((text, n) => (places(text, run).length ? [keyOf("c", String(n))] : [])),
];

/* Results of lookups are maps of pages by their position in the part, so that several can be joined. */
const union = (maps) => new Map(maps.flatMap((map) => [...map]));
const both = (left, right) => new Map([...left].filter(([place]) => right.has(place)));

/* A part of the index. A page of it is { id, place, words: the places of a word on it, data(): its text and address }. */
class IndexPart {
  constructor(base, number, info) {
    Object.assign(this, { number, info, files: new PartFiles(new URL("pagefind/", base), number, info.list), asked: new Map() });
  }

  /* Pages that have a word of the index or, with `open`, one that begins with it; by their places among the results. */
  lookup(word, open = false) {
    const page = ([place, words]) => [place, { id: `${this.number}/${place}`, place, words, data: () => this.files.page(place) }];
    const find = async () => new Map([...(await this.files.find(word, open))].map(page));
    return once(this.asked, open ? `${word}…` : word, find);
  }

  /* Pages that have some words of the index in a row. */
  async phrase(all) {
    const [first, ...others] = await Promise.all(all.map((word) => this.lookup(word)));
    return others.reduce((left, pages, n) => following(left, pages, n + 1), first);
  }

  /* The year of a report, and which of the year's reports it is; null for another page. A part has what explains terms,
     reports year by year in the order of lists, and further pages. */
  rowOf(place) {
    let row = place - this.info.before;
    if (row < 0) return null;
    for (const [n, count] of this.info.counts.entries()) {
      if (row < count) return [this.info.years[n], row];
      row -= count;
    }
    return null;
  }

  /* Pages that have a run of units: in the labels of a table that they show, in a shared block, or in their own text. Where
     the pages that come into question are known and few of them are left, these are read, which loads less than the text's
     words do. */
  async finding(run, known, within) {
    const keys = () => Promise.all(keysOf(run, known).map((key) => this.lookup(key))).then(union);
    const held = within && (await keys());
    const left = within && [...within].filter(([place]) => !held.has(place));
    if (within && run.length > 1 && left.length <= READ) return union([both(within, held), await this.proved(left, run, known)]);
    const own = this.inText(run, known); // not awaited yet, so that it loads together with the lookups below
    const byKeys = held ?? (await keys());
    return union([byKeys, await (await own)(byKeys)]);
  }

  /* Pages of which only what explains a row of a table has a run, as 高等学校 in what explains 科研机构 has 学校; of a long run
     nobody needs to know. */
  async explaining(run, known) {
    const holds = (of) => Object.entries(known.tables).filter(([, table]) => heldBy(table[of], run)).map(([name]) => name);
    if (run.length > ASKED + 1 || holds("units").length || !holds("sheetUnits").length) return new Map();
    const own = (await this.inText(run, known))(new Map());
    const [explained, written] = await Promise.all([Promise.all(holds("sheetUnits").map((name) => this.lookup(keyOf("s", name)))), own]);
    return new Map([...union(explained)].filter(([place]) => !written.has(place)));
  }

  /* Pages that have a run in their text: a function of the pages that are known already and need no proof. A run is found by
     some of its pairs, so many that each unit is in one of them: it is known at which words of a page each stands. First come
     pairs in small files, which stand on few pages, such as those across two words. Where few pages are left they are read,
     which loads less than the next pair. */
  async inText(run, known) {
    if (run.length === 1) return always(await (plain(run[0]) ? this.lookup(wordsOf(run)[0]) : this.lookup(run[0], true)));
    const all = pairsOf(run);
    const sizes = await Promise.all(all.map((word) => this.files.size(word)));
    const covered = new Set();
    const next = () => {
      const more = (n) => [n, n + 1].filter((unit) => !covered.has(unit)).length;
      const [best] = [...all.keys()].filter(more).sort((one, other) => sizes[one] / more(one) - sizes[other] / more(other));
      [best, best + 1].forEach((unit) => covered.add(unit));
      return best;
    };
    const [first, second] = [next(), next()];
    const begun = [first, second].map((n) => n !== undefined && this.lookup(all[n])); // both at once
    return async (others) => {
      let left = await begun[0];
      for (let n = second; n !== undefined; n = next()) {
        const near = [...left].filter(([place]) => !others.has(place));
        if (n !== second && near.length <= READ) return this.proved(near, run, known);
        left = following(left, await (n === second ? begun[1] : this.lookup(all[n])), n - first);
      }
      return left;
    };
  }

  /* Read some pages, and keep those that have a run. */
  async proved(near, run, known) {
    const read = await Promise.all(near.map(async ([place, page]) => [place, page, await contentOf(page, known)]));
    const held = read.filter(([, , { blocks }]) => blocks.some((block) => places(units(block.text), run).length));
    return new Map(held.map(([place, page]) => [place, page]));
  }

  /* Of a few pages, which are shown anyway, those where each run stands without the end of a sentence in it. */
  async together(pages, runs, known) {
    const phrases = runs.filter((run) => run.length > 1 && !keysOf(run, known).length);
    if (!phrases.length) return pages;
    const read = await Promise.all([...pages].map(async ([place, page]) => [place, page, await contentOf(page, known)]));
    const isThere = (blocks) => phrases.every((run) => blocks.some((block) => together(block.text, run)));
    return new Map(read.filter(([, , { blocks }]) => isThere(blocks)).map(([place, page]) => [place, page]));
  }

  /* Reports of agencies whose names contain some characters. */
  ofAgency(name) {
    const run = units(name);
    const begin = FIELD + letters("a");
    return run.length > 1 ? this.phrase(pairsOf(run).map((one) => begin + one)) : this.lookup(begin + written(run[0]), true);
  }

  ofYear(year) {
    return this.lookup(keyOf("y", year));
  }
}

/* Decodes the content of a result: blocks with their anchors, tables with their figures. */
const hidden = (text) => Array.from(text, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2800)).join("");
const UNWRITTEN = new RegExp(`[${String.fromCharCode(FIRST)}-${String.fromCharCode(FIRST + LETTERS.length - 1)}]`, "g");

/* The first unit of a pair as written, with the signs before it. In hidden characters is what differs from normal form.
   A page that is shown has thousands of pairs. */
const SIGNS = /^[^\p{L}\p{N}]+/u;
const NUMBER = new RegExp(`^(?:${UNWRITTEN.source})+`);
const firstUnit = (word) => {
  const before = SIGNS.exec(word)?.[0] ?? "";
  const body = before ? word.slice(before.length) : word;
  let gap = "";
  if (before) {
    const [signs, written = ""] = before.split(/([\u2800-\u28ff]+)/u);
    gap = signs.replaceAll("␣", " ");
    for (const [, text, kind] of hidden(written).matchAll(/((?:[^"\\]|\\.)*)"([gu])/g)) {
      if (kind === "u") return gap + JSON.parse(`"${text}"`);
      gap += JSON.parse(`"${text}"`);
    }
  }
  if (!body) return gap;
  const number = NUMBER.exec(body);
  const unit = number ? number[0].replace(UNWRITTEN, (sign) => LETTERS[sign.charCodeAt(0) - FIRST]) : String.fromCodePoint(body.codePointAt(0));
  return gap + unit;
};
export const read = (content, known) => {
  const [, facts, text] = content.split("¤");
  const { a: anchors, t: tables } = JSON.parse(hidden(facts.trim().split(/\s+/)[0]));
  const blocks = [];
  let next = 0;
  let section = { anchor: "", title: "" };
  for (const piece of text.split(/(?=[§¶¦]\s)/u).map((part) => part.trim()).filter(Boolean)) {
    const fed = piece.slice(1).trim();
    const shown = /^[\u2800-\u28ff]+$/.test(fed) ? known.shared[Number(hidden(fed))] : fed.split(/\s+/).map(firstUnit).join("");
    if (piece[0] === "§") {
      section = { anchor: anchors[next], title: shown };
      next += 1;
    }
    blocks.push({ ...section, text: shown, heading: piece[0] === "§", date: piece[0] === "¦" });
  }
  return { blocks, tables };
};
const contentOf = async (page, known) => {
  const { content, url } = await page.data();
  return { ...read(content, known), url };
};

/* Whether a run stands in a text without the end of a sentence in it. Punctuation does not count for what is typed, but a
   phrase that stands for what is typed has to be one. */
const SENTENCE_END = /[。！？；]/;
export const together = (text, run) => {
  const all = partsOf(text);
  const starts = places(all.map((part) => part.unit), run);
  return starts.some((at) => !SENTENCE_END.test(text.slice(all[at].begin, all[at + run.length - 1].end)));
};

const NUMBERING = /^[（(]?[一二三四五六七八九\d]+[）)]?[.、]?/;
const withoutNumber = (label) => label.replace(NUMBERING, "");

/* The figures of a table that are shown beside a label (see label_figures.py), each with the name of its column: 总计 596. */
const figureText = (shown, anchor, table, rows) => {
  const texts = shown.map(([first, count, columns]) => {
    const figures = columns.map((column) => {
      const all = rows.slice(first, first + count).map((row) => row[column]);
      return all.every(Boolean) ? `${table.columnsOf(first)[column]} ${count > 1 ? all.reduce((sum, one) => sum + Number(one), 0) : all[0]}` : "";
    });
    const row = table.rows[first] !== anchor && count === 1 ? table.names.get(table.rows[first]) : "";
    const said = figures.filter(Boolean).join("，");
    return said && row ? `${row}：${said}` : said;
  });
  return texts.filter(Boolean).slice(0, PLACES).join("；");
};

/* The places of a page at which some runs occur: at most a few, but each run at least once if possible. First what is named
   as a run, then rows with their figures, then text, then rows that share a word with the table's title, then what only names
   or explains something. `strict` are runs that must not have the end of a sentence in them. */
const NAMED = 0, NAMED_ROW = 1, ROW = 2, TEXT = 3, COMMON_ROW = 4, LABEL = 5, SHEET = 6;
const hits = ({ blocks, tables }, runs, known, strict) => {
  const hitsByPlace = new Map();
  const top = blocks.findIndex((block) => block.heading);
  const isRun = (text, run) => units(text).join(" ") === run.join(" ");
  const add = (key, run, made) => {
    const hit = hitsByPlace.get(key) ?? { ...made, runs: new Set() };
    hitsByPlace.set(key, hit);
    hit.runs.add(run);
    hit.rank = Math.min(hit.rank, made.rank);
    return hit;
  };
  for (const run of runs) {
    blocks.forEach((block, n) => {
      if (!places(units(block.text), run).length || (block.date && run.length === 1)) return; // no figure: a day, a month
      if (strict.has(run) && !together(block.text, run)) return;
      const below = blocks[n + 1]; // the text below a heading says more than the heading again
      const shown = block.heading && n > top && below?.anchor === block.anchor ? below.text : block.text;
      const rank = isRun(block.title, run) ? NAMED : block.heading ? LABEL : TEXT;
      add(block.anchor || shown, run, { anchor: block.anchor, title: block.title, text: shown, rank });
    });
    for (const [prefix, name, figures] of tables) {
      const table = known.tables[name];
      if (!table) continue;
      const rows = figures.split(";").map((row) => row.split(","));
      const keys = new Map(); // heads of columns that are called alike are one place
      const inTable = (anchor, label, shown, rank) => {
        const isRow = table.rows.includes(anchor);
        const key = (isRow ? null : keys.get(label)) ?? prefix + anchor;
        if (!isRow) keys.set(label, key);
        const hit = add(key, run, { anchor: key, title: label ? `${table.title}：${label}` : table.title, shown: [], rank });
        for (const [first, count, columns] of shown) {
          const same = hit.shown.find((one) => one[0] === first && one[1] === count);
          if (same) same[2] = [...new Set([...same[2], ...columns])];
          else hit.shown.push([first, count, columns]);
        }
        hit.text = figureText(hit.shown, anchor, table, rows);
        if (!hit.text) hit.rank = LABEL;
      };
      if (!prefix) table.labels.forEach(([anchor, text, ...shown], n) => {
        if (!places(table.units[n], run).length) return;
        const isCommon = places(table.units[0], run).length; // what is in the table's title tells no row: 信息公开
        if (n) inTable(anchor, text, shown, isRun(withoutNumber(text), run) ? NAMED_ROW : isCommon ? COMMON_ROW : ROW);
        else add(anchor, run, { anchor, title: table.title, text: table.title, rank: LABEL });
      });
      if (!prefix) table.sheets.forEach(([anchor, label, text], n) => {
        const title = label === table.title ? label : `${table.title}：${label}`;
        const made = { anchor, title, text, rank: SHEET, explains: true };
        if (places(table.sheetUnits[n], run).length) add(anchor, run, made);
      });
      if (run.length > 1 || !plain(run[0])) continue;
      rows.forEach((row, n) => {
        const columns = [...row.keys()].filter((column) => row[column] === run[0]);
        const anchor = table.rows[n];
        const shown = table.shown.get(anchor) ?? [];
        if (columns.length) inTable(anchor, table.names.get(anchor) ?? "", [[n, 1, columns], ...shown], ROW);
      });
    }
  }
  const telling = [...hitsByPlace.values()].filter((hit) => hit.text !== hit.title); // more than a heading
  const shownBy = (run) => telling.some((hit) => hit.runs.has(run));
  const all = [...hitsByPlace.values()].filter((hit) => telling.includes(hit) || ![...hit.runs].every(shownBy));
  all.sort((a, b) => (a.rank === SHEET) - (b.rank === SHEET) || b.runs.size - a.runs.size || a.rank - b.rank);
  const placed = all.filter((hit) => hit.anchor);
  const first = runs.map((run) => placed.find((hit) => hit.runs.has(run)));
  const shown = [...new Set([...first.filter(Boolean), ...placed])].slice(0, PLACES).sort((a, b) => placed.indexOf(a) - placed.indexOf(b));
  const bare = all.filter((hit) => !hit.anchor && [...hit.runs].some((run) => !placed.some((other) => other.runs.has(run))));
  return [...shown, ...bare.slice(0, 1)];
};

/* Splits runs that have a year and something else, such as 二里岗2020年; null where there is no such run. */
const apart = (runs, years) => {
  const split = runs.flatMap((run) => {
    const at = run.findIndex((unit) => years.includes(unit));
    const end = run[at + 1] === "年" ? at + 2 : at + 1;
    const rest = run[end - 1] === "年" && run[end] === "度" ? end + 1 : end;
    return at < 0 ? [run] : [run.slice(0, at), run.slice(at, end), run.slice(rest)].filter((part) => part.length);
  });
  return split.flat().length < runs.flat().length || split.length > runs.length ? split : null;
};

/* The year that a run names and nothing else; a number by itself is a year where reports may be on it. */
const yearAlone = (run) => {
  if (!/^(?:19|20)\d\d$/.test(run[0] ?? "")) return "";
  const rest = run.slice(1).join("");
  const isYear = rest ? /^年度?(?:报告|年报|报)?$/.test(rest) : run[0] >= FIRST_YEAR && run[0] < LAST_YEAR;
  return isYear ? run[0] : "";
};

const yearOf = (word) => (word.includes(",") ? "" : yearAlone(units(word))); // 2,019 is a figure

/* What is searched for: all runs, one name of each group of agencies, all years. A reading of a query has texts for runs. */
const exactly = (query) => ({ runs: words(query), agencies: [], years: [] });
const fromReading = ({ runs, agencies, years }) => ({ runs: runs.map(units).filter((run) => run.length), agencies, years, strict: true });

/* The results of a query, part by part. `older()` adds to `pages`: it queries parts until one has results. Of several things
   that are searched for, the results of the first come first or, `mixed`, the first results of each. Pages of agencies are kept apart, so that they do not push
   reports away. */
class Results {
  constructor(parts, known, wanted, { agency, year }, mixed = false) {
    Object.assign(this, { parts, known, wanted, agency, year, mixed });
    this.runs = wanted.flatMap((one) => one.runs);
    this.strict = new Set(wanted.flatMap((one) => (one.strict ? one.runs : [])));
    this.marks = [
      ...this.runs,
      ...wanted.flatMap((one) => one.agencies.flat().map(units)).filter((name) => !this.runs.some((run) => places(name, run).length)),
      ...wanted.flatMap((one) => one.years.map((year) => [year, "年"])),
    ];
  }

  /* Query the parts that may have what is searched for, first those of a year that it names, until one has results, or so many
     are through, or that has loaded much. */
  async begin(most = Infinity) {
    Object.assign(this, { pages: [], reports: 0, years: new Map(), places: [], foundBy: new Map() });
    const named = new Set(this.year ? [this.year] : this.wanted.flatMap(({ runs, years }) => [...runs.flat(), ...years]));
    const has = (part) => part.info.years.some((one) => named.has(one));
    const mays = await Promise.all(this.wanted.map(({ runs }) => Promise.all(runs.map((run) => this.known.mayHold(run)))));
    const may = (part) =>
      mays.some((all, n) => all.every((numbers) => numbers(part.number)) && this.wanted[n].years.every((year) => part.info.years.includes(year)));
    this.waiting = this.parts.filter((part) => may(part) && (!this.year || has(part))).sort((a, b) => has(b) - has(a));
    this.asked = this.parts.filter((part) => !this.waiting.includes(part));
    this.agencies = [...new Set((await Promise.all(this.wanted.map((one) => this.named(one)))).flat())];
    await this.older(most);
    return this;
  }

  /* Agencies whose names have all that is searched for. */
  async named({ runs, agencies, years }) {
    const groups = [...agencies, ...(this.agency ? [[this.agency]] : [])];
    if (this.year || years.length || runs.length + groups.length === 0) return [];
    if (!(await Promise.all(runs.map((run) => this.known.inNames(run)))).every(Boolean)) return [];
    const wanted = [...runs.map((run) => [run]), ...groups.map((names) => names.map(units))];
    const { all } = await this.known.names();
    return all.filter(({ name, short }) => {
      const texts = [units(name), units(short)];
      return wanted.every((either) => either.some((run) => heldBy(texts, run)));
    });
  }

  async older(most = Infinity) {
    const before = this.found;
    const bytes = loaded.bytes;
    for (let n = 0; n < most && this.waiting.length && this.found === before; n += 1) {
      if (n && loaded.bytes - bytes > STOP) break;
      await this.ask();
    }
  }

  get found() {
    return this.pages.length + this.agencies.length;
  }

  get others() {
    return this.pages.length - this.reports;
  }

  /* The years that have been searched. */
  get searched() {
    return this.asked.flatMap((part) => part.info.years).sort().reverse();
  }

  async ask() {
    const part = this.waiting.shift();
    const all = [];
    for (const wanted of this.wanted) {
      const pages = await this.matching(part, wanted);
      const named = wanted.runs.find((run) => part.info.years.includes(run[0]) && ["", "年"].includes(run.slice(1).join("")));
      const own = named ? await part.ofYear(named[0]) : pages;
      const explaining = pages.size > FEW ? await Promise.all(wanted.runs.map((run) => part.explaining(run, this.known))) : [];
      const times = (place) => explaining.filter((one) => one.has(place)).length;
      const places = [...pages.keys()].sort((a, b) => own.has(b) - own.has(a) || times(a) - times(b) || a - b);
      all.push(places.map((place, n) => [n, place, pages.get(place), wanted.runs]));
    }
    const seen = new Set();
    for (const [, place, page, runs] of this.mixed ? all.flat().sort((one, other) => one[0] - other[0]) : all.flat()) {
      if (!seen.has(place)) {
        this.put(part, place, page);
        this.foundBy.set(page, runs);
      }
      seen.add(place);
    }
    this.asked.push(part);
  }

  async matching(part, { runs, agencies, years, strict }) {
    const named = async (names) => union(await Promise.all(names.map((name) => part.ofAgency(name))));
    const limits = [...agencies.map(named), ...years.map((year) => part.ofYear(year))];
    if (this.agency) limits.push(part.ofAgency(this.agency));
    if (this.year) limits.push(part.ofYear(this.year));
    const within = limits.length ? (await Promise.all(limits)).reduce(both) : null;
    const inTables = (run) => keysOf(run, this.known).length;
    let left = within;
    for (const run of [...runs].sort((one, other) => inTables(one) - inTables(other))) { // those of most pages last
      if (left?.size === 0) break;
      const found = await part.finding(run, this.known, left);
      left = left ? both(left, found) : found;
    }
    return strict && left && left.size <= READ ? part.together(left, runs, this.known) : left ?? new Map();
  }

  put(part, place, page) {
    this.pages.push(page);
    const report = part.rowOf(place);
    if (!report) return;
    const [year, row] = report;
    this.reports += 1;
    this.years.set(year, (this.years.get(year) ?? 0) + 1);
    this.places.push([year, row]);
  }
}

/* What tells by the words of a run and the files of word_index.py where it may be: in which parts, which gives a function of a
   part's number, in which -1 stands for any part; and whether in the names of agencies. */
const whereabouts = (known, base) => {
  const files = new Map();
  const parts = async (word) => {
    const number = Array.from(word).reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % known.where, 0);
    const address = new URL(`pagefind/where/${number}.json`, base);
    const some = await once(files, number, () => fetch(address).then((answer) => answer.json()));
    const held = Object.entries(some).find(([, all]) => all.split(" ").includes(word));
    return Number(held?.[0] ?? 0);
  };
  const single = (run) => run.length === 1 && !plain(run[0]); // a character by itself is no word of the index
  const has = (bits, number) => Math.floor(bits / 2 ** number) % 2 > 0;
  const mayHold = async (run) => {
    if (single(run) || keysOf(run, known).length) return () => true;
    const all = threesOf(run);
    const masks = [];
    for (let n = 0; n < Math.min(all.length, MOST_WORDS) && masks.every(Boolean); n += ASKED) {
      masks.push(...(await Promise.all(all.slice(n, n + ASKED).map(parts))));
    }
    return (number) => (number < 0 ? masks.every(Boolean) : masks.every((bits) => has(bits, number)));
  };
  const inNames = async (run) => {
    const masks = single(run) ? [] : await Promise.all(threesOf(run).slice(0, ASKED).map(parts));
    return masks.every((bits) => has(bits, known.parts.length));
  };
  return { mayHold, inNames };
};

/* A page of the results: its address below the site, its title, the places at which the query occurs. Where nothing but a
   name or a year was searched for, the page's own summary is shown. */
const look = async (page, { runs: all, strict, known, foundBy }) => {
  const runs = [...new Set([...(foundBy.get(page) ?? []), ...all])]; // what the page was found by is shown first
  const content = await contentOf(page, known);
  const title = content.blocks.find((block) => block.heading)?.title || content.blocks[0]?.text || content.url;
  const first = content.blocks.find((block) => !block.heading && !block.title && block.text.length > LINE);
  const asked = runs.filter((run) => !title.includes(yearAlone(run) || "\n")); // a report of a year need not mention it
  const found = asked.length ? hits(content, asked, known, strict) : [];
  if (!found.length && asked.length) found.push(...hits(content, asked, known, new Set()));
  const isNamed = found.every(({ anchor, text }) => !anchor && title.includes(text)); // by its name or its year, which the title has
  return { address: content.url.replace(/^\//, ""), title, hits: isNamed && first ? [first] : found };
};

/* Open the index of the site at an address. `prepare` fetches what every query needs; names of agencies and the script that
   understands a query come where they are needed. */
export const open = (base) => {
  let loading;
  let listing;
  let meanings;
  const json = (name, asking = {}) => fetch(new URL(`pagefind/${name}`, base), asking).then((answer) => answer.json());
  const load = () => {
    // The lists that forms.json names are those of this build: one of an earlier build would name files that are gone.
    loading ??= Promise.all([json("forms.json", { cache: "no-cache" }), json("words.json")]).then(
      ([known, said]) => {
        for (const table of Object.values(known.tables)) {
          table.units = table.labels.map(([, text]) => units(text));
          table.sheetUnits = table.sheets.map(([, , text]) => units(text));
          table.names = new Map(table.labels); // of several labels of a row the last one is its own
          table.shown = new Map(table.labels.map(([anchor, , ...shown]) => [anchor, shown]));
          const columns = table.columns.flatMap(([count, names]) => Array.from({ length: count }, () => names));
          table.columnsOf = (row) => columns[row];
        }
        known.sharedUnits = known.shared.map(units);
        Object.assign(known, whereabouts(known, base), { names });
        return { known, parts: known.parts.map((info, number) => new IndexPart(base, number, info)), said };
      },
    );
    return loading;
  };
  let begun = 0; // what had been loaded when the query was asked
  const guesses = (most = Infinity) => (loaded.bytes - begun > GUESSED ? 0 : most);
  const asking = () => import("./search-ask.js");
  const lexicon = async () => {
    const [{ lexicon: made }, { said }, more] = await Promise.all([asking(), load(), (meanings ??= json("asking.json"))]);
    return made({ ...said, ...more });
  };
  const names = () => (listing ??= Promise.all([json("names.json"), asking()]).then(([listed, { directory }]) => directory(listed)));

  /* The results of a query. What is quoted is searched for as it is. Other results come with what is to be said first: years
     of which the site has no report (`lacking`), and of a question who has most, which is not searched for, the year of the
     table in which all agencies are (`ranking`). */
  const search = async ({ query, agency, year }) => {
    const { known, parts, said } = await load();
    const fields = { agency, year };
    begun = loaded.bytes;
    if (/["“”]/u.test(query) || !words(query).length) return new Results(parts, known, [exactly(query)], fields).begin();
    const years = known.parts.flatMap((info) => info.years);
    const isLacking = (word) => Boolean(yearOf(word)) && !years.includes(yearOf(word));
    const typed = query.split(/\s+/).filter(Boolean);
    const lacking = typed.filter(isLacking).map(yearOf);
    const here = typed.filter((word) => !isLacking(word)).join(" ");
    const ranks = new RegExp(said.ranking.asks, "u").test(here);
    const rest = (ranks ? here.replace(new RegExp(said.ranking.words, "gu"), "") : here).trim();
    const figure = ranks && (said.ranking.figures[rest] ?? Object.entries(said.terms).find(([, all]) => all.includes(rest))?.[0]);
    const asked = figure || (units(rest).length || ranks ? rest : query);
    const results = asked ? await typedOrMeant(asked, fields) : await new Results(parts, known, [], fields).begin();
    if (asked && asked !== query) Object.assign(results, { reading: results.reading ?? { said: asked }, typed: { found: 0 } });
    results.lacking = [...new Set([...lacking, ...(results.lacking ?? [])])];
    results.site = ranks ? [] : await siteFor(query, results, years);
    return Object.assign(results, { all: years, ranking: ranks ? (years.find((one) => query.includes(one)) ?? years[0]) : "" });
  };

  /* Pages of the site that answer a question about the site itself. */
  const siteFor = async (query, { reading, own, found, absent, guessed = !found }, years) => {
    const { said } = await load();
    if (absent && said.site.pages.agencies) return [said.site.pages.agencies];
    const text = meanings ? (await lexicon()).simplified(query) : query;
    const asks = ([pattern, , weak]) => (guessed || !weak) && new RegExp(pattern, "u").test(text.normalize("NFKC").toLowerCase());
    if (found && !said.site.asks.some(asks)) return [];
    const agencies = own ?? reading?.agencies?.flat() ?? [];
    const { sitePages } = await asking();
    const tables = document.getElementById("gk-search")?.dataset.tables.split(" ").filter(Boolean) ?? [];
    return sitePages(text, said.site, { found, guessed, agencies: agencies.slice(0, 1), year: reading?.years?.[0], years, tables, names });
  };

  /* The results of what is typed and, where that gives little, of the first reading that gives more. */
  const typedOrMeant = async (query, fields) => {
    const { known, parts, said } = await load();
    const exact = exactly(query);
    const results = await new Results(parts, known, [exact], fields).begin();
    const latin = LATIN.test(query); // it names an agency, if any, even where pages of a manual have the same letters
    const typed = query.split(/\s+/).filter(Boolean);
    const [name, more] = typed.filter((word) => !yearOf(word));
    const named = typed.map(yearOf).filter(Boolean);
    const own = results.found && !latin && name && !more && named.length < 2 ? await ownNames(name) : [];
    if (own.length) {
      const wanted = [{ ...NOTHING, agencies: [own], years: named }, exact];
      return offered(Object.assign(await new Results(parts, known, wanted, fields).begin(), { own }), query, said);
    }
    if (!latin && (results.found >= ENOUGH || (results.found && results.waiting.length))) return offered(results, query, said);
    const years = known.parts.flatMap((info) => info.years);
    const has = async (text) => (await known.mayHold(units(text)))(-1);
    const { understand, absentAgency } = await asking();
    const lexical = await lexicon();
    const { readings, lacking } = await understand(query, { words: lexical, names, years, today: new Date(), has });
    const split = results.found ? null : apart(exact.runs, years);
    const apartOnly = split && splitReading(split);
    if (apartOnly && !apartOnly.runs.some((text) => lexical.meant.has(text))) readings.unshift(apartOnly);
    const latest = last(readings);
    const anyYear = latest && { ...latest, years: [], said: latest.said.replace(/\d{4} 年 ?/g, "").trim() };
    const later = latest?.years.length && latest.runs.length + latest.agencies.length ? [anyYear] : [];
    const texts = [...query.split(/\s+/), ...(latest?.runs ?? [])].map((text) => lexical.simplified(text));
    const absent = results.found ? null : texts.map((text) => [text, absentAgency(text, lexical)]).find(([, term]) => term);
    const first = { lacking, absent };
    const either = readings.filter((reading) => reading.agencies.length > 1).map((reading) => ({ ...reading, agencies: [reading.agencies.flat()] }));
    let open = results.waiting.length ? results : null; // has found nothing so far, and not searched everything
    const isTyped = ({ runs, agencies, years: named }) => !results.found && !agencies.length && !named.length && runs.join(" ") === query;
    for (const reading of [...readings, ...either, ...later].filter((one) => !isTyped(one))) {
      const own = await ownFirst(reading);
      const terms = reading.terms?.size && reading.rests?.length ? { ...reading, runs: [...reading.terms].filter((term) => reading.runs.includes(term)) } : null;
      const wanted = [...(results.found ? [exact] : []), ...own, ...eachYear(reading)];
      if (latin && reading.agencies.length) wanted.reverse();
      const guess = reading.runs.length > 1 && !reading.agencies.length; // that all stand together: worth no part more
      const more = await new Results(parts, known, wanted, fields, reading.years.length > 1).begin(guesses(guess ? 1 : Infinity));
      const hints = more.found && !own.length ? (await hintsOf(reading, fields)).filter(({ term }) => !reading.runs.includes(term)) : [];
      if (more.found && terms?.runs.length && !own.length) hints.push({ term: "", wanted: fromReading(terms) });
      if (hints.length) {
        const both = await new Results(parts, known, [...wanted, ...hints.map(({ wanted: one }) => one)], fields, !results.found).begin(1);
        const said = [reading.said, ...hints.map(({ term }) => term)].filter(Boolean).join("、");
        return Object.assign(both, { reading: { ...reading, said }, typed: results }, first);
      }
      // A reading that is called as it was typed, such as a name and a year, is no other query to speak of.
      const other = reading.said === query.trim() ? {} : { reading, typed: results };
      if (more.found > results.found) return Object.assign(more, other, first);
      if (more.waiting.length && !guess) open ??= Object.assign(more, other);
    }
    if (results.found) return Object.assign(results, first);
    const less = await byPieces(latest ?? { ...NOTHING, runs: exact.runs.map((run) => run.join("")), said: query }, fields);
    first.absent ??= texts.filter(isOffice).map((text) => [text, text])[0];
    const offers = { each: await found(parts, known, exact, latest), like: await like(query), ...first };
    return less ? Object.assign(less, { typed: results, ...offers }) : Object.assign(open ?? results, offers);
  };
  /* What is searched for by a reading: of several years reports on each, as none is on two. */
  const eachYear = (reading) => (reading.years.length ? reading.years.map((year) => fromReading({ ...reading, years: [year] })) : [fromReading(reading)]);

  /* Terms that a reading hints at and that are found with its agencies and years, each with what is searched for. */
  const hintsOf = async ({ cued = [], agencies, years }, fields) => {
    const { known, parts } = await load();
    const all = cued.map((term) => ({ term, wanted: fromReading({ runs: [term], agencies, years: years.slice(0, 1) }) }));
    const results = await Promise.all(all.map(({ wanted }) => new Results(parts, known, [wanted], fields).begin(1)));
    return all.filter((_, n) => results[n].found);
  };

  const isOffice = (text) => !/[两二几哪各每个所有这那]/.test(text) && /^\p{sc=Han}{2,4}(?:局|厅|委|街道|镇|乡)$/u.test(text);
  const splitReading = (split) => {
    const texts = split.map((run) => run.join(""));
    const years = split.map(yearAlone);
    return { runs: texts.filter((_, n) => !years[n]), agencies: [], years: years.filter(Boolean), said: texts.join(" ") };
  };

  /* What comes before the results of a reading that is nothing but a name and a year. */
  const ownFirst = async ({ runs, agencies, years }) => {
    const own = runs.length === 1 && years.length === 1 && !agencies.length ? await ownNames(runs[0]) : [];
    return own.length ? [{ ...NOTHING, agencies: [own], years }] : [];
  };

  /* The agencies that a query names which is nothing but a name, a short one or an everyday one; their reports come before
     pages that only mention it. */
  const ownNames = async (query) => {
    const { known, said } = await load();
    const run = units(query);
    if (run.length < 2) return [];
    const meant = Object.entries(said.agencies).find(([, all]) => all.includes(query))?.[0];
    if (!meant && !(await known.inNames(run))) return [];
    const name = meant ?? query;
    const { all } = await names();
    const same = all.filter((one) => one.name === name || one.short === name);
    const ending = all.filter((one) => one.name.endsWith(name) || one.short.endsWith(name));
    const own = same.length ? same : ending.length || !meant ? ending : all.filter((one) => one.name.includes(name));
    return own.length <= FEW ? own.map((one) => one.name) : [];
  };

  /* Of a reading of which nothing is found as a whole: pages of its agencies and years that have what its everyday words stand
     for and what they hint at and, of the rest, the longest pieces that the site has: first pages with most of these, of
     equally many those with the rarest. Where there are none, the agencies and years alone. */
  const byPieces = async (reading, fields) => {
    const { known, parts } = await load();
    const { agencies, years } = reading;
    const asWanted = (pieces) => eachYear({ runs: [], agencies, years }).map((one) => ({ ...one, runs: pieces }));
    const ask = (all, most, mixed) => new Results(parts, known, all, fields, mixed).begin(most);
    const stand = (reading.terms ? reading.runs.filter((run) => reading.terms.has(run)) : []).map(units);
    const counts = await Promise.all(stand.map(async (run) => (await ask(asWanted([run]), 1)).found));
    const terms = stand.filter((_, n) => counts[n]);
    const rests = [...stand.filter((_, n) => !counts[n]), ...(reading.rests ?? reading.runs).map(units).filter((run) => run.length)];
    const numbers = (pieces) => rests.flat().filter((unit) => /^\d/.test(unit) && !pieces.some((run) => run.includes(unit)));
    const hints = await hintsOf(reading, fields);
    const isTold = ({ run }) => terms.some((term) => places(term, run).length);
    const every = (await Promise.all(rests.map((run) => held(run, known)))).flat().filter((piece) => !isTold(piece));
    const longest = Math.max(...every.map(({ run }) => run.length));
    const cut = distinct(every.filter(({ run }) => 2 * run.length >= longest)).slice(-MOST_PIECES); // the others say little
    const isTyped = (run) => reading.runs.length === 1 && agencies.length + years.length === 0 && run.length === units(reading.runs[0]).length;
    const each = async (pieces) => { // one after the other, so that it is known what they have loaded
      const all = [];
      for (const { run, shorter } of pieces) {
        if (!guesses()) break;
        const results = shorter && isTyped(run) ? null : await ask(asWanted([run])); // what was typed has been searched for in vain
        all.push(...(results?.found || !shorter ? [{ run, results }] : await each(shorter)));
      }
      return all;
    };
    const there = distinct((await each(cut)).filter(({ results }) => results?.found));
    there.sort((one, other) => one.results.found - other.results.found || other.run.length - one.run.length);
    const together = subsets(there.map(({ run }) => run));
    const named = [...agencies.map((names) => names.join("、")), ...years.map((year) => yearText(year))];
    const alternatives = (all) => [...new Set(all.map((pieces) => pieces.map((run) => run.join("")).join(" ")))].join("、");
    const said = (all) => [...named, alternatives(all)].filter(Boolean).join(" ");
    const as = (results, all) => Object.assign(results, { reading: { agencies, years, said: said(all) }, dropped: numbers(all.flat()) });
    const isTerm = (pieces) => terms.some((term) => term.join() === pieces.join());
    const hinted = hints.map(({ wanted }) => wanted.runs);
    const more = hinted.filter(([run]) => !isTerm(run));
    const withAll = terms.length ? together.map((pieces) => [...terms, ...pieces]) : hints.length ? [] : together;
    const long = terms.length ? [] : there.filter(({ run }) => run.length > 2).slice(0, 1).map(({ run }) => [run]);
    for (const all of withAll.filter((pieces) => pieces.length > 1)) {
      const results = await ask(asWanted(all), 1);
      if (!results.found) continue;
      const others = terms.length ? [terms] : together.filter((pieces) => pieces !== all);
      const joined = await ask([all, ...more, ...others].flatMap(asWanted), 1, more.length + terms.length > 0); // a guess is worth no part more
      return Object.assign(as(joined, [all, ...more]), { guessed: !named.length && !terms.length && !more.length });
    }
    const isWhole = terms.length > 0 && (await ask(asWanted(terms), 1)).found > 0;
    const curated = isWhole ? [terms, ...more] : [...long, ...hinted, ...terms.map((run) => [run]).filter(([run]) => !hinted.some(([hint]) => hint.join() === run.join()))];
    const results = curated.length > long.length ? await ask(curated.flatMap(asWanted), Infinity, true) : null;
    if (results?.found) return as(results, curated);
    const isLong = there.some(({ run }) => run.length > 2); // it tells more than half of a hint
    const guessed = isLong ? [] : await hintsOf({ ...reading, cued: reading.partly ?? [] }, fields);
    if (guessed.length) {
      const some = [...there.slice(0, 1).map(({ run }) => [run]), ...guessed.map(({ wanted }) => wanted.runs)];
      return Object.assign(as(await ask(some.flatMap(asWanted), 1, true), some), { guessed: !named.length });
    }
    const apart = there.length > 1 ? await ask(there.flatMap(({ run }) => asWanted([run])), 1) : there[0]?.results;
    if (apart?.found) return Object.assign(as(apart, there.map(({ run }) => [run])), { guessed: !named.length });
    return named.length && reading.runs.length ? nothingElse(as(await ask(asWanted([])), [])) : null;
  };
  const yearText = (year) => `${year} 年`;
  const nothingElse = (results) => (results.found ? results : null);

  /* The ways to choose some of a few things, those with most first. */
  const subsets = (all) => {
    const made = all.reduce((some, one) => [...some, ...some.map((chosen) => [...chosen, one])], [[]]);
    return made.filter((chosen) => chosen.length).sort((one, other) => other.length - one.length);
  };

  /* Some pieces without those that are within another one. */
  const distinct = (pieces) => {
    const within = ({ run }, n) => (other, m) => m !== n && places(other.run, run).length && (other.run.length > run.length || m < n);
    return pieces.filter((one, n) => !pieces.some(within(one, n)));
  };

  /* The longest pieces of a run that the site may have, none of which begins within another, and the pairs of each, for where
     it has them elsewhere alone. Pieces begin and end where words do, as far as the browser tells words apart. Most words
     have two characters, so that of pieces of equal length those come first that begin at an even place. */
  const held = async (whole, known) => {
    const run = whole.slice(0, LONGEST);
    const may = async (from, length) => from + length <= run.length && (await known.mayHold(run.slice(from, from + length)))(-1);
    const three = await Promise.all(Array.from(run, (_, from) => may(from, 3)));
    const two = await Promise.all(Array.from(run, (_, from) => three[from] || three[from - 1] || may(from, 2)));
    const all = [];
    for (const from of run.keys()) {
      if (!two[from]) continue;
      let end = from + 2;
      while (three[end - 2]) end += 1;
      all.push({ from, end });
    }
    const wholeWords = wordsIn(run, (await lexicon()).spoken.map(([term]) => term));
    const inWords = all.flatMap((piece) => ofWholeWords(piece, wholeWords, run.length));
    const isPart = ({ from, end }) => wholeWords.length > 0 && run.slice(from, end).some(plain); // 3个 of 3个月
    const cuts = (at) => wholeWords.some(({ from, end }) => from < at && at < end);
    const isWhole = ({ from, end }) => end - from > 3 || (!cuts(from) && !cuts(end)); // no 单一 of 简单一点
    const pieces = inWords.length ? inWords : all.filter((piece) => !isPart(piece) && isWhole(piece));
    pieces.sort((a, b) => b.end - b.from - (a.end - a.from) || (a.from % 2) - (b.from % 2) || a.from - b.from);
    const kept = [];
    for (const piece of pieces) if (!kept.some(({ from, end }) => piece.from < end && from < piece.end)) kept.push(piece);
    kept.sort((a, b) => a.from - b.from);
    return kept.map((piece) => ({ run: run.slice(piece.from, piece.end), shorter: shorterOf(run, piece, wholeWords) }));
  };

  /* The words of a run by the browser's dictionary and some terms, each with its begin and end; none where the browser has no
     dictionary. */
  const wordsIn = (run, terms) => {
    if (!Intl.Segmenter) return [];
    const starts = [];
    run.reduce((at, unit) => (starts.push(at), at + unit.length), 0);
    const segments = [...new Intl.Segmenter("zh", { granularity: "word" }).segment(run.join(""))];
    const text = run.join("");
    const inside = (at, { index, 0: term }) => at > index && at < index + term.length;
    const within = (from) => terms.some((term) => [...text.matchAll(term)].some((one) => inside(starts[from], one)));
    const begins = segments.map(({ index }) => starts.indexOf(index)).filter((from) => from >= 0 && !within(from));
    return begins.map((from, n) => ({ from, end: begins[n + 1] ?? run.length }));
  };

  /* What of a piece is left without parts of words, and without single characters where it was cut off: 工作日 of 20个工作日. */
  const ofWholeWords = ({ from, end }, all, length) => {
    const inside = all.filter((word) => word.from >= from && word.end <= end);
    const single = (word) => word.end - word.from === 1;
    while (from > 0 && inside.length > 1 && single(inside[0])) inside.shift();
    while (end < length && inside.length > 1 && single(last(inside))) inside.pop();
    const piece = inside.length ? { from: inside[0].from, end: last(inside).end } : { from, end: from };
    return all.length && piece.end - piece.from > 1 ? [piece] : [];
  };
  /* What is searched for where a piece is nowhere: its words, and of these, or of a piece without words, the pairs. */
  const shorterOf = (run, piece, all) => {
    const inside = all.filter(({ from, end }) => from >= piece.from && end <= piece.end && end - from > 1);
    if (inside.length < 2) return pairsWithin(run, piece.from, piece.end);
    const pairsOfWord = ({ from, end }) => (end - from > 2 ? pairsWithin(run, from, end) : null);
    return inside.map((word) => ({ run: run.slice(word.from, word.end), shorter: pairsOfWord(word) }));
  };
  const pairsWithin = (run, from, end) =>
    [...run.keys()].filter((n) => n >= from && n + 1 < end && (run.length % 2 || n % 2 === 0)).map((n) => ({ run: [run[n], run[n + 1]] }));

  /* What an everyday word stands for, offered beside enough results; pages of agencies that it names come with it. */
  const offered = async (results, query, said) => {
    const meant = Object.entries({ ...said.terms, ...said.agencies }).find(([, all]) => all.includes(query.trim()));
    if (!meant) return results;
    const [term] = meant;
    if (!(term in said.agencies)) return Object.assign(results, { also: term });
    const named = (await names()).all.filter(({ name }) => name.includes(term));
    if (named.length <= FEW) results.agencies = [...new Set([...named, ...results.agencies])];
    return Object.assign(results, { also: term });
  };

  /* Of each thing that was searched for in vain together, in how many pages it is by itself. */
  const found = async (parts, known, exact, reading) => {
    const asked = reading ? fromReading(reading) : exact;
    const single = [
      ...asked.runs.map((run, n) => [reading?.runs[n] ?? run.join(""), { ...NOTHING, runs: [run] }]),
      ...asked.agencies.map((names) => [names.join("、"), { ...NOTHING, agencies: [names] }]),
      ...asked.years.map((one) => [`${one} 年`, { ...NOTHING, years: [one] }]),
    ];
    const all = [];
    for (const [text, one] of single.length > 1 ? single : []) {
      const results = await new Results(parts, known, [one], { agency: "", year: "" }).begin(guesses());
      if (results.found || !results.waiting.length) all.push({ text, count: results.reports || results.found });
    }
    return all;
  };

  /* Words of the site that are near a query: terms that people name by it and something more, then what looks like it of the
     labels of the forms, terms, and names of agencies. */
  const like = async (query) => {
    const { known, said } = await load();
    const [{ all }, { lookalikes }, { simplified, meant, patterns }] = await Promise.all([names(), asking(), lexicon()]);
    const labels = Object.values(known.tables).flatMap(({ labels: own }) => own.map(([, text]) => withoutNumber(text)));
    const asked = simplified(query.trim());
    const spoken = [...[...meant].map(([word, { terms }]) => [word, terms]), ...patterns.map(([term, { source }]) => [source, term])];
    const within = asked.length > 1 ? spoken.filter(([text, term]) => term && text.includes(asked)).map(([, term]) => term) : [];
    const own = new Set([...Object.keys(said.terms), ...labels, ...all.flatMap((one) => [one.short, one.name])]);
    return [...new Set([...[...new Set(within)].slice(0, FEW), ...lookalikes(asked, [...own], FEW)])];
  };

  /* Agencies of some results with their numbers of reports, in the order of lists. */
  const agenciesOf = async ({ places }) => {
    const { all, absent } = await names();
    const rows = new Map();
    const counts = new Map();
    for (const [year, row] of places) {
      if (!rows.has(year)) rows.set(year, all.filter((_, number) => !absent[year].includes(number)));
      const one = rows.get(year)[row];
      counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return all.filter((one) => counts.has(one)).map((one) => ({ ...one, count: counts.get(one) }));
  };

  /* What queries need, before there is one: what every query reads, the list of the newest part, and what a query is
     understood by; so that this does not come on top of what a later query loads. */
  const prepare = async () => {
    const { parts } = await load();
    await Promise.all([parts[0]?.files.lists(), lexicon(), names()]);
  };
  return { prepare, search, look, agenciesOf };
};
