"""De gemene deler en het pakket: what parties share on one issue, what is in a package for each, and what a named gain adds to it."""

from functools import cached_property, lru_cache
from math import ceil
from types import MappingProxyType

from regiekit.cases import Issue, Party
from regiekit.cases.reading import crowded, director, issues
from regiekit.models import common_denominator as model
from regiekit.plots.svg import wrap
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    Text,
    amount,
    capital,
    dutch,
    form,
    last,
    listed,
    number_word,
    say,
)
from regiekit.widgets.party_rows import PartyRows, party_column, party_names
from regiekit.widgets.say import NUMBERS, again, does, part, phrase, together

MOST_PARTIES, MOST_ISSUES = 15, 14  # at the table, on the agenda
FEWEST_AT_START, MOST_AT_START = 5, 8
#: Without issues in the case: what the cooperation itself is worth to a party, by its position. A working assumption.
BY_POSITION = {"voor": 3.0, "afwachtend": 0.0, "tegen": -3.0}
#: The six kinds of gain of the source: key -> name, name in the picture.
KINDS = {
    "professionaliteit": ("meer professionaliteit", "vakmanschap"),
    "middelen": ("meer middelen", "middelen"),
    "legitimiteit": ("meer maatschappelijke legitimiteit", "legitimiteit"),
    "politiek": ("minder politieke aandacht", "minder politiek"),
    "gedoe": ("minder gedoe", "minder gedoe"),
    "kritiek": ("minder kritiek uit de eigen beroepsgroep", "minder kritiek"),
}
NONE, SHARES = "", "ja"
SENTENCE = 25  # words
FEW = 3  # so many parties are no longer named
POINTS = "punt|punten"
MEANS = "middelen"  # the kind of gain that somebody must hand over: the director
WORTH = 2  # points that a named gain is worth, at the start
ALL, BUT_ONE, HALF = "allen", "op_een_na", "meerderheid"
CONSENT = {ALL: "iedereen", BUT_ONE: "iedereen op één na", HALF: "meer dan de helft"}

HIGH, TOP, FOOT, ROW, ROWS, NAMES = 430, 78, 52, 27, 16, 142  # of the picture; above the rows, below, a row, how many, where the names end
ONE, ONE_WIDE, MANY, MANY_WIDE, KIND = 150, 180, 362, 164, 542  # the panels of one issue and of the package, where kinds of gain begin
MIDDLE = MANY + MANY_WIDE / 2
LOSS = {"fill": "paper", "stroke": "bad", "width": 2, "dash": "4 3"}

best = lru_cache(maxsize=512)(model.best_package)


@last
def ranked(case: Case) -> tuple[Party, ...]:
    """The parties in the order in which they come to the table: the director, who can block, who cannot be replaced, the largest."""
    return tuple(sorted(case.parties, key=lambda p: (p.key != case.director, "blokker" not in p.power, p.replaceable, -p.size)))


def at_start(case: Case) -> int:
    """How many sit at the table at first: those that cannot be missed, five to eight."""
    must = sum(p.key == case.director or "blokker" in p.power or (not p.replaceable and "productie" in p.power) for p in case.parties)
    return min(len(case.parties), MOST_AT_START, max(FEWEST_AT_START, must))


@last
def agenda(case: Case) -> tuple[Issue, ...]:
    """The issues as the learner has them, at most `MOST_ISSUES`; where there are none, one that follows from the positions."""
    itself = Issue("samenwerking", name="De samenwerking zelf", gains={p.key: BY_POSITION[p.position] for p in case.parties})
    return tuple(issues(case)[:MOST_ISSUES]) or (itself,)


def usual(case: Case) -> Issue:
    """The issue that brings most to all together."""
    return max(agenda(case), key=lambda issue: sum(issue.gains.values()))


class CommonDenominator(Proef, needs=("numpy",), asks=("size", "position", "power", "replaceable", "agenda.gain")):
    """So many parties at the table, with one issue or a package of `size` issues; `gains` are rows that name a kind of gain for a party and
    whether it has the shared interest, each worth `worth` points to it."""

    sections = MappingProxyType({"issue": "Kwestie", "consent": "Instemmen", "shared": "Instemmen"})

    table: int
    worth: float
    issue: str
    consent: str
    shared: str
    gains: list[dict[str, str]]
    size = 1  # where there is one issue, it can't be set

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in, of kies een andere casus."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 40, 1, "%")

    @classmethod
    def answer(cls, case):
        return 100 * min(_wants(case).values())

    @classmethod
    def explain(cls, case, answer):
        wants = _wants(case)
        hold = [p for p in ranked(case)[:MOST_PARTIES] if wants[p.key] == min(wants.values())]
        most = (
            "Dan komt er niets: wie het meest verliest, stemt nergens mee in."
            if not answer
            else "Wie het minst wil, bepaalt hoe ver het komt."
        )
        who = (
            "Alle partijen willen precies even ver."
            if len(hold) == len(wants)
            else f"Hier {'zijn' if len(hold) > 1 or hold[0].plural else 'is'} dat {together(hold, 3)}."
        )
        part_of_it = "Wie op het geheel verliest, kan nog wel een stuk willen." if 0 < answer < 50 else ""
        return f"{say(most, who, part_of_it)} Kijk in het plaatje waar de dikke streep ligt, en wat de anderen nog wilden."

    @classmethod
    def supposes(cls, case):
        return ("table", "size")  # who loses hangs on who is left out, which the case does not tell

    @classmethod
    def controls(cls, case):
        parties, start, found = ranked(case), at_start(case), agenda(case)
        kinds = [[NONE, "nog niets genoemd"], *([k, name] for k, (name, _) in KINDS.items())]
        columns = [
            party_column(case, "partij", "Partij", fixed=True),
            {"key": "winst", "label": "Soort winst", "options": kinds, "default": NONE},
            {"key": "deelt", "label": "Deelt het belang", "options": [[NONE, "niet gevraagd"], [SHARES, "ja"]], "default": NONE},
        ]
        also = {"partij": party_names(case), "winst": {short: k for k, (_, short) in KINDS.items()}}
        rows, paste = (
            [{"partij": p.key, "winst": NONE, "deelt": NONE} for p in parties[:MOST_PARTIES]],
            "Rijen uit een rekenblad kunt u hier plakken.",
        )
        shared = "Bijvoorbeeld: de leefbare wijk, de tevreden klant, het gelukkige kind."
        search = "Het denkmodel zoekt het pakket waarin wie het minst krijgt, toch zo veel mogelijk krijgt."
        size = Slider("size", "Kwesties in het pakket", 1, len(found), min(2, len(found)), help=search)
        named = "Alleen ‘meer middelen’ moet iemand afstaan: dat betaalt de regisseur."
        return [
            Slider("table", "Partijen aan tafel, de belangrijkste eerst", 2, min(MOST_PARTIES, len(parties)), start),
            *([size] if len(found) > 1 else []),
            Slider("worth", "Zoveel is een genoemde winst of een gedeeld belang waard", 0, 5, WORTH, 1, POINTS, named),
            Choice("issue", "De ene kwestie", [(i.key, called(i)) for i in found], usual(case).key),
            Choice("consent", "Wie moet ermee instemmen?", list(CONSENT.items()), ALL),
            Text("shared", "Het gezamenlijke belang", help=shared, limit=200, long=False),
            PartyRows("gains", "Winst", columns, rows, MOST_PARTIES, paste, fixed=True, also=also, each="partij"),
        ]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Those at the table."""
        return ranked(self.case)[: self.table]

    @cached_property
    def outside(self) -> tuple[Party, ...]:
        return ranked(self.case)[self.table :]

    @cached_property
    def one(self) -> Issue:
        found = agenda(self.case)
        return next((i for i in found if i.key == self.issue), found[0])

    @property
    def empty(self) -> bool:
        """Whether there are no issues yet."""
        return not issues(self.case)

    @cached_property
    def ambitions(self) -> dict[str, float]:
        """How far each party, also outside, wants to go on the one issue (0…1)."""
        return {p.key: model.ambition(self.one.gains.get(p.key, 0)) for p in ranked(self.case)}

    @property
    def needed(self) -> int:
        """So many of those at the table must agree."""
        n = len(self.parties)
        return {ALL: n, BUT_ONE: max(1, n - 1), HALF: n // 2 + 1}[self.consent]

    @cached_property
    def together(self) -> float:
        """How far they get on the one issue."""
        return model.agreed([self.ambitions[p.key] for p in self.parties], self.needed)

    @cached_property
    def package(self) -> model.Package:
        return self.best_of(self.size)

    def best_of(self, size: int) -> model.Package:
        """The best package of so many issues for those at the table."""
        return best(tuple([tuple([issue.gains.get(p.key, 0) for p in self.parties]) for issue in agenda(self.case)]), size)

    @cached_property
    def chosen(self) -> list[Issue]:
        """The issues of the best package."""
        return [agenda(self.case)[i] for i in self.package.issues]

    @cached_property
    def bare(self) -> dict[str, float]:
        """What the issues of the package bring every party, also those that are not at the table."""
        return self._sums(self.chosen)

    def _sums(self, chosen: list[Issue]) -> dict[str, float]:
        return {p.key: sum([issue.gains.get(p.key, 0) for issue in chosen]) for p in ranked(self.case)}

    @cached_property
    def added(self) -> dict[str, float]:
        """What the named gains and the shared interest add: to whom they are named, and what the director hands over for means."""
        named = {p.key: self.kinds[p.key] for p in self.parties if p.key in self.kinds}
        pays, found = director(self.case), dict.fromkeys(named, float(self.worth))
        handed = sum(kind == MEANS for key, kind in named.items() if key != pays)
        if named.get(pays) == MEANS:
            found[pays] = 0.0  # from one pocket to the other
        for p in self.sharing:
            found[p.key] = found.get(p.key, 0) + self.worth
        return found | ({pays: found.get(pays, 0) - self.worth * handed} if handed else {})

    @cached_property
    def sharing(self) -> list[Party]:
        """Who at the table has the shared interest."""
        return [p for p in self.parties if any(row["partij"] == p.key and row.get("deelt") == SHARES for row in self.gains)]

    @cached_property
    def totals(self) -> dict[str, float]:
        """What the package and the named gains bring every party."""
        return {key: total + self.added.get(key, 0) for key, total in self.bare.items()}

    @cached_property
    def single(self) -> dict[str, float]:
        """The same of the best single issue, which is found as a package is."""
        found = self._sums([agenda(self.case)[i] for i in self.best_of(1).issues])
        return {key: total + self.added.get(key, 0) for key, total in found.items()}

    @property
    def lost(self) -> list[Party]:
        """Who at the table loses by the package itself."""
        return [p for p in self.parties if self.bare[p.key] < 0]

    @property
    def size_of(self) -> str:
        return f"{number_word(len(self.chosen))} {form(len(self.chosen), 'kwestie', 'kwesties')}"

    @cached_property
    def losers(self) -> list[Party]:
        return [p for p in self.parties if self.totals[p.key] < 0]

    @cached_property
    def harmed(self) -> list[Party]:
        """Who loses by the package and is not at the table."""
        return [p for p in self.outside if self.totals[p.key] < 0]

    @cached_property
    def worst(self) -> float:
        return min(self.totals[p.key] for p in self.parties)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Party -> the kind of gain that was named for it, the last that can be read."""
        return {row["partij"]: row["winst"] for row in self.gains if row["winst"] in KINDS}

    @cached_property
    def unanswered(self) -> list[Party]:
        return [p for p in self.parties if p.key not in self.kinds]

    @cached_property
    def double(self) -> list[Party]:
        """For whom several kinds were named."""
        named = {(row["partij"], row["winst"]) for row in self.gains if row["winst"] in KINDS}
        return [p for p in self.case.parties if sum(p.key == key for key, _ in named) > 1]

    @cached_property
    def unread(self) -> list[str]:
        known = {"partij": self.case.party_keys, "winst": (NONE, *KINDS), "deelt": (NONE, SHARES)}
        cells = [row[key] for row in self.gains if any(row.values()) for key in known if row.get(key, NONE) not in known[key]]
        return [f"‘{cell[:30]}’" if cell else "een lege partij" for cell in cells]

    def measures(self):
        one = self.single
        worst = min(one[p.key] for p in self.parties)
        whole = all(float(v).is_integer() for v in (worst, self.worst))

        def many(gains, parties, way):
            return sum(way * gains[p.key] > 0 for p in parties)

        return [
            Measure("Partijen aan tafel die winnen", many(one, self.parties, 1), many(self.totals, self.parties, 1), digits=0),
            Measure("Partijen aan tafel die verliezen", many(one, self.parties, -1), len(self.losers), digits=0),
            Measure("Partijen die niet aan tafel zitten en verliezen", many(one, self.outside, -1), len(self.harmed), digits=0),
            Measure("Punten voor de partij die het minst krijgt", worst, self.worst, digits=0 if whole else 1),
        ]

    def picture(self):
        shown = (*self.parties, *self.outside)[:ROWS]
        high = min(ROW, (HIGH - TOP - FOOT) / len(shown))
        bottom, edge = TOP + high * len(shown), TOP + high * min(len(self.parties), len(shown))
        unit = (MANY_WIDE / 2 - 24) / (5 * max(1, ceil(max(map(abs, self.totals.values())) / 5)))
        b = Board(660, HIGH, "proces")
        _axes(b, bottom)
        for i, p in enumerate(shown):
            y = TOP + high * (i + 0.5)
            with b.row(p.key, p.label, y, high):
                self._draw(b, p, y, unit, 0.55 * high)
        x = ONE + ONE_WIDE * self.together
        b.path(f"M8 {edge:.1f}H{b.width - 8}", key="rand", stroke="ink" if self.outside else "none", width=1.5)
        b.path(f"M{x:.1f} {TOP - 10:.1f}V{edge:.1f}", key="samen", stroke="ink", width=3.5)
        left = max(ONE - 4, min(x - 40, ONE + ONE_WIDE - 100))
        b.text(left, TOP - 16, f"samen: {self.together * 100:.0f}%", 14.5, weight=700, key="samennaam")
        _legend(b, HIGH - 22)
        return b

    def _draw(self, b, p, y, unit, thick):
        inside = p in self.parties
        up, ambition, total = y - thick / 2, self.ambitions[p.key], self.totals[p.key]
        edge = {"stroke": "accent", "width": 1.2} if inside else {"stroke": "line", "width": 1.2, "dash": "3 3"}
        b.texts(NAMES, y + 5, p.label, 17, 1, size=14, anchor="end", fill="ink" if inside else "soft")
        b.rect(ONE, up, ONE_WIDE * ambition, thick, fill="tinted" if inside else "paper", **edge)
        b.rect(ONE, up, ONE_WIDE * min(ambition, self.together) if inside else 0, thick, fill="accent")
        length, side, anchor = abs(total) * unit, 1 if total >= 0 else -1, "start" if total >= 0 else "end"
        paint = LOSS if total < 0 else {"fill": "accent" if inside else "tinted", **edge}
        b.rect(MIDDLE - (length if total < 0 else 0), up, length, thick, **paint)
        gained = f"{total:+.3g}".replace("-", "−").replace(".", ",") if total else "0"
        b.text(MIDDLE + side * (length + 5), y + 5, gained, 14, anchor, 600)
        named = wrap(KINDS[self.kinds[p.key]][1], 15, 1)[0] if p.key in self.kinds else "?" if inside else "niet aan tafel"
        b.text(KIND, y + 5, named, weight=700 if named == "?" else 400, fill="ink" if inside else "soft")

    def headline(self):
        if self.empty:
            return "Nog niet te zeggen wat een pakket oplevert, want er staan nog geen kwesties. Vul ze in bij de brede agenda."
        lost, losers, size = self.lost, self.losers, len(self.chosen)
        pays = [p for p in losers if p.key == director(self.case) and p not in lost]
        if pays:
            (p,) = pays
            return f"{capital(does(p, 'verliest', 'verliezen'))} nu zelf, want {again(p)} {'betalen' if p.plural else 'betaalt'} de middelen die u aan anderen geeft."
        if not losers and lost:
            return f"Niemand aan tafel verliest meer, want de winst die u noemt, maakt het verlies van {_few(lost)} goed."
        if losers:
            some = f"{_lose(losers)} {_few(losers)}"
            if size == 1:
                return f"Met één kwestie {some}, want er valt niets te ruilen."
            if len(losers) < len(lost):
                eased = len(lost) - len(losers)
                return f"De winst die u noemt, maakt het verlies van {number_word(eased)} {form(eased, 'partij', 'partijen')} goed. Toch {some} nog."
            return self._lack(some)
        harmed = len(self.harmed)
        outside = f"{capital(number_word(harmed))} partijen die niet aan tafel zitten, verliezen wel." if harmed > 1 else self._harm(" wel")
        if harmed >= len(NUMBERS):  # no sentence begins with a figure
            outside = f"Wel verliezen {harmed} partijen die niet aan tafel zitten."
        if size == 1:
            return say("Er is één kwestie die niemand aan tafel iets kost, dus ruilen hoeft niet.", outside)
        if min(self.best_of(1).totals) < 0:
            return say(f"Met {self.size_of} verliest niemand aan tafel: wie op de ene inlevert, wint op een andere.", outside)
        if self.worst > min(self.single[p.key] for p in self.parties):
            outside = "Wie het minst krijgt, krijgt met een pakket wel meer."
        elif harmed:
            those = form(harmed, "verliest één partij die niet meepraat", f"verliezen {number_word(harmed)} partijen die niet meepraten")
            outside = f"Met een pakket van {number_word(size)} {those}."
        return say("Met één goede kwestie verliest niemand aan tafel, dus een pakket hoeft niet.", outside)

    def _lack(self, some):
        """The headline where `some` lose in the best package: another number of issues would do, or none."""
        free, size = next((k for k in range(1, len(agenda(self.case)) + 1) if min(self.best_of(k).totals) >= 0), 0), len(self.chosen)
        if not free:
            return f"Bij elk aantal kwesties verliest er iemand aan tafel, want er valt te weinig te ruilen. Met {self.size_of} {some}."
        other = f"Met {number_word(free)} {form(free, 'kwestie', 'kwesties')} verliest niemand aan tafel."
        return f"Een pakket van {self.size_of} is te {'klein om te ruilen' if free > size else 'groot'}: dan {some}. {other}"

    def words(self):
        if self.empty:
            return say(
                "Zolang er geen kwesties staan, telt alleen de samenwerking zelf mee: wie voor is, wil verder dan wie tegen is.",
                self._one(),
            )
        harm = (
            self._harm(" door het pakket" if len(self.chosen) > 1 else "")
            if self.lost or (len(self.harmed) == 1 < len(self.chosen))
            else ""
        )
        return say(self._one(), self._named() or say(self._brings(), harm))

    def _one(self):
        """How far they come together on one issue, and why no further."""
        n, name, to = len(self.parties), called(self.one), percent(self.together)
        if self.consent != ALL:
            those = f"{number_word(self.needed)} {form(self.needed, 'partij', 'partijen')}"
            must = form(self.needed, "moet", "moeten")
            go = f"Minstens {those} {form(self.needed, 'gaat', 'gaan')} mee tot {to}: zo ver komt het."
            return say(f"{capital(part(self.needed, n, 'partijen aan tafel'))} {must} instemmen met ‘{name}’.", go)
        least = min(self.ambitions[p.key] for p in self.parties)
        hold = [p for p in self.parties if self.ambitions[p.key] == least]
        more = len(hold) > 1 or hold[0].plural
        who = capital(together(hold) if len(hold) < FEW else _few(hold))
        if not least:
            told = f"{who} {'willen' if more else 'wil'} er niets van, dus komt er geen afspraak."
        elif len(hold) == n:
            told = f"Ze willen even ver gaan: tot {to}."
        else:
            told = f"{who} {'willen' if more else 'wil'} maar {to} van dat voorstel, en verder komt de afspraak dus niet."
        return say(f"{'Beide' if n == 2 else f'Alle {number_word(n)}'} partijen aan tafel moeten instemmen met ‘{name}’.", told)

    def _brings(self):
        """What the issue does as a whole, or who loses in the package, or by which exchange nobody does."""
        if self.losers:
            best = "Bij de beste keuze van één kwestie" if len(self.chosen) == 1 else f"In het beste pakket van {self.size_of}"
            return f"{best} verliezen {together(self.losers)}." if len(self.losers) == 2 else ""
        gave = [p for p in self.parties if any(i.gains.get(p.key, 0) < 0 for i in self.chosen)]
        if not self.lost and gave and min(self.best_of(1).totals) < 0:
            give, win = ("leveren", "winnen zij") if len(gave) > 1 or gave[0].plural else ("levert", "wint die")
            return f"In het pakket {give} {together(gave) if len(gave) <= FEW else _few(gave)} op de ene kwestie in en {win} op een andere."
        lose = [p for p in self.parties if self.one.gains.get(p.key, 0) < 0]
        if not lose or min(self.best_of(1).totals) < 0:
            return "" if lose else "Als deze kwestie helemaal doorgaat, verliest niemand aan tafel."
        return f"Als deze kwestie helemaal doorgaat, {_lose(lose)} {_few(lose)}. Bij een andere verliest niemand aan tafel."

    def _named(self):
        """For whom a gain was named, and what that does."""
        if not (self.kinds or self.sharing) or not self.added:
            return ""
        pays, number = director(self.case), len(self.parties)
        handed = self.worth * sum(self.kinds.get(p.key) == MEANS for p in self.parties if p.key != pays)
        many = sum(p.key in self.kinds or p in self.sharing for p in self.parties)
        if not self.worth:
            return "De winst die u noemt, telt nog voor niets mee."
        whom = f"alle {number_word(number)}" if many == number else part(many, number, "").strip()
        named = f"U noemt winst voor {whom} partijen aan tafel"
        paid = f"{capital(does(self.case.party(pays), 'betaalt', 'betalen'))} de middelen: {amount(handed, POINTS)}." if handed else ""
        return say(f"{named}: {form(many, '', 'telkens ')}{amount(self.worth, POINTS)}.", paid)

    def _interest(self):
        interest = self.shared.strip()
        share = f"; dat {form(len(self.sharing), 'deelt', 'delen')} {together(self.sharing)}" if self.sharing else ""
        return f"Het gezamenlijke belang: {interest.rstrip('.')}{share}." if interest else ""

    def _harm(self, also=""):
        if not self.harmed:
            return ""
        sit = "zitten" if len(self.harmed) > 1 or self.harmed[0].plural else "zit"
        return f"{capital(together(self.harmed, 2))} {sit} niet aan tafel en {_lose(self.harmed)}{also}."

    def report(self):
        wins = listed(f"{phrase(p)} {KINDS[self.kinds[p.key]][0]}" for p in self.parties if p.key in self.kinds)
        told = () if self.empty else (self._supposed(), self._then())
        return say(self._interest(), *told, f"Wat meedoen oplevert, is voor {wins}." if wins else "")

    def _supposed(self):
        """On whom at the table, and on which package, what the plan says rests."""
        all_ = "beide" if len(self.parties) == 2 else f"alle {number_word(len(self.parties))}"
        who = f"alleen {together(self.parties, 2)}" if self.outside else f"{all_} partijen"
        most = f"de {number_word(len(self.parties))} belangrijkste" if self.outside else all_
        named = listed(f"‘{called(issue)}’" for issue in self.chosen)
        told = (
            f"Stel dat {who} aan tafel zitten en kiezen voor {named}.",
            f"Stel: {most} partijen aan tafel kiezen {named}.",
            f"Stel dat {who} aan tafel zitten, met het beste pakket van {self.size_of}.",
        )
        return next((one for one in told if len(one.split()) <= SENTENCE), told[-1])

    def _then(self):
        """Who loses then, at the table and outside."""
        assumed = ", als de genoemde winst meetelt" if any(self.added.values()) else ""
        alone = not (self.losers or assumed) and len(self.chosen) > 1 and min(self.best_of(1).totals) >= 0
        some = f"{_lose(self.losers)} {together(self.losers, 2)}" if self.losers else "verliest niemand van hen"
        also = ", ook niet met alleen de beste kwestie" if alone else ""
        out = f"; daarbuiten {_lose(self.harmed)} {together(self.harmed, 2)} {'ook' if self.losers else 'wel'}" if self.harmed else ""
        return f"Dan {some}{assumed}{also}{out}."

    def note(self, key):
        losers, double = self.losers, self.double
        if key == "issue" and self.empty:
            return "In deze casus staan nog geen kwesties. Daarom telt één kwestie mee: de samenwerking zelf. Kwesties vult u in bij de proef over de brede agenda."
        if key == "size" and losers:
            return (
                f"{capital(together(losers))} {_lose(losers)} in dit pakket. Zet er een kwestie bij, of noem een winst die ertegen opweegt."
            )
        if key != "gains":
            return ""
        if self.unread:
            more = "; en meer" if len(self.unread) > 5 else ""
            return f"Dit las ik niet: {'; '.join(self.unread[:5])}{more}. Die rij telt nog niet mee. Kies een partij en een soort winst uit de lijst."
        if double:
            stand = "staan" if len(double) > 1 or double[0].plural else "staat"
            return f"{capital(together(double))} {stand} er vaker in, met verschillende soorten winst. De onderste rij telt."
        if unfounded := [p for p in losers if p.key in self.kinds]:
            return (
                f"U noemt winst voor {together(unfounded)}, maar die weegt niet op tegen het verlies. Is er iets anders wat meer oplevert?"
            )
        more = f"Nog niets is genoemd voor {together(self.unanswered)}." if self.unanswered else ""
        return say("Vraag het na bij de partij zelf: winst is wat zij zo noemt.", more) if self.kinds else ""

    def tables(self):
        def told(p):
            return percent(self.ambitions[p.key]), dutch(self.totals[p.key], signed=bool(self.totals[p.key]))

        wants, wins = f"Wil van ‘{called(self.one)}’", "Winst in het pakket"
        wins_by = {key: KINDS[kind][0] for key, kind in self.kinds.items()}
        rows = [(p.called, next(iter(p.interests), "nog niet ingevuld"), *told(p), wins_by.get(p.key, "?")) for p in self.parties]
        seated = Table("De partijen aan tafel", ("Partij", "Eerste belang uit de casus", wants, wins, "Soort winst"), rows)
        absent = Table("De partijen die niet aan tafel zitten", ("Partij", wants, wins), [(p.called, *told(p)) for p in self.outside])
        return [seated, absent] if self.outside else [seated]

    def pick(self, key):
        if key not in self.totals:
            raise KeyError(key)
        p, total = self.case.party(key), self.totals[key]
        brings = (
            f"{'wint' if total > 0 else 'verliest'} deze partij {amount(abs(total), POINTS)}"
            if total
            else "wint en verliest deze partij niets"
        )
        return say(
            f"{capital(does(p, 'zit', 'zitten'))} {'' if p in self.parties else 'niet '}aan tafel.",
            f"Van ‘{called(self.one)}’ wil deze partij {percent(self.ambitions[key])}; in het pakket {brings}.",
            f"Het eigen belang, volgens de casus: {', '.join(p.interests).replace(chr(39), '’')}." if p.interests else "",
            f"U noemde als winst: {KINDS[self.kinds[key]][0]}." if key in self.kinds else "",
        )


def _axes(b, bottom):
    for x, first, second, size, weight, fill in (
        (ONE, "Eén kwestie", "hoe ver wil elke partij?", 14, 400, "soft"),
        (MANY, "Het pakket", "winst in punten", 14, 400, "soft"),
        (KIND, "Wat levert", "het mij op?", 15, 650, "ink"),
    ):
        b.text(x, 20, first, 15, weight=650)
        b.text(x, 38, second, size, weight=weight, fill=fill)
    for share in (0, 0.5, 1):
        x = ONE + ONE_WIDE * share
        b.path(f"M{x:.1f} {TOP - 4:.1f}V{bottom:.1f}", key=f"as{share}", stroke="line", width=0.7, dash="1 4")
        b.text(x, bottom + 20, f"{share * 100:.0f}%", 14, "middle", fill="soft", key=f"at{share}")
    b.path(f"M{MIDDLE:.1f} {TOP - 4:.1f}V{bottom:.1f}", key="nul", stroke="ink", width=1.5)
    b.text(MIDDLE, bottom + 20, "0", 14, "middle", fill="soft", key="nulnaam")


def _legend(b, top):
    wanted = {"fill": "tinted", "stroke": "accent", "width": 1.2}
    for x, name, paint in ((14, "komt er / wint", {"fill": "accent"}), (152, "wilde verder", wanted), (280, "verliest", LOSS)):
        b.rect(x, top, 24, 12, shape=True, **paint)
        b.text(x + 32, top + 11, name, fill="soft")


def _wants(case: Case) -> dict[str, float]:
    """How far each of all parties (up to fifteen) wants to go on the usual issue."""
    return {p.key: model.ambition(usual(case).gains.get(p.key, 0)) for p in ranked(case)[:MOST_PARTIES]}


def _few(found: list[Party]) -> str:
    """One party by name, more as a number."""
    return phrase(found[0]) if len(found) == 1 else f"{number_word(len(found))} partijen"


def _lose(found: list[Party]) -> str:
    return "verliezen" if len(found) > 1 or found[0].plural else "verliest"


def called(issue: Issue) -> str:
    return issue.name.strip() or issue.key


def percent(share: float) -> str:
    return f"{dutch(100 * share, 0)} procent"
