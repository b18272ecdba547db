"""The boss and the director: what each wants and what happens in every situation, beside what each arrangement costs the boss."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text, wrap

WIDTH, HEIGHT = 660.0, 446.0
LEFT, RIGHT, TOP, BOTTOM = 48.0, 368.0, 84.0, 372.0
HIGHEST = 1.5  # the highest action that is drawn
BARS, BAR_END, MOST = 400.0, 606.0, 300.0  # a loss of MOST fills the room for the bars
ROW = 62.0


class Bar(NamedTuple):
    """An arrangement: what it is called and the boss's loss (a fixed plan = 100)."""

    name: str
    loss: float


def picture(
    happens: Sequence[tuple[float, float]], bias: float, believed: tuple[float, float], bars: Sequence[Bar], *, title: str, words: str
) -> str:
    """Draw what happens (points state 0…1, action), the wishes, the states the boss believes in (from, to), and the bars, the first one being now."""
    ink, soft, line = COLOURS["ink"], COLOURS["soft"], COLOURS["line"]
    accent, tint = ACCENTS["proces"], TINTS["proces"]

    def x(state: float) -> float:
        return LEFT + (RIGHT - LEFT) * state

    def y(action: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * min(HIGHEST, action) / HIGHEST

    path = "L".join(f"{x(s):.1f} {y(a):.1f}" for s, a in happens)
    out = [
        text(14, 20, "Wat doet de regisseur in welke situatie?", size=15, weight=650),
        text(14, 42, "Dik: wat er gebeurt. Dun: wat de regisseur wil.", size=14, fill=accent),
        text(14, 62, "Gestippeld: wat de baas wil. Vlak: het verschil.", size=14, fill=soft),
        f'<path d="M{path}L{x(1):.1f} {y(1):.1f}L{x(0):.1f} {y(0):.1f}Z" fill="{tint}"/>',
    ]
    for tick in (0, 50, 100):
        out.append(text(x(tick / 100), BOTTOM + 19, str(tick), size=14, anchor="middle", fill=soft))
    for tick in (0, 50, 100, 150):
        out.append(text(LEFT - 8, y(tick / 100) + 5, str(tick), size=14, anchor="end", fill=soft))
        out.append(f'<path d="M{LEFT} {y(tick / 100):.1f}H{RIGHT}" stroke="{line}" stroke-width="0.7" stroke-dasharray="1 4"/>')
    low, high = believed
    out += [
        f'<path d="M{x(0):.1f} {y(0):.1f}L{x(1):.1f} {y(1):.1f}" stroke="{ink}" stroke-width="2" stroke-dasharray="5 5"/>',
        f'<path data-key="wens" d="M{x(0):.1f} {y(bias):.1f}L{x(1):.1f} {y(1 + bias):.1f}" stroke="{accent}" stroke-width="1.6"/>',
        f'<path data-key="gebeurt" d="M{path}" fill="none" stroke="{accent}" stroke-width="4.5"/>',
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="{ink}" stroke-width="1.2"/>',
        text((LEFT + RIGHT) / 2, BOTTOM + 38, "hoeveel er nodig is", size=14.5, anchor="middle"),
        f'<path data-key="denkt" d="M{x(low):.1f} {BOTTOM + 47:.1f}v6H{x(high):.1f}v-6" fill="none" stroke="{ink}" stroke-width="2"/>',
        text((LEFT + RIGHT) / 2, BOTTOM + 69, "zo ver loopt het uiteen, denkt de baas", size=14, anchor="middle"),
        text(BARS, 20, "Verlies voor de baas", size=15, weight=650),
        text(BARS, 42, "vast projectplan = 100", size=14, fill=soft),
    ]
    for i, bar in enumerate(bars):
        top = TOP + ROW * i
        wide = (BAR_END - BARS) * min(bar.loss, MOST) / MOST
        now = not i
        out.append(
            f'<g data-key="b:{i}">{text(BARS, top, wrap(bar.name, 30, 1)[0], size=14.5, weight=650 if now else 400)}'
            f'<rect class="rk-shape" x="{BARS}" y="{top + 9:.1f}" width="{wide:.1f}" height="18" fill="{accent if now else tint}" stroke="{accent}" stroke-width="1.5"/>'
            f"{text(BARS + wide + 7, top + 23, str(round(bar.loss)), size=14.5, weight=650 if now else 400)}</g>"
        )
    return document("".join(out), width=WIDTH, height=HEIGHT, title=title, words=words)
