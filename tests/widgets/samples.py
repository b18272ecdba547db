"""Cases built in code for the tests of the widgets, and small readers of what a panel shows."""

import re
from functools import wraps
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree

from regiekit.cases import Case, Claim, Party, Route, StructureOption, Task, Tie, workspace
from regiekit.cases.reading import assumed
from regiekit.widgets import declaration
from regiekit.widgets.controls import Choice, Rows, Slider, Text, Upload
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.proef_panel import proef

SHIPPED = ("jeugdhulp", "regio", "warmte")
EVIL = "\"'><img src=x onerror=alert(1)>&</text></svg><script>alert(2)</script>"


def known(make):
    """The case with all fields that a proef may ask for."""

    @wraps(make)
    def made(*of):
        case = assumed(Case(**make(*of)))
        return {name: getattr(case, name) for name in make(*of)}

    return made


@known
def small():
    """Five parties, two islands, one party that blocks."""
    return {
        "title": "Kleine casus",
        "question": "Wie doet wat?",
        "director": "gemeente",
        "parties": (
            Party(
                "gemeente", name="Gemeente", kind="gemeente", sector="bestuur", position="voor", values={"snelheid": 4, "zorgvuldigheid": 2}
            ),
            Party("school", name="School", sector="onderwijs", position="voor", values={"snelheid": 5, "zorgvuldigheid": 1}),
            Party("mentor", name="Mentorpunt", sector="onderwijs", values={"snelheid": 3, "zorgvuldigheid": 3}),
            Party(
                "huisarts",
                name="Huisarts",
                sector="zorg",
                position="tegen",
                power=("blokker",),
                values={"snelheid": 2, "zorgvuldigheid": 5},
            ),
            Party("ggd", name="GGD", sector="zorg", values={"snelheid": 1, "zorgvuldigheid": 4}),
        ),
        "routes": (
            Route(("school", "huisarts", "ggd"), 60, "laag"),
            Route(("mentor", "huisarts"), 20, "midden"),
            Route(("ggd", "school", "ggd"), 5, "hoog"),
        ),
        "ties": (Tie("school", "mentor", "informeel"), Tie("huisarts", "ggd", "informeel")),
        "tasks": (
            Task("intake", name="Intake", needed=("school", "huisarts"), claims=(Claim("school"), Claim("huisarts"))),
            Task("nazorg", name="Nazorg", needed=("mentor", "ggd", "school"), claims=(Claim("ggd", "rand"),)),
        ),
        "structures": (StructureOption("nu", name="Nu", status="huidig", units={"A": ("school", "mentor"), "B": ("huisarts", "ggd")}),),
    }


@known
def large(n=40):
    """Many parties, each in a field of its own, so in more groups than there are letters."""
    parties = tuple(
        Party(
            f"p{i}",
            name=f"Partij {i}",
            sector=f"vak {i}" if i else "vak 1",
            size=1 + i % 5,
            position=("voor", "tegen", "afwachtend")[i % 3],
            power=("blokker",) if i % 4 == 0 else (),
            values={"snelheid": 1 + i % 5, "zorgvuldigheid": 1 + i * 3 % 5},
        )
        for i in range(n)
    )
    routes = tuple(Route((f"p{i}", f"p{i + 1}", f"p{(i + 7) % n}"), 5 + i, ("laag", "midden", "hoog")[i % 3]) for i in range(8))
    ties = tuple(Tie(f"p{i}", f"p{i + 1}", "informeel") for i in range(0, n - 1, 2))
    tasks = tuple(
        Task(
            f"t{j}",
            name=f"Taak {j}",
            needed=(f"p{j}", f"p{j + 9}", f"p{j + 20}"),
            claims=tuple(Claim(f"p{(j * 5 + k) % n}", ("kern", "mede", "rand")[(j + k) % 3]) for k in range(j % 5)),
        )
        for j in range(12)
    )
    return {"title": "Veertig partijen", "parties": parties, "ties": ties, "tasks": tasks, "routes": routes, "director": "p0"}


@known
def hostile():
    """The small case with markup in everything a person can write."""
    case = small()
    parties = tuple(
        Party(
            p.key,
            name=f"{p.name}{EVIL}",
            short=f'<b>&"{i}',
            sector=f"{p.sector}{EVIL}",
            position=p.position,
            power=p.power,
            interests=(EVIL,),
            kind=p.kind,
            values={f"{name}{EVIL}": weight for name, weight in p.values.items()},
        )
        for i, p in enumerate(case["parties"])
    )
    tasks = tuple(Task(t.key, name=f"{t.name}{EVIL}", short="<i>\"&'", needed=t.needed, claims=t.claims) for t in case["tasks"])
    structures = (StructureOption("nu", name=EVIL, status="huidig", units={f"A{EVIL}": ("school", "mentor"), "<b>B": ("huisarts", "ggd")}),)
    return {**case, "title": EVIL, "question": EVIL, "summary": EVIL, "parties": parties, "tasks": tasks, "structures": structures}


OWN = {"klein": small, "veertig": large, "vijandig": hostile}
CASES = (*SHIPPED, *OWN)


def take(name):
    """Choose a shipped case, or start an own one."""
    if name in OWN:
        workspace.start_own(**OWN[name]())
    elif name == "leeg":
        workspace.start_own("Lege casus")
    else:
        workspace.choose(name)


def opened(key, case=None):
    """The proef on this case, before the prediction."""
    if case:
        take(case)
    return proef(key)


def revealed(key, case=None):
    """The proef on this case, after the prediction."""
    panel = opened(key, case)
    panel.clicked("_commit")
    return panel


def state(panel):
    """The state that the panel shows."""
    return panel.declaration(panel.case, **panel.settings())


def outcome(panel):
    state = panel.declaration(panel.case, **panel.settings())
    return getattr(state, "o", state)


def numbers(panel):
    """Measure -> (before, after)."""
    return {m.name: (m.before, m.after) for m in state(panel).measures()}


def after(panel, start):
    """The value afterwards of the measure whose name starts so."""
    return next(v for name, (_, v) in numbers(panel).items() if name.startswith(start))


def blocks(tree):
    """All blocks of a tree, depth first."""
    for block in tree:
        yield block
        parts = [part for step in block.get("steps", ()) for part in step["parts"]]
        presses = [
            {"t": "button", "key": part[name]["press"], **part[name]} for part in parts for name in ("on", "back", "also") if name in part
        ]
        inside = [one for part in (*parts, *block.get("folds", ())) for one in part["blocks"]]
        given = [block["situation"]] if block.get("situation") else []
        yield from blocks([*block.get("blocks", ()), *given, *inside, *presses])


def keys(panel):
    return [b["key"] for b in blocks(panel.tree)]


def block(panel, key):
    return next(b for b in blocks(panel.tree) if b["key"] == key)


TEXTS = ("_headline", "_pick")  # what the browser takes for text, as it takes errors


def markup(panel):
    """Every piece of HTML and SVG that a panel hands to the browser, by where it is."""
    found = {b["key"]: b[kind] for b in blocks(panel.tree) for kind in ("html", "svg") if kind in b}
    found |= {k: v for k, v in panel.live.items() if isinstance(v, str) and not k.startswith("fout:") and k not in TEXTS}
    found |= {k: v["svg"] for k, v in panel.live.items() if isinstance(v, dict) and "svg" in v}
    return found | {"static": panel.static()}


def picture(panel):
    return panel.live["_picture"]["svg"]


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(html):
    """(tag, attributes) of everything a browser would see as an element."""
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser.found


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def svg_elements(svg):
    """(name, attributes, text) of each element; raises when the SVG is not well-formed."""
    return [(e.tag.rpartition("}")[2], e.attrib, e.text) for e in ElementTree.fromstring(svg).iter()]


def ends(control):
    """Lowest and highest setting of a control; of a file only that there is none."""
    if isinstance(control, Choice):
        return [control.options[0][0], control.options[-1][0]]
    if isinstance(control, Text):
        return ["", "regie"]
    if isinstance(control, Rows):
        row = {c["key"]: c["options"][-1][0] if c.get("options") else "regie" for c in control.columns}
        return [list(map(dict, control.start)), [row] * (len(control.start) if control.fixed else 1)]
    if isinstance(control, Upload):
        return [None, None]
    return [control.low, control.high]


def values(control, most=9):
    """Settings of a control: every choice, the ends and the middle of a slider."""
    if isinstance(control, Choice):
        return [v for v, _ in control.options][:most]
    if isinstance(control, Slider):
        return list(dict.fromkeys([control.low, control.accept(1), control.accept((control.low + control.high) / 2), control.high]))
    return ends(control)


def refused(control):
    """What a control cannot use."""
    if isinstance(control, Text):
        return [3, None, True, "x" * (control.limit + 1)]
    if isinstance(control, Rows):
        return ["vijf", 3, None, [1], [{}] * (control.limit + 1)]
    if isinstance(control, Upload):
        return [3, True]
    return ["vijf", float("nan"), True, False, *([None] if control.start is not None else [])]


def saved_settings(panel):
    """What of the settings goes into the case file."""
    return panel._lasting()


#: Proeven that say something about any case, also an empty one.
PROEVEN = declaration.keys()
ANY_CASE = tuple(key for key in PROEVEN if proef_class(key).ready(Case()) is None)


def all_pairs(names):
    return tuple(Tie(a, b, "informeel") for a, b in combinations(names, 2))
