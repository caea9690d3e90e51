/* Explanations of figures also work without this script. With it, a click on any figure opens the explanation of its row
   (the sheet) and marks the line of its column, the row stays visible, and Esc closes the sheet. Going from one sheet to
   another adds nothing to the history, so that the browser's back button leaves the explanations. */
(() => {
  const linkTo = (sheet) => document.querySelector(`.gk-scroll a[href="#${sheet.id}"]`);
  const current = () => document.querySelector(".gk-sheet:target");
  const go = (hash) => { if (current()) location.replace(hash); else location.hash = hash; };

  const open = (cell) => {
    const row = cell.closest("tr");
    const link = row.querySelector("th[scope=row] > a, td > a");
    if (!link) return;
    if (location.hash !== link.hash) go(link.hash);
    document.querySelectorAll(".gk-here").forEach((item) => item.classList.remove("gk-here"));
    const place = [...row.querySelectorAll("td")].indexOf(cell);
    const line = document.querySelector(`[id="${link.hash.slice(1)}"] [data-c="${place}"]`);
    if (line) line.classList.add("gk-here");
  };

  /* Highlight the row of the open sheet, and scroll it into view between the page's header and the sheet. */
  const reveal = () => {
    const sheet = current();
    const row = sheet && linkTo(sheet)?.closest("tr");
    document.querySelectorAll(".gk-open").forEach((other) => other.classList.remove("gk-open"));
    if (!row) return;
    row.classList.add("gk-open");
    sheet.scrollTop = 0;
    const box = row.getBoundingClientRect();
    const from = document.querySelector(".md-header").getBoundingClientRect().bottom;
    const to = sheet.getBoundingClientRect().top;
    if (box.top < from || box.bottom > to) scrollBy(0, box.top - from - Math.max(8, (to - from - box.height) / 2));
  };

  document.querySelectorAll(".gk-address ~ .gk-scroll td").forEach((cell) => { cell.style.cursor = "pointer"; });
  document.addEventListener("click", (event) => {
    const way = event.target.closest(".gk-scroll a[href^='#'], .gk-sheet > p:first-child > a");
    if (way && (current() || way.closest(".gk-sheet"))) {
      event.preventDefault();
      go(way.hash);
      return;
    }
    const cell = event.target.closest(".gk-address ~ .gk-scroll td");
    if (!cell || String(getSelection())) return;
    open(cell);
  });
  document.addEventListener("keydown", (event) => {
    const sheet = event.key === "Escape" && current();
    if (!sheet) return;
    const from = linkTo(sheet);
    sheet.querySelector("p:first-child > a").click();
    if (from) from.focus({ preventScroll: true });
  });
  addEventListener("hashchange", reveal);
  addEventListener("load", reveal);
})();
