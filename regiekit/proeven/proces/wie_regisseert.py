"""Wie regisseert: to whom too many others object is no candidate; the opinions weigh among who is left, and one party need not lead at all."""

from collections.abc import Iterable
from functools import cached_property
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases import Case, Party
from regiekit.cases.reading import crowded, issues
from regiekit.cases.sights import objections, sights
from regiekit.models import acceptability as model
from regiekit.plots.style import Paint
from regiekit.plots.svg import text_width, wrap
from regiekit.proeven import (
    Board,
    Choice,
    Proef,
    Slider,
    Table,
    capital,
    count,
    dutch,
    form,
    last,
    leading,
    listed,
    measure,
    number_word,
    say,
)
from regiekit.widgets.say import again, does, part, phrase, together

DRAWS, SEED = 10_000, 1
OFFICE = "?bureau"  # no party can have this key
FEW = 2  # objections that are few: on its own, with nobody else looked at
NEEDED = 50  # per cent of the others that must grant it, at the start
MORE, LESS, NO = "meer", "minder", "nee"
#: Criterion -> what its control is called, what counting it upwards and downwards is called, the noun, what the first in it is (the verb
#: in the singular and the plural, and the superlatives either way).
CRITERIA = {
    "size": ("Moet de regisseur groot zijn?", "hoe groter, hoe beter", "hoe kleiner, hoe beter", "omvang", ("is|zijn", "het grootst", "het kleinst")),
    "stake": ("Moet er veel op het spel staan?", "hoe meer, hoe beter", "hoe minder, hoe beter", "belang", ("heeft|hebben", "het meeste belang", "het minste belang")),
    "independence": (
        "Moet de regisseur onafhankelijk zijn?", "hoe onafhankelijker, hoe beter", "juist iemand die erin zit", "onafhankelijkheid",
        ("is|zijn", "het onafhankelijkst", "het minst onafhankelijk"),
    ),
}  # fmt: skip
#: Beside one other: counting upwards, and downwards.
BEYOND = {
    "size": ("groter", "kleiner"),
    "stake": ("meer belang", "minder belang"),
    "independence": ("onafhankelijker", "minder onafhankelijk"),
}
BOARD = ("chair", "seats")  # an office is led by nobody's equal, and the parties have a seat in its board
BONDS = ("geld", "hiërarchie")  # the ties that make a party depend on another
LEAD, BUREAU, SHARED = "partij", "bureau", "samen"
FORMS = {LEAD: "Eén partij leidt", BUREAU: "Een apart bureau leidt", SHARED: "Samen, zonder regisseur"}
#: What speaks for which form: per condition the bands from low to high, with what a band is called and the forms it fits [provan2008].
LONGEST = 150  # characters of a headline
MANY = 20  # of more a sentence counts in figures
NUMBERS = (9, 16)  # parties, from which a network is middling, large
THIRDS = (1 / 3, 2 / 3)  # of the pairs in contact: little trust, some
GOALS = (0.5, 0.75)  # of who has something at stake in an issue gains by it: little agreement, some
BANDS = {
    "number": (("met weinig", (SHARED,)), ("met vrij veel", (LEAD, BUREAU)), ("met veel", (BUREAU,))),
    "trust": (
        ("de meeste partijen kennen elkaar niet", (LEAD,)),
        ("lang niet iedereen kent elkaar", (BUREAU,)),
        ("de meesten kennen elkaar", (SHARED,)),
    ),
    "goals": (
        ("per kwestie verliezen er meer partijen dan er winnen", (LEAD,)),
        ("per kwestie winnen er meer partijen dan er verliezen", (BUREAU,)),
        ("per kwestie winnen bijna alle partijen", (SHARED,)),
    ),
}
OWN, HIGHER = "eigen", "hoger"
#: (Own script, power to impose) -> the type of directing [propper2004].
TYPES = {
    (True, True): "beheersingsgericht",
    (False, True): "uitvoeringsgericht",
    (True, False): "visionair",
    (False, False): "faciliterend",
}

WIDE, HIGH = 660, 430
NAMES, LEFT, CELLS, MIDDLE, BAR = (
    166,
    176,
    252,
    474,
    176,
)  # where names end, the others begin, how wide they are, the weights, a full one of these
TOP, BOTTOM, ROWS, ROW = 46, 340, 16, 24


class Candidate(NamedTuple):
    """A candidate with its values from the case: size 1…5, points at stake, minus how many parties it is tied to by money or authority,
    how many of how many others have few objections to it, over how many it has authority, and whether who sits there for it may promise
    anything."""

    party: Party
    size: int
    stake: float
    independence: int
    granted: int
    others: int
    over: int
    binds: bool


def binds(party: Party) -> bool:
    """False where who represents this party is known to have no mandate and not to bind it: such a party can't lead others."""
    r = party.representative
    return r is None or r.commitment is not False or r.mandate != "geen"


@last
def candidates(case: Case) -> tuple[Candidate, ...]:
    """All parties, and last an office that is set up for this and depends on nobody."""
    office = Party(OFFICE, name="Een apart bureau", short="Apart bureau", kind="overig", size=3, scale="lokaal", position="afwachtend", phrase="een apart bureau")  # fmt: skip
    bonds = [{t.source, t.target} for t in case.ties if t.kind in BONDS]
    out, case = [], case.with_changes(issues=issues(case))  # as the learner has them
    for p in (*case.parties, office):
        stake = sum(abs(issue.gains.get(p.key, 0)) for issue in case.issues)
        tied = len(set().union(*(ends for ends in bonds if p.key in ends)) - {p.key})
        asked = [other for other in case.parties if other.key != p.key]
        granted = sum(objections(sights(case, other, p, BOARD if p is office else ())) <= FEW for other in asked)
        over = len({t.target for t in case.ties if t.kind == "hiërarchie" and t.source == p.key} - {p.key})
        out.append(Candidate(p, p.size, float(stake), -tied, granted, len(asked), over, binds(p)))
    return tuple(out)


@last
def conditions(case: Case) -> dict[str, int]:
    """Per condition the band (0 low … 2 high) in which the case lies."""
    n = len(case.parties)
    met = {frozenset((t.source, t.target)) for t in case.ties if t.kind == "informeel"}
    shares = [sum(g > 0 for g in gains) / len(gains) for i in issues(case) if (gains := [g for g in i.gains.values() if g])]
    found = (("number", n, NUMBERS), ("trust", len(met) / max(1, n * (n - 1) // 2), THIRDS))
    goals = (("goals", sum(shares) / len(shares), GOALS),) if shares else ()
    return {key: sum(value >= edge for edge in edges) for key, value, edges in (*found, *goals)}


class WhoDirects(
    Proef,
    needs=("numpy",),
    asks=("kind", "size", "position", "tie", "tie.kind", "scale", "agenda", "agenda.gain", "representative", "mandate", "commitment"),
):
    """Who is granted the role by `need` per cent of the others is left; among them each criterion counts upwards, downwards or not."""

    sections = MappingProxyType({"size": "Opvattingen", "stake": "Opvattingen", "independence": "Positie", "script": "Positie"})

    form: str
    need: float
    size: str
    stake: str
    independence: str
    script: str

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 2 else "Vul eerst minstens drie partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, len(case.parties), len(case.parties) // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return len(_start(case).left)

    @classmethod
    def explain(cls, case, answer):
        start = _start(case)
        if not answer:
            most = max(c.granted for c in start.here)
            best = [c for c in start.here if c.granted == most]
            return say(
                "Elke partij roept bij meer dan de helft van de anderen te veel bezwaar op.",
                _nearby(best) if most else "",
                "Kijk in het plaatje waar de streep ligt.",
            )
        if answer == len(start.here):
            return "Elke partij krijgt genoeg anderen mee. Kijk in het plaatje wie daarna het best past, en wat dat verandert."
        who = together([start.here[i].party for i in start.left])
        return (
            f"Genoeg anderen hebben weinig bezwaar tegen {who}. In de meeste andere partijen ziet meer dan de helft een gelijke die voorgaat, "
            "een vreemde of iemand die te groot is. Kijk in het plaatje wie links van de streep blijft."
        )

    @classmethod
    def supposes(cls, case):
        return ("need",)

    @classmethod
    def controls(cls, case):
        ways = {key: [(MORE, up), (LESS, down), (NO, "telt niet mee")] for key, (_, up, down, *_) in CRITERIA.items()}
        return [
            Choice("form", "Wie leidt?", list(FORMS.items()), LEAD),
            Slider("need", "Hoeveel anderen moeten weinig bezwaar hebben?", 0, 100, NEEDED, 5, "%"),
            *(Choice(key, CRITERIA[key][0], options, MORE) for key, options in ways.items()),
            Choice("script", "Wiens plan voert de regisseur uit?", [(OWN, "een eigen plan"), (HIGHER, "een plan van anderen")], OWN),
        ]

    @cached_property
    def before(self):
        return _start(self.case)

    @cached_property
    def here(self) -> tuple[Candidate, ...]:
        """Who could lead in this form: each party, or the office; where the parties steer together, nobody."""
        everyone = candidates(self.case)
        return {LEAD: everyone[:-1], BUREAU: everyone[-1:], SHARED: ()}[self.form]

    @cached_property
    def left(self) -> list[int]:
        """The candidates to whom enough others have few objections, and who can speak for their own organisation."""
        return [i for i, c in enumerate(self.here) if c.granted >= self.quorum(c) and c.binds]

    @cached_property
    def mute(self) -> list[Party]:
        """To whom enough others have few objections, but who sits there for them may promise nothing."""
        return [c.party for c in self.here if c.granted >= self.quorum(c) and not c.binds]

    def quorum(self, c: Candidate) -> int:
        """So many others must have few objections."""
        return ceil(self.need * c.others / 100 - 1e-9)

    @cached_property
    def signs(self) -> dict[str, int]:
        """The criteria that count, 1 upwards and -1 downwards."""
        return {key: 1 if self.settings[key] == MORE else -1 for key in CRITERIA if self.settings[key] != NO}

    @cached_property
    def exact(self) -> bool:
        """Up to two criteria have a closed form, and one who is left needs none."""
        return len(self.signs) < 3 or len(self.left) < 2

    @cached_property
    def found(self) -> tuple[list[float], list[float]]:
        """Per candidate that is left: the share of the weights under which it comes first, and the standard error of that."""
        if len(self.left) < 2 or not self.signs:
            return [1 / len(self.left) for _ in self.left], [0.0 for _ in self.left]
        values = model.scaled([[sign * getattr(self.here[i], key) for key, sign in self.signs.items()] for i in self.left])
        if len(self.signs) == 3:
            drawn = model.acceptability(values, DRAWS, SEED)
            return drawn.first, drawn.error
        return model.acceptability_of_two([[float(v[0]), float(v[-1])] for v in values]), [0.0] * len(self.left)

    @cached_property
    def shares(self) -> dict[int, float]:
        return dict(zip(self.left, self.found[0], strict=True))

    @cached_property
    def ranked(self) -> list[int]:
        """The candidates: who comes first most often in front, then who is granted it most."""
        return sorted(range(len(self.here)), key=lambda i: (-round(self.shares.get(i, -1), 9), -self.here[i].granted, i))

    @cached_property
    def leads(self) -> list[int]:
        """Who come first most often, or differ less from who does than the margins."""
        margins = {i: 2 * error for i, error in zip(self.left, self.found[1], strict=True)}
        return leading({i: self.shares[i] for i in self.ranked if i in self.shares}, str, margins=margins)[0]

    @cached_property
    def alike(self) -> bool:
        """Whether nothing tells the parties apart: as many of them are left as there are, or none, and no opinion sees a difference."""
        return self.form == LEAD and len(self.left) in (0, len(self.here)) and not self.differ(range(len(self.here)), CRITERIA)

    def differ(self, found: Iterable[int], keys: Iterable[str]) -> bool:
        """Whether these candidates differ in one of these criteria."""
        some = list(found)
        return any(len({getattr(self.here[i], key) for i in some}) > 1 for key in keys)

    def fit(self, way: str) -> list[str]:
        """The conditions in the case that speak for a form."""
        return [key for key, band in conditions(self.case).items() if way in BANDS[key][band][1]]

    def kind(self, c: Candidate) -> str:
        """The type of directing: whose script, and whether it has authority over at least half of the others."""
        return TYPES[self.script == OWN, 2 * c.over >= c.others > 0]

    @measure("Kandidaten die overblijven", digits=0)
    def able(self) -> int:
        return len(self.left)

    @measure("Anderen met weinig bezwaar tegen de regisseur uit de casus", digits=0)
    def director(self) -> float:
        return next((c.granted for c in candidates(self.case) if c.party.key == self.case.director), float("nan"))

    @measure("Voorwaarden in de casus die bij de gekozen vorm passen", digits=0)
    def fits(self) -> int:
        return len(self.fit(self.form))

    def picture(self):
        b = Board(WIDE, HIGH, "proces")
        shown = self.ranked[:ROWS]
        high = min(ROW, (BOTTOM - TOP) / max(1, len(shown)))
        for row, i in enumerate(shown):
            self._draw_row(b, i, TOP + high * row, high)
        if shown:
            self._draw_need(b, self.here[0], TOP + high * len(shown))
            b.text(LEFT, 18, "anderen met weinig bezwaar", 15, weight=650)
        else:
            b.texts(LEFT, 150, "Niemand leidt: de partijen sturen samen.", 40, size=15)
        if self.shares:
            b.text(MIDDLE, 18, "past het best", 15, weight=650)
            b.text(MIDDLE, 36, "van wie overblijft", 13.5, fill="soft")
        if len(self.here) > ROWS:
            b.text(LEFT, BOTTOM + 15, f"en {len(self.here) - ROWS} andere partijen, die verder van de streep blijven", 13.5, fill="soft")
        self._draw_forms(b)
        b.legend(extra=[("", "★ regisseur: alleen daarvan is bekend wie tegen is")])
        return b

    def _draw_row(self, b, i, y, high):
        """A candidate: a cell for each of the others, filled for who has few objections, and how often it fits best."""
        c, share, middle, size = self.here[i], self.shares.get(i), y + high / 2, 15 if high > 20 else 13.5
        own, thick, passes = c.party.key == self.case.director, 0.7 * high, c.granted >= self.quorum(c)
        with b.row(c.party.key, c.party.label, middle, high):
            name = wrap(c.party.label, 19 if own else 21, 1)[0] + " ★" * own
            b.text(NAMES, middle + 5, name, size, "end", 650 if passes else 400)
            b.rect(LEFT, middle - thick / 2, CELLS, thick, fill="tint")
            wide = CELLS * c.granted / max(1, c.others)
            b.rect(LEFT, middle - thick / 2, wide, thick, key=f"g:{c.party.key}", shape=True, fill="accent" if passes else "line")
            b.text(MIDDLE - 20, middle + 5, c.granted, size, "end", 650 if passes else 400)
            if share is not None:
                b.rect(MIDDLE, middle - thick / 2, BAR * share, thick, key=f"w:{c.party.key}", shape=True, fill="accent")
            elif passes:
                b.text(MIDDLE, middle + 5, "geen mandaat", 13.5, fill="soft")

    def _draw_need(self, b, c, low):
        """The others as cells, and how many of them are needed, across all candidates."""
        one = CELLS / max(1, c.others)
        if one > 4:
            b.path("".join(f"M{LEFT + one * n:.1f} {TOP}V{low:.1f}" for n in range(1, c.others)), stroke="paper", width=1.5)
        x, said = LEFT + one * self.quorum(c), f"nodig: {self.quorum(c)} van de {c.others}"
        b.path(f"M{x:.1f} {TOP - 4}V{low + 2:.1f}", key="grens", stroke="ink", width=2.5)
        half = text_width(said, 13.5, bold=True) / 2
        b.text(min(max(x, LEFT + half), LEFT + CELLS - half), TOP - 10, said, 13.5, "middle", 650)

    def _draw_forms(self, b):
        told = len(conditions(self.case))
        for n, (way, name) in enumerate(FORMS.items()):
            x, now, fit = 10 + 216 * n, way == self.form, len(self.fit(way))
            look: Paint = {"fill": "tinted", "stroke": "accent", "width": 2.5} if now else {"fill": "paper", "stroke": "line", "width": 1.2}
            b.rect(x, 372, 208, 50, 6, **look | {"key": f"vorm:{way}", "shape": True})
            b.text(x + 104, 393, name, 15, "middle", 650 if now else 400)
            b.text(x + 104, 412, f"{fit} van de {told} voorwaarden", 13.5, "middle")

    def headline(self):
        if self.form == SHARED:
            fit = len(self.fit(SHARED))
            how = "goed" if fit > 1 else "slecht" if not fit else "maar half"
            return f"Samen sturen zonder regisseur past {how} bij deze partijen, want {self._circumstances(fit > 1)}."
        if self.form == BUREAU:
            c = self.here[0]
            if not self.left:
                return f"Een apart bureau kan niet leiden, want te veel partijen zien een vreemde die over hen gaat: {_of(c)} {_have(c)} weinig bezwaar."
            if not self.quorum(c):
                return f"Telt bezwaar niet mee, dan kan een apart bureau leiden: {_of(c)} {_have(c)} weinig bezwaar."
            return f"Zolang niemand tegen is, kan een apart bureau leiden: {_of(c)} {_have(c)} weinig bezwaar, want het bureau hangt van niemand af."
        if self.alike:
            return "Nog niet te zeggen wie regisseert, want alle partijen zijn gelijk op wat telt. Vul omvang, banden en kwesties in."
        if not self.left:
            if self.mute:
                return "Geen enkele partij kan regisseren, want wie genoeg anderen meekrijgt, heeft aan tafel geen mandaat."
            return "Geen enkele partij kan regisseren, want elke partij roept bij te veel anderen bezwaar op."
        return self._led()

    def _led(self):
        """The headline when one or more parties are left."""
        first, many = self.here[self.leads[0]], len(self.left)
        suit, call = ("passen", "roepen") if first.party.plural else ("past", "roept")
        who = f"{capital(number_word(many))} partijen"
        if not self.need:
            if 2 * first.granted < first.others and len(self.leads) == 1:
                against = part(first.others - first.granted, first.others)
                return f"{capital(phrase(first.party))} {suit} het best zolang bezwaar niet meetelt, maar {call} bij {against} te veel bezwaar op."
            if not self.signs:
                return "Bezwaar telt niet mee en de opvattingen ook niet, dus niets maakt de ene partij geschikter dan de andere."
            told = [CRITERIA[key][3] for key in self.signs]
            return f"Bezwaar telt niet mee, dus alleen {listed(told)} {form(len(told), 'beslist', 'beslissen')} wie het best past, wat de anderen ook vinden."
        if many == 1:
            return (
                f"Alleen {does(first.party, 'kan', 'kunnen')} regisseren{self._unknown(first)}: {_of(first)} {_have(first)} weinig bezwaar."
            )
        if len(self.leads) > 1:
            found = f"{who} kunnen regisseren. {capital(self._ahead())} passen even goed: "
            why = self._equal()
            return f"{found}{why if len(found + why) < LONGEST else 'geen daarvan wint op alles'}."
        ahead = (
            f"Zolang niemand tegen is, {suit} {phrase(first.party)} het best"
            if self._unknown(first)
            else f"{capital(phrase(first.party))} {suit} het best"
        )
        return f"{who} kunnen regisseren. {ahead}: {self._best(self.leads[0])}."

    def _ahead(self):
        """Who come first equally often, in a sentence."""
        equal = [self.here[i].party for i in self.leads]
        if len(equal) == len(self.left):
            return "beide" if len(equal) == 2 else f"alle {number_word(len(equal))}"
        return together(equal) if len(equal) < 4 else f"{number_word(len(equal))} daarvan"

    def _equal(self):
        """Why they come first equally often."""
        if not self.signs:
            return "geen enkele opvatting telt mee"
        if self.differ(self.leads, self.signs):
            if len(self.leads) > 2:
                return "geen daarvan wint op alles"
            firsts: dict[str, list[str]] = {}
            for key, sign in self.signs.items():
                one, other = (sign * getattr(self.here[i], key) for i in self.leads)
                if one != other:
                    party = self.here[self.leads[one < other]].party
                    verb = CRITERIA[key][4][0].split("|")[bool(party.plural)]
                    firsts.setdefault(phrase(party), []).append(f"{verb} {BEYOND[key][sign < 0]}")
            return ", ".join(f"{who} {listed(what)}" for who, what in firsts.items())
        return "op wat telt, zijn zij gelijk"

    def _unknown(self, c):
        """Of others than the director of the case nobody is known to be against."""
        return "" if c.party.key == self.case.director else ", zolang niemand tegen is"

    def _best(self, i):
        """In what a candidate is the first among who is left."""
        firsts, party = {}, self.here[i].party
        for key, sign in self.signs.items():
            mine = sign * getattr(self.here[i], key)
            if all(mine > sign * getattr(self.here[j], key) for j in self.left if j != i):
                verbs, up, down = CRITERIA[key][4]
                firsts.setdefault(verbs.split("|")[bool(party.plural)], []).append(up if sign > 0 else down)
        if not firsts:
            has = "zijn" if party.plural else "is"
            return f"nergens {has} {again(party)} als enige de eerste, maar over alles samen wel"
        if len(self.signs) == 3 and sum(map(len, firsts.values())) == 3:
            return f"op omvang, belang en onafhankelijkheid {'wijken' if party.plural else 'wijkt'} {again(party)} voor geen ander"
        it = phrase(party) if party.pronoun == "het" else again(party)
        return f"van die {number_word(len(self.left))} {' en '.join(f'{verb} {it} {listed(what)}' for verb, what in firsts.items())}"

    def _circumstances(self, good):
        """Why the parties can or cannot steer together: conditions that speak for it, or against."""
        here = conditions(self.case)
        found = [BANDS[key][band][0] for key, band in here.items() if (SHARED in BANDS[key][band][1]) == good]
        return listed([f"ze zijn {t}" if t.startswith("met ") else t for t in found][:2])

    def words(self):
        if self.alike:
            return "Alle partijen zijn even groot, hebben evenveel te winnen of te verliezen en zijn even onafhankelijk. Daarom past niemand het best."
        if self.form == SHARED:
            return say(
                "De partijen spreken samen af hoe zij sturen.",
                "Dat past bij een kleine groep waarin de meesten elkaar kennen en bijna iedereen per kwestie wint.",
                self._form(),
            )
        if self.form == BUREAU:
            c, fits = self.here[0], [len(self.fit(way)) for way in FORMS]
            got = (dutch(c.granted) if c.others > MANY else number_word(c.granted)) if c.granted else "geen"
            need = f"Het bureau heeft {part(self.quorum(c), c.others, 'partijen')} nodig en krijgt er {got} mee."
            told = self._told() if fits.count(max(fits)) > 1 else ""
            return say(need if self.quorum(c) else "", told, self._form())
        return say(*self._granted(), self._weighed(), self._unsure())

    def _granted(self):
        """Who is left, and who is not though enough others have few objections."""
        c = self.here[0]
        if not self.quorum(c):
            return [f"{self._fallen()}." if self.mute else "Elke partij is kandidaat, ook wie bij iedereen bezwaar oproept."]
        need = part(self.quorum(c), c.others)
        least = f"{'' if self.quorum(c) == c.others else 'minstens '}{need} weinig bezwaar {form(self.quorum(c), 'heeft', 'hebben')}"
        if not self.left and not self.mute:
            near = self._nearest()
            nobody = f"Een partij kan pas regisseren als {least}, en dat lukt niemand."
            return [nobody, _nearby(near) if near and near[0].granted else "Tegen elke partij hebben alle anderen te veel bezwaar."]
        parties = [self.here[i].party for i in self.left] or self.mute
        named = together(parties, 3 if len(parties) < 4 else 2)
        enough = f"Een partij kan pas regisseren als {least}."
        if len(self.left) == 1:
            return [enough, f"De andere partijen halen dat niet{' of sturen iemand zonder mandaat' if self.mute else ''}."]
        send = f"Maar {form(len(parties), 'die partij stuurt', 'zij sturen')} iemand zonder mandaat."
        if self.left and self.mute:
            many = _several(self.mute)
            send = f"Ook {together(self.mute, 2)} {'halen' if many else 'haalt'} dat, maar {'sturen' if many else 'stuurt'} iemand zonder mandaat."
        return [enough, f"Dat geldt voor {named}.", send if self.mute else ""]

    def _nearest(self):
        """Who has fewest others with too many objections."""
        most = max((c.granted / c.others for c in self.here if c.others), default=0)
        return [c for c in self.here if c.others and c.granted / c.others > most - 1e-9]

    def _unsure(self):
        """What the outcome hangs on: one party more, or what is not known of the others."""
        bare = [i for i in self.left if self.quorum(self.here[i]) and self.here[i].granted == self.quorum(self.here[i])]
        if bare and len(bare) == len(self.left):
            many = len(bare)
            if many == 1:
                got = does(self.here[bare[0]].party, "krijgt", "krijgen")
                return f"{capital(got)} er precies genoeg mee. Krijgt nog één partij bezwaar, dan blijft niemand over."
            who = "Beide" if many == 2 else f"Alle {number_word(many)}"
            return f"{who} krijgen precies genoeg anderen mee. Krijgt nog één partij bezwaar tegen elk van hen, dan blijft niemand over."
        return self._known() if any(self.here[i].party.key != self.case.director for i in self.left) else ""

    def _fallen(self):
        """Who falls off even where objections don't count: those who may promise nothing."""
        return f"Alleen {together(self.mute, 2)} {'kunnen' if _several(self.mute) else 'kan'} niet regisseren: wie er namens {'hen' if _several(self.mute) else 'die partij'} aan tafel zit, heeft geen mandaat"

    def _known(self):
        """Of whom the attitude is known, and what is taken of the others."""
        if self.case.director not in self.case.party_keys:
            return "Wie voor of tegen een kandidaat is, staat niet in de casus; iedereen telt als afwachtend."
        return f"Alleen over {phrase(self.case.party(self.case.director))} zegt de casus wie tegen is. Bij elke andere kandidaat is aangenomen dat iedereen afwacht."

    def _weighed(self):
        """What the opinions say of who is left."""
        if len(self.left) < 2 or not self.signs:
            return ""
        told = listed([CRITERIA[key][3] for key in self.signs])
        first = [self.here[i].party for i in self.leads]
        if len(first) > 1 and len(self.signs) == 1:
            who = "zij" if len(first) == len(self.left) < 4 else together(first, 3)
            return f"Verder telt alleen {told} mee, en daarin zijn {who} gelijk."
        if len(first) > 1:
            if not self.differ(self.leads, self.signs):
                return f"Hoe u {told} ook weegt, {together(first, 3)} passen even goed."
            about = "" if self.exact else "ongeveer "
            mean = sum(self.shares[i] for i in self.leads) / len(first)
            each = f"elk {about}{hundred(mean)} van de 100 keer het best"
            return f"Weegt u {told} telkens anders, dan passen {together(first, 3)} {each}."
        share = self.shares[self.leads[0]]
        suits = does(first[0], "past", "passen")
        if len(self.signs) == 1:
            return f"Verder telt alleen {told} mee, en {suits} dan het best."
        if share > 1 - 1e-9:
            return f"{capital(suits)} het best, hoe u {told} ook weegt."
        return f"Weegt u {told} telkens anders, dan {'passen' if first[0].plural else 'past'} {phrase(first[0])} {hundred(share)} van de 100 keer het best."

    def _type(self):
        """What type of directing the first would do."""
        if not self.left or len(self.leads) != 1:
            return ""
        c = self.here[self.leads[0]]
        script = "een eigen plan" if self.script == OWN else "een plan van anderen"
        power = "kan het de meeste anderen opleggen" if 2 * c.over >= c.others else "kan het de meeste anderen niet opleggen"
        return f"{capital(phrase(c.party))} voert {script} uit en {power}: Pröpper noemt dat {self.kind(c)}."

    def _told(self):
        found = (BANDS[key][band][0] for key, band in conditions(self.case).items())
        return f"{capital(listed([f'de partijen zijn {name}' if name.startswith('met ') else name for name in found]))}."

    def _form(self):
        """Which form fits these parties best, and why."""
        best = max(len(self.fit(way)) for way in FORMS)
        found = [way for way in FORMS if len(self.fit(way)) == best]
        ways = listed([f"‘{lowered(FORMS[way])}’" for way in found])
        if len(found) > 1:
            return f"Van de drie vormen passen {ways} even goed."
        here = conditions(self.case)
        why = [BANDS[key][here[key]][0] for key in self.fit(found[0])][:2]
        return f"Van de drie vormen past {ways} het best. {capital(listed([f'de partijen zijn {t}' if t.startswith('met ') else t for t in why]))}."

    def report(self):
        if self.alike:
            return ""
        if self.form == SHARED:
            fit, told = len(self.fit(SHARED)), len(conditions(self.case))
            return f"Zonder regisseur sturen de partijen samen. Daarbij {form(max(fit, 1), 'past', 'passen')} {part(fit, told, 'voorwaarden in de casus')}."
        c = self.here[0]
        need = (
            f"Als {part(self.quorum(c), c.others)} weinig bezwaar {form(self.quorum(c), 'moet', 'moeten')} hebben"
            if self.quorum(c)
            else "Als bezwaar niet telt"
        )
        if not self.left:
            return f"{need}, kan {'geen enkele partij' if self.form == LEAD else 'een apart bureau niet'} regisseren."
        names = together([self.here[i].party for i in self.left], 5, "of")
        own = all(self.here[i].party.key == self.case.director for i in self.left)
        against = (
            ""
            if own
            else "Wie tegen een andere kandidaat is dan de regisseur uit de casus, is niet bekend; daar telt iedereen als afwachtend."
        )
        return say(f"{need}, kan {form(len(self.left), f'alleen {names} regisseren', f'de regie liggen bij {names}')}.", against)

    def tables(self):
        columns = (
            "Kandidaat",
            "Anderen met weinig bezwaar",
            "Omvang (1–5)",
            "Punten op het spel",
            "Partijen met een band van geld of gezag",
            "Past het best, van de 100 keer",
            "Type",
        )
        rows = []
        for i in self.ranked:
            c = self.here[i]
            share = hundred(self.shares[i]) if i in self.shares else "valt af"
            rows.append((c.party.called, *map(dutch, (c.granted, c.size, c.stake, -c.independence)), share, self.kind(c)))
        forms = [(name, f"{len(self.fit(way))} van de {len(conditions(self.case))}") for way, name in FORMS.items()]
        found = [Table("De kandidaten: hoeveel anderen weinig bezwaar hebben, en wat de casus verder zegt", columns, rows)] if rows else []
        return [*found, Table(f"De drie vormen. {self._told()}", ("Vorm", "Voorwaarden in de casus die erbij passen"), forms)]

    def pick(self, key):
        i = next((i for i, c in enumerate(self.here) if c.party.key == key), None)
        if i is None:
            raise KeyError(key)
        c = self.here[i]
        tied = f"met {count(-c.independence, 'partij|partijen')}" if c.independence else "met niemand"
        name = capital(phrase(c.party))
        facts = (
            f"{name}: {_of(c)} {_have(c)} weinig bezwaar.",
            f"De omvang is {c.size}, er {'staat 1 punt' if c.stake == 1 else f'staan {dutch(c.stake)} punten'} op het spel, en er is {tied} een band van geld of gezag.",
        )
        if i not in self.shares:
            if c.granted >= self.quorum(c):
                return say(
                    *facts,
                    "Wie er voor deze partij aan tafel zit, heeft geen mandaat en mag niets toezeggen. Zo kan deze partij niet regisseren.",
                )
            return say(*facts, f"Nodig zijn er {self.quorum(c)}, dus deze partij is geen kandidaat.")
        return say(*facts, f"Van wie overblijft, past deze partij in {hundred(self.shares[i])} van de 100 wegingen het best.")

    def note(self, key):
        if key == "stake" and not any(c.stake for c in candidates(self.case)):
            return "In deze casus staan nog geen kwesties met een opbrengst, dus hierop verschilt niemand."
        if key in ("form", "script"):
            return self._type() if key == "script" else self._form()
        if key == "need" and self.need and self.form == LEAD:
            got, sent = ("krijgen", "sturen") if self.mute and _several(self.mute) else ("krijgt", "stuurt")
            return f"{capital(together(self.mute, 3))} {got} genoeg anderen mee, maar {sent} iemand zonder mandaat." if self.mute else ""
        return "Nu is iedereen kandidaat, ook wie bij allen bezwaar oproept." if key == "need" and not self.need else ""


@last
def _start(case: Case) -> WhoDirects:
    """The state that the prediction is about."""
    return WhoDirects.at(case)


def _of(c: Candidate) -> str:
    """So many of the others: "geen van de veertien anderen", "zeven van de veertien anderen"."""
    return part(c.granted, c.others, "partijen" if c.party.key == OFFICE else "anderen")


def _have(c: Candidate) -> str:
    return form(c.granted or 1, "heeft", "hebben")


def _several(parties: list[Party]) -> bool:
    """Whether they are a plural in a sentence."""
    return len(parties) > 1 or parties[0].plural


def _nearby(near: list[Candidate]) -> str:
    """Who comes nearest, equally near, and how near that is."""
    parties = [c.party for c in near]
    few = f", elk met weinig bezwaar bij {_of(near[0])}" if len(near) > 1 else f": {_of(near[0])} {_have(near[0])} weinig bezwaar"
    return f"Het dichtst in de buurt {'komen' if _several(parties) else 'komt'} {together(parties, 3)}{few}."


def hundred(share: float) -> str:
    """A share as a number of the hundred."""
    return "minder dan 1" if 0 < share < 0.005 else "meer dan 99" if 0.995 < share < 1 - 1e-12 else dutch(100 * share, 0)


def lowered(name: str) -> str:
    """A name as it stands in a sentence: "één partij leidt" of "Eén partij leidt"."""
    return name.lower().replace("eé", "éé")
