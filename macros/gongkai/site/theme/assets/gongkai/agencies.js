/* Finds agencies while one types (see agency-names.js). The list is read when the field is first used; without this script
   the lists below are all there is, and they are whole. */
(() => {
  const MOST = 60;
  const box = document.querySelector(".gk-finder");
  if (!box || location.protocol === "file:") { box?.remove(); return; }
  const words = JSON.parse(box.dataset.words);
  const field = box.querySelector("input");
  const status = box.querySelector('[role="status"]');
  const list = box.querySelector(".gk-finder__list");
  const names = import(new URL("agency-names.js", document.currentScript.src).href);

  const make = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text, ...attributes });

  const show = async () => {
    const wanted = field.value.trim();
    const { lookUp } = await names;
    const groups = wanted ? await lookUp(wanted).catch(() => []) : [];
    if (wanted !== field.value.trim()) return; // more was typed meanwhile
    const count = groups.reduce((sum, [, entries]) => sum + entries.length, 0);
    let room = MOST;
    list.replaceChildren(...groups.filter(() => room > 0).flatMap(([label, entries]) => {
      const lines = make("ul", "", { className: "gk-names" });
      for (const [slug, name] of entries.slice(0, room)) {
        const item = document.createElement("li");
        item.append(make("a", name, { href: `${box.dataset.up}${slug}/${box.dataset.end}` }));
        lines.append(item);
      }
      room -= Math.min(room, entries.length);
      return [make("h3", label), lines];
    }));
    const key = count > MOST ? "more" : count ? "found" : "none";
    status.textContent = wanted ? words[key].replace("{count}", count) : "";
  };
  field.addEventListener("focus", () => names.then(({ load }) => load()).catch(() => {}), { once: true });
  field.addEventListener("input", show);
  if (field.value) show();
})();
