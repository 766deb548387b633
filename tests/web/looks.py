"""How a page looks: fonts, widths and schemes it must hold in, and what can be wrong with it.

`./run test` sees each page in one font, light, in a wide and in a narrow window, and asks axe in the wide one;
what bears the mark `ci` is the rest of the matrix. A look goes from page to page in one window, as a reader does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.web.fonts import FAMILIES

Look = tuple[str, str, int]
"""Font, scheme, and width in pixels."""
SCHEMES = ("light", "dark")
WIDTHS = (320, 360, 375, 414, 768, 1024, 1280)
ALWAYS = {("wide", "light", 360), ("wide", "light", 1280)}
LOOKS = [
    pytest.param(look, marks=[] if look in ALWAYS else [pytest.mark.ci], id="-".join(map(str, look)))
    for look in product(FAMILIES, SCHEMES, WIDTHS)
]
"""For tests that take a `look`."""

NO_AXE = ("wide", "light", 360)
"""What axe says of it, it says of dark, or of the other font, as well: seconds a page, and always asked for."""

INLINE = (
    ".vh, svg, p.notice, .notice.done, .holds, .banner, .words, .who, .how, .zero, .title, .skip, h2, p.foot, "
    ".known, p.quiet, .tallies, .choice, .help p, .accounts td, .to-compare"
)
"""Targets in a line of text, or whose label is the target."""
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
"""What axe is asked; told of what holds as well, it takes twice as long."""
LAYOUT = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


def wrong_with(page: Any, *, axe: bool = True) -> list[str]:
    """What is wrong with an open page: its layout, what axe finds, what it logged; the page needs `bypass_csp`."""
    from axe_playwright_python.sync_playwright import Axe

    wrong: list[str] = page.evaluate(LAYOUT, {"inline": INLINE})
    if axe:
        found = Axe().run(page, options=AXE)
        wrong += [found.generate_report()] if found.violations_count else []
    return wrong + list(page.troubles)


def wrong_in(
    open_page: Callable[..., Any], look: Look, pages: Mapping[str, str], *, unfolded: bool = False
) -> list[str]:
    """What is wrong with pages of a site, by name, in a look; `unfolded` opens whatever is folded but menus."""
    font, scheme, width = look
    page, wrong = None, []
    for name, address in pages.items():
        if page is None:
            page = open_page(address, font=font, width=width, color_scheme=scheme, bypass_csp=True)
        else:
            page.troubles.clear()
            page.goto(urljoin(page.url, address))
        if unfolded:
            page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)")
        wrong += [f"{name}: {line}" for line in wrong_with(page, axe=look != NO_AXE)]
    return wrong
