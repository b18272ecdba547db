"""Wie kan dragen, wie kan stoppen: position, power, unique or replaceable: who can carry, who can stop, who cannot be missed."""

from functools import cached_property, lru_cache, partial
from typing import Any

import attrs

from regiekit.cases.model import POSITIONS, Party
from regiekit.cases.reading import crowded
from regiekit.cases.remember import last
from regiekit.models import player_power as model
from regiekit.plots.groups import on_line
from regiekit.plots.layout import Box, in_lists
from regiekit.plots.style import PARTIES
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    Zone,
    capital,
    dutch,
    form,
    listed,
    number_word,
    points,
    say,
    times,
)
from regiekit.widgets import party_rows
from regiekit.widgets.party_rows import UNKNOWN, PartyRows, power_cell, powers_in, stray
from regiekit.widgets.say import NAMED, phrase, several, together

DRAWS, SEED = 200, 1
SIZE, EQUAL = "omvang", "gelijk"
UNIQUE, REPLACEABLE = "uniek", "vervangbaar"
SHARE, TAKEN_OVER = 60, 75
ALONE = 1 - 1e-9  # a power to prevent from here on stops everything
MOST = 4  # names in a sentence
LONG, WHOLE = 24, 60  # words of a headline that names who can stop it, and of a paragraph
SHOWN = (("dragen", "Dragen"), ("tegenhouden", "Tegenhouden"), ("missen", "Missen"))  # columns of what follows, per party

#: Rows of the map: the powers of a party that decide in which it stands -> its name.
ROWS = {
    ("productie",): "productie",
    ("productie", "blokker"): "productie en blokker",
    ("blokker",): "blokker",
    ("diffuus",): "diffuus",
    (): "niet bekend",
}
COLUMNS = ("voor", "afwachtend", "tegen")


def start_rows(case: Case) -> list[dict[str, str]]:
    """The parties as the case file has them."""
    return [
        {"partij": p.key, "positie": p.position, "macht": power_cell(p.power), "uniek": REPLACEABLE if p.replaceable else UNIQUE}
        for p in case.parties
    ]


_known = last(start_rows)  # to compare with: nobody alters it


@lru_cache(maxsize=256)
def ranges(low: tuple[int, ...], high: tuple[int, ...], share: float, veto: tuple[int, ...], taken_over: tuple[float, ...]) -> model.Ranges:
    return model.ranges(low, high, share, veto, taken_over, draws=DRAWS, seed=SEED)


def often(part: float) -> str:
    """A share as a number of times in a hundred, in words where it rounds to nothing or to all."""
    return "meer dan 99 van de 100 keer" if 0.995 < part < ALONE else times(part) if part else "nooit"


@lru_cache(maxsize=1024)  # parties of one sort fare alike
def spread(one: model.Spread) -> str:
    """A spread as per cent: the mean, with the range where it is wide enough to see."""
    low, high = dutch(100 * one.low, 0), dutch(100 * one.high, 0)
    return f"{dutch(100 * one.mean, 0)}%" + ("" if low == high else f" ({low}–{high})")


def kind(p: Party) -> str:
    return _kind(p.position, tuple(p.power), p.replaceable)


@lru_cache(maxsize=256)
def _kind(position: str, powers: tuple[str, ...], replaceable: bool) -> str:
    named = [f"{one}macht" if one != "diffuus" else "diffuse macht" for one in powers]
    power = listed(named).replace("macht en blokkermacht", "- en blokkermacht") if named else "macht nog niet bekend"
    return f"{position}, {power}, {REPLACEABLE if replaceable else UNIQUE}"


def band(power: tuple[str, ...]) -> tuple[str, ...]:
    """The row of the map in which a party with these powers stands: what it can make or stop comes before diffuse power."""
    sure = tuple([p for p in ("productie", "blokker") if p in power])
    return sure or (("diffuus",) if "diffuus" in power else ())


CELLS = ("partij", "positie", "macht", "uniek")  # of a row


def _named(cells: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(CELLS, cells, strict=True))


@last
def _reading(case: Case):
    """`_read` on this case, which remembers what it read last."""
    return lru_cache(4)(partial(_read, case))


def _read(case: Case, rows: tuple[tuple[str, ...], ...]) -> tuple[dict[str, Party], list[str]]:
    """See `Players.read`."""
    found = {p.key: p for p in case.parties}
    unread, seen = [], set()
    for row in map(_named, rows):
        key = row["partij"]
        if key not in found or key in seen:
            unread.append(stray(case, key))
            continue
        seen.add(key)
        old, power = found[key], powers_in(row["macht"])
        cells = [
            ("positie", "position", row["positie"], row["positie"] in POSITIONS),
            ("macht", "power", power, power or row["macht"] == UNKNOWN),
            ("uniek", "replaceable", row["uniek"] == REPLACEABLE, row["uniek"] in (UNIQUE, REPLACEABLE)),
        ]
        unread += [f"‘{row[cell][:30]}’ bij {old.label}" for cell, *_, fits in cells if not fits]
        new = {field: value for _, field, value, fits in cells if fits and value != getattr(old, field)}
        found[key] = attrs.evolve(old, **new) if new else old
    lost = [p.label for p in case.parties if p.key not in seen]
    return found, unread + ([f"niet in de tabel: {several(lost, MOST)}"] if lost else [])


class Players(Proef, asks=("size", "position", "power", "replaceable")):
    """The parties in the rows; `share` and `taken_over` are per cent."""

    weigh: str
    share: float
    taken_over: float
    rows: list[dict[str, str]]

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 30, 1, "van de 100")

    @classmethod
    def answer(cls, case):
        return 100.0 * cls.at(case).chance

    @classmethod
    def explain(cls, case, answer):
        start = cls.at(case)
        number, share = len(start.blockers), dutch(start.share)
        if not start.now:
            return "Van geen enkele partij is productiemacht of diffuse macht ingevuld. Dan kan niemand iets maken."
        if not number:
            return f"Niemand kan het plan tegenhouden, maar {share} procent van de productiemacht moet meedoen. Elke partij die nee zegt, ontbreekt daarin."
        able = form(number, "Eén partij kan", f"{capital(number_word(number))} partijen kunnen")
        says = form(number, "die zegt de helft van de keren nee", f"samen zeggen zij hoogstens één op de {number_word(2**number)} keer ja")
        return (
            f"{able} het plan tegenhouden, en {says}. Daarna moet ook nog {share} procent van de productiemacht meedoen. "
            "Kijk op de kaart naar de partijen met een uitroepteken."
        )

    @classmethod
    def supposes(cls, case):
        return ("share", "taken_over")

    @classmethod
    def controls(cls, case):
        rows, also = start_rows(case), {"partij": party_rows.party_names(case), "macht": party_rows.power_names()}
        told = (
            "Verander wat u anders ziet. Uniek is wie niemand kan vervangen, ook als dat door de wet komt. Plakken uit een rekenblad mag."
        )
        weights = [(SIZE, "de omvang uit de casus, van 1 tot 5"), (EQUAL, "iedereen even zwaar")]
        columns = [
            party_rows.party_column(case, "partij", "Partij", fixed=True),
            {"key": "positie", "label": "Houding", "options": [[p, p] for p in POSITIONS]},
            party_rows.power_column("niet bekend"),
            {"key": "uniek", "label": "Uniek, of vervangbaar?", "options": [[UNIQUE, UNIQUE], [REPLACEABLE, REPLACEABLE]]},
        ]
        return [
            Choice("weigh", "Wat telt een partij met productiemacht?", weights, SIZE),
            Slider("share", "Zoveel van de productiemacht is nodig", 10, 100, SHARE, 5, "%"),
            Slider("taken_over", "Zoveel werk van een vervangbare partij neemt een ander over", 0, 100, TAKEN_OVER, 5, "%"),
            PartyRows("rows", "De partijen", columns, rows, max(60, len(rows)), told, fixed=True, also=also, each="partij", shown=SHOWN),
        ]

    @cached_property
    def before(self):
        return self.but(rows=_known(self.case))

    @cached_property
    def read(self) -> tuple[dict[str, Party], list[str]]:
        """The parties, with what is in the case for who is not in the rows or for a cell that cannot be read; what could not be read."""
        return _reading(self.case)(tuple([tuple(map(row.__getitem__, CELLS)) for row in self.rows]))

    @property
    def players(self) -> dict[str, Party]:
        return self.read[0]

    @cached_property
    def place(self) -> dict[str, int]:
        return {k: i for i, k in enumerate(self.players)}

    @cached_property
    def weights(self) -> dict[str, int]:
        """The most that each can bring: its weight where it has production power or diffuse power."""
        made = {"productie", "diffuus"}
        return {k: (p.size if self.weigh == SIZE else 1) if made.intersection(p.power) else 0 for k, p in self.players.items()}

    @cached_property
    def veto(self) -> tuple[int, ...]:
        return tuple([i for i, p in enumerate(self.players.values()) if "blokker" in p.power])

    @cached_property
    def sure(self) -> dict[str, int]:
        """What each brings of production power alone."""
        return {k: w if "productie" in self.players[k].power else 0 for k, w in self.weights.items()}

    @cached_property
    def made(self) -> dict[str, int]:
        """What is counted in sentences: production power; diffuse power, of which nobody knows the worth, only where there is no other."""
        return self.sure if any(self.sure.values()) else self.weights

    @cached_property
    def quota(self) -> int:
        """So much is needed of what is counted."""
        return int(max(1, -(-self.share * sum(self.made.values()) // 100)))

    @cached_property
    def now(self) -> model.Ranges | None:
        """The powers, where diffuse power brings anything up to its weight; None when nobody can make anything."""
        low, high = tuple(self.sure.values()), tuple(self.weights.values())
        kept = tuple([self.taken_over / 100 if p.replaceable else 0.0 for p in self.players.values()])
        return ranges(low, high, self.share / 100, self.veto, kept) if any(high) else None

    @cached_property
    def missing(self) -> list[str]:
        """Who is needed beside the supporters, as few as can, who waits before who is against."""
        inside, made, keys = [self.place[k] for k in self.standing("voor")], tuple(self.made.values()), list(self.players)
        found = model.fewest(made, self.quota, self.veto, inside) if any(made) else ()
        return sorted([keys[i] for i in found], key=lambda k: self.players[k].position)

    @property
    def blockers(self) -> list[str]:
        return [k for k, p in self.players.items() if "blokker" in p.power]

    @cached_property
    def alone(self) -> list[str]:
        """Without whom nothing works, in every draw."""
        return [k for k, one in zip(self.players, self.now.prevent, strict=True) if one.low >= ALONE] if self.now else []

    def standing(self, position: str) -> list[str]:
        return [k for k, p in self.players.items() if p.position == position]

    @cached_property
    def chance(self) -> float:
        """That something comes about."""
        return self.now.act.mean if self.now else 0

    def measures(self):
        was = self.before
        sides = [(f"Partijen die {side} zijn", len(was.standing(side)), len(self.standing(side))) for side in ("voor", "tegen")]
        return [
            Measure("Kans dat er iets tot stand komt zonder overleg", was.chance, self.chance, "%", 0, 100),
            Measure("Partijen die het in hun eentje kunnen tegenhouden", len(was.alone), len(self.alone), digits=0),
            *(Measure(name, before, after, digits=0) for name, before, after in sides),
        ]

    def picture(self):
        power = {k: band(p.power) for k, p in self.players.items()}
        b = Board(660, 430 + 14 * max(0, len(self.players) - 22), "proces")
        cells = {one: [[k for k in self.standing(position) if power[k] == one] for position in COLUMNS] for one in ROWS}
        shown = {one: line for one, line in cells.items() if one or any(line)}
        places, boxes, high = in_lists(list(shown.values()), Box(108, 30, b.width - 114, b.height - 36))
        zones = [
            Zone(f"{'-'.join(one) or 'geen'}|{position}", "", box)
            for one, line in zip(shown, boxes, strict=True)
            for position, box in zip(COLUMNS, line, strict=True)
        ]
        b.network((), zones=zones)
        most = max((one.mean for one in self.now.prevent), default=0) if self.now else 0
        for k in (k for line in shown.values() for cell in line for k in cell):
            p, weight, alone = self.players[k], self.now.prevent[self.place[k]].mean / most if self.now and most else 0.0, k in self.alone
            paint = PARTIES["strong" if alone and not p.replaceable else "faded" if p.replaceable else "plain"]
            if alone and p.replaceable:
                paint = paint | {"fill": "tinted", "stroke": "accent"}
            look: dict[str, Any] = {"ink": "ink" if p.replaceable else "paper", "bold": alone, "part": 0.22 + 0.2 * weight}
            on_line(b, p, places[k], high, paint, name=f"{p.called}: {kind(p)}", mark="!" * alone, **look)
        b.headings(boxes, COLUMNS, [ROWS[one] for one in shown])
        b.legend(
            extra=[
                ("strong", "! kan het alleen tegenhouden"),
                ("plain", "uniek"),
                ("faded", "vervangbaar"),
                ("", "groter: geeft vaker de doorslag"),
            ]
        )
        return b

    def row_texts(self, key):
        now = self.now
        if not now:
            return []
        columns = zip(("dragen", "tegenhouden", "missen"), (now.carry, now.prevent, now.loss), strict=True)
        said = {name: dict(zip(self.players, found, strict=True)) for name, found in columns}
        return [
            {name: f"{dutch(100 * by[row['partij']].mean, 0)}%" if row["partij"] in by else "" for name, by in said.items()}
            for row in self.rows
        ]

    def headline(self):
        if not self.now:
            return "Nog niet te zeggen: er is geen enkele partij met productiemacht of diffuse macht. Vul de macht in bij De partijen."
        n, unwilling = len(self.alone), [k for k in self.alone if self.players[k].position != "voor"]
        often_ = "bijna nooit" if 0 < self.chance < 0.005 else times(self.chance) if self.chance else "nooit"
        succeeds = f"Beslist het toeval, dan lukt het plan {often_}."
        if not n:
            able = "de voorstanders hebben anderen nodig" if self.missing else "de voorstanders kunnen het samen dragen"
            return f"Geen enkele partij kan het plan tegenhouden, en {able if self.standing('voor') else 'nog niemand is voor'}. {succeeds}"
        if n > 1 and len(self.blockers) < n:
            much = "alle" if self.share == 100 else "zoveel"
            return f"Nu {much} productiemacht nodig is, kunnen {number_word(n)} partijen elk het plan tegenhouden. {succeeds}"
        who = "Eén partij kan" if n == 1 else f"{capital(number_word(n))} partijen kunnen"
        if not unwilling:
            side = form(n, "die is voor", f"die zijn {'allebei' if n == 2 else 'allemaal'} voor")
        elif len(unwilling) == n:
            side = form(n, "die is niet voor", f"geen van {'beide' if n == 2 else 'hen'} is voor")
        else:
            side = f"{number_word(len(unwilling))} daarvan {form(len(unwilling), 'is', 'zijn')} niet voor"
        told = f"{self._can(self.alone)} {'als enige het plan' if n == 1 else 'het plan elk'} tegenhouden en {self._sides(unwilling)}. {succeeds}"
        if n <= NAMED and len(told.split()) <= LONG:
            return told
        return f"{who} {form(n, 'het plan', 'elk het plan')} tegenhouden, en {side}. {succeeds}"

    def _sides(self, unwilling):
        """Whether those who can stop it are for it."""
        are, n = self._are(self.alone), len(self.alone)
        if not unwilling:
            return f"{are} {'allemaal ' if n > 2 else 'allebei ' if n == 2 else ''}voor"
        if len(unwilling) == n:
            return f"{are} {'geen van allen ' if n > 2 else 'geen van beide ' if n == 2 else 'niet '}voor"
        return f"{are} niet allemaal voor" if n > 2 else f"{are} niet allebei voor"

    def words(self):
        if not self.now:
            return "Nog geen enkele partij heeft productiemacht of diffuse macht. Dan kan niemand iets maken. Vul de macht in de tabel in."
        ways = (say(self._why(), self._miss(self.now), self._carry(), self._act()), say(self._why(), self._carry(), self._act()))
        return next((way for way in ways if len(way.split()) <= WHOLE), say(self._why(), self._carry()))

    def report(self):
        if not self.now:
            return f"{self._positions()} Wie het kan dragen, staat nog niet vast."
        n = len(self.missing)
        others = f"minstens {number_word(n)} {form(n, 'andere', 'anderen')}"
        needed = f"De voorstanders hebben {others} nodig{f': {self._willing()}' if n <= MOST else ''}."
        return say(self._positions(), self._stop(), needed if self.missing else "De voorstanders kunnen het plan samen dragen.")

    def _positions(self):
        of = {p: len(self.standing(p)) for p in COLUMNS if self.standing(p)}
        many = number_word(len(self.players))
        if len(of) == 1:
            return f"Alle {many} partijen zijn {next(iter(of))}."
        found = [f"{number_word(n)} {p}" for p, n in of.items()]
        return f"Van de {many} partijen {form(next(iter(of.values()), 0), 'is', 'zijn')} er {listed(found)}."

    def _willing(self):
        out = {w for k, w in self.made.items() if k not in (*self.missing, *self.standing("voor"))}
        eg = "bijvoorbeeld " * any(self.made[k] in out for k in self.missing if k not in self.blockers)  # one of equal weight is out
        return eg + several([phrase(self.players[k]) for k in self.missing], MOST)

    def _act(self):
        """How often it works in the case where that is another number."""
        was, now = (often(state.chance) for state in (self.before, self))
        return "" if was == now else f"Zonder uw wijzigingen in de tabel lukt het plan {was}."

    def _why(self):
        n = len(self.alone)
        if not n:
            return ""
        if n > 1 and len(self.blockers) < n:
            many = f"{capital(number_word(n))} partijen moeten elk ja zeggen"
            if self.share == 100:
                return f"{many}, want alle {self.quota} punten productiemacht zijn nodig."
            return f"{many}, ook wie geen blokkermacht heeft: zonder die productiemacht komt er te weinig bij elkaar."
        who = together([self.players[k] for k in self.alone]) if n <= NAMED else f"{number_word(n)} partijen"
        each = {1: "", 2: "allebei ", 3: "alle drie "}.get(n, "elk ")
        return f"{capital(who)} {'moeten' if self._many(self.alone) else 'moet'} {each}ja zeggen{form(n, ', anders', ': met één nee')} gaat het plan niet door."

    def _carry(self):
        mine, more = (sum(power[k] for k in self.standing("voor")) for power in (self.made, self.weights))
        n, power = len(self.missing), "productiemacht" if any(self.sure.values()) else "diffuse macht"
        need = f"Het plan uitvoeren vraagt {points(self.quota)} {power}"
        if not self.standing("voor"):
            return f"{need}, en nog niemand is voor."
        if mine >= self.quota:
            return (
                f"Aan {power} ontbreekt het niet: de voorstanders hebben genoeg om het plan uit te voeren."
                if n
                else f"{need}, en de voorstanders hebben er {mine}."
            )
        if self.share == 100 and 1 < len(self.alone) > len(self.blockers):
            return f"De voorstanders hebben samen {mine or 'geen enkel'} van die punten."
        others, stoppers = ([k for k in self.missing if (k in self.alone) == can] for can in (False, True))
        also = f", en nog hoogstens {more - mine} aan diffuse macht" if more > mine else ""
        has, every = f"{need}; de voorstanders hebben er {mine or 'geen'}{also}", f"die {number_word(len(self.alone))}"
        who = every if len(stoppers) == len(self.alone) > 1 else f"{number_word(len(stoppers))} van {every}"
        if len(stoppers) == 1:
            who = phrase(self.players[stoppers[0]])
        if not others:
            return f"{has}. Krijgen zij {who} mee, dan hebben ze genoeg."
        few = form(len(others), "één andere partij", f"{number_word(len(others))} andere partijen")
        if stoppers:
            return f"{has}. Zij moeten {who} meekrijgen, en daarnaast minstens {few}."
        return f"{has}. Zij moeten nog minstens {few} meekrijgen."

    def _stop(self):
        willing = [k for k in self.alone if self.players[k].position == "voor"]
        others = [k for k in self.alone if k not in willing]
        if not self.alone:
            return "Geen enkele partij kan het plan tegenhouden."
        if not others:
            return f"{self._can(willing)} het plan {'elk ' if len(willing) > 1 else ''}tegenhouden, maar {self._are(willing)} voor."
        also = (
            f"Ook {self._can(willing, False)} dat, maar {'die' if len(willing) == 1 else 'zij'} {self._are(willing)} voor."
            if willing
            else ""
        )
        return say(f"{self._can(others)} het plan {'elk ' if len(others) > 1 else ''}tegenhouden en {self._are(others)} niet voor.", also)

    def _many(self, keys):
        return len(keys) > 1 or bool(self.players[keys[0]].plural)

    def _can(self, keys, first=True):
        names = several([phrase(self.players[k]) for k in keys], MOST)
        return f"{capital(names) if first else names} {'kunnen' if self._many(keys) else 'kan'}"

    def _are(self, keys):
        return "zijn" if self._many(keys) else "is"

    def _miss(self, now):
        """Whom nobody can replace, where nothing works without it: the third axis."""
        gone = [p for p, one in zip(self.players.values(), now.loss, strict=True) if one.mean >= 0.995 and not p.replaceable]
        return f"Niemand kan {phrase(gone[0])} vervangen." if len(gone) == 1 and self.alone == [gone[0].key] else ""

    def tables(self):
        if not self.now:  # the map is there all the same
            rows = [(p.called, kind(p)) for p in self.players.values()]
            return [Table("Zo staan de partijen op de kaart", ("Partij", "Houding en macht"), rows)]
        found = list(zip(self.players.values(), self.now.carry, self.now.prevent, self.now.loss, self.now.top, strict=True))
        rows = [
            (p.called, kind(p), spread(carry), spread(prevent), spread(loss), f"{dutch(100 * top, 0)}%")
            for p, carry, prevent, loss, top in sorted(found, key=lambda one: (-one[2].mean, -one[3].mean))
        ]
        drawn = "; tussen haakjes hoe ver dat uiteenloopt als diffuse macht meer of minder waard is" if self.now.draws > 1 else ""
        columns = (
            "Partij",
            "Houding en macht",
            "Dragen",
            "Tegenhouden",
            "Deel van de kans dat verdwijnt zonder deze partij",
            "Hoe vaak bij de drie die het meest dragen",
        )
        return [Table(f"Macht per partij{drawn}", columns, rows)]

    def pick(self, key):
        p, now, i = self.players[key], self.now, self.place[key]
        who = f"{p.called}: {kind(p)}."
        if not now:
            return who
        other = f"een ander neemt {dutch(self.taken_over)}% van het werk over" if p.replaceable else "niemand kan deze partij vervangen"
        return say(
            who,
            f"Als het nog niet lukt en niemand het tegenhoudt, geeft dit ja in {spread(now.carry[i])} van de gevallen de doorslag.",
            "Zonder dit ja lukt er niets."
            if key in self.alone
            else f"Als het lukt, dan lukt het in {spread(now.prevent[i])} van de gevallen niet zonder dit ja.",
            f"Valt deze partij weg, dan verliest u {spread(now.loss[i])} van de kans dat er iets komt: {other}.",
        )

    def note(self, key):
        unread = self.read[1]
        return f"{party_rows.misread(unread)} Daar geldt wat in de casus staat." if key == "rows" and unread else ""
