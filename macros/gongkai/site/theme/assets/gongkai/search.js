/* The search page: takes a query and shows the pages found, with excerpts. search-index.js does the search. */
(() => {
  const { parts, units, places, words, merged } = window.gongkaiSearch;
  const page = document.getElementById("gk-search");
  const say = JSON.parse(page.dataset.words);
  const form = page.querySelector("form");
  const status = page.querySelector("[role=status]");
  const list = page.querySelector(".gk-results");
  const more = page.querySelector(".gk-further");
  const lists = page.querySelector(".gk-search-lists");
  const SHOWN = 6, AROUND = 26;
  const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const fail = (text) => {
    page.classList.add("gk-search--off");
    status.textContent = text;
  };
  if (location.protocol === "file:") return fail(say.disk);
  if (typeof WebAssembly === "undefined" || !("noModule" in document.createElement("script"))) return fail(say.old);

  const base = new URL(page.dataset.base, location.href);
  const index = import(new URL("assets/gongkai/search-index.js", base).href).then(({ open }) => open(base));

  /* A text with the words of the query marked; a long text as an excerpt that begins shortly before the first of them. */
  const marked = (text, runs, length = text.length) => {
    const all = parts(text);
    const sequence = all.map((part) => part.unit);
    const spans = merged(runs.flatMap((run) => places(sequence, run).map((at) => [all[at].begin, all[at + run.length - 1].end])));
    const begin = text.length > length ? Math.max(0, (spans[0]?.[0] ?? 0) - AROUND) : 0;
    const end = Math.min(text.length, begin + length);
    const shown = document.createDocumentFragment();
    let at = begin;
    shown.append(begin ? "…" : "");
    for (const [from, to] of spans) {
      if (from >= end) break;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(from, to);
      shown.append(text.slice(at, from), mark);
      at = to;
    }
    shown.append(text.slice(at, Math.max(at, end)), end < text.length ? "…" : "");
    return shown;
  };
  const element = (name, ...content) => {
    const created = document.createElement(name);
    created.append(...content);
    return created;
  };
  const link = (address, anchor, query, content) => {
    const url = new URL(address, base);
    if (query) url.searchParams.set("h", query);
    if (anchor) url.hash = anchor;
    const anchorElement = element("a", content);
    anchorElement.href = url.href;
    return anchorElement;
  };
  const show = ({ address, title, hits }, runs, query) => {
    const item = element("li", element("h2", link(address, "", query, marked(title, runs))));
    for (const { anchor, title: section, text } of hits) {
      const name = section !== title ? section : "";
      if (text === title && !name) continue;
      const part = element("div");
      if (name || anchor) part.append(link(address, anchor, query, name ? marked(name, runs) : say.top));
      if (text !== name) part.append(element("p", marked(text, runs, 3 * AROUND)));
      item.append(part);
    }
    return item;
  };

  const summary = ({ reports, others, years, waiting, split }) => {
    const parts = [reports ? fillIn(say.reports, { count: reports }) : "", others ? fillIn(say.pages, { count: others }) : ""];
    const found = parts.filter(Boolean).join(say.and);
    const counted = waiting.length ? fillIn(say.partly, { years: years.join("、"), found }) : fillIn(say.count, { found });
    if (!split) return counted;
    const [from, into] = [split.from, split.into].map((runs) => runs.map((run) => run.join("")).join(" "));
    return fillIn(say.split, { from, into }) + counted;
  };

  let turn = 0;
  let current = null;
  const state = () => {
    const nothing = navigator.onLine ? say.nothing : say.failed;
    status.textContent = current.pages.length ? summary(current) : nothing;
    lists.hidden = current.pages.length > 0;
    const further = list.children.length < current.pages.length;
    more.hidden = !further && !current.waiting.length;
    more.textContent = further ? say.more : say.older;
  };
  const next = async () => {
    const mine = turn;
    const { look } = await index;
    const from = list.children.length;
    if (from && from === current.pages.length) await current.older();
    const seen = await Promise.all(current.pages.slice(from, from + SHOWN).map((one) => look(one, current)));
    if (mine !== turn) return [];
    const items = seen.map((one) => show(one, current.runs, current.query));
    list.append(...items);
    state();
    return items;
  };
  /* Run a function, and show whether it is running, done or has failed. */
  const attempt = async (work) => {
    const mine = turn;
    page.dataset.state = "busy";
    try {
      await work(mine);
    } catch {
      if (mine !== turn) return;
      lists.hidden = false;
      status.textContent = say.failed;
    }
    if (mine === turn) page.dataset.state = "done";
  };
  const run = () => {
    turn += 1;
    const [query, agency, year] = ["q", "agency", "year"].map((name) => form.elements[name].value.trim());
    list.replaceChildren();
    more.hidden = true;
    lists.hidden = Boolean(query || agency || year);
    return attempt(async (mine) => {
      if (!words(query).length && !units(agency).length && !year) {
        status.textContent = query || agency ? say.empty : "";
        lists.hidden = false;
        return;
      }
      status.textContent = say.busy;
      const results = await (await index).search({ query, agency: units(agency).length ? agency : "", year });
      if (mine !== turn) return;
      current = Object.assign(results, { query });
      await next();
    });
  };

  const given = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of ["q", "agency", "year"]) form.elements[name].value = asked.get(name) ?? "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...asked]) if (!value.trim()) asked.delete(name);
    const address = asked.toString() ? `?${asked}` : location.pathname;
    if (address !== (location.search || location.pathname)) history.pushState(null, "", address);
    run();
  });
  form.elements.year.addEventListener("change", () => form.requestSubmit());
  addEventListener("popstate", () => { given(); run(); });
  more.addEventListener("click", () => attempt(async () => ((await next())[0]?.querySelector("a") ?? status).focus()));
  status.tabIndex = -1; // gets the focus when there are no more results
  given();
  page.classList.add("gk-search--on");
  page.gongkai = index;
  index.then(({ load }) => load()).catch(() => {}); // loads the index while the query is being typed
  run();
})();
