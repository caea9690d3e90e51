/* What has to be done before anything of a page is shown: the reader's text size, contrast and colours. Browsers wait for
   this script alone. It is a file because a strict content security policy runs no script that is written into a page. The
   functions with names of their own (`__md_…`) are those that Material's program asks for; its templates define them inline. */
(() => {
  const COLOURS = ""; // what is in the switch of colours: a build writes what Material's template makes of the site's palette
  const root = document.documentElement;
  const script = document.currentScript;
  root.classList.add("gk-js");
  window.__md_scope = new URL(script.dataset.scope || "../../", script.src);
  window.__md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
  window.__md_get = (key, storage, scope = window.__md_scope) => stored(`${scope.pathname}.${key}`, storage);
  window.__md_set = (key, value, storage, scope = window.__md_scope) => {
    try {
      (storage || localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch { /* without storage a choice holds for this page */ }
  };

  function stored(key, storage) {
    try {
      return JSON.parse((storage || localStorage).getItem(key));
    } catch {
      return null;
    }
  }

  const reading = stored("gongkai.reading");
  if (reading) Object.assign(root.dataset, { gkSize: reading.size, gkContrast: reading.contrast });

  /* Colours are attributes of the body, which is not there yet. Material's program, which shows them after all of the page
     has been read, has the browser work out the style of every element three times more. */
  const begun = new MutationObserver(() => {
    const form = document.querySelector("[data-gk-colours]");
    if (!(form && form.nextElementSibling) && document.readyState === "loading") return;
    begun.disconnect();
    if (form) colours(form);
  });
  begun.observe(root, { childList: true, subtree: true });

  function colours(form) {
    form.innerHTML = COLOURS;
    const choices = [...form.elements].filter((one) => one.name === "__palette");
    const media = ({ dataset }) => dataset.mdColorMedia;
    const either = "(prefers-color-scheme)"; // Material's name for a third choice: as the system has it
    const fits = (one) => media(one) !== either && matchMedia(media(one)).matches;
    const header = document.querySelector(".md-header");
    const meta = (name) => document.head.appendChild(Object.assign(document.createElement("meta"), { name }));
    const [bar, scheme] = [meta("theme-color"), meta("color-scheme")];
    const usual = { default: "light", slate: "dark" };

    /* Shows a choice: a radio button, and next to it the label that leads to the following one. */
    const show = (chosen) => {
      const shown = media(chosen) === either && choices.find(fits) || chosen;
      for (const name of ["scheme", "primary", "accent"]) {
        document.body.setAttribute(`data-md-color-${name}`, shown.getAttribute(`data-md-color-${name}`));
      }
      chosen.checked = true; // of buttons of which none is, Tab leads to the first, whose label may be hidden
      for (const one of choices) if (one.nextElementSibling) one.nextElementSibling.hidden = one !== chosen;
      scheme.content = usual[shown.dataset.mdColorScheme] || getComputedStyle(header).colorScheme;
    };
    const usually = () => choices[(window.__md_get("__palette") || { index: -1 }).index] || choices.find(fits) || choices[0];
    const tint = () => { bar.content = getComputedStyle(header).backgroundColor; };
    const change = (chosen) => {
      document.body.setAttribute("data-md-color-switching", ""); // Material's mark, with which nothing changes by degrees
      show(chosen);
      tint(); // for which the browser works out all styles, while the mark is there
      document.body.removeAttribute("data-md-color-switching");
    };
    show(usually());
    addEventListener("load", tint);
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => change(usually()));

    form.addEventListener("change", ({ target }) => {
      change(target);
      const color = Object.fromEntries(["media", "scheme", "primary", "accent"].map((name) =>
        [name, target.getAttribute(`data-md-color-${name}`)]));
      window.__md_set("__palette", { index: choices.indexOf(target), color });
    });
    form.addEventListener("keydown", ({ key, target }) => {
      if (key !== "Enter") return;
      const next = choices[(choices.indexOf(target) + 1) % choices.length];
      next.click();
      next.focus();
    });
  }

  /* A style sheet that scripts may change; a policy forbids `style` elements. Safari has these sheets from 16.4 on. */
  window.gongkaiStyle = () => {
    try {
      const sheet = new CSSStyleSheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      return (text) => sheet.replaceSync(text);
    } catch {
      const style = document.head.appendChild(document.createElement("style"));
      return (text) => { style.textContent = text; };
    }
  };
})();
