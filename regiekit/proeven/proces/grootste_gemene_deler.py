"""De gemene deler en het pakket: what parties share on one issue, and what is in a package for each of them."""

from functools import cached_property, lru_cache
from math import ceil

from regiekit.cases import Issue, Party
from regiekit.cases.reading import crowded
from regiekit.models import common_denominator as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Slider, Table, Text, amount, count, dutch, form, last, listed, say
from regiekit.widgets.party_rows import PartyRows, party_names
from regiekit.widgets.say import foremost, phrase

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
NONE = ""
POINTS = "punt|punten"

TOP, ROW, THICK, NAMES = 84, 31, 16, 142  # above the rows, a row, a bar, where the names end
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
    """The issues, at most `MOST_ISSUES`; where a case has none, one that follows from the positions."""
    itself = Issue("samenwerking", name="De samenwerking zelf", gains={p.key: BY_POSITION[p.position] for p in case.parties})
    return tuple(case.issues[:MOST_ISSUES]) or (itself,)


class CommonDenominator(Proef, needs=("numpy",), asks=("size", "position", "power", "replaceable", "issue.gain")):
    """So many parties at the table, with one issue or a package of `size` issues; `gains` are rows that name a kind of gain for a party."""

    shared: str
    table: int
    issue: str
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
        return 100 * model.expected_least(min(MOST_PARTIES, len(case.parties)))

    @classmethod
    def explain(cls, case, answer):
        number = min(MOST_PARTIES, len(case.parties))
        return (
            f"De partij die het minst wil, bepaalt hoe ver het komt: bij {number} partijen gemiddeld 1 gedeeld door {number + 1}. "
            "Bij twee partijen is het 33%, bij drie 25%. Elke partij erbij maakt de kans groter dat iemand heel weinig wil."
        )

    @classmethod
    def controls(cls, case):
        parties, start, issues = ranked(case), at_start(case), agenda(case)
        usual = max(issues, key=lambda issue: sum(issue.gains.values())).key  # brings most to all together
        kinds = [[NONE, "nog niets genoemd"], *([k, name] for k, (name, _) in KINDS.items())]
        columns = [
            {"key": "partij", "label": "Partij", "options": [[p.key, p.label] for p in parties], "default": parties[0].key},
            {"key": "winst", "label": "Soort winst", "options": kinds, "default": NONE},
        ]
        also = {"partij": party_names(case), "winst": {short: k for k, (_, short) in KINDS.items()}}
        rows, paste = [{"partij": p.key, "winst": NONE} for p in parties[:start]], "Rijen uit een rekenblad kunt u hier plakken."
        shared = "Bijvoorbeeld: de leefbare wijk, de tevreden klant, het gelukkige kind."
        search = "Het denkmodel zoekt het pakket waarin de slechtst bedeelde partij het meest krijgt."
        size = Slider("size", "Kwesties in het pakket", 1, len(issues), min(3, len(issues)), help=search)
        return [
            Text("shared", "Het gezamenlijke belang", help=shared, limit=200, long=False),
            Slider("table", "Partijen aan tafel, de belangrijkste eerst", 2, min(MOST_PARTIES, len(parties)), start),
            Choice("issue", "De ene kwestie", [(i.key, called(i)) for i in issues], usual),
            *([size] if len(issues) > 1 else []),
            PartyRows("gains", "Wat zit erin voor mij?", columns, rows, MOST_PARTIES, paste, also=also),
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
        issues = agenda(self.case)
        return next((i for i in issues if i.key == self.issue), issues[0])

    @cached_property
    def ambitions(self) -> dict[str, float]:
        """How far each party, also outside, wants to go on the one issue (0…1)."""
        return {p.key: model.ambition(self.one.gains.get(p.key, 0)) for p in ranked(self.case)}

    @cached_property
    def together(self) -> float:
        return model.least_ambitious([self.ambitions[p.key] for p in self.parties])

    @cached_property
    def by_lot(self) -> float:
        return model.expected_least(len(self.parties))

    @cached_property
    def package(self) -> model.Package:
        gains = tuple([tuple([issue.gains.get(p.key, 0) for p in self.parties]) for issue in agenda(self.case)])
        return best(gains, self.size)

    @cached_property
    def chosen(self) -> list[Issue]:
        """The issues of the best package."""
        return [agenda(self.case)[i] for i in self.package.issues]

    @cached_property
    def totals(self) -> dict[str, float]:
        """What the package brings every party, also those that are not at the table."""
        return {p.key: sum([issue.gains.get(p.key, 0) for issue in self.chosen]) for p in ranked(self.case)}

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
        known = {"partij": self.case.party_keys, "winst": (NONE, *KINDS)}
        cells = [row[column] for row in self.gains if any(row.values()) for column in known if row[column] not in known[column]]
        return [f"‘{cell[:30]}’" if cell else "een lege partij" for cell in cells]

    def measures(self):
        one = {p.key: self.one.gains.get(p.key, 0) for p in ranked(self.case)}
        worst = min(one[p.key] for p in self.parties)
        whole = all(float(v).is_integer() for v in (worst, self.worst))

        def many(gains, parties, way):
            return sum(way * gains[p.key] > 0 for p in parties)

        return [
            Measure("Partijen aan tafel die winnen", many(one, self.parties, 1), many(self.totals, self.parties, 1), digits=0),
            Measure("Partijen aan tafel die verliezen", many(one, self.parties, -1), len(self.losers), digits=0),
            Measure("Partijen buiten de tafel die verliezen", many(one, self.outside, -1), len(self.harmed), digits=0),
            Measure("Wat de slechtst bedeelde partij krijgt, in punten", worst, self.worst, digits=0 if whole else 1),
        ]

    def picture(self):
        everyone = (*self.parties, *self.outside)
        bottom, edge = TOP + ROW * len(everyone), TOP + ROW * len(self.parties)
        unit = (MANY_WIDE / 2 - 24) / (5 * max(1, ceil(max(map(abs, self.totals.values())) / 5)))
        b = Board(660, bottom + 66, "proces")
        _axes(b, bottom)
        for i, p in enumerate(everyone):
            y = TOP + ROW * (i + 0.5)
            with b.row(p.key, p.label, y, ROW):
                self._draw(b, p, y, unit, p in self.parties)
        x, lot = ONE + ONE_WIDE * self.together, ONE + ONE_WIDE * self.by_lot
        b.path(f"M8 {edge:.1f}H{b.width - 8}", key="rand", stroke="ink" if self.outside else "none", width=1.5)
        b.path(f"M{x:.1f} {TOP - 12:.1f}V{edge:.1f}", key="samen", stroke="ink", width=3.5)
        b.path(f"M{lot:.1f} {TOP - 4:.1f}V{edge:.1f}", key="loting-rand", stroke="paper", width=5)
        b.path(f"M{lot:.1f} {TOP - 4:.1f}V{edge:.1f}", key="loting", stroke="ink", width=2.4, dash="2 4")
        left = max(ONE - 4, min(x - 40, ONE + ONE_WIDE - 100))
        b.text(left, TOP - 18, f"samen: {self.together * 100:.0f}%", 15, weight=700, key="samennaam")
        _legend(b, bottom + 38)
        return b

    def _draw(self, b, p, y, unit, inside):
        up, ambition, total = y - THICK / 2, self.ambitions[p.key], self.totals[p.key]
        edge = {"stroke": "accent", "width": 1.2} if inside else {"stroke": "line", "width": 1.2, "dash": "3 3"}
        b.texts(NAMES, y + 5, p.label, 16, 1, size=14.5, anchor="end", fill="ink" if inside else "soft")
        b.rect(ONE, up, ONE_WIDE * ambition, THICK, fill="tinted" if inside else "paper", **edge)
        b.rect(ONE, up, ONE_WIDE * min(ambition, self.together) if inside else 0, THICK, fill="accent")
        length, side, anchor = abs(total) * unit, 1 if total >= 0 else -1, "start" if total >= 0 else "end"
        paint = LOSS if total < 0 else {"fill": "accent" if inside else "tinted", **edge}
        b.rect(MIDDLE - (length if total < 0 else 0), up, length, THICK, **paint)
        gained = f"{total:+.3g}".replace("-", "−").replace(".", ",") if total else "0"
        b.text(MIDDLE + side * (length + 5), y + 5, gained, 14, anchor, 600)
        named = wrap(KINDS[self.kinds[p.key]][1], 15, 1)[0] if p.key in self.kinds else "?" if inside else "niet aan tafel"
        b.text(KIND, y + 5, named, weight=700 if named == "?" else 400, fill="ink" if inside else "soft")

    def _interest(self):
        interest = self.shared.strip()
        return f"Het gezamenlijke belang: {interest.rstrip('.')}." if interest else ""

    def _harm(self):
        return f"Buiten de tafel {form(len(self.harmed), 'verliest', 'verliezen')} {names(self.harmed)} erdoor." if self.harmed else ""

    def words(self):
        number, answered = len(self.parties), len(self.parties) - len(self.unanswered)
        least = {i: -self.ambitions[p.key] for i, p in enumerate(self.parties)}
        said = "verder [wil|willen] {} niet"
        hold = foremost(least, lambda i: phrase(self.parties[i]), said, "verder wil niemand", plural=lambda i: self.parties[i].plural)
        top = "Het beste pakket" if self.package.equals == 1 else f"Een van de {self.package.equals} beste pakketten"
        bundle = "; ".join(f"‘{called(i)}’" for i in self.chosen)
        brings = f"laat niemand verliezen: wie het minst krijgt, wint {amount(self.worst, POINTS) if self.worst else 'niets'}."
        if self.losers:
            brings = f"laat {names(self.losers)} verliezen; het grootste verlies is {amount(-self.worst, POINTS)}."
        some = f"Van {answered} van de {number} partijen is genoemd wat zij wint. Nog niet van: {names(self.unanswered)}."
        named = {number: "Van elke partij aan tafel is genoemd wat zij wint.", 0: "Van geen van hen is al genoemd wat zij wint."}
        return say(
            f"Aan tafel zitten {number} partijen: {names(self.parties)}.",
            self._interest() or "U hebt nog geen gezamenlijk belang opgeschreven.",
            f"Eén kwestie, ‘{called(self.one)}’: samen komen zij tot {percent(self.together)}, want {hold}.",
            f"Bij {number} willekeurige partijen zou dat gemiddeld {percent(self.by_lot)} zijn.",
            f"{top} van {count(len(self.chosen), 'kwestie|kwesties')} ({bundle}) {brings}",
            self._harm(),
            named.get(answered, some),
        )

    def report(self):
        wins = "; ".join(f"{p.label}: {KINDS[self.kinds[p.key]][0]}" for p in self.parties if p.key in self.kinds)
        lose = f"{names(self.losers)} verliezen" if self.losers else "niemand verliezen"
        package = f"Een pakket van {listed(f'‘{called(i)}’' for i in self.chosen)} laat aan tafel ({names(self.parties)}) {lose}."
        told = (package, self._harm()) if self.case.issues else ()
        return say(self._interest(), *told, f"Wat zij erbij winnen: {wins}." if wins else "")

    def note(self, key):
        losers, double = self.losers, self.double
        if key == "issue" and not self.case.issues:
            return "In deze casus staan nog geen kwesties. Daarom telt één kwestie mee: de samenwerking zelf. Kwesties vult u in bij de proef over de brede agenda."
        if key == "size" and losers:
            lose = form(len(losers), "verliest", "verliezen")
            return f"{names(losers)} {lose} in dit pakket. Zet er een kwestie bij, of leg er iets anders tegenover."
        if key != "gains":
            return ""
        if self.unread:
            more = "; en meer" if len(self.unread) > 5 else ""
            return f"Dit las ik niet: {'; '.join(self.unread[:5])}{more}. Die rij telt nog niet mee. Kies een partij en een soort winst uit de lijst."
        if double:
            stand = f"{names(double)} {form(len(double), 'staat', 'staan')} er vaker in, met verschillende soorten winst."
            return f"{stand} De onderste rij telt. Kies de soort die voor haar het zwaarst weegt."
        if unfounded := [p for p in losers if p.key in self.kinds]:
            lose = form(len(unfounded), "verliest zij", "verliezen zij")
            return f"U noemt winst voor {names(unfounded)}, maar in het pakket {lose}. Is uw winst groot genoeg om dat goed te maken?"
        more = f"Nog niet genoemd: {names(self.unanswered)}. Voeg zo nodig een rij toe." if self.unanswered else ""
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
        brings = f"{'wint' if total > 0 else 'verliest'} zij {amount(abs(total), POINTS)}" if total else "wint en verliest zij niets"
        return say(
            f"{p.called} zit {'' if p in self.parties else 'niet '}aan tafel.",
            f"Van ‘{called(self.one)}’ wil zij {percent(self.ambitions[key])}; in het pakket {brings}.",
            f"Zij zegt zelf te willen: {', '.join(p.interests).replace(chr(39), '’')}." if p.interests else "",
            f"U noemde als winst: {KINDS[self.kinds[key]][0]}." if key in self.kinds else "",
        )


def _axes(b, bottom):
    for x, first, second, size, weight, fill in (
        (ONE, "Eén kwestie", "hoe ver wil elke partij?", 14, 400, "soft"),
        (MANY, "Het pakket", "winst in punten", 14, 400, "soft"),
        (KIND, "Wat zit erin", "voor mij?", 15, 650, "ink"),
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
    for x, name, paint in ((14, "komt er / wint", {"fill": "accent"}), (152, "wilde zij verder", wanted), (300, "verliest", LOSS)):
        b.rect(x, top, 24, 12, shape=True, **paint)
        b.text(x + 32, top + 11, name, fill="soft")
    b.path(f"M406 {top - 3:.1f}v18", stroke="ink", width=2, dash="2 5")
    b.text(416, top + 11, "gemiddeld bij loting", fill="soft")


def called(issue: Issue) -> str:
    return issue.name.strip() or issue.key


def names(parties) -> str:
    return listed(p.label for p in parties)


def percent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"
