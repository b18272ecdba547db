"""Who stays behind a sentence and who drops out, and support against the number of meanings of a word."""

from collections.abc import Mapping, Sequence
from functools import cache

from ..cases import Case
from .chart import Chart, Line
from .layout import Box, in_bands
from .network import Node, Zone, legend, network
from .style import ACCENTS
from .svg import text, wrap

SIZE = (660.0, 640.0)  # with the legend: the parties get what it leaves, so that the height never changes
HEAD = 62.0  # room for the sentence
LETTERS = 58  # on a line of the sentence
CHART = (3.8, 2.9)


def picture(
    case: Case,
    sentence: str,
    staying: Sequence[str],
    leaving: Sequence[str],
    outside: Sequence[str],
    marks: Mapping[str, str],
    note: Sequence[tuple[str, str]],
    *,
    title: str,
    words: str,
) -> str:
    """Parties in bands: those that agree, those that drop out (dashed), those that have nothing to do with it.

    Args:
        case: gives names, kinds and sizes.
        sentence: the sentence they judge, written above them.
        staying, leaving, outside: keys of parties, in reading order.
        marks: a sign inside a party.
        note: more entries for the legend, as `network.legend` takes them.
        title, words: name and description.
    """
    shapes = list(dict.fromkeys(p.kind for p in case.parties))
    rows, high = legend(shapes, [], width=SIZE[0], top=0, extra=[("tinted", "blokkermacht"), *note], strategy="begin")
    bands = [("blijft", f"Stemt in: {len(staying)}", staying, "strong"), ("weg", f"Haakt af: {len(leaving)}", leaving, "faded")]
    if outside:
        bands.append(("buiten", f"Heeft er niet mee te maken: {len(outside)}", outside, "plain"))
    places, boxes, scale = in_bands([band[2] for band in bands], Box(4, HEAD, SIZE[0] - 8, SIZE[1] - HEAD - high - 4))
    zones = [Zone(key, name, box, tone) for (key, name, _, tone), box in zip(bands, boxes, strict=True)]
    nodes = []
    for key, _, members, _ in bands:
        for party in members:
            p = case.party(party)
            tone = "faded" if key == "weg" else "tinted" if key == "blijft" and "blokker" in p.power else "plain"
            nodes.append(Node(party, p.label, *places[party], p.kind, p.size, tone, p.called, marks.get(party, ""), scale))
    lines = wrap(f"‘{sentence}’", LETTERS, 2)
    said = "".join(
        text(
            SIZE[0] / 2,
            24 + 22 * i + (11 if len(lines) == 1 else 0),
            line,
            size=17,
            anchor="middle",
            weight=650,
            fill=ACCENTS["begin"],
            key=f"zin:{i}",
        )
        for i, line in enumerate(lines)
    )
    foot = f'<g transform="translate(0 {SIZE[1] - high:g})">{rows}</g>'
    return network(nodes, (), zones, title=title, words=words, size=SIZE, strategy="begin", pick=True, front=said + foot)


@cache
def _axes(meanings: int) -> Chart:
    return Chart(
        "steun",
        "betekenissen van het woord",
        "steun, in procenten",
        (1, meanings),
        (0, 105),
        size=CHART,
        strategy="begin",
        xticks=tuple(range(1, meanings + 1)),
        yticks=(0, 20, 40, 60, 80, 100),
    )


def chart(real: Sequence[float], fair: Sequence[float], *, title: str, words: str) -> str:
    """Support (0…1) for a word with 1, 2 … meanings: in the case (solid) and with independent chances (dashed)."""
    x = list(range(1, len(real) + 1))
    lines = [
        Line(x, [100 * y for y in real], "deze casus", name="casus"),
        Line(x, [100 * y for y in fair], "bij loting", "dashed", "plain", "loting"),
    ]
    return _axes(len(real)).svg(lines, title=title, words=words)
