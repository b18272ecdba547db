"""Values differ: ask one another. The own profile, the guess of the other's, and what the other says."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from math import nan

from regiekit.cases import Party
from regiekit.models import value_profiles as model
from regiekit.plots import profiles as plot
from regiekit.plots.style import CHAR
from regiekit.plots.svg import wrap
from regiekit.proeven import Card, Case, Choice, Measure, Proef, Slider, Table, Text, capital, count, dutch, form, last, listed, say
from regiekit.widgets.class_codes import Codes, code, read
from regiekit.widgets.say import foremost

MOST = 6  # values to fill in
USUAL = ("snelheid", "zorgvuldigheid", "nabijheid", "veiligheid", "vakmanschap", "betaalbaarheid")  # where the case has none
MIDDLE = 3
HIGH = 4  # from this weight a value counts as important
ALPHABET = "ABCDE"  # weights 1…5 in a code
YES = "ja"
SAME = "Het verschil is bij alle waarden even groot."
NAME = int((plot.LEFT - 24) / (14 * (CHAR + 0.05)))  # characters of a value's name that fit in the picture
NAMES = {"eigen": "uw partij", "gok": "uw gok", "ander": "de ander zelf", "klas": "de klas"}


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
    """Where both decks of sliders start: the profile of the director. Who knows nothing of another tends to fill in oneself."""
    return {name: round(weight(directing(case), name) or MIDDLE) for name in values(case)}


def per_cent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def points(number: float) -> str:
    return f"{dutch(round(number, 1))} {form(round(number, 1), 'punt', 'punten')}"


class ValueProfiles(Proef):
    """Weights 1…5 per value as `own_0`, `guess_0` and, in an own case, `answer_0` (what the other answered) …"""

    own_party: str
    other: str
    asked: str | None
    codes: str

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 4, 1, 0.1, "punt|punten")

    @classmethod
    def controls(cls, case):
        names, first, own_case = values(case), begin(case), case.status == "eigen"
        parties = [("", "kies een partij"), *((p.key, p.called) for p in case.parties)]

        def sliders(kind: str, start: Mapping[str, int]) -> list[Slider]:
            return [Slider(f"{kind}_{i}", name, 1, 5, start[name]) for i, name in enumerate(names)]

        yes = "ja, en dit zijn de antwoorden" if own_case else "ja, laat zien wat zij zegt"
        named = "Een naam met een dubbele punt ervoor mag. Spreek vooraf af welke partij u bent en wie de ander is."
        return [
            Choice("own_party", "Welke partij bent u?", parties, ""),
            *sliders("own", first),
            Choice("other", "Welke partij is de ander?", parties, ""),
            *sliders("guess", first),
            Choice("asked", "Hebt u het de ander gevraagd?", [("nee", "nog niet"), (YES, yes)], None),
            *(sliders("answer", dict.fromkeys(names, MIDDLE)) if own_case else []),
            Text("codes", "In een groep: plak de codes van de klas, één per regel", "", named, 8000),
        ]

    @classmethod
    def cards(cls, case):
        def of(kind: str) -> tuple[str, ...]:
            return tuple(f"{kind}_{i}" for i in range(len(values(case))))

        own_case = case.status == "eigen"
        play = "Laat iemand in de groep de ander spelen, of zoek het op in de casus. Bekijk daarna wat zij zelf zegt."
        talk = "Praat met de ander. Vul daarna in wat zij zelf antwoordt."
        weigh = "Hoe zwaar weegt elke waarde? 1 telt weinig, 5 telt zwaar."
        guess = "Hoe zwaar weegt elke waarde voor haar, denkt u? Nog niet vragen."
        return [
            Card("eigen", "Uw eigen partij", weigh, ("own_party", *of("own"))),
            Card("gok", "Uw gok over de ander", guess, ("other", *of("guess"))),
            Card("gesprek", "Na het gesprek", talk if own_case else play, ("asked", *(of("answer") if own_case else ()))),
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
    def apart(self) -> float:
        """How far the own profile and that of the other are apart, 0…1; nan when that is not known."""
        return model.distance(self.on_real(self.mine), self.real) if self.real else nan

    @cached_property
    def error(self) -> float:
        """How far the guess was beside what the other says, in points per value; nan when that is not known."""
        return 4 * model.distance(self.on_real(self.guessed), self.real) if self.real else nan

    @cached_property
    def shared(self) -> list[str]:
        """The values that are important to both."""
        return [k for k, w in self.real.items() if w >= HIGH and self.mine[k] >= HIGH]

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
        return [
            Measure(far, model.distance(self.mine, self.guessed), self.apart, "%", 0, 100),
            Measure(agreed, both, len(self.shared) if self.real else nan, digits=0),
        ]

    def picture(self):
        scales = {k: plot.Scale(wrap(k, NAME, 1)[0], "", self._remark(k)) for k in self.mine}
        rows: dict[str, Mapping[str, float]] = {"eigen": self.mine, "gok": self.guessed}
        if self.real:
            rows["ander"] = {k: self.real.get(k, MIDDLE) for k in self.mine}
        if self.members(1):
            rows["klas"] = {k: s.mean for k, s in model.spreads(self.members(1)).items()}
        return plot.profiles(scales, rows, NAMES, "cultuur")

    def _remark(self, name):
        """At the end of a line: how far the guess was beside the answer, or how far guess and own profile are apart."""
        if not self.real:
            gap = abs(self.mine[name] - self.guessed[name])
            return f"u en gok: {gap or 'gelijk'}"
        if name not in self.real:
            return "ander: onbekend"
        miss = abs(self.real[name] - self.guessed[name])
        return f"gok: {dutch(miss)} ernaast" if miss else "goed geraden"

    def _me(self):
        return self.me.called if self.me else "uw partij"

    def _them(self):
        return self.them.called if self.them else "de ander"

    def words(self):
        return say(*self._before(), self._after(), *self._class())

    def _before(self):
        """The own profile beside the guess."""
        each = (f"{k} {w}, {self.guessed[k]}" + (f", {dutch(self.real[k])}" if k in self.real else "") for k, w in self.mine.items())
        equal, apart = self.guessed == self.mine, per_cent(model.distance(self.mine, self.guessed))
        return [
            f"{capital(self._me())} en uw gok over {self._them()}.",
            f"Per waarde (u, uw gok{', de ander zelf' if self.real else ''}): {'; '.join(each)}.",
            "Uw gok is nog gelijk aan uw eigen profiel: zo begint bijna iedereen."
            if equal
            else f"Volgens uw gok liggen de profielen {apart} uit elkaar (0% is gelijk, 100% is tegengesteld).",
            "" if equal else self._widest(self.guessed),
        ]

    def _widest(self, other):
        """The value on which the own profile and another differ most."""
        both = {k: f"{k} (u {dutch(self.mine[k])}, de ander {dutch(w)})" for k, w in other.items()}
        return _most(self.mine, other, "Het grootste verschil: {}.", SAME, both.__getitem__) or "Er is geen verschil."

    def _after(self):
        """What the other says beside the own profile and the guess."""
        if not self.them or not self.real:
            unknown = f"Van {self._them()} staan er geen waarden in de casus." if self.them else "Kies eerst een andere partij (kaart 2)."
            return unknown if self.asked == YES else "U hebt het nog niet gevraagd."
        both = {k: f"{k} (gok {self.guessed[k]}, zelf {dutch(w)})" for k, w in self.real.items()}
        beside = f"Uw gok zat er gemiddeld {points(self.error)} per waarde naast, "
        beside = _most(self.guessed, self.real, f"{beside}het verst bij {{}}.", f"{beside}overal even ver.", both.__getitem__)
        more = model.assumed_likeness(self.on_real(self.mine), self.on_real(self.guessed), self.real)
        told = [i.strip().rstrip(".") for i in self.them.interests if i.strip()]
        none = f"Er is geen waarde die u allebei {HIGH} of {HIGH + 1} geeft."
        return say(
            f"Volgens het antwoord van {self._them()} liggen de profielen {per_cent(self.apart)} uit elkaar. {self._widest(self.real)}",
            beside or "Uw gok was precies goed.",
            f"U dacht dat de ander {'meer' if more > 0 else 'minder'} op u leek dan zij doet." if abs(more) >= 0.02 else "",
            f"Allebei belangrijk ({HIGH} of {HIGH + 1}): {listed(self.shared)}. Begin daar." if self.shared else none,
            f"Waar het haar om gaat: {'; '.join(told)}." if told else "",
        )

    def _class(self):
        many, guesses = len(self.read.members), self.members(1)
        if not many:
            return []
        out = [f"De klas: {count(many, 'code|codes')}."]
        if len(guesses) > 1:
            spread = {k: s.deviation for k, s in model.spreads(guesses).items()}
            wide = f"uiteen (spreiding {dutch(max(spread.values()), 1)})."
            said, same = f"Over {{}} lopen de gokken het verst {wide}", f"Over alle waarden lopen de gokken even ver {wide}"
            out.append(foremost(spread, str, said, same, "{} waarden") if any(spread.values()) else "Alle gokken zijn gelijk.")
        if len(guesses) > 1 and self.real:
            found = model.crowd([self.on_real(g) for g in guesses], self.real)
            apart = points(4 * found.apart)
            out.append(f"De gemiddelde gok zit er {points(4 * found.together)} per waarde naast, een deelnemer gemiddeld {apart}.")
        return out

    def report(self):
        if not self.real:
            return ""
        me = self.me.called if self.me else "de eigen partij"
        return say(
            f"Wat {me} en {self._them()} van waarde vinden, ligt {per_cent(self.apart)} uit elkaar (0% is gelijk, 100% is tegengesteld).",
            _most(self.mine, self.real, "Het grootste verschil: {}.", SAME),
            f"Allebei belangrijk: {listed(self.shared)}." if self.shared else "",
        )

    def compared(self, guess):
        start = f"U voorspelde dat u er gemiddeld {points(guess)} per waarde naast zit."
        if not self.real:
            return f"{start} Vraag het eerst aan de ander (kaart 3)."
        gap = round(self.error, 1) - guess
        side = "Dat dacht u ook." if abs(gap) < 0.15 else f"U kent de ander {'minder goed' if gap > 0 else 'beter'} dan u dacht."
        return f"{start} Het is {points(self.error)}. {side}"

    def tables(self):
        answers = {k: dutch(self.real[k]) if k in self.real else "–" for k in self.mine}
        rows = [(k, str(w), str(self.guessed[k]), answers[k]) for k, w in self.mine.items()]
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
        if key == "eigen":
            head = directing(self.case)
            if head and self.me != head and self.mine == begin(self.case):
                return f"De schuiven staan nog op het profiel van {head.called}. Zet ze zoals {self._me()} ze zou zetten."
            return foremost(self.mine, str, "Het zwaarst [weegt|wegen] voor u: {}.", "Alles weegt voor u even zwaar.", "{} waarden")
        if key == "gok" and not self.them:
            return "Kies een andere partij dan de uwe."
        if key == "gok":
            ask = "Vraag de ander: ‘Wanneer [moet|moeten] {} bij u wijken, en waarvoor?’"
            found = _most(self.mine, self.guessed, f"Het grootste verschil: {{}}. {ask}", f"{SAME} {ask.replace('{}', 'waarden')}")
            return found or "Uw gok is nog gelijk aan uw eigen profiel. Wat weet u echt van deze partij?"
        if key == "codes":
            return say(f"Uw code: {self.own_code}.", *self._class(), self.read.said())
        return self._after() if key == "gesprek" else ""


def _most(one: Mapping[str, float], other: Mapping[str, float], said: str, same: str, called: Callable[[str], str] = str) -> str:
    """A sentence on the values (those of the other) on which two profiles differ most; "" when they do not differ."""
    gaps = {k: abs(one[k] - w) for k, w in other.items()}
    return foremost(gaps, called, said, same, "{} waarden") if any(gaps.values()) else ""


def _cells(spread: model.Spread | None) -> tuple[str, str]:
    return (dutch(spread.mean, 1), dutch(spread.deviation, 1)) if spread else ("–", "–")
