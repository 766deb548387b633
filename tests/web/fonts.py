"""A browser's only font: a fontconfig of our own that shows Chromium one family and hides what else is installed.

A page that holds in a wide and in a narrow font holds in what lies between. Knows neither pages nor tests.
"""

from __future__ import annotations

import os
from pathlib import Path

FAMILIES = {
    "wide": ("DejaVuSans", "fonts-dejavu-core"),
    "narrow": ("RobotoCondensed", "fonts-roboto-unhinted"),
}
"""By what the font is: the files' name without the weight, and Debian's package."""
WEIGHTS = (".ttf", "-Regular.ttf", "-Bold.ttf", "-Italic.ttf", "-BoldItalic.ttf", "-Oblique.ttf")
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "fonts",
)
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <include ignore_missing="yes">/etc/fonts/conf.d</include>
</fontconfig>
"""


def font_files(name: str) -> list[Path]:
    """The installed files of a font; none where its package is missing."""
    wanted = {FAMILIES[name][0] + weight for weight in WEIGHTS}
    found = {path.name: path for folder in FOLDERS for path in folder.rglob("*.ttf") if path.name in wanted}
    return sorted(found.values())


def only(name: str, folder: Path) -> Path:
    """Write a fontconfig into a folder that knows this font alone; the path for FONTCONFIG_FILE."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True)
    for path in font_files(name):
        (fonts / path.name).symlink_to(path)
    config = folder / "fonts.conf"
    config.write_text(CONFIG.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    return config
