"""Verkokering → ontkokering → her-kokering: who no longer sees another perspective sees it again, and loses that of others."""

from collections.abc import Hashable
from functools import cached_property
from itertools import combinations, pairwise
from math import isnan
from types import MappingProxyType

from regiekit.cases.reading import ALONE, by_task, crowded, kinds, members
from regiekit.cases.remember import each, last
from regiekit.models import silos as model
from regiekit.plots.layout import Box, in_columns
from regiekit.plots.svg import letter
from regiekit.proeven import Board, Case, Choice, Edge, Node, Proef, Slider, Zone, capital, dutch, form, listed, measure, number_word, say

LEVELS = 3
PRIORITIES = 4  # what a boss can put first, in the matrix
ALWAYS = 100  # of the 100 times, at the start: who is near, is really seen
SIGHT = 2  # steps, at the start: colleagues under the same head, and whoever one has a tie with
WIDE, HIGH = 660.0, 430.0
FORMS = {  # what it is called, how it is told, how the plan begins
    "vak": ("per vakgebied (kokers)", "De organisatie is ingedeeld per vakgebied, met ", "Met een indeling per vakgebied"),
    "opgave": ("per opgave (ontkokerd)", "De organisatie heeft nu teams per opgave, ", "Met een indeling per opgave"),
    "matrix": (
        "matrix: vak én opgave, twee bazen",
        "Wie aan een opgave werkt, heeft twee bazen. De organisatie heeft ",
        "In een matrix met twee bazen",
    ),
}
TOP, ROOF = "#top", 90.0  # key of the top; room above the columns for it and the layers of heads
NAMED = 15  # of more columns each is too narrow for names


def by_field(case: Case) -> dict[str, Hashable]:
    return {p.key: p.sector or "geen vakgebied" for p in case.parties}


@last
def together(case):
    """Pairs that a task needs together, tasks in order."""
    pairs = {frozenset(pair): pair for t in reversed(case.tasks) for pair in combinations(t.needed, 2)}
    return list(pairs.values())[::-1]


@each
def wanted(case):
    """What each party needs to see: for every task it is needed for, the fields of the others."""
    field = {p.key: p.sector for p in case.parties}
    pairs = {(k, field[o]): None for t in case.tasks for k in t.needed for o in t.needed if field[o] and field[o] != field[k]}
    return tuple(pairs)


@last
def peers(case):
    """Parties by their field; of a party without one nobody knows whose peer it is."""
    return list(members({p.key: p.sector for p in case.parties if p.sector}).values())


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
    found = network(case, form, levels, across)
    return [model.mean_distance(found, together(case)), model.mean_distance_within(found, peers(case))]


@each
def seen(case, form, levels, across, sight):
    """Of each perspective that is needed how many who have it are within sight."""
    field = {p.key: p.sector for p in case.parties if p.sector}
    return model.seen(network(case, form, levels, across), wanted(case), field, sight)


@each
def peers_near(case, form, levels, across, sight):
    """The share of the pairs of peers who are within sight of one another."""
    return model.share_within(network(case, form, levels, across), peers(case), sight)


@each
def sights(case, form, levels, across, sight, really=ALWAYS):
    """The share of the needed perspectives that is seen, and of the pairs of peers that see one another."""
    own = peers_near(case, form, levels, across, sight) * model.share_seen([1], really / 100)
    return model.share_seen(seen(case, form, levels, across, sight), really / 100), own


@each
def complete(case, form, levels, across, sight):
    """Who sees every perspective that it needs."""
    needs, found = [key for key, _ in wanted(case)], seen(case, form, levels, across, sight)
    return frozenset(needs) - {key for key, sees in zip(needs, found, strict=True) if not sees}


class Silos(Proef, before={"form": "vak", "lateral": 0}, asks=("sector", "tasks", "ties")):
    """Columns by field, by task, or (matrix) both at once, so many `levels` under one top, and so many ties across them.

    Everybody sees the perspective of who is at most `sight` steps away, `really` of the 100 times.
    """

    form: str
    levels: int
    lateral: int
    sight: int
    really: int

    sections = MappingProxyType({"sight": "Kijken", "really": "Kijken"})

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
        return Slider("", "Uw voorspelling", 0, 100, 80, 1, "%")

    @classmethod
    def answer(cls, case):
        return 100 * cls(case, form="opgave", levels=LEVELS, lateral=0, sight=SIGHT, really=ALWAYS).seen

    @classmethod
    def explain(cls, case, answer):
        twice = any(sum(k in t.needed for t in case.tasks) > 1 for k in {k for t in case.tasks for k in t.needed})
        why = (
            "Wie voor meer dan één taak nodig is, kan maar in één team zitten en ziet de andere taken niet. "
            if twice
            else "Elke partij is hier voor één taak nodig, dus in haar team zit iedereen die zij nodig heeft. "
        )
        return f"{why}Kijk bij ‘Vakgenoten die elkaar zien’ wat het team u kost."

    @classmethod
    def supposes(cls, case):
        return ("levels", "sight", "really")

    @classmethod
    def controls(cls, case):
        return [
            Choice("form", "Indeling", [(key, name) for key, (name, *_) in FORMS.items()], "opgave"),
            Slider("levels", "Lagen onder de top", 1, 5, LEVELS),
            Slider("lateral", "Dwarsverbanden", 0, 12, 0),
            Slider("sight", "Zo ver kijkt men, in stappen", 1, 6, SIGHT),
            Slider(
                "really",
                "Zo vaak ziet men wie dichtbij is, ook echt",
                0,
                100,
                ALWAYS,
                10,
                "van de 100",
                "Dichtbij zitten is nog geen kijken.",
            ),
        ]

    @cached_property
    def unit(self):
        """Party -> its column."""
        return column(self.case, self.form)

    @cached_property
    def across(self) -> list[tuple[str, str]]:
        """The ties across: between parties that a task needs and that are in different columns."""
        return [(a, b) for a, b in together(self.case) if self.unit[a] != self.unit[b]][: self.lateral]

    @measure("Nodige perspectieven die men ziet", "%", 0, 100)
    def seen(self):
        return sights(self.case, self.form, self.levels, tuple(self.across), self.sight, self.really)[0]

    @property
    def loose(self):
        """What is seen of them with this division and no ties across."""
        return sights(self.case, self.form, self.levels, (), self.sight, self.really)[0]

    @cached_property
    def looking(self):
        """The same, where who is near is always really seen."""
        return self.but(really=ALWAYS)

    @measure("Vakgenoten die elkaar zien", "%", 0, 100)
    def peers_seen(self):
        return sights(self.case, self.form, self.levels, tuple(self.across), self.sight, self.really)[1]

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
        b, groups = Board(WIDE, HIGH, "structuur"), members(self.unit)
        columns = {str(group): keys for group, keys in groups.items() if not str(group).startswith(ALONE)}
        loose = [k for group, keys in groups.items() if str(group).startswith(ALONE) for k in keys]
        places, boxes, scale = in_columns([*columns.values(), *([loose] if loose else [])], Box(4, ROOF, b.width - 8, b.height - ROOF - 6))
        named = len(boxes) <= NAMED
        zones = [Zone(f"koker{i}", name * named, box) for i, (name, box) in enumerate(zip(columns, boxes, strict=False))]
        if loose:
            zones.append(Zone("los", "ieder apart", boxes[-1], "faded"))
        nodes, ties = self._heads(columns, boxes, b.width / 2)
        party = {p.key: p for p in self.case.parties}
        sees = complete(self.case, self.form, self.levels, tuple(self.across), self.sight)
        nodes += [
            Node.of(party[k], places[k], "tinted" if k in sees else "plain", mark=self.second.get(k, ""), scale=scale) for k in places
        ]
        nodes = nodes if named else [n._replace(label="") for n in nodes]
        b.network(nodes, [*ties, *(Edge(x, y, "informeel", 4, tone="strong") for x, y in self.across)], zones)
        b.legend(
            kinds(self.case),
            ["hiërarchie", "informeel"],
            [
                ("tinted", "ziet wat nodig is" if self.really == ALWAYS else "heeft dichtbij wat nodig is"),
                ("", "letter = tweede baas"),
                *[("", "wijs een partij aan voor haar naam")] * (not named),
            ],
        )
        return b

    def _heads(self, columns, boxes, middle):
        """The top and above each column its chain of heads; with one level the column hangs directly under the top."""
        nodes, ties = [Node(TOP, "", middle, 22, "instelling", 3, "strong", "De top van de organisatie")], []
        for i, (name, box) in enumerate(zip(columns, boxes, strict=False)):
            pitch = (ROOF - 60) / max(1, self.levels - 1)
            chain = [
                (f"#hoofd{i}.{n}", 44 + pitch * n, f"Leiding van {name}, laag {n}", 0.6 if self.levels < 4 else 0.4)
                for n in range(1, self.levels)
            ]
            chain = chain or [(f"#hoofd{i}.0", ROOF - 4, name, 0.3)]
            nodes += [Node(key, "", box.x + box.width / 2, y, "instelling", 0, "strong", told, scale=s) for key, y, told, s in chain]
            ties += [Edge(above, key, "hiërarchie", 2) for above, key in pairwise([TOP, *(key for key, *_ in chain)])]
        return nodes, ties

    def headline(self):
        ties = len(self.across)
        if isnan(self.seen):
            return "Er valt geen koker te openen, want geen taak vraagt een ander vakgebied."
        if not self.really:
            return "Niemand ziet een ander perspectief, ook van dichtbij niet: naast elkaar zitten helpt pas als men ook kijkt."
        if self.seen < self.looking.seen - 1e-9:
            return "Een deel van wat dichtbij is, ziet men toch niet: de indeling brengt mensen bij elkaar, maar kijken moeten ze zelf."
        if self.before.seen > 1 - 1e-9:
            return "Iedereen ziet elk perspectief, hoe de organisatie ook is ingedeeld, want niemand zit hier te ver weg."
        if self.form != "vak" and self.seen < 1e-9:
            return "Ook met deze indeling ziet niemand een ander perspectief, want partijen die samen aan een taak werken, zitten te ver uit elkaar."
        if self.form != "vak" and self.loose < 1e-9:
            only = form(ties, "het ene dwarsverband opent", f"de {number_word(ties)} dwarsverbanden openen")
            return f"Alleen {only} een koker, want van team naar team en binnen een team kijkt men niet ver genoeg."
        if self.form == "matrix":
            return "In een matrix ziet men de opgave én het vak, maar twee bazen die niet overleggen, geven vaak verschillende opdrachten."
        if self.form == "vak" and not ties:
            return "Bij een indeling per vakgebied ziet niemand een ander perspectief, want partijen die samen aan een taak werken, zitten in verschillende kokers."
        if ties:
            some = form(ties, "één dwarsverband opent", f"{number_word(ties)} dwarsverbanden openen")
            if self.seen < self.loose + 1e-9:
                return f"{capital(some)} hier niets: wie zo een ander leert kennen, zag dat perspectief al of heeft het niet nodig."
            if self.form == "opgave":
                return f"Teams per opgave openen kokers, en {some} er nog meer: wie iemand in een ander team kent, ziet ook dat vak."
            where = "een deel van de kokers" if self.seen < 1 - 1e-9 else "alle kokers"
            return f"{capital(some)} {where}, zonder reorganisatie: wie iemand in een andere koker kent, ziet ook dat andere vak."
        if self.peers_seen < self.before.peers_seen - 1e-9:
            return "In teams per opgave ziet men meer perspectieven, maar vakgenoten verliezen elkaar uit het oog: de opgave is de nieuwe koker."
        return "In teams per opgave ziet men meer perspectieven, want wie samen aan een taak werkt, zit nu bij elkaar."

    def words(self):
        ties, looks = len(self.across), f"{number_word(self.sight)} {form(self.sight, 'stap', 'stappen')} ver"
        has = [form(self.levels, "één laag onder de top", f"{number_word(self.levels)} lagen onder de top")]
        has += [form(ties, "één dwarsverband", f"{number_word(ties)} dwarsverbanden")] if ties else []
        begin = FORMS[self.form][1]
        told = f"{begin}{listed(has)}." if ties or self.form != "opgave" else f"{begin.removesuffix(', ')} en {has[0]}."
        if isnan(self.seen):
            return say(told, "Elke taak blijft binnen één vakgebied.")
        if self.form == "vak" and not self.looking.seen:
            return say(
                told,
                f"Via de top is het {number_word(2 * self.levels)} stappen naar iemand in een andere koker.",
                f"Men kijkt maar {looks} en ziet die ander dus niet.",
            )
        return say(told, self._seen(), self._why(looks), self._really(), self._price())

    def _seen(self):
        """What one sees, beside what it would be without ties across and by field."""
        other, was = "", 0.0
        if self.seen > self.loose:
            other, was = "Zonder dwarsverbanden", self.loose
        elif self.form != "vak" and abs(self.seen - self.before.seen) > 1e-9:
            other, was = "Bij een indeling per vakgebied", self.before.seen
        need, share = "perspectieven die voor een taak nodig zijn", _share(self.seen)
        now = f"Men ziet {share}{'' if share == 'alle' else ' van de'} {need}." if self.seen else f"Van de {need}, ziet men er geen."
        return say(now, f"{other} zag men {_part(was, 'er geen')}{' daarvan' * (was > 0)}." if other else "")

    def _why(self, looks):
        """Why it is all or nothing, or why a team does not show everything."""
        if self.before.seen > 1 - 1e-9:
            return (
                "Met één laag onder de top zit iedereen dichtbij genoeg."
                if self.levels == 1
                else f"Men kijkt {looks}, en dat is ver genoeg voor elke koker."
            )
        if not self.looking.seen and self.sight == 1:
            return "Men kijkt één stap ver, en ook binnen een team zit een ander twee stappen verderop."
        twice = any(sum(key in t.needed for t in self.case.tasks) > 1 for key in self.case.party_keys)
        missed = self.form == "opgave" and twice and self.seen < 1 - 1e-9 and self.really == ALWAYS and not self.across
        return "Wie voor meer taken nodig is, zit maar in één team en mist de andere taken." if missed else ""

    def _really(self):
        """What it would be if one always looked."""
        more, share = self.looking.seen > self.seen + 1e-9, _share(self.looking.seen)
        return (
            f"Keek iedereen altijd naar wie dichtbij zit, dan zag men {'ze allemaal' if share == 'alle' else f'{share} daarvan'}."
            if more
            else ""
        )

    def _price(self):
        """What the division takes away."""
        if self.form == "matrix" and self.seen:
            return f"Overleggen de bazen nooit, dan krijgt wie voor twee bazen werkt, {dutch(100 * self.conflict, 0)} van de 100 keer twee verschillende opdrachten."
        if self.form != "opgave" or not self.peers_seen < self.before.peers_seen:
            return ""
        if not (pairs := round(100 * self.peers_seen)):
            return f"Vakgenoten zitten in verschillende teams en zien elkaar {'bijna ' * (self.peers_seen > 0)}niet meer."
        return f"Van elke 100 paren vakgenoten {form(pairs, 'ziet', 'zien')} er nog maar {number_word(1) if pairs == 1 else pairs} elkaar, want zij zitten nu in verschillende teams."

    def report(self):
        ties = len(self.across)
        across = f" en {form(ties, 'één dwarsverband', f'{number_word(ties)} dwarsverbanden')}" if ties else ""
        if isnan(self.seen):
            return ""
        return say(
            f"{FORMS[self.form][2]}{across} ziet men {_part(self.seen, 'geen')} van de perspectieven die voor een taak nodig zijn.",
            f"Dat geldt als men wie dichtbij is, {f'{self.really} van de 100 keer' if self.really else 'nooit'} echt ziet."
            if self.really < ALWAYS
            else "",
            "Vakgenoten verliezen elkaar dan deels uit het oog: de opgave wordt een nieuwe koker."
            if self.form == "opgave" and self.peers_seen < self.before.peers_seen
            else "Twee bazen die niet overleggen, geven vaak verschillende opdrachten."
            if self.form == "matrix"
            else "",
        )


def _share(seen: float) -> str:
    """What one sees of the perspectives, in a sentence."""
    return "alle" if seen > 1 - 1e-9 else f"{dutch(100 * seen, 0)} procent" if seen else "geen enkel"


def _part(seen: float, none: str) -> str:
    """The same in the plan."""
    return f"{dutch(100 * seen, 0)} procent" if seen else none
