/* Splits text into the units of the search index, and marks the words of a query on the page that a result leads to. The
   units are those of gongkai/work/search/tokens.py; a test holds both to the same cases. The script runs on every page, and
   marks nothing without ?h= in the address. */
(() => {
  const LETTERS = "0123456789.abcdefghijklmnopqrstuvwxyz";
  const JOINT = "\ua0fd", WHOLE = "\ua0fe", FIELD = "\ua0ff", FIRST = 0xa000;
  const PARTS = /[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[a-z]+|[\p{L}\p{N}]/gu;
  const BLOCKS = "p,li,td,th,dd,dt,h1,h2,h3,h4,h5,h6,caption,figcaption,summary";

  const last = (list) => list[list.length - 1];
  const plain = (unit) => LETTERS.includes(unit[0]);
  const letters = (text) => Array.from(text, (sign) => String.fromCharCode(FIRST + LETTERS.indexOf(sign))).join("");
  const written = (unit) => (plain(unit) ? letters(unit) : unit);
  const pair = (left, right) => written(left) + (plain(left) && plain(right) ? JOINT : "") + written(right);

  /* The units of a text, each with its begin and end in the original text. */
  const parts = (text) => {
    let normal = "";
    const from = [];
    let at = 0;
    for (const sign of text) {
      const han = sign >= "\u4e00" && sign <= "\u9fff"; // each is its own normal form
      for (const part of han ? sign : sign.normalize("NFKC").toLowerCase()) {
        for (let n = 0; n < part.length; n += 1) from.push(at);
        normal += part;
      }
      at += sign.length;
    }
    from.push(at);
    return Array.from(normal.matchAll(PARTS), (match) => {
      let end = match.index + match[0].length;
      while (end < normal.length && from[end] === from[end - 1]) end += 1; // one character may be several in normal form
      return { unit: match[0].replaceAll(",", ""), begin: from[match.index], end: from[end] };
    });
  };
  const units = (text) => parts(text).map((part) => part.unit);

  /* The positions at which a run of units occurs in a sequence of units. */
  const places = (all, wanted) => {
    const starts = [];
    for (let start = all.indexOf(wanted[0]); start >= 0; start = all.indexOf(wanted[0], start + 1)) {
      if (wanted.every((unit, n) => all[start + n] === unit)) starts.push(start);
    }
    return starts;
  };

  /* The words of a query, separated by blanks or in quotation marks. Each is a run of units. */
  const words = (query) =>
    Array.from(query.matchAll(/["“”](.+?)["“”]|([^\s"“”]+)/gu), (match) => units(match[1] ?? match[2])).filter((run) => run.length);

  /* Put each occurrence of some runs into <mark>, also where it crosses the borders of elements. */
  const mark = (root, runs) => {
    const nodes = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest("script,style,svg,form,template,.gk-sheet,.gk-cite code") === null) nodes.push(node);
    }
    const groups = new Map();
    for (const node of nodes) {
      const block = node.parentElement.closest(BLOCKS) ?? node.parentElement;
      if (!groups.has(block)) groups.set(block, []);
      groups.get(block).push(node);
    }
    for (const group of groups.values()) markGroup(group, runs);
  };
  const markGroup = (group, runs) => {
    const all = parts(group.map((node) => node.data).join(""));
    const sequence = all.map((part) => part.unit);
    const spans = runs.flatMap((run) => places(sequence, run).map((at) => [all[at].begin, all[at + run.length - 1].end]));
    if (!spans.length) return;
    let offset = 0;
    for (const node of group) {
      const own = node.data.length;
      const inside = merged(spans.map(([begin, end]) => [Math.max(begin - offset, 0), Math.min(end - offset, own)]));
      offset += own;
      for (const [begin, end] of inside.reverse()) {
        const range = document.createRange();
        range.setStart(node, begin);
        range.setEnd(node, end);
        range.surroundContents(document.createElement("mark"));
      }
    }
  };
  const merged = (spans) => {
    const result = [];
    for (const [begin, end] of spans.filter((span) => span[0] < span[1]).sort((a, b) => a[0] - b[0])) {
      const before = last(result);
      if (before && begin <= before[1]) before[1] = Math.max(before[1], end);
      else result.push([begin, end]);
    }
    return result;
  };

  window.gongkaiSearch = { JOINT, WHOLE, FIELD, LETTERS, FIRST, last, plain, letters, written, pair, parts, units, places, words, mark, merged };

  const asked = new URLSearchParams(location.search).get("h");
  if (asked) {
    const runs = words(asked);
    const root = document.querySelector(".gk-page") ?? document.querySelector("main");
    if (root && runs.length) {
      mark(root, runs);
      if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    }
  }
  if (location.protocol === "file:") {
    for (const form of document.querySelectorAll("form[data-gk-search]")) {
      if (form.getAttribute("action")?.endsWith("/")) form.setAttribute("action", `${form.getAttribute("action")}index.html`);
    }
  }
})();
