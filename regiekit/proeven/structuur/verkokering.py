"""Verkokering → ontkokering → her-kokering: taking columns away brings some nearer, sets others apart, and makes new columns."""

from collections.abc import Hashable
from functools import cached_property
from itertools import combinations, pairwise
from math import isnan

from regiekit.cases.reading import ALONE, by_task, crowded, kinds, members
from regiekit.cases.remember import each
from regiekit.models import silos as model
from regiekit.plots.layout import Box, in_columns
from regiekit.plots.svg import letter
from regiekit.proeven import Board, Case, Choice, Edge, Node, Proef, Slider, Zone, count, counted, dutch, measure, say

LEVELS = 3
PRIORITIES = 4  # what a boss can put first, in the matrix
CLASH = "Als de bazen niet overleggen, krijgt iemand in {} van de 100 gevallen twee verschillende opdrachten."
FORMS = {  # what it is called, how it is told, how the plan begins, what becomes of the old columns (told, in the plan)
    "vak": ("per vakgebied (kokers)", "De organisatie is ingedeeld per vakgebied.", "Met een indeling per vakgebied", "", ""),
    "opgave": (
        "per opgave (ontkokerd)",
        "De organisatie is ingedeeld per opgave.",
        "Met een indeling per opgave",
        "De oude kokers zijn weg. Nu is elke opgave een koker.",
        "De oude kokers zijn dan weg, en elke opgave wordt een koker.",
    ),
    "matrix": (
        "matrix: vak én opgave, twee bazen",
        "Wie aan een opgave werkt, heeft twee bazen: één voor het vak en één voor de opgave.",
        "Met twee bazen, één voor het vak en één voor de opgave,",
        CLASH,
        CLASH,
    ),
}
TOP, ROOF = "#top", 150.0  # key of the top; room above the columns for it and the layers of heads


def by_field(case: Case) -> dict[str, Hashable]:
    return {p.key: p.sector or "geen vakgebied" for p in case.parties}


def together(case):
    """Pairs that a task needs together, tasks in order."""
    pairs = {frozenset(pair): pair for t in reversed(case.tasks) for pair in combinations(t.needed, 2)}
    return list(pairs.values())[::-1]


def peers(case):
    """Pairs in the same field; of a party without one nobody knows whose peer it is."""
    field = {p.key: p.sector for p in case.parties if p.sector}
    return [(a, b) for a, b in combinations(field, 2) if field[a] == field[b]]


def column(case: Case, form: str) -> dict[str, Hashable]:
    """Party -> its column."""
    return by_task(case) if form == "opgave" else by_field(case)


@each
def network(case, form, levels, across):
    """The hierarchy in columns (in a matrix those by field and those by task under one top) with the ties across."""
    import networkx as nx

    found = model.hierarchy(members(column(case, form)).values(), levels)
    if form == "matrix":
        task = model.hierarchy(members(by_task(case)).values(), levels)
        apart = {n: ("opgave", *n) for n, role in task.nodes(data="role") if role == "head"}
        found = nx.compose(found, nx.relabel_nodes(task, apart))
    return model.add_lateral(found, across)


@each
def distances(case, form, levels, across):
    """Mean number of steps between who needs one another for a task, and between peers."""
    return [model.mean_distance(network(case, form, levels, across), pairs) for pairs in (together(case), peers(case))]


class Silos(Proef, before={"form": "vak", "lateral": 0}, asks=("tasks", "ties")):
    """Columns by field, by task, or (matrix) both at once, so many `levels` under one top, and so many ties across them."""

    form: str
    levels: int
    lateral: int

    @classmethod
    def ready(cls, case):
        if many := crowded(case):
            return many
        if together(case) and len(set(by_field(case).values())) > 1:
            return None
        return (
            "Vul in uw casus partijen uit minstens twee sectoren in, en minstens één taak waarvoor partijen elkaar nodig hebben. "
            "Dat kan hieronder."
        )

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 1, 12, 3, 1, "stap|stappen")

    @classmethod
    def answer(cls, case):
        return model.leaf_distance(False, LEVELS)

    @classmethod
    def controls(cls, case):
        return [
            Choice("form", "Indeling", [(key, name) for key, (name, *_) in FORMS.items()], "vak"),
            Slider("levels", "Lagen onder de top", 1, 5, LEVELS),
            Slider("lateral", "Dwarsverbanden", 0, 12, 0),
        ]

    @cached_property
    def unit(self):
        """Party -> its column."""
        return column(self.case, self.form)

    @cached_property
    def across(self) -> list[tuple[str, str]]:
        """The ties across: between parties that a task needs and that are in different columns."""
        return [(a, b) for a, b in together(self.case) if self.unit[a] != self.unit[b]][: self.lateral]

    @measure("Stappen tussen wie samen aan een taak werkt", digits=1)
    def apart(self):
        return distances(self.case, self.form, self.levels, tuple(self.across))[0]

    @measure("Stappen tussen vakgenoten", digits=1)
    def peers_apart(self):
        return distances(self.case, self.form, self.levels, tuple(self.across))[1]

    @measure("Kans op tegenstrijdige opdrachten", "%", 0, 100)
    def conflict(self):
        return model.conflicting_orders(2 if self.form == "matrix" else 1, PRIORITIES)

    @cached_property
    def second(self) -> dict[str, str]:
        """Party -> the letter of its second boss, in a matrix; who works on no task has none."""
        busy = {k for t in self.case.tasks for k in t.needed} if self.form == "matrix" else ()
        boss = {k: task for k, task in by_task(self.case).items() if k in busy}
        letters = {task: letter(i) for i, task in enumerate(dict.fromkeys(boss.values()))}
        return {k: letters[task] for k, task in boss.items()}

    def picture(self):
        """Parties in columns under heads, who stands alone together in a dashed area; a letter for the second boss."""
        b, groups = Board(660, 540, "structuur"), members(self.unit)
        columns = {str(group): keys for group, keys in groups.items() if not str(group).startswith(ALONE)}
        loose = [k for group, keys in groups.items() if str(group).startswith(ALONE) for k in keys]
        places, boxes, scale = in_columns([*columns.values(), *([loose] if loose else [])], Box(4, ROOF, b.width - 8, b.height - ROOF - 6))
        zones = [Zone(f"koker{i}", name, box) for i, (name, box) in enumerate(zip(columns, boxes, strict=False))]
        if loose:
            zones.append(Zone("los", "ieder apart", boxes[-1], "faded"))
        nodes, ties = self._heads(columns, boxes, b.width / 2)
        party = {p.key: p for p in self.case.parties}
        nodes += [Node.of(party[k], places[k], mark=self.second.get(k, ""), scale=scale) for k in places]
        b.network(nodes, [*ties, *(Edge(x, y, "informeel", 4, tone="strong") for x, y in self.across)], zones)
        b.legend(kinds(self.case), ["hiërarchie", "informeel"], [("", "letter = tweede baas")])
        return b

    def _heads(self, columns, boxes, middle):
        """The top and above each column its chain of heads; with one level the column hangs directly under the top."""
        nodes, ties = [Node(TOP, "", middle, 26, "instelling", 3, "strong", "De top van de organisatie")], []
        for i, (name, box) in enumerate(zip(columns, boxes, strict=False)):
            pitch = (ROOF - 70) / max(1, self.levels - 1)
            chain = [(f"#hoofd{i}.{n}", 56 + pitch * n, f"Leiding van {name}, laag {n}", 0.6) for n in range(1, self.levels)]
            chain = chain or [(f"#hoofd{i}.0", ROOF - 4, name, 0.3)]
            nodes += [Node(key, "", box.x + box.width / 2, y, "instelling", 0, "strong", told, scale=s) for key, y, told, s in chain]
            ties += [Edge(above, key, "hiërarchie", 2) for above, key in pairwise([TOP, *(key for key, *_ in chain)])]
        return nodes, ties

    def words(self):
        _, told, _, then, _ = FORMS[self.form]
        far, fellows, ties = dutch(self.apart, 1), dutch(self.peers_apart, 1), len(self.across)
        return say(
            told,
            f"Wie samen aan een taak werkt, staat gemiddeld {far} stappen van elkaar af "
            f"(per vakgebied en zonder dwarsverbanden: {dutch(self.before.apart, 1)}).",
            "Geen twee partijen delen een vakgebied."
            if isnan(self.peers_apart)
            else f"Vakgenoten staan {fellows} stappen van elkaar af (eerst {dutch(self.before.peers_apart, 1)}).",
            f"Er {counted(ties, 'is', 'zijn', 'dwarsverband', 'dwarsverbanden') if ties else 'zijn geen dwarsverbanden'}.",
            then.format(dutch(100 * self.conflict, 0)),
        )

    def report(self):
        _, _, start, _, then = FORMS[self.form]
        ties = f" en {count(len(self.across), 'dwarsverband|dwarsverbanden')}" if self.across else ""
        fellows = "" if isnan(self.peers_apart) else f", en vakgenoten {dutch(self.peers_apart, 1)}"
        return say(
            f"{start}{ties} staat wie samen aan een taak werkt gemiddeld {dutch(self.apart, 1)} stappen van elkaar af{fellows}.",
            then.format(dutch(100 * self.conflict, 0)),
        )
