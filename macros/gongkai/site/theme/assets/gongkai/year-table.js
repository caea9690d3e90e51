/* The tables of all agencies of a year: sort by a column, find by name, kind and the like, choose columns. The page is whole without
   this script. What is chosen stands in the address, so that it can be passed on; sums are those of the lines shown. */
(() => {
  const form = document.querySelector(".gk-find");
  const tables = [...document.querySelectorAll("table.gk-all")];
  if (!form || !tables.length) return;
  const words = JSON.parse(form.dataset.words);
  const say = (key, fields = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  const status = form.querySelector('[role="status"]');
  const choices = [...form.querySelectorAll("select[data-choice]")];
  const boxes = [...form.querySelectorAll('input[type="checkbox"]')];
  const phone = matchMedia("(max-width: 37.484375em)");
  const style = window.gongkaiStyle();
  const rows = tables.map((table) => [...table.tBodies[0].rows]);
  const foots = tables.map((table) => [...(table.tFoot?.rows || [])].map((row) => [...row.cells].map((cell) => cell.innerHTML)));
  const count = Math.max(...rows.flat().map((row) => row.cells.length));
  const heads = new Map([...tables[0].tHead.querySelectorAll("[data-c]")].map((head) => [Number(head.dataset.c), head.dataset.label || head.textContent]));
  const paths = new Map(boxes.map((box) => [Number(box.value), box.parentNode.textContent.trim()]));
  const main = boxes.map((box) => Number(box.value)).filter((place) => tables[0].classList.contains(`gk-m${place}`));
  const names = import(new URL("agency-names.js", document.currentScript.src).href);
  let order = { place: 0, down: false };
  let chosen = null; // columns chosen by hand; until then all, on a phone the main ones

  const number = (cell) => {
    if (cell.dataset.v !== undefined) return null; // a date or a word: it is sorted by, and in no sum
    const match = /^[+-]?\d+/.exec(cell.textContent.trim().replace("\u2212", "-"));
    return match ? Number(match[0]) : null;
  };
  const rank = (cell) => (cell.dataset.v ? Number(cell.dataset.v) : number(cell));
  const visible = () => chosen || new Set(phone.matches ? main : paths.keys());

  for (const table of tables) {
    for (const head of table.tHead.querySelectorAll("[data-c]")) {
      const place = Number(head.dataset.c);
      if (!paths.has(place)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "gk-sort";
      button.textContent = head.textContent;
      button.addEventListener("click", () => sort(next(place)));
      const text = head.querySelector(".gk-sort");
      text.replaceWith(button);
      // Browsers leave buttons out of a head that they repeat on further sheets of paper.
      addEventListener("beforeprint", () => button.replaceWith(text));
      addEventListener("afterprint", () => text.replaceWith(button));
    }
  }
  for (const [place, name] of paths) {
    for (const key of ["up", "down"]) form.elements.order.add(new Option(say(key, { name }), `${key}${place}`));
  }

  function next(place) {
    if (order.place !== place) return { place, down: false };
    return order.down ? { place: 0, down: false } : { place, down: true };
  }

  /* Show the column that is sorted by, with those that are shown. */
  function reveal() {
    if (order.place && !visible().has(order.place)) chosen = new Set([...visible(), order.place]);
    columns();
  }

  function sort(wanted, quiet = false) {
    order = wanted;
    reveal();
    tables.forEach((table, at) => {
      const lines = [...rows[at]];
      if (order.place) {
        const values = new Map(lines.map((row) => [row, rank(row.cells[order.place - 1])]));
        lines.sort((a, b) => {
          const [x, y] = [values.get(a), values.get(b)];
          if (x === null || y === null) return (x === null) - (y === null); // what is no figure comes last, both ways
          return order.down ? y - x : x - y;
        });
      }
      table.tBodies[0].append(...lines);
      for (const head of table.tHead.querySelectorAll("[data-c]")) {
        const own = Number(head.dataset.c) === order.place && order.place > 0;
        if (own) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      }
    });
    form.elements.order.value = order.place ? `${order.down ? "down" : "up"}${order.place}` : "";
    if (quiet) return;
    status.textContent = order.place ? say("sorted", { name: say(order.down ? "down" : "up", { name: paths.get(order.place) }) }) : say("in-order");
    keep();
  }

  async function filter() {
    const name = form.elements.name.value.trim();
    const meant = name && await (await names).among(rows.flat().map((row) => row.cells[0].textContent), name);
    if (name !== form.elements.name.value.trim()) return; // more was typed meanwhile
    let shown = 0;
    tables.forEach((table, at) => {
      const lines = rows[at].filter((row) => {
        const fits = (!name || meant.has(row.cells[0].textContent)) && choices.every(({ name, value }) => value === "*" || row.dataset[name] === value);
        row.hidden = !fits;
        return fits;
      });
      shown += lines.length;
      sums(table, at, lines);
    });
    const all = rows.flat().length;
    status.textContent = shown < all ? say("shown", { shown, all }) : "";
    keep();
  }

  /* The sums of the lines that are shown; those of all lines are as the page came. */
  function sums(table, at, lines) {
    const [total, given] = table.tFoot?.rows || [];
    if (!given) return;
    if (lines.length === rows[at].length) {
      [total, given].forEach((row, n) => [...row.cells].forEach((cell, m) => { cell.innerHTML = foots[at][n][m]; }));
      return;
    }
    total.cells[0].textContent = say("sum-of", { count: lines.length });
    for (const place of paths.keys()) {
      if (!foots[at][1][place - 1]) continue; // a column without a sum
      const cells = lines.map((row) => row.cells[place - 1]);
      const values = cells.map(number).filter((value) => value !== null);
      const sum = values.reduce((a, b) => a + b, 0);
      const sign = sum > 0 && cells.some((cell) => cell.textContent.startsWith("+")) ? "+" : ""; // a column of changes
      total.cells[place - 1].textContent = values.length ? sign + String(sum).replace("-", "\u2212") : foots[at][0][foots[at][0].length - 1];
      given.cells[place - 1].textContent = values.length;
    }
  }

  function columns() {
    const shown = visible();
    for (const box of boxes) box.checked = shown.has(Number(box.value));
    const rules = [];
    for (const [place, name] of heads) {
      if (paths.has(place) && !shown.has(place)) {
        rules.push(`.gk-all :is(tbody, tfoot) tr > :nth-child(${place}) { display: none !important; }`);
      }
      rules.push(`@media (max-width: 37.484375em) { .gk-all td:nth-child(${place})::before { content: ${JSON.stringify(name)} !important; } }`);
    }
    style(rules.join("\n"));
    for (const table of tables) {
      table.classList.add("gk-ready");
      const leaves = [...table.tHead.querySelectorAll("[data-c]")];
      for (const head of leaves) head.hidden = paths.has(Number(head.dataset.c)) && !shown.has(Number(head.dataset.c));
      const others = table.querySelector("col[span]");
      if (others) { // the office's board, which this script sorts and filters as well, has none
        others.dataset.span ||= others.span;
        others.span = Number(others.dataset.span) - leaves.filter((head) => head.hidden).length;
      }
      let lower = leaves.filter((head) => head.parentNode === table.tHead.rows[1]);
      for (const group of table.tHead.querySelectorAll('[scope="colgroup"]')) {
        group.dataset.span ||= group.colSpan;
        const own = lower.slice(0, Number(group.dataset.span)).filter((head) => !head.hidden).length;
        lower = lower.slice(Number(group.dataset.span));
        group.hidden = !own;
        if (own) group.colSpan = own;
      }
    }
  }

  /* The address says what is chosen, and nothing where nothing is. */
  function keep() {
    const query = new URLSearchParams();
    if (form.elements.name.value.trim()) query.set("name", form.elements.name.value.trim());
    for (const { name, value } of choices) if (value !== "*") query.set(name, value);
    if (order.place) query.set("order", form.elements.order.value);
    if (chosen) query.set("columns", [...chosen].join("."));
    const text = query.toString();
    history.replaceState(null, "", (text ? `?${text}` : location.pathname) + location.hash);
  }

  function restore() {
    const query = new URLSearchParams(location.search);
    form.elements.name.value = query.get("name") || "";
    for (const choice of choices) {
      const values = [...choice.options].map((option) => option.value);
      choice.value = values.includes(query.get(choice.name)) ? query.get(choice.name) : "*";
    }
    const match = /^(up|down)(\d+)$/.exec(query.get("order") || "");
    const listed = (query.get("columns") || "").split(".").map(Number).filter((place) => paths.has(place));
    chosen = listed.length ? new Set(listed) : null;
    sort(match && paths.has(Number(match[2])) ? { place: Number(match[2]), down: match[1] === "down" } : { place: 0, down: false }, true);
    filter();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.name.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  form.elements.order.addEventListener("change", (event) => {
    const match = /^(up|down)(\d+)$/.exec(event.target.value);
    sort(match ? { place: Number(match[2]), down: match[1] === "down" } : { place: 0, down: false });
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      chosen = new Set(boxes.filter((item) => item.checked).map((item) => Number(item.value)));
      if (chosen.has(order.place)) columns();
      else sort({ place: 0, down: false }, true); // lines in the order of a column that is not shown would puzzle
      keep();
    });
  }
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    form.elements.name.value = "";
    for (const choice of choices) choice.value = "*";
    chosen = null;
    sort({ place: 0, down: false }, true);
    filter();
    status.textContent = say("in-order");
  });
  phone.addEventListener("change", reveal);
  restore();
})();
