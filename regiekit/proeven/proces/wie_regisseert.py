"""Wie regisseert: the largest, who has most at stake, an independent third, or who is granted it, when nobody knows what weighs most?"""

from functools import cached_property
from typing import NamedTuple

from regiekit.cases import Case, Party
from regiekit.cases.reading import crowded
from regiekit.cases.sights import objections, sights
from regiekit.models import acceptability as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Proef, Slider, Table, capital, count, dutch, foremost, form, last, leading, listed, measure, say

DRAWS, FEW_DRAWS, SEED = 10_000, 2000, 1
OUTSIDER = "?derde"  # no party can have this key
FEW = 2  # objections with which a party still grants the role
NAMED = 7  # of the runners-up are named
ONCE = 0.01  # from this share on a candidate counts as one who can come first
YES, NO, MORE = "ja", "nee", "meer"
#: Criterion -> what its control is called, what counting it upwards and downwards is called, what it is called in a sentence.
CRITERIA = {
    "size": ("De omvang van de partij", "hoe groter, hoe beter", "hoe kleiner, hoe beter", "omvang"),
    "stake": ("Wat zij te winnen of te verliezen heeft", "hoe meer, hoe beter", "hoe minder, hoe beter", "belang"),
    "independence": ("Haar onafhankelijkheid", "hoe onafhankelijker, hoe beter", "juist iemand die erin zit", "onafhankelijkheid"),
}
BONDS = ("geld", "hiërarchie")  # the ties that make a party depend on another
ANYHOW = "alles ongeveer even zwaar telt"

NAMES, LEFT, WIDE = 172, 182, 420  # where names end, bars begin, width of a bar of 100
TOP, ROW, THICK, FOOT = 62, 28, 17, 58


class Candidate(NamedTuple):
    """A candidate with its values from the case: size 1…5, points at stake, minus how many parties it is tied to by money or authority,
    how many others grant it the role."""

    party: Party
    size: int
    stake: float
    independence: int
    granted: int


@last
def candidates(case: Case) -> tuple[Candidate, ...]:
    """All parties, and last an outsider that depends on nobody."""
    third = Party(OUTSIDER, name="Derde van buiten", short="Derde van buiten", kind="overig", size=1, scale="lokaal", position="afwachtend")
    bonds = [{t.source, t.target} for t in case.ties if t.kind in BONDS]
    out = []
    for p in (*case.parties, third):
        stake = sum(abs(issue.gains.get(p.key, 0)) for issue in case.issues)
        tied = len(set().union(*(ends for ends in bonds if p.key in ends)) - {p.key})
        granted = sum(objections(sights(case, other, p)) <= FEW for other in case.parties if other.key != p.key)
        out.append(Candidate(p, p.size, float(stake), -tied, granted))
    return tuple(out)


class WhoDirects(Proef, needs=("numpy",), asks=("kind", "size", "position", "tie.kind", "scale", "issue.gain")):
    """Each criterion counts upwards, downwards or not; that one is granted it weighs at least `least` per cent."""

    size: str
    stake: str
    independence: str
    least: float
    outsider: str

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 2 else "Vul eerst minstens drie partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 1, len(case.parties), max(1, len(case.parties) // 2), 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return _start(case).able

    @classmethod
    def explain(cls, case, answer):
        start = _start(case)
        if start.alike:
            same = "Alle partijen zijn in deze casus nog gelijk: op wat telt, verschillen zij niet."
            return f"{same} Vul eerst de omvang, de banden en de kwesties in."
        top = [start.here[i].party.label for i in start.ranked if start.shares[i] >= ONCE][:4]
        first, never = f"{', '.join(top)} en nog een paar" if start.able > len(top) else listed(top), sum(start.dominated)
        worse = f"zijn er {never}" if never > 1 else "is er één" if never else "is er geen"
        return (
            f"Vooraan {form(start.able, 'staat', 'staan')}: {first}. Van de anderen {worse} op alle punten de mindere van een ander. "
            "Voor elke opvatting is een argument, maar niet voor elke kandidaat."
        )

    @classmethod
    def controls(cls, case):
        ways = {key: [(MORE, up), ("minder", down), (NO, "telt niet mee")] for key, (_, up, down, _) in CRITERIA.items()}
        return [
            *(Choice(key, CRITERIA[key][0], options, MORE) for key, options in ways.items()),
            Slider("least", "Hoe zwaar telt ‘gegund worden’ ten minste?", 0, 100, 0, 5, "%"),
            Choice("outsider", "Doet een derde van buiten mee als kandidaat?", [(NO, "nee"), (YES, "ja")], NO),
        ]

    @cached_property
    def before(self):
        return _start(self.case)

    @cached_property
    def here(self) -> tuple[Candidate, ...]:
        everyone = candidates(self.case)
        return everyone if self.outsider == YES else everyone[:-1]

    @cached_property
    def signs(self) -> dict[str, int]:
        """The criteria that count besides being granted it, 1 upwards and -1 downwards."""
        return {key: 1 if self.settings[key] == MORE else -1 for key in CRITERIA if self.settings[key] != NO}

    @cached_property
    def values(self):
        """Per candidate: granted, then the other criteria, each from 0 (the worst) to 1 (the best)."""
        return model.scaled([[c.granted, *(sign * getattr(c, key) for key, sign in self.signs.items())] for c in self.here])

    @cached_property
    def exact(self) -> bool:
        """One or two criteria have a closed form."""
        return len(self.signs) < 2

    @cached_property
    def found(self) -> model.Acceptability:
        floor = self.least / 100
        drawn = model.acceptability(self.values, FEW_DRAWS if self.exact else DRAWS, SEED, 0, floor)
        if not self.exact:
            return drawn
        pairs = [[float(v[0]), floor * float(v[0]) + (1 - floor) * float(v[-1])] for v in self.values]
        return drawn._replace(first=model.acceptability_of_two(pairs), error=[0.0] * len(pairs))

    @cached_property
    def shares(self) -> list[float]:
        """Per candidate: the share of the weights under which it comes first."""
        return self.found.first

    @cached_property
    def dominated(self) -> list[bool]:
        return model.dominated(self.values)

    @cached_property
    def ranked(self) -> list[int]:
        """The candidates, who comes first most often in front."""
        return sorted(range(len(self.here)), key=lambda i: (-round(self.shares[i], 9), i))

    @cached_property
    def leads(self) -> list[int]:
        """Who come first most often, or differ less from who does than the margins."""
        margins = {i: 2 * error for i, error in enumerate(self.found.error)}
        return leading({i: self.shares[i] for i in self.ranked}, str, margins=margins)[0]

    @cached_property
    def chief(self) -> Party | None:
        """The director of the case where another comes first more often."""
        first = [self.here[i].party.key for i in self.leads]
        return next((p for p in self.case.parties if p.key == self.case.director and p.key not in first), None)

    @cached_property
    def alike(self) -> bool:
        """Whether the candidates do not differ in anything that counts."""
        return all(len({getattr(c, key) for c in self.here}) == 1 for key in (*self.signs, "granted"))

    @measure("Kandidaten die in minstens 1 van de 100 wegingen vooraan staan", digits=0)
    def able(self) -> int:
        return sum(p >= ONCE - 1e-9 for p in self.shares)

    @measure("Wegingen waarin de koploper vooraan staat", "%", 0, 100)
    def highest(self) -> float:
        return max(self.shares)

    @measure("Wegingen waarin de regisseur uit de casus vooraan staat", "%", 0, 100)
    def director(self) -> float:
        return next((p for c, p in zip(self.here, self.shares, strict=True) if c.party.key == self.case.director), float("nan"))

    def picture(self):
        bottom = TOP + ROW * len(candidates(self.case))
        b = Board(660, bottom + FOOT, "proces")
        b.text(14, 20, "In hoeveel van de 100 wegingen komt deze kandidaat vooraan?", 15, weight=650)
        b.text(14, 40, "■ regisseur uit de casus", fill="accent", weight=650)
        b.text(236, 40, "□ andere kandidaat", fill="soft")
        for part in range(0, 101, 25):
            x = _at(part / 100)
            b.path(f"M{x:.1f} {TOP - 6}V{bottom}", stroke="line", width=0.7, dash="1 4")
            b.text(x, bottom + 18, part, anchor="middle", fill="soft")
        for row, i in enumerate(self.ranked):
            self._draw_bar(b, i, TOP + ROW * (row + 0.5))
        b.path(f"M{LEFT} {TOP - 6}V{bottom}", stroke="ink", width=1.5)
        b.text(14, bottom + 44, self._basis(), fill="soft")
        return b

    def _draw_bar(self, b, i, y):
        p, share, error = self.here[i].party, self.shares[i], self.found.error[i]
        low, high = _at(max(0, share - 2 * error)), _at(min(1, share + 2 * error))
        weight, fill = (650, "ink") if share else (400, "soft")
        with b.group(key=f"p:{p.key}", pick=p.key, label=p.label, moved=False):
            paper = b.colours["paper"]
            b.parts.append(f'<rect x="4" y="{y - ROW / 2:.1f}" width="{b.width - 8}" height="{ROW}" fill="{paper}" fill-opacity="0"/>')
            b.text(NAMES, y + 5, wrap(p.label, 20, 1)[0], 14.5, "end", weight, fill)
            if share:
                own = "accent" if p.key == self.case.director else "tinted"
                b.rect(LEFT, y - THICK / 2, _at(share) - LEFT, THICK, shape=True, fill=own, stroke="accent", width=1.5)
            if share and error:
                b.path(f"M{low:.1f} {y:.1f}H{high:.1f}", stroke="ink", width=3)
            b.text(high + 7, y + 5, "<1" if 0 < share < 0.005 else round(100 * share), 15, weight=weight, fill=fill)
            b.text(high + 32, y + 5, "altijd een betere" if self.dominated[i] else "", fill="soft")

    def _basis(self):
        if self.exact:
            return "Exact berekend over alle wegingen."
        return f"Geschat met {dutch(DRAWS)} toevallige wegingen (startgetal {SEED}); het zwarte streepje is de marge."

    def words(self):
        if self.alike:
            same = "Maar op wat telt, zijn alle kandidaten in deze casus gelijk, dus niemand staat vooraan."
            return f"{self._how()} {same} Vul in de casus de omvang, de banden en de kwesties in."
        chief = f"De regisseur uit de casus, {self.chief.called}, haalt {hundred(self.director)} van de 100." if self.chief else ""
        return say(self._how(), f"{self._lead()}.", *self._others(), chief, self._gifted(), self._basis())

    def _how(self):
        """What counts, and which way."""
        told = [f"{CRITERIA[key][3]} ({CRITERIA[key][1 if sign > 0 else 2]})" for key, sign in self.signs.items()]
        if not told:
            return "Het enige wat telt, is wie het gegund wordt."
        least = f"; gunnen telt voor minstens {dutch(self.least)}%" if self.least else ""
        return f"Wat telt: {listed([*told, 'wie het gegund wordt'])}. Hoe zwaar elk telt, ligt niet vast{least}."

    def _lead(self):
        """Who come first most often, and how often."""
        name, about = "called" if len(self.leads) == 1 else "label", len({hundred(self.shares[i]) for i in self.leads}) > 1
        first = f"in {'ongeveer ' * about}{hundred(self.shares[self.leads[0]])} van de 100 wegingen als eerste uit de bus"
        scores, same = {i: i in self.leads for i in self.ranked}, f"alle kandidaten komen elk {first}"
        said = f"{{}} [komt|komen elk] {first}"
        return capital(foremost(scores, lambda i: getattr(self.here[i].party, name), said, same, "{} kandidaten"))

    def _others(self):
        """The runners-up, and how many never come first."""
        ever, many = [i for i in self.ranked if self.shares[i] > 0], len(self.here)
        rest = [i for i in ever if i not in self.leads]
        said = "; ".join(f"{self.here[i].party.label} ({hundred(self.shares[i])})" for i in rest[:NAMED])
        never, drawn = many - len(ever), "" if self.exact else "doorgerekende "
        return [
            f"Daarna: {said}{'; de anderen niet vaker' if len(rest) > NAMED else ''}." if rest else "",
            f"{never} van de {many} kandidaten {form(never, 'komt', 'komen')} in geen enkele {drawn}weging vooraan." if never else "",
        ]

    def _gifted(self):
        """Whom most others grant the role."""
        most = max(c.granted for c in self.here)
        by = f"door {most} van de {len(self.case.parties) - 1} anderen."
        said, same = f"Het meest gegund [wordt|worden] {{}}: [|elk ]{by}", f"Het wordt alle kandidaten even vaak gegund: elk {by}"
        return foremost({c.party.label: c.granted for c in self.here}, str, said, same, "{} kandidaten") if most else ""

    def report(self):
        if self.alike:
            return ""
        told = listed([*(CRITERIA[key][3] for key in self.signs), "gegund worden"])
        own = f"; {self.chief.called} in {hundred(self.director) if self.director else 'geen enkele'}" if self.chief else ""
        weighs = "wegen" if self.signs else "weegt"
        return f"Hoe zwaar {told} {weighs} bij de keuze van de regisseur, staat niet vast. {self._lead()}{own}."

    def wins_when(self, i: int) -> str:
        """What weighs heavily in the weights under which a candidate comes first."""
        central = self.found.central[i]
        if central is None or not self.shares[i] or not self.signs:
            return "–"
        names, floor = ["gunnen", *(CRITERIA[key][3] for key in self.signs)], self.least / 100
        usual = [(1 - floor) / len(names) + (0 if n else floor) for n in range(len(names))]
        heavy = [name for name, weight, even in zip(names, central, usual, strict=True) if weight > even + 0.03]
        return listed(heavy) or ANYHOW

    def tables(self):
        columns = ("Kandidaat", "Omvang (1–5)", "Punten op het spel", "Vast aan … partijen door geld of gezag", "Gegund door … anderen")
        rows = []
        for i in self.ranked:
            c, error = self.here[i], self.found.error[i]
            share = hundred(self.shares[i]) + (f" ± {dutch(200 * error, 1)}" if error else "")
            rows.append((c.party.called, *map(dutch, (c.size, c.stake, -c.independence, c.granted)), share, self.wins_when(i)))
        caption = "De kandidaten: wat de casus over hen zegt, en hoe vaak zij vooraan staan"
        return [Table(caption, (*columns, "Vooraan, per 100 wegingen", "Vooral als zwaar telt"), rows)]

    def pick(self, key):
        i = next((i for i, c in enumerate(self.here) if c.party.key == key), None)
        if i is None:
            raise KeyError(key)
        c, others = self.here[i], len(self.case.parties) - (key != OUTSIDER)
        tied = f"vast aan {count(-c.independence, 'partij|partijen')}" if c.independence else "aan niemand vast"
        facts = (
            f"{c.party.called} heeft omvang {c.size}, heeft {dutch(c.stake)} punten op het spel staan, zit door geld of gezag {tied} "
            f"en krijgt de regie gegund door {c.granted} van de {others} anderen."
        )
        if self.dominated[i]:
            return f"{facts} Een andere kandidaat is op alles minstens zo goed en op iets beter. Daarom staat zij nooit alleen vooraan."
        when = self.wins_when(i)
        why = "" if when in {"–", ANYHOW} else f"Dat gebeurt vooral als zwaar telt: {when}."
        return say(facts, f"Zij staat in {hundred(self.shares[i])} van de 100 wegingen vooraan.", why)

    def note(self, key):
        if key == "stake" and not any(c.stake for c in self.here):
            return "In deze casus staan nog geen kwesties met een opbrengst, dus hierop verschilt niemand."
        return "Nu telt alleen nog wie het gegund wordt." if key == "least" and self.least == 100 else ""


@last
def _start(case: Case) -> WhoDirects:
    """The state that the prediction is about."""
    return WhoDirects.at(case)


def _at(share: float) -> float:
    """Where a bar of this share ends."""
    return LEFT + WIDE * share


def hundred(share: float) -> str:
    """A share as a number of the hundred."""
    return "minder dan 1" if 0 < share < 0.005 else "meer dan 99" if 0.995 < share < 1 - 1e-12 else dutch(100 * share, 0)
