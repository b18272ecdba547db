"""Tasks in units, with the ties between them: inside a unit, between units, and between units but bridged."""

from collections.abc import Mapping, Sequence

from .layout import Box, in_zones
from .network import Edge, Node, Zone, legend, network
from .style import COLOURS
from .svg import letter, text, wrap

SIZE = (660.0, 640.0)  # with the legend and the foot
FOOT = 62.0  # room for two lines on the bridges
CHARS = 74  # characters on a line of the foot


def picture(
    names: Mapping[str, tuple[str, str]],
    units: Sequence[Sequence[str]],
    held: Mapping[tuple[str, str], bool | None],
    weight: Mapping[tuple[str, str], int],
    bridges: Sequence[str],
    *,
    title: str,
    words: str,
) -> str:
    """Draw the units.

    Args:
        names: task -> its short and its full name.
        units: the tasks of each unit, in order; a unit may be empty.
        held: pair of tasks -> None inside a unit, True when bridged, False when neither.
        weight: pair of tasks -> how many parties they share.
        bridges: what the bridges are called, the most useful first.
        title, words: name and description.
    """
    rows, high = legend([], [], width=SIZE[0], top=0, extra=KEY)
    height = SIZE[1] - high - FOOT
    places, boxes, scale = in_zones(units, Box(4, 4, SIZE[0] - 8, height - 8))
    for i, task in enumerate(
        sorted(places, key=lambda t: (places[t][1], places[t][0]))
    ):  # off one line, so that no tie passes behind a third task
        x, y = places[task]
        places[task] = (x, y + (14 if i % 2 else -14) * scale)
    zones = [Zone(f"eenheid{i}", f"Eenheid {letter(i)}", box) for i, box in enumerate(boxes)]
    loads = {task: sum(w for pair, w in weight.items() if task in pair) for task in names}
    nodes = [
        Node(
            task,
            names[task][0],
            *places[task],
            "instelling",
            1 + min(4, loads[task] / 4),
            "tinted" if loads[task] else "faded",
            names[task][1],
            "",
            scale,
        )
        for unit in units
        for task in unit
    ]
    ties = [
        Edge(a, b, "informatie" if held[a, b] is False else "formeel", min(5, 2 * w), tone="plain" if held[a, b] is None else "strong")
        for (a, b), w in weight.items()
    ]
    said = f"Bruggen: {', '.join(bridges)}." if bridges else "Nog geen bruggen tussen de eenheden."
    foot = "".join(
        text(14, height + high + 24 + 20 * i, line, size=14.5, fill=COLOURS["ink"], weight=650 if bridges else 400)
        for i, line in enumerate(wrap(said, CHARS, 2))
    )
    below = f'<g transform="translate(0 {height:g})">{rows}</g>{foot}'
    return network(nodes, ties, zones, title=title, words=words, size=(SIZE[0], height), legend_rows=(below, high + FOOT))


#: The legend: sign and words.
KEY = (("tinted", "taak"), ("informatie", "band tussen eenheden"), ("formeel", "met een brug"), ("", "grijs: binnen een eenheid"))
