"""Attitudes in a network: a number in every party, badges for who does not budge, and the mean over time below it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..cases import Case
from .layout import Box, needs, spring
from .network import Edge, Node, legend, network, radius
from .style import ACCENTS, COLOURS
from .svg import text

SPANNER = "#snijvlak"  # the person on the boundary; no party can have this key
SIZE = (660.0, 470.0)
STRIP = 132.0  # height of the scale below the network
ROUND, LARGE = "instelling", 8.0  # every party is a circle in which "+100" fits; its kind doesn't matter here
WITH, SOME, AGAINST = 50, 10, -10  # from where a party is clearly along, a little along, against
BADGES = {"role": "R", "cynic": "C"}


class Mean(NamedTuple):
    """A row of the scale below the network: its name, the mean (-100…100), and its mark: open, filled or end."""

    name: str
    value: float
    mark: str


def points(attitude: float) -> int:
    """An attitude of -1…1 as shown: -100…100."""
    return round(100 * attitude)


def signed(value: float) -> str:
    """A whole number with its sign."""
    whole = round(value)
    return f"+{whole}" if whole > 0 else f"−{-whole}" if whole < 0 else "0"


def tone(value: int) -> str:
    """How a party is painted, by its attitude of -100…100."""
    return "strong" if value >= WITH else "tinted" if value >= SOME else "plain" if value > AGAINST else "faded"


@lru_cache(maxsize=16)
def _places(keys: tuple[str, ...], pairs: tuple[tuple[str, str], ...], box: Box) -> dict[str, tuple[float, float]]:
    wide, high = needs(1.0)
    return spring(keys, pairs, box, cell=(wide, high + 6))  # type: ignore[return-value]


def picture(
    case: Case,
    attitudes: Mapping[str, float],
    held: Mapping[str, str],
    between: Sequence[str],
    means: Sequence[Mean],
    *,
    title: str,
    words: str,
) -> str:
    """All parties at the same place in every state, with their attitudes.

    Args:
        case: gives names and ties.
        attitudes: -1…1 per party, and of `SPANNER` where there is one.
        held: who does not budge: key -> role or cynic.
        between: the parties that the person on the boundary is tied to.
        means: the rows of the scale.
        title, words: name and description.
    """
    many = max(1.0, (len(case.parties) / 20) ** 0.5)
    width, height = SIZE[0] * many, SIZE[1] * many
    strength: dict[tuple[str, str], float] = {}
    for t in case.ties:
        if t.source != t.target:
            pair = (min(t.source, t.target), max(t.source, t.target))
            strength[pair] = strength.get(pair, 0) + t.weight
    keys = tuple(p.key for p in case.parties)
    places = _places((*keys, SPANNER), tuple(strength), Box(12, 16, width - 24, height - 24))
    nodes = [
        Node(
            p.key,
            p.label,
            *places[p.key],
            ROUND,
            LARGE,
            tone(points(attitudes[p.key])),
            _said(p.called, attitudes[p.key], held.get(p.key)),
            signed(points(attitudes[p.key])),
        )
        for p in case.parties
    ]
    ties = [Edge(a, b, "formeel", min(5, 1 + weight / 2)) for (a, b), weight in strength.items()]
    if SPANNER in attitudes:
        value = attitudes[SPANNER]
        nodes.append(
            Node(
                SPANNER,
                "Snijvlak",
                *places[SPANNER],
                ROUND,
                LARGE,
                tone(points(value)),
                _said("De persoon op het snijvlak", value, held.get(SPANNER)),
                signed(points(value)),
            )
        )
        ties += [Edge(SPANNER, key, "informatie", 3, tone="strong") for key in between]
    front = "".join(_badge(key, kind, *places[key], many) for key, kind in held.items()) + _scale(means, height, width, many)
    full = (width, height + STRIP * many)
    return network(nodes, ties, title=title, words=words, size=full, strategy="cultuur", pick=True, front=front, legend_rows=_key(full))


def _said(name: str, attitude: float, kind: str | None) -> str:
    firm = {"role": ", rolmodel", "cynic": ", cynische leider"}.get(kind or "", "")
    return f"{name}{firm}, houding {signed(points(attitude))}"


def _badge(key: str, kind: str, x: float, y: float, unit: float) -> str:
    """A letter at the upper right of a party that does not budge: round for a role model, square for a cynic."""
    r = radius(LARGE)
    fill = ACCENTS["cultuur"] if kind == "role" else COLOURS["ink"]
    shape = '<circle r="10"' if kind == "role" else '<rect x="-9" y="-9" width="18" height="18"'
    return (
        f'<g data-key="b:{key}" transform="translate({x + r * 0.85:.1f} {y - r * 0.8:.1f}) scale({unit:.3f})">{shape} fill="{fill}" stroke="{COLOURS["paper"]}" stroke-width="2"/>'
        f"{text(0, 5, BADGES[kind], size=13, anchor='middle', weight=700, fill=COLOURS['paper'])}</g>"
    )


def _scale(means: Sequence[Mean], top: float, width: float, unit: float) -> str:
    """From -100 to +100: the mean, a row per moment."""
    size = 14 * unit
    left, right = 150 * unit, width - 70 * unit

    def at(value: float) -> float:
        return left + (right - left) * (value + 100) / 200

    first = top + 40 * unit
    low = first + 24 * unit * len(means)
    out = [text(16 * unit, top + 14 * unit, "Gemiddelde houding van alle partijen", size=size, weight=650)]
    for tick in (-100, -50, 0, 50, 100):
        out.append(
            f'<path d="M{at(tick):.1f} {first - 14 * unit:.1f}V{low - 12 * unit:.1f}" stroke="{COLOURS["line"]}" stroke-width="{1.6 if tick == 0 else 0.8}" '
            f'stroke-dasharray="{"none" if tick == 0 else "2 4"}"/>'
        )
        out.append(text(at(tick), low + 4 * unit, signed(tick), size=13 * unit, anchor="middle", fill=COLOURS["soft"]))
    for i, mean in enumerate(means):
        y = first + 24 * unit * i
        out.append(text(16 * unit, y + 5 * unit, mean.name, size=size))
        out.append(
            f'<path data-key="g:{i}" d="M{at(0):.1f} {y:.1f}H{at(mean.value):.1f}" stroke="{ACCENTS["cultuur"]}" stroke-width="{4 * unit:.1f}"/>'
        )
        out.append(f'<g data-key="m:{i}" transform="translate({at(mean.value):.1f} {y:.1f}) scale({unit:.3f})">{_mark(mean.mark)}</g>')
        out.append(text(width - 16 * unit, y + 5 * unit, signed(mean.value), size=size, anchor="end", weight=650))
    return "".join(out)


def _mark(kind: str) -> str:
    accent, paper = ACCENTS["cultuur"], COLOURS["paper"]
    if kind == "end":
        return f'<polygon points="0,-9 9,0 0,9 -9,0" fill="{accent}" stroke="{paper}" stroke-width="1.5"/>'
    return f'<circle r="7" fill="{accent if kind == "filled" else paper}" stroke="{accent}" stroke-width="2.5"/>'


def _key(size: tuple[float, float]) -> tuple[str, float]:
    """The legend, the same in every state."""
    extra = [
        ("strong", f"{signed(WITH)} of hoger: gaat mee"),
        ("tinted", f"{signed(SOME)} tot {signed(WITH)}"),
        ("plain", "rond 0"),
        ("faded", f"{signed(AGAINST)} of lager: wijst af"),
        ("", "R rolmodel, C cynicus: zij schuiven niet op"),
        ("informatie", "band met wie op het snijvlak zit"),
    ]
    return legend((), (), width=size[0], top=size[1], extra=extra, strategy="cultuur")
