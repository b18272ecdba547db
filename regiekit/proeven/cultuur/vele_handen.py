"""Tussen wal en schip: the more hands, the less anyone acts, and the smaller each one's share of the blame."""

from functools import cached_property, lru_cache

from regiekit.models import many_hands as model
from regiekit.proeven import Board, Case, Choice, Node, Proef, Slider, Table, count, form, labels, listed, measure, percent, say, times

NOBODY = ""
COST = 30  # per cent of what the step brings everyone
ABSENT = 10  # of 100 times that who is named is not there
PRESENT = 100 - ABSENT
GUESSED = 6  # hands in the prediction
ONE, TWO = (round(100 * model.step_missed(k, COST / 100)) for k in (1, 2))  # of 100 times that nobody acts with one hand, with two
SHARE = percent(1 / GUESSED)
ORDER = {"kern": 0, "mede": 1, "rand": 2}

remembered = lru_cache(maxsize=256)(model.blame)  # a group and who is named in it -> its shares

ROW, BAR, DEEP = 66, 128, 104  # where the parties stand, where their bars begin, how long a bar of 100% is
BASE, HIGH, LEFT, LAST = 562, 190, 60, 96  # foot and height of the columns below, where they begin, width of the one for who is named


def most(case: Case) -> int:
    """So many hands there can be."""
    return min(model.MOST_PLAYERS, len(case.parties))


class ManyHands(Proef, before={"named": NOBODY}, asks=("claim.strength",)):
    """So many hands see the step; `cost` is per cent of what it brings everyone."""

    task: str
    hands: int
    named: str
    stand_in: str
    cost: float

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 5, 1, "van de 100 keer")

    @classmethod
    def answer(cls, case):
        return 100 * model.step_missed(GUESSED, COST / 100)

    @classmethod
    def controls(cls, case):
        def urgent(task):
            return all(c.strength != "kern" for c in task.claims), len(task.claims), sum(ORDER[c.strength] for c in task.claims)

        step = max(case.tasks, key=urgent, default=None)
        tasks = [(t.key, t.called) for t in case.tasks] or [(NOBODY, "een stap die van niemand is")]
        parties = [(NOBODY, "niemand aangewezen"), *((p.key, p.called) for p in case.parties)]
        return [
            Choice("task", "Welke stap dreigt te blijven liggen?", tasks, step.key if step else NOBODY),
            Slider("hands", "Zoveel handen kunnen de stap zetten", 1, most(case), min(4, most(case)), 1, "hand|handen"),
            Choice("named", "Wie is verantwoordelijk voor deze stap?", parties, NOBODY),
            Choice("stand_in", "Is er een vervanger?", [("nee", "nee"), ("ja", "ja")], "nee"),
            Slider("cost", "Wat kost het om de stap te zetten, vergeleken met wat hij iedereen oplevert?", 5, 95, COST, 5, "%"),
        ]

    @cached_property
    def step(self) -> str:
        return next((t.called for t in self.case.tasks if t.key == self.task), "")

    @cached_property
    def group(self) -> list[str]:
        """Who could take the step, nearest to it first: who claims the task (strongest first), who is needed for it, the others."""
        task = next((t for t in self.case.tasks if t.key == self.task), None)
        claimed = [c.party for c in sorted(task.claims, key=lambda c: ORDER[c.strength])] if task else []
        near = list(dict.fromkeys([*claimed, *(task.needed if task else ()), *(p.key for p in self.case.parties)]))[: self.hands]
        return near if not self.named or self.named in near else [*near[:-1], self.named]

    @cached_property
    def duty(self) -> list[str]:
        """Who is responsible for the step, the stand-in second."""
        if not self.named:
            return []
        return [self.named, *[k for k in self.group if k != self.named][: int(self.stand_in == "ja")]]

    @cached_property
    def blame(self) -> dict[str, float]:
        return remembered(tuple(self.group), tuple(self.duty))

    @cached_property
    def waiting(self) -> list[float]:
        """How often nobody acts with 1, 2, … hands when nobody is named."""
        return [model.step_missed(k, self.cost / 100) for k in range(1, most(self.case) + 1)]

    @measure("Niemand zet de stap, van de 100 keer", digits=0, scale=100)
    def missed(self) -> float:
        return model.step_missed(len(self.group), self.cost / 100, len(self.duty), ABSENT / 100)

    @measure("Grootste deel van de schuld bij één partij", "%", 1, 100)
    def heaviest(self) -> float:
        return max(self.blame.values())

    @measure("Partijen die een deel van de schuld dragen", digits=0)
    def carrying(self) -> int:
        return sum(share > 0 for share in self.blame.values())

    def picture(self):
        b = Board(660, 620, "cultuur")
        self._draw_blame(b)
        self._draw_waiting(b)
        return b

    def _draw_blame(self, b):
        pitch = (b.width - 24) / max(3, len(self.group))
        wide, scale = min(46, pitch * 0.55), 0.9 if len(self.group) < 6 else 0.5
        at = {key: 12 + (i + 0.5) * pitch for i, key in enumerate(self.group)}
        said = {key: f"{percent(share)}%" for key, share in self.blame.items()}
        b.network([self._hand(key, at[key], said[key], scale) for key in self.group])
        b.text(12, 20, "Doet niemand het, wie draagt dan de schuld?", 15, weight=650)
        for i, (key, x) in enumerate(at.items()):
            b.rect(x - wide / 2, BAR, wide, DEEP, 3, key=f"t{i}", fill="tinted", stroke="line")
            b.rect(x - wide / 2, BAR, wide, DEEP * self.blame[key], 3, key=f"s{i}", fill="accent")
            b.text(x, BAR + DEEP + 20, said[key], 16, "middle", 700, "accent" if self.blame[key] else "soft", f"p{i}")

    def _hand(self, key, x, said, scale):
        p, mark = self.case.party(key), str(self.duty.index(key) + 1) if key in self.duty else ""
        name = f"{p.called}: {said} van de schuld"
        return Node.of(p, (x, ROW), "strong" if mark else "plain", name=name, mark=mark, scale=scale)

    def _draw_waiting(self, b):
        b.text(12, BASE - HIGH - 66, "En hoe vaak doet niemand het?", 15, weight=650)
        many, last = len(self.waiting), b.width - 12 - LAST / 2
        across = (b.width - LEFT - LAST - 12) / many
        for part in (0, 0.5, 1):
            b.path(f"M{LEFT} {BASE - HIGH * part:.1f}H{b.width - 12}", stroke="line", width=0.6 if part else 1.5)
            b.text(LEFT - 8, BASE - HIGH * part + 5, f"{100 * part:.0f}%", 13, "end", fill="soft")
        for i, chance in enumerate(self.waiting):
            now = i + 1 == len(self.group) and not self.duty
            _column(b, i, LEFT + (i + 0.5) * across, across, chance, 1 / (i + 1), now, str(i + 1))
        if self.duty:
            _column(b, many, last, across, self.missed, 1 / len(self.duty), True, "aangewezen")
        else:
            b.text(last, BASE + 20, "niemand", 13, "middle", fill="soft", key=f"k{many}:0")
            b.text(last, BASE + 36, "aangewezen", 13, "middle", fill="soft", key=f"k{many}:1")
        b.text(LEFT + many / 2 * across, BASE + 40, "aantal handen, niemand aangewezen", 13, "middle", fill="soft")
        y = BASE - HIGH - 38
        b.rect(LEFT, y - 12, 14, 14, fill="accent")
        b.text(LEFT + 22, y, "zo vaak doet niemand het", fill="soft")
        b.diamond(300, y - 5, 8, fill="ink")
        b.text(316, y, "dan is dit ieders deel van de schuld", fill="soft")

    def words(self):
        names = labels(self.case, self.group)
        step = f"De stap: ‘{self.step}’." if self.step else "Een stap die van niemand is."
        who = f"{listed(names)} {form(len(names), 'kan hem zetten', 'kunnen hem zetten; één is genoeg')}."
        return say(step, who, *(self._named() if self.duty else self._unnamed()))

    def _unnamed(self):
        n, chances = len(self.group), self.waiting
        if n == 1:
            return ["Niemand is aangewezen, maar er is ook geen ander om op te wachten: de stap wordt gezet."]
        return [
            f"Niemand is aangewezen. Ieder wacht een beetje op de ander, en {times(self.missed)} zet niemand de stap.",
            f"Gaat het mis, dan draagt ieder {percent(1 / n)}% van de schuld.",
            f"Met één hand zou het {times(chances[0])} zijn, en droeg die alles."
            if n == len(chances)
            else f"Met nog een hand erbij wordt dat {times(chances[n])}, en ieders deel {percent(1 / (n + 1))}%.",
        ]

    def _named(self):
        first, *second = [self.case.party(k).called for k in self.duty]
        others, unnamed = len(self.group) - len(self.duty), self.before.missed
        also, gone = (f" en {second[0]} valt in", "beide er niet zijn") if second else ("", "die er niet is")
        rest = f"De {form(others, 'ander rekent daarop en draagt', 'anderen rekenen daarop en dragen')} 0%." if others else ""
        few = form(len(self.duty), "één", "twee")
        worse = f"Aanwijzen maakt het hier dus slechter: men deed het toch al, en nu hangt het van {few} af."
        return [
            f"{first} is aangewezen{also}. Alleen als {gone}, zet niemand de stap: {times(self.missed)}.",
            "Samen dragen zij dan de schuld, ieder de helft." if second else "Die draagt dan de hele schuld.",
            rest,
            f"Zonder aanwijzing zou het {times(unnamed)} zijn.",
            worse if self.missed > unnamed + 0.005 and len(self.group) > 1 else "",
        ]

    def report(self):
        names = labels(self.case, self.group)
        step = f"‘{self.step}’" if self.step else "Een stap die van niemand is"
        many = f"{step} kan door {len(names)} partijen worden opgepakt: {listed(names)}."
        start = many if len(names) > 1 else f"{step} kan alleen door {names[0]} worden opgepakt."
        if not self.duty:
            return f"{start} Niemand is aangewezen; {times(self.missed)} doet niemand iets."
        first, *second = [self.case.party(k).called for k in self.duty]
        who = f"{first}, met {second[0]} als vervanger" if second else first
        return f"{start} Aangewezen is {who}; dan doet {times(self.missed)} niemand iets. Zonder aanwijzing zou dat {times(self.before.missed)} zijn."

    def tables(self):
        marks = dict(zip(self.duty, (" (aangewezen)", " (vervanger)"), strict=False))
        shares = [(self.case.party(k).called + marks.get(k, ""), f"{percent(share)}%") for k, share in self.blame.items()]
        now = {0 if self.duty else len(self.group): " (nu)"}
        rows = [(count(k, "hand|handen") + now.get(k, ""), f"{100 * p:.0f}", f"{percent(1 / k)}%") for k, p in enumerate(self.waiting, 1)]
        columns = ("Hoeveel", "Niemand zet de stap, van de 100 keer", "Ieders deel van de schuld")
        return [
            Table("Doet niemand het, wie draagt dan welk deel van de schuld?", ("Partij", "Deel van de schuld"), shares),
            Table("Meer handen, niemand aangewezen", columns, rows),
        ]

    def note(self, key):
        if key == "stand_in" and not self.duty:
            return "Telt pas mee als u iemand aanwijst."
        return "Voor een vervanger is een tweede hand nodig." if key == "stand_in" and len(self.group) == 1 else ""


def _column(b, i, x, across, chance, share, now, name):
    """How often nobody acts as a column, each one's share as a diamond; filled for the present number of hands."""
    wide, high, y, weight = min(34, across * 0.55), max(1.5, HIGH * chance), BASE - HIGH * share, 700 if now else 400
    fill, edge = ("accent", "accent") if now else ("paper", "soft")
    b.rect(x - wide / 2, BASE - high, wide, high, key=f"c{i}", fill=fill, stroke=edge, width=1.5)
    b.diamond(x, y, 8, key=f"d{i}", fill="ink" if now else "paper", stroke="paper" if now else "ink", width=2)
    top = BASE - HIGH * chance - 6
    top = y - 12 if abs(top - 5 - y) < 15 else top  # the number keeps clear of the diamond
    number = "0" if not chance else "<1" if chance < 0.005 else f"{100 * chance:.0f}"
    b.text(x, top, f"{number}%", 15, "middle", weight, "accent" if now else "ink", f"n{i}", "paper")
    b.text(x, BASE + 20, name, 14, "middle", weight, key=f"k{i}:0")
