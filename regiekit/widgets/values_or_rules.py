"""Internalised values against rules and procedures, when the situation is new."""

from collections import Counter

import attrs

from ..cases import Case
from ..cases.remember import last
from ..models import values_or_rules as model
from ..plots import values_or_rules as plot
from .controls import Slider, dutch
from .experiment import Experiment, Guess, Measure, Table

#: The settings of the prediction and of the start; novelty only where the case has no routes.
NOVELTY, RULES, EACH, JUDGEMENT, INTERNALISED = 20, 40, 5, 70, 90
STEP = 10  # so many rules more
COUNTS = (10, 20, 40, 80, 160)  # rules in the table


@attrs.frozen
class Outcome:
    """What goes well, with a share of new situations and a number of rules. Shares from 0 to 1."""

    novelty: float
    rules: int
    each: float
    judgement: float
    internalised: float
    covered: float
    begin: model.Handled
    now: model.Handled
    crossing: float

    @property
    def crosses(self) -> bool:
        """Whether there is a share of new situations where rules and values do equally well."""
        return 0 < self.crossing < 1


@last
def unusual(case: Case) -> int | None:
    """The percentage of people who do not follow the most used route of the case; None when it has no routes."""
    counts: Counter[tuple[str, ...]] = Counter()
    for route in case.routes:
        counts[tuple(route.steps)] += route.count
    total = sum(counts.values())
    return round(100 * (1 - max(counts.values()) / total)) if total > 0 else None


def outcome(case: Case, novelty: float, rules: int, each: float, judgement: float, internalised: float) -> Outcome:
    """Rules, values, and rules with values behind them; the settings but `rules` in per cent."""
    new, share, good, people = novelty / 100, each / 100, judgement / 100, internalised / 100
    covered = model.coverage(rules, share)
    return Outcome(
        new,
        rules,
        share,
        good,
        people,
        covered,
        model.handled(0.0, covered, good, people),
        model.handled(new, covered, good, people),
        model.crossing(covered, good, people),
    )


def ways(o: Outcome) -> list[plot.Way]:
    """The three ways, per hundred situations: whole numbers that add up to the rounded totals."""
    new = round(100 * o.novelty)
    by_rule = round(100 * o.now.rules)
    values = round(100 * o.now.values)
    both = max(by_rule, values, round(100 * o.now.both))
    fresh = round(new * o.now.values)
    rest = min(100 - new - by_rule, max(0, both - by_rule - fresh))
    return [
        plot.Way("Alleen regels", by_rule, 0, 0, o.begin.rules, 0.0),
        plot.Way("Alleen waarden", 0, values - fresh, fresh, o.begin.values, o.now.values),
        plot.Way("Regels, dan waarden", by_rule, rest, both - by_rule - rest, o.begin.both, o.now.values),
    ]


def picture(o: Outcome) -> str:
    return plot.picture(
        ways(o),
        round(100 * o.novelty),
        o.novelty,
        o.crossing if o.crosses else None,
        f"vanaf {_percent(o.crossing)} nieuw: waarden",
        title=EXPERIMENT.title,
        words=words(o),
    )


def _percent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


def words(o: Outcome) -> str:
    new = round(100 * o.novelty)
    start = (
        f"Van de 100 situaties {'is' if new == 1 else 'zijn'} er {new} nieuw. "
        f"{'Er zijn geen regels.' if not o.rules else f'{o.rules} regels dekken samen {_percent(o.covered)} van de bekende situaties.' if o.rules > 1 else f'Eén regel dekt {_percent(o.covered)} van de bekende situaties.'}"
    )
    rules, values, both = (way.good for way in ways(o))
    good = (
        f"Met alleen regels gaat het in {rules} van de 100 situaties goed, met alleen waarden in {values}. "
        f"Met regels waar zij gelden, en waarden daarbuiten: {both}."
    )
    return " ".join([start, good, turning(o), more(o)])


def report(o: Outcome) -> str:
    rules, values, both = (way.good for way in ways(o))
    new = round(100 * o.novelty)
    return f"Van de 100 situaties {'is' if new == 1 else 'zijn'} er naar schatting {new} nieuw. Met alleen regels gaat het in {rules} van de 100 goed, met alleen waarden in {values}, en met regels waar zij gelden en waarden daarbuiten in {both}."


def turning(o: Outcome) -> str:
    """From where values do better than rules."""
    if o.crosses:
        gap = round(100 * o.novelty) - round(100 * o.crossing)
        where = "daar zit u nu boven" if gap > 0 else "daar zit u nu onder" if gap < 0 else "daar zit u nu op"
        return f"Vanaf {_percent(o.crossing)} nieuwe situaties doen waarden het beter dan regels; {where}."
    if o.crossing == 0:
        return "Waarden doen het hier minstens zo goed als regels, ook als niets nieuw is." if o.now.values or not o.covered else ""
    return "Zonder waarden doen regels het altijd minstens zo goed."


def more(o: Outcome) -> str:
    """What ten rules more would cover, beside what the first ten did."""
    extra, first = model.coverage(o.rules + STEP, o.each) - o.covered, model.coverage(STEP, o.each)
    if not o.rules:
        return f"De eerste tien regels dekken {_percent(first)} van de bekende situaties."
    return f"Tien regels erbij dekken nog eens {_percent(extra)} van de bekende situaties; de eerste tien dekten er {_percent(first)} van."


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Gaat goed: alleen regels", o.begin.rules, o.now.rules, "%", 0, 100),
        Measure("Gaat goed: alleen waarden", o.begin.values, o.now.values, "%", 0, 100),
        Measure("Gaat goed: regels, dan waarden", o.begin.both, o.now.both, "%", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = []
    for count in COUNTS:
        covered = model.coverage(count, o.each)
        found = model.handled(o.novelty, covered, o.judgement, o.internalised)
        rows.append((str(count), _percent(covered), _percent(found.rules), _percent(found.both)))
    return [
        Table(
            "Wat meer regels opleveren, bij deze instellingen",
            ("Regels", "Dekt van de bekende situaties", "Gaat goed: alleen regels", "Gaat goed: regels, dan waarden"),
            rows,
        )
    ]


def note(o: Outcome, key: str) -> str:
    if key == "rules":
        return f"Samen dekken zij {_percent(o.covered)} van de bekende situaties."
    return f"Alleen waarden: in {dutch(100 * o.now.values, 0)} van de 100 situaties goed." if key == "internalised" else ""


def answer(case: Case) -> float:
    """The crossing of the prediction, in per cent; the same for every case."""
    return 100 * model.crossing(model.coverage(RULES, EACH / 100), JUDGEMENT / 100, INTERNALISED / 100)


def explain(case: Case, found: float) -> str:
    values = JUDGEMENT * INTERNALISED / 100
    covered = 100 * model.coverage(RULES, EACH / 100)
    return (
        f"Bij {dutch(100 - found, 0)} bekende situaties van de 100 dekken de regels er {dutch(covered * (100 - found) / 100, 0)}: net zoveel als er met waarden goed gaan "
        f"({dutch(values, 0)}). Regels verliezen bij elke nieuwe situatie, waarden niet."
    )


def controls(case: Case) -> list[Slider]:
    found = unusual(case)
    helped = (
        "Staat niet in de casus: schat zelf."
        if found is None
        else f"In de casus volgt {found}% van de mensen niet de drukste route. Dat is hier het begin."
    )
    return [
        Slider("novelty", "Hoeveel situaties zijn nieuw?", 0, 100, NOVELTY if found is None else found, 1, "%", helped),
        Slider("rules", "Aantal regels", 0, 160, RULES, 1, "regel|regels"),
        Slider("each", "Elke regel dekt van de bekende situaties", 1, 25, EACH, 1, "%"),
        Slider("judgement", "Wie de waarden heeft, handelt goed in", 0, 100, JUDGEMENT, 5, "%", "Van alle situaties, bekend of nieuw."),
        Slider(
            "internalised",
            "Hoeveel mensen hebben de waarden?",
            0,
            100,
            INTERNALISED,
            5,
            "%",
            "Geïnternaliseerd: zij hoeven het niet na te slaan.",
        ),
    ]


EXPERIMENT = Experiment(
    key="regels_of_waarden",
    notebook="06_cultuur",
    title="Regels of waarden, als de situatie nieuw is",
    guess=Guess(
        question=f"Er zijn {RULES} regels. Elk dekt {EACH}% van de bekende situaties, en soms dekken er twee dezelfde; samen dekken zij {dutch(100 * model.coverage(RULES, EACH / 100), 0)}%. "
        f"Daarnaast hebben {INTERNALISED} van de 100 mensen de waarden geïnternaliseerd; zij handelen in {JUDGEMENT} van de 100 situaties goed, bekend of nieuw. "
        "Vanaf welk deel nieuwe situaties doen waarden het beter dan regels?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 50, 1, "%"),
        answer=answer,
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    blind=True,
    columns=("niets is nieuw", "nu"),
    strategy="cultuur",
    own="Welke situatie in uw eigen casus stond vorig jaar in geen enkele regel? Wie handelde toen, en vanuit welke waarde?",
    leaves_out=(
        "Een regel is hier altijd goed waar hij geldt, en elders zwijgt hij. In het echt past een regel soms slecht, of spreken twee regels elkaar tegen.",
        "Regels zijn onafhankelijk van elkaar gemaakt, dus steeds vaker dekken zij hetzelfde. Wie het oude regelboek goed kent, doet het iets beter.",
        "Alle situaties tellen even zwaar. Bij gevaar of bij grote ongelijkheid wilt u soms toch een regel, juist omdat niemand dan hoeft te wegen.",
        "Waarden zijn er wel of niet. Hoe u ze bij mensen krijgt, staat in de andere proeven van dit notebook. Veel regels kunnen waarden ook verdringen; dat zit er niet in.",
        "Dat een traject buiten de drukste route een nieuwe situatie is, is een aanname om mee te beginnen.",
        "Waarden winnen vanaf 1 − w/d, met w het deel dat met waarden goed gaat en d het deel van de bekende situaties dat de k regels dekken: d = 1 − (1 − s)ᵏ.",
    ),
    sources=("ouchi1980", "ashby1956", "stevens1939"),
)
