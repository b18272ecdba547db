"""De regierol moet u worden gegund: what do the others see of a director, and who tips whom?"""

import re
from functools import cached_property, lru_cache
from math import ceil
from types import MappingProxyType

from regiekit.cases import Case, Party, reading
from regiekit.cases.remember import each
from regiekit.cases.sights import CONDITIONS, LOOKS, POSITION, Sight, objections, relief, sights, unasked, with_conditions
from regiekit.models import role_granted as model
from regiekit.plots.style import PARTIES
from regiekit.plots.svg import text_width, wrap
from regiekit.proeven import (
    Board,
    Choice,
    Proef,
    Slider,
    Table,
    capital,
    dutch,
    foremost,
    form,
    leading,
    listed,
    measure,
    number_word,
    say,
)
from regiekit.widgets.say import NUMBERS, does, phrase

NOBODY = ""
YES, NO = "ja", "nee"
PER_OBJECTION = 7  # at the start an objection counts for one in so many parties
ONES = ("Eén", "Een ander", "Nog een", "Nog een", "Nog een")  # objections that weigh alike
NAMED = 5  # parties in a sentence, at most
ROWS, TOP, GAP = 12, 64, 8  # dominoes in a column at most, above them, between columns
NUMBERED = 112  # from how wide a domino has its number
#: A condition on the content itself: who is against and may write along waits to see. Takes away so many points.
CONTENT = "content"
WRITES = POSITION["tegen"][0] - POSITION["afwachtend"][0]
TERMS = {**{key: name for key, (_, name) in CONDITIONS.items()}, CONTENT: "een plan dat nog openligt"}
PROMISED = {"money": "eigen geld", CONTENT: "een open plan"}  # as the director promises it
#: How a headline begins with one of them.
LEADS = {
    "chair": "Met een onafhankelijke voorzitter",
    "money": "Met geld erbij",
    "seats": "Met een zetel voor elke kleine partij",
    "temporary": "Voor één jaar",
    CONTENT: "Met een open plan",
}
SHORT = (
    "Onafhankelijke voorzitter",
    "De regisseur neemt geld mee",
    "Zetel voor elke kleine partij",
    "Eerst voor één jaar",
    "Wie tegen is, schrijft mee",
)
#: How an answer on scale begins in the case, and how one says it.
SCALE, SAID = re.compile(r"^(\w)(\w*), de regisseur (\w+)(?=[:.])"), lambda m: f"Ik werk {m[1].lower()}{m[2]}, de regisseur werkt {m[3]}"
ASKED, EYES, WEIGHED = "Voorwaarden", "Wie", "Hoe zwaar"


class RoleGranted(
    Proef,
    before={**dict.fromkeys(TERMS, NO), "first": NOBODY},
    asks=("kind", "position", "tie", "tie.kind", "scale", "size", "issue", "issue.gain"),
):
    """`director` asks for the role under conditions, `eyes` is through whose eyes one looks, `first` who was won over beforehand; an
    objection weighs so many others that must grant the role first."""

    sections = MappingProxyType(dict.fromkeys(TERMS, ASKED) | {"director": EYES, "eyes": EYES, "first": WEIGHED, "weight": WEIGHED})

    director: str
    eyes: str
    chair: str
    money: str
    seats: str
    temporary: str
    content: str
    first: str
    weight: float

    @classmethod
    def ready(cls, case):
        return reading.crowded(case) if len(case.parties) > 2 else "Vul eerst minstens drie partijen in."

    @classmethod
    def guess(cls, case):
        others = len(case.parties) - 1
        return Slider("", "Uw schatting", 0, others, 3 * others // 4, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return cls.at(case).yes

    @classmethod
    def explain(cls, case, answer):
        start = cls.at(case)
        at_once, follow = start.at_once, start.yes - start.at_once
        if not at_once:
            return "Niemand wil de eerste zijn. Dan is er ook niemand die een ander over de streep trekt. Kijk in de tabel op hoeveel anderen elk wacht."
        then = (
            f"Daarna {form(follow, 'volgt', 'volgen')} er {number_word(follow)}, omdat anderen al ja zeiden."
            if follow
            else "Daarna volgt niemand."
        )
        begin = f"Meteen {form(at_once, 'zegt één partij', f'zeggen {number_word(at_once)} partijen')} ja."
        return say(begin, then, "Kijk in het plaatje wie er voorgaan en wie op een ander wacht.")

    @classmethod
    def supposes(cls, case):
        return ("weight",)

    @classmethod
    def controls(cls, case):
        head, parties = case.party(reading.director(case)), [(p.key, p.called) for p in case.parties]
        others = [p for p in case.parties if p.key != head.key]
        # the largest other party of the director's kind, else who objects most
        alike = max([p for p in others if p.kind == head.kind], key=lambda p: p.size, default=None)
        sceptic = alike or max(others, key=lambda p: sum(s.points for s in sights(case, p, head)))
        weight = min(6.0, max(0.5, round(2 * len(others) / PER_OBJECTION) / 2))
        early = "Deze partij zegt in ronde 1 ja, ook met bezwaren."
        asks = "Per bezwaar wil een partij eerst zoveel anderen ja zien zeggen."
        return [
            *(Choice(key, label, [(NO, "nee"), (YES, "ja")], NO) for key, label in zip(TERMS, SHORT, strict=True)),
            Choice("director", "Wie wil de regie?", parties, head.key, columns=2),
            Choice("eyes", "Door wiens ogen kijkt u?", parties, sceptic.key, columns=2),
            Choice("first", "Wie haalt u vooraf over?", [(NOBODY, "niemand"), *parties], NOBODY, early),
            Slider("weight", "Hoe zwaar telt één bezwaar?", 0.5, 6, weight, 0.5, "partij|partijen", asks),
        ]

    @cached_property
    def head(self) -> Party:
        return self.case.party(self.director)

    @cached_property
    def terms(self) -> list[str]:
        return [key for key in TERMS if self.settings[key] == YES]

    def sees(self, party: str) -> tuple[Sight, ...]:
        """What another party sees of the director."""
        return _sees(self.case, party, self.head.key, tuple(self.terms))

    @cached_property
    def thresholds(self) -> dict[str, int]:
        return self._thresholds(self.weight)

    def _thresholds(self, weight: float) -> dict[str, int]:
        """How many others must grant the role first: the objections times the weight of one."""
        return {key: ceil(number * weight) for key, number in _objections(self.case, self.head.key, tuple(self.terms)).items()}

    @cached_property
    def turns(self) -> dict[str, int | None]:
        """The round in which each other party grants the role; None when it does not."""
        return dict(zip(self.thresholds, self._rounds(self.thresholds), strict=True))

    def _rounds(self, thresholds: dict[str, int], also: str = NOBODY) -> tuple[int | None, ...]:
        return model.rounds(list(thresholds.values()), [i for i, key in enumerate(thresholds) if key in (self.first, also)])

    @cached_property
    def band(self) -> tuple[int, int]:
        """How few and how many grant the role when an objection weighs half a party more or less."""
        more, less = (_granting(self._rounds(self._thresholds(max(0, self.weight + by)))) for by in (0.5, -0.5))
        return min(more, less), max(more, less)

    @cached_property
    def tip(self) -> tuple[str, int] | None:
        """Whom to win over so that most others follow, and how many then grant the role; None when nobody follows."""
        alike = {self.thresholds[key]: key for key in self.no}  # who are won over at the same price draw as many along
        most = {level: _granting(self._rounds(self.thresholds, key)) for level, key in alike.items()}
        tries = {key: most[self.thresholds[key]] for key in self.no}
        best = max(tries.values(), default=0)
        who = foremost(tries, lambda key: phrase(self.case.party(key)), "{}", "één partij", "één van {} partijen", last="of")
        return (who, best) if best > self.yes + 1 else None

    @cached_property
    def no(self) -> list[str]:
        return [key for key, turn in self.turns.items() if turn is None]

    @cached_property
    def never(self) -> list[str]:
        """Who would not grant it if all the others did."""
        return [key for key in self.no if self.thresholds[key] > len(self.thresholds) - 1]

    @measure("Partijen die de rol gunnen", digits=0)
    def yes(self) -> int:
        return _granting(self.turns.values())

    @measure("Zoveel partijen zeggen al in ronde 1 ja", digits=0)
    def at_once(self) -> int:
        return sum(turn == 1 for turn in self.turns.values())

    @measure("Hoeveel anderen er gemiddeld eerst ja moeten zeggen", digits=1)
    def asked(self) -> float:
        return sum(self.thresholds.values()) / len(self.thresholds)

    def picture(self):
        """A column of dominoes per round, left to right: who says yes in it; those who say no stay in the last columns."""
        unit = max(1.0, (len(self.thresholds) / 40) ** 0.5)
        b, rows = Board(660 * unit, 430 * unit), int(ROWS * unit)
        columns = [
            (name, under, keys[i::parts])
            for name, under, keys in self._columns()
            for parts in [-(-len(keys) // rows) or 1]
            for i in range(parts)
        ]
        wide = (b.width - 4 + GAP) / len(columns)
        down = min(56.0, (b.height - TOP) / max(len(keys) for *_, keys in columns))
        for i, (name, under, keys) in enumerate(columns):
            if not i or name != columns[i - 1][0]:
                b.text(2 + wide * i, 41, name, 15, weight=700)
                b.text(2 + wide * i, 57, under if text_width(under, 13.5) < wide else under.split(" dan ")[0], 13.5, fill="soft")
            for k, key in enumerate(keys):
                self._domino(b, key, 2 + wide * i, TOP + down * k, wide - GAP, down - 3)
        asks = f"{self.head.label} {'vragen' if self.head.plural else 'vraagt'} om de regie"
        with b.group(1.5, 2, key=f"n:{self.director}", pick=self.director, label=f"{self.head.called}, vraagt om de regierol"):
            b.rect(0, 0, text_width(asks, 15) + 24, 24, 5, fill="tinted", stroke="accent", width=2, shape=True)
            b.text(12, 17, asks, 15)
        if self.eyes == self.director:
            b.rect(0, 0.5, text_width(asks, 15) + 27, 26.5, 6, key="oog", stroke="ink", width=3)
        signs = [("", "dikke rand: door deze ogen kijkt u"), ("", "getal: zoveel anderen wil deze partij eerst ja zien zeggen")]
        b.legend(extra=signs)
        return b

    def _columns(self):
        """Per column its name, what stands below it, and its parties: a round, those who wait, those who say no whatever happens."""
        last = max(1, *(turn or 0 for turn in self.turns.values()))
        so_far = [sum(bool(turn) and turn <= k for turn in self.turns.values()) for k in range(last + 1)]
        rounds = [
            (f"Ronde {k}", f"samen {so_far[k]} ja", [key for key, turn in self.turns.items() if turn == k]) for k in range(1, last + 1)
        ]
        wait = [key for key in self.no if key not in self.never]
        rest = [("Wacht", f"op meer dan {self.yes} ja", wait), ("Nee", "hoe dan ook", self.never)]
        return [
            (name, under, sorted(keys, key=self.thresholds.__getitem__))
            for name, under, keys in (*rounds, *(one for one in rest if one[2]))
        ]

    def _domino(self, b, key, x, y, wide, high):
        """A party: how many others it wants to see, and its name."""
        party, turn, need = self.case.party(key), self.turns[key], str(self.thresholds[key])
        tone, told = ("strong", f"gunt de rol in ronde {turn}") if turn else ("faded" if key in self.never else "plain", "gunt de rol niet")
        with b.group(x, y, key=f"n:{key}", pick=key, label=f"{party.called}, {told}"):
            b.parts.append(_tile(party.label, need, tone, wide, high))
        if key == self.eyes:
            b.rect(x, y - 1, wide, high + 2, 5, key="oog", stroke="ink", width=3.5)

    @cached_property
    def base(self) -> int:
        """How many grant the role without the party that was won over beforehand."""
        return self.but(first=NOBODY).yes

    def headline(self):
        who, many = phrase(self.head), len(self.thresholds)
        if not self.yes and self.never:
            return f"Niemand gunt {who} de regie: wie op een ander wacht, ziet niemand beginnen, en wie te veel bezwaren heeft, zegt altijd nee."
        if not self.yes:
            return f"Niemand gunt {who} de regie: iedereen wacht tot er een ander ja zegt, en zo begint er niemand."
        if self.yes == many:
            why = "elk ja trekt een ander over de streep" if self.at_once < many else "niemand heeft nog een bezwaar"
            return f"Alle {number_word(many)} andere partijen gunnen {who} de regie, want {why}."
        return self._pulled() if self.first in self.thresholds else self._granted(who, many)

    def _pulled(self):
        """The headline where a party was won over beforehand."""
        follow, party = self.yes - self.base - 1, self.case.party(self.first)
        won = f"U haalt {phrase(party)} vooraf over, maar"
        if self.first in self.but(first=NOBODY).granting:
            return f"{won} dat was niet nodig: ook zonder u {'zeggen' if party.plural else 'zegt'} {phrase(party)} ja."
        if follow < 1:
            return f"{won} daardoor volgt niemand anders: wie nog twijfelt, wil meer partijen ja zien zeggen."
        said = does(party, "vooraf ja zei", "vooraf ja zeiden")
        return f"{self._some('partijen', f'{phrase(self.head)} de regie')}, {number_word(follow)} daarvan alleen omdat {said}."

    def _granted(self, who, many):
        """The headline where some grant the role and others do not."""
        some, before = self._some("partijen", f"{who} de regie"), self.before.yes
        terms = LEADS[self.terms[0]] if len(self.terms) == 1 else f"Met {number_word(len(self.terms))} voorwaarden"
        if self.terms and self.granting == self.before.granting:
            same = form(self.yes, "dezelfde partij gunt", "dezelfde partijen gunnen")
            rest = form(many - self.yes, "de andere houdt", "de andere houden")
            return f"{terms} verandert er niets: {same} {who} de regie, want {rest} te veel bezwaren over."
        if self.terms and self.yes > before:
            why = ": wie nu minder bezwaar heeft, trekt anderen mee" if self.yes > self.at_once else ", want er valt een bezwaar weg"
            more = f"{f'niet {number_word(before)} maar ' if before else ''}{number_word(self.yes)} {form(self.yes, 'partij', 'partijen')}"
            first = "" if before else ", eerst geen enkele"
            return f"{terms} {form(self.yes, 'gunt', 'gunnen')} {more} {who} de regie{first}{why}."
        if self.terms and self.yes < before:
            left = f"{form(self.yes, 'gunt', 'gunnen')} nog maar {number_word(self.yes)} {form(self.yes, 'partij', 'partijen')}"
            return f"{terms} {left} {who} de regie, want grote partijen krijgen er een bezwaar bij."
        if len(self.never) == len(self.no):
            return f"{some}. De rest zegt ook nee als alle anderen ja zeggen."
        if not self.never:
            return f"{some}. De andere wachten tot meer partijen ja zeggen, en dat gebeurt niet."
        wait, never = len(self.no) - len(self.never), len(self.never)
        waits = f"{capital(number_word(wait))} {form(wait, 'wacht', 'wachten')} tot meer partijen ja zeggen"
        if wait >= len(NUMBERS):  # no sentence begins with a figure
            waits = f"Van de rest wachten er {wait} tot meer partijen ja zeggen"
        return f"{some}. {waits}, en {number_word(never)} {form(never, 'zegt', 'zeggen')} ook dan nee."

    def _some(self, what, rest):
        """How many grant it, at the beginning of a sentence; above twenty it does not begin with a number."""
        verb, many = form(self.yes, "gunt", "gunnen"), len(self.thresholds)
        if self.yes < many > len(NUMBERS) - 1:
            return f"Van de {many} {what} {verb} er {number_word(self.yes)} {rest}"
        return f"{_start(_of(self.yes, many))} {what} {verb} {rest}"

    @cached_property
    def granting(self) -> frozenset[str]:
        return frozenset(key for key, turn in self.turns.items() if turn)

    def words(self):
        begin = [key for key, turn in self.turns.items() if turn == 1 and key != self.first]
        after = [key for key, turn in self.turns.items() if turn and turn > 1]
        late, many = self.yes - self.at_once, len(self.thresholds)
        promised, plural = listed([PROMISED.get(key, TERMS[key]) for key in self.terms if key != "temporary"]), bool(self.head.plural)
        asks = form(1 + plural, "vraagt", "vragen")
        asks += " voor één jaar om de regie" if "temporary" in self.terms else " om de regie"
        if promised:
            asks += f" en {form(1 + plural, 'stelt', 'stellen')} daar {promised} tegenover"
        elif not self.terms:
            asks += f" en {form(1 + plural, 'stelt', 'stellen')} er niets tegenover"
        first = does(self.case.party(self.first), "is", "zijn") if self.first in self.thresholds else ""
        at_once = f"{_say_yes(len(begin), 'uit zichzelf' if first else 'meteen')}{f': {self._named(begin)}' if len(begin) < 3 else ''}."
        least = min(self.thresholds.values())
        none = f"Wie de minste bezwaren heeft, wil eerst {number_word(least)} {form(least, 'andere partij', 'andere partijen')} ja zien zeggen."
        return say(
            f"{capital(phrase(self.head))} {asks}.",
            f"{capital(first)} vooraf overgehaald." if first else "",
            at_once if begin else "" if self.yes else none,
            f"Daarna {self._verb(after, 'volgt', 'volgen')} {self._named(after) if late < 3 else f'er {number_word(late)}'}, omdat anderen al ja zeiden."
            if late
            else "",
            self._fragile() if self.band[0] <= many / 2 < self.band[1] and not first else self._beside(),
        )

    def _say_yes(self, number, how=""):
        """That so many say yes, the verb first."""
        if number < 2:
            return f"zegt {how}{'één partij' if number else 'niemand'} ja"
        all_ = "beide" if number == 2 else f"alle {number_word(number)}"
        return f"zeggen {how}{all_ if number == len(self.thresholds) else number_word(number)} partijen ja"

    def _fragile(self):
        """How many grant it when every objection weighs a little more or less."""
        low, high = self.band
        return say(
            f"Als elk bezwaar iets lichter weegt, {self._say_yes(high)}." if high > self.yes else "",
            f"Als elk bezwaar iets zwaarder weegt, {self._say_yes(low)}." if low < self.yes else "",
        )

    def _beside(self):
        """What it is without what the learner promised or did; else what winning somebody over would do."""
        told = self.granting == self.before.granting or (self.yes > self.before.yes and self.first not in self.thresholds)
        if self.terms and told and self.no:  # the headline says what it was without
            wait, never = len(self.no) - len(self.never), len(self.never)
            if wait and never:
                waits = f"{form(wait, 'wacht er één', f'wachten er {number_word(wait)}')} tot meer partijen ja zeggen"
                return f"Van de {'overige ' if self.yes else ''}{number_word(wait + never)} {'' if self.yes else 'partijen '}{waits}; {number_word(never)} {form(never, 'zegt', 'zeggen')} ook dan nee."
            rest = form(wait + never, "De overige partij", f"De overige {number_word(wait + never)}")
            rest = rest if self.yes else f"Alle {number_word(wait + never)} partijen"
            if wait:
                return f"{rest} {form(wait, 'wacht', 'wachten')} tot meer partijen ja zeggen."
            return f"{rest} {form(never, 'zegt', 'zeggen')} ook nee als alle anderen ja zeggen."
        if self.terms or self.first in self.thresholds:
            promise = f"{form(len(self.terms), 'die voorwaarde', 'die voorwaarden')}" if self.terms != ["temporary"] else "die termijn"
            without = " en zonder ".join([promise] * bool(self.terms) + ["overhalen"] * (self.first in self.thresholds))
            n = self.before.yes
            was = f", en zonder {without} {'ook' if n == self.yes else 'niemand'}"
            if 0 < n != self.yes:
                was = f"; zonder {without} {form(n, 'is', 'zijn')} het er {number_word(n)}"
            return f"Zo {self._say_yes(self.yes)}{was}."
        if self.tip and self.tip[0].startswith("één van"):
            return f"Als u één partij vooraf overhaalt, {self._say_yes(self.tip[1], 'in het beste geval ')}."
        if self.tip:
            return f"Als u vooraf {self.tip[0]} overhaalt, volgen er meer en {self._say_yes(self.tip[1])}."
        return "Wie u ook vooraf overhaalt, niemand volgt." if self.no else ""

    def _verb(self, keys, one, more):
        return more if len(keys) > 1 or self.case.party(keys[0]).plural else one

    def _named(self, keys):
        """Parties in a sentence; of many the first ones and how many more."""
        named = [phrase(self.case.party(key)) for key in keys[: NAMED if len(keys) > NAMED + 1 else None]]
        rest = len(keys) - len(named)
        return listed([*named, f"{number_word(rest)} andere partijen"] if rest else named)

    def _under(self):
        terms = listed([TERMS[key] for key in self.terms])
        return f"met als {form(len(self.terms), 'voorwaarde', 'voorwaarden')} {terms}" if terms else "zonder voorwaarden"

    def _told(self, key):
        """What weighs most for a party, and what it does."""
        points = {SCALE.sub(SAID, s.answer): s.points for s in self.sees(key)}
        heavy = max(points.values()) > 0
        most, who = leading(points, lambda answer: f"‘{answer.removesuffix('.')}’")
        if not who:
            heaviest = "Alles weegt hier even zwaar."
        elif len(most) == 1:
            heaviest = f"{who} weegt hier het zwaarst."
        else:
            heaviest = say(
                f"Het zwaarst wegen hier {number_word(len(most))} bezwaren.",
                *(f"{one} is ‘{answer.removesuffix('.')}’." for one, answer in zip(ONES, most, strict=False)),
            )
        number = objections(self.sees(key))
        total = (
            f"Alles bij elkaar {form(number, 'is er één bezwaarpunt', f'zijn er {number_word(number)} bezwaarpunten')}." if number else ""
        )
        none = "Na aftrek van wat ervoor pleit, blijft er geen bezwaar over." if heavy else "Bezwaren zijn er niet."
        return say(heaviest if heavy else "", total or none, self._acts(key))

    def _acts(self, key):
        need, turn, party = self.thresholds[key], self.turns[key], self.case.party(key)
        if key == self.first:
            return f"{capital(does(party, 'is', 'zijn'))} vooraf overgehaald en {'gunnen' if party.plural else 'gunt'} de rol meteen."
        if need == 0:
            return f"{capital(does(party, 'gunt', 'gunnen'))} de rol meteen, in ronde 1."
        if need > len(self.thresholds) - 1:
            return "Ook als alle anderen ja zeggen, is dat niet genoeg."
        others = form(need, "één andere partij ja zegt", f"{number_word(need)} andere partijen ja zeggen")
        asks = f"Daarom {'wachten' if party.plural else 'wacht'} {phrase(party)} tot {others}."
        stays = f"Zover komt het niet: het blijft bij {number_word(self.yes)}." if self.yes else "Zover komt het niet, want niemand begint."
        return say(asks, f"Dat is in ronde {turn} zover." if turn else stays)

    def report(self):
        (low, high), who, many = self.band, phrase(self.head), len(self.thresholds)
        return say(
            self._some("andere partijen", f"{who} de regie, {self._under()}.")
            if self.yes
            else f"Geen van de {number_word(many)} andere partijen gunt {who} de regie, {self._under()}.",
            f"{capital(self._named(self.no))} {self._verb(self.no, 'gunt', 'gunnen')} de rol nog niet." if self.no and self.yes else "",
            f"Weegt elk bezwaar iets zwaarder of lichter, dan zijn het er {number_word(low)} tot {number_word(high)}."
            if low < high
            else "",
        )

    def note(self, key):
        """What the party sees through whose eyes one looks; for how many a condition takes an objection away, and for how many it adds one."""
        if key == "eyes":
            own = "Zo kijken de meeste regisseurs. Kies een ander: wat ziet die?"
            return own if self.eyes == self.director else self._told(self.eyes)
        if key not in self.terms:
            return ""
        now, without = (
            _objections(self.case, self.head.key, terms) for terms in (tuple(self.terms), tuple(t for t in self.terms if t != key))
        )
        less, more = sum(now[k] < without[k] for k in now), sum(now[k] > without[k] for k in now)
        helps = (
            f"Dit neemt bij {form(less, 'één partij', f'{number_word(less)} partijen')} een bezwaar weg."
            if less
            else "Dit neemt bij geen enkele partij een bezwaar weg."
        )
        return say(helps, f"Bij {form(more, 'één partij', f'{number_word(more)} partijen')} komt er een bij." if more else "")

    def tables(self):
        order = sorted(self.turns, key=lambda k: (self.turns[k] or len(self.turns) + 2, self.thresholds[k]))
        rows = []
        for k in order:
            need, turn = self.thresholds[k], self.turns[k]
            when = "vooraf overgehaald" if k == self.first else f"ronde {turn}" if turn else "nee"
            rows.append((self.case.party(k).called, str(need) if need < len(self.thresholds) else "meer dan er zijn", when))
        grants = Table("Wie gunt de rol, en wanneer?", ("Partij", "Zoveel anderen moeten eerst ja zeggen", "Gunt de rol"), rows)
        if self.eyes not in self.thresholds:
            return [grants]
        caption = f"Door de ogen van {self.case.party(self.eyes).called}, met {self.head.called} als regisseur"
        seen = [(s.question, s.answer, dutch(s.points, 0, signed=bool(s.points))) for s in self.sees(self.eyes)]
        return [Table(caption, ("Vraag", "Antwoord", "Bezwaarpunten"), seen), grants]

    def pick(self, key):
        party = self.case.party(key)
        asks = capital(does(party, "vraagt", "vragen"))
        return f"{asks} de anderen om de regierol." if key == self.director else f"{party.called}. {self._told(key)}"


@lru_cache(maxsize=4096)  # of a party the same in most states; a cache smaller than a picture finds nothing
def _tile(label: str, need: str, tone: str, wide: float, high: float) -> str:
    """What stands on a domino."""
    b, ink = Board(0, 0, "begin"), "paper" if tone == "strong" else "ink"
    tries = [
        (half, wrap(label, int((wide - half - 10) / (13.5 * 0.62)), max(1, int(high / 13.4))))
        for half in ((28, 0) if wide > NUMBERED else (0,))
    ]
    half, names = next((one for one in tries if "…" not in one[1][-1]), tries[0])  # a name that would be cut takes the number's room
    b.rect(1, 0, wide - 2, high, 4, **PARTIES[tone])
    if half:
        b.line(half, 3, half, high - 3, ink, opacity=0.6)
        b.text(half / 2 + 1, high / 2 + 5, need, 13.5, "middle", 700, ink)
    for i, name in enumerate(names):
        b.text(half + 6, high / 2 + 5 + 13 * (i - (len(names) - 1) / 2), name, 13.5, fill=ink)
    return "".join(b.parts)


@each
def _unasked(case: Case, party: str, director: str) -> tuple[Sight, ...]:
    """The same without any."""
    return unasked(case, case.party(party), case.party(director))


@each
def _sees(case: Case, party: str, director: str, terms: tuple[str, ...]) -> tuple[Sight, ...]:
    """What one party sees of a director under these terms."""
    seen = with_conditions(case, case.party(party), case.party(director), _unasked(case, party, director), terms)
    if CONTENT in terms and seen[0].points == POSITION["tegen"][0]:
        return (*seen, Sight("Ligt het plan open?", "Ik schrijf mee aan het plan; eerst zien wat ervan komt.", -WRITES))
    return seen


@each
def _points(case: Case, director: str) -> list[tuple[str, int, dict[str, int]]]:
    """Party, its points of objection to a director (`_sees`), and what each term adds to them."""
    whom, found = case.party(director), []
    for party in case.parties:
        if party is not whom:
            seen = _unasked(case, party.key, director)
            terms = {key: relief(key, case, party, whom, seen[: len(LOOKS)]) for key in CONDITIONS}
            terms[CONTENT] = -WRITES if seen[0].points == POSITION["tegen"][0] else 0
            found.append((party.key, sum([s.points for s in seen]), terms))
    return found


@each
def _objections(case: Case, director: str, terms: tuple[str, ...]) -> dict[str, int]:
    """Party -> its points of objection to a director under these terms."""
    return {key: max(0, points + sum([by[term] for term in terms])) for key, points, by in _points(case, director)}


def _granting(turns) -> int:
    return sum(turn is not None for turn in turns)


def _say_yes(number: int, how: str) -> str:
    """So many say yes, at the beginning of a sentence; it does not begin with a figure."""
    if number >= len(NUMBERS):
        return f"{capital(how)} zeggen {number} partijen ja"
    return f"{capital(number_word(number))} {form(number, 'partij zegt', 'partijen zeggen')} {how} ja"


def _of(number: int, many: int) -> str:
    """A part of a number of parties: "zeven van de veertien", "9 van de 30", "alle veertien"."""
    if number == many:
        return f"alle {number_word(many)}"
    return f"{number} van de {many}" if many > 20 else f"{number_word(number)} van de {number_word(many)}"


def _start(text: str) -> str:
    """A text at the beginning of a sentence: "Eén van de veertien"."""
    return f"Eén{text[3:]}" if text.startswith("één") else capital(text)
