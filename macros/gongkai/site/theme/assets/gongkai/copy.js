// Copies the page's bare HTML (fragment.html) to the clipboard, for the editor of another site. Where the browser forbids
// that, the code is shown and selected, to be copied by hand. Without scripts there is a plain link and no button.
(() => {
  const say = (button, text) => {
    const place = button.closest(".gk-downloads").querySelector(".gk-copied");
    place.textContent = "";
    setTimeout(() => { place.textContent = text; }, 50); // an empty text in between: screen readers announce only changes
  };

  const show = (button, code) => {
    const list = button.closest(".gk-downloads");
    let field = list.querySelector("textarea");
    if (!field) {
      field = document.createElement("textarea");
      field.readOnly = true;
      field.rows = 8;
      field.setAttribute("aria-label", button.dataset.code);
      list.append(field);
    }
    field.value = code;
    field.focus();
    field.select();
  };

  const body = async (href) => {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("main").innerHTML.trim();
  };

  // The clipboard item is given a promise: Safari allows writing only directly after a click, not after the download.
  const write = async (code) => {
    const part = (type) => code.then((text) => new Blob([text], { type }));
    await navigator.clipboard.write([new ClipboardItem({ "text/html": part("text/html"), "text/plain": part("text/plain") })]);
  };

  const copy = async (button) => {
    const code = body(button.dataset.href);
    try {
      await write(code);
      say(button, button.dataset.done);
    } catch {
      try {
        show(button, await code);
        say(button, button.dataset.failed);
      } catch { // page opened from disk: scripts cannot read files there, but a link can open them
        location.assign(button.dataset.href);
      }
    }
  };

  for (const button of document.querySelectorAll(".gk-copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
})();
