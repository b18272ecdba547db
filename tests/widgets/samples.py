"""Cases built in code for the tests of the widgets, and small readers of what a panel shows."""

import re
from html.parser import HTMLParser
from itertools import combinations
from xml.etree import ElementTree

from regiekit.cases import Claim, Party, StructureOption, Task, Tie, workspace
from regiekit.widgets.controls import Choice
from regiekit.widgets.experiment import Proef, experiment

NOTEBOOK = "04_structuur"
SHIPPED = ("jeugdhulp", "regio", "warmte")
EVIL = '"\'><img src=x onerror=alert(1)>&</text></svg><script>alert(2)</script>'


def small():
    """Five parties, two islands, one party that blocks."""
    return {
        "title": "Kleine casus",
        "question": "Wie doet wat?",
        "director": "gemeente",
        "parties": (
            Party("gemeente", name="Gemeente", kind="gemeente", sector="bestuur", position="voor"),
            Party("school", name="School", sector="onderwijs", position="voor"),
            Party("mentor", name="Mentorpunt", sector="onderwijs"),
            Party("huisarts", name="Huisarts", sector="zorg", position="tegen", power=("blokker",)),
            Party("ggd", name="GGD", sector="zorg"),
        ),
        "ties": (Tie("school", "mentor", "informeel"), Tie("huisarts", "ggd", "informeel")),
        "tasks": (
            Task("intake", name="Intake", needed=("school", "huisarts"), claims=(Claim("school"), Claim("huisarts"))),
            Task("nazorg", name="Nazorg", needed=("mentor", "ggd", "school"), claims=(Claim("ggd", "rand"),)),
        ),
        "structures": (
            StructureOption("nu", name="Nu", status="huidig", units={"A": ("school", "mentor"), "B": ("huisarts", "ggd")}),
        ),
    }


def large(n=40):
    """Many parties, each in a field of its own, so in more groups than there are letters."""
    parties = tuple(
        Party(f"p{i}", name=f"Partij {i}", sector=f"vak {i}" if i else "vak 1", size=1 + i % 5,
              position=("voor", "tegen", "afwachtend")[i % 3], power=("blokker",) if i % 4 == 0 else ())
        for i in range(n))
    ties = tuple(Tie(f"p{i}", f"p{i + 1}", "informeel") for i in range(0, n - 1, 2))
    tasks = tuple(
        Task(f"t{j}", name=f"Taak {j}", needed=(f"p{j}", f"p{j + 9}", f"p{j + 20}"),
             claims=tuple(Claim(f"p{(j * 5 + k) % n}", ("kern", "mede", "rand")[(j + k) % 3]) for k in range(j % 5)))
        for j in range(12))
    return {"title": "Veertig partijen", "parties": parties, "ties": ties, "tasks": tasks, "director": "p0"}


def hostile():
    """The small case with markup in everything a person can write."""
    case = small()
    parties = tuple(
        Party(p.key, name=f"{p.name}{EVIL}", short=f'<b>&"{i}', sector=f"{p.sector}{EVIL}", position=p.position, power=p.power,
              interests=(EVIL,), kind=p.kind)
        for i, p in enumerate(case["parties"]))
    tasks = tuple(Task(t.key, name=f"{t.name}{EVIL}", short='<i>"&\'', needed=t.needed, claims=t.claims) for t in case["tasks"])
    structures = (StructureOption("nu", name=EVIL, status="huidig",
                                  units={f"A{EVIL}": ("school", "mentor"), "<b>B": ("huisarts", "ggd")}),)
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
    return Proef(experiment(key))


def revealed(key, case=None):
    """The proef on this case, after the prediction."""
    panel = opened(key, case)
    panel.clicked("_commit")
    return panel


def outcome(panel):
    return panel.declaration.outcome(panel.case, **panel.settings())


def numbers(panel):
    """Measure -> (before, after)."""
    return {m.name: (m.before, m.after) for m in panel.declaration.measures(outcome(panel))}


def after(panel, start):
    """The value afterwards of the measure whose name starts so."""
    return next(v for name, (_, v) in numbers(panel).items() if name.startswith(start))


def blocks(tree):
    """All blocks of a tree, depth first."""
    for block in tree:
        yield block
        yield from blocks(block.get("blocks", ()))


def keys(panel):
    return [b["key"] for b in blocks(panel.tree)]


def block(panel, key):
    return next(b for b in blocks(panel.tree) if b["key"] == key)


def markup(panel):
    """Every piece of HTML and SVG that a panel hands to the browser, by where it is."""
    found = {b["key"]: b["html"] for b in blocks(panel.tree) if "html" in b}
    found |= {k: v for k, v in panel.live.items() if isinstance(v, str) and not k.startswith("fout:")}
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
    """Lowest and highest setting of a control."""
    return [v for v, _ in (control.options[0], control.options[-1])] if isinstance(control, Choice) else [control.low, control.high]


def all_pairs(names):
    return tuple(Tie(a, b, "informeel") for a, b in combinations(names, 2))


