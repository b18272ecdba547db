"""What two parties settle on, against the chance that someone intervenes; beside it the division now."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, text, wrap

WIDTH, HEIGHT = 660.0, 440.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 452.0, 84.0, 364.0
BAR, BAR_WIDE = 492.0, 50.0


class Point(NamedTuple):
    """At a chance 0…1 of intervention: what each can count on, what the first gets (None without a deal); in shares of the surplus."""

    chance: float
    first: float
    second: float
    gets: float | None


def picture(curve: Sequence[Point], now: Point, names: tuple[str, str], total: int, *, title: str, words: str) -> str:
    """Draw the curve (the points in order of the chance), where the parties are now, and the division there; `total` is the surplus in points."""
    ink, soft, line, paper, bad = (COLOURS[c] for c in ("ink", "soft", "line", "paper", "bad"))
    accent, tint = ACCENTS["proces"], TINTS["proces"]

    def x(chance: float) -> float:
        return LEFT + (RIGHT - LEFT) * chance

    def y(share: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * min(1.0, max(0.0, share))

    one, other = (wrap(name, 18, 1)[0] for name in names)
    floor = " ".join(f"L{x(p.chance):.1f} {y(p.first):.1f}" for p in curve)
    roof = " ".join(f"L{x(p.chance):.1f} {y(1 - p.second):.1f}" for p in curve)
    out = [
        text(14, 20, f"Punten voor {one}, bij elke kans op ingrijpen", size=15, weight=650),
        _swatch(34, tint, accent),
        text(36, 45, f"onder: hierop rekent {one} zonder afspraak", size=14, fill=accent),
        _swatch(55, COLOURS["tint"], line),
        text(36, 66, f"boven: hierop rekent {other} zonder afspraak", size=14, fill=soft),
        f'<path d="M{LEFT} {BOTTOM}{floor}L{RIGHT} {BOTTOM}Z" fill="{tint}" stroke="{accent}" stroke-width="1.5"/>',
        f'<path d="M{LEFT} {TOP}{roof}L{RIGHT} {TOP}Z" fill="{COLOURS["tint"]}" stroke="{line}" stroke-width="1.5" stroke-dasharray="6 4"/>',
    ]
    none = [p for p in curve if p.gets is None]
    if none:
        bars = "".join(f"M{x(p.chance):.1f} {y(1 - p.second):.1f}V{y(p.first):.1f}" for p in none)
        out.append(f'<path d="{bars}" stroke="{bad}" stroke-width="1.6"/>')
    runs: list[list[Point]] = [[]]
    for p in curve:
        if p.gets is None:
            runs.append([])
        else:
            runs[-1].append(p)
    for run in runs:
        if len(run) > 1:
            path = "L".join(f"{x(p.chance):.1f} {y(p.gets or 0):.1f}" for p in run)
            out.append(f'<path d="M{path}" fill="none" stroke="{accent}" stroke-width="4"/>')
    for tick in (0, 25, 50, 75, 100):
        out.append(text(x(tick / 100), BOTTOM + 19, f"{tick}%", size=14, anchor="middle", fill=soft))
        out.append(text(LEFT - 8, y(tick / 100) + 5, str(round(total * tick / 100)), size=14, anchor="end", fill=soft))
    out.append(f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}V{TOP}Z" fill="none" stroke="{ink}" stroke-width="1.2"/>')
    out.append(text((LEFT + RIGHT) / 2, BOTTOM + 40, "kans dat iemand ingrijpt als het misgaat", size=14.5, anchor="middle"))
    out.append(
        text(
            14,
            BOTTOM + 64,
            f"Dikke lijn: wat {one} krijgt." + (" Rode strepen: geen afspraak mogelijk." if none else ""),
            size=14,
            fill=soft,
        )
    )
    out.append(f'<path data-key="nu" d="M{x(now.chance):.1f} {TOP}V{BOTTOM}" stroke="{ink}" stroke-width="2" stroke-dasharray="3 3"/>')
    if now.gets is not None:
        out.append(
            f'<circle data-key="punt" class="rk-shape" cx="{x(now.chance):.1f}" cy="{y(now.gets):.1f}" r="7" fill="{paper}" stroke="{accent}" stroke-width="4"/>'
        )
    out.append(_division(now, one, other, total, y))
    return document("".join(out), width=WIDTH, height=HEIGHT, title=title, words=words)


def _swatch(top: float, fill: str, edge: str) -> str:
    return f'<rect x="15" y="{top}" width="14" height="13" fill="{fill}" stroke="{edge}" stroke-width="1.5"/>'


def _division(now: Point, one: str, other: str, total: int, y: Callable[[float], float]) -> str:
    ink, line, bad = COLOURS["ink"], COLOURS["line"], COLOURS["bad"]
    accent, says = ACCENTS["proces"], BAR + BAR_WIDE + 10
    frame = f'<rect x="{BAR}" y="{TOP}" width="{BAR_WIDE}" height="{BOTTOM - TOP}" fill="none" stroke="{ink}" stroke-width="1.2"/>'
    head = text(BAR - 6, TOP - 22, "De afspraak nu", size=15, weight=650)
    if now.gets is None:
        cross = (
            f'<path d="M{BAR} {TOP}L{BAR + BAR_WIDE} {BOTTOM}M{BAR + BAR_WIDE} {TOP}L{BAR} {BOTTOM}" stroke="{bad}" stroke-width="2.5"/>'
        )
        said = "".join(
            text(says, (TOP + BOTTOM) / 2 + 18 * i, word, size=14.5, weight=650, fill=bad)
            for i, word in enumerate(("geen", "afspraak", "mogelijk"))
        )
        return head + frame + cross + said
    split = y(now.gets)
    own, rest = round(total * now.gets), total - round(total * now.gets)
    parts = (
        f'<rect data-key="deel:een" class="rk-shape" x="{BAR}" y="{split:.1f}" width="{BAR_WIDE}" height="{BOTTOM - split:.1f}" fill="{accent}"/>'
        f'<rect data-key="deel:ander" class="rk-shape" x="{BAR}" y="{TOP}" width="{BAR_WIDE}" height="{split - TOP:.1f}" fill="{COLOURS["tint"]}" stroke="{line}" stroke-width="1.5"/>'
    )
    up = min(max((TOP + split) / 2, TOP + 16), BOTTOM - 96)
    down = min(max((split + BOTTOM) / 2, up + 64), BOTTOM - 38)
    label = ""
    for at, name, number in ((up, other, rest), (down, one, own)):
        lines = [*wrap(name, 12, 2), str(number)]
        label += "".join(text(says, at + 18 * i, part, size=14, weight=650 if i == len(lines) - 1 else 400) for i, part in enumerate(lines))
    return head + parts + frame + label
