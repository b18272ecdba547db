"""Tussen wal en schip: the more hands, the laxer each of them, and two remedies: to name an owner, and to feel responsible."""

from functools import cached_property, lru_cache
from types import MappingProxyType

import attrs

from regiekit.cases import Party, Task
from regiekit.cases.model import UNSAID
from regiekit.models import many_hands as model
from regiekit.plots.network import LEGEND
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Node,
    Proef,
    Slider,
    Table,
    capital,
    form,
    measure,
    number_word,
    percent,
    say,
    times,
)
from regiekit.widgets.say import again, does, phrase, several, together

NOBODY = ""
HANDS = 4  # parties that could take it, at the start, where the case names none
COST = 30  # per cent of what the task brings everyone
ABSENT = 10  # of 100 times that a party is not there, whether it is named or not
PRESENT = 100 - ABSENT
GUESSED, HALF = 6, 3  # parties in the prediction, and half of them


def each_acts(parties: int) -> int:
    """Of 100 times that one of so many parties acts, with nobody named."""
    return round(100 * (1 - model.idle(parties, COST / 100, 0, ABSENT / 100)))


MISSED_HALF = round(100 * model.step_missed(HALF, COST / 100, 0, ABSENT / 100))
MISSED_ALL = round(100 * model.step_missed(GUESSED, COST / 100, 0, ABSENT / 100))
EACH_HALF, EACH_ALL = each_acts(HALF), each_acts(GUESSED)
ORDER = {"kern": 0, "mede": 1, "rand": 2}
NAMES = 6  # in a sentence, at most

remembered = lru_cache(maxsize=256)(model.blame)  # a group, who is named in it, what is left of everybody's duty -> its shares

WIDE, TALL = 660, 430
ROW, BAR, DEEP = 58, 104, 48  # where the parties stand, where their bars begin, how long a bar of 100% is
BASE, HIGH, LEFT, LAST = 388, 156, 60, 104  # foot and height of the columns below, where they begin, width of the one for who is named


def most(case: Case) -> int:
    """So many hands there can be."""
    return min(model.MOST_PLAYERS, len(case.parties))


def _core(task: Task) -> bool:
    """Whether somebody says that it is a core task."""
    return any(c.strength == "kern" for c in task.claims)


def near(task: Task | None) -> list[str]:
    """Who could take the task according to the case, nearest to it first: who claims it (strongest first), who is needed for it."""
    claimed = [c.party for c in sorted(task.claims, key=lambda c: ORDER[c.strength])] if task else []
    return list(dict.fromkeys([*claimed, *(task.needed if task else ())]))


class ManyHands(Proef, before={"named": NOBODY, "felt": 0}, asks=("claim.strength",)):
    """So many hands see the task; `cost` is per cent of what it brings everyone, `felt` how far each feels responsible without a name."""

    sections = MappingProxyType({"named": "Remedies", "stand_in": "Remedies", "felt": "Remedies"})

    task: str
    hands: int
    named: str
    stand_in: str
    felt: float
    cost: float

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 100, 5, 1, "van de 100 keer")

    @classmethod
    def answer(cls, case):
        return 100 * model.step_missed(GUESSED, COST / 100, 0, ABSENT / 100)

    @classmethod
    def supposes(cls, case):
        return (*(("task",) if case.tasks and not any(task.claims for task in case.tasks) else ()), "hands", "cost", "felt")

    @classmethod
    def controls(cls, case):
        def urgent(task):
            return len(task.claims), sum(ORDER[c.strength] for c in task.claims)

        # what somebody says is a core task is no task in between: of those none is meant at the start
        step = max((t for t in case.tasks if not _core(t)), key=urgent, default=None)
        tasks = [*([] if step else [(NOBODY, "een taak die van niemand is")]), *((t.key, t.called) for t in case.tasks)]
        parties = [(NOBODY, "niemand aangewezen"), *((p.key, p.called) for p in case.parties)]
        felt = "Ook voor wat niet van u is. Bij 100 komt ieder die er is in actie, hoeveel anderen er ook toekijken."
        return [
            Choice("task", "Welke taak dreigt te blijven liggen?", tasks, step.key if step else NOBODY),
            Slider(
                "hands",
                "Hoeveel partijen kunnen de taak oppakken?",
                1,
                most(case),
                min(len(near(step)) or HANDS, most(case)),
                1,
                "partij|partijen",
            ),
            Slider("cost", "Wat kost de taak, vergeleken met wat die iedereen oplevert?", 5, 95, COST, 5, "%"),
            Choice("named", "Wie wijst u aan voor deze taak?", parties, NOBODY),
            Choice("stand_in", "Is er een vervanger?", [("nee", "nee"), ("ja", "ja")], "nee"),
            Slider("felt", "Hoe verantwoordelijk voelt ieder zich?", 0, 100, 0, 10, "%", felt),
        ]

    @cached_property
    def step(self) -> str:
        return next((t.called for t in self.case.tasks if t.key == self.task), "")

    @cached_property
    def near(self) -> list[str]:
        """Who could take the task according to the case."""
        return near(self._task)

    @cached_property
    def group(self) -> list[str]:
        """Who could take the task: who does according to the case, and as many more as the learner wants."""
        found = list(dict.fromkeys([*self.near, *self.case.party_keys]))[: self.hands]
        if not self.named or self.named in found:
            return found
        return [*(found if self._besides else found[:-1]), self.named]

    @property
    def _besides(self) -> bool:
        """Whether who is named comes beside all that could take the task according to the case: so many, and room for one."""
        return bool(self.named) and self.named not in self.near and self.hands == len(self.near) < most(self.case)

    def _party(self, key: str) -> Party:
        """A party that could take the task; without its name where neither the case nor the learner says that it could."""
        party = self.case.party(key)
        if key in self.near or key == self.named:
            return party
        said = "een andere partij" if self.near or self.named else "een partij"
        return attrs.evolve(party, **{**UNSAID, "phrase": said}, name=capital(said), short="een ander", kind="overig", size=3)

    def _who(self) -> str:
        """All who could take it, the first of them by name."""
        named = [key for key in self.group if key in self.near]
        rest = [key for key in self.group if key not in named]
        names = [phrase(self._party(key)) for key in (*named, *rest)]
        return several(names, max(1, min(2, len(named)))) if named else f"{number_word(len(rest))} partijen"

    @cached_property
    def duty(self) -> list[str]:
        """Who is responsible for the task, the stand-in second."""
        if not self.named:
            return []
        return [self.named, *[k for k in self.group if k != self.named][: int(self.stand_in == "ja")]]

    @cached_property
    def blame(self) -> dict[str, float]:
        return remembered(tuple(self.group), tuple(self.duty), self.felt / 100)

    def _of(self, function, hands: int, named: int) -> float:
        return function(hands, self.cost / 100, named, ABSENT / 100, self.felt / 100)

    @cached_property
    def waiting(self) -> list[tuple[float, float]]:
        """How often nobody acts, and how often each does, with 1, 2, … parties when nobody is named."""
        many = range(1, most(self.case) + 1)
        return [(self._of(model.step_missed, k, 0), 1 - self._of(model.idle, k, 0)) for k in many]

    @measure("Niemand pakt de taak op, van de 100 keer", digits=0, scale=100)
    def missed(self) -> float:
        return self._of(model.step_missed, len(self.group), len(self.duty))

    @measure("Wie niet is aangewezen, komt in actie, van de 100 keer", digits=0, scale=100)
    def willing(self) -> float:
        return 1 - self._of(model.idle, len(self.group), len(self.duty))

    @measure("Grootste deel van de schuld bij één partij", "%", 1, 100)
    def heaviest(self) -> float:
        return max(self.blame.values())

    def picture(self):
        b = Board(WIDE, TALL, "cultuur")
        self._draw_blame(b)
        self._draw_waiting(b)
        b.parts.append(f'<g class="rk-legend" data-top="{TALL}">')  # on the stage text below the picture
        for n, name in enumerate(("doet niemand iets", "komt één partij in actie")):
            with b.group(16 + 200 * n, TALL + LEGEND / 2):
                b.diamond(9, 0, 8, fill="ink") if n else b.rect(2, -7, 14, 14, fill="accent")
                b.text(26, 5, name, fill="soft")
        b.parts.append("</g>")
        b.height += LEGEND
        return b

    def _draw_blame(self, b):
        pitch = (b.width - 24) / max(3, len(self.group))
        wide, scale = min(46, pitch * 0.55), 0.9 if len(self.group) < 6 else 0.5
        at = {key: 12 + (i + 0.5) * pitch for i, key in enumerate(self.group)}
        said = {key: f"{percent(share)}%" for key, share in self.blame.items()}
        b.network([self._hand(key, at[key], said[key], scale) for key in self.group])
        b.text(12, 18, "Doet niemand iets, wie draagt dan welk deel van de schuld?", 15, weight=650)
        for i, (key, x) in enumerate(at.items()):
            b.rect(x - wide / 2, BAR, wide, DEEP, 3, key=f"t{i}", fill="tinted", stroke="line")
            b.rect(x - wide / 2, BAR, wide, DEEP * self.blame[key], 3, key=f"s{i}", fill="accent")
            b.text(x, BAR + DEEP + 17, said[key], 15, "middle", 700, "accent" if self.blame[key] else "soft", f"p{i}")

    def _hand(self, key, x, said, scale):
        p, mark = self._party(key), str(self.duty.index(key) + 1) if key in self.duty else ""
        name = f"{p.called}: {said} van de schuld"
        return Node.of(p, (x, ROW), "strong" if mark else "plain", name=name, mark=mark, scale=scale)

    def _draw_waiting(self, b):
        b.text(12, BASE - HIGH - 26, "Hoe vaak van de 100 keer, bij zoveel partijen?", 15, weight=650)
        many, last = len(self.waiting), b.width - 12 - LAST / 2
        across = (b.width - LEFT - LAST - 12) / many
        for part in (0, 0.5, 1):
            b.path(f"M{LEFT} {BASE - HIGH * part:.1f}H{b.width - 12}", stroke="line", width=0.6 if part else 1.5)
            b.text(LEFT - 8, BASE - HIGH * part + 5, f"{100 * part:.0f}", 13, "end", fill="soft")
        for i, (chance, each) in enumerate(self.waiting):
            now = i + 1 == len(self.group) and not self.duty
            _column(b, i, LEFT + (i + 0.5) * across, across, chance, each, now, str(i + 1))
        if self.duty:
            _column(b, many, last, across, self.missed, self.willing, True, "aangewezen")
        else:
            b.text(last, BASE + 16, "niemand", 13, "middle", fill="soft", key=f"k{many}:0")
            b.text(last, BASE + 32, "aangewezen", 13, "middle", fill="soft", key=f"k{many}:1")
        b.text(LEFT + many / 2 * across, BASE + 35, "aantal partijen, niemand aangewezen", 13, "middle", fill="soft")

    # -- in sentences ----------------------------------------------------------------------------------------------------

    def headline(self):
        """The point: one hand; waiting for each other or not; one who is named, with or without the others looking as well."""
        if self.duty:
            return self._headline_named()
        n = capital(number_word(len(self.group)))
        if len(self.group) == 1:
            one = self._party(self.group[0])
            acts = f"{does(one, 'kan', 'kunnen')} de taak oppakken en {'wachten' if one.plural else 'wacht'} dus op niemand"
            return f"Alleen {acts}: de taak blijft alleen liggen als {again(one)} er niet {'zijn' if one.plural else 'is'}."
        if self.willing >= PRESENT / 100:
            why = "ieder voelt zich verantwoordelijk" if self.felt else "de taak kost te weinig om op een ander te wachten"
            return f"Alle {n.lower()} de partijen komen in actie zodra zij er zijn, want {why}."
        if self.felt:
            left = (
                "Dat niemand iets doet, gebeurt bijna niet meer" if self.missed < 0.005 else f"Nog {times(self.missed)} doet niemand iets"
            )
            return f"{n} partijen wachten minder op elkaar, want ieder voelt zich wat verantwoordelijk. {left}."
        if self.missed < 0.1:
            return (
                f"{n} partijen zien de taak liggen. Ze rekenen deels op elkaar, maar toch doet slechts {times(self.missed)} niemand iets."
            )
        return f"{n} partijen zien de taak liggen en rekenen {self._lean} op elkaar: {times(self.missed)} doet niemand iets."

    @property
    def _lean(self) -> str:
        """How far they count on one another."""
        return "vooral" if self.missed >= 0.5 else "deels"

    def _headline_named(self):
        first, *second = map(self._party, self.duty)
        who, others = capital(does(first, "is", "zijn")), len(self.group) - len(self.duty)
        alone = self.but(named=NOBODY).missed
        absent = f"als {again(first)} er niet {'zijn' if first.plural else 'is'}"
        if not others:
            if second:
                return f"{who} aangewezen en {does(second[0], 'valt', 'vallen')} in: pas als beide er niet zijn, blijft de taak liggen."
            return f"{who} aangewezen en niemand anders kan de taak oppakken: {absent}, blijft de taak liggen."
        if self.missed > alone + 0.005 and not (self.willing and self.missed < 0.03):
            rest = form(others, "de andere partij rekent", "de anderen rekenen")
            return f"Aanwijzen helpt hier niet: {rest} nu op {phrase(first)}, en zonder aanwijzing kwam er vaker iemand in actie."
        if self.willing:
            why = "ook zij voelen zich verantwoordelijk" if self.felt else "de taak kost weinig"
            left = "bijna nooit" if self.missed < 0.03 else "minder vaak" if self.missed < alone - 0.005 else "even vaak als eerst"
            return f"{who} aangewezen en toch letten de anderen op, want {why}. Zo blijft de taak {left} liggen."
        if second:
            return f"{who} aangewezen en {does(second[0], 'valt', 'vallen')} in. De anderen wachten af, dus pas als beide er niet zijn, blijft de taak liggen."
        rest = form(others, "de andere partij rekent", "de anderen rekenen")
        return f"{who} aangewezen en {rest} daarop: als {phrase(first)} er niet {'zijn' if first.plural else 'is'}, blijft de taak liggen."

    def words(self):
        task = f"‘{self.step}’" if self.step else "de taak"
        return say(*(self._named(task) if self.duty else self._unnamed(task)))

    def _unnamed(self, task):
        n = len(self.group)
        if n == 1:
            only = self._party(self.group[0])
            away = f"{capital(does(only, 'is', 'zijn'))} er {times(ABSENT / 100)} niet, en dan blijft de taak liggen."
            return [f"Niemand anders kan {task} oppakken.", away]
        return [
            f"{capital(self._who())} kunnen {task} oppakken, maar niemand is aangewezen.",
            f"Zodra zij er zijn, doen zij dat ook: elke partij komt {times(self.willing)} in actie."
            if self.willing >= PRESENT / 100
            else f"Elke partij rekent {self._lean} op een ander{' en komt maar' if self.willing < 0.5 else ', maar komt toch'} {times(self.willing)} zelf in actie.",
            self._value() or self._more(),
        ]

    def _more(self):
        """What one party more would do; with as many as there are, what a single one would."""
        one, n = dict(enumerate(self.waiting, 1)), len(self.group)
        if n + 1 not in one:
            return f"Was er één partij, dan bleef de taak {'maar ' * (one[1][0] < self.missed)}{times(one[1][0])} liggen: die partij kan op niemand rekenen."
        then, now = one[n + 1][0], self.missed
        if round(100 * then) == round(100 * now):
            return f"Met nog een partij erbij blijft de taak even vaak liggen: {times(then)}."
        no = "helpt niet" if then > now else "helpt"
        return f"Nog een partij erbij {no}: dan blijft de taak {times(then)} liggen in plaats van {times(now).removesuffix(' van de 100 keer')}."

    def _named(self, task):
        first, *second = map(self._party, self.duty)
        others = len(self.group) - len(self.duty)
        also = f", en {does(second[0], 'valt', 'vallen')} in" if second else ""
        they = form(others, "De andere partij", f"De {number_word(others)} andere partijen")
        on_ = together(map(self._party, self.duty))
        idle = f"{they} {form(others, 'rekent', 'rekenen')} op {on_} en {form(others, 'doet', 'doen')} zelf niets aan {task}."
        busy = f"{they} {form(others, 'komt', 'komen elk')} voor {task} toch nog {times(self.willing)} in actie."
        alone_ = f"{capital(does(first, 'is', 'zijn'))} aangewezen voor {task}{also}."
        blame = f", en dan ligt alle schuld bij {phrase(first)}" if self.heaviest > 1 - 1e-9 else ""
        alone = self.but(named=NOBODY).missed
        without = (
            "Was niemand aangewezen, dan gebeurde dat even vaak."
            if round(100 * alone) == round(100 * self.missed)
            else f"Was niemand aangewezen, dan bleef de taak {times(alone)} liggen."
        )
        return [
            (busy if self.willing else idle) if others else alone_,
            f"Zo blijft de taak {times(self.missed)} liggen{blame}.",
            self._value() or without,
        ]

    def _value(self):
        """What the value does."""
        bare = self.but(felt=0).missed
        if round(100 * bare) == round(100 * self.missed):
            return ""
        return f"Voelde niemand zich verantwoordelijk, dan bleef de taak {times(bare)} liggen."

    def report(self):
        task = f"de taak ‘{self.step}’ oppakken" if self.step else "een taak oppakken die van niemand is"
        n = len(self.group)
        start = f"{form(n, 'Eén partij kan', f'{capital(number_word(n))} partijen kunnen')} {task}."
        far = "geheel" if self.felt == 100 else f"voor {percent(self.felt / 100)} procent"
        felt = f" en ieder zich {far} verantwoordelijk voelt" if self.felt else ""
        if not self.duty:
            missed = f"Volgens het denkmodel doet {times(self.missed)} niemand iets als niemand is aangewezen{felt}."
            return say(start, missed, f"Daarbij is één partij genoeg; {enough}." if (enough := self._enough()) else "")
        first, *second = map(self._party, self.duty)
        also = f" en {does(second[0], 'invalt', 'invallen')}" if second else ""
        who = f"Als {phrase(first)} {'zijn' if first.plural else 'is'} aangewezen{also}{felt}, doet {times(self.missed)} niemand iets."
        without = "die afspraak en dat gevoel" if self.felt else "die afspraak"
        there = f"Elke partij is er volgens de aanname {PRESENT} van de 100 keer."
        if enough := self._enough():
            there = f"Aangenomen is dat elke partij er {PRESENT} van de 100 keer is en één genoeg is; {enough}."
        return say(start, who, there, f"Zonder {without} zou dat volgens het denkmodel {times(self.before.missed)} zijn.")

    @cached_property
    def _task(self) -> Task | None:
        return next((t for t in self.case.tasks if t.key == self.task), None)

    def _enough(self):
        """How many have to do it together, where the case tells that one is not enough."""
        many = len(self._task.needed) if self._task else 0
        return f"volgens de casus zijn er {number_word(many)} samen nodig" if many > 1 else ""

    def tables(self):
        marks = dict(zip(self.duty, (" (aangewezen)", " (vervanger)"), strict=False))
        shares = [(self._party(k).called + marks.get(k, ""), f"{percent(share)}%") for k, share in self.blame.items()]
        now = {0 if self.duty else len(self.group): " (nu)"}
        rows = [(f"{k}{now.get(k, '')}", f"{100 * p:.0f}", f"{100 * each:.0f}", f"{percent(1 / k)}%")
                for k, (p, each) in enumerate(self.waiting, 1)]  # fmt: skip
        columns = (
            "Partijen",
            "Niemand doet iets, van de 100 keer",
            "Zo vaak komt elke partij in actie, van de 100 keer",
            "Ieders deel van de schuld",
        )
        return [
            Table("Doet niemand iets, wie draagt dan welk deel van de schuld?", ("Partij", "Deel van de schuld"), shares),
            Table("Meer partijen, niemand aangewezen", columns, rows),
        ]

    def note(self, key):
        if key == "named" and self._besides:
            n = len(self.near)
            others = form(n, "kan één andere partij", f"kunnen {number_word(n)} andere partijen")
            return f"Volgens de casus {others} de taak oppakken. Met wie u aanwijst erbij zijn het er {number_word(n + 1)}."
        if key == "task" and self._task and _core(self._task):
            return "Volgens de casus is dit al iemands kerntaak. Dan wacht niet ieder op een ander."
        if key == "stand_in" and not self.duty:
            return "Telt pas mee als u iemand aanwijst."
        return "Voor een vervanger is een tweede partij nodig." if key == "stand_in" and len(self.group) == 1 else ""


def _column(b, i, x, across, chance, each, now, name):
    """How often nobody acts as a column, how often each does as a diamond; filled for the present number of parties."""
    wide, high, y, weight = min(34, across * 0.55), max(1.5, HIGH * chance), BASE - HIGH * each, 700 if now else 400
    fill, edge = ("accent", "accent") if now else ("paper", "soft")
    b.rect(x - wide / 2, BASE - high, wide, high, key=f"c{i}", fill=fill, stroke=edge, width=1.5)
    b.diamond(x, y, 8, key=f"d{i}", fill="ink" if now else "paper", stroke="paper" if now else "ink", width=2)
    top = BASE - HIGH * chance - 5
    top = y - 12 if abs(top - 5 - y) < 15 else top  # the number keeps clear of the diamond
    number = "0" if not chance else "<1" if chance < 0.005 else f"{100 * chance:.0f}"
    b.text(x, top, number, 15, "middle", weight, "accent" if now else "ink", f"n{i}", "paper")
    b.text(x, BASE + 16, name, 14, "middle", weight, key=f"k{i}:0")
