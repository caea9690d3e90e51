/* A list in sections: choose by section, by what its items say of themselves, and by text. The page is whole without this
   script. What is chosen stands in the address, so that it can be passed on. */
(() => {
  const form = document.querySelector("form[data-shown]");
  if (!form) return;
  const status = form.querySelector('[role="status"]');
  const choices = [...form.querySelectorAll("select[data-choice]")];
  const { text } = form.elements;
  const sections = [...document.querySelectorAll("section[data-section]")].map((section) => ({
    section,
    items: [...section.querySelectorAll("li")].map((item) => ({ item, said: item.textContent.toLowerCase() })),
  }));
  const all = sections.reduce((sum, { items }) => sum + items.length, 0);

  function filter() {
    const wanted = text.value.trim().toLowerCase();
    const fits = (values) => choices.every(({ name, value }) => value === "*" || values[name] === undefined || values[name].split(" ").includes(value));
    let shown = 0;
    for (const { section, items } of sections) {
      let own = 0;
      for (const { item, said } of items) {
        const here = fits(section.dataset) && fits(item.dataset) && said.includes(wanted);
        item.hidden = !here;
        own += here ? 1 : 0;
      }
      section.hidden = !own;
      shown += own;
    }
    status.textContent = shown < all ? form.dataset.shown.replace("{shown}", shown).replace("{all}", all) : "";
    const query = new URLSearchParams(choices.filter(({ value }) => value !== "*").map(({ name, value }) => [name, value]));
    if (text.value.trim()) query.set("text", text.value.trim());
    const kept = query.toString();
    history.replaceState(null, "", (kept ? `?${kept}` : location.pathname) + location.hash);
  }

  function set(query) {
    for (const choice of choices) {
      const values = [...choice.options].map((option) => option.value);
      choice.value = values.includes(query.get(choice.name)) ? query.get(choice.name) : "*";
    }
    text.value = query.get("text") || "";
    filter();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  text.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    set(new URLSearchParams());
  });
  set(new URLSearchParams(location.search));
})();
