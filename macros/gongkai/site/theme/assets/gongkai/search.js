/* The search page: asks Pagefind for phrases of pairs of units, intersects words, shows reports with
   excerpts. Words in, links out; how units are made stands in search-text.js. */
(() => {
  const { WHOLE, FIELD, LETTERS, FIRST, plain, letters, written, pair, parts, units, places, words, merged } =
    window.gongkaiSearch;
  const page = document.getElementById("gk-search");
  const say = JSON.parse(page.dataset.words);
  const form = page.querySelector("form");
  const status = page.querySelector("[role=status]");
  const list = page.querySelector(".gk-results");
  const more = page.querySelector(".gk-further");
  const lists = page.querySelector(".gk-search-lists");
  const SHOWN = 6, SECTIONS = 3, AROUND = 26;
  const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const fail = (text) => {
    page.classList.add("gk-search--off");
    status.textContent = text;
  };
  if (location.protocol === "file:") return fail(say.disk);
  if (typeof WebAssembly === "undefined" || !("noModule" in document.createElement("script"))) return fail(say.old);

  /* Pagefind cuts what it is asked for into words of the page's language, and can be told of no other: so the page is in
     the language of the index for as long as an instance is made, within one step of this script. */
  const inEnglish = (make) => {
    const root = document.documentElement;
    const own = root.getAttribute("lang");
    root.setAttribute("lang", "en");
    try {
      return make();
    } finally {
      root.setAttribute("lang", own ?? "zh");
    }
  };

  const base = new URL(page.dataset.base, location.href);
  let index, forms;
  const load = () => {
    index ??= import(new URL("pagefind/pagefind.js", base).href).then(async (pagefind) => {
      const own = inEnglish(() => pagefind.createInstance({ noWorker: true }));
      await own.init();
      return own;
    });
    forms ??= fetch(new URL("pagefind/forms.json", base)).then((answer) => answer.json()).then((known) => {
      for (const table of Object.values(known.tables)) table.units = table.labels.map(([, text]) => units(text));
      known.sharedUnits = known.shared.map(units);
      return known;
    });
    return Promise.all([index, forms]);
  };

  /* Pages that hold a word of the index, or several in a row. Each is asked for once. */
  const asked = new Map();
  const lookup = (wanted, exact = true) => {
    const query = exact ? `"${wanted}"` : wanted;
    if (!asked.has(query)) {
      const found = index.then((own) => own.search(query));
      asked.set(query, found.then(({ results }) => new Map(results.map((result) => [result.id, result]))));
    }
    return asked.get(query);
  };
  const pairsOf = (run) => run.slice(1).map((unit, n) => pair(run[n], unit));
  const field = (kind, text) => {
    const run = units(text);
    const begin = FIELD + letters(kind);
    return run.length > 1 ? lookup(pairsOf(run).map((word) => begin + word).join(" ")) : lookup(begin + written(run[0]), false);
  };
  const key = (kind, name) => lookup(FIELD + letters(kind) + letters(name.toLowerCase().replace(/[^0-9.a-z]/g, "")));

  const inText = (run) => {
    if (run.length > 1) return lookup(pairsOf(run).join(" "));
    return plain(run[0]) ? lookup(written(run[0]) + WHOLE) : lookup(run[0], false);
  };
  /* Tables of forms whose labels hold a run of units. */
  const inLabels = (known, run) =>
    Object.entries(known.tables).filter(([, table]) => table.units.some((label) => places(label, run).length)).map(([name]) => name);

  const union = (maps) => new Map(maps.flatMap((map) => [...map]));
  const both = (left, right) => new Map([...left].filter(([id]) => right.has(id)));

  const search = async (query, agency, year) => {
    const [, known] = await load();
    const runs = words(query);
    const wanted = runs.map(async (run) => {
      const tables = inLabels(known, run).map((name) => key("t", name));
      const shared = known.sharedUnits.flatMap((text, n) => (places(text, run).length ? [key("c", String(n))] : []));
      return union(await Promise.all([...tables, ...shared, inText(run)]));
    });
    if (agency) wanted.push(field("a", agency));
    if (year) wanted.push(key("y", year));
    const [first, ...others] = await Promise.all(wanted);
    const found = others.reduce(both, first ?? new Map());
    return { runs, known, found: await newestFirst(found, known.years, year) };
  };

  /* The newest year first, as far as it has to be known; within a year by Pagefind's score. */
  const newestFirst = async (found, years, year) => {
    const rest = [...found].sort(([a, left], [b, right]) => right.score - left.score || (a < b ? -1 : 1));
    if (year || rest.length <= 1) return rest.map(([, result]) => result);
    const ofYear = await Promise.all(years.map((one) => key("y", one)));
    const rank = ([id]) => { const at = ofYear.findIndex((ids) => ids.has(id)); return at < 0 ? years.length : at; };
    return rest.map((item) => [rank(item), item]).sort((a, b) => a[0] - b[0]).map(([, [, result]]) => result);
  };

  /* A page of the index read back: blocks with their addresses, tables with their figures. */
  const hidden = (text) => Array.from(text, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x2800)).join("");
  const UNWRITTEN = new RegExp(`[${String.fromCharCode(FIRST)}-${String.fromCharCode(FIRST + LETTERS.length - 1)}]`, "g");
  const WIDE = { ",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "?": "？", "!": "！" };
  const first = (word) => {
    const found = /^([^\p{L}\p{N}]*)(.*)$/su.exec(word);
    const body = found[2];
    const number = new RegExp(`^(?:${UNWRITTEN.source})+`).exec(body);
    const unit = number ? number[0].replace(UNWRITTEN, (sign) => LETTERS[sign.charCodeAt(0) - FIRST]) : String.fromCodePoint(body.codePointAt(0));
    return found[1].replaceAll("␣", " ") + unit;
  };
  const read = (content, known) => {
    const [, facts, text] = content.split("¤");
    const { a: anchors, t: tables } = JSON.parse(hidden(facts.trim().split(/\s+/)[0]));
    const blocks = [];
    let next = 0;
    let section = { anchor: "", title: "" };
    for (const piece of text.split(/(?=[§¶]\s)/u).map((part) => part.trim()).filter(Boolean)) {
      const written = piece.slice(1).trim();
      const shown = /^[\u2800-\u28ff]/.test(written) ? known.shared[Number(hidden(written))] : written.split(/\s+/).map(first).join("").replace(/([\p{sc=Han}])([,:;()?!])|([,:;()?!])(?=\p{sc=Han})/gu, (all, han, sign, alone) => (han ?? "") + WIDE[sign ?? alone]);
      if (piece[0] === "§") {
        section = { anchor: anchors[next], title: shown };
        next += 1;
      }
      blocks.push({ ...section, text: shown, heading: piece[0] === "§" });
    }
    return { blocks, tables };
  };

  /* The places of a page that a query is found at: at most a few, each word at least once where it can be. */
  const hits = ({ blocks, tables }, runs, known) => {
    const found = new Map();
    const add = (anchor, title, text, run, rank) => {
      const at = found.get(anchor);
      if (!at) found.set(anchor, { anchor, title, text, runs: new Set([run]), rank });
      else at.runs.add(run);
    };
    for (const run of runs) {
      for (const block of blocks) if (places(units(block.text), run).length) add(block.anchor, block.title, block.text, run, block.heading ? 1 : 0);
      for (const [prefix, name, figures] of tables) {
        const table = known.tables[name];
        if (!table) continue;
        if (!prefix) table.labels.forEach(([anchor, text], n) => { if (places(table.units[n], run).length) add(anchor, table.title, text, run, 0); });
        if (run.length > 1 || !plain(run[0])) continue;
        figures.split(";").forEach((row, n) => {
          if (row.split(",").includes(run[0])) add(prefix + table.rows[n][0], table.title, `${table.rows[n][1]}${table.rows[n][1] ? "：" : ""}${row.split(",").join("　")}`, run, 0);
        });
      }
    }
    const all = [...found.values()].sort((a, b) => b.runs.size - a.runs.size || a.rank - b.rank);
    return all.filter((hit) => hit.anchor || all.length === 1).slice(0, SECTIONS);
  };

  const excerpt = (text, runs) => {
    const found = parts(text);
    const all = found.map((part) => part.unit);
    const spans = merged(runs.flatMap((run) => places(all, run).map((at) => [found[at].begin, found[at + run.length - 1].end])));
    const begin = Math.max(0, (spans[0]?.[0] ?? 0) - AROUND);
    const end = Math.min(text.length, begin + 3 * AROUND);
    const shown = document.createElement("p");
    let at = begin;
    shown.append(begin ? "…" : "");
    for (const [from, to] of spans) {
      if (from >= end) break;
      shown.append(text.slice(at, from));
      const marked = document.createElement("mark");
      marked.textContent = text.slice(from, to);
      shown.append(marked);
      at = to;
    }
    shown.append(text.slice(at, Math.max(at, end)), end < text.length ? "…" : "");
    return shown;
  };

  const link = (data, anchor, query) => {
    const url = new URL(data.raw_url.replace(/^\//, ""), base);
    if (query) url.searchParams.set("h", query);
    if (anchor) url.hash = anchor;
    return url.href;
  };
  const show = (data, runs, known, query) => {
    const content = read(data.raw_content ?? data.content, known);
    const title = content.blocks.find((block) => block.heading)?.title || content.blocks[0]?.text || data.raw_url;
    const item = document.createElement("li");
    const head = document.createElement("h2");
    const way = document.createElement("a");
    way.href = link(data, "", query);
    way.textContent = title;
    head.append(way);
    item.append(head);
    for (const hit of hits(content, runs, known)) {
      const part = document.createElement("div");
      const name = hit.title && hit.title !== title ? hit.title : "";
      if (name || hit.anchor) {
        const deep = document.createElement("a");
        deep.href = link(data, hit.anchor, query);
        deep.textContent = name || say.top;
        part.append(deep);
      }
      if (hit.text !== name) part.append(excerpt(hit.text, runs));
      item.append(part);
    }
    return item;
  };

  let turn = 0;
  let current = null;
  const next = async () => {
    const mine = turn;
    const { found, runs, known, query } = current;
    const from = list.children.length;
    const data = await Promise.all(found.slice(from, from + SHOWN).map((result) => result.data()));
    if (mine !== turn) return;
    const items = data.map((one) => show(one, runs, known, query));
    list.append(...items);
    more.hidden = list.children.length >= found.length;
    return items;
  };
  const run = async () => {
    turn += 1;
    const mine = turn;
    const asked = new FormData(form);
    const [query, agency, year] = ["q", "agency", "year"].map((name) => (asked.get(name) ?? "").trim());
    list.replaceChildren();
    more.hidden = true;
    page.dataset.state = "busy";
    lists.hidden = Boolean(query || agency || year);
    if (!words(query).length && !units(agency).length && !year) {
      status.textContent = query ? say.nothing : "";
      page.dataset.state = "done";
      return;
    }
    status.textContent = say.busy;
    try {
      const answer = await search(query, units(agency).length ? agency : "", year);
      if (mine !== turn) return;
      current = { ...answer, query };
      status.textContent = answer.found.length ? fillIn(say.count, { count: answer.found.length }) : say.nothing;
      lists.hidden = answer.found.length > 0;
      await next();
    } catch (error) {
      if (mine !== turn) return;
      lists.hidden = false;
      status.textContent = say.failed;
    }
    if (mine === turn) page.dataset.state = "done";
  };

  const given = new URLSearchParams(location.search);
  for (const name of ["q", "agency", "year"]) if (given.has(name)) form.elements[name].value = given.get(name);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...asked]) if (!value.trim()) asked.delete(name);
    history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
    run();
  });
  form.elements.year.addEventListener("change", () => form.requestSubmit());
  more.addEventListener("click", async () => (await next())?.[0]?.querySelector("a")?.focus());
  page.classList.add("gk-search--on");
  page.gongkai = { search, load };
  load().catch(() => {}); // while the words are being typed
  run();
})();
