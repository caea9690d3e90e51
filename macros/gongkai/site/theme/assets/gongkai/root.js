/* For the page that a server sends for addresses which do not exist, of a site that does not know its own address. The first of
   the scripts of this name that is there stands in the site's folder, which all other addresses are then relative to. Links
   to a place on the page are followed here, because browsers take `#place` relative to `base` too. The last one comes when
   the page is there, and tells Material's program where the site stands. */
(() => {
  const config = document.getElementById("__config");
  if (config) {
    config.textContent = JSON.stringify({ ...JSON.parse(config.textContent), base: document.baseURI });
    return;
  }
  if (window.gongkaiRoot) return;
  const root = new URL("../../", document.currentScript.src);
  root.pathname = root.pathname.replace(/^\/+/, "/"); // an address that begins with two slashes may be taken for another host
  window.gongkaiRoot = root.href;
  const base = document.createElement("base");
  base.href = window.gongkaiRoot;
  document.head.prepend(base);
  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    location.hash = link.hash;
  });
})();
