/* What Material writes into its pages as scripts, for sites that use these features of it: a banner that was closed, a notice
   on an older version, tabs that were chosen, consent. It runs when the page is there, before Material's program. */
(() => {
  const component = (name) => document.querySelector(`[data-md-component=${name}]`);
  const kept = (key, ...from) => window.__md_get(key, ...from);
  const banner = component("announce");
  if (banner && banner.querySelector(".md-banner__button")) {
    banner.hidden = window.__md_hash(banner.querySelector(".md-typeset").innerHTML) === kept("__announce");
  }
  const outdated = component("outdated");
  if (outdated && kept("__outdated", sessionStorage) === true) outdated.hidden = false;

  const chosen = kept("__tabs");
  for (const set of Array.isArray(chosen) ? document.querySelectorAll(".tabbed-set") : []) {
    const labels = [...set.querySelectorAll(".tabbed-labels > label")];
    const label = chosen.map((tab) => labels.find((one) => one.innerText.trim() === tab)).find(Boolean);
    if (label) document.getElementById(label.htmlFor).checked = true;
  }
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.name) target.checked = target.name.startsWith("__tabbed_");

  const form = document.forms.consent;
  if (!form) return;
  const consent = kept("__consent");
  for (const input of consent ? form.elements : []) if (input.name) input.checked = consent[input.name] || false;
  if (!consent && location.protocol !== "file:") setTimeout(() => { component("consent").hidden = false; }, 250);
  for (const action of ["submit", "reset"]) {
    form.addEventListener(action, (event) => {
      event.preventDefault();
      if (action === "reset") for (const input of form.elements) if (input.name) input.checked = false;
      window.__md_set("__consent", Object.fromEntries([...new FormData(form).keys()].map((name) => [name, true])));
      location.hash = "";
      location.reload();
    });
  }
})();
