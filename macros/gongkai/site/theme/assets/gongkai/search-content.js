/* The text of a page of the results as it is indexed, and the places of it at which a query occurs. */
import { yearAlone } from "./search-runs.js";

const { LETTERS, FIRST, plain, parts: partsOf, units, places } = window.gongkaiSearch;

const LINE = 20; // characters: names and dates are shorter, sentences longer
const PLACES = 3; // places that are shown of a page

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

/* What a page holds is read once, however many queries find it. */
const contents = new Map();
export const contentOf = async (page, known) => {
  const { content, url } = await page.data();
  if (!contents.has(url)) contents.set(url, { ...read(content, known), url });
  return contents.get(url);
};
export const unitsOf = (block) => (block.units ??= units(block.text));

/* Whether a run stands in a text without the end of a sentence in it. Punctuation does not count for what is typed, but a
   phrase that stands for what is typed has to be one. */
const SENTENCE_END = /[。！？；]/;
export const together = (text, run) => {
  const all = partsOf(text);
  const starts = places(all.map((part) => part.unit), run);
  return starts.some((at) => !SENTENCE_END.test(text.slice(all[at].begin, all[at + run.length - 1].end)));
};

const NUMBERING = /^[（(]?[一二三四五六七八九\d]+[）)]?[.、]?/;
export const withoutNumber = (label) => label.replace(NUMBERING, "");

/* The figures of a table that are shown beside a label (see label_figures.py), each with the name of its column: 总计 596. */
const figureText = (shown, anchor, table, rows) => {
  const texts = shown.map(([first, count, columns]) => {
    const figures = columns.map((column) => {
      const all = rows.slice(first, first + count).map((row) => row[column]);
      return all.every(Boolean) ? `${table.heads[first][column]} ${count > 1 ? all.reduce((sum, one) => sum + Number(one), 0) : all[0]}` : "";
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
  const add = (key, run, place) => {
    const hit = hitsByPlace.get(key) ?? { ...place, runs: new Set() };
    hitsByPlace.set(key, hit);
    hit.runs.add(run);
    hit.rank = Math.min(hit.rank, place.rank);
    return hit;
  };
  for (const run of runs) {
    blocks.forEach((block, n) => {
      if (!places(unitsOf(block), run).length || (block.date && run.length === 1)) return; // no figure: a day, a month
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
        hit.shown ??= []; // a passage of the page has the same place as the row
        for (const [first, count, columns] of shown) {
          const same = hit.shown.find((one) => one[0] === first && one[1] === count);
          if (same) same[2] = [...new Set([...same[2], ...columns])];
          else hit.shown.push([first, count, columns]);
        }
        hit.text = figureText(hit.shown, anchor, table, rows) || (hit.text ?? "");
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
        if (places(table.sheetUnits[n], run).length) add(anchor, run, { anchor, title, text, rank: SHEET, explains: true });
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
  return chosen([...hitsByPlace.values()], runs);
};

/* Of all places those that are shown. */
const chosen = (every, runs) => {
  const telling = every.filter((hit) => hit.text !== hit.title); // more than a heading
  const shownBy = (run) => telling.some((hit) => hit.runs.has(run));
  const all = every.filter((hit) => telling.includes(hit) || ![...hit.runs].every(shownBy));
  all.sort((a, b) => (a.rank === SHEET) - (b.rank === SHEET) || b.runs.size - a.runs.size || a.rank - b.rank);
  const placed = all.filter((hit) => hit.anchor);
  const first = runs.map((run) => placed.find((hit) => hit.runs.has(run)));
  const shown = [...new Set([...first.filter(Boolean), ...placed])].slice(0, PLACES).sort((a, b) => placed.indexOf(a) - placed.indexOf(b));
  const bare = all.filter((hit) => !hit.anchor && [...hit.runs].some((run) => !placed.some((other) => other.runs.has(run))));
  return [...shown, ...bare.slice(0, 1)];
};

/* A page of the results: its address below the site, its title, the places at which the query occurs. Where nothing but a
   name or a year was searched for, the page's own summary is shown. */
export const look = async (page, { runs: all, strict, known, foundBy }) => {
  const runs = [...new Set([...(foundBy.get(page) ?? []), ...all])]; // what the page was found by is shown first
  const content = await contentOf(page, known);
  const title = content.blocks.find((block) => block.heading)?.title || content.blocks[0]?.text || content.url;
  const first = content.blocks.find((block) => !block.heading && !block.title && block.text.length > LINE);
  const asked = runs.filter((run) => !title.includes(yearAlone(run) || "\n")); // a report of a year need not mention it
  const shown = asked.length ? hits(content, asked, known, strict) : [];
  if (!shown.length && asked.length) shown.push(...hits(content, asked, known, new Set()));
  const isNamed = shown.every(({ anchor, text }) => !anchor && title.includes(text)); // by its name or its year, which the title has
  return { address: content.url.replace(/^\//, ""), title, hits: isNamed && first ? [first] : shown };
};
