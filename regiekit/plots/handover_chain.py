"""Routes as chains: a stream that narrows at every handover, with the number that is left in each link."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, text_width, wrap

WIDE = 660.0
LEFT, RIGHT = 22.0, 62.0  # margins; at the right stands what arrives
FEWEST, MOST = 65.0, 96.0  # height of a route
HIGH = 500.0  # of all routes together, where there are few
BOX = 30.0  # height of a link, and of the stream when everyone is there
NAME, SMALL = 12.5, 10.5  # size of a name, at most and at least
BROAD = 0.59  # width of its characters, so that it keeps clear of the next also in a broad font
ACCENT, TINT = ACCENTS["cultuur"], TINTS["cultuur"]


class Chain(NamedTuple):
    """A route: labels of its steps, how many are left at each, and for each handover whether it is warm; `risk` when it is one of high risk."""

    steps: Sequence[str]
    left: Sequence[float]
    warm: Sequence[bool]
    risk: bool = False


def people(number: float) -> str:
    """A number of people as it fits in a link: whole, with a decimal below ten, in thousands when long."""
    if number >= 99_999.5:
        return f"{number / 1e6:.1f}M".replace(".", ",") if number >= 999_500 else f"{number / 1000:.0f}k"
    shown = f"{number:.0f}" if number >= 9.95 or number == round(number) else f"{number:.1f}"
    return shown.replace(".", ",")


def picture(chains: Sequence[Chain], rest: str = "", *, title: str, words: str) -> str:
    """Draw the routes below one another.

    Args:
        chains: the routes, the ordinary one first.
        rest: what to say of routes that are not drawn.
        title, words: name and description.
    """
    deep = min(MOST, max(FEWEST, HIGH / max(1, len(chains))))
    pitch = (WIDE - LEFT - RIGHT) / max([2, *(len(c.steps) for c in chains)])
    out = [text(WIDE - 6, 17, "tot het eind", size=13, anchor="end", fill=COLOURS["soft"])]
    for row, chain in enumerate(chains):
        out.append(_row(chain, row, 24 + row * deep, pitch))
    base = 24 + len(chains) * deep + 16
    if rest:
        out.append(text(LEFT, base, rest, size=13, fill=COLOURS["soft"]))
        base += 22
    return document("".join(out) + _legend(base), width=WIDE, height=base + 36, title=title, words=words)


def _row(chain: Chain, row: int, top: float, pitch: float) -> str:
    ink, soft, paper, bad, line = (COLOURS[k] for k in ("ink", "soft", "paper", "bad", "line"))
    middle = top + NAME + 6 + BOX / 2
    start = chain.left[0] or 1
    box = min(50.0, pitch * 0.62)
    out = []
    for i, name in enumerate(chain.steps):
        x = LEFT + i * pitch
        if i + 1 < len(chain.steps):
            lost, warm = chain.left[i] - chain.left[i + 1], chain.warm[i]
            a, b = (max(1.5, BOX * n / start) / 2 for n in chain.left[i : i + 2])
            x1, x2 = x + box, x + pitch
            out.append(
                f'<polygon data-key="s:{row}:{i}" points="{x1:.1f},{middle - a:.1f} {x2:.1f},{middle - b:.1f} {x2:.1f},{middle + b:.1f} {x1:.1f},{middle + a:.1f}" '
                f'fill="{ACCENT if warm else TINT}" stroke="{ACCENT if warm else line}" stroke-width="1.2"/>'
            )
            if warm:
                out.append(badge((x1 + x2) / 2, middle, f"w:{row}:{i}"))
            out.append(
                text(
                    (x1 + x2) / 2,
                    middle + BOX / 2 + 11,
                    f"−{people(lost)}",
                    size=11.5,
                    anchor="middle",
                    weight=400 if warm else 650,
                    fill=soft if warm else bad,
                    key=f"v:{row}:{i}",
                )
            )
        dashes = ' stroke-dasharray="5 3"' if chain.risk else ""
        out.append(
            f'<rect data-key="b:{row}:{i}" x="{x:.1f}" y="{middle - BOX / 2:.1f}" width="{box:.1f}" height="{BOX:g}" rx="6" fill="{paper}" stroke="{bad if chain.risk else ink}" '
            f'stroke-width="2"{dashes}/>'
        )
        number = people(chain.left[i])
        out.append(
            text(
                x + box / 2,
                middle + 5,
                number,
                size=min(14.0, max(10.5, (box - 6) / (0.6 * len(number)))),
                anchor="middle",
                weight=650,
                key=f"n:{row}:{i}",
            )
        )
        size = min(NAME, max(SMALL, (pitch - 5) / (BROAD * max(1, len(name)))))
        out.append(text(x, top + NAME, wrap(name, max(3, int((pitch - 5) / (size * BROAD))), 1)[0], size=size, fill=ink))
    if chain.risk:
        out.append(text(LEFT - 6, middle + 6, "!", size=17, anchor="end", weight=700, fill=bad))
    out.append(
        text(WIDE - 6, middle + 6, f"{100 * chain.left[-1] / start:.0f}%", size=19, anchor="end", weight=700, fill=ACCENT, key=f"p:{row}")
    )
    return "".join(out)


def badge(x: float, y: float, key: str = "") -> str:
    """The mark of a warm handover: a disc with a tick."""
    named = f' data-key="{escape(key)}"' if key else ""
    return (
        f'<g{named} transform="translate({x:.1f} {y:.1f})"><circle r="8.5" fill="{COLOURS["paper"]}" stroke="{ACCENT}" stroke-width="2.2"/>'
        f'<path d="M-4 0.3L-1 3.4L4.2 -3.2" fill="none" stroke="{ACCENT}" stroke-width="2.3" stroke-linecap="round"/></g>'
    )


def _legend(y: float) -> str:
    line, bad, paper, soft = (COLOURS[k] for k in ("line", "bad", "paper", "soft"))
    samples = [
        (f'<polygon points="0,-9 40,-5 40,5 0,9" fill="{TINT}" stroke="{line}" stroke-width="1.2"/>', "koude overdracht"),
        (f'<polygon points="0,-9 40,-8 40,8 0,9" fill="{ACCENT}"/>{badge(20, 0)}', "warme overdracht"),
        (text(0, 5, "−12", size=13, weight=650, fill=bad), "kwijt"),
        (
            f'<rect x="2" y="-9" width="34" height="18" rx="5" fill="{paper}" stroke="{bad}" stroke-width="2" stroke-dasharray="5 3"/>',
            "! hoog risico",
        ),
    ]
    x, out = 14.0, []
    for drawing, label in samples:
        room = 30 if label == "kwijt" else 48
        out.append(f'<g transform="translate({x:.1f} {y:.1f})">{drawing}{text(room, 5, label, size=14, fill=soft)}</g>')
        x += room + text_width(label, 14) + 16
    return "".join(out)
