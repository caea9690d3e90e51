"""Elements that cannot differ in contrast: axe-core measures one of them for all, once in a run.

A page of tables holds hundreds of figures in the same colours, and every page of a site has the same frame. Measuring
the contrast of each took three quarters of the time of axe-core. What it measures of an element follows from its style,
from the styles of all that it stands in, and from what lies over or under it. Elements are alike here if they and all
that they stand in have the same style, they do not reach out of what gives them their ground or cuts them off, and they
touch nothing else that has a colour. One of them is measured, and not again on other pages, at other widths or in other
colours if it has enough contrast. If it has too little, or axe-core cannot tell, as of a single sign, all that are like
it are measured too. Text in an SVG is not measured at all: axe-core has never an answer, as it knows no shapes. Nor is
that of a head of several rows where it stands in a row below its own: axe-core takes that row for lying over it. Nor is
what is hidden, cut away by a path or wholly transparent, with all that stands in it: axe-core passes it.

A link in a sentence passes by its underline or by its colour. Of those that have an underline in a text without one the
colour is not asked for. Where no colour is, axe-core need not work out what lies over what on the page, which takes a
third of its time.
"""

ATTRIBUTE = "data-gk-alike"
"""Stands on the elements that are not measured, while axe-core is at work."""
UNDERLINED = "data-gk-underlined"
"""Stands on the links whose underline tells them from their text, likewise."""
MARK = """(attribute, within, known = "") => {
  const others = "select, textarea, option", media = "img, svg, canvas, video, object, iframe";
  const unasked = "input:is([type=checkbox], [type=radio])";  // axe-core measures none of these
  const asked = ["color", "background-color", "background-image", "opacity", "visibility", "font-size", "font-weight",
    "text-shadow", "position", "mix-blend-mode", "filter", "clip-path", "-webkit-text-fill-color",
    "-webkit-text-stroke-width"];
  const digest = text => {  // 64 bits by FNV-1a, in two halves: as good as different for different texts
    let one = 0x811c9dc5, two = 0xcbf29ce4;
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
      two = Math.imul(two ^ text.charCodeAt(at), 0x5bd1e995);
      two ^= two >>> 15;
    }
    return (one >>> 0).toString(36) + "-" + (two >>> 0).toString(36);
  };
  const described = (item, style) => [item.localName, item.type, item.disabled, item.control?.disabled,
    item.ariaDisabled, item.ariaHidden, item.inert, ...asked.map(name => style.getPropertyValue(name))].join("|");
  const texts = item => [...item.childNodes].filter(one => one.nodeType === 3 && one.data.trim());
  const text = item => texts(item).map(one => one.data).join("").trim();
  const lines = item => texts(item).flatMap(one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()];
  });
  const before = new Set(known.split(" "));
  const classes = new Map(), ids = new Map(), boxes = new Map(), bands = new Map(), grounds = new Map();
  const band = 40, all = [...document.body.querySelectorAll("*")], unseen = new Set();
  ids.set(document.body, [document.documentElement, document.body].map(one =>
    described(one, getComputedStyle(one))).join());
  for (const item of all) {
    const says = text(item) || item.matches("input");
    if (item.closest("svg") || !says && !item.matches(others) || item.matches(unasked))
      item.setAttribute(attribute, "");
    const there = item.checkVisibility();
    if (!there) item.setAttribute(attribute, "");  // axe-core passes what is hidden
    if (item.closest("svg *") || !there) continue;
    const style = getComputedStyle(item), parent = item.parentElement;
    if (unseen.has(parent) || style.opacity === "0" || style.clipPath === "inset(50%)") {
      unseen.add(item);
      item.setAttribute(attribute, "");
    }
    const key = `${ids.get(parent) ?? "?"}|${described(item, style)}`;
    if (!classes.has(key)) classes.set(key, {id: digest(key), items: []});
    ids.set(item, classes.get(key).id);
    const box = item.getBoundingClientRect(), {own: below, gone} = grounds.get(parent) ?? {};
    const paints = style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none";
    const cuts = /hidden|clip/.test(style.overflow), small = box.width < 2 || box.height < 2;
    grounds.set(item, {below, own: paints || cuts ? item : below, gone: gone || cuts && small});
    if (gone || box.width * box.height === 0) continue;
    boxes.set(item, box);
    if ((paints || item.matches(media)) && item.checkVisibility({opacityProperty: true}))
      for (let at = Math.floor(box.top / band); at <= Math.floor(box.bottom / band); at++)
        bands.has(at) ? bands.get(at).push(item) : bands.set(at, [item]);
    if (item.closest(within) && !item.closest(others) && says && !unseen.has(item))
      classes.get(key).items.push(item);
  }
  const flat = item => {
    const {position, zIndex, opacity, transform, filter} = getComputedStyle(item);
    return [position, zIndex, opacity, transform, filter].join() === "static,auto,1,none,none";
  };
  const crossed = item => {  // whether all text of a head of several rows stands in rows below its own
    const row = item.parentElement, middles = item.rowSpan > 1 && flat(item) && flat(row) ? lines(item) : [];
    if (middles.length === 0) return false;
    const rows = [...item.closest("table").rows];
    const below = rows.map(one => [one.rowIndex - row.rowIndex, one.getBoundingClientRect()]);
    return middles.every(({left, right, top, bottom}) => below.some(([by, it]) => by > 0 && by < item.rowSpan
      && it.left < (left + right) / 2 && it.right > (left + right) / 2
      && it.top < (top + bottom) / 2 && it.bottom > (top + bottom) / 2));
  };
  const onGround = item => {
    const ground = grounds.get(item).below, box = boxes.get(item), it = boxes.get(ground);
    if (!ground) return box.right + scrollX > 0 && box.bottom + scrollY > 0;
    return Boolean(it) && it.left <= box.left + 1 && it.right >= box.right - 1 && it.top <= box.top + 1
      && it.bottom >= box.bottom - 1 && onGround(ground);
  };
  const touched = (item, box) => {
    for (let at = Math.floor(box.top / band); at <= Math.floor(box.bottom / band); at++)
      for (const other of bands.get(at) ?? []) {
        const it = boxes.get(other);
        if (it.left < box.right - 1 && it.right > box.left + 1 && it.top < box.bottom - 1 && it.bottom > box.top + 1
          && !other.contains(item)) return true;
      }
    return false;
  };
  const covered = (item, box) => {  // whether the middle of a box, the only point that axe-core looks at, is touched
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    return touched(item, {left: x - 2, right: x + 2, top: y - 2, bottom: y + 2});
  };
  const seen = (line, box) => ({left: Math.max(line.left, box.left), right: Math.min(line.right, box.right),
    top: Math.max(line.top, box.top), bottom: Math.min(line.bottom, box.bottom)});
  const clear = item => {  // of most elements without children all of the box is, which is known sooner
    const box = boxes.get(item), all = item.childElementCount === 0 && !touched(item, box) ? null : lines(item);
    const parts = all?.flatMap(line => [line, seen(line, box)]).filter(({left, right}) => left < right);
    return all === null || all.length > 0 && [box, ...parts].every(part => !covered(item, part));
  };
  const free = item => onGround(item) && clear(item);
  const measured = new Map();
  for (const {id, items: every} of classes.values()) {
    const items = every.filter(item => !crossed(item));
    for (const item of every) if (!items.includes(item)) item.setAttribute(attribute, "");
    const alike = items.filter(free), seen = before.has(id);
    const telling = sign => alike.find(item => item.matches("input") || sign.test(text(item)));
    const one = seen ? null : telling(/[\\p{L}\\p{N}].*[\\p{L}\\p{N}]/su) ?? telling(/[\\p{L}\\p{N}]/u) ?? alike[0];
    for (const item of alike) if (item !== one) item.setAttribute(attribute, "");
    if (one) measured.set(one, {id: telling(/[\\p{L}\\p{N}]/u) && id, others: alike.filter(item => item !== one)});
  }
  return measured;
}"""
"""Marks all elements that are alike but for one of them, and that one too if its like has enough contrast as is known.

Returns by the one that is left its others, and what it and its like are known by where its text tells of a contrast.
"""
MARK_UNDERLINED = f"""() => {{
  const lines = new Map([[null, false]]);
  const underlined = item => {{  // or struck out, or the like: whether an element or one that it stands in has a line
    if (!lines.has(item))
      lines.set(item, getComputedStyle(item).textDecorationLine !== "none" || underlined(item.parentElement));
    return lines.get(item);
  }};
  for (const link of document.querySelectorAll("a[href], [role=link]")) {{
    const {{display, textDecorationLine}} = getComputedStyle(link);
    if (display === "inline" && textDecorationLine === "underline" && !underlined(link.parentElement))
      link.setAttribute("{UNDERLINED}", "");
  }}
}}"""
"""Marks the links that axe-core's check `link-in-text-block-style` passes: one of two checks of a link is enough."""
RUN = f"""async ([attribute, context, options, known]) => {{
  const within = typeof context === "string" ? context : context ? "none" : "body";
  const asks = !options.runOnly || options.runOnly.values.includes("color-contrast");
  const measured = asks ? ({MARK})(attribute, within, known) : new Map();
  ({MARK_UNDERLINED})();
  axe.configure({{rules: [{{id: "color-contrast", selector: `*:not([${{attribute}}])`}},
    {{id: "link-in-text-block", selector: ":is(a[href], [role=link]):not([{UNDERLINED}])"}}]}});
  const asked = {{...options, resultTypes: ["violations", "incomplete"], elementRef: true}};
  const found = await axe.run(context ?? document, asked);
  for (const mark of [attribute, "{UNDERLINED}"])
    document.querySelectorAll(`[${{mark}}]`).forEach(item => item.removeAttribute(mark));
  const all = [...found.violations, ...found.incomplete].filter(rule => rule.id === "color-contrast");
  const open = new Set(all.flatMap(rule => rule.nodes).map(node => node.element));
  const others = [...open].flatMap(element => measured.get(element)?.others ?? []);
  const rule = {{type: "rule", values: ["color-contrast"]}};
  const more = others.length ? await axe.run({{include: others}}, {{...asked, runOnly: rule}}) : {{violations: []}};
  for (const one of more.violations) one.nodes = one.nodes.filter(node => !open.has(node.element));  // within others
  const violations = [...found.violations, ...more.violations].filter(one => one.nodes.length)
    .map(({{id, impact, help, nodes}}) =>
      ({{id, impact, help, nodes: nodes.map(({{target, html}}) => ({{target, html}}))}}));
  const good = [...measured].filter(([element, {{id}}]) => id && !open.has(element)).map(([, {{id}}]) => id);
  return {{violations, good: good.join(" ")}};
}}"""
"""The violations that axe-core finds in a page, of which alike elements are measured once, and what is known then."""
