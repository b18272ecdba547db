"""Trust over the rounds of a process: the learner's path beside the honest one."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS
from .svg import document, escape, text, wrap

SIZE = (660.0, 520.0)
LEFT, TOP, WIDE, HIGH = 56.0, 20.0, 436.0, 390.0
MARKS = {"voor": "+", "tegen": "−", "afwachtend": "?"}
ROW = 19.0  # least distance between names at the right
NAME = 16  # characters of a name


class Line(NamedTuple):
    """Trust (0…1) at the start and after each round that was played; `label` stands at its end."""

    key: str
    label: str
    trust: Sequence[float]
    position: str = ""


def picture(
    parties: Sequence[Line], own: Line, honest: Line | None, stages: Sequence[str], enough: float, *, title: str, words: str
) -> str:
    """Draw trust against the rounds.

    Args:
        parties: a thin line per party, with the sign of its position at the end.
        own: the mean on the learner's path, thick with filled marks.
        honest: the mean on the honest path, dashed with open marks; None: not known yet.
        stages: names of the start and of each round.
        enough: trust from which a party takes part the next time.
        title, words: name and description.
    """
    accent, ink, line, soft, paper = ACCENTS["begin"], COLOURS["ink"], COLOURS["line"], COLOURS["soft"], COLOURS["paper"]

    def at(stage: int) -> float:
        return LEFT + 16 + stage * (WIDE - 32) / (len(stages) - 1)

    def up(trust: float) -> float:
        return TOP + (1 - trust) * HIGH

    out = [
        f'<rect x="{LEFT}" y="{up(enough):.1f}" width="{WIDE}" height="{TOP + HIGH - up(enough):.1f}" fill="{COLOURS["tint"]}"/>',
        f'<path d="M{LEFT} {TOP}V{TOP + HIGH}H{LEFT + WIDE}" fill="none" stroke="{line}" stroke-width="1.5"/>',
        f'<path d="M{LEFT} {up(enough):.1f}H{LEFT + WIDE}" stroke="{ink}" stroke-width="1.5" stroke-dasharray="8 5"/>',
        text(LEFT + 10, TOP + HIGH - 12, f"onder {enough * 100:.0f}%: doet de volgende keer niet mee", size=14, fill=soft),
    ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        out.append(text(LEFT - 8, up(share) + 5, f"{share * 100:.0f}%", size=14, anchor="end", fill=soft))
    for i, name in enumerate(stages):
        played = i < len(own.trust)
        for j, part in enumerate(wrap(name, 13, 2)):
            out.append(
                text(
                    at(i),
                    TOP + HIGH + 22 + 17 * j,
                    part,
                    size=14,
                    anchor="middle",
                    weight=650 if played else 400,
                    fill=ink if played else soft,
                )
            )

    def road(trust: Sequence[float]) -> str:
        return "M" + "L".join(f"{at(i):.1f} {up(t):.1f}" for i, t in enumerate(trust))

    for p in parties:
        out.append(
            f'<path data-key="l:{escape(p.key)}:{len(p.trust)}" d="{road(p.trust)}" fill="none" stroke="{line}" stroke-width="1.6"/>'
            f'<circle class="rk-shape" data-key="d:{escape(p.key)}" cx="{at(len(p.trust) - 1):.1f}" cy="{up(p.trust[-1]):.1f}" r="3.5" fill="{line}"/>'
        )
    if honest:
        out.append(
            f'<path data-key="eerlijk:{len(honest.trust)}" d="{road(honest.trust)}" fill="none" stroke="{ink}" stroke-width="2.6" stroke-dasharray="10 6"/>'
        )
        out += [
            f'<circle class="rk-shape" data-key="e{i}" cx="{at(i):.1f}" cy="{up(t):.1f}" r="6.5" fill="{paper}" stroke="{ink}" stroke-width="2.2"/>'
            for i, t in enumerate(honest.trust)
        ]
    out.append(f'<path data-key="eigen:{len(own.trust)}" d="{road(own.trust)}" fill="none" stroke="{accent}" stroke-width="4.5"/>')
    out += [
        f'<rect class="rk-shape" data-key="o{i}" x="{at(i) - 6.5:.1f}" y="{up(t) - 6.5:.1f}" width="13" height="13" fill="{accent}" stroke="{paper}" stroke-width="1.5"/>'
        for i, t in enumerate(own.trust)
    ]
    ends = [(up(p.trust[-1]), f"{MARKS.get(p.position, '')} {wrap(p.label, NAME, 1)[0]}", 400, ink, p.key) for p in parties]
    ends.append((up(own.trust[-1]), own.label, 700, accent, "eigen"))
    if honest:
        ends.append((up(honest.trust[-1]), honest.label, 700, ink, "eerlijk"))
    x, last = LEFT + WIDE + 14, at(len(own.trust) - 1)
    for (y, label, weight, fill, key), place in zip(ends, apart([e[0] for e in ends]), strict=True):
        out.append(
            f'<path data-key="w:{escape(key)}:{len(own.trust)}" d="M{last + 9:.1f} {y:.1f}L{x - 4:.1f} {place:.1f}" stroke="{line}" stroke-width="0.8" stroke-dasharray="2 3"/>'
        )
        out.append(text(x, place + 5, label, size=14.5, weight=weight, fill=fill, key=f"t:{key}", halo=paper))
    base = TOP + HIGH + 78
    out.append(
        f'<path d="M16 {base - 5}h44" stroke="{accent}" stroke-width="4.5"/><rect class="rk-shape" x="31" y="{base - 12}" width="13" height="13" fill="{accent}"/>'
    )
    out.append(text(68, base, "wat u doet (gemiddeld)", size=14, fill=soft))
    out.append(
        f'<path d="M262 {base - 5}h44" stroke="{ink}" stroke-width="2.6" stroke-dasharray="10 6"/><circle class="rk-shape" cx="284" cy="{base - 5}" r="6.5" fill="{paper}" stroke="{ink}" stroke-width="2.2"/>'
    )
    out.append(text(314, base, "eerlijk over dezelfde inhoud (gemiddeld)", size=14, fill=soft))
    out.append(
        f'<path d="M16 {base + 21}h44" stroke="{line}" stroke-width="1.6"/><circle class="rk-shape" cx="60" cy="{base + 21}" r="3.5" fill="{line}"/>'
    )
    out.append(text(68, base + 26, "een partij: + voor, − tegen, ? wacht af", size=14, fill=soft))
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def apart(wanted: Sequence[float]) -> list[float]:
    """Heights for names, as near to the wanted ones as can be: at least `ROW` apart and inside the picture."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    places = [wanted[i] for i in order]
    for _ in range(60):
        for i in range(len(places) - 1):
            short = ROW - (places[i + 1] - places[i])
            if short > 0:
                places[i] -= short / 2
                places[i + 1] += short / 2
        places = [min(max(p, TOP + i * ROW), TOP + HIGH - (len(places) - 1 - i) * ROW) for i, p in enumerate(places)]
    found = [0.0] * len(places)
    for i, place in zip(order, places, strict=True):
        found[i] = place
    return found
