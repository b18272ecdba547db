"""The look: contrast in light and dark, signs told apart without colour, texts that fit."""

import itertools
import re
from importlib.resources import files
from math import hypot

import pytest

from regiekit.cases.model import PARTY_KINDS, TIE_KINDS
from regiekit.plots.style import ACCENTS, COLOURS, LINES, OWN_LINES, SHAPE_NAMES, SHAPES, TINTS, UNKNOWN
from regiekit.plots.svg import cut, escape, text_width, wrap

CSS = (files("regiekit.widgets") / "static" / "panel.css").read_text(encoding="utf-8")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def variables(selector):
    """The colours of the rules with exactly this selector."""
    out = {}
    for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS):
        if names.strip() == selector:
            out |= dict(re.findall(r"--rk-(\w+): (#[0-9a-f]{6})", body))
    return out


DARK = 'body[data-jp-theme-light="false"] .rk'


def themes():
    for strategy in ("structuur", "begin", "cultuur", "proces"):
        own = "" if strategy == "structuur" else f".rk-{strategy}"
        yield f"licht {strategy}", variables(".rk") | (variables(own) if own else {})
        yield f"donker {strategy}", variables(DARK) | (variables(f"{DARK} {own}") if own else {})


def test_contrast_of_a_known_pair():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("name", "palette"), list(themes()))
def test_contrast(name, palette):
    assert set(palette) >= {*COLOURS, "accent", "tinted"}
    for text in ("ink", "soft", "accent", "good", "bad"):
        for ground in ("paper", "tint"):
            assert contrast(palette[text], palette[ground]) >= 4.5, (name, text, ground)
    assert contrast(palette["ink"], palette["tinted"]) >= 4.5
    for mark in ("line", "ink", "accent"):
        for ground in ("paper", "tint", "tinted"):
            assert contrast(palette[mark], palette[ground]) >= 3, (name, mark, ground)


def test_the_light_theme_is_the_palette_of_the_pictures():
    light = variables(".rk")
    assert {k: light[k] for k in COLOURS} == COLOURS
    assert (light["accent"], light["tinted"]) == (ACCENTS["structuur"], TINTS["structuur"])
    for strategy in ("begin", "cultuur", "proces"):
        assert variables(f".rk-{strategy}") == {"accent": ACCENTS[strategy], "tinted": TINTS[strategy]}


def test_pictures_use_only_colours_that_a_theme_can_change(kit):
    known = {*COLOURS.values(), *ACCENTS.values(), *TINTS.values()}
    for key in kit.experiments:
        svg = kit.drawn(key, kit.shipped["regio"], kit.stands(key, kit.shipped["regio"])[0])
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", svg)) <= known, key


def test_every_kind_has_a_shape_and_a_line():
    assert set(SHAPES) == set(SHAPE_NAMES) == {*PARTY_KINDS, UNKNOWN}
    assert set(LINES) == {*TIE_KINDS, UNKNOWN}


def outline(corners, steps=90):
    """Distance from the middle to the rim of a shape in `steps` directions."""
    from math import cos, pi, sin

    if corners is None:
        return [1.0] * steps
    out = []
    for i in range(steps):
        dx, dy = cos(2 * pi * i / steps + 0.01), sin(2 * pi * i / steps + 0.01)
        far = 0.0
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            ex, ey = bx - ax, by - ay
            cross = dx * ey - dy * ex
            if abs(cross) > 1e-9:
                along, across = (ax * ey - ay * ex) / cross, (ax * dy - ay * dx) / cross
                if along > 0 and 0 <= across <= 1:
                    far = max(far, along)
        out.append(far)
    return out


def test_shapes_differ_without_colour():
    rims = {kind: outline(corners) for kind, corners in SHAPES.items()}
    for one, other in itertools.combinations(rims, 2):
        apart = max(abs(a - b) for a, b in zip(rims[one], rims[other], strict=True))
        assert apart > 0.15, (one, other)
    assert all(hypot(x, y) <= 1.6 for c in SHAPES.values() if c for x, y in c)


def test_lines_differ_without_colour():
    for (one, (width1, dash1)), (other, (width2, dash2)) in itertools.combinations([*LINES.items(), *enumerate(OWN_LINES)], 2):
        assert dash1 != dash2 or max(width1, width2) >= 1.8 * min(width1, width2), (one, other)


def test_escape():
    assert escape("<a b=\"c\" d='e'>&") == "&lt;a b=&quot;c&quot; d=&#x27;e&#x27;&gt;&amp;"
    assert escape("a\x00\x1f\x7f\ufffe\ud800b\n\tc") == "ab\n\tc"
    assert escape(3.5) == "3.5"


@pytest.mark.parametrize(
    ("label", "width", "lines", "shown"),
    [
        ("Gemeente", 16, 2, ("Gemeente",)),
        ("", 16, 2, ("",)),
        ("SWV Onderwijs", 10, 2, ("SWV", "Onderwijs")),
        ("Jeugd-ggz", 6, 2, ("Jeugd-", "ggz")),
        ("aan - uit", 16, 2, ("aan - uit",)),
        ("Woningcorporatie", 14, 2, ("Woningcorpora-", "tie")),
        ("Jeugdbescherming", 10, 2, ("Jeugd-", "beschermi…")),
        ("Jeugdbescherming", 13, 2, ("Jeugdbescher-", "ming")),
        ("Woningcorporatie", 14, 1, ("Woningcorpora…",)),
        ("een twee drie vier", 8, 2, ("een twee", "drie…")),
    ],
)
def test_wrap(label, width, lines, shown):
    assert wrap(label, width, lines) == shown


@pytest.mark.parametrize("width", range(4, 20))
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_wrap_keeps_to_its_room(kit, width, lines):
    for label in (*kit.short, "x" * 200, "a-b-c-d-e-f-g", "- - - -", "één twee-drie vier vijf zes zeven", "🏠" * 30):
        shown = wrap(label, width, lines)
        assert 1 <= len(shown) <= lines
        assert all(len(line) <= width for line in shown)
        letters = "".join(shown).replace("-", "").replace("…", "").replace(" ", "")
        assert label.replace("-", "").replace(" ", "").startswith(letters)
        if not shown[-1].endswith("…"):
            assert letters == label.replace("-", "").replace(" ", "")


def test_text_width_grows_with_text_and_size():
    assert text_width("", 15) == 0
    assert text_width("abc", 10) == pytest.approx(text_width("abcabc", 5))


@pytest.mark.parametrize(("face", "bold", "off"), [("DejaVuSans", False, 0.04), ("DejaVuSans-Bold", True, 0.09)])
def test_text_width_is_that_of_the_widest_face(kit, face, bold, off):
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    font = TTFont(f"{get_data_path()}/fonts/ttf/{face}.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    labels = {p.label for case in kit.shipped.values() for p in case.parties} | {
        "van 12 naar 34%",
        "Werkweek",
        "illegitiem",
        "MMM",
        '<b>&"@',
    }
    for label in labels:
        real = sum(widths[glyphs[ord(one)]][0] for one in label) / font["head"].unitsPerEm
        assert text_width(label, 1, bold) == pytest.approx(real, rel=off), label


@pytest.mark.parametrize("room", range(10, 140, 10))
def test_cut_keeps_to_its_room_and_cuts_no_more_than_it_must(room):
    for text in ("Omgevingsdienst", "Mijn willige wil", "WWW", "i" * 40):
        shown = cut(text, room, 14)
        assert text_width(shown, 14) <= room or shown == "…"
        if shown != text:
            kept = shown.removesuffix("…")
            assert shown == f"{kept}…"
            assert text.startswith(kept)
            assert text_width(f"{text[: len(kept) + 1].rstrip()}…", 14) > room or text[len(kept)] == " "
