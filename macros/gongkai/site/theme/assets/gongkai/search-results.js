/* Searches the parts of the index, each of which has the reports of some years: for what is wanted a part gives pages, and the
   results of a query come part by part. search-files.js reads the files; gongkai/work/search/ makes the index. */
import { contentOf, together, unitsOf } from "./search-content.js";
import { loaded, once, PartFiles } from "./search-files.js";
import { heldBy, keyOf, keysOf, pairsOf, threesOf, wordsOf } from "./search-runs.js";

const { FIELD, plain, letters, written, units, places } = window.gongkaiSearch;

const READ = 8; // so many pages may be read to confirm a phrase
const FEW = 5; // of more results those that only explain what is searched for come last
const ASKED = 3; // words that are looked up at first
const STOP = 30_000; // bytes of the index after which no further part is searched before somebody asks for it
const MOST_WORDS = 9; // of a phrase that are looked up among the site's words before it is searched for

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

/* Results of lookups are maps of pages by their position in the part, so that several can be joined. */
const union = (maps) => new Map(maps.flatMap((map) => [...map]));
const both = (left, right) => new Map([...left].filter(([place]) => right.has(place)));

/* A part of the index. A page of it is { id, place, words: the places of a word on it, data(): its text and address }. */
export class IndexPart {
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
    const held = read.filter(([, , { blocks }]) => blocks.some((block) => places(unitsOf(block), run).length));
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

/* The results of a query, part by part. `older()` adds to `pages`: it queries parts until one has results. Of several things
   that are searched for, the results of the first come first or, `mixed`, the first results of each. Pages of agencies are kept apart, so that they do not push
   reports away. */
export class Results {
  constructor(parts, known, wanted, { names = [], year }, mixed = false) {
    Object.assign(this, { parts, known, wanted, names, year, mixed });
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
    Object.assign(this, { pages: [], reports: 0, explained: 0, years: new Map(), places: [], foundBy: new Map() });
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
    const groups = [...agencies, ...(this.names.length ? [this.names] : [])];
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
    const before = this.count;
    const bytes = loaded.bytes;
    for (let n = 0; n < most && this.waiting.length && this.count === before; n += 1) {
      if (n && loaded.bytes - bytes > STOP) break;
      await this.ask();
    }
  }

  get count() {
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
      const isExplained = (place) => explaining.length > 0 && times(place) === explaining.length;
      all.push(places.map((place, n) => [n, place, pages.get(place), wanted.runs, isExplained(place)]));
    }
    const seen = new Set();
    for (const [, place, page, runs, isExplained] of this.mixed ? all.flat().sort((one, other) => one[0] - other[0]) : all.flat()) {
      if (!seen.has(place)) {
        this.put(part, place, page);
        this.foundBy.set(page, runs);
        if (isExplained && part.rowOf(place)) this.explained += 1; // the site's own words have it, not the report
      }
      seen.add(place);
    }
    this.asked.push(part);
  }

  async matching(part, { runs, agencies, years, strict }) {
    const named = async (names) => union(await Promise.all(names.map((name) => part.ofAgency(name))));
    const limits = [...agencies.map(named), ...years.map((year) => part.ofYear(year))];
    if (this.names.length) limits.push(named(this.names));
    if (this.year) limits.push(part.ofYear(this.year));
    const within = limits.length ? (await Promise.all(limits)).reduce(both) : null;
    const inTables = (run) => keysOf(run, this.known).length;
    let left = within;
    for (const run of [...runs].sort((one, other) => inTables(one) - inTables(other))) { // those of most pages last
      if (left?.size === 0) break;
      const pages = await part.finding(run, this.known, left);
      left = left ? both(left, pages) : pages;
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
export const whereabouts = (known, base) => {
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
