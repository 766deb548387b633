"""How a page looks: fonts, widths and schemes it must hold in, and what can be wrong with it.

`./run test` sees each page in one font, light, in a wide and in a narrow window, and asks axe in the wide one;
what bears the mark `ci` is the rest of the matrix.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.web.fonts import FAMILIES

SCHEMES = ("light", "dark")
WIDTHS = (320, 360, 375, 414, 768, 1024, 1280)
ALWAYS = {("wide", "light", 360), ("wide", "light", 1280)}
LOOKS = [
    pytest.param(*look, marks=[] if look in ALWAYS else [pytest.mark.ci], id="-".join(map(str, look)))
    for look in product(FAMILIES, SCHEMES, WIDTHS)
]
"""For tests that take `font, scheme, width`."""

NO_AXE = ("wide", "light", 360)
"""What axe says of it, it says of dark, or of the other font, as well: seconds a page, and always asked for."""

INLINE = (
    ".vh, svg, p.notice, .notice.done, .holds, .banner, .words, .who, .how, .zero, .title, .skip, h2, p.foot, "
    ".known, p.quiet, .tallies, .choice, .help p, .accounts td, .to-compare"
)
"""Targets in a line of text, or whose label is the target."""
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LAYOUT = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


def wrong_with(page: Any, *, axe: bool = True) -> list[str]:
    """What is wrong with an open page: its layout, what axe finds, what it logged; the page needs `bypass_csp`."""
    from axe_playwright_python.sync_playwright import Axe

    wrong: list[str] = page.evaluate(LAYOUT, {"inline": INLINE})
    if axe:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
        wrong += [found.generate_report()] if found.violations_count else []
    return wrong + list(page.troubles)
