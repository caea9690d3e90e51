/* Explanations of figures work without this: here any figure opens its row's sheet at its column, and Esc closes it. */
(() => {
  const open = (cell) => {
    const row = cell.closest("tr");
    const link = row.querySelector("th[scope=row] > a, td > a");
    if (!link) return;
    if (location.hash !== link.hash) location.hash = link.hash;
    document.querySelectorAll(".gk-here").forEach((item) => item.classList.remove("gk-here"));
    const place = [...row.querySelectorAll("td")].indexOf(cell);
    const line = document.querySelector(`[id="${link.hash.slice(1)}"] [data-c="${place}"]`);
    if (line) line.classList.add("gk-here");
  };
  document.querySelectorAll(".gk-address ~ .gk-scroll td").forEach((cell) => { cell.style.cursor = "pointer"; });
  document.addEventListener("click", (event) => {
    const cell = event.target.closest(".gk-address ~ .gk-scroll td");
    if (!cell || String(getSelection())) return;
    open(cell);
  });
  document.addEventListener("keydown", (event) => {
    const close = event.key === "Escape" && document.querySelector(".gk-sheet:target > .gk-sheet-top > a");
    if (!close) return;
    const from = document.querySelector(`.gk-scroll a[href="${location.hash}"]`);
    close.click();
    if (from) from.focus({ preventScroll: true });
  });
})();
