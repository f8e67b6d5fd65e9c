"""The pinned fonts of documents: a Latin and a Chinese family, from the front-end packages."""

from __future__ import annotations

from pathlib import Path

PACKAGES = Path(__file__).resolve().parents[2] / "node_modules" / "@expo-google-fonts"
FONT_FAMILIES = ("Inter", "Noto Sans SC")
WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
FONT_DIRS = tuple(PACKAGES / family / weight for family in ("inter", "noto-sans-sc") for weight in WEIGHTS)


class FontsMissing(RuntimeError):
    """The pinned fonts are not installed: a document without them would lose characters."""


def font_files(font_dirs: tuple[Path, ...]) -> list[Path]:
    """The font files of all folders.

    raises  FontsMissing when a folder holds none
    """
    files = []
    for folder in font_dirs:
        found = sorted([*folder.glob("*.ttf"), *folder.glob("*.otf")])
        if not found:
            raise FontsMissing(f"No font in {folder}: install the front-end packages with npm ci.")
        files += found
    return files
