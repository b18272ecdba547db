"""An organisation as columns under one top, with the ties across."""

from collections.abc import Hashable, Mapping, Sequence

from ..cases import Case
from .layout import Box, in_columns
from .network import Edge, Node, Zone, legend, network
from .svg import letter

SIZE = (660.0, 540.0)
TOP = "#top"
ROOF = 150.0  # room above the columns for the top and the layers of heads


def picture(
    case: Case,
    groups: Mapping[Hashable, Sequence[str]],
    levels: int,
    lateral: Sequence[tuple[str, str]],
    second: Mapping[str, Hashable] | None,
    loose: Sequence[str] = (),
    *,
    title: str,
    words: str,
) -> str:
    """Parties in columns under heads; ties across strong; in a matrix each party also bears the letter of its second boss.

    Args:
        case: gives names, kinds and sizes.
        groups: column name -> parties.
        levels: steps from the top to a party.
        lateral: ties across the columns.
        second: party -> second boss (a matrix; a party may have none), or None.
        loose: parties that stand alone, each under the top; together in one dashed area.
        title, words: name and description.
    """
    width, height = SIZE
    names = list(groups)
    columns = [*(groups[g] for g in names), *([loose] if loose else [])]
    places, boxes, scale = in_columns(columns, Box(4, ROOF, width - 8, height - ROOF - 6))
    letters = {boss: letter(i) for i, boss in enumerate(dict.fromkeys(second.values()))} if second else {}
    zones = [Zone(f"koker{i}", str(name), box) for i, (name, box) in enumerate(zip(names, boxes, strict=False))]
    if loose:
        zones.append(Zone("los", "ieder apart", boxes[-1], "faded"))
    nodes = [Node(TOP, "", width / 2, 26, "instelling", 3, "strong", "De top van de organisatie")]
    ties: list[Edge] = []
    for i, box in enumerate(boxes[: len(names)]):
        above, x = TOP, box.x + box.width / 2
        for level in range(1, levels):
            head = f"#hoofd{i}.{level}"
            nodes.append(
                Node(
                    head,
                    "",
                    x,
                    56 + (ROOF - 70) * level / max(1, levels - 1),
                    "instelling",
                    0,
                    "strong",
                    f"Leiding van {names[i]}, laag {level}",
                    scale=0.6,
                )
            )
            ties.append(Edge(above, head, "hiërarchie", 2))
            above = head
        if above == TOP:  # one level: the column hangs directly under the top
            anchor = f"#hoofd{i}.0"
            nodes.append(Node(anchor, "", x, ROOF - 4, "instelling", 0, "strong", str(names[i]), scale=0.3))
            ties.append(Edge(above, anchor, "hiërarchie", 2))
    party = {p.key: p for p in case.parties}
    for column in columns:
        nodes += [
            Node(
                k,
                party[k].label,
                *places[k],
                party[k].kind,
                party[k].size,
                name=party[k].called,
                mark=letters[second[k]] if second and k in second else "",
                scale=scale,
            )
            for k in column
        ]
    ties += [Edge(a, b, "informeel", 4, tone="strong") for a, b in lateral]
    return network(nodes, ties, zones, title=title, words=words, size=SIZE, pick=False, legend_rows=key(case))


def key(case: Case) -> tuple[str, float]:
    """The legend, the same in every state."""
    return legend(
        list(dict.fromkeys(p.kind for p in case.parties)),
        ["hiërarchie", "informeel"],
        width=SIZE[0],
        top=SIZE[1],
        extra=[("", "letter = tweede baas")],
    )
