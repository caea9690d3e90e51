/* Text size and contrast: stored in this browser only; start.js applies them before anything of a page is shown. Without
   storage (private windows, files opened from disk) a choice holds until the page is left. */
(() => {
  const KEY = "gongkai.reading";
  const TITLES = { size: "文字大小", contrast: "对比度" };
  const CHOICES = { size: { standard: "标准", large: "大", largest: "特大" }, contrast: { normal: "标准", high: "高" } };
  const root = document.documentElement;
  drawer(document.querySelector("#__drawer"), document.querySelector('.md-header label[for="__drawer"]'));
  const phone = matchMedia("(max-width: 37.484375em)");
  phone.addEventListener("change", lines);
  const printed = window.gongkaiStyle();
  document.addEventListener("gk-tables", () => { lines(); stops(); paper(); });
  lines();
  stops();
  paper();
  const panel = document.querySelector(".gk-reading");
  if (!panel) return;
  const summary = panel.querySelector("summary");
  const attribute = (name) => "gk" + name[0].toUpperCase() + name.slice(1);
  panel.append(choices());
  const buttons = [...panel.querySelectorAll("button")];
  const chosen = (name) => {
    const value = root.dataset[attribute(name)];
    const values = Object.keys(CHOICES[name]);
    return values.includes(value) ? value : values[0];
  };

  const show = () => {
    for (const button of buttons) {
      for (const name of Object.keys(CHOICES)) {
        const value = button.dataset[attribute(name)];
        if (value) button.setAttribute("aria-pressed", String(value === chosen(name)));
      }
    }
  };

  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ size: chosen("size"), contrast: chosen("contrast") }));
    } catch {
      /* without storage the choice holds for this page */
    }
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const name of Object.keys(CHOICES)) {
        const value = button.dataset[attribute(name)];
        if (value) root.dataset[attribute(name)] = value;
      }
      keep();
      show();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    panel.open = false;
    summary.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!panel.contains(event.target)) panel.open = false;
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) panel.open = false;
  });
  show();

  /* What is seen when the panel is opened; nobody needs it without scripts, and in each page it would be 1 % of the site. */
  function choices() {
    const element = (tag, properties, ...content) => {
      const node = Object.assign(document.createElement(tag), properties);
      node.append(...content);
      return node;
    };
    const groups = Object.entries(CHOICES).map(([name, words]) => {
      const title = element("p", { id: `gk-reading-${name}` }, TITLES[name]);
      const group = element("div", { role: "group" }, title);
      group.setAttribute("aria-labelledby", title.id);
      for (const [value, word] of Object.entries(words)) {
        const button = element("button", { type: "button" }, word);
        button.dataset[attribute(name)] = value;
        group.append(button);
      }
      return group;
    });
    return element("div", { className: "gk-reading__panel" }, ...groups, element("p", { className: "gk-reading__kept" }, "只保存在本机浏览器里。"));
  }

  /* On a phone the style sheet shows these tables as lists of lines, and some browsers then no longer expose them as tables
     to screen readers. Explicit roles repair that; they are not in the HTML, where validators object to them. Tables of
     years and comparisons become lines only here, because each figure first needs the head of its column; without scripts
     they scroll sideways. */
  function lines() {
    if (!phone.matches) return;
    for (const table of document.querySelectorAll(".gk-series table, .gk-sides, .gk-compare, .gk-plain")) named(table);
    const heads = { row: "rowheader", rowgroup: "rowheader", col: "columnheader", colgroup: "columnheader" };
    for (const table of document.querySelectorAll(".gk-wide table.gk, .gk-matrix, .gk-lined")) {
      table.setAttribute("role", "table");
      for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
      for (const row of table.rows) {
        row.setAttribute("role", "row");
        for (const cell of row.cells) cell.setAttribute("role", heads[cell.scope] || (cell.tagName === "TH" ? "columnheader" : "cell"));
        for (const cell of row.querySelectorAll("td[data-status=blank][aria-label]")) called(cell);
      }
    }
  }

  /* What a blank is called stands in for what the style sheet writes before it: the name of its column goes with it. */
  function called(cell) {
    const column = getComputedStyle(cell, "::before").content.replace(/^"|"$/g, "").trim();
    if (column && column !== "none" && !cell.ariaLabel.startsWith(column)) cell.setAttribute("aria-label", `${column} ${cell.ariaLabel}`);
  }

  function named(table) {
    const heads = [...(table.tHead?.rows[0]?.cells || [])].map((head) => head.firstChild?.textContent.trim() || "");
    if (table.classList.contains("gk-lined") || (table.classList.contains("gk-plain") && heads.length < 4)) return;
    table.classList.add("gk-lined");
    for (const row of table.tBodies[0]?.rows || []) {
      let column = 0;
      for (const cell of row.cells) {
        if (cell.tagName === "TD") cell.classList.toggle("gk-long", cell.textContent.length > 6);
        if (cell.tagName === "TD") cell.dataset.label = (heads[column] || "").replace(/^(\d{4}) 年$/, "$1");
        column += cell.colSpan;
      }
    }
  }

  /* The frame of a table is a stop of the Tab key where something of the table is out of sight, and only there. */
  function stops() {
    if (!window.ResizeObserver) return;
    const watch = new ResizeObserver((seen) => {
      for (const frame of new Set(seen.map(({ target }) => target.closest(".gk-scroll")))) {
        if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
        else frame.removeAttribute("tabindex");
      }
    });
    for (const frame of document.querySelectorAll(".gk-scroll")) for (const one of [frame, frame.firstElementChild]) if (one) watch.observe(one);
  }

  /* The names of site and page at the head of each sheet of paper; browsers without margin boxes print heads of their own. */
  function paper() {
    const [site, page] = Array.from(document.querySelectorAll(".md-header__topic > .md-ellipsis"), (name) => name.textContent.trim());
    const box = (place, text) => `@${place} { content: ${JSON.stringify(text)}; font-size: 8pt; }`;
    if (site) printed(`@page { ${box("top-left", site)} ${page === site ? "" : box("top-right", page)} }`);
  }

  /* Replace the label that opens the navigation on a phone by a button, for keyboards and screen readers. */
  function drawer(toggle, label) {
    if (!toggle || !label) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${label.className} gk-menu`;
    button.title = label.title;
    button.append(...label.childNodes);
    const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
    button.addEventListener("click", () => toggle.click());
    toggle.addEventListener("change", tell);
    tell();
    label.replaceWith(button);
  }
})();
