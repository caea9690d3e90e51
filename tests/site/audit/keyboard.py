"""A page by keyboard alone: Tab reaches everything that can be used, shows where it is, and never gets stuck.

What is reached is told by the page itself: whatever can be clicked or moved and is seen, but for links that are taken
out of the round on purpose, as the same link stands beside them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from tests import browser
from tests.site.audit.built import Built, Seen
from tests.site.audit.rendered import PHONE, WIDE, one_of_each

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIMIT = 3000
"""Steps after which a page counts as one without an end."""
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
STEP = """(again) => {
  const item = document.activeElement, gk = window.gk, faults = [];
  if (!item || item === document.body || (gk.been.has(item) && !again)) return null;
  gk.been.add(item);
  const ring = (one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
  };
  const inside = (one) => [...one.getClientRects()].some((part) => {
    const [left, right] = [Math.max(part.left, 0), Math.min(part.right, innerWidth)];
    const [top, bottom] = [Math.max(part.top, 0), Math.min(part.bottom, innerHeight)];
    return right - left > 1 && bottom - top > 1 && [0.5, 0.1, 0.9].some((share) => {
      const found = document.elementFromPoint(left + (right - left) * share, top + (bottom - top) * share);
      return found && (one.contains(found) || found.contains(one));
    });
  });
  // A switch that is not drawn itself shows the focus by a label: its own, or the one beside it.
  const shown = [item, ...(item.labels ?? []), ...(item.type === "radio" ? [item.nextElementSibling] : [])];
  const seen = shown.filter((one) => one && inside(one));
  if (!seen.length) faults.push("has the focus out of sight: " + gk.tell(item));
  else if (!seen.some(ring)) faults.push("does not show that it has the focus: " + gk.tell(item));
  return faults;
}"""
LEFT = """() => {
  const gk = window.gk, been = [...gk.been];
  const sister = (item) => item.type === "radio" && been.some((other) => other.name === item.name);
  const left = gk.usable.filter((item) => gk.seen(item) && !gk.been.has(item) && !sister(item));
  const still = gk.moving.filter((item) => !been.some((other) => item.contains(other)));
  return [...left.map((item) => "is not reached by keyboard: " + gk.tell(item)),
    ...still.map((item) => "is moved, but not by keyboard: " + gk.tell(item))];
}"""


def keyboard(built: Built, *, seed: int) -> Seen:
    """Go through a page of every kind by Tab, wide and on a phone, with scripts and without.

    Args:
        built: The site.
        seed: The same seed draws the same pages.
    """
    seen = Seen()
    pages = one_of_each(built, seed=seed)
    with browser.chromium() as chromium, browser.serve(built.root, browser.Traffic(), base=built.base) as served:
        for width, scripts in product((WIDE, PHONE), (True, False)):
            for page in pages:
                context = chromium.new_context(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
                opened = context.new_page()
                opened.goto(served.at(page.address), wait_until="load")
                steps, faults = walk(opened)
                context.close()
                seen.counts["pages"] += 1
                seen.counts["places with the focus"] += steps
                how = "with" if scripts else "without"
                seen.faults += [f"{page.name} at {width}, {how} scripts: {fault}" for fault in faults]
    return seen


def walk(opened: Page) -> tuple[int, list[str]]:
    """Go through an open page by Tab.

    Returns:
        How many places the focus was at, and what is wrong.
    """
    faults: list[str] = []
    opened.evaluate(USABLE)
    for steps in range(LIMIT):
        opened.keyboard.press("Tab")
        found: list[str] | None = opened.evaluate(STEP, 0)
        if found is None:
            return steps, faults + list(opened.evaluate(LEFT))
        if found:  # the page may still be on its way there; no timer of its own runs without scripts
            opened.wait_for_timeout(300)
            found = opened.evaluate(STEP, 1) or []
        faults += found
    return LIMIT, [*faults, f"has no end after {LIMIT} steps"]
