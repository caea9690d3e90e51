/* Texts of queries as runs of units (see search-text.js): the words of the index for a run, the years that it names, the
   pieces that it consists of. */
const { WHOLE, FIELD, last, plain, letters, written, pair, units, places, words } = window.gongkaiSearch;

const FIRST_YEAR = "2008", LAST_YEAR = "2100"; // the regulation that asks for yearly reports is of 2008

export const pairsOf = (run) => run.slice(1).map((unit, n) => pair(run[n], unit));
export const keyOf = (kind, name) => FIELD + letters(kind) + letters(name.toLowerCase().replace(/[^0-9.a-z]/g, ""));

/* The words of the index for a run of units: its pairs, or the one number, Latin word or character. */
export const wordsOf = (run) => (run.length > 1 ? pairsOf(run) : [written(run[0]) + WHOLE]);

/* The words by which it is told where a run may be: three units each, or pairs around a number. */
export const threesOf = (run) => {
  if (run.length < 3) return wordsOf(run);
  const all = run.slice(2).map((unit, n) => pair(run[n], run[n + 1]) + (plain(run[n + 1]) ? "" : written(unit)));
  return plain(run[run.length - 2]) ? [...all, pair(run[run.length - 2], last(run))] : all;
};

/* Keys of pages that have a run outside their own text: in the labels of a table, in what explains it, in a block that many
   reports share. */
export const heldBy = (texts, run) => texts.some((text) => places(text, run).length);
export const keysOf = (run, known) => [
  ...Object.entries(known.tables).filter(([, table]) => heldBy(table.units, run)).map(([name]) => keyOf("t", name)),
  ...Object.entries(known.tables).filter(([, table]) => heldBy(table.sheetUnits, run)).map(([name]) => keyOf("s", name)),
  ...known.sharedUnits.flatMap((text, n) => (places(text, run).length ? [keyOf("c", String(n))] : [])),
];

/* Splits runs that have a year and something else, such as 二里岗2020年; null where there is no such run. */
export const apart = (runs, years) => {
  const split = runs.flatMap((run) => {
    const at = run.findIndex((unit) => years.includes(unit));
    const end = run[at + 1] === "年" ? at + 2 : at + 1;
    const rest = run[end - 1] === "年" && run[end] === "度" ? end + 1 : end;
    return at < 0 ? [run] : [run.slice(0, at), run.slice(at, end), run.slice(rest)].filter((part) => part.length);
  });
  return split.flat().length < runs.flat().length || split.length > runs.length ? split : null;
};

/* The year that a run names and nothing else; a number by itself is a year where reports may be on it. */
export const yearAlone = (run) => {
  if (!/^(?:19|20)\d\d$/.test(run[0] ?? "")) return "";
  const rest = run.slice(1).join("");
  const isYear = rest ? /^年度?(?:报告|年报|报)?$/.test(rest) : run[0] >= FIRST_YEAR && run[0] < LAST_YEAR;
  return isYear ? run[0] : "";
};

export const yearOf = (word) => (word.includes(",") ? "" : yearAlone(units(word))); // 2,019 is a figure

/* What is searched for: all runs, one name of each group of agencies, all years. A reading of a query has texts for runs. */
export const exactly = (query) => ({ runs: words(query), agencies: [], years: [] });
export const fromReading = ({ runs, agencies, years }) => ({ runs: runs.map(units).filter((run) => run.length), agencies, years, strict: true });

/* The reading of a query of which years were split off. */
export const splitReading = (split) => {
  const texts = split.map((run) => run.join(""));
  const years = split.map(yearAlone);
  return { runs: texts.filter((_, n) => !years[n]), agencies: [], years: years.filter(Boolean), said: texts.join(" ") };
};

/* The ways to choose some of a few things, those with most first. */
export const subsets = (all) => {
  const sets = all.reduce((some, one) => [...some, ...some.map((chosen) => [...chosen, one])], [[]]);
  return sets.filter((chosen) => chosen.length).sort((one, other) => other.length - one.length);
};

/* Some pieces without those that are within another one. */
export const distinct = (pieces) => {
  const within = ({ run }, n) => (other, m) => m !== n && places(other.run, run).length && (other.run.length > run.length || m < n);
  return pieces.filter((one, n) => !pieces.some(within(one, n)));
};

/* The words of a run by the browser's dictionary and some terms, each with its begin and end; none where the browser has no
   dictionary. */
export const wordsIn = (run, terms) => {
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
export const ofWholeWords = ({ from, end }, all, length) => {
  const inside = all.filter((word) => word.from >= from && word.end <= end);
  const single = (word) => word.end - word.from === 1;
  while (from > 0 && inside.length > 1 && single(inside[0])) inside.shift();
  while (end < length && inside.length > 1 && single(last(inside))) inside.pop();
  const piece = inside.length ? { from: inside[0].from, end: last(inside).end } : { from, end: from };
  return all.length && piece.end - piece.from > 1 ? [piece] : [];
};

/* What is searched for where a piece is nowhere: its words, and of these, or of a piece without words, the pairs. */
export const shorterOf = (run, piece, all) => {
  const inside = all.filter(({ from, end }) => from >= piece.from && end <= piece.end && end - from > 1);
  if (inside.length < 2) return pairsWithin(run, piece.from, piece.end);
  const pairsOfWord = ({ from, end }) => (end - from > 2 ? pairsWithin(run, from, end) : null);
  return inside.map((word) => ({ run: run.slice(word.from, word.end), shorter: pairsOfWord(word) }));
};
const pairsWithin = (run, from, end) =>
  [...run.keys()].filter((n) => n >= from && n + 1 < end && (run.length % 2 || n % 2 === 0)).map((n) => ({ run: [run[n], run[n + 1]] }));
