import itertools
import math
import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from regiekit.cases import Case, Claim, Party, Route, StructureOption, Task, Tie, load_shipped, shipped
from regiekit.cases.reading import assumed
from regiekit.plots.board import Board
from regiekit.plots.svg import text_width
from regiekit.widgets.controls import Choice, Slider, Upload
from regiekit.widgets.declaration import keys, proef_class

SVG = "{http://www.w3.org/2000/svg}"
SHORT = (
    "Gemeente Noord",
    "Woningcorporatie",
    "Omgevingsdienst",
    "GGD",
    "Netbeheerder",
    "Jeugdbescherming",
    "Waterschap",
    "Veiligheidshuis",
    "SWV Onderwijs",
    "Huisartsenkring",
    "Politie",
    "Zorgkantoor",
    "Energiecoöperatie"[:16],
    "VvE Parkzicht",
    "Bouwbedrijf Smit",
)
KINDS = ("gemeente", "overheid", "samenwerkingsverband", "instelling", "bedrijf", "bewoners", "overig")
SECTORS = ("bestuur", "zorg", "onderwijs", "veiligheid", "wonen", "leefwereld")


def built(count, names=SHORT, sectors=SECTORS):
    """A case with `count` parties in five islands, six sectors, six teams, and eight tasks, some without an owner."""
    keys = [f"p{i}" for i in range(count)]
    parties = [
        Party(
            key=k,
            name=names[i % len(names)],
            short=names[i % len(names)],
            kind=KINDS[i % 7],
            sector=sectors[i % len(sectors)],
            size=1 + i % 5,
            position=("voor", "tegen", "afwachtend")[i % 3],
            power=("blokker",) if i % 4 == 0 else (),
            values={"snelheid": 1 + i % 5, "zorgvuldigheid": 1 + 3 * i % 5},
        )
        for i, k in enumerate(keys)
    ]
    ties = [
        Tie(source=a, target=b, kind=("informeel", "informatie")[i % 2], weight=1 + i % 5)
        for i, (a, b) in enumerate(zip(keys[1:], keys[6:], strict=False))
    ]
    ties += [Tie(source="p0", target=k, kind=("formeel", "geld", "hiërarchie")[i % 3]) for i, k in enumerate(keys[1:6])]
    tasks = [
        Task(
            key=f"t{i}",
            name=names[i % len(names)],
            short=names[i % len(names)],
            needed=tuple(keys[i : i + 4]),
            claims=[Claim(party=k, strength=s) for k, s in zip(keys[i : i + 3], ("kern", "mede", "rand"), strict=False)][: i % 4],
        )
        for i in range(8)
    ]
    teams = {f"{names[j % len(names)]} {j}": tuple(keys[j::6]) for j in range(6)}
    routes = [Route(tuple(keys[i : i + 3]), 10 + i, ("laag", "midden", "hoog")[i % 3]) for i in range(min(6, count - 2))]
    case = Case(
        routes=routes,
        title=names[0],
        director="p0",
        parties=parties,
        ties=ties,
        tasks=tasks,
        structures=[StructureOption(key="nu", name=names[0], status="huidig", units=teams)],
    )
    return assumed(case)


def stands(key, case, most=40):
    """Settings of a proef: the ends and the middle of each slider, every choice."""
    controls = proef_class(key).controls(case)
    values = {
        c.key: sorted({c.low, c.accept((c.low + c.high) / 2), c.start, c.high})
        if isinstance(c, Slider)
        else [v for v, _ in c.options]
        if isinstance(c, Choice)
        else [c.start]
        for c in controls
    }
    while math.prod(map(len, values.values())) > 20_000:  # many controls: the ends of the longest do
        longest = max(values, key=lambda k: len(values[k]))
        values[longest] = values[longest][:: len(values[longest]) - 1] if len(values[longest]) > 2 else values[longest][:1]
    every = [dict(zip(values, at, strict=True)) for at in itertools.product(*values.values())]
    return [{**at, **{c.key: None for c in controls if isinstance(c, Upload)}} for at in every[:: -(-len(every) // most)]]


def drawn(key, case, settings):
    return proef_class(key)(case, **settings).svg()


def network(nodes, edges=(), size=(760, 500)):
    board = Board(*size, "structuur")
    board.network(nodes, edges)
    return board.svg("t", "w")


def elements(svg):
    root = ElementTree.fromstring(svg)
    return root, [float(v) for v in root.get("viewBox").split()]


def parties(svg):
    """Of each party in a picture: key, text sizes, boxes of the lines of its name (estimated) and the box of its shape."""
    root, _ = elements(svg)
    out = []
    for group in root.iter(f"{SVG}g"):
        key = group.get("data-key", "")
        if not key.startswith("n:"):
            continue
        x, y = map(float, re.findall(r"-?[\d.]+", group.get("transform")))
        names = [t for t in group.findall(f"{SVG}text") if t.get("stroke")]
        sizes = [float(t.get("font-size")) for t in names]
        boxes = [
            (
                x - text_width(t.text or "", s) / 2,
                y + float(t.get("y")) - 0.76 * s,
                x + text_width(t.text or "", s) / 2,
                y + float(t.get("y")) + 0.2 * s,
            )
            for t, s in zip(names, sizes, strict=True)
        ]
        shape = next(e for e in group if e.get("class") == "rk-shape")
        r = float(shape.get("r") or 0) or max(abs(float(v)) for v in re.findall(r"-?[\d.]+", shape.get("points")))
        out.append(
            SimpleNamespace(key=key[2:], sizes=sizes, names=boxes, shape=(x - r, y - r, x + r, y + r), lines=[t.text for t in names])
        )
    return out


@pytest.fixture(scope="session")
def kit():
    """What the tests of the pictures share."""
    return SimpleNamespace(
        built=built,
        stands=stands,
        drawn=drawn,
        network=network,
        elements=elements,
        parties=parties,
        svg=SVG,
        short=SHORT,
        experiments=keys(),
        shipped={k: load_shipped(k) for k in shipped()},
    )
