"""Goes through pages with the Tab key: it has to reach everything that can be used, show the focus, and get to the end.

What can be used is read from the page: all visible elements that can be clicked or scrolled. Left out are links that
are out of the tab order on purpose, because another element next to them has the same link.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tests import browser
from tests.site.audit.built import AuditResult, Built
from tests.site.audit.rendered import PHONE, WIDE, one_of_each

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 3000
"""After so many steps the focus is taken to go round for ever."""
TOGETHER = 20
"""How many times Tab is pressed before the page is asked what it has seen."""
USABLE = """() => {
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const seen = (item) => item.checkVisibility({ visibilityProperty: true });
  const moves = (item) =>
    /auto|scroll/.test(getComputedStyle(item).overflowX) && item.scrollWidth > item.clientWidth + 1;
  const page = [document.documentElement, document.body];
  window.gk = { seen, been: new Set(), tell: (item) => item.outerHTML.replace(/\\s+/g, " ").slice(0, 90) };
  window.gk.usable = [...document.querySelectorAll(kinds)].filter((item) =>
    seen(item) && !item.disabled && item.tabIndex >= 0 && !item.closest("[inert]"));
  window.gk.moving = [...document.querySelectorAll("*")].filter((item) =>
    !page.includes(item) && seen(item) && moves(item));
}"""
FRAME = """() => {
  const gk = window.gk, main = document.querySelector("main");
  if (!main) return null;
  const kind = (item) => [item.localName, item.className, item.getAttribute("aria-current")].join(" ");
  return [...gk.usable, ...gk.moving].filter((item) => !main.contains(item)).map(kind).sort().join("\\n");
}"""
"""What can be used around the main part of a page: kinds of elements, and how many; null without such a part."""
INTO_MAIN = """() => {
  const gk = window.gk, main = document.querySelector("main"), inside = (item) => main.contains(item);
  [gk.usable, gk.moving, gk.main] = [gk.usable.filter(inside), gk.moving.filter(inside), main];
  main.tabIndex = -1;
  main.focus({ preventScroll: true });  // else it is scrolled to the top of the window, below the head that stays there
}"""
"""Lets a walk begin at the main part of a page and end behind it."""
STEP = """(again) => {
  const item = document.activeElement, gk = window.gk, faults = [];
  if (!item || item === document.body || (gk.been.has(item) && !again)) return null;
  if (gk.main && !gk.main.contains(item)) return null;
  gk.been.add(item);
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
  };
  const inside = (one) => [...one.getClientRects()].some((part) => {
    const [left, right] = [Math.max(part.left, 0), Math.min(part.right, innerWidth)];
    const [top, bottom] = [Math.max(part.top, 0), Math.min(part.bottom, innerHeight)];
    return right - left > 1 && bottom - top > 1 && [0.5, 0.1, 0.9].some((share) => {
      const hit = document.elementFromPoint(left + (right - left) * share, top + (bottom - top) * share);
      return hit && (one.contains(hit) || hit.contains(one));
    });
  });
  // A switch that is not drawn itself shows the focus by a label: its own, or the element after it.
  const shown = [item, ...(item.labels ?? []), ...(item.type === "radio" ? [item.nextElementSibling] : [])];
  const seen = shown.filter((one) => one && inside(one));
  if (!seen.length) faults.push("has the focus out of sight: " + gk.tell(item));
  else if (!seen.some(ring)) faults.push("does not show that it has the focus: " + gk.tell(item));
  return faults;
}"""
WALK = """() => {
  const gk = window.gk;
  Object.assign(gk, { steps: 0, faults: [], ended: false, moved: false });
  gk.judge = () => {
    if (!gk.moved || gk.faults.length) return;
    const faults = gk.step(false);
    gk.moved = false;
    if (faults === null) gk.ended = true;
    else [gk.steps, gk.faults] = [gk.steps + 1, faults];
  };
  gk.tab = (event) => {
    gk.judge();
    gk.moved = !gk.ended && !gk.faults.length;
    if (!gk.moved) event.preventDefault();
  };
  addEventListener("keydown", gk.tab, { capture: true });
}"""
"""Judges what has the focus before the next Tab moves it on; after a fault, and at the end, none does."""
JUDGED = "gk.judge(); [gk.steps, gk.ended, gk.faults]"
"""How many elements had the focus, whether that was all, and what is wrong with the last one, it seems."""
JUDGED_AGAIN = "gk.faults = []; gk.step(true) ?? []"
LEFT = """() => {
  const gk = window.gk, been = [...gk.been];
  const sister = (item) => item.type === "radio" && been.some((other) => other.name === item.name);
  // A frame of a table is no stop any more once a script has seen that nothing of the table is out of sight.
  const left = gk.usable.filter((item) =>
    gk.seen(item) && item.tabIndex >= 0 && !gk.been.has(item) && !sister(item));
  const still = gk.moving.filter((item) => !been.some((other) => item.contains(other)));
  return [...left.map((item) => "is not reached by keyboard: " + gk.tell(item)),
    ...still.map((item) => "is moved, but not by keyboard: " + gk.tell(item))];
}"""


def keyboard(built: Built, *, seed: int) -> AuditResult:
    """Go through a page of every kind by Tab, on a wide screen and a phone, with scripts and without.

    Args:
        built: The site.
        seed: The same seed draws the same pages.
    """
    result = AuditResult()
    pages = one_of_each(built, seed=seed)
    with browser.chromium() as chromium, browser.serve(built.root, browser.Traffic(), base=built.base) as served:
        for width, scripts in product((WIDE, PHONE), (True, False)):
            for page in pages:
                context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
                opened = context.new_page()
                opened.goto(served.at(page.address), wait_until="load")
                steps, faults = walk(opened)
                context.close()
                result.counts["pages"] += 1
                result.counts["places with the focus"] += steps
                how = "with" if scripts else "without"
                result.faults += [f"{page.name} at {width}, {how} scripts: {fault}" for fault in faults]
    return result


def walk(opened: Page, *, frames: set[str] | None = None) -> tuple[int, list[str]]:
    """Go through an open page by Tab.

    Args:
        opened: The page.
        frames: Kinds of head and foot that need not be gone through again: of a page with one of them only the main
            part is, menu at its side included. That of another page is added. Without a set all of the page is gone
            through.

    Returns:
        Number of elements that had the focus, and the faults.
    """
    inside = browser.beside(opened)
    inside(f"({USABLE})()")
    frame = None if frames is None else inside(f"({FRAME})()")
    if frames is not None and frame is not None:
        if frame in frames:
            inside(f"({INTO_MAIN})()")
        frames.add(frame)
    inside(f"window.gk.step = {STEP}; ({WALK})()")
    press, faults = browser.tab_keys(opened), list[str]()
    while True:
        press(TOGETHER)
        steps, ended, suspected = inside(JUDGED)
        if suspected:  # the page may still be scrolling; waits here, as without scripts no timer of its own runs
            opened.wait_for_timeout(300)
            faults += inside(JUDGED_AGAIN)
        if ended:
            return steps, faults + inside(f"({LEFT})()")
        if steps >= LIMIT:
            return steps, [*faults, f"has no end after {LIMIT} steps"]
