"""Representatives in the 2×2 of symmetry and commitment."""

from collections.abc import Mapping, Sequence

from ..cases import Case
from .layout import Box
from .network import Node, Zone, legend, network
from .player_power import HEAD, LEFT, in_grid, names, size

ROWS = (True, False)  # symmetry
COLUMNS = (False, True)  # commitment
ABOVE = 28.0  # inside a zone, for its name


def picture(
    case: Case,
    cells: Mapping[tuple[bool, bool], Sequence[str]],
    unknown: Sequence[str],
    labels: Mapping[tuple[bool, bool], str],
    told: Mapping[str, str],
    moved: Sequence[str],
    *,
    title: str,
    words: str,
) -> str:
    """The four cells with who is in each.

    Args:
        case: gives names and kinds.
        cells: (symmetry, commitment) -> keys of the parties.
        unknown: parties of whom it is not known who sits at the table: in a band below.
        labels: what it takes, per cell.
        told: per party its name and where it stands, for a pointer or a screen reader.
        moved: parties of which the learner changed something: drawn filled.
        title, words: name and description.
    """
    width, height = size(len(case.parties))
    lines = [[list(cells[symmetry, commitment]) for commitment in COLUMNS] for symmetry in ROWS]
    if unknown:
        lines.append([list(unknown[::2]), list(unknown[1::2])])
    area = Box(LEFT, HEAD, width - LEFT - 6, height - HEAD - 6 - ABOVE * len(lines))
    places, boxes, scale = in_grid(lines, area)
    boxes = [[Box(b.x, b.y + i * ABOVE, b.width, b.height + ABOVE) for b in line] for i, line in enumerate(boxes)]
    band = [Zone("onbekend", "nog niet bekend wie er zit", Box(b.x, b.y, area.width, b.height), "faded") for (b, _) in boxes[2:]]
    zones = band + [
        Zone(f"{symmetry}|{commitment}", labels[symmetry, commitment], box, "strong" if symmetry and commitment else "plain")
        for symmetry, line in zip(ROWS, boxes, strict=False)
        for commitment, box in zip(COLUMNS, line, strict=True)
    ]
    nodes = []
    for i, line in enumerate(lines):
        for key in (k for cell in line for k in cell):
            party, (x, y) = case.party(key), places[key]
            tone = "faded" if key in unknown else "strong" if key in moved else "tinted" if key == case.director else "plain"
            mark = "R" if key == case.director else ""
            nodes.append(Node(key, party.label, x, y + (i + 1) * ABOVE, party.kind, party.size, tone, told[key], mark, scale))
    extra = [("tinted", "R de regisseur"), ("strong", "hier veranderd")]
    return network(
        nodes,
        (),
        zones,
        title=title,
        words=words,
        size=(width, height),
        strategy="proces",
        pick=True,
        legend_rows=legend(list(dict.fromkeys(p.kind for p in case.parties)), (), width=width, top=height, extra=extra, strategy="proces"),
        front=names(boxes, ["commitment: nee", "commitment: ja"], ["symmetrie: ja", "symmetrie: nee", ""][: len(boxes)]),
    )
