/* Finds agencies by a part of their names, by the names of their folders, or by pinyin in full or by its first letters,
   while one types. The list is read when the field is first used; without this script the lists below are all there is,
   and they are whole. */
(() => {
  const MOST = 60;
  const box = document.querySelector(".gk-finder");
  if (!box || location.protocol === "file:") { box?.remove(); return; }
  const words = JSON.parse(box.dataset.words);
  const field = box.querySelector("input");
  const status = box.querySelector('[role="status"]');
  const list = box.querySelector(".gk-finder__list");
  let groups;

  const load = () => (groups ||= fetch(box.dataset.list).then((answer) => answer.json()));
  const make = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text, ...attributes });

  /* Whether pinyin as it is typed begins at a syllable of a name: jiaoyu and jyj both find yang li qu jiao yu ju. */
  const reads = (sounds, wanted) => sounds.split(" ").some((_, at, all) => {
    const rest = all.slice(at);
    return rest.join("").startsWith(wanted) || rest.map((syllable) => syllable[0]).join("").startsWith(wanted);
  });
  const fitting = (wanted) => ([slug, name, sounds, short = ""]) =>
    slug.startsWith(wanted) || [name, short].some((text) => text.toLowerCase().includes(wanted)) || reads(sounds, wanted);

  const show = async () => {
    const wanted = field.value.replace(/\s+/g, "").toLowerCase();
    const all = wanted ? await load().catch(() => []) : [];
    if (wanted !== field.value.replace(/\s+/g, "").toLowerCase()) return; // more was typed meanwhile
    const fits = all.map(([label, entries]) => [label, entries.filter(fitting(wanted))]);
    const count = fits.reduce((sum, [, entries]) => sum + entries.length, 0);
    let room = MOST;
    list.replaceChildren(...fits.filter(([, entries]) => entries.length && room > 0).flatMap(([label, entries]) => {
      const names = make("ul", "", { className: "gk-names" });
      for (const [slug, name] of entries.slice(0, room)) {
        const item = document.createElement("li");
        item.append(make("a", name, { href: `${box.dataset.up}${slug}/${box.dataset.end}` }));
        names.append(item);
      }
      room -= Math.min(room, entries.length);
      return [make("h3", label), names];
    }));
    const key = count > MOST ? "more" : count ? "found" : "none";
    status.textContent = wanted ? words[key].replace("{count}", count) : "";
  };
  field.addEventListener("focus", () => load().catch(() => { groups = null; }), { once: true });
  field.addEventListener("input", show);
  if (field.value) show();
})();
