"""Whether a page can be used by everybody, as far as a program can tell: axe-core, headings, the keyboard, narrow screens.

Each function looks at the page as it stands and gives what is wrong, in lines that name the element; empty when nothing is. Other
tests call them on a state that they have brought a page into: `assert barriers(page) == []`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from assistant.screens.known_barriers import EXCUSED, Excused
from tests.browser.running import READY_WITHIN

GRAVE = ("serious", "critical")
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}  # target size is AA since WCAG 2.2

HIGHEST = 12_000  # pixels; a picture of more is beyond Chromium

# Elements that a keyboard should reach, as a reader sees them now. Of a group of radio buttons one stands for all: arrows do the rest.
INTERACTIVE = (
    "a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex]:not([tabindex^='-']), "
    "[role=button], [role=checkbox], [role=combobox], [role=radio], [role=slider], [role=switch], [role=tab]"
)

_IN_THE_PAGE = """() => {
  const seenAs = (element) => element.closest("label") || element;  // Streamlit hides the inputs of radios and boxes behind their labels
  const isSeen = (element) => {
    const box = seenAs(element).getBoundingClientRect();
    return seenAs(element).checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1;
  };
  const look = (element) => {
    const looks = [];
    for (let at = element, up = 0; at && up < 5; at = at.parentElement, up++) {
      const style = getComputedStyle(at);
      const outline = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "none" : style.outline;
      looks.push([outline, style.boxShadow, style.borderColor, style.borderWidth].join(" "));
    }
    return looks.join("; ");
  };
  const isClear = (element) => {
    for (let at = seenAs(element); at; at = at.parentElement) if (getComputedStyle(at).opacity < .2) return true;
    return false;
  };
  const named = (element) => {
    const name = element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.innerText || element.value || "";
    return `${element.tagName.toLowerCase()} “${name.trim().replace(/\\s+/g, " ").slice(0, 60)}”`;
  };
  const isUncovered = (element) => {
    const box = seenAs(element).getBoundingClientRect();
    for (const right of [.5, .1, .9]) for (const down of [.5, .15, .85]) {
      const at = document.elementFromPoint(box.left + box.width * right, box.top + box.height * down);
      if (at && (seenAs(element).contains(at) || (at.contains(element) && at !== document.body))) return true;
    }
    return false;
  };
  const toReach = (selector) => {
    const groups = new Set();
    return [...document.querySelectorAll(selector)].filter((element) => {
      if (!isSeen(element) || element.matches(":disabled, [aria-disabled=true]") || element.closest("[inert], [aria-hidden=true]")) return false;
      if (element.tabIndex < 0 && element.matches("[role=radio], [role=tab], [role=option]")) return false;  // reached by arrows
      if (element.tabIndex < 0 && element.closest(":has(input[role=combobox])")?.matches("[role=group], .stMultiSelect *, .stSelectbox *")) return false;  // an arrow key opens it
      if (element.type !== "radio" || !element.name) return true;
      if (groups.has(element.name)) return false;
      groups.add(element.name);
      return true;
    });
  };
  window.keyboardWalk = {look, isClear, isSeen, named, isUncovered, toReach, reached: new Set(), unseen: new Set(), covered: new Set()};
}"""

_BEGIN = """(selector) => {
  const walk = window.keyboardWalk;
  document.activeElement?.blur?.();
  walk.wanted = walk.toReach(selector);
  walk.before = new Map(walk.wanted.map((element) => [element, walk.look(element)]));
  return walk.wanted.length;
}"""

# Says whether the walk is back where it began, which is wherever the page was last clicked or focused.
_STEP = """() => {
  const walk = window.keyboardWalk, at = document.activeElement;
  if (!at || at === document.body) return false;
  if (walk.reached.has(at)) return at === [...walk.reached][0];
  walk.reached.add(at);
  const before = walk.before.get(at);
  if ((before !== undefined && walk.look(at) === before) || walk.isClear(at)) walk.unseen.add(at);
  if (!walk.isUncovered(at)) walk.covered.add(at);
  return false;
}"""

_END = """() => {
  const walk = window.keyboardWalk;
  const sameGroup = (element) => [...walk.reached].some((at) => at.type === "radio" && element.type === "radio" && at.name === element.name);
  const missed = walk.wanted.filter((element) => !walk.reached.has(element) && !sameGroup(element) && element.isConnected && walk.isSeen(element));
  return [
    ...missed.map((element) => `not reached by Tab: ${walk.named(element)}`),
    ...[...walk.unseen].map((element) => `focus not seen on ${walk.named(element)}`),
    ...[...walk.covered].map((element) => `covered while it has the focus: ${walk.named(element)}`),
  ];
}"""


def wait_until_drawn(page: Page) -> None:
    """Until Streamlit has finished the page and nothing on it says any more that it is loading."""
    page.locator(".sp-head h1").wait_for()
    page.wait_for_function(
        """() => document.querySelector('[data-test-script-state="notRunning"]')
            && !document.querySelector('.sp-loading, [data-testid=stSpinner], [data-stale=true]')""",
        timeout=READY_WITHIN,
    )


def barriers(page: Page, *, excused: tuple[Excused, ...] = EXCUSED) -> list[str]:
    """What axe-core calls serious or critical, but for what is excused: "rule: selector of the element: its beginning"."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    with whole_in_sight(page):
        found = page.evaluate(f"axe.run({json.dumps(AXE_OPTIONS)})")["violations"]
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {node['html'][:120]}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
        if not any(_excuses(page, excuse, violation["id"], node) for excuse in excused)
    ]


def faults(page: Page, *, streamlits: Sequence[str] = ()) -> list[str]:
    """What axe-core finds in our part of the page, of whatever weight, but for rules that a part of Streamlit's breaks there."""
    found = Axe().run(page, context={"include": [["[data-testid=stMain]"]]}).response["violations"]
    return [f"{fault['id']}: {node['target']}" for fault in found if fault["id"] not in streamlits for node in fault["nodes"]]


@contextmanager
def whole_in_sight(page: Page) -> Iterator[None]:
    """A window as high as the page: axe-core passes over the contrast of what would have to be scrolled to."""
    size = page.viewport_size
    height = page.evaluate("(document.querySelector('[data-testid=stMain]') || document.documentElement).scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], min(height, HIGHEST))})
    page.wait_for_timeout(100)
    yield
    page.set_viewport_size(size)


def still_needed(page: Page, excuse: Excused) -> bool:
    """Whether axe-core still finds on this page what is excused."""
    return barriers(page, excused=(excuse,)) != barriers(page, excused=())


def headings_astray(page: Page) -> list[str]:
    """One heading of level 1, the first of all, and none that skips a level on the way down."""
    headings = page.evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")]
            .filter((heading) => heading.checkVisibility({visibilityProperty: true}))
            .map((heading) => [Number(heading.ariaLevel || heading.tagName[1]), heading.textContent.trim().slice(0, 60)])"""
    )
    levels = [level for level, _ in headings]
    wrong = (
        []
        if levels[:1] == [1] and levels.count(1) == 1
        else [f"headings of level 1: {[text for level, text in headings if level == 1]}"]
    )
    wrong += [f"empty heading of level {level}" for level, text in headings if not text]
    return wrong + [
        f"level {level} after level {before}: {text}"
        for before, (level, text) in zip(levels, headings[1:], strict=False)
        if level > before + 1
    ]


def keyboard_troubles(page: Page) -> list[str]:
    """What Tab does not reach, where the focus cannot be seen, and what hides behind something else while it has the focus.

    Walks the page once around; leaves the focus where the walk ended.
    """
    page.evaluate(_IN_THE_PAGE)
    wanted = page.evaluate(_BEGIN, INTERACTIVE)
    for _ in range(wanted + 25):
        page.keyboard.press("Tab")
        if page.evaluate(_STEP):
            break
    return page.evaluate(_END)


def cut_off(page: Page) -> list[str]:
    """What stands out at the right edge, so that it is cut off or has to be scrolled to; a table that scrolls by itself may."""
    return page.evaluate(
        """() => {
          const main = document.querySelector("[data-testid=stMain]");
          if (main.scrollWidth <= main.clientWidth && document.documentElement.scrollWidth <= innerWidth) return [];
          const scrolls = (element) => {
            for (let at = element.parentElement; at && at !== main; at = at.parentElement)
              if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(at).overflowX)) return true;
            return false;
          };
          return [...main.querySelectorAll("*")]
            .filter((element) => element.getBoundingClientRect().right > main.getBoundingClientRect().right + 1 && !scrolls(element))
            .map((element) => `stands out at the right: ${element.tagName.toLowerCase()}.${element.className}`.slice(0, 120));
        }"""
    )


def open_everything(page: Page) -> None:
    """Unfolds every <details> of the page."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")


def spoken(page: Page) -> list[tuple[str, str]]:
    """Live regions in the accessibility tree, as (role, what they say now): what a screen reader can hear from."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def text(node: dict) -> str:
        own = node["name"].get("value", "") if node.get("role", {}).get("value") == "StaticText" else ""
        return own + "".join(text(by_id[child]) for child in node.get("childIds", ()) if child in by_id)

    return [
        (node["role"]["value"], text(node))
        for node in nodes
        if not node.get("ignored")
        and any(p["name"] == "live" and p["value"].get("value") == "polite" for p in node.get("properties", ()))
    ]


def _excuses(page: Page, excuse: Excused, rule: str, node: dict) -> bool:
    target = node["target"][0] if isinstance(node["target"][0], str) else node["target"][0][0]
    return excuse.rule == rule and page.evaluate(
        "([target, selector]) => !!document.querySelector(target)?.closest(selector)", [target, excuse.selector]
    )
