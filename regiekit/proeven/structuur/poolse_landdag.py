"""Poolse landdag → doorzettingsmacht → verzet en conflict."""

from functools import cached_property, lru_cache
from math import ceil
from types import MappingProxyType

from regiekit.cases.reading import WAITING, YES, assent, crowded, kinds
from regiekit.cases.remember import each, last
from regiekit.models import decision_rule as model
from regiekit.plots.layout import Box, in_bands
from regiekit.proeven import (
    Board,
    Choice,
    Curve,
    Node,
    Proef,
    Slider,
    Zone,
    capital,
    form,
    leading,
    measure,
    number_word,
    roughly,
    say,
)
from regiekit.widgets.say import does, phrase

FOR, AGAINST = 100 * YES["voor"], 100 * YES["tegen"]
TWELVE = 12  # up to so many: "alle drie de partijen"
TEN = 10  # of ten parties so many agree: all
MOST = 70  # decisions in a row, as many as Pressman and Wildavsky counted
RESIST, SAME = 30, 100  # per cent: how often, and how much of that is left after failed talks, at the start
WIDE, HIGH = 660.0, 430.0
MARKS = {"voor": "+", "tegen": "−", "afwachtend": "?"}
USES = {"altijd": "altijd", "nood": "als overleg mislukt", "nooit": "nooit"}
#: Highest chance of being overruled that still belongs to the area, and its name.
ZONES = ((0.0005, "Wordt nooit overstemd"), (0.1, "Soms: hooguit 10 van de 100 keer"), (1.0, "Vaak: meer dan 10 van de 100 keer"))
PUSHING, RESISTING, AGAIN = "Doorzetten", "Verzet", "Volhouden"


def share(chance):
    """A chance as so many out of a hundred; what is not impossible is never called 0, what is not certain never 100."""
    hundredths = round(100 * chance)
    if hundredths == 0 and chance > 0:
        return "minder dan 1 van de 100"
    return "meer dan 99 van de 100" if hundredths == 100 and chance < 1 else f"{hundredths} van de 100"


def proposals(chance):
    """That share of the proposals: "13 van de 100 voorstellen"."""
    return {0: "geen enkel voorstel", 1: "alle voorstellen"}.get(chance, f"{share(chance)} voorstellen")


def reach(chance):
    """How many proposals make it, in the middle of a sentence: "halen 13 van de 100 voorstellen het"."""
    found = round(100 * chance)
    if found in (0, 100):
        exact = chance in (0, 1)
        some = (
            ("geen enkel voorstel" if exact else "bijna geen voorstel")
            if found == 0
            else "alle voorstellen"
            if exact
            else "bijna alle voorstellen"
        )
        return f"{'haalt' if found == 0 else 'halen'} {some} het"
    return f"{'haalt één' if found == 1 else f'halen {found}'} van de 100 voorstellen het"


#: Most moves leave the vote as it was.
_carried_out = lru_cache(maxsize=64)(model.carried_out)
_overruled_at_last = lru_cache(maxsize=64)(model.overruled_at_last)
_overruled_chances = lru_cache(maxsize=64)(model.overruled_chances)


_assent = last(assent)


@each
def _ranked(case, decider):
    """All parties: the director, who may decide and who can block first, then in the order of the case."""
    return sorted(case.parties, key=lambda p: (p.key not in (case.director, decider), "blokker" not in (p.power or ())))


class DecisionRule(Proef, before={"quota": TEN, "decider": "", "tries": 1}, asks=("position", "power")):
    """Of every ten of the `parties` at the table `quota` agree, or `decider` may decide, who does so by `use`.

    An overruled party that can block stops a decision in `resist` per cent; after failed talks that is `after` per cent of it. A rejected proposal comes back up to `tries` times in all;
    `decisions` are needed in a row, `bundle` of them in one package.
    """

    drawings = ("Partijen", "Besluiten op een rij")
    sections = MappingProxyType(
        {"decider": PUSHING, "use": PUSHING, "resist": RESISTING, "after": RESISTING, "tries": AGAIN, "decisions": AGAIN, "bundle": AGAIN}
    )

    parties: int
    quota: int
    decider: str
    use: str
    resist: float
    after: float
    tries: int
    decisions: int
    bundle: int

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 100, 20, 1, "van de 100")

    @classmethod
    def answer(cls, case):
        return 100 * model.passing_chance(list(assent(case).values()), len(case.parties))

    @classmethod
    def explain(cls, case, answer):
        """An answer that would be rounded to nothing, or to everything, is said more precisely."""
        return say(
            "" if answer in (0, 100) or 0 < round(answer) < 100 else f"Preciezer gezegd: {share(answer / 100)}.",
            "Elke partij zegt weleens nee, ook wie welwillend is, en één nee is genoeg. "
            "Zet ‘Partijen aan tafel’ lager en u ziet hoeveel dat scheelt.",
        )

    @classmethod
    def supposes(cls, case):
        return ("resist",)

    @classmethod
    def controls(cls, case):
        n = len(case.parties)
        heard = "100%: even groot. Lager: wie gehoord is, legt zich erbij neer. Hoger: wie vergeefs sprak, is verhard."
        who = [("", "niemand"), *((p.key, p.called) for p in case.parties)]
        return [
            Slider("parties", "Partijen aan tafel", 2, n, n),
            Slider("quota", "Van elke tien moeten er zoveel instemmen", 1, TEN, 8),
            Choice("decider", "Doorzettingsmacht voor", who, ""),
            Choice("use", "Wanneer gebruikt die partij de macht?", list(USES.items()), "altijd", columns=2),
            Slider("resist", "Verzet: zo vaak houdt een overstemde partij de uitvoering tegen", 0, 100, RESIST, 5, "van de 100"),
            Slider("after", "Na mislukt overleg is het verzet", 0, 200, SAME, 10, "%", heard),
            Slider("tries", "Pogingen per voorstel, als het wordt afgewezen", 1, 6, 1),
            Slider("decisions", "Besluiten die na elkaar nodig zijn", 1, MOST, 1),
            Slider("bundle", "Besluiten in één pakket", 1, 10, 1),
        ]

    @cached_property
    def table(self):
        """Who sit there: the director, who may decide and who can block first, then in the order of the case."""
        return _ranked(self.case, self.decider)[: self.parties]

    @cached_property
    def yes(self) -> dict[str, float]:
        """Party at the table -> chance of a yes."""
        chances = _assent(self.case)
        return {p.key: chances[p.key] for p in self.table}

    @cached_property
    def need(self) -> int:
        return ceil(self.quota * len(self.table) / TEN - 1e-9)

    @cached_property
    def pushes(self) -> bool:
        return bool(self.decider) and self.use != "nooit"

    @cached_property
    def place(self) -> int | None:
        """Of who decides, among those at the table."""
        return list(self.yes).index(self.decider) if self.pushes else None

    def carried(self, resist: float) -> float:
        """The chance that one try passes and is carried out, where who is overruled and can block resists so often."""
        can = ["blokker" in (p.power or ()) for p in self.table]
        stops, after = (tuple([some * one for one in can]) for some in (resist, min(1.0, resist * self.after / 100)))
        return _carried_out(tuple(self.yes.values()), self.need, stops, self.place, self.use == "nood", after)

    @cached_property
    def once(self) -> float:
        return self.carried(0)

    @measure("Voorstellen die het halen", "%", 0, 100)
    def passing(self) -> float:
        return model.persisted(min(1.0, self.once), self.tries)

    @measure("Voorstellen die ook worden uitgevoerd", "%", 0, 100)
    def done(self) -> float:
        return self.passing * self.carried(self.resist / 100) / self.once if self.once else 0.0

    @cached_property
    def overruled(self) -> dict[str, float]:
        """Party -> chance that one try passes which it rejected."""
        chances = tuple(self.yes.values())
        if self.place is not None and self.use == "nood":
            found = _overruled_at_last(chances, self.need, self.place)
        else:
            found = _overruled_chances(chances, self.need, (), self.place)
        return dict(zip(self.yes, found, strict=True))

    @measure("Overstemde partijen per besluit, gemiddeld", digits=1)
    def losers(self) -> float:
        return sum(self.overruled.values()) / self.once if self.once else 0.0

    @measure("Kans dat alle besluiten die na elkaar nodig zijn, het halen", "%", 0, 100)
    def row(self) -> float:
        return model.in_a_row(self.passing, self.decisions, self.bundle)

    def picture(self):
        """Parties by their chance to be overruled; who can block stands out, who decides alone most of all."""
        b = Board(WIDE, HIGH, "structuur")
        groups = [[] for _ in ZONES]
        for key, chance in self.overruled.items():
            groups[next(i for i, (most, _) in enumerate(ZONES) if chance <= most)].append(key)
        places, boxes, scale = in_bands(groups, Box(4, 4, b.width - 8, b.height - 8))
        tones = ("plain", "plain", "strong")
        zones = [Zone(name, name, box, tone) for (_, name), box, tone in zip(ZONES, boxes, tones, strict=True)]
        nodes = []
        for p in map(self.case.party, places):
            tone = "strong" if p.key == self.decider else "tinted" if "blokker" in (p.power or ()) else "plain"
            nodes.append(Node.of(p, places[p.key], tone, mark=MARKS[p.position], scale=scale))
        b.network(nodes, (), zones, pick=True)
        b.legend(kinds(self.case), extra=[("tinted", "kan tegenhouden"), ("strong", "mag doorzetten"), ("", "+ voor, − tegen, ? wacht af")])
        return b

    def curve(self):
        c = Curve("besluiten die na elkaar nodig zijn", "van de 100 keer halen ze het allemaal", (0, MOST), (0, 100), "structuur",
                  xticks=(0, 10, 20, 30, 40, 50, 60, 70))  # fmt: skip
        xs = list(range(MOST + 1))
        if self.bundle > 1:
            c.line([100 * model.in_a_row(self.passing, k) for k in xs], "los", "dashed", "plain", "los")
        c.line([100 * model.in_a_row(self.passing, k, self.bundle) for k in xs], "in pakketten" if self.bundle > 1 else "los", key="nu")
        c.mark(self.decisions, 100 * self.row, "nu", key="nu")
        last = model.in_a_row(self.passing, MOST, self.bundle)
        told = f"Eén besluit haalt het {share(self.passing)} keer. Een reeks van {MOST} besluiten haalt het {share(last)} keer."
        return "Veel besluiten na elkaar", c, told

    @cached_property
    def undecided(self):
        """The same table, where nobody pushes through."""
        return self.but(decider="")

    @cached_property
    def alike(self):
        """The same, where failed talks change nothing of the resistance."""
        return self.but(after=SAME)

    def headline(self):
        n, found = len(self.table), round(100 * self.passing)
        if self.decisions > 1:
            long = f"{number_word(self.decisions)} besluiten na elkaar"
            votes = -(-self.decisions // self.bundle)
            if self.bundle > 1:
                return f"In pakketten hoeft de tafel {number_word(votes)} keer te beslissen in plaats van {number_word(self.decisions)} keer, dus er sneuvelt minder."
            if self.row < 0.5:
                rarely = "bijna nooit" if self.row < 0.05 else "meestal niet"
                return f"Een reeks van {number_word(self.decisions)} besluiten lukt {rarely}, want één afgewezen voorstel is al genoeg om de reeks te breken."
            often = "bijna altijd" if self.passing > 0.92 else "meestal"
            return f"De tafel neemt {long} en dat lukt meestal, want elk voorstel apart haalt het {often}."
        if self.decider:
            return self._pushed()
        if self.tries > 1:
            back, yes = "Een afgewezen voorstel komt terug", f"{self.counted[1]} keer ja"
            if self.passing - self.but(tries=1).passing > 0.005:
                return f"{back}, en dat helpt: elke nieuwe poging is een nieuwe kans op {yes}."
            why = "bijna elk voorstel haalt het al de eerste keer" if found > 92 else f"ook een nieuwe poging levert bijna nooit {yes} op"
            return f"{back}, maar dat maakt weinig uit: {why}."
        if self.need == n:
            rare = "bijna geen enkel voorstel" if found < 5 else f"{'maar ' * (found < 50)}{roughly(self.passing)} van de voorstellen"
            rare = "bijna elk voorstel" if found > 92 else rare
            who = "Beide" if n == 2 else f"Alle {number_word(n)}{' de' if n <= TWELVE else ''}"
            return f"{who} partijen moeten instemmen, dus haalt {rare} het: ook wie meestal ja zegt, zegt weleens nee."
        no = n - self.need + 1
        if found >= 95:
            return f"Bijna elk voorstel haalt het, want {self.counted[1]} keer ja is al genoeg. Wie nee zegt, wordt overstemd."
        every, needed = self.counted
        must = form(self.need, "moet", "moeten")
        few = reach(self.passing).replace("halen ", "halen maar " if found < 50 else "halen ")
        return f"Van de {every} partijen {must} er {needed} instemmen, dus {few}: {no if n > 20 else number_word(no)} keer nee houdt een voorstel tegen."

    def _pushed(self):
        party, alone = self.case.party(self.decider), self.undecided
        who = capital(phrase(party))
        if not self.pushes:
            return f"{capital(does(party, 'mag', 'mogen'))} doorzetten en {'doen' if party.plural else 'doet'} het niet: macht hebben verandert niets zolang niemand die gebruikt."
        if self.passing < alone.passing - 1e-9:
            return f"{who} {'beslissen' if party.plural else 'beslist'} alleen en dat helpt niet: zonder doorzettingsmacht haalden meer voorstellen het."
        if self.done < self.alike.done - 0.005:
            return (
                "Na mislukt overleg zijn partijen verhard: wie dan wordt overstemd, houdt de uitvoering vaker tegen, dus er strandt meer."
            )
        if self.done > self.alike.done + 0.005:
            return "Wie eerst is gehoord, verzet zich minder. Daardoor wordt meer uitgevoerd van wat na mislukt overleg is doorgezet."
        through = f"{who} {'zetten' if party.plural else 'zet'} door, dus er komen meer besluiten."
        if self.done < self.passing - 0.05:
            return f"{through} Maar een deel strandt, want een overstemde partij houdt de uitvoering tegen."
        return f"{through} Wie nee zegt, moet meedoen."

    def words(self):
        if self.decisions > 1:
            packed, rare = self.bundle > 1, self.row < 0.005
            often = f"{'ook ' * packed}dan bijna nooit" if rare else f"dan {share(self.row)} keer"
            row = f"Een reeks van {number_word(self.decisions)} besluiten{' in pakketten' * packed} lukt {often}."
            if rare and not packed:  # as the headline has it
                row = f"In de reeks moeten alle {number_word(self.decisions)} voorstellen het halen."
            return say(self._rule(), self._reach(), row)
        if self.decider or self.tries > 1:
            return say(self._rule(), self._reach(), self._done(), "" if self.tries > 1 else self._worst())
        if self.need == len(self.table):
            return f"Eén nee houdt een voorstel al tegen. Zo {reach(self.passing)}, maar niemand wordt overstemd."
        every, need = self.counted
        most = sum(self.yes.values())
        must = f"er {form(self.need, 'is', 'zijn')} er {'maar ' * (most > self.need)}{need} nodig"
        yes = _about(most, len(self.table) > 20)
        said = f"Gemiddeld {'zegt' if yes.endswith('één') else 'zeggen'} {yes} van de {every} partijen ja, en {must}."
        few = round(100 * self.done) < 2 or self.passing - self.done <= 0.005
        return say(said, f"Zo {reach(self.passing)}." if few else "", self._done(told=False), self._worst())

    def _reach(self):
        """How many proposals pass, beside what it would be with one try, or where nobody pushes through."""
        tries = f"Met hoogstens {number_word(self.tries)} pogingen" if self.tries > 1 else "Zo"
        other, what = (self.undecided, "zonder doorzettingsmacht") if self.pushes else (self.but(tries=1), "met één poging")
        beside = f"; {what} zijn dat er {round(100 * other.passing) or 'bijna geen'}" if abs(other.passing - self.passing) > 0.005 else ""
        return f"{tries} {reach(self.passing)}{beside}."

    def _rule(self):
        """Who must agree; where one party always decides alone that plays no part, and is not said."""
        n, need = self.counted
        every = f"Alle {n} de" if self.need <= TWELVE else f"Alle {n}"
        rule = f"Van de {n} partijen {form(self.need, 'moet', 'moeten')} er {need} instemmen."
        if self.need == len(self.table):
            rule = f"{'Beide partijen' if self.need == 2 else f'{every} partijen'} moeten instemmen."
        if not self.decider:
            return rule
        party = self.case.party(self.decider)
        may = capital(does(party, "mag", "mogen"))
        if self.use == "altijd":
            alone = "beslissen" if party.plural else "beslist"
            return f"{capital(phrase(party))} {alone} altijd alleen."
        if self.use == "nood":
            return f"{rule} Lukt dat niet, dan {'beslissen' if party.plural else 'beslist'} {phrase(party)} alleen."
        return f"{rule} {may} doorzetten, maar {'doen' if party.plural else 'doet'} dat nooit."

    @property
    def counted(self) -> tuple[str, str]:
        """How many there are at the table and how many must agree: both in figures where one of them is."""
        n = len(self.table)
        return (str(n), str(self.need)) if n > 20 else (number_word(n), number_word(self.need))

    def _done(self, when="", told=True):
        """How many proposals are carried out, where that is fewer than pass; `told`: how many these are has just been said."""
        if self.passing - self.done <= 0.005:
            return ""
        passed, found, alike = (round(100 * one) for one in (self.passing, self.done, self.alike.done))
        of = f"Van die {passed}" if told else f"Van elke 100 voorstellen halen er {passed} het, en daarvan"
        of = "Van elke 100 voorstellen" if passed in (0, 1, 100) else of
        if found != alike:
            same = f"{form(alike, 'was', 'waren')} dat er {alike or 'bijna geen'}"
            return (
                f"{of} {form(found, 'wordt', 'worden')} er {found or 'bijna geen'} uitgevoerd{when}; met evenveel verzet als anders {same}."
            )
        if found < 2:
            return "Van de voorstellen die het halen, wordt er bijna geen uitgevoerd: een overstemde partij houdt de uitvoering tegen."
        return f"{of} worden er {found} uitgevoerd; bij {form(passed - found, 'het andere', 'de andere')} houdt een overstemde partij de uitvoering tegen."

    def _worst(self):
        """Who is overruled most often, or how many are where that is everybody."""
        if self.losers <= 0.05:
            return "Niemand wordt overstemd." if self.need == len(self.table) and self.decider else ""
        if self.losers < 0.5:
            return "Haalt een voorstel het, dan is er maar af en toe een partij overstemd."
        most, who = leading(self.overruled, lambda key: phrase(self.case.party(key)))
        if who and len(most) < 4:
            one = len(most) == 1 and not self.case.party(most[0]).plural
            return f"Het vaakst overstemd {'wordt' if one else 'worden'} {who}."
        number = _about(self.losers, len(self.table) > 20)
        one = number.endswith(("één", " 1")) or number == "1"
        return f"Haalt een voorstel het, dan {'is' if one else 'zijn'} gemiddeld {number} {'partij' if one else 'partijen'} overstemd."

    def report(self):
        n = len(self.table)
        every, need = self.counted
        who = f"alle {every}{' de' if n <= TWELVE else ''} partijen" if self.need == n else f"{need} van de {every} partijen"
        rule = f"Als {'beide partijen' if self.need == n == 2 else who} {form(self.need, 'moet', 'moeten')} instemmen"
        if self.pushes:
            rule = f"Als {does(self.case.party(self.decider), 'mag', 'mogen')} doorzetten"
        return say(
            f"{rule}, {reach(self.passing)}; wie afwacht, zegt {WAITING} van de 100 keer ja.",  # on which it hangs most
            self._done(f" als het verzet na mislukt overleg {'kleiner' if self.after < SAME else 'groter'} is"),
            self._worst(),
        )

    def pick(self, key):
        if key not in self.yes:
            raise KeyError(key)
        p = self.case.party(key)
        at = f"{p.called} ({p.position}) zegt ja tegen {proposals(self.yes[key])}"
        return say(
            f"{at} en wordt overstemd bij {proposals(self.overruled[key])}.",
            "Eén nee van deze partij houdt een voorstel al tegen." if self.need == len(self.yes) and not self.pushes else "",
        )

    def note(self, key):
        if key != "after" or self.after == SAME or (self.pushes and self.use == "nood"):
            return ""
        return "Dit telt alleen als er doorzettingsmacht is die pas wordt gebruikt als overleg mislukt."


def _about(number: float, figures: bool = False) -> str:
    """A mean number of parties as one says it: "drie", "bijna drie", "twee of drie"."""
    word = str if figures else number_word
    near = round(number)
    if abs(number - near) <= 0.1:
        return word(near)
    if 0 < near - number <= 0.3:
        return f"bijna {word(near)}"
    return f"{word(int(number))} of {word(int(number) + 1)}" if number >= 1 else "bijna één"
