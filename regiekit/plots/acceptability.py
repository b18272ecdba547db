"""Who comes first under how many of the possible weights: a bar with a number per candidate."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

WIDTH = 660.0
NAMES, LEFT, WIDE = 172.0, 182.0, 420.0
TOP, ROW, THICK, FOOT = 62.0, 28.0, 17.0, 58.0


class Bar(NamedTuple):
    """A candidate: share 0…1 of the weights, standard error, whether it is the director of the case, a short text beside the bar."""

    key: str
    name: str
    share: float
    error: float
    director: bool
    says: str


def picture(bars: Sequence[Bar], rows: int, basis: str, *, title: str, words: str) -> str:
    """Draw the bars below one another in the given order, with room for `rows` of them; `basis` is said below: how the shares were found."""
    ink, soft, line = COLOURS["ink"], COLOURS["soft"], COLOURS["line"]
    bottom = TOP + ROW * rows

    def at(share: float) -> float:
        return LEFT + WIDE * share

    out = [
        text(14, 20, "In hoeveel van de 100 wegingen komt deze kandidaat vooraan?", size=15, weight=650),
        text(14, 40, "■ regisseur uit de casus", size=14, fill=ACCENTS["proces"], weight=650),
        text(236, 40, "□ andere kandidaat", size=14, fill=soft),
    ]
    for tenth in range(0, 101, 25):
        x = at(tenth / 100)
        out.append(f'<path d="M{x:.1f} {TOP - 6:.1f}V{bottom:.1f}" stroke="{line}" stroke-width="0.7" stroke-dasharray="1 4"/>')
        out.append(text(x, bottom + 18, str(tenth), size=14, anchor="middle", fill=soft))
    out += [_bar(bar, TOP + ROW * (i + 0.5), at) for i, bar in enumerate(bars)]
    out.append(f'<path d="M{LEFT:.1f} {TOP - 6:.1f}V{bottom:.1f}" stroke="{ink}" stroke-width="1.5"/>')
    out.append(text(14, bottom + 44, basis, size=14, fill=soft))
    return document("".join(out), width=WIDTH, height=bottom + FOOT, title=title, words=words)


def _bar(bar: Bar, y: float, at: Callable[[float], float]) -> str:
    accent, tint, ink, soft = ACCENTS["proces"], TINTS["proces"], COLOURS["ink"], COLOURS["soft"]
    first = bar.share > 0
    x0, x1 = at(0), at(bar.share)
    shape = (
        f'<rect class="rk-shape" x="{x0:.1f}" y="{y - THICK / 2:.1f}" width="{x1 - x0:.1f}" height="{THICK}" '
        f'fill="{accent if bar.director else tint}" stroke="{accent}" stroke-width="1.5"/>'
        if first
        else ""
    )
    low, high = at(max(0.0, bar.share - 2 * bar.error)), at(min(1.0, bar.share + 2 * bar.error))
    rim = f'<path d="M{low:.1f} {y:.1f}H{high:.1f}" stroke="{ink}" stroke-width="3"/>' if bar.error and first else ""
    number = "0" if not first else "<1" if bar.share < 0.005 else str(round(100 * bar.share))
    key = escape(bar.key)
    name = wrap(bar.name, 20, 1)[0]
    return (
        f'<g data-key="p:{key}" data-pick="{key}" aria-label="{escape(bar.name)}"><title>{escape(bar.name)}</title>'
        f'<rect x="4" y="{y - ROW / 2:.1f}" width="{WIDTH - 8:.1f}" height="{ROW}" fill="{COLOURS["paper"]}" fill-opacity="0"/>'
        f"{text(NAMES, y + 5, name, size=14.5, anchor='end', weight=650 if first else 400, fill=ink if first else soft)}{shape}{rim}"
        f"{text(high + 7, y + 5, number, size=15, weight=650 if first else 400, fill=ink if first else soft)}"
        f"{text(high + 32, y + 5, bar.says, size=14, fill=soft)}</g>"
    )
