"""Cells that cannot differ in contrast: axe-core measures one of them for all.

A page of tables holds hundreds of figures in the same colours, and measuring the contrast of each took three quarters
of the time of axe-core. What it measures of an element follows from its style, from the styles of all that it stands
in, and from what lies over or under it. Elements are alike here if they and all that they stand in have the same style,
and they touch nothing else. One of them is measured. If that one has too little contrast, or axe-core cannot tell, as
of a single sign, all that are like it are measured too.
"""

ATTRIBUTE = "data-gk-alike"
"""Stands on the elements that are not measured, while axe-core is at work."""
MARK = """(attribute, within) => {
  const controls = "input, select, textarea, option, button, label, summary";
  const asked = ["color", "background-color", "background-image", "opacity", "visibility", "font-size", "font-weight",
    "text-shadow", "position", "mix-blend-mode", "filter", "-webkit-text-fill-color", "-webkit-text-stroke-width"];
  const classes = new Map(), ids = new Map(), boxes = new Map(), bands = new Map();
  const band = 40, all = [...document.body.querySelectorAll("*")];
  ids.set(document.body, "0");
  for (const item of all) {
    if (!item.checkVisibility()) continue;
    const style = getComputedStyle(item), states = [item.ariaDisabled, item.ariaHidden, item.inert];
    const key = [ids.get(item.parentElement) ?? "?", item.localName, ...states,
      ...asked.map(name => style.getPropertyValue(name))].join("|");
    if (!classes.has(key)) classes.set(key, {id: `${classes.size + 1}`, items: []});
    ids.set(item, classes.get(key).id);
    const box = item.getBoundingClientRect();
    if (box.width * box.height === 0) continue;
    boxes.set(item, box);
    for (let at = Math.floor(box.top / band); at <= Math.floor(box.bottom / band); at++)
      bands.has(at) ? bands.get(at).push(item) : bands.set(at, [item]);
    if (item.closest(within) && !item.matches(controls) && !item.childElementCount && item.textContent.trim())
      classes.get(key).items.push(item);
  }
  const free = item => {
    const box = boxes.get(item);
    for (let at = Math.floor(box.top / band); at <= Math.floor(box.bottom / band); at++)
      for (const other of bands.get(at)) {
        const it = boxes.get(other);
        if (it.left < box.right - 1 && it.right > box.left + 1 && it.top < box.bottom - 1 && it.bottom > box.top + 1
          && !other.contains(item)) return false;
      }
    return true;
  };
  const measured = new Map();
  for (const {items} of classes.values()) {
    if (items.length < 2) continue;
    const alike = items.filter(free);
    const one = alike.find(item => item.textContent.trim().length > 1) ?? alike[0];
    for (const item of alike) if (item !== one) item.setAttribute(attribute, "");
    if (one) measured.set(one, alike.filter(item => item !== one));
  }
  return measured;
}"""
"""Marks all elements that are alike but for one of them; by that one the others."""
RUN = f"""async ([attribute, context, options]) => {{
  const within = typeof context === "string" ? context : context ? "none" : "body";
  const measured = ({MARK})(attribute, within);
  axe.configure({{rules: [{{id: "color-contrast", selector: `*:not([${{attribute}}])`}}]}});
  const asked = {{...options, resultTypes: ["violations", "incomplete"], elementRef: true}};
  const found = await axe.run(context ?? document, asked);
  document.querySelectorAll(`[${{attribute}}]`).forEach(item => item.removeAttribute(attribute));
  const all = [...found.violations, ...found.incomplete].filter(rule => rule.id === "color-contrast");
  const others = all.flatMap(rule => rule.nodes).flatMap(node => measured.get(node.element) ?? []);
  const rule = {{type: "rule", values: ["color-contrast"]}};
  const more = others.length ? await axe.run({{include: others}}, {{...asked, runOnly: rule}}) : {{violations: []}};
  return [...found.violations, ...more.violations].map(({{id, impact, help, nodes}}) =>
    ({{id, impact, help, nodes: nodes.map(({{target, html}}) => ({{target, html}}))}}));
}}"""
"""The violations that axe-core finds in a page, of which elements that are alike are measured once."""
