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
  const other = page.querySelector(".gk-search-ways");
  const SHOWN = 6, AROUND = 26, FEW = 5;
  const FIELDS = ["q", "agency", "year"];
  const title = document.title;
  const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const fail = (text) => {
    page.classList.add("gk-search--off");
    status.textContent = text;
  };
  if (location.protocol === "file:") return fail(say.disk);
  if (!"".replaceAll) return fail(say.old);

  const base = new URL(page.dataset.base, location.href);
  const tables = page.dataset.tables.split(" ").filter(Boolean);
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
  /* A result. What explains a row is the same in every report: of several results with it the first shows it. */
  const show = ({ address, title, hits }, runs, query) => {
    const item = element("li", element("h2", link(address, "", query, marked(title, runs))));
    const isNew = ({ explains, anchor, text }) => !explains || !explained.has(`${anchor} ${text}`);
    const fresh = hits.filter(isNew);
    for (const { anchor, text } of hits.filter(({ explains }) => explains)) explained.add(`${anchor} ${text}`);
    for (const { anchor, title: section, text, explains } of fresh.length ? fresh : hits.slice(0, 1)) {
      const own = section !== title ? section : "";
      const name = explains ? fillIn(say.explained, { name: own }) : own;
      if (text === title && !name) continue;
      const part = element("div");
      if (name || anchor) part.append(link(address, anchor, query, name ? marked(name, runs) : say.top));
      if (text && text !== name) part.append(element("p", marked(text, runs, 3 * AROUND)));
      item.append(part);
    }
    return item;
  };

  /* What was searched for, to be marked on the page of a result: of an understood query the words that it stands for. */
  const sought = ({ query, reading, own, marks }) => {
    const texts = marks.map((run) => run.reduce((text, unit) => text + (/[a-z0-9]$/.test(text) && /^[a-z0-9]/.test(unit) ? " " : "") + unit));
    return reading || own ? [...new Set(texts)].map((text) => (text.includes(" ") ? `"${text}"` : text)).join(" ") : query;
  };

  /* What is said before the results: that nobody is ranked, which years and which agency the site has not. */
  const spans = (years) => {
    const all = [...years].sort().map(Number);
    const begins = all.filter((year) => !all.includes(year - 1));
    const end = (year) => (all.includes(year + 1) ? end(year + 1) : year);
    return begins.map((year) => (end(year) > year ? `${year}—${end(year)}` : year)).join("、");
  };
  const notices = ({ ranking, lacking, absent, all }) => [
    ...(ranking && tables.length ? [say["no-rank"]] : []),
    ...(lacking?.length ? [fillIn(say.lacking, { years: lacking.join("、"), all: spans(all) })] : []),
    ...(absent ? [fillIn(say[absent[0] === absent[1] ? "no-such-agency" : "no-agency"], { text: absent[0], term: absent[1] })] : []),
  ];

  const summary = ({ reports, explained, others, agencies, searched, waiting, reading, typed, dropped = [] }) => {
    const parts = [
      reports ? fillIn(say.reports, { count: reports }) + (explained ? fillIn(say["in-explanations"], { count: explained }) : "") : "",
      others ? fillIn(say.pages, { count: others }) : "",
      reports + others ? "" : fillIn(say.pages, { count: agencies.length }),
    ];
    const all = parts.filter(Boolean).join(say.and);
    const counted = waiting.length && searched.length ? fillIn(say.partly, { years: searched.join("、"), all }) : fillIn(say.count, { all });
    if (!reading) return counted;
    const [query, said, count] = [current.query, reading.said, typed.count];
    const before = count ? say.besides : typed.waiting?.length ? say["instead-partly"] : say.instead;
    const without = dropped.length ? fillIn(say.dropped, { numbers: dropped.join("、") }) : "";
    return fillIn(before, { query, said, count, years: typed.searched?.join("、") }) + without + counted;
  };

  /* A link to a search with other fields; the place to which one comes back is kept. */
  const search = (text, fields) => {
    const asked = new URLSearchParams();
    for (const name of FIELDS) {
      const value = fields[name] ?? form.elements[name].value.trim();
      if (value) asked.set(name, value);
    }
    const anchor = element("a", text);
    anchor.href = `?${asked}`;
    anchor.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(anchor.getAttribute("href"));
    });
    return anchor;
  };
  const line = (name, label, ...content) => {
    const created = element("p", label ? element("span", label) : "", ...content.flatMap((one) => [" ", one]));
    created.className = name;
    return created;
  };
  const fold = (label, fillList) => {
    const list = element("ul");
    const created = element("details", element("summary", label), list);
    created.addEventListener("toggle", () => { if (created.open && !list.children.length) fillList(list); });
    return created;
  };

  /* What else there is to do with these results: the query as typed, another word for it, agencies, years. */
  const ways = async () => {
    const { agenciesOf } = await index;
    const { query, reading, also, agencies, years, places, each, like, names, year, ranking, site } = current;
    const shown = [];
    if (ranking && tables.length) {
      const table = tables.includes(ranking) ? ranking : tables[0];
      shown.push(line("gk-search-named", "", link(`data/${table}/`, "", "", fillIn(say["ranked-year"], { year: table }))));
    }
    if (site?.length) shown.push(line("gk-search-named", say["site-pages"], ...site.map(([address, text]) => link(address, "", "", text))));
    if (reading) shown.push(line("gk-search-exact", "", search(fillIn(say.exactly, { query }), { q: `"${query}"` })));
    if (also) shown.push(line("gk-search-exact", "", search(fillIn(say.also, { said: also }), { q: also })));
    if (each?.length) {
      const alone = each.map(({ text, count }) => (count ? search(fillIn(say.each, { text, count }), { q: text }) : fillIn(say.none, { text })));
      shown.push(line("", say.understood, ...alone));
    }
    if (like?.length) shown.push(line("", say.like, ...like.map((text) => search(text, { q: text }))));
    const pages = (some) => some.map(({ slug, name }) => link(`${slug}/`, "", "", marked(name, current.marks)));
    if (agencies.length && agencies.length <= FEW) shown.push(line("gk-search-named", say.named, ...pages(agencies)));
    else if (agencies.length) {
      const label = fillIn(say["named-many"], { query: reading?.said ?? query, count: agencies.length });
      shown.push(fold(label, (list) => list.append(...pages(agencies).map((one) => element("li", one)))));
    }
    const only = [
      names.length ? search(`${names.join("、")} ✕`, { agency: "" }) : "",
      year ? search(`${year} 年 ✕`, { year: "" }) : "",
    ].filter(Boolean);
    if (only.length) shown.push(line("gk-search-filters", say.filtered, ...only));
    if (years.size > 1) {
      const counted = [...years].sort().reverse().map(([one, count]) => search(`${one} 年（${count}）`, { year: one }));
      shown.push(line("gk-search-filters", say["in-years"], ...counted));
    }
    if (places.length > SHOWN && new Set(places.map(([, row]) => row)).size > 1) {
      const results = current;
      shown.push(fold(say["in-agencies"], async (list) => {
        const all = await agenciesOf(results);
        list.append(...all.map(({ name, count }) => element("li", search(`${name}（${count}）`, { agency: name }))));
      }));
    }
    return shown;
  };

  let turn = 0;
  let current = null;
  const explained = new Set();
  const state = () => {
    const where = [...current.names, current.year].filter(Boolean).join("、");
    const { searched, waiting } = current;
    const partly = searched.length && waiting.length ? fillIn(say["nothing-yet"], { years: searched.join("、") }) : "";
    const nothing = partly || (navigator.onLine ? (where ? fillIn(say["nothing-here"], { where }) : say.nothing) : say.failed);
    const vain = current.ranking && !current.reading ? "" : nothing; // a mere question for a rank was not searched for
    status.textContent = [...notices(current), current.count ? summary(current) : vain].join("");
    lists.hidden = current.count > 0;
    const above = new Set([...other.querySelectorAll("a")].map((way) => way.href));
    for (const item of lists.querySelectorAll("li")) item.hidden = above.has(item.firstChild.href); // a way is listed once
    const further = list.children.length < current.pages.length;
    more.hidden = !further && !current.waiting.length;
    more.textContent = further ? say.more : say.older;
  };
  /* Show some more results; with `older` where there are no more, those of a further part. */
  const next = async (older = false) => {
    const mine = turn;
    const { look } = await index;
    const from = list.children.length;
    if (older && from === current.pages.length) await current.older();
    const seen = await Promise.all(current.pages.slice(from, from + SHOWN).map((one) => look(one, current)));
    const around = await ways();
    if (mine !== turn) return [];
    const items = seen.map((one) => show(one, current.marks, sought(current)));
    list.append(...items);
    other.replaceChildren(...around);
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
    explained.clear();
    const [query, agency, year] = FIELDS.map((name) => form.elements[name].value.trim());
    document.title = query ? `${fillIn(say.heading, { query })} - ${title}` : title;
    list.replaceChildren();
    other.replaceChildren();
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
      await back(mine);
      arrive();
    });
  };

  /* Coming back from a result, as many results are shown as before, at the same place. */
  const back = async (mine) => {
    const { shown = 0, y = 0 } = history.state ?? {};
    while (mine === turn && list.children.length < shown && !more.hidden) if (!(await next(true)).length) break;
    if (mine === turn && y) scrollTo(0, y);
  };
  /* Whoever comes with a query, from the search of another page or by a link that is here no longer, goes on from what is
     found, not from the begin of the page; whoever comes back, from the place that was left. */
  let coming = history.state === null;
  const arrive = () => {
    if (coming && document.activeElement === document.body) status.focus({ preventScroll: true });
    coming = false;
  };
  const keep = () => history.replaceState({ shown: list.children.length, y: scrollY }, "");
  const go = (address) => {
    keep();
    history.pushState(null, "", address);
    coming = true;
    given();
    scrollTo(0, 0);
    run();
  };

  const given = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of FIELDS) form.elements[name].value = asked.get(name) ?? "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    for (const [name, value] of [...asked]) if (!value.trim()) asked.delete(name);
    const address = asked.toString() ? `?${asked}` : location.pathname;
    if (address !== (location.search || location.pathname)) go(address);
    else run();
  });
  form.elements.year.addEventListener("change", () => form.requestSubmit());
  addEventListener("popstate", () => { coming = false; given(); run(); });
  addEventListener("pagehide", keep);
  history.scrollRestoration = "manual"; // results come later than the browser would scroll
  more.addEventListener("click", () => attempt(async () => ((await next(true))[0]?.querySelector("a") ?? status).focus()));
  status.tabIndex = -1; // gets the focus when there are no more results
  given();
  page.classList.add("gk-search--on");
  page.gongkai = index;
  index.then(({ prepare }) => prepare()).catch(() => {}); // while the query is being typed
  run();
})();
