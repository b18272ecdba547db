"""Values differ: ask one another. The own profile, the guess of the other's, what the other says, and the pattern that then grows."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from math import nan
from types import MappingProxyType

from regiekit.cases import Party
from regiekit.models import value_profiles as model
from regiekit.plots import profiles as plot
from regiekit.proeven import (
    Card,
    Case,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    Text,
    capital,
    dutch,
    form,
    last,
    listed,
    number_word,
    say,
)
from regiekit.widgets.class_codes import Codes, code, read
from regiekit.widgets.say import does, foremost, leading, part, phrase, several

MOST = 6  # values to fill in
USUAL = ("snelheid", "zorgvuldigheid", "nabijheid", "veiligheid", "vakmanschap", "betaalbaarheid")  # where the case has none
MIDDLE = 3
TALKS, OPEN = 12, 10  # talks at most; per cent that each moves towards the other in one
NEAR = 1  # less than so many points apart: a value that is shared
EACH = 2  # weights beside the choice on a card; the others follow on the next
HIGH = 4  # from this weight a value counts as important
ALPHABET = "ABCDE"  # weights 1…5 in a code
YES = "ja"
SAME = "Het verschil is bij alle waarden even groot."
NAMES = {"eigen": "uw partij", "gok": "uw gok", "ander": "de ander zelf", "klas": "de klas"}
SHAPES = {"eigen": "uw partij", "ander": "de ander"}


@last
def values(case: Case) -> tuple[str, ...]:
    """The values of a case: the six that most parties weigh, in the order of the case; six usual ones where there are none."""
    counts = Counter(name for p in case.parties for name in p.values)
    chosen = sorted(counts, key=lambda name: -counts[name])[:MOST]
    return tuple(name for name in counts if name in chosen) or USUAL


def weight(party: Party | None, name: str) -> float | None:
    """What a party of the case file gives a value, 1…5; None when it gives nothing, or nothing in that range."""
    given = party.values.get(name) if party else None
    return given if isinstance(given, int | float) and model.LOW <= given <= model.HIGH else None


def directing(case: Case) -> Party | None:
    """The director of the case, if it is one of the parties."""
    return case.party(case.director) if case.director in case.party_keys else None


def begin(case: Case) -> dict[str, int]:
    """Where the own sliders start: the profile of the director. The guess starts in the middle: nobody guessed yet."""
    return {name: round(weight(directing(case), name) or MIDDLE) for name in values(case)}


@last
def middling(case: Case) -> str:
    """Whose values lie neither near the director's nor far: the middle one of all, so that no outcome is chosen beforehand; "" where nobody's are known."""
    head = directing(case)
    mine = {name: w for name in values(case) if (w := weight(head, name)) is not None}
    apart: dict[str, float] = {}
    for p in case.parties:
        both = {name: w for name in mine if (w := weight(p, name)) is not None}
        if p != head and both:
            apart[p.key] = model.distance({name: mine[name] for name in both}, both)
    return sorted(apart, key=lambda key: round(apart[key], 9))[(len(apart) - 1) // 2] if apart else ""


def points(number: float) -> str:
    return f"{dutch(round(number, 1))} {form(round(number, 1), 'punt', 'punten')}"


class ValueProfiles(Proef):
    """Weights 1…5 per value as `own_0`, `guess_0` and, in an own case, `answer_0` (what the other answered); `talks` after that."""

    sections = MappingProxyType({"talks": "Praten", "openness": "Praten", "codes": "Groep"})

    own_party: str
    other: str
    asked: str | None
    talks: int
    openness: float
    codes: str

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 4, 1, 0.1, "punt|punten")

    @classmethod
    def controls(cls, case):
        names, first, own_case = values(case), begin(case), case.status == "eigen"
        parties = [("", "kies een partij"), *((p.key, p.called) for p in case.parties)]

        def sliders(kind: str, start: Mapping[str, int]) -> list[Slider]:
            return [Slider(f"{kind}_{i}", name, 1, 5, start[name]) for i, name in enumerate(names)]

        yes = "ja, en dit zijn de antwoorden" if own_case else "ja, laat het antwoord zien"
        named = "Een naam met een dubbele punt ervoor mag. Spreek vooraf af welke partij u bent en wie de ander is."
        other = middling(case)
        me = case.director if other else ""
        return [
            Choice("own_party", "Welke partij bent u?", parties, me),
            *sliders("own", first),
            Choice("other", "Welke partij is de ander?", parties, other),
            *sliders("guess", dict.fromkeys(names, MIDDLE)),
            Choice("asked", "Hebt u het de ander gevraagd?", [("nee", "nog niet"), (YES, yes)], None),
            *(sliders("answer", dict.fromkeys(names, MIDDLE)) if own_case else []),
            Slider("talks", "Hoeveel gesprekken voert u daarna nog?", 0, TALKS, 0, 1, "gesprek|gesprekken"),
            Slider("openness", "Hoever schuift ieder per gesprek op?", 0, 30, OPEN, 5, "%", "Van de eigen waarde naar die van de ander."),
            Text("codes", "In een groep: plak de codes van de klas, één per regel", "", named, 8000),
        ]

    @classmethod
    def cards(cls, case):
        def deck(key: str, title: str, text: str, first: str, kind: str) -> list[Card]:
            """A card with a choice and the first weights, and where there are more one with the others."""
            weights = tuple(f"{kind}_{i}" for i in range(len(values(case)))) if kind else ()
            left, more = weights[:EACH], weights[EACH:]
            rest = [Card(f"{key}2", f"{title}, vervolg", "De andere waarden.", more)] if more else []
            return [Card(key, title, text, (first, *left)), *rest]

        own_case = case.status == "eigen"
        play = "Laat iemand in de groep de ander spelen, of zoek het op in de casus. Bekijk daarna het antwoord."
        talk = "Praat met de ander. Vul daarna in wat die antwoordt."
        weigh = "Hoe zwaar weegt elke waarde? 1 telt weinig, 5 telt zwaar."
        guess = "Hoe zwaar weegt elke waarde voor de ander, denkt u? Nog niet vragen."
        return [
            *deck("eigen", "Uw eigen partij", weigh, "own_party", "own"),
            *deck("gok", "Uw gok over de ander", guess, "other", "guess"),
            *deck("gesprek", "Na het gesprek", talk if own_case else play, "asked", "answer" if own_case else ""),
        ]

    def _weights(self, kind: str) -> dict[str, int]:
        return {name: self.settings[f"{kind}_{i}"] for i, name in enumerate(values(self.case))}

    @cached_property
    def mine(self) -> dict[str, int]:
        return self._weights("own")

    @cached_property
    def guessed(self) -> dict[str, int]:
        return self._weights("guess")

    @cached_property
    def me(self) -> Party | None:
        return next((p for p in self.case.parties if p.key == self.own_party), None)

    @cached_property
    def them(self) -> Party | None:
        """The other party; oneself is no other."""
        return next((p for p in self.case.parties if p.key == self.other != self.own_party), None)

    @cached_property
    def real(self) -> dict[str, float]:
        """What the other says, from the case, or in an own case as filled in after the talk; empty when it is not asked or not known."""
        if self.asked != YES or not self.them:
            return {}
        if "answer_0" in self.settings:
            return dict(self._weights("answer"))
        return {name: w for name in self.mine if (w := weight(self.them, name))}

    def on_real(self, profile: Mapping[str, float]) -> dict[str, float]:
        """A profile on the values that the other answered."""
        return {k: profile[k] for k in self.real}

    @cached_property
    def ventured(self) -> bool:
        """Whether anything was guessed: in the middle throughout is where the sliders start."""
        return any(w != MIDDLE for w in self.guessed.values())

    @cached_property
    def apart(self) -> float:
        """How far the own profile and that of the other are apart, 0…1; nan when that is not known."""
        return model.distance(self.on_real(self.mine), self.real) if self.real else nan

    @cached_property
    def error(self) -> float:
        """How far the guess was beside what the other says, in points per value; nan when either is not known."""
        return 4 * model.distance(self.on_real(self.guessed), self.real) if self.real and self.ventured else nan

    @cached_property
    def shared(self) -> list[str]:
        """The values that are important to both."""
        return [k for k, w in self.real.items() if w >= HIGH and self.mine[k] >= HIGH]

    @cached_property
    def grown(self) -> tuple[dict[str, float], dict[str, float]]:
        """Both profiles, on what the other answered, after the talks."""
        return model.grown(self.on_real(self.mine), self.real, self.talks, self.openness / 100) if self.real else ({}, {})

    @cached_property
    def pattern(self) -> tuple[list[str], list[str]]:
        """The values that both share at first and after the talks."""
        return (model.pattern(self.on_real(self.mine), self.real, NEAR), model.pattern(*self.grown, NEAR)) if self.real else ([], [])

    @cached_property
    def read(self) -> Codes:
        return read(self.codes, 2 * len(self.mine), ALPHABET)

    def members(self, half: int) -> list[dict[str, int]]:
        """The own profiles (0) or the guesses (1) of the members of the class whose code is whole."""
        n = len(self.mine)
        parts = ([w + 1 for w in m[half * n : (half + 1) * n] if w is not None] for m in self.read.members)
        return [dict(zip(self.mine, part, strict=True)) for part in parts if len(part) == n]

    @property
    def own_code(self) -> str:
        """The own profile and the guess as letters."""
        return code([w - 1 for w in (*self.mine.values(), *self.guessed.values())], ALPHABET)

    def measures(self):
        both = sum(w >= HIGH and self.mine[k] >= HIGH for k, w in self.guessed.items())
        far = "Afstand tussen u en de ander (0% gelijk, 100% tegengesteld)"
        agreed = f"Waarden die u allebei belangrijk vindt ({HIGH} of {HIGH + 1})"
        near = "Gedeelde waarden: minder dan een punt uiteen"
        guessed = len(model.pattern(self.mine, self.guessed, NEAR)) if self.ventured else nan
        return [
            Measure(
                far,
                model.distance(self.mine, self.guessed) if self.ventured else nan,
                model.distance(*self.grown) if self.real else nan,
                "%",
                0,
                100,
            ),
            Measure(agreed, both if self.ventured else nan, len(self.shared) if self.real else nan, digits=0),
            Measure(near, guessed, len(self.pattern[1]) if self.real else nan, digits=0),
        ]

    def picture(self):
        scales = {k: plot.Scale(k, "", self._remark(k)) for k in self.mine}
        if self.real and self.talks:
            mine, theirs = self.grown
            rows = {"eigen": self.mine | mine, "ander": {k: theirs.get(k, MIDDLE) for k in self.mine}}
            return plot.profiles(scales, rows, SHAPES, "cultuur")
        rows: dict[str, Mapping[str, float]] = {"eigen": self.mine}
        if self.ventured:
            rows["gok"] = self.guessed
        if self.real:
            rows["ander"] = {k: self.real.get(k, MIDDLE) for k in self.mine}
        if self.members(1):
            rows["klas"] = {k: s.mean for k, s in model.spreads(self.members(1)).items()}
        return plot.profiles(scales, rows, NAMES, "cultuur")

    def _remark(self, name):
        """At the end of a line: how far the guess was beside the answer, or how far guess and own profile are apart."""
        if not self.real and not self.ventured:
            return "nog geen gok"
        if not self.real:
            gap = abs(self.mine[name] - self.guessed[name])
            return f"u en gok: {gap or 'gelijk'}"
        if name not in self.real:
            return "ander: nog niet bekend"
        if self.talks:
            return "gedeeld" if name in self.pattern[1] else "verschilt nog"
        if not self.ventured:
            return f"verschil: {dutch(abs(self.real[name] - self.mine[name])) if self.real[name] != self.mine[name] else 'geen'}"
        miss = abs(self.real[name] - self.guessed[name])
        return f"gok: {dutch(miss)} ernaast" if miss else "goed geraden"

    def _finds(self):
        return "vinden" if self.them and self.them.plural else "vindt"

    def _me(self):
        return phrase(self.me) if self.me else "uw partij"

    def _them(self):
        return phrase(self.them) if self.them else "de ander"

    # -- in sentences ----------------------------------------------------------------------------------------------------

    def headline(self):
        """The point: nobody to ask, nothing known; the own profile, a guess; what asking brings; what talking on brings."""
        if not self.them:
            return "Nog niet te zeggen wat de ander belangrijk vindt: kies eerst een andere partij dan de uwe."
        me, them = self._me(), self._them()
        if self.asked == YES and not self.real:
            return f"Nog niet te zeggen wat {them} belangrijk {self._finds()}: vraag ernaar, en vul het antwoord in de casus in."
        if not self.real:
            if not self.ventured:
                return (
                    f"U hebt nog niet geraden wat {them} belangrijk {self._finds()}: de schuiven voor die partij staan nog in het midden."
                )
            return f"{self._guessed()} Of dat klopt, weet u pas als u het vraagt."
        if self.talks:
            return self._headline_grown()
        if not self.ventured:
            return f"U weet nu wat {them} belangrijk {self._finds()}, maar niet of u dat had geraden: u raadde vooraf niets."
        if not self.error:
            return f"U raadde precies wat {them} belangrijk {self._finds()}, dus het antwoord verraste u niet."
        more = model.assumed_likeness(self.on_real(self.mine), self.on_real(self.guessed), self.real)
        who = capital(does(self.them, "lijkt", "lijken"))
        if more >= 0.02:
            return f"{who} minder op {me} dan u dacht: wat u raadde, lag dichter bij {me} dan het antwoord."
        if more <= -0.02:
            return f"{who} meer op {me} dan u dacht, want u schatte het verschil te groot."
        return f"{who} ongeveer zoveel op {me} als u dacht, maar u zocht het verschil soms bij een andere waarde."

    def _headline_grown(self):
        first, now = (len(shared) for shared in self.pattern)
        after = f"Na {number_word(self.talks)} {form(self.talks, 'gesprek', 'gesprekken')}"
        me, them, share = self._me(), self._them(), "delen" if self.me and self.me.plural else "deelt"
        if first == len(self.real):
            return f"{capital(me)} en {them} delen al alle waarden die bekend zijn, dus verder praten voegt daaraan niets toe."
        if not self.openness:
            return f"{after} kent u {them} beter, maar niemand schuift op, dus {me} {share} niet meer waarden dan eerst."
        if now > first:
            all_ = f"alle {number_word(now)} waarden" if now > 1 else "de ene waarde"
            shared = all_ if now == len(self.real) else f"{number_word(now)} van de {number_word(len(self.real))} waarden"
            before = "geen enkele" if not first else number_word(first)
            return f"{after} {share} {me} {shared} met {them}, eerst {before}: wie elkaar vraagt, schuift naar elkaar op."
        return f"{after} {share} {me} nog niet meer waarden met {them}, want elk gesprek brengt hen maar een stukje dichterbij."

    def words(self):
        return say(*self._before(), self._after(), self._growth(), *self._class())

    def _before(self):
        """The own profile beside the guess, until the answer stands there."""
        if self.real and self.asked == YES:
            return []
        me, them, far = self._me(), self._them(), self._widest()
        if not self.them:
            return []
        if not self.ventured:
            heavy, who = leading(self.mine, str, "{} waarden")
            mine = f"{form(len(heavy), 'weegt', 'wegen')} {who} het zwaarst" if who else "wegen alle waarden even zwaar"
            return [f"Voor {me} {mine}.", f"Raad nu wat {them} belangrijk {self._finds()}, en vraag het daarna."]
        gap = max(abs(self.mine[k] - w) for k, w in self.guessed.items())
        if not gap:
            return ["Bij geen enkele waarde verwacht u een verschil. Vraag of dat klopt."]
        if not 0 < len(far) < 4:
            where = (
                f"Bij {number_word(len(far))} waarden verwacht u het grootste verschil"
                if far
                else "Bij elke waarde verwacht u een even groot verschil"
            )
            return [f"{where}: telkens {points(gap)}.", "Vraag daar eerst naar." if far else ""]
        give, gives = does(self.me, "geeft", "geven") if self.me else "uw partij geeft", "geven" if self.them.plural else "geeft"
        if len(far) > 1:
            return [
                f"U verwacht het grootste verschil bij {listed(far)}: telkens {points(gap)}.",
                f"Vraag eerst naar die {number_word(len(far))}.",
            ]
        (one,) = far
        return [
            f"{capital(give)} {one} een {self.mine[one]}, en u denkt dat {them} er een {self.guessed[one]} aan {gives}.",
            f"Bij geen andere waarde verwacht u zo’n groot verschil, dus vraag eerst naar {one}." if len(self.guessed) > 1 else "",
        ]

    def _apart(self):
        """On how many values the own profile and the guess differ."""
        number = sum(self.mine[k] != w for k, w in self.guessed.items())
        return part(number, len(self.guessed), "waarden") if number else "geen enkele waarde"

    def _widest(self):
        """The values on which the own profile and the guess differ most."""
        gaps = {k: abs(self.mine[k] - w) for k, w in self.guessed.items()}
        return leading(gaps, str)[0] if any(gaps.values()) and leading(gaps, str)[1] else []

    def _guessed(self):
        """What the guess says of the other, beside the own profile."""
        them, far = self._them(), self._widest()
        if not any(self.mine[k] != w for k, w in self.guessed.items()):
            return f"U denkt dat {them} precies hetzelfde belangrijk {self._finds()} als {self._me()}."
        if not far or len(far) > 1:
            what = (
                f"vooral {listed(far)}" if len(far) == 2 else f"vooral {number_word(len(far))} waarden" if len(far) == 3 else self._apart()
            )
            return f"U denkt dat {them} {what} anders {'wegen' if self.them and self.them.plural else 'weegt'} dan {self._me()}."
        less = self.guessed[far[0]] < self.mine[far[0]]
        much = "veel " if abs(self.guessed[far[0]] - self.mine[far[0]]) > 2 else ""
        return f"U denkt dat {them} {far[0]} {much}{'minder belangrijk' if less else 'belangrijker'} {self._finds()} dan {self._me()}."

    def _after(self):
        """What the other says beside the own profile and the guess."""
        if not self.them or not self.real:
            if not self.them:
                return "Kies eerst een andere partij op de kaart ‘Uw gok over de ander’."
            return f"Van {self._them()} staan er geen waarden in de casus." if self.asked == YES else ""
        beside = "U had nog niet geraden."
        if self.ventured:
            beside = f"U zat er per waarde {_aloud(self.error)} naast, "
            beside = (
                _most(self.guessed, self.real, f"{beside}het verst bij {{}}.", f"{beside}overal even ver.")
                or "U raadde alles precies goed."
            )
        none = "" if self.talks else f"Geen enkele waarde krijgt van beide partijen een {HIGH} of {HIGH + 1}."
        return say(
            _most(self.mine, self.real, f"{capital(self._them())} en {self._me()} verschillen het meest bij {{}}.", SAME)
            or "Er is geen verschil.",
            beside,
            ("" if self.talks else f"Beide partijen vinden {several(self.shared, 3, 'andere')} belangrijk: begin het gesprek daar.")
            if self.shared
            else none,
        )

    def _growth(self):
        """What the talks bring."""
        if not self.real or not self.talks:
            return ""
        first, now = self.pattern
        new = [k for k in now if k not in first]
        left = [k for k in self.real if k not in now]
        return say(
            f"Door verder te praten delen zij nu ook {several(new, 3, 'andere')}."
            if new
            else "Er komt nog geen gedeelde waarde bij." * bool(left),
            f"Bij {several(left, 3, 'andere waarden')} blijft er een verschil; dat hoeft geen probleem te zijn." if left else "",
        )

    def _class(self):
        many, guesses = len(self.read.members), self.members(1)
        if not many:
            return []
        out = [f"Van de klas {form(many, 'is', 'zijn')} er {number_word(many)} {form(many, 'code', 'codes')}."]
        if len(guesses) > 1:
            spread = {k: s.deviation for k, s in model.spreads(guesses).items()}
            said, same = "Over {} lopen de gokken het verst uiteen.", "Over alle waarden lopen de gokken even ver uiteen."
            out.append(foremost(spread, str, said, same, "{} waarden") if any(spread.values()) else "Alle gokken zijn gelijk.")
        if len(guesses) > 1 and self.real:
            found = model.crowd([self.on_real(g) for g in guesses], self.real)
            apart = points(4 * found.apart)
            out.append(f"De gemiddelde gok zit er {points(4 * found.together)} per waarde naast, een deelnemer gemiddeld {apart}.")
        return out

    def report(self):
        if not self.real:
            return ""
        me = phrase(self.me) if self.me else "de eigen partij"
        shared = listed(self.pattern[0])
        grown = f"Als zij nog {number_word(self.talks)} keer praten, delen zij naar schatting {number_word(len(self.pattern[1]))} waarden."
        return say(
            f"Wat {self._them()} belangrijk {self._finds()}, is gevraagd en naast de waarden van {me} gelegd.",
            _most(self.mine, self.real, "Het grootste verschil zit bij {}.", SAME),
            f"Minder dan een punt verschil is er bij {shared}." if shared else "Er is nog geen waarde waarop zij dicht bij elkaar liggen.",
            grown if self.talks and self.openness and len(self.pattern[1]) > 1 else "",
        )

    def compared(self, guess):
        start = f"U voorspelde dat u er gemiddeld {points(guess)} per waarde naast zit."
        if not self.real:
            return f"{start} Vraag het eerst aan de ander, op de kaart ‘Na het gesprek’."
        if not self.ventured:
            return f"{start} Raad eerst, op de kaart ‘Uw gok over de ander’."
        gap = round(self.error, 1) - guess
        side = "Dat dacht u ook." if abs(gap) < 0.15 else f"U kent de ander {'minder goed' if gap > 0 else 'beter'} dan u dacht."
        return f"{start} Het is {points(self.error)}. {side}"

    def tables(self):
        answers = {k: dutch(self.real[k]) if k in self.real else "nog niet bekend" for k in self.mine}
        rows = [(k, str(w), str(self.guessed[k]) if self.ventured else "nog geen gok", answers[k]) for k, w in self.mine.items()]
        scale = "De profielen, van 1 (telt weinig) tot 5 (telt zwaar)"
        out = [Table(scale, ("Waarde", "Uw partij", "Uw gok", "De ander zelf"), rows)]
        halves = [model.spreads(members) if (members := self.members(half)) else {} for half in (0, 1)]
        if any(halves):
            spread = "De klas: gemiddelde en spreiding (0 = allemaal gelijk, 2 = zo ver mogelijk uiteen)"
            columns = ("Waarde", "Eigen partij", "Spreiding", "Gok over de ander", "Spreiding van de gok", "De ander zelf")
            cells = {k: [cell for half in halves for cell in _cells(half.get(k))] for k in self.mine}
            out.append(Table(spread, columns, [(k, *cells[k], answers[k]) for k in self.mine]))
        return out

    def note(self, key):
        key = key.removesuffix("2")
        if key == "eigen":
            head = directing(self.case)
            if head and self.me != head and self.mine == begin(self.case):
                return f"De schuiven staan nog op het profiel van {phrase(head)}. Zet ze zoals {self._me()} ze zou zetten."
            return foremost(self.mine, str, "Het zwaarst [weegt|wegen] voor u {}.", "Alles weegt voor u even zwaar.", "{} waarden")
        if key == "gok" and not self.them:
            return "Kies een andere partij dan de uwe."
        if key == "gok" and not self.ventured:
            return "Alle schuiven staan nog in het midden. Wat weet u echt van deze partij?"
        if key == "gok":
            ask = "Vraag de ander: ‘Wanneer [moet|moeten] {} bij u wijken, en waarvoor?’"
            found = _most(self.mine, self.guessed, f"Het grootste verschil zit bij {{}}. {ask}", f"{SAME} {ask.replace('{}', 'waarden')}")
            return found or "Uw gok is gelijk aan uw eigen profiel. Wat weet u echt van deze partij?"
        if key == "talks" and not self.real:
            return "Telt pas mee als u het gevraagd hebt, op de kaart ‘Na het gesprek’."
        if key == "codes":
            return say(f"Uw code: {self.own_code}.", *self._class(), self.read.said())
        if key != "gesprek":
            return ""
        told = [i.strip().rstrip(".") for i in self.them.interests if i.strip()] if self.them and self.real else []
        return say(self._after(), f"Dit belang staat in de casus: {told[0]}." if told else "")


def _aloud(error: float) -> str:
    """So many points as one says them: "ruim 1 punt", "bijna 2 punten"."""
    if error < 0.6:
        return "een half punt" if error > 0.4 else "minder dan een half punt"
    near = round(error)
    about = "" if abs(error - near) < 0.05 else "bijna " if error < near else "ruim "
    return f"{about}{near} {form(near, 'punt', 'punten')}"


def _most(one: Mapping[str, float], other: Mapping[str, float], said: str, same: str, called: Callable[[str], str] = str) -> str:
    """A sentence on the values (those of the other) on which two profiles differ most; "" when they do not differ."""
    gaps = {k: abs(one[k] - w) for k, w in other.items()}
    return foremost(gaps, called, said, same, "{} waarden") if any(gaps.values()) else ""


def _cells(spread: model.Spread | None) -> tuple[str, str]:
    return (dutch(spread.mean, 1), dutch(spread.deviation, 1)) if spread else ("–", "–")
