"""Values differ: ask one another. The own profile, the guess of the other's, and what the other says."""

from collections import Counter
from collections.abc import Mapping
from math import nan

import attrs

from ..cases import Case, Party
from ..cases.remember import last
from ..models import value_profiles as model
from ..plots import value_profiles as plot
from .class_codes import Codes, code, read
from .controls import Choice, Slider, Text, dutch
from .experiment import Card, Experiment, Guess, Measure, Table

MOST = 6  # values to fill in
USUAL = ("snelheid", "zorgvuldigheid", "nabijheid", "veiligheid", "vakmanschap", "betaalbaarheid")  # where the case has none
MIDDLE = 3
HIGH = 4  # from this weight a value counts as important
ALPHABET = "ABCDE"  # weights 1…5 in a code
YES = "ja"


@attrs.frozen
class Outcome:
    """Profiles: the own, the guess, and the other's (None: not asked, or not known); per value a weight 1…5. `codes` are those of a class."""

    case: Case
    own_party: Party | None
    other: Party | None
    asked: bool
    own: dict[str, int]
    guess: dict[str, int]
    real: dict[str, float] | None
    codes: Codes

    @property
    def known(self) -> dict[str, int]:
        """The guess of the values that the other answered."""
        return {k: self.guess[k] for k in self.real or {}}

    @property
    def me(self) -> dict[str, int]:
        """The own profile on the values that the other answered."""
        return {k: self.own[k] for k in self.real or {}}

    @property
    def error(self) -> float:
        """How far the guess was beside what the other says, in points per value; nan when that is not known."""
        return 4 * model.distance(self.known, self.real) if self.real else nan

    def members(self, half: int) -> list[dict[str, int]]:
        """The own profiles (0) or the guesses (1) of the members of the class whose code is whole."""
        n = len(self.own)
        parts = [m[half * n : (half + 1) * n] for m in self.codes.members]
        return [{k: w + 1 for k, w in zip(self.own, part, strict=True)} for part in parts if None not in part]


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


def outcome(case: Case, own_party: str, other: str, asked: str | None, codes: str, **weights: int) -> Outcome:
    """Own profile and guess as set; the other's from the case, or in an own case as filled in after the talk."""
    names = values(case)
    party = {p.key: p for p in case.parties}
    own, guess = ({name: weights[f"{kind}_{i}"] for i, name in enumerate(names)} for kind in ("own", "guess"))
    them = party.get(other) if other != own_party else None
    if asked != YES or not them:
        real = None
    elif "answer_0" in weights:
        real = {name: weights[f"answer_{i}"] for i, name in enumerate(names)}
    else:
        real = {name: w for name in names if (w := weight(them, name))} or None
    return Outcome(case, party.get(own_party), them, asked == YES, own, guess, real, read(codes, 2 * len(names), ALPHABET))


def picture(o: Outcome) -> str:
    profiles: dict[str, Mapping[str, float]] = {"eigen": o.own, "gok": o.guess}
    if o.real:
        profiles["ander"] = {k: o.real.get(k, nan) for k in o.own}
    if o.members(1):
        profiles["klas"] = {k: s.mean for k, s in model.spreads(o.members(1)).items()}
    remarks = {k: _remark(o, k) for k in o.own}
    return plot.picture({k: k for k in o.own}, profiles, remarks, title=EXPERIMENT.title, words=words(o))


def _remark(o: Outcome, name: str) -> str:
    """At the end of a line: how far the guess was beside the answer, or how far guess and own profile are apart."""
    if o.real is None:
        gap = abs(o.own[name] - o.guess[name])
        return f"u en gok: {gap}" if gap else "u en gok: gelijk"
    if name not in o.real:
        return "ander: onbekend"
    miss = abs(o.real[name] - o.guess[name])
    return "goed geraden" if not miss else f"gok: {dutch(miss)} ernaast"


def words(o: Outcome) -> str:
    return " ".join(filter(None, [_before(o), _after(o), _class(o)]))


def report(o: Outcome) -> str:
    if not o.real:
        return ""
    me, them = o.own_party.called if o.own_party else "de eigen partij", o.other.called
    gaps = {k: abs(o.own[k] - w) for k, w in o.real.items()}
    most = max(gaps, key=gaps.__getitem__)
    both = [k for k, w in o.real.items() if w >= HIGH and o.own[k] >= HIGH]
    return " ".join(
        filter(
            None,
            [
                f"Wat {me} en {them} van waarde vinden, ligt {_percent(model.distance(o.me, o.real))} uit elkaar (0% is gelijk, 100% is tegengesteld).",
                f"Het grootste verschil: {most}." if gaps[most] else "",
                f"Allebei belangrijk: {_list(both)}." if both else "",
            ],
        )
    )


def _me(o: Outcome) -> str:
    return o.own_party.called if o.own_party else "uw partij"


def _them(o: Outcome) -> str:
    return o.other.called if o.other else "de ander"


def _listed(o: Outcome) -> str:
    """All weights: own, guess and, where it is known, what the other says."""
    real = o.real or {}
    each = [f"{k} {o.own[k]}, {o.guess[k]}" + (f", {dutch(real[k])}" if k in real else "") for k in o.own]
    return f"Per waarde (u, uw gok{', de ander zelf' if real else ''}): {'; '.join(each)}."


def _before(o: Outcome) -> str:
    start = f"{_me(o)[0].upper()}{_me(o)[1:]} en uw gok over {_them(o)}."
    if o.guess == o.own:
        return f"{start} {_listed(o)} Uw gok is nog gelijk aan uw eigen profiel: zo begint bijna iedereen."
    return (
        f"{start} {_listed(o)} Volgens uw gok liggen de profielen {_percent(model.distance(o.own, o.guess))} uit elkaar "
        f"(0% is gelijk, 100% is tegengesteld). {_widest(o.own, o.guess)}"
    )


def _widest(own: Mapping[str, float], other: Mapping[str, float]) -> str:
    gaps = {k: abs(own[k] - other[k]) for k in other}
    most = max(gaps, key=gaps.__getitem__)
    return f"Het grootste verschil: {most} (u {dutch(own[most])}, de ander {dutch(other[most])})." if gaps[most] else "Er is geen verschil."


def _after(o: Outcome) -> str:
    if not o.real:
        if not o.asked:
            return "U hebt het nog niet gevraagd."
        return f"Van {_them(o)} staan er geen waarden in de casus." if o.other else "Kies eerst een andere partij (kaart 2)."
    far = model.distance(o.me, o.real)
    miss = {k: abs(o.guess[k] - w) for k, w in o.real.items()}
    worst = max(miss, key=miss.__getitem__)
    beside = (
        f"Uw gok zat er gemiddeld {_points(o.error)} per waarde naast, het verst bij {worst} (gok {o.guess[worst]}, zelf {dutch(o.real[worst])})."
        if miss[worst]
        else "Uw gok was precies goed."
    )
    return " ".join(
        filter(
            None,
            [
                f"Volgens het antwoord van {_them(o)} liggen de profielen {_percent(far)} uit elkaar. {_widest(o.own, o.real)}",
                beside,
                _projected(o),
                _shared(o),
                _interests(o),
            ],
        )
    )


def _projected(o: Outcome) -> str:
    """Whether the other was taken for more like oneself than it is."""
    more = model.assumed_likeness(o.me, o.known, o.real or {})
    if abs(more) < 0.02:
        return ""
    return f"U dacht dat de ander {'meer' if more > 0 else 'minder'} op u leek dan zij doet."


def _shared(o: Outcome) -> str:
    both = [k for k, w in (o.real or {}).items() if w >= HIGH and o.own[k] >= HIGH]
    return (
        f"Allebei belangrijk ({HIGH} of {HIGH + 1}): {_list(both)}. Begin daar."
        if both
        else f"Er is geen waarde die u allebei {HIGH} of {HIGH + 1} geeft."
    )


def _interests(o: Outcome) -> str:
    told = [i.strip().rstrip(".") for i in o.other.interests if i.strip()] if o.other else []
    return f"Waar het haar om gaat: {'; '.join(told)}." if told else ""


def _class(o: Outcome) -> str:
    if not o.codes.members:
        return ""
    count = len(o.codes.members)
    out = [f"De klas: {count} {'code' if count == 1 else 'codes'}."]
    guesses = o.members(1)
    if len(guesses) > 1:
        spread = model.spreads(guesses)
        most = max(spread, key=lambda k: spread[k].deviation)
        out.append(
            f"Over {most} lopen de gokken het verst uiteen (spreiding {dutch(spread[most].deviation, 1)})."
            if spread[most].deviation
            else "Alle gokken zijn gelijk."
        )
        if o.real:
            found = model.crowd([{k: g[k] for k in o.real} for g in guesses], o.real)
            out.append(
                f"De gemiddelde gok zit er {_points(4 * found.together)} per waarde naast, een deelnemer gemiddeld {_points(4 * found.apart)}."
            )
    return " ".join(out)


def _points(number: float) -> str:
    return f"{dutch(round(number, 1))} {'punt' if round(number, 1) == 1 else 'punten'}"


def _percent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def _list(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def measures(o: Outcome) -> list[Measure]:
    def both(other: Mapping[str, float] | None) -> float:
        return nan if other is None else sum(w >= HIGH and o.own[k] >= HIGH for k, w in other.items())

    return [
        Measure(
            "Afstand tussen u en de ander (0% gelijk, 100% tegengesteld)",
            model.distance(o.own, o.guess),
            model.distance(o.me, o.real) if o.real else nan,
            "%",
            0,
            100,
        ),
        Measure(f"Waarden die u allebei belangrijk vindt ({HIGH} of {HIGH + 1})", both(o.guess), both(o.real), digits=0),
    ]


def tables(o: Outcome) -> list[Table]:
    def cell(name: str) -> str:
        return dutch(o.real[name]) if o.real and name in o.real else "–"

    out = [
        Table(
            "De profielen, van 1 (telt weinig) tot 5 (telt zwaar)",
            ("Waarde", "Uw partij", "Uw gok", "De ander zelf"),
            [(k, str(o.own[k]), str(o.guess[k]), cell(k)) for k in o.own],
        )
    ]
    mine, guesses = (model.spreads(o.members(half)) if o.members(half) else {} for half in (0, 1))
    if mine or guesses:

        def told(found: Mapping[str, model.Spread], name: str) -> tuple[str, str]:
            return (dutch(found[name].mean, 1), dutch(found[name].deviation, 1)) if found else ("–", "–")

        out.append(
            Table(
                "De klas: gemiddelde en spreiding (0 = allemaal gelijk, 2 = zo ver mogelijk uiteen)",
                ("Waarde", "Eigen partij", "Spreiding", "Gok over de ander", "Spreiding van de gok", "De ander zelf"),
                [(k, *told(mine, k), *told(guesses, k), cell(k)) for k in o.own],
            )
        )
    return out


def note(o: Outcome, key: str) -> str:
    if key == "eigen":
        head = directing(o.case)
        if head and o.own_party != head and o.own == begin(o.case):
            return f"De schuiven staan nog op het profiel van {head.called}. Zet ze zoals {_me(o)} ze zou zetten."
        top = [k for k, w in o.own.items() if w == max(o.own.values())]
        return f"Het zwaarst {'weegt' if len(top) == 1 else 'wegen'} voor u: {_list(top)}."
    if key == "gok":
        if not o.other:
            return "Kies een andere partij dan de uwe."
        gaps = {k: abs(o.own[k] - o.guess[k]) for k in o.own}
        most = max(gaps, key=gaps.__getitem__)
        if not gaps[most]:
            return "Uw gok is nog gelijk aan uw eigen profiel. Wat weet u echt van deze partij?"
        return f"Het grootste verschil: {most}. Vraag de ander: ‘Wanneer moet {most} bij u wijken, en waarvoor?’"
    if key == "gesprek":
        return _after(o)
    if key == "codes":
        return " ".join(filter(None, [f"Uw code: {own_code(o)}.", _class(o), o.codes.said()]))
    return ""


def own_code(o: Outcome) -> str:
    """The own profile and the guess as letters."""
    return code([w - 1 for w in (*o.own.values(), *o.guess.values())], ALPHABET)


def compare(case: Case, guess: float, o: Outcome) -> str:
    start = f"U voorspelde dat u er gemiddeld {_points(guess)} per waarde naast zit."
    if not o.real:
        return f"{start} Vraag het eerst aan de ander (kaart 3)."
    gap = round(o.error, 1) - guess
    side = "Dat dacht u ook." if abs(gap) < 0.15 else f"U kent de ander {'minder goed' if gap > 0 else 'beter'} dan u dacht."
    return f"{start} Het is {_points(o.error)}. {side}"


def controls(case: Case) -> list[Choice | Slider | Text]:
    names, first = values(case), begin(case)
    parties = [(p.key, p.called) for p in case.parties]

    def sliders(kind: str, start: Mapping[str, int]) -> list[Slider]:
        return [Slider(f"{kind}_{i}", name, 1, 5, start[name]) for i, name in enumerate(names)]

    own_case = case.status == "eigen"
    yes = "ja, en dit zijn de antwoorden" if own_case else "ja, laat zien wat zij zegt"
    return [
        Choice("own_party", "Welke partij bent u?", [("", "kies een partij"), *parties], ""),
        *sliders("own", first),
        Choice("other", "Welke partij is de ander?", [("", "kies een partij"), *parties], ""),
        *sliders("guess", first),
        Choice("asked", "Hebt u het de ander gevraagd?", [("nee", "nog niet"), (YES, yes)], None),
        *(sliders("answer", dict.fromkeys(names, MIDDLE)) if own_case else []),
        Text(
            "codes",
            "In een groep: plak de codes van de klas, één per regel",
            "",
            limit=8000,
            rows=3,
            help="Een naam met een dubbele punt ervoor mag. Spreek vooraf af welke partij u bent en wie de ander is.",
        ),
    ]


def cards(case: Case) -> list[Card]:
    here = range(len(values(case)))
    last_card = (
        "Praat met de ander. Vul daarna in wat zij zelf antwoordt."
        if case.status == "eigen"
        else "Laat iemand in de groep de ander spelen, of zoek het op in de casus. Bekijk daarna wat zij zelf zegt."
    )
    answers = tuple(f"answer_{i}" for i in here) if case.status == "eigen" else ()
    return [
        Card(
            "eigen",
            "Uw eigen partij",
            "Hoe zwaar weegt elke waarde? 1 telt weinig, 5 telt zwaar.",
            ("own_party", *(f"own_{i}" for i in here)),
        ),
        Card(
            "gok",
            "Uw gok over de ander",
            "Hoe zwaar weegt elke waarde voor haar, denkt u? Nog niet vragen.",
            ("other", *(f"guess_{i}" for i in here)),
        ),
        Card("gesprek", "Na het gesprek", last_card, ("asked", *answers)),
    ]


EXPERIMENT = Experiment(
    key="waarden_vragen",
    notebook="06_cultuur",
    title="Waarden verschillen: vraag ernaar",
    guess=Guess(
        question="U gaat raden hoe zwaar een andere partij elke waarde weegt, van 1 tot 5. Daarna vraagt u het. Hoeveel punten zit u er per waarde gemiddeld naast?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 4, 1, 0.1, "punt|punten"),
        compare=compare,
    ),
    controls=controls,
    cards=cards,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    blind=True,
    columns=("volgens uw gok", "volgens de ander"),
    strategy="cultuur",
    own="Welke waarde van de ander had u het verkeerdst? Wat gaat u haar als eerste vragen, en waar bent u het al over eens?",
    leaves_out=(
        "Beide profielen beginnen op dat van de regisseur in de casus, als dat er is. Wie weinig van de ander weet, vult immers vaak zichzelf in.",
        "Een gewicht van 1 tot 5 zegt niet wat iemand met het woord bedoelt. Twee partijen die ‘zorgvuldigheid’ een 5 geven, kunnen iets anders bedoelen: daarom het gesprek.",
        "Alle waarden tellen even zwaar in de afstand, en een stap van 1 naar 2 telt even zwaar als een van 4 naar 5.",
        "Een partij spreekt hier met één stem. Binnen één organisatie verschillen de profielen ook; in een groep ziet u dat aan de spreiding.",
        "De antwoorden van de partijen in de drie casussen zijn verzonnen. Er staan hoogstens zes waarden in: die welke de meeste partijen wegen.",
    ),
    sources=("gower1971", "ross1977"),
    ready=lambda case: None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in.",
)
