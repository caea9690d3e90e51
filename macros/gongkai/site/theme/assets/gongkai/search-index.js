/* Searches the index of the site: a query gives pages, each with the places where its words occur. The index is divided into
   parts of some years each; the text of a page is indexed as pairs of units, and words are searched for as phrases of such
   pairs. search-results.js searches the parts, search-ask.js and search-agencies.js understand what is typed; here is which
   of both is tried when. */
import { look, withoutNumber } from "./search-content.js";
import { loaded } from "./search-files.js";
import { IndexPart, Results, whereabouts } from "./search-results.js";
import { apart, distinct, exactly, fromReading, ofWholeWords, shorterOf, splitReading, subsets, wordsIn, yearOf } from "./search-runs.js";

const { last, plain, units, places, words } = window.gongkaiSearch;

const LATIN = /^[a-z\s-]+$/i;
const ENOUGH = 6; // with so many results nothing else is tried
const FEW = 5; // agencies or words that are offered
const NOTHING = { runs: [], agencies: [], years: [] };
const RANKED_YEAR = /(?:19|20)\d\d(?:年度?)?/; // of a question who has most
const GUESSED = 60_000; // bytes after which a query is no longer searched for in another sense
const MOST_PIECES = 3; // pieces that are searched for of a query of which nothing is found: the last, as Chinese ends in the thing meant
const LONGEST = 30; // units of a query that is cut into pieces: each costs a small file

const wordsOf = (query) => query.split(/\s+/).filter(Boolean);

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
          table.heads = table.columns.flatMap(([count, names]) => Array.from({ length: count }, () => names));
        }
        known.sharedUnits = known.shared.map(units);
        Object.assign(known, whereabouts(known, base), { names, years: known.parts.flatMap((info) => info.years) });
        return { known, parts: known.parts.map((info, number) => new IndexPart(base, number, info)), said };
      },
    );
    return loading;
  };
  let begun = 0; // what had been loaded when the query was asked
  const guesses = (most = Infinity) => (loaded.bytes - begun > GUESSED ? 0 : most);
  const asking = () => Promise.all([import("./search-ask.js"), import("./search-agencies.js")]).then(([ask]) => ask); // both at once
  const lexicon = () =>
    (meanings ??= Promise.all([asking(), load(), json("asking.json")]).then(([{ lexicon: read }, { said }, more]) => read({ ...said, ...more })));
  const names = () => (listing ??= Promise.all([json("names.json"), asking()]).then(([listed, { directory }]) => directory(listed)));

  /* The results of a query. What is quoted is searched for as it is. Other results come with what is to be said first: years
     of which the site has no report (`lacking`), and of a question who has most, which is not searched for, the year of the
     table in which all agencies are (`ranking`). */
  const search = async ({ query, agency, year }) => {
    const { known, parts, said } = await load();
    begun = loaded.bytes;
    const fields = { names: agency ? await meantBy(agency) : [], year };
    if (/["“”]/u.test(query) || !words(query).length) return ask([exactly(query)], fields);
    const { years } = known;
    const isLacking = (word) => Boolean(yearOf(word)) && !years.includes(yearOf(word));
    const typed = wordsOf(query);
    const lacking = typed.filter(isLacking).map(yearOf);
    const here = typed.filter((word) => !isLacking(word)).join(" ");
    const ranks = new RegExp(said.ranking.asks, "u").test(here);
    const rest = (ranks ? here.replace(new RegExp(said.ranking.words, "gu"), "") : here).trim();
    const subject = rest.replace(RANKED_YEAR, "").replace(/[？?！!。]+$/u, "").trim();
    const figure = ranks && (said.ranking.figures[subject] ?? Object.entries(said.terms).find(([, all]) => all.includes(subject))?.[0]);
    const asked = figure ? rest.replace(subject, figure) : units(rest).length || ranks ? rest : query;
    const results = asked ? await typedOrMeant(asked, fields) : await ask([], fields);
    if (asked && asked !== query) Object.assign(results, { reading: results.reading ?? { said: asked }, typed: { count: 0 } });
    results.lacking = [...new Set([...lacking, ...(results.lacking ?? [])])];
    results.site = ranks ? [] : await siteFor(query, results, years);
    return Object.assign(results, { all: years, ranking: ranks ? (years.find((one) => query.includes(one)) ?? years[0]) : "" });
  };

  /* Names, or parts of them, that are meant in the field for the agency: the text itself where names have it. */
  const meantBy = async (text) => {
    const { known } = await load();
    const run = units(text);
    if (run.length > 1 ? await known.inNames(run) : !LATIN.test(text)) return [text];
    const { understand } = await asking();
    const { readings } = await understand(text, { words: await lexicon(), names, years: [], today: new Date(), has: async () => false });
    const { agencies = [] } = readings.find(({ runs, agencies }) => agencies.length && !runs.length) ?? {};
    return agencies.length ? agencies.flat() : [text];
  };

  /* Pages of the site that answer a question about the site itself. */
  const siteFor = async (query, { reading, own, count, absent, guessed = !count }, years) => {
    const { said } = await load();
    if (absent && said.site.pages.agencies) return [said.site.pages.agencies];
    const text = meanings ? (await lexicon()).simplified(query) : query;
    const asks = ([pattern, , weak]) => (guessed || !weak) && new RegExp(pattern, "u").test(text.normalize("NFKC").toLowerCase());
    if (count && !said.site.asks.some(asks)) return [];
    const agencies = own ?? reading?.agencies?.flat() ?? [];
    const { sitePages } = await asking();
    const tables = document.getElementById("gk-search")?.dataset.tables.split(" ").filter(Boolean) ?? [];
    return sitePages(text, said.site, { count, guessed, agencies: agencies.slice(0, 1), year: reading?.years?.[0], years, tables, names });
  };

  /* The results of what is wanted, of each thing in turn; `most` and `mixed` as in search-results.js. */
  const ask = async (wanted, fields, most, mixed) => {
    const { known, parts } = await load();
    return new Results(parts, known, wanted, fields, mixed).begin(most);
  };

  /* The results of what is typed and, where that gives little, of the first reading that gives more. */
  const typedOrMeant = async (query, fields) => {
    const { said } = await load();
    const exact = exactly(query);
    const typed = await ask([exact], fields);
    const latin = LATIN.test(query); // it names an agency, if any, even where pages of a manual have the same letters
    const own = typed.count && !latin ? await ofAgency(query, exact, fields) : null;
    if (own) return offered(own, query, said);
    if (!latin && (typed.count >= ENOUGH || (typed.count && typed.waiting.length))) return offered(typed, query, said);
    const { readings, latest, texts, first } = await meaningsOf(query, exact, typed);
    if (first.absent?.[0] === query) return Object.assign(typed, first); // nothing but a name of nobody here
    let open = typed.waiting.length ? typed : null; // has nothing so far, and not searched everything
    for (const reading of readings) {
      const { more, isBetter, isGuess } = await ofReading(reading, query, exact, typed, fields);
      if (isBetter) return Object.assign(more, first);
      if (more.waiting.length && !isGuess) open ??= more;
    }
    if (typed.count) return Object.assign(typed, first);
    const less = await byPieces(latest ?? { ...NOTHING, runs: exact.runs.map((run) => run.join("")), said: query }, fields);
    first.absent ??= (await notNamed(texts.filter(isOffice))).map((text) => [text, text])[0];
    const offers = { each: await apartFrom(exact, latest), like: await like(query), ...first };
    return less ? Object.assign(less, { typed, ...offers }) : Object.assign(open ?? typed, offers);
  };

  /* Results of a query that is nothing but a name of agencies and at most one year; nothing of any other. */
  const ofAgency = async (query, exact, fields) => {
    const words = wordsOf(query);
    const [name, more] = words.filter((word) => !yearOf(word));
    const years = words.map(yearOf).filter(Boolean);
    const own = name && !more && years.length < 2 ? await ownNames(name) : [];
    return own.length ? Object.assign(await ask([{ ...NOTHING, agencies: [own], years }, exact], fields), { own }) : null;
  };

  /* Those of some texts that no agency of the site has in its name. */
  const notNamed = async (texts) => {
    const { known } = await load();
    const named = await Promise.all(texts.map((text) => units(text).length > 1 && known.inNames(units(text))));
    return texts.filter((_, n) => !named[n]);
  };

  /* What a query may mean: its readings in the order in which they are tried, the latest as it was understood, its texts, and
     what is said before any results. */
  const meaningsOf = async (query, exact, typed) => {
    const { known } = await load();
    const { years } = known;
    const has = async (text) => (await known.mayHold(units(text)))(-1);
    const { understand, absentAgency } = await asking();
    const lexical = await lexicon();
    const { readings, lacking } = await understand(query, { words: lexical, names, years, today: new Date(), has });
    const split = typed.count ? null : apart(exact.runs, years);
    const apartOnly = split && splitReading(split);
    if (apartOnly && !apartOnly.runs.some((text) => lexical.meant.has(text))) readings.unshift(apartOnly);
    const latest = last(readings);
    const anyYear = latest && { ...latest, years: [], said: latest.said.replace(/\d{4} 年 ?/g, "").trim() };
    const later = latest?.years.length && latest.runs.length + latest.agencies.length ? [anyYear] : [];
    const either = readings.filter(({ agencies }) => agencies.length > 1).map((reading) => ({ ...reading, agencies: [reading.agencies.flat()] }));
    const texts = [...wordsOf(query), ...(latest?.runs ?? [])].map((text) => lexical.simplified(text));
    const absent = typed.count ? null : (await notNamed(texts)).map((text) => [text, absentAgency(text, lexical)]).find(([, term]) => term);
    const isTyped = ({ runs, agencies, years: named }) => !typed.count && !agencies.length && !named.length && runs.join(" ") === query;
    return { readings: [...readings, ...either, ...later].filter((one) => !isTyped(one)), latest, texts, first: { lacking, absent } };
  };

  /* The results of a reading, with those of terms that it hints at; whether they are better than those of what was typed. */
  const ofReading = async (reading, query, exact, typed, fields) => {
    const own = await ownFirst(reading);
    const terms = reading.terms?.size && reading.rests?.length ? { ...reading, runs: [...reading.terms].filter((term) => reading.runs.includes(term)) } : null;
    const wanted = [...(typed.count ? [exact] : []), ...own, ...eachYear(reading)];
    if (LATIN.test(query) && reading.agencies.length) wanted.reverse();
    const isGuess = reading.runs.length > 1 && !reading.agencies.length; // that all stand together: worth no part more
    const more = await ask(wanted, fields, guesses(isGuess ? 1 : Infinity), reading.years.length > 1);
    const hints = more.count && !own.length ? (await hintsOf(reading, fields)).filter(({ term }) => !reading.runs.includes(term)) : [];
    const isAsTyped = reading.said === query.trim(); // then only what is searched for besides is worth a word
    if (more.count && terms?.runs.length && !own.length) hints.push({ term: isAsTyped ? terms.runs.join(" ") : "", wanted: fromReading(terms) });
    if (hints.length) {
      const both = await ask([...wanted, ...hints.map(({ wanted: one }) => one)], fields, 1, !typed.count);
      const said = [isAsTyped ? "" : reading.said, ...hints.map(({ term }) => term)].filter(Boolean).join("、");
      return { more: Object.assign(both, { reading: { ...reading, said }, typed }), isBetter: true };
    }
    // A reading that is called as it was typed, such as a name and a year, is no other query to speak of.
    const other = reading.said === query.trim() ? {} : { reading, typed };
    return { more: Object.assign(more, other), isBetter: more.count > typed.count, isGuess };
  };

  /* What is searched for by a reading: of several years reports on each, as none is on two. */
  const eachYear = (reading) => (reading.years.length ? reading.years.map((year) => fromReading({ ...reading, years: [year] })) : [fromReading(reading)]);

  /* Terms that a reading hints at and that are found with its agencies and years, each with what is searched for. */
  const hintsOf = async ({ cued = [], agencies, years }, fields) => {
    const all = cued.map((term) => ({ term, wanted: fromReading({ runs: [term], agencies, years: years.slice(0, 1) }) }));
    const results = await Promise.all(all.map(({ wanted }) => ask([wanted], fields, 1)));
    return all.filter((_, n) => results[n].count);
  };

  const isOffice = (text) => !/[两二几哪各每个所有这那]/.test(text) && /^\p{sc=Han}{2,4}(?:局|厅|委|街道|镇|乡)$/u.test(text);

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
    const { agencies, years } = reading;
    const asWanted = (pieces) => eachYear({ runs: [], agencies, years }).map((one) => ({ ...one, runs: pieces }));
    const searched = (all, most, mixed) => ask(all.flatMap(asWanted), fields, most, mixed);
    const isThere = async (pieces) => (await searched([pieces], 1)).count > 0;
    const stand = (reading.terms ? reading.runs.filter((run) => reading.terms.has(run)) : []).map(units);
    const here = await Promise.all(stand.map((run) => isThere([run])));
    const terms = stand.filter((_, n) => here[n]);
    const rests = [...stand.filter((_, n) => !here[n]), ...(reading.rests ?? reading.runs).map(units).filter((run) => run.length)];
    const hinted = (await hintsOf(reading, fields)).map(({ wanted }) => wanted.runs);
    const there = await piecesThere(reading, terms, rests, searched);
    const named = [...agencies.map((names) => names.join("、")), ...years.map((year) => `${year} 年`)];
    const numbers = (pieces) => rests.flat().filter((unit) => /^\d/.test(unit) && !pieces.some((run) => run.includes(unit)));
    const as = (results, all, guessed = false) => {
      if (!results?.count) return null;
      const either = new Set(all.map((pieces) => pieces.map((run) => run.join("")).join(" ")));
      const said = [...named, [...either].join("、")].filter(Boolean).join(" ");
      return Object.assign(results, { reading: { agencies, years, said }, dropped: numbers(all.flat()), guessed: guessed && !named.length });
    };
    const isIn = (all, run) => all.some(([one]) => one.join() === run.join());
    const each = terms.map((run) => [run]);
    const more = hinted.filter(([run]) => !isIn(each, run));
    const long = terms.length ? [] : there.filter(({ run }) => run.length > 2).slice(0, 1).map(({ run }) => [run]);

    /* Pages with as many pieces together as there are such, with all terms where there are any. */
    const together = async () => {
      const sets = subsets(there.map(({ run }) => run));
      const withAll = terms.length ? sets.map((pieces) => [...terms, ...pieces]) : hinted.length ? [] : sets;
      for (const all of withAll.filter((pieces) => pieces.length > 1)) {
        if (!(await isThere(all))) continue;
        const others = terms.length ? [terms] : sets.filter((pieces) => pieces !== all);
        const joined = await searched([all, ...more, ...others], 1, more.length + terms.length > 0); // a guess is worth no part more
        return as(joined, [all, ...more], !terms.length && !more.length);
      }
      return null;
    };

    /* Pages with the terms that everyday words stand for or hint at, and where there are only hints with the rarest long piece. */
    const curated = async () => {
      const isWhole = terms.length > 0 && (await isThere(terms));
      const all = isWhole ? [terms, ...more] : [...long, ...hinted, ...each.filter(([run]) => !isIn(hinted, run))];
      return all.length > long.length ? as(await searched(all, Infinity, true), all) : null;
    };

    /* Pages with terms that half of the words hint at, of which a long piece tells more; or with any of the pieces. */
    const guess = async () => {
      const isLong = there.some(({ run }) => run.length > 2);
      const weak = isLong ? [] : await hintsOf({ ...reading, cued: reading.partly ?? [] }, fields);
      const alone = there.map(({ run }) => [run]);
      const all = weak.length ? [...alone.slice(0, 1), ...weak.map(({ wanted }) => wanted.runs)] : alone;
      return as(weak.length || all.length > 1 ? await searched(all, 1, weak.length > 0) : there[0]?.results, all, true);
    };
    const rest = async () => (named.length && reading.runs.length ? as(await searched([[]]), []) : null);
    return (await together()) ?? (await curated()) ?? (await guess()) ?? rest();
  };

  /* The pieces of what stands for nothing that the site has with the agencies and years, the rarest first, with their results. */
  const piecesThere = async ({ runs, agencies, years }, terms, rests, searched) => {
    const { known } = await load();
    const isTerm = ({ run }) => terms.some((term) => places(term, run).length);
    const every = (await Promise.all(rests.map((run) => held(run, known)))).flat().filter((piece) => !isTerm(piece));
    const longest = Math.max(...every.map(({ run }) => run.length));
    const cut = distinct(every.filter(({ run }) => 2 * run.length >= longest)).slice(-MOST_PIECES); // the others say little
    const isTyped = (run) => runs.length === 1 && agencies.length + years.length === 0 && run.length === units(runs[0]).length;
    const each = async (pieces) => { // one after the other, so that it is known what they have loaded
      const all = [];
      for (const { run, shorter } of pieces) {
        if (!guesses()) break;
        const results = shorter && isTyped(run) ? null : await searched([[run]]); // what was typed has been searched for in vain
        all.push(...(results?.count || !shorter ? [{ run, results }] : await each(shorter)));
      }
      return all;
    };
    const there = distinct((await each(cut)).filter(({ results }) => results?.count));
    return there.sort((one, other) => one.results.count - other.results.count || other.run.length - one.run.length);
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
  const apartFrom = async (exact, reading) => {
    const asked = reading ? fromReading(reading) : exact;
    const single = [
      ...asked.runs.map((run, n) => [reading?.runs[n] ?? run.join(""), { ...NOTHING, runs: [run] }]),
      ...asked.agencies.map((names) => [names.join("、"), { ...NOTHING, agencies: [names] }]),
      ...asked.years.map((one) => [`${one} 年`, { ...NOTHING, years: [one] }]),
    ];
    const all = [];
    for (const [text, one] of single.length > 1 ? single : []) {
      const results = await ask([one], {}, guesses());
      if (results.count || !results.waiting.length) all.push({ text, count: results.reports || results.count });
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
