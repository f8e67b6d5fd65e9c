"""How the first screen of a program is measured: what of its seven answers lies below the edge of a common screen."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize, expect

SCREEN: ViewportSize = {"width": 1440, "height": 900}
SMALLEST = 13
"""Pixels of type below which an answer is no longer read at a glance."""
ANSWERS = {
    "sentence": ".headline",
    "next gate": ".first-gate",
    "metric": ".first-result",
    "constraint": ".first-constraint",
    "interface and wait": ".first-handoffs",
    "attention": ".first-attention",
    "changed": ".first-changed",
    "how complete": ".as-of",
    "reported and computed": ".first-status",
}
"""What a program says first, and where it stands; the first and the last of the seven are in two places each."""
TINY = """(smallest) => {
  const found = new Set();
  for (const place of document.querySelectorAll(".headline, .as-of, .setup, .grid-first")) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const of = text.parentElement;
      const seen = text.data.trim() && !of.closest("svg") && of.checkVisibility();
      if (seen && parseFloat(getComputedStyle(of).fontSize) < smallest) found.add(text.data.trim());
    }
  }
  return [...found];
}"""


def open_first_screen(page: Page, address: str) -> None:
    """The page of a program on a common screen, its charts drawn."""
    page.set_viewport_size(SCREEN)
    page.goto(address)
    for chart in page.locator(".grid-first [data-chart]").all():
        expect(chart.locator("svg")).to_be_visible()


def ends(page: Page) -> dict[str, float]:
    """Where each answer ends, in pixels from the top of the page; an answer that is not there ends nowhere."""
    found = {}
    for name, place in ANSWERS.items():
        box = page.locator(place).bounding_box()
        found[name] = box["y"] + box["height"] if box is not None else float("inf")
    return found


def cut_off(page: Page) -> list[str]:
    """Answers that cannot be read to their end without scrolling."""
    return [f"{name}: {end:.0f}" for name, end in ends(page).items() if end > SCREEN["height"]]


def tiny(page: Page) -> list[str]:
    """Words of the first screen that are set too small."""
    found: list[str] = page.evaluate(TINY, SMALLEST)
    return found
