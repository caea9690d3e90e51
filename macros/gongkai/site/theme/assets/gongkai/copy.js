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
    return /<main\b[^>]*>([^]*)<\/main>/.exec(await answer.text())[1].trim(); // a parser would report its styles to the policy
  };

  // Copied in a copy event, which takes the code as it is: `navigator.clipboard` parses it, which the policy reports, and is
  // not there on pages that came without encryption.
  const write = (code) => {
    const give = (event) => {
      event.preventDefault();
      for (const type of ["text/html", "text/plain"]) event.clipboardData.setData(type, code);
    };
    document.addEventListener("copy", give);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    return done;
  };

  const copy = async (button, code) => {
    try {
      const text = await code;
      if (write(text)) return say(button, button.dataset.done);
      show(button, text);
      say(button, button.dataset.failed);
    } catch { // page opened from disk: scripts cannot read files there, but a link can open them
      location.assign(button.dataset.href);
    }
  };

  for (const button of document.querySelectorAll(".gk-copy")) {
    let code;
    const load = () => {
      code ||= body(button.dataset.href);
      code.catch(() => {}); // said when the button is pressed
    };
    button.hidden = false;
    button.closest("details")?.addEventListener("toggle", load); // a browser lets us copy only directly after a click
    button.addEventListener("click", () => { load(); copy(button, code); });
  }
})();
