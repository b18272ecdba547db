"""New sub-optimalities: no grouping of tasks removes every tie between units; a few ad hoc bridges do the rest."""

from functools import cached_property

from regiekit.cases import Task
from regiekit.cases.reading import beyond
from regiekit.cases.remember import each
from regiekit.models import task_units as model
from regiekit.plots.layout import Box, in_zones
from regiekit.plots.network import Edge, Node, Zone
from regiekit.plots.svg import letter
from regiekit.proeven import Board, Card, Case, Choice, Measure, Proef, Slider, Table, count, counted, dutch, form, labels, last, say

UNITS = 3  # at the start and in the prediction
SOME = 3  # bridges, in what is said of the prediction
MOST_UNITS, MOST_BRIDGES = 5, 8
LETTERS = tuple(letter(i) for i in range(MOST_UNITS))
TASK = "taak_"  # the control of a task: this + its key
OWN, BEST = "eigen", "beste"
FOOT, CHARS = 62, 74  # room for two lines on the bridges below the picture, and the characters on such a line
#: The legend: sign and words.
KEY = (("tinted", "taak"), ("informatie", "band tussen eenheden"), ("formeel", "met een brug"), ("", "grijs: binnen een eenheid"))


@last
def needed(case: Case) -> dict[str, tuple[str, ...]]:
    """The tasks that take part (all, or where there are more than ten those with the most ties) and the parties each needs."""
    found = {t.key: tuple(dict.fromkeys(t.needed)) for t in case.tasks}
    every = model.ties(found)
    chosen = sorted(found, key=lambda key: -load(every, key))[: model.MOST]
    return {key: parties for key, parties in found.items() if key in chosen}


@last
def ties(case: Case) -> model.Ties:
    return model.ties(needed(case))


@each
def best(case: Case, units: int, largest: int) -> model.Grouping[str]:
    """The grouping that leaves the fewest ties between units; remembered, for a slider asks it at every step."""
    return model.minimum_cut(list(needed(case)), ties(case), units, largest)


def load(found: model.Ties, key: str) -> int:
    """The weight of all ties of a task."""
    return sum(weight for pair, weight in found.items() if key in pair)


def fair(case: Case, units: int) -> int:
    """How many tasks the largest unit holds at least."""
    return -(-len(needed(case)) // units)


def task(case: Case, key: str) -> Task:
    return next(t for t in case.tasks if t.key == key)


class TaskUnits(Proef, asks=("tasks",)):
    """So many bridges, and which grouping is `shown`; the unit of each task is a setting `taak_<key>`, a letter."""

    bridges: int
    shown: str
    units = 2  # these two cannot be set where there are two tasks
    largest = 1

    @classmethod
    def ready(cls, case):
        if many := beyond(len(case.tasks), "taken"):
            return many
        if len(needed(case)) < 2:
            return (
                "Vul in uw casus eerst een paar taken in, met per taak welke partijen ervoor nodig zijn (tabel Taken, kolom ‘Samen nodig’). "
                "Vier taken of meer is het leerzaamst."
            )
        if not ties(case):
            return (
                "In deze casus delen geen twee taken een partij. Er valt dus niets te knippen. "
                "Vul bij de taken meer partijen in, of kies een andere casus."
            )
        return None

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 20, 1, "%")

    @classmethod
    def foretold(cls, case) -> dict[str, int]:
        """The best grouping in three units of the same size."""
        units = min(UNITS, len(needed(case)))
        return best(case, units, fair(case, units)).unit

    @classmethod
    def answer(cls, case):
        return 100 * model.cut(ties(case), cls.foretold(case)) / sum(ties(case).values())

    @classmethod
    def explain(cls, case, answer):
        if len(needed(case)) <= UNITS:
            return (
                "Met zo weinig taken staat elke taak in een eigen eenheid, en dan loopt elke band ertussen. "
                "Vul in uw casus meer taken in, of kies een andere casus."
            )
        few = dict(model.bridges(needed(case), cls.foretold(case))[:SOME])
        left = answer - 100 * sum(few.values()) / sum(ties(case).values())
        bridged = f"Drie bruggen (bij {', '.join(labels(case, few))}) brengen wat openblijft terug tot {dutch(left, 0)}%."
        return say(
            "Een taak heeft banden naar meer kanten. Wie haar bij de één zet, haalt haar weg bij de ander.",
            bridged if len(few) == SOME else "",
        )

    @classmethod
    def controls(cls, case):
        number = len(needed(case))
        units = min(UNITS, number)
        possible = len(model.bridges(needed(case), {}))  # with every task alone: all parties that two tasks or more need
        most, follow = min(MOST_BRIDGES, max(2, possible)), "Bruggen: mensen die alle taken van hun organisatie volgen"
        sliders = [
            Slider("units", "Aantal eenheden", 2, min(MOST_UNITS, number), units, 1, "eenheid|eenheden"),
            Slider("largest", "Hoogstens zoveel taken in één eenheid", min(2, number - 1), number - 1, fair(case, units), 1, "taak|taken"),
            Slider("bridges", follow, 0, most, 0, 1, "brug|bruggen"),
        ]
        letters = [(x, x) for x in LETTERS]
        return [
            *(Choice(TASK + key, "In welke eenheid?", letters, LETTERS[i * units // number]) for i, key in enumerate(needed(case))),
            *(s for s in sliders if s.low < s.high),  # with two tasks there is nothing to choose
            Choice("shown", "Wat ziet u in het plaatje?", [(OWN, "uw indeling"), (BEST, "de beste indeling")], OWN),
        ]

    @classmethod
    def cards(cls, case):
        def needs(key):
            near = [(task(case, b if a == key else a).label, w) for (a, b), w in ties(case).items() if key in (a, b)]
            shared = ", ".join(f"{name} ({w})" if w > 1 else name for name, w in near)
            parties = ", ".join(labels(case, needed(case)[key])) or "niemand"
            return f"Nodig: {parties}. {f'Deelt partijen met: {shared}.' if near else 'Deelt met geen andere taak een partij.'}"

        return [Card(key, task(case, key).called, needs(key), (TASK + key,)) for key in needed(case)]

    @cached_property
    def mine(self) -> dict[str, int]:
        """The learner's grouping."""
        return {key: LETTERS.index(self.settings[TASK + key]) for key in needed(self.case)}

    @property
    def room(self) -> int:
        """How many tasks a unit may hold, at least so many that all fit."""
        return max(self.largest, fair(self.case, self.units))

    @cached_property
    def unit(self) -> dict[str, int]:
        """The grouping in the picture."""
        return self.mine if self.shown == OWN else best(self.case, self.units, self.room).unit

    @cached_property
    def total(self) -> int:
        return sum(ties(self.case).values())

    @cached_property
    def cut(self) -> int:
        """How many ties run between units."""
        return model.cut(ties(self.case), self.unit)

    @cached_property
    def useful(self) -> list[tuple[str, int]]:
        """Where a bridge helps, the best first, and how many ties between units it covers."""
        return model.bridges(needed(self.case), self.unit)

    @cached_property
    def laid(self) -> dict[str, int]:
        return dict(self.useful[: self.bridges])

    @cached_property
    def held(self) -> float:
        """The share of all ties that is inside a unit or bridged."""
        return model.share_held(ties(self.case), self.cut - sum(self.laid.values()))

    def measures(self):
        own, top = self.but(shown=OWN), self.but(shown=BEST)
        return [
            Measure("Banden tussen eenheden", own.cut, top.cut, digits=0),
            Measure("Deel van alle banden dat tussen eenheden loopt", own.cut / self.total, top.cut / self.total, "%", 0, 100),
            Measure("Geregeld: binnen een eenheid of met een brug", own.held, top.held, "%", 0, 100),
        ]

    def picture(self):
        b = Board(660, 640, "structuur")
        foot = Board(b.width, 0, "structuur")
        height = b.height - foot.legend(extra=KEY) - FOOT
        units = [[key for key in self.unit if self.unit[key] == u] for u in range(max(self.units, *(u + 1 for u in self.unit.values())))]
        places, boxes, scale = in_zones(units, Box(4, 4, b.width - 8, height - 8))
        lifted = sorted(places, key=lambda key: (places[key][1], places[key][0]))[::2]

        def node(key):
            x, y = places[key]
            t, weight = task(self.case, key), load(ties(self.case), key)
            y += (-14 if key in lifted else 14) * scale  # off one line, so that no tie passes behind a third task
            return Node(key, t.label, x, y, size=1 + min(4, weight / 4), tone="tinted" if weight else "faded", name=t.called, scale=scale)

        b.network(
            [node(key) for tasks in units for key in tasks],
            [self._edge(a, c, weight) for (a, c), weight in ties(self.case).items()],
            [Zone(f"eenheid{i}", f"Eenheid {letter(i)}", box) for i, box in enumerate(boxes)],
        )
        with b.group(0, height):
            b.parts += foot.parts
        said = f"Bruggen: {self._at()}." if self.laid else "Nog geen bruggen tussen de eenheden."
        b.texts(14, height + foot.height + 24, said, CHARS, 2, 20, size=14.5, weight=650 if self.laid else 400)
        return b

    def _edge(self, a, b, weight):
        """A tie; it counts as bridged when there is a bridge at each party that the two tasks share."""
        inside, shared = self.unit[a] == self.unit[b], set(needed(self.case)[a]) & set(needed(self.case)[b])
        kind = "formeel" if inside or shared <= self.laid.keys() else "informatie"
        return Edge(a, b, kind, min(5, 2 * weight), tone="plain" if inside else "strong")

    @cached_property
    def groups(self) -> list[str]:
        """The units that are used, each with its tasks."""
        return [
            f"{LETTERS[u]}: {', '.join(task(self.case, key).label for key in self.unit if self.unit[key] == u)}"
            for u in sorted(set(self.unit.values()))
        ]

    def _at(self):
        return ", ".join(labels(self.case, self.laid))

    def _share(self, part):
        return f"{dutch(100 * part / self.total, 0)}%"

    def _arranged(self):
        return f"is {dutch(100 * self.held, 0)}% van de banden geregeld."

    def words(self):
        number, used, bridges = len(self.unit), len(self.groups), len(self.laid)
        top = "Een van de beste indelingen" if best(self.case, self.units, self.room).tied else "De beste indeling"
        which = "Uw indeling" if self.shown == OWN else f"{top} volgens het denkmodel"
        cutting = f"Tussen de eenheden {counted(self.cut, 'loopt', 'lopen', 'band', 'banden')}: {self._share(self.cut)} van alle banden."
        if not self.cut:
            whole = "Alles zit in één eenheid: dan is er niets geknipt." if used == 1 else ""
            cutting = say("Geen enkele band loopt tussen eenheden.", whole)
        who = ", ".join(f"{name} ({n})" for name, n in zip(labels(self.case, self.laid), self.laid.values(), strict=True))
        over = f"{count(bridges, 'brug|bruggen')}, bij {who}, {form(bridges, 'dekt', 'dekken')} er {sum(self.laid.values())} van af."
        all_tasks = len(self.case.tasks)
        return say(
            f"Er {counted(number, 'is', 'zijn', 'taak', 'taken')} met samen {_ties(self.total)}.",
            f"{which} heeft {count(used, 'eenheid|eenheden')}: {'; '.join(self.groups)}.",
            cutting,
            f"{over} Zo {self._arranged()}" if self.laid else "",
            f"Van de {all_tasks} taken doen de {number} met de meeste banden mee." if all_tasks > number else "",
        )

    def report(self):
        cut, used = self.cut, count(len(self.groups), "eenheid|eenheden")
        return say(
            f"De {len(self.unit)} taken zijn verdeeld over {used} ({'; '.join(self.groups)}).",
            f"Tussen de eenheden {form(cut, 'loopt', 'lopen')} {_ties(cut)} ({self._share(cut)} van alle).",
            f"Met {count(len(self.laid), 'brug|bruggen')}, bij {self._at()}, {self._arranged()}" if self.laid else "",
        )

    def tables(self):
        """What each bridge adds."""
        rows, held = [], self.total - self.cut
        for i, (party, covered) in enumerate(self.useful, 1):
            held += covered
            name, there = f"{i}. {self.case.party(party).called}", "ja" if i <= self.bridges else "nee"
            rows.append((name, str(covered), self._share(held), there))
        columns = ("Brug bij", "Dekt zoveel banden", "Geregeld tot en met deze", "Ligt er")
        return [Table("Waar een brug helpt, de beste eerst", columns, rows)] if rows else []

    def note(self, key):
        if key in self.mine:
            out = sum(w for (a, b), w in ties(self.case).items() if key in (a, b) and self.mine[a] != self.mine[b])
            inside = _ties(load(ties(self.case), key) - out)
            return f"In eenheid {LETTERS[self.mine[key]]} heeft deze taak {inside} binnen de eenheid en {out} erbuiten."
        return self._note_largest() if key == "largest" else ""

    def _note_largest(self):
        sizes = [list(self.mine.values()).count(u) for u in set(self.mine.values())]
        used, size, room = len(sizes), max(sizes), self.room
        fits = f"In {self.units} eenheden passen de taken pas als een eenheid er {room} mag hebben; daarmee is gerekend."
        other = (
            f"Let op: uw eigen indeling heeft {count(used, 'eenheid|eenheden')}, de grootste met {count(size, 'taak|taken')}. "
            "De beste houdt zich aan uw schuiven."
        )
        return say(fits if room != self.largest else "", other if used != self.units or size > room else "")


def _ties(number: int) -> str:
    return count(number, "band|banden") if number else "geen banden"
