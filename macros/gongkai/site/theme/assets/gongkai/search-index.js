/* Searches the index that Pagefind has made: a query gives pages, each with the places where its words occur. The index is
   divided into parts of some years each; the text of a page is indexed as pairs of units, and words are searched for as
   phrases of such pairs. search-text.js splits text into units; gongkai/work/search/ makes the index. */
const { WHOLE, FIELD, LETTERS, FIRST, plain, letters, written, pair, units, places, words } = window.gongkaiSearch;

const ENOUGH = 6; // with so many results older parts are not queried; so many pages may be read to confirm a phrase
const ASKED = 3; // pairs of a phrase in its first query, which shows how many pages come into question
const PLACES = 3; // places that are shown of a page

const pairsOf = (run) => run.slice(1).map((unit, n) => pair(run[n], unit));
const phrase = (pairs) => `"${pairs.join(" ")}"`;
const keyOf = (kind, name) => phrase([FIELD + letters(kind) + letters(name.toLowerCase().replace(/[^0-9.a-z]/g, ""))]);

/* The words of the index for a run of units: its pairs, or the one number, Latin word or character. */
const wordsOf = (run) => (run.length > 1 ? pairsOf(run) : [written(run[0]) + WHOLE]);

/* A query for the begin of a run. A single Chinese character is queried as the prefix of a pair. */
const beginOf = (run) => (run.length === 1 && !plain(run[0]) ? written(run[0]) : phrase(wordsOf(run).slice(0, ASKED)));

/* Keys of pages that have a run outside their own text: in the labels of a table, in a block that many reports share. */
const keysOf = (run, known) => [
  ...Object.entries(known.tables).filter(([, { units: labels }]) => labels.some((label) => places(label, run).length)).map(([name]) => keyOf("t", name)),
  ...known.sharedUnits.flatMap((text, n) => (places(text, run).length ? [keyOf("c", String(n))] : [])),
];

/* Results of lookups are maps of pages by their position in the part, so that several can be joined. */
const union = (maps) => new Map(maps.flatMap((map) => [...map]));
const both = (left, right) => new Map([...left].filter(([place]) => right.has(place)));

/* A part of the index, loaded on its first query. */
class IndexPart {
  constructor(pagefind, number, info) {
    Object.assign(this, { pagefind, number, info, asked: new Map() });
  }

  /* To Pagefind each part is a language, and it reads the language only from the page's lang attribute. So the attribute is
     changed while an instance is created, and set back before anything else can run. */
  get index() {
    if (!this.instance) {
      const root = document.documentElement;
      const own = root.getAttribute("lang");
      root.setAttribute("lang", `en-x-${this.number}`);
      try {
        this.instance = this.pagefind.createInstance({ noWorker: true });
      } finally {
        root.setAttribute("lang", own ?? "zh");
      }
    }
    return this.instance;
  }

  /* Pages that have some words of the index in a row, by position: in a sorted result the score is the negative position. */
  lookup(query) {
    if (!this.asked.has(query)) {
      const answer = this.index.search(query, { sort: { order: "asc" } });
      this.asked.set(query, answer.then(({ results }) => new Map(results.map((page) => [-page.score, page]))));
    }
    return this.asked.get(query);
  }

  isReport(place) {
    return place >= this.info.before && place < this.info.before + this.info.reports;
  }

  /* Pages that have a run of units: in the labels of a table that they show, in a shared block, or in their own text. */
  async finding(run, known) {
    const asked = this.lookup(beginOf(run)); // not awaited yet, so that it loads together with the lookups below
    const byKeys = union(await Promise.all(keysOf(run, known).map((key) => this.lookup(key))));
    return union([byKeys, await this.inText(run, known, await asked, byKeys)]);
  }

  /* Of the pages that have the begin of a run in their text, those that have all of it; pages that are known already are
     left out. A few pages are read to find out, which loads less than a query for all pairs of a long run. */
  async inText(run, known, candidates, others) {
    const all = wordsOf(run);
    if (all.length <= ASKED) return candidates;
    const near = [...candidates].filter(([place]) => !others.has(place));
    return near.length <= ENOUGH ? this.proved(near, run, known) : this.lookup(phrase(all));
  }

  /* Read some pages, and keep those that have a run. */
  async proved(near, run, known) {
    const read = await Promise.all(near.map(async ([place, page]) => [place, page, await contentOf(page, known)]));
    const held = read.filter(([, , { blocks }]) => blocks.some((block) => places(units(block.text), run).length));
    return new Map(held.map(([place, page]) => [place, page]));
  }

  /* Reports of agencies whose names contain some characters. */
  ofAgency(name) {
    const run = units(name);
    const begin = FIELD + letters("a");
    return this.lookup(run.length > 1 ? phrase(pairsOf(run).map((one) => begin + one)) : begin + written(run[0]));
  }

  ofYear(year) {
    return this.lookup(keyOf("y", year));
  }
}

/* Decodes the content of a result: blocks with their anchors, tables with their figures. */
const hidden = (text) => Array.from(text, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2800)).join("");
const UNWRITTEN = new RegExp(`[${String.fromCharCode(FIRST)}-${String.fromCharCode(FIRST + LETTERS.length - 1)}]`, "g");
const WIDE = { ",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！" };
const firstUnit = (word) => {
  const match = /^([^\p{L}\p{N}]*)(.*)$/su.exec(word);
  const body = match[2];
  const number = new RegExp(`^(?:${UNWRITTEN.source})+`).exec(body);
  const unit = number ? number[0].replace(UNWRITTEN, (sign) => LETTERS[sign.charCodeAt(0) - FIRST]) : String.fromCodePoint(body.codePointAt(0));
  return match[1].replaceAll("␣", " ") + unit;
};
const wide = (text) =>
  text.replace(/([\p{sc=Han}])([,:;()?!])|([,:;()?!])(?=\p{sc=Han})/gu, (all, han, sign, alone) => (han ?? "") + WIDE[sign ?? alone]);
const read = (content, known) => {
  const [, facts, text] = content.split("¤");
  const { a: anchors, t: tables } = JSON.parse(hidden(facts.trim().split(/\s+/)[0]));
  const blocks = [];
  let next = 0;
  let section = { anchor: "", title: "" };
  for (const piece of text.split(/(?=[§¶]\s)/u).map((part) => part.trim()).filter(Boolean)) {
    const fed = piece.slice(1).trim();
    const shown = /^[\u2800-\u28ff]/.test(fed) ? known.shared[Number(hidden(fed))] : wide(fed.split(/\s+/).map(firstUnit).join(""));
    if (piece[0] === "§") {
      section = { anchor: anchors[next], title: shown };
      next += 1;
    }
    blocks.push({ ...section, text: shown, heading: piece[0] === "§" });
  }
  return { blocks, tables };
};
const contentOf = async (page, known) => {
  const data = await page.data();
  return { ...read(data.raw_content ?? data.content, known), url: data.raw_url };
};

/* The places of a page at which some runs occur: at most a few, but each run at least once if possible. */
const hits = ({ blocks, tables }, runs, known) => {
  const hitsByPlace = new Map();
  const top = blocks.findIndex((block) => block.heading);
  const add = (anchor, title, text, run, rank) => {
    const hit = hitsByPlace.get(anchor || text);
    if (!hit) hitsByPlace.set(anchor || text, { anchor, title, text, runs: new Set([run]), rank });
    else hit.runs.add(run);
  };
  for (const run of runs) {
    blocks.forEach((block, n) => {
      if (!places(units(block.text), run).length) return;
      const below = blocks[n + 1]; // the text below a heading says more than the heading again
      const shown = block.heading && n > top && below?.anchor === block.anchor ? below.text : block.text;
      add(block.anchor, block.title, shown, run, block.heading ? 1 : 0);
    });
    for (const [prefix, name, figures] of tables) {
      const table = known.tables[name];
      if (!table) continue;
      const rows = figures.split(";").map((row) => row.split(","));
      const rowText = (label, n) => `${label}${label && n >= 0 ? "：" : ""}${n >= 0 ? rows[n].join("　") : ""}`;
      if (!prefix) table.labels.forEach(([anchor, text], n) => {
        if (places(table.units[n], run).length) add(anchor, table.title, rowText(text, table.rows.findIndex(([row]) => row === anchor)), run, 0);
      });
      if (run.length > 1 || !plain(run[0])) continue;
      rows.forEach((row, n) => {
        const [anchor, label] = table.rows[n];
        if (row.includes(run[0])) add(prefix + anchor, table.title, rowText(label, n), run, 0);
      });
    }
  }
  const all = [...hitsByPlace.values()].sort((a, b) => b.runs.size - a.runs.size || a.rank - b.rank);
  const placed = all.filter((hit) => hit.anchor);
  const bare = all.filter((hit) => !hit.anchor && [...hit.runs].some((run) => !placed.some((other) => other.runs.has(run))));
  return [...placed.slice(0, PLACES), ...bare.slice(0, 1)];
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

/* The results of a query, part by part. `older()` adds to `pages`: it queries parts until one has results. */
class Results {
  constructor(parts, known, { query, agency, year }) {
    Object.assign(this, { parts, known, agency, year, runs: words(query), split: null });
    this.quoted = /["“”]/u.test(query);
  }

  /* Query the parts that may have all runs, first those of a year in the query. */
  async begin() {
    Object.assign(this, { pages: [], reports: 0 });
    const named = new Set(this.year ? [this.year] : this.runs.flat());
    const has = (part) => part.info.years.some((one) => named.has(one));
    const may = await Promise.all(this.runs.map((run) => this.known.mayHold(run)));
    const left = this.parts.filter((part) => may.every((numbers) => numbers(part.number)) && (!this.year || has(part)));
    this.waiting = left.sort((a, b) => has(b) - has(a));
    while (this.waiting.length && this.pages.length < ENOUGH) await this.ask();
    return this.pages.length;
  }

  async enough() {
    if ((await this.begin()) || this.quoted) return this;
    const into = apart(this.runs, this.parts.flatMap((part) => part.info.years));
    if (into) {
      [this.split, this.runs] = [{ from: this.runs, into }, into];
      await this.begin();
    }
    return this;
  }

  async older() {
    const before = this.pages.length;
    while (this.waiting.length && this.pages.length === before) await this.ask();
  }

  /* The years that have been searched. */
  get years() {
    return this.parts.filter((part) => !this.waiting.includes(part)).flatMap((part) => part.info.years);
  }

  get others() {
    return this.pages.length - this.reports;
  }

  async ask() {
    const part = this.waiting.shift();
    const wanted = this.runs.map((run) => part.finding(run, this.known));
    if (this.agency) wanted.push(part.ofAgency(this.agency));
    if (this.year) wanted.push(part.ofYear(this.year));
    const [first, ...others] = await Promise.all(wanted);
    const pages = others.reduce(both, first ?? new Map());
    const named = this.runs.find((run) => part.info.years.includes(run[0]) && ["", "年"].includes(run.slice(1).join("")));
    const own = named ? await part.ofYear(named[0]) : pages;
    for (const place of [...pages.keys()].sort((a, b) => own.has(b) - own.has(a) || a - b)) {
      this.pages.push(pages.get(place));
      this.reports += Number(part.isReport(place));
    }
  }
}

/* Which parts may have a run, by its first words and the files of word_index.py: gives a function of a part's number. */
const mayHold = (known, base) => {
  const files = new Map();
  const parts = async (word) => {
    const number = Array.from(word).reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % known.where, 0);
    const address = new URL(`pagefind/where/${number}.json`, base);
    if (!files.has(number)) files.set(number, fetch(address).then((answer) => answer.json()));
    const held = Object.entries(await files.get(number)).find(([, all]) => all.split(" ").includes(word));
    return Number(held?.[0] ?? 0);
  };
  return async (run) => {
    if (!known.where || (run.length === 1 && !plain(run[0])) || keysOf(run, known).length) return () => true;
    const masks = await Promise.all(wordsOf(run).slice(0, ASKED).map(parts));
    return (number) => masks.every((bits) => Math.floor(bits / 2 ** number) % 2);
  };
};

/* A page of the results: its address below the site, its title, the places at which the query occurs. */
const look = async (page, { runs, known }) => {
  const content = await contentOf(page, known);
  const title = content.blocks.find((block) => block.heading)?.title || content.blocks[0]?.text || content.url;
  return { address: content.url.replace(/^\//, ""), title, hits: hits(content, runs, known) };
};

/* Open the index of the site at an address. `load` fetches what every query needs. */
export const open = (base) => {
  let loading;
  const load = () => {
    loading ??= Promise.all([
      import(new URL("pagefind/pagefind.js", base).href),
      fetch(new URL("pagefind/forms.json", base)).then((answer) => answer.json()),
    ]).then(([pagefind, known]) => {
      for (const table of Object.values(known.tables)) table.units = table.labels.map(([, text]) => units(text));
      known.sharedUnits = known.shared.map(units);
      known.mayHold = mayHold(known, base);
      return { known, parts: known.parts.map((info, number) => new IndexPart(pagefind, number, info)) };
    });
    return loading;
  };
  const search = async (asked) => {
    const { known, parts } = await load();
    return new Results(parts, known, asked).enough();
  };
  return { load: async () => { await (await load()).parts[0].index.init(); }, search, look };
};
