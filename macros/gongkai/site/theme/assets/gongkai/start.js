/* What has to be done before anything of a page is shown: the reader's text size, contrast and colours. Browsers wait for
   this script alone. It is a file because a strict content security policy runs no script that is written into a page. The
   functions with names of their own (`__md_…`) are those that Material's program asks for; its templates define them inline. */
(() => {
  const root = document.documentElement;
  const script = document.currentScript;
  root.classList.add("gk-js");
  window.__md_scope = new URL(script.dataset.scope || "../../", script.src);
  window.__md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
  window.__md_get = (key, storage, scope = window.__md_scope) => stored(`${scope.pathname}.${key}`, storage);
  window.__md_set = (key, value, storage, scope = window.__md_scope) => {
    if (key === "__palette" && !chosen) return; // Material stores the colours of every page that it shows; we those that were chosen
    try {
      (storage || localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch { /* without storage a choice holds for this page */ }
  };
  let chosen = false;
  addEventListener("change", (event) => { if (event.target.name === "__palette") chosen = true; }, true);

  function stored(key, storage) {
    try {
      return JSON.parse((storage || localStorage).getItem(key));
    } catch {
      return null;
    }
  }

  const reading = stored("gongkai.reading");
  if (reading) Object.assign(root.dataset, { gkSize: reading.size, gkContrast: reading.contrast });

  /* Colours are attributes of the body, which is not there yet. */
  const choice = window.__md_get("__palette");
  const colour = new MutationObserver(() => {
    if (!document.querySelector("[data-md-component=palette] + *") && document.readyState === "loading") return;
    colour.disconnect();
    const either = "(prefers-color-scheme)"; // Material's name for a third choice: as the system has it
    const automatic = !choice || !choice.color || choice.color.media === either;
    const fits = ({ dataset: { mdColorMedia: media } }) => media !== either && matchMedia(media).matches;
    const shown = automatic ? [...document.querySelectorAll("input[name=__palette]")].find(fits) : null;
    for (const name of ["scheme", "primary", "accent"]) {
      const value = automatic ? shown && shown.getAttribute(`data-md-color-${name}`) : choice.color[name];
      if (value) document.body.setAttribute(`data-md-color-${name}`, value);
    }
  });
  colour.observe(root, { childList: true, subtree: true });

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
