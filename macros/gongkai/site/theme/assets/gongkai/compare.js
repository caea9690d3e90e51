/* Compares any two reports of the site, named in the address (?a=agency/2021&b=agency/2020).
   Which lines there are, and which may be compared, is read from forms.json; figures come from the reports' report.json.
   Amounts are decimal strings and are never turned into floating-point numbers. */
(() => {
  "use strict";
  const root = document.getElementById("gk-any");
  if (!root || location.protocol === "file:" || !window.fetch) return;
  const sides = ["a", "b"];
  const cache = new Map();
  const names = import(new URL("agency-names.js", document.currentScript.src).href);
  const name = document.querySelector("h1").textContent;
  const site = document.title.slice(name.length);
  let words, forms, agencies, consolidated, status, output, turn = 0;

  const say = (key, fields = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => String(fields[name] ?? ""));
  const json = (url) => fetch(url).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))));
  const make = (name, attributes = {}, ...children) => {
    const created = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) created.setAttribute(key, value);
    created.append(...children);
    return created;
  };

  /* A figure is a BigInt, which is the number without its decimal point, and the number of decimal places. */
  const parse = (value) => {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
    return { number: BigInt(sign + whole + part), places: part.length };
  };
  const scaled = (figure, places) => figure.number * 10n ** BigInt(places - figure.places);
  const combine = (one, other, sign) => {
    const places = Math.max(one.places, other.places);
    return { number: scaled(one, places) + BigInt(sign) * scaled(other, places), places };
  };
  const text = (figure) => {
    const digits = String(figure.number < 0n ? -figure.number : figure.number).padStart(figure.places + 1, "0");
    const cut = digits.length - figure.places;
    return digits.slice(0, cut) + (figure.places ? "." + digits.slice(cut) : "");
  };
  const signed = (figure) =>
    figure.number === 0n ? say("same") : (figure.number > 0n ? "+" : "\u2212") + text(figure);

  /* A unit is left out where the name of the row states it. */
  const cell = (report, table, keys, name = "") => {
    const items = keys.map((key) => report.cells.get(`${table} ${key}`)).filter(Boolean);
    const given = items.filter((item) => item.value !== null);
    if (!given.length) {
      const state = items.length && items.every((item) => item.status === "not-applicable") ? "not-applicable" : "blank";
      return { shown: say(state), sum: null, state };
    }
    const sum = given.map((item) => parse(item.value)).reduce((one, other) => combine(one, other, 1));
    const units = new Set(given.map((item) => item.unit));
    const unit = units.size === 1 ? given[0].unit : null;
    const number = (sum.number < 0n ? "\u2212" : "") + text(sum);
    const note = given.length === 1 && given[0].note ? `（${given[0].note}）` : "";
    const own = unit && !name.includes(`：${unit}`) ? ` ${unit}` : "";
    return { shown: number + own + note, sum, unit, note };
  };
  const change = (now, before) => {
    if (!now.sum || !before.sum) return say([now.state, before.state].includes("blank") ? "no-blank" : "no-not-applicable");
    return now.unit === before.unit ? signed(combine(now.sum, before.sum, -1)) : say("no-unit");
  };

  /* The cell of a figure; noughts are lighter, as everywhere. */
  const figure = (shown) => make("td", { class: shown === "0" ? "z" : null }, shown);

  /* The head of a side: short, as a phone has no room for names, which it leaves to screen readers. */
  const side = (key, report) => {
    const name = make("span", { class: "gk-side" }, report.title);
    const head = document.createDocumentFragment();
    head.append(`${say(key)} `, name);
    return head;
  };
  const region = (label, table) =>
    make("div", { class: "gk-scroll", role: "region", "aria-label": label, tabindex: "0" }, table);
  const heads = (names) => make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name))));
  /* The rows of heads above a line that are not above the one before it; a head with a subtotal has its figures. */
  const groups = (body, above, last, span, sum = () => null) => {
    above.forEach((label, level) => {
      if (above.slice(0, level + 1).join("\n") === last.slice(0, level + 1).join("\n")) return;
      const figures = sum(label);
      const head = make("th", { scope: "rowgroup", colspan: figures ? null : span, class: level ? `i${level}` : null }, label);
      const cells = (figures || []).map(figure);
      if (figures && figures[2] === say("same")) cells[2].className = "gk-even";
      body.append(make("tr", { "data-level": level }, head, ...cells));
    });
    return above;
  };
  /* The cells of a subtotal; none where a figure that it is added up of is not given. */
  const subtotal = (table, one, other) => (label) => {
    const sides = (table.sums || {})[label];
    if (!sides) return null;
    const given = (report, keys) => keys.every((key) => (report.cells.get(`${table.id} ${key}`)?.value ?? null) !== null);
    if (!given(one, sides[0]) || !given(other, sides[1])) return null;
    const [now, before] = [cell(one, table.id, sides[0]), cell(other, table.id, sides[1])];
    return [now.shown, before.shown, change(now, before)];
  };
  /* Marks heads all of whose lines are left out, and says how many lines these are. */
  const rest = (body) => {
    const rows = [...body.rows];
    rows.forEach((row, number) => {
      if (row.dataset.level === undefined) return;
      const end = rows.findIndex((later, place) => place > number && Number(later.dataset.level ?? later.dataset.heads) <= row.dataset.level);
      const lines = rows.slice(number + 1, end < 0 ? rows.length : end).filter((line) => line.dataset.level === undefined);
      const last = row.cells.length > 1 ? row.cells[row.cells.length - 1].textContent : say("same");
      if (last === say("same") && lines.every((line) => line.hasAttribute("data-even"))) row.setAttribute("data-even", "");
    });
    const lines = rows.filter((row) => row.dataset.level === undefined);
    const count = lines.filter((row) => row.hasAttribute("data-even")).length;
    if (count === lines.length) return [allLeftOut(say("any-no-line", { count }))];
    return count ? [make("p", { class: "gk-rest" }, say("any-rest", { count }), untick())] : [];
  };
  /* What stands in the place of a table all of whose lines are left out where changes alone are shown. */
  const allLeftOut = (text) => make("p", { class: "gk-rest gk-rest--all" }, text, untick());
  const untick = () => make("span", { class: "gk-screen" }, say("untick"));
  const labelled = (line) => make("th", { scope: "row", class: line.above.length ? `i${line.above.length}` : null }, line.label);

  const mainTable = (table, one, other) => {
    const caption = say("caption", { title: table.title });
    const body = make("tbody");
    const sums = subtotal(table, one, other), atHeads = new Set();
    let last = [];
    for (const line of table.lines) {
      last = groups(body, line.above, last, 4, (label) => { const figures = sums(label); if (figures) atHeads.add(label); return figures; });
      if (atHeads.has(line.sum)) continue; // its figures stand at its head
      const row = make("tr", { class: line.total ? "gk-total" : null, "data-heads": line.above.length }, labelled(line));
      const label = [...line.above, line.label].join();
      const now = cell(one, table.id, line.now[0], label);
      row.append(figure(now.shown));
      if (line.before.length && line.before[0].length) {
        const before = cell(other, table.id, line.before[0], label);
        const difference = change(now, before);
        row.append(figure(before.shown), make("td", {}, difference));
        if (difference === say("same")) row.setAttribute("data-even", now.shown === "0" && before.shown === "0" ? "0" : "");
      } else {
        const why = line.way === "broken" ? say("broken") : say("any-new");
        row.append(make("td", { colspan: 2, class: "gk-broken" }, why));
      }
      body.append(row);
    }
    const names = [say("item"), side("any-a", one), side("any-b", other), say("change")];
    const markup = make("table", { class: "gk gk-compare" }, make("caption", {}, caption), heads(names), body);
    return [region(caption, markup), ...rest(body)];
  };

  const sideTable = (table, one, other) => {
    const columns = { columns: table.columns };
    const caption = say("any-sides", { ...columns, a: one.title, b: other.title });
    const body = make("tbody");
    const noughts = [];
    const nought = (item) => item.sum && item.sum.number === 0n && !item.note;
    for (const line of table.lines) {
      const row = make("tr", { class: line.total ? "gk-total" : null }, make("th", { scope: "row" }, line.short));
      const both = table.sides.map((_, place) => {
        const keys = line.before[place + 1];
        return [cell(one, table.id, line.now[place + 1]), keys && keys.length ? cell(other, table.id, keys) : null];
      });
      if (both.every(([now, before]) => before && nought(now) && nought(before))) { noughts.push(line.short); continue; }
      if (both.every(([now, before]) => before && change(now, before) === say("same"))) row.setAttribute("data-even", "");
      const isLineOfBoth = line.before.length > 0 && line.before[0].length > 0;
      table.sides.forEach((_, place) => {
        const [now, before] = both[place];
        const other = before && before.shown !== now.shown;
        const shown = other ? make("td", {}, now.shown) : figure(now.shown);
        if (other) shown.append(" ", make("small", {}, say("any-was", { number: before.shown, change: change(now, before) })));
        else if (!before && isLineOfBoth) shown.append(" ", make("small", {}, say("any-no-column")));
        row.append(shown);
      });
      body.append(row);
    }
    if (!body.rows.length) return [make("p", { class: "gk-legend" }, say("any-all-noughts", columns))];
    const markup = make("table", { class: "gk gk-sides" }, make("caption", {}, caption), heads([say("item"), ...table.sides]), body);
    const left = noughts.length ? [make("p", { class: "gk-legend" }, say("any-noughts", { count: noughts.length, names: noughts.join("、") }))] : [];
    const changed = [...body.rows].some((row) => !row.hasAttribute("data-even"));
    return [make("div", { class: "gk-table gk-beside" }, region(caption, markup), ...left), ...(changed ? [] : [allLeftOut(say("any-no-side", columns))])];
  };

  const leftTable = (table, other) => {
    const caption = say("any-left", { report: other.title, title: table.title });
    const body = make("tbody");
    let last = [];
    for (const line of table.left) {
      last = groups(body, line.above, last, 2);
      body.append(make("tr", {}, labelled(line), figure(cell(other, table.id, line.before[0], [...line.above, line.label].join()).shown)));
    }
    return region(caption, make("table", { class: "gk gk-compare" }, make("caption", {}, caption), heads([say("item"), other.title]), body));
  };

  const reasons = (entries) =>
    make("div", { class: "gk-notes" }, make("p", {}, say("reasons")),
      make("ul", {}, ...entries.map(([why, rows]) => make("li", {}, say("reason", { rows, why })))));

  const report = (key) => {
    if (!cache.has(key)) {
      cache.set(key, json(`${root.dataset.up}${key}/report.json`).then((data) => ({
        form: data.form,
        title: say("any-title", { agency: data.agency.name, year: data.year }),
        cells: new Map(data.observations.map((item) => [`${item.table} ${item.row} ${item.column}`, item])),
      })).catch(() => { cache.delete(key); return null; }));
    }
    return cache.get(key);
  };

  /* Call the page by what it shows: in the window's title and, for paper, in the head of the site. The heading stays, as a
     longer one would move what is below it. */
  const call = (title) => {
    document.title = `${title}${site}`;
    const head = document.querySelectorAll(".md-header__topic > .md-ellipsis")[1];
    if (head) head.textContent = title;
  };

  /* Which of two reports hold figures of other organs too; where it is one of them, that the other may be within it. */
  const scopes = (keys, loaded) => {
    const wide = keys.map((key) => consolidated.has(key.split("/")[0]));
    const lines = [...new Set(loaded.filter((_, number) => wide[number]).map((item) => say("consolidated", { name: item.title })))];
    const [all, part] = wide[0] ? loaded : [...loaded].reverse();
    if (wide[0] !== wide[1]) lines.push(say("any-within", { all: all.title, part: part.title }));
    return lines.map((line) => make("p", { class: "gk-scope" }, line));
  };

  const chosen = (side) => {
    const [agency, year] = (new URLSearchParams(location.search).get(side) || "").split("/");
    return { agency, year };
  };

  const show = async () => {
    const mine = ++turn;
    const keys = sides.map((side) => chosen(side)).map(({ agency, year }) => (agency && year ? `${agency}/${year}` : ""));
    output.replaceChildren();
    call(name);
    if (keys.includes("")) { status.textContent = say("waiting"); return; }
    const missing = keys.filter((key) => {
      const [agency, year] = key.split("/");
      return !agencies.get(agency)?.years.map(String).includes(year);
    });
    if (missing.length) { status.textContent = say("missing", { reports: missing.join("、") }); return; }
    const loaded = await Promise.all(keys.map(report));
    if (mine !== turn) return;
    const failed = keys.filter((_, number) => !loaded[number]);
    if (failed.length) { status.textContent = say("unread", { reports: failed.join("、") }); return; }
    const [one, other] = loaded;
    call(say("any-pair", { a: one.title, b: other.title }));
    const tables = forms.pairs[`${one.form} ${other.form}`];
    if (!tables) { status.textContent = say("no-form-report"); return; }
    status.textContent = say(keys[0] === keys[1] ? "same-report" : "loaded", { a: one.title, b: other.title });
    if (one.form !== other.form)
      output.append(make("p", {}, say("any-forms", { a: forms.authorities[one.form], b: forms.authorities[other.form] })));
    output.append(...scopes(keys, loaded));
    output.append(make("ul", { class: "gk-links" }, ...loaded.map((item, number) =>
      make("li", {}, make("a", { href: `${root.dataset.up}${keys[number]}${root.dataset.end}` }, say("open", { report: item.title }))))));
    output.append(make("input", { type: "checkbox", class: "gk-only", id: "gk-only", checked: "", autocomplete: "off" }), make("label", { for: "gk-only" }, say("any-only")));
    for (const table of tables) {
      output.append(make("h2", { id: table.id }, table.title));
      if (table.lines) output.append(...mainTable(table, one, other));
      if (table.reasons && table.reasons.length) output.append(reasons(table.reasons));
      if (table.lines && table.sides.length) output.append(...sideTable(table, one, other));
      if (table.left && table.left.length) output.append(leftTable(table, other));
    }
    document.dispatchEvent(new Event("gk-tables"));
  };

  const remember = (side, agency, year) => {
    const query = new URLSearchParams(location.search);
    query.set(side, `${agency}/${year}`);
    history.replaceState(null, "", `?${query.toString().replace(/%2F/g, "/")}`);
    show();
  };

  const picker = (side) => {
    const id = (part) => `gk-${side}-${part}`;
    const filter = make("input", { id: id("filter"), type: "search", autocomplete: "off" });
    const agency = make("select", { id: id("agency") });
    const year = make("select", { id: id("year") });
    const count = make("p", { class: "gk-hidden", role: "status" });
    const fill = async () => {
      const wanted = filter.value.trim();
      const meant = wanted && await (await names).among([...agencies.values()].map(({ name }) => name), wanted);
      if (wanted !== filter.value.trim()) return; // more was typed meanwhile
      const all = [...agencies].filter(([, { name }]) => !wanted || meant.has(name));
      const kept = agency.value;
      agency.replaceChildren(make("option", { value: "" }, say("choose")),
        ...all.map(([slug, item]) => make("option", { value: slug }, item.name)));
      if (all.some(([slug]) => slug === kept)) agency.value = kept;
      count.textContent = wanted ? say("found", { number: all.length }) : "";
    };
    const years = (wanted) => {
      const list = agencies.get(agency.value)?.years || [];
      year.replaceChildren(...list.map((number) => make("option", { value: number }, say("any-year", { year: number }))));
      year.disabled = !list.length;
      if (list.includes(Number(wanted))) year.value = wanted;
    };
    fill();
    const at = chosen(side);
    if (agencies.has(at.agency)) {
      if (![...agency.options].some((option) => option.value === at.agency))
        agency.append(make("option", { value: at.agency }, agencies.get(at.agency).name));
      agency.value = at.agency;
    }
    years(at.year);
    filter.addEventListener("input", fill);
    agency.addEventListener("change", () => {
      years(year.value);
      if (agency.value) remember(side, agency.value, year.value);
    });
    year.addEventListener("change", () => remember(side, agency.value, year.value));
    const label = (part) => make("label", { for: id(part) }, say(part));
    return make("fieldset", {}, make("legend", {}, say(side === "a" ? "first" : "second")),
      label("filter"), filter, label("agency"), agency, label("year"), year, count);
  };

  Promise.all([json(root.dataset.reports), json(root.dataset.forms)]).then(([list, all]) => {
    forms = all;
    words = all.words;
    agencies = new Map(list.agencies.map(([slug, name, set]) => [slug, { name, years: list.years[set] }]));
    consolidated = new Set(list.consolidated);
    status = make("p", { role: "status" });
    output = make("div", { class: "gk-compared" });
    root.replaceChildren(make("div", { class: "gk-pick" }, ...sides.map(picker)), status, output);
    show();
  }).catch(() => { /* the notice that the page shows without scripts stays; it says what to do */ });
})();
