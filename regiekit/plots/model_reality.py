"""Value gathered over the years, compared with going on as now: the promise of the model, and the fan of the new reality."""

from collections.abc import Sequence
from math import floor, isinf, log10
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

SIZE = (660.0, 560.0)
LEFT, TOP, WIDE, HIGH = 62.0, 52.0, 424.0, 400.0
ROW = 19.0  # least distance between names at the right
LINES = 14  # that fit in the picture when there is nothing to draw


class Fan(NamedTuple):
    """Values at the same moments: of the model, and of the reality that 10, 50 and 90 of the 100 futures stay below."""

    times: Sequence[float]
    model: Sequence[float]
    low: Sequence[float]
    middle: Sequence[float]
    high: Sequence[float]


class Ahead(NamedTuple):
    """From what year the fastest 10, half and 90 of the 100 futures are ahead; inf: never."""

    fast: float
    half: float
    slow: float


def picture(fan: Fan, ahead: Ahead, dip: tuple[float, float] | None, *, title: str, words: str) -> str:
    """Draw the lines against the years.

    Args:
        fan: the lines; the last of its times is the end of the axis.
        ahead: shown on the line of today, as far as it lies on the axis.
        dip: moment and depth (below 0) of the lowest point of the middle future; None: not marked.
        title, words: name and description.
    """
    accent, ink, line, soft, paper = ACCENTS["structuur"], COLOURS["ink"], COLOURS["line"], COLOURS["soft"], COLOURS["paper"]
    end = fan.times[-1]
    values = (*fan.model, *fan.low, *fan.high, 0)
    step = nice((max(values) - min(values)) / 6)
    bottom, top = floor(min(values) / step) * step, -floor(-max(values) / step) * step
    top = top if top > bottom else bottom + step

    def at(time: float) -> float:
        return LEFT + WIDE * time / end

    def up(value: float) -> float:
        return TOP + HIGH * (top - value) / (top - bottom)

    def road(series: Sequence[float]) -> str:
        return "M" + "L".join(f"{at(t):.1f} {up(v):.1f}" for t, v in zip(fan.times, series, strict=True))

    out = [text(8, 22, "Gewonnen of verloren, vergeleken met doorgaan zoals nu", size=14.5, weight=600)]
    for k in range(round(bottom / step), round(top / step) + 1):
        out.append(f'<path d="M{LEFT} {up(k * step):.1f}h{WIDE}" stroke="{line}" stroke-width="0.5" stroke-dasharray="1 4"/>')
        out.append(text(LEFT - 8, up(k * step) + 5, number(k * step), size=14, anchor="end", fill=soft))
    whole = range(0, floor(end) + 1)
    out += [text(at(year), TOP + HIGH + 22, str(year), size=14, anchor="middle", fill=soft) for year in whole]
    out.append(text(LEFT + WIDE, TOP + HIGH + 42, "jaren na het begin", size=14, anchor="end"))

    edge = "L".join(f"{at(t):.1f} {up(v):.1f}" for t, v in zip(reversed(fan.times), reversed(fan.high), strict=True))
    out.append(f'<path class="rk-shape" data-key="waaier" d="{road(fan.low)}L{edge}Z" fill="{TINTS["structuur"]}"/>')
    hatch = "".join(f"M{at(t):.1f} {up(a):.1f}V{up(b):.1f}" for t, a, b in zip(fan.times, fan.low, fan.high, strict=True))
    out.append(f'<path data-key="arcering" d="{hatch}" stroke="{accent}" stroke-width="0.7" stroke-dasharray="2 3" fill="none"/>')
    for key, series in (("onder", fan.low), ("boven", fan.high)):
        out.append(f'<path data-key="{key}" d="{road(series)}" fill="none" stroke="{accent}" stroke-width="1.8" stroke-dasharray="5 4"/>')
    out.append(f'<path data-key="nu" d="M{LEFT} {up(0):.1f}h{WIDE}" stroke="{ink}" stroke-width="3"/>')
    out.append(f'<path data-key="papier" d="{road(fan.model)}" fill="none" stroke="{ink}" stroke-width="2.4" stroke-dasharray="10 6"/>')
    out.append(f'<path data-key="midden" d="{road(fan.middle)}" fill="none" stroke="{accent}" stroke-width="4.5"/>')
    years = [i for i, t in enumerate(fan.times) if abs(t - round(t)) < 1e-9]
    out += [
        f'<circle class="rk-shape" data-key="p{i}" cx="{at(fan.times[i]):.1f}" cy="{up(fan.model[i]):.1f}" r="6" fill="{paper}" stroke="{ink}" stroke-width="2"/>'
        for i in years
    ]
    out += [
        f'<rect class="rk-shape" data-key="w{i}" x="{at(fan.times[i]) - 6:.1f}" y="{up(fan.middle[i]) - 6:.1f}" width="12" height="12" fill="{accent}" stroke="{paper}" stroke-width="1.5"/>'
        for i in years
    ]
    if dip:
        x, y = at(dip[0]), up(dip[1])
        out.append(
            f'<path data-key="dip" d="M{x:.1f} {up(0):.1f}V{y:.1f}" stroke="{ink}" stroke-width="2" stroke-dasharray="3 3"/>'
            f'<polygon data-key="dippunt" points="{x - 7:.1f},{y - 10:.1f} {x + 7:.1f},{y - 10:.1f} {x:.1f},{y + 2:.1f}" fill="{ink}"/>'
        )
        out.append(
            text(
                min(max(x + 14, LEFT + 10), LEFT + WIDE - 70),
                y + 20,
                f"dip {number(dip[1])}",
                size=14.5,
                weight=650,
                key="dipnaam",
                halo=paper,
            )
        )
    if ahead.fast <= end:
        x0, x1, y = at(ahead.fast), at(min(ahead.slow, end)), up(0)
        tip = f"M{x1 - 8:.1f} {y - 7:.1f}L{x1:.1f} {y:.1f}L{x1 - 8:.1f} {y + 7:.1f}" if ahead.slow > end else f"M{x1:.1f} {y - 8:.1f}v16"
        out.append(
            f'<path data-key="omslag" d="M{x0:.1f} {y - 8:.1f}v16M{x0:.1f} {y:.1f}H{x1:.1f}{tip}" fill="none" stroke="{accent}" stroke-width="3"/>'
        )
        if ahead.half <= end:
            x = at(ahead.half)
            out.append(
                f'<polygon class="rk-shape" data-key="helft" points="{x:.1f},{y - 10:.1f} {x + 10:.1f},{y:.1f} {x:.1f},{y + 10:.1f} {x - 10:.1f},{y:.1f}" '
                f'fill="{paper}" stroke="{accent}" stroke-width="3"/>'
            )
        out.append(
            text(
                min(max(x0 - 4, LEFT + 6), LEFT + WIDE - 190),
                y - 16,
                f"voor: {span(ahead)}",
                size=14.5,
                weight=650,
                fill=accent,
                key="omslagnaam",
                halo=paper,
            )
        )

    names = [
        ("papier", fan.model[-1], "op papier", ink, 650),
        ("nu", 0, "doorgaan zoals nu", ink, 650),
        ("midden", fan.middle[-1], "werkelijkheid", accent, 700),
        ("boven", fan.high[-1], "beste 10 van de 100", accent, 400),
        ("onder", fan.low[-1], "slechtste 10", accent, 400),
    ]
    x = LEFT + WIDE + 14
    for (key, value, name, fill, weight), y in zip(names, apart([up(v) for _, v, *_ in names]), strict=True):
        out.append(
            f'<path data-key="h:{key}" d="M{LEFT + WIDE + 7} {up(value):.1f}L{x - 3:.1f} {y:.1f}" stroke="{line}" stroke-width="0.9"/>'
        )
        out.append(text(x, y + 5, name, size=14.5, fill=fill, weight=weight, key=f"n:{key}", halo=paper))
    return document("".join([*out, _legend()]), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _legend() -> str:
    accent, ink, soft, paper = ACCENTS["structuur"], COLOURS["ink"], COLOURS["soft"], COLOURS["paper"]
    y, second = TOP + HIGH + 72, TOP + HIGH + 97
    hatch = "".join(f"M{x} {second - 15}v20" for x in range(17, 60, 9))
    return "".join(
        [
            f'<path d="M14 {y - 5}h48" stroke="{accent}" stroke-width="4.5"/><rect class="rk-shape" x="32" y="{y - 11}" width="12" height="12" fill="{accent}"/>',
            text(70, y, "nieuwe werkelijkheid, de middelste", size=14, fill=soft),
            f'<path d="M346 {y - 5}h48" stroke="{ink}" stroke-width="2.4" stroke-dasharray="10 6"/><circle class="rk-shape" cx="370" cy="{y - 5}" r="6" fill="{paper}" stroke="{ink}" stroke-width="2"/>',
            text(402, y, "het nieuwe model, op papier", size=14, fill=soft),
            f'<rect class="rk-shape" x="14" y="{second - 15}" width="48" height="20" fill="{TINTS["structuur"]}" stroke="{accent}" stroke-width="1.8" stroke-dasharray="5 4"/>'
            f'<path d="{hatch}" stroke="{accent}" stroke-width="0.7" stroke-dasharray="2 3"/>',
            text(70, second, "80 van de 100 toekomsten", size=14, fill=soft),
            f'<polygon class="rk-shape" points="370,{second - 15} 380,{second - 5} 370,{second + 5} 360,{second - 5}" fill="{paper}" stroke="{accent}" stroke-width="3"/>',
            text(402, second, "vanaf hier is de helft voor op nu", size=14, fill=soft),
        ]
    )


def waiting(problems: Sequence[str], *, title: str, words: str) -> str:
    """The picture when it cannot be reckoned yet: what has to be mended, in the same size."""
    out = [
        f'<rect x="{LEFT}" y="{TOP}" width="{SIZE[0] - 2 * LEFT}" height="{HIGH}" fill="{COLOURS["tint"]}" stroke="{COLOURS["line"]}" stroke-dasharray="6 5"/>',
        text(LEFT + 20, TOP + 36, "Nog niet te rekenen", size=18, weight=650),
    ]
    lines = [part for one in problems for part in (*wrap(one, 58, 3), "")][:LINES]
    out += [text(LEFT + 20, TOP + 72 + 22 * i, part, size=15) for i, part in enumerate(lines) if part]
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def span(ahead: Ahead) -> str:
    """The years between which most futures come ahead: "na 1,9 tot 6 jaar", "na 1,9 jaar of nooit"."""
    first = number(round(ahead.fast, 1))
    return f"na {first} jaar of nooit" if isinf(ahead.slow) else f"na {first} tot {number(round(ahead.slow, 1))} jaar"


def nice(value: float) -> float:
    """The least of 1, 2, 5 times a power of ten that is not below `value`; 1 for nothing."""
    if value <= 0:
        return 1.0
    base = 10.0 ** floor(log10(value))
    return next(m * base for m in (1, 2, 5, 10) if m * base >= value * (1 - 1e-9))


def number(value: float) -> str:
    """Three digits that matter, written in Dutch."""
    digits = max(0, 2 - floor(log10(abs(value)))) if value else 0
    shown = f"{value:,.{min(digits, 1 if abs(value) >= 1 else 3)}f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return escape(shown.replace("-", "−").translate(str.maketrans(",.", ".,")))


def apart(wanted: Sequence[float]) -> list[float]:
    """Heights for names: near the wanted ones, at least `ROW` apart, inside the plot."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    found = [0.0] * len(wanted)
    last = TOP - ROW
    for i in order:
        last = found[i] = max(wanted[i], last + ROW)
    last = TOP + HIGH + ROW
    for i in reversed(order):
        last = found[i] = min(found[i], last - ROW)
    return found
