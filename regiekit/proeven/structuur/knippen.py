"""New sub-optimalities: no grouping of tasks removes every tie between units; a few ad hoc bridges do the rest, as long as they stay."""

from functools import cached_property
from types import MappingProxyType

from regiekit.cases import Task
from regiekit.cases.reading import beyond
from regiekit.cases.remember import each
from regiekit.models import task_units as model
from regiekit.plots.layout import Box, in_zones
from regiekit.plots.network import Edge, Node, Zone
from regiekit.plots.svg import letter
from regiekit.proeven import (
    Board,
    Card,
    Case,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    capital,
    dutch,
    form,
    labels,
    last,
    listed,
    number_word,
    say,
)
from regiekit.widgets.say import phrase

UNITS = 3  # at the start and in the prediction
SOME = 3  # bridges, in what is said of the prediction
MOST_UNITS, MOST_BRIDGES = 5, 8
LETTERS = tuple(letter(i) for i in range(MOST_UNITS))
TASK = "taak_"  # the control of a task: this + its key
OWN, BEST = "eigen", "beste"
WIDE, HIGH = 660, 430  # of the picture
NAMED = 3  # places of bridges that a sentence names
#: The legend: sign and words.
KEY = (
    ("tinted", "taak"),
    ("strong", "taak op de kaart"),
    ("informatie", "band tussen eenheden"),
    ("formeel", "met een brug"),
    ("", "grijs: binnen een eenheid"),
)
HAIR = 5  # weight of a faded tie: the thickest of the thin


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
    """So many bridges, of which so many are `gone` again (the most useful first), and which grouping is `shown`; the unit of each task is a
    setting `taak_<key>`, a letter."""

    bridges: int
    gone: int
    shown: str
    sections = MappingProxyType({"units": "Indeling", "largest": "Indeling", "shown": "Indeling", "bridges": "Bruggen", "gone": "Bruggen"})
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
        return Slider("", "Uw voorspelling", 0, 100, 20, 1, "%")

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
        bridged = f"Met drie bruggen, bij {listed([phrase(case.party(key)) for key in few])}, blijft er nog {dutch(left, 0)} procent open."
        return say(
            "Een taak heeft banden naar meer kanten. Zet u die taak bij de één, dan haalt u hem weg bij de ander.",
            bridged if len(few) == SOME else "",
            "Zet in het plaatje ‘de beste indeling’ aan en kijk welke banden er overblijven.",
        )

    @classmethod
    def controls(cls, case):
        number = len(needed(case))
        units = min(UNITS, number)
        possible = len(model.bridges(needed(case), {}))  # with every task alone: all parties that two tasks or more need
        most, follow = min(MOST_BRIDGES, max(2, possible)), "Iemand die alle taken van de eigen organisatie volgt."
        sliders = [
            Slider("units", "Aantal eenheden", 2, min(MOST_UNITS, number), units, 1, "eenheid|eenheden"),
            Slider("largest", "Hoogstens zoveel taken in één eenheid", min(2, number - 1), number - 1, fair(case, units), 1, "taak|taken"),
            Slider("bridges", "Hoeveel bruggen legt u?", 0, most, 0, 1, "brug|bruggen", follow),
            Slider(
                "gone",
                "Hoeveel van die mensen vertrekken weer?",
                0,
                most,
                0,
                1,
                "mens|mensen",
                "Wie de meeste banden volgt, gaat het eerst.",
            ),
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
        return dict(self.useful[: self.bridges][self.gone :])

    @cached_property
    def left(self) -> int:
        """How many of the bridges are gone again."""
        return len(self.useful[: self.bridges]) - len(self.laid)

    @cached_property
    def least(self) -> int:
        """How few ties between units there can be in so many units as are used, none larger than asked or than the largest there is."""
        sizes = [list(self.unit.values()).count(u) for u in set(self.unit.values())]
        return best(self.case, len(sizes), max(self.room, *sizes)).cut if len(sizes) > 1 else 0

    @cached_property
    def held(self) -> float:
        """The share of all ties that is inside a unit or bridged."""
        return model.share_held(ties(self.case), self.cut - sum(self.laid.values()))

    def measures(self):
        own, top = self.but(shown=OWN), self.but(shown=BEST)
        return [
            Measure("Banden tussen eenheden", own.cut, top.cut, digits=0),
            Measure("Deel van alle banden dat tussen eenheden loopt", own.cut / self.total, top.cut / self.total, "%", 0, 100),
            Measure("Banden die geregeld zijn, binnen een eenheid of met een brug", own.held, top.held, "%", 0, 100),
        ]

    def picture(self):
        return self._drawn()

    def on_card(self, card):
        """Of the ties only those of the task on the card stand out."""
        return self._drawn(card)

    def _drawn(self, card=""):
        b = Board(WIDE, HIGH, "structuur")
        units = [[key for key in self.unit if self.unit[key] == u] for u in range(max(self.units, *(u + 1 for u in self.unit.values())))]
        places, boxes, scale = in_zones(units, Box(4, 4, WIDE - 8, HIGH - 8))
        lifted = sorted(places, key=lambda key: (places[key][1], places[key][0]))[::2]

        def node(key):
            x, y = places[key]
            t, weight = task(self.case, key), load(ties(self.case), key)
            y += (-14 if key in lifted else 14) * scale  # off one line, so that no tie passes behind a third task
            return Node(
                key,
                t.label,
                x,
                y,
                size=1 + min(4, weight / 4),
                tone="strong" if key == card else "tinted" if weight else "faded",
                name=t.called,
                scale=scale,
            )

        b.network(
            [node(key) for tasks in units for key in tasks],
            sorted((self._edge(a, c, weight, card) for (a, c), weight in ties(self.case).items()), key=lambda e: e.tone != "faded"),
            [Zone(f"eenheid{i}", f"Eenheid {letter(i)}", box) for i, box in enumerate(boxes)],
        )
        b.legend(extra=KEY)
        return b

    def _edge(self, a, b, weight, card):
        """A tie; it counts as bridged when there is a bridge at each party that the two tasks share."""
        inside, shared = self.unit[a] == self.unit[b], set(needed(self.case)[a]) & set(needed(self.case)[b])
        kind = "formeel" if inside or shared <= self.laid.keys() else "informatie"
        if card not in ("", a, b):
            return Edge(a, b, kind, HAIR, tone="faded")
        return Edge(a, b, kind, min(5, 2 * weight), tone="plain" if inside else "strong")

    def headline(self):
        cut, used, covered = self.cut, len(set(self.unit.values())), sum(self.laid.values())
        if used == 1:
            return "Alles zit in één eenheid: er is niets doorgeknipt, maar die ene eenheid moet alles tegelijk overzien."
        if not cut:
            return "Geen enkele band loopt tussen eenheden, want de taken die elkaar nodig hebben, zitten bij elkaar."
        if self.left and not self.laid:
            gone = form(self.left, "De persoon op de brug is", "Alle mensen op de bruggen zijn")
            bare = form(cut, "is de doorgeknipte band niet meer", f"is geen van de {self._number(cut)} doorgeknipte banden nog")
            return f"{gone} vertrokken, en niemand neemt het over. Daardoor {bare} hersteld."
        if self.left:
            gone = f"Van de {number_word(self.left + len(self.laid))} mensen op de bruggen {form(self.left, 'is er één', f'zijn er {number_word(self.left)}')} vertrokken"
            bare = form(cut - covered, "is één band", f"zijn {self._number(cut - covered)} banden")
            return f"{gone}, en niemand neemt het over. Nu {bare} tussen twee eenheden zonder brug."
        if self.laid and covered == cut:
            return "Alle banden zijn geregeld: wat de indeling doorknipt, herstellen de bruggen."
        if self.laid:
            each_ = form(len(self.laid), "op die brug", "op elke brug")
            mend = form(len(self.laid), "Eén brug herstelt", f"{capital(number_word(len(self.laid)))} bruggen herstellen")
            return f"{mend} {_of(covered, cut)} tussen de eenheden: {each_} volgt iemand alle taken van één partij."
        cuts = f"indeling knipt {_of(cut, self.total)} door"
        if cut > self.least:
            return f"Deze {cuts}. Zet taken die dezelfde partijen nodig hebben bij elkaar, dan blijven er meer heel."
        return f"Ook de beste {cuts}, want er blijven partijen die in meer dan één eenheid nodig zijn."

    def words(self):
        number, used = len(self.unit), len(set(self.unit.values()))
        tied = best(self.case, self.units, self.room).tied
        tasks = form(number, "taak", "taken") + " met de meeste banden" * (len(self.case.tasks) > number)
        what = f"{'de ' * (len(self.case.tasks) > number)}{number_word(number)} {tasks}"
        there = max(self.units, *(u + 1 for u in self.unit.values()))
        over = form(used, "één eenheid", f"{number_word(used)} eenheden")
        split = {key: len({self.unit[t] for t in self.unit if key in task(self.case, t).needed}) for key in self.case.party_keys}
        more = sum(n > 1 for n in split.values())
        if self.shown == OWN:
            made = f"U {'verdeelt' if used > 1 else 'zet'} {what} {'over' if used > 1 else 'in'} {over if used == there else f'{number_word(used)} van de {number_word(there)} eenheden'}."
        else:
            made = f"Het denkmodel verdeelt {what} zo goed mogelijk over {over}."
        if not self.cut:
            return say(made, "Van de ene eenheid naar de andere loopt dan geen enkele band.")
        fewest = self._number(self.least) if self.least else "geen enkele"
        return say(
            made,
            "Er is nog een indeling die even goed is." if self.shown != OWN and tied else "",
            f"{'Dan' if self.shown == OWN else 'Ook dan'} {form(more, 'is één partij', f'zijn {number_word(more)} partijen')} in meer dan één eenheid nodig.",
            f"Daardoor {form(self.cut, 'loopt', 'lopen')} {_of(self.cut, self.total)} tussen taken van de ene eenheid naar de andere.",
            f"De beste indeling over {over} knipt er {fewest} door." if self.least < self.cut and not self.laid else "",
            self._bridged(),
        )

    def _number(self, number):
        return str(number) if self.total > 20 and number else number_word(number) if number else "geen"

    def _bridged(self):
        if not self.laid:
            return ""
        where = self._at() or f"{number_word(len(self.laid))} partijen"
        return f"Bij {where} volgt {'nog ' * bool(self.left)}iemand alle taken van de eigen organisatie."

    def _at(self):
        return listed([phrase(self.case.party(key)) for key in self.laid]) if len(self.laid) <= NAMED else ""

    def report(self):
        cut, used, number = self.cut, len(set(self.unit.values())), len(self.unit)
        if self.case.status == "eigen" and self.unit == type(self).at(self.case).unit:
            return ""  # nobody divided anything yet
        over = "zitten in één eenheid" if used == 1 else f"zijn verdeeld over {number_word(used)} eenheden"
        return say(
            f"De {number_word(number)} taken {over}.",
            f"Taken die een partij delen, hebben een band: {_of(cut, self.total)} {form(cut, 'loopt', 'lopen')} tussen die eenheden."
            if cut
            else "",
            f"{_bridges(len(self.laid), self._at())} daarvan {_ties(sum(self.laid.values()))}, zolang {form(len(self.laid), 'die persoon blijft', 'die mensen blijven')}."
            if self.laid
            else "",
        )

    def tables(self):
        """Which task is where, and what each bridge adds."""
        rows, held = [], self.total - self.cut
        for i, (party, covered) in enumerate(self.useful, 1):
            held += covered
            name, there = f"{i}. {self.case.party(party).called}", "ja" if party in self.laid else "vertrokken" if i <= self.left else "nee"
            rows.append((name, str(covered), f"{dutch(100 * held / self.total, 0)}%", there))
        columns = ("Brug bij", "Dekt zoveel banden", "Geregeld met deze brug en die erboven", "Ligt de brug er?")
        inside = {
            u: ", ".join(task(self.case, key).label for key in self.unit if self.unit[key] == u) for u in sorted(set(self.unit.values()))
        }
        units = Table("Welke taak zit waar?", ("Eenheid", "Taken"), [(LETTERS[u], names) for u, names in inside.items()])
        return [*([Table("Waar een brug helpt, de beste eerst", columns, rows)] if rows else []), units]

    def note(self, key):
        if key in self.mine:
            out = sum(w for (a, b), w in ties(self.case).items() if key in (a, b) and self.mine[a] != self.mine[b])
            inside = _ties(load(ties(self.case), key) - out)
            return f"In eenheid {LETTERS[self.mine[key]]} heeft deze taak {inside} binnen de eenheid en {number_word(out) if out else 'geen'} erbuiten."
        return self._note_largest() if key == "largest" else ""

    def _note_largest(self):
        sizes = [list(self.mine.values()).count(u) for u in set(self.mine.values())]
        used, size, room = len(sizes), max(sizes), self.room
        fits = f"In {number_word(self.units)} eenheden passen de taken pas als een eenheid er {number_word(room)} mag hebben. Daarmee is gerekend."
        units, largest = form(used, "één eenheid", f"{number_word(used)} eenheden"), form(size, "één taak", f"{number_word(size)} taken")
        other = f"Uw eigen indeling heeft {units}, de grootste met {largest}. De beste indeling houdt zich aan uw schuiven."
        return say(fits if room != self.largest else "", other if used != self.units or size > room else "")


def _ties(number: int) -> str:
    return f"{number_word(number)} {form(number, 'band', 'banden')}" if number else "geen banden"


def _of(some: int, whole: int) -> str:
    """So many of so many ties: "29 van de 45 banden", "alle drie de banden"."""
    if some == whole:
        return (
            "de enige band" if whole == 1 else "beide banden" if whole == 2 else f"alle {number_word(whole)} {'de ' * (whole <= 12)}banden"
        )
    one, other = (str(some), str(whole)) if whole > 20 else ("één" if some == 1 else number_word(some), number_word(whole))
    return f"{one} van de {other} banden"


def _bridges(number: int, at: str = "") -> str:
    """So many bridges, and where, as the subject of what they cover."""
    where = f", bij {at}," if at else ""
    return form(number, f"Eén brug{where} dekt", f"{capital(number_word(number))} bruggen{where} dekken")
