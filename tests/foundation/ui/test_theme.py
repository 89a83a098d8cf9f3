"""The theme's colors can be read, and what is built is small, whole and within the content policy."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[3] / "frontoffice" / "foundation" / "ui"
BUILT = UI / "static" / "ui" / "built"
TOKENS = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (UI / "styles" / "tokens.css").read_text()))

SURFACES = ["surface", "surface-sunk", "surface-raised", "selected", "hover"]
TEXT_ON_SURFACES = ["ink", "ink-soft", "link", "link-hover", "late", "soon", "error", "primary"]
PAIRS = [
    *((text, surface) for text in TEXT_ON_SURFACES for surface in SURFACES),
    *((f"on-{kind}", kind) for kind in ["primary"]),
    *(("on-primary", f"primary-{shade}") for shade in ["dark", "darker"]),
    *(("on-primary", badge) for badge in ["info", "success", "warning", "error", "neutral"]),
    *(
        ("ink", f"{kind}-surface")
        for kind in ["info", "success", "warning", "error", "neutral", "note", "reply", "mark"]
    ),
    *(("ink-soft", f"{kind}-surface") for kind in ["info", "success", "warning", "error", "note", "reply"]),
    *(
        ("link", f"{kind}-surface")
        for kind in ["info", "success", "warning", "error", "note", "reply", "mark"]
    ),
    ("on-bar", "primary-darker"),
    ("on-bar-soft", "primary-darker"),
]
# Lines and icons that carry meaning by themselves, and the focus ring.
GRAPHICS = [
    *(("field-line", surface) for surface in SURFACES),
    *(("focus", surface) for surface in SURFACES),
    *((kind, f"{kind}-surface") for kind in ["info", "success", "warning", "error"]),
    *((f"chart-{number}", "surface") for number in range(1, 5)),
    ("bar-mark", "primary-darker"),
    ("primary", "surface"),
]


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("mark", "ground"), GRAPHICS)
def test_marks_stand_out(mark: str, ground: str) -> None:
    assert contrast(TOKENS[mark], TOKENS[ground]) >= 3


def built(name: str) -> str:
    path = BUILT / name
    assert path.exists(), "run assets/build.py"
    return path.read_text()


@pytest.mark.parametrize("name", ["base.css", "desk.css", "app.js"])
def test_what_is_built_names_nothing_outside(name: str) -> None:
    text = built(name)
    assert "sourceMappingURL" not in text
    outside = [url for url in re.findall(r"url\(([^)]*)\)", text) if re.match(r"[\"']?(https?:)?//", url)]
    assert outside == []


def test_what_the_sheets_name_is_there() -> None:
    named = set(re.findall(r"url\([\"']?(?!data:)([^)\"']+\.woff2)", built("base.css")))
    assert named
    assert [name for name in named if not (BUILT / name).exists()] == []


@pytest.mark.parametrize(
    ("name", "kilobytes"), [("base.css", 90), ("desk.css", 20), ("app.js", 110), ("icons.svg", 40)]
)
def test_what_is_built_stays_small(name: str, kilobytes: int) -> None:
    assert len(built(name).encode()) <= kilobytes * 1024


def test_the_sprite_holds_every_icon_that_is_listed() -> None:
    listed = set((UI / "icons.txt").read_text().split())
    assert set(re.findall(r'<symbol id="([a-z_]+)"', built("icons.svg"))) == listed


def test_every_word_the_script_says_is_in_the_page() -> None:
    said = set()
    for module in (UI / "scripts").glob("*.js"):
        said |= set(re.findall(r'word\(\s*"([a-z-]+)"', module.read_text()))
        said |= set(re.findall(r'"(not-sent-[a-z-]+)"', module.read_text()))
        for pair in re.findall(
            r'\? "(count-[a-z]+)" : [^"]*"(count-[a-z]+)" : "(count-[a-z]+)"', module.read_text()
        ):
            said |= set(pair)
    words = (UI / "templates" / "ui" / "parts" / "words.html").read_text()
    assert said == set(re.findall(r'data-word="([a-z-]+)"', words))
