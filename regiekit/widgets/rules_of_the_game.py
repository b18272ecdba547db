"""Spelregels: ten hoogste zes afspraken, geprobeerd op een ronde die is vastgelopen."""

from collections.abc import Sequence
from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.remember import last
from ..models import rules_of_the_game as model
from ..plots import rules_of_the_game as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Card, Experiment, Guess, Measure, Table
from .package_deal import issues, listed

NONE = "geen"


class Obstacle(NamedTuple):
    """What is in the way: its name in the picture, and the sentence."""

    name: str
    sentence: str


OBSTACLES = {
    "fuik": Obstacle("Fuik", "Wie meedoet, is bang dat hij straks overal aan vastzit."),
    "cijfers": Obstacle("Cijfers", "Ieder heeft eigen cijfers en gelooft die van een ander niet."),
    "toezegging": Obstacle("Toezegging", "Niemand wil als eerste iets toezeggen, zeker niet wie thuis eerst moet vragen."),
    "verlies": Obstacle("Verlies", "Elke kwestie wordt apart behandeld, en dan verliest er telkens iemand."),
    "ruzie": Obstacle("Ruzie", "Eén ruzie houdt alles op."),
    "rekken": Obstacle("Rekken", "Wie afwacht, verliest niets: tijd rekken loont."),
    "onzeker": Obstacle("wie blijft er over?", "Wie er graag aan begint, weet niet wie er straks nog bij is."),
    "opgesloten": Obstacle("opgesloten", "Wie zich kan verzetten, voelt zich opgesloten."),
    "traag": Obstacle("uitzoeken kost tijd", "Samen uitzoeken kost tijd, en de voorstanders hebben haast."),
    "wantrouwen": Obstacle("wie beheert de cijfers?", "Wie de regisseur niet vertrouwt, vertrouwt zijn cijfers ook niet."),
    "vaag": Obstacle("waar gaat het heen?", "De voorstanders zien nog niet waar het heen gaat."),
    "tekenen": Obstacle("vooraf tekenen kan niet", "Wie niet voor is of niet mag beslissen, kan niet vooraf tekenen."),
    "wachten": Obstacle("lang wachten op het pakket", "Kleine partijen kunnen niet lang wachten op het hele pakket."),
    "restant": Obstacle("het moeilijke blijft over", "Het moeilijke blijft over, en er is niets meer om mee te ruilen."),
    "klem": Obstacle("meteen op scherp", "Wie veel te verliezen heeft, staat meteen met de rug tegen de muur."),
    "afschuiven": Obstacle("wachten op de derde", "Wie sterk staat, geeft niet meer toe en wacht op de derde."),
    "partijdig": Obstacle(
        "de regisseur is zelf partij", "De regisseur is zelf partij. Grote en tegengestelde partijen aanvaarden zijn oordeel niet."
    ),
    "haast": Obstacle("geen tijd voor de achterban", "Wie niets mag beslissen, krijgt zijn achterban niet op tijd mee."),
    "dreiging": Obstacle("de stok achter de deur", "Wie tegen is, hoort vooral een dreigement."),
    "papier": Obstacle("te veel regels", "Meer dan vier regels: kleine partijen houden het niet bij."),
}


class Topic(NamedTuple):
    """A subject of rules: the title and text of its card, the question, and the options."""

    title: str
    text: str
    question: str
    options: tuple[tuple[str, str], ...]


TOPICS = {
    "uitstappen": Topic(
        "Instappen en uitstappen",
        "Twee partijen houden de deur open. Wie naar binnen gaat, komt misschien niet meer weg. Wat spreekt u af?",
        "Mag iemand eruit?",
        (
            (NONE, "geen afspraak"),
            ("moment", "uitstappen mag na de tweede ronde, met uitleg"),
            ("niemand", "wie begint, blijft tot het eind"),
        ),
    ),
    "informatie": Topic(
        "Informatie",
        "Er liggen drie rapporten op tafel met drie verschillende getallen. Wat spreekt u af?",
        "Hoe komt u aan de feiten?",
        (
            (NONE, "geen afspraak"),
            ("samen", "partijen zoeken de feiten samen uit"),
            ("regisseur", "de regisseur beheert alle informatie en geeft die vrij"),
        ),
    ),
    "binding": Topic(
        "Waaraan bindt men zich?",
        "Iemand vraagt: ‘Als ik hier ja zeg, waar zeg ik dan ja tegen?’ Wat spreekt u af?",
        "Waaraan bindt wie meedoet zich?",
        ((NONE, "geen afspraak"), ("proces", "aan het proces, nog niet aan de uitkomst"), ("uitkomst", "aan de uitkomst: vooraf tekenen")),
    ),
    "volgorde": Topic(
        "De volgorde van besluiten",
        "De agenda telt meer dan één kwestie. Wat spreekt u af?",
        "In welke volgorde besluit u?",
        (
            (NONE, "geen afspraak: elke kwestie als zij langskomt"),
            ("pakket", "alles in één pakket aan het eind"),
            ("makkelijk", "eerst wat makkelijk is"),
            ("moeilijk", "eerst wat het moeilijkst is"),
        ),
    ),
    "conflict": Topic(
        "Ruzie",
        "Twee partijen krijgen slaande ruzie. De rest kijkt naar de tafel. Wat had u afgesproken?",
        "Wat gebeurt er bij ruzie?",
        (
            (NONE, "geen afspraak"),
            ("derde", "de ruzie gaat naar een derde, de rest praat door"),
            ("regisseur", "de regisseur hakt de knoop door"),
        ),
    ),
    "tijd": Topic(
        "Tijd",
        "Het is de vierde keer dat iemand zegt: ‘Daar komen wij op terug.’ Wat had u afgesproken?",
        "Hoe lang duurt het?",
        (
            (NONE, "geen afspraak"),
            ("einddatum", "er is een vaste einddatum"),
            ("terugval", "er is een einddatum, en daarna beslist de regisseur"),
        ),
    ),
}


@attrs.frozen
class Outcome:
    """The stalled round under these rules (topic -> rule; topics without a rule are absent)."""

    case: Case
    parties: tuple[Party, ...]
    standings: tuple[model.Standing, ...]
    rules: dict[str, str]
    answered: int
    play: model.Play
    stances: tuple[str, ...]
    loose: bool

    def count(self, stance: str) -> int:
        return self.stances.count(stance)

    def hinders(self, party: int) -> tuple[str, ...]:
        return tuple(o for o in self.play.present if model.CONCERNS[o](self.standings[party]))


@last
def standings(case: Case) -> tuple[tuple[Party, ...], tuple[model.Standing, ...]]:
    """The parties beside the director, and where each stands. Without issues, who is against counts as losing on one."""
    size = case.party(case.director).size if case.director in case.party_keys else 5
    parties, agenda = tuple(p for p in case.parties if p.key != case.director), issues(case)
    return parties, tuple(
        model.Standing(
            position=p.position,
            productive="productie" in p.power,
            blocks="blokker" in p.power,
            needed=not p.replaceable,
            small=p.size <= 2,
            larger=p.size > size,
            losses=sum(i.gains.get(p.key, 0) < 0 for i in agenda) if agenda else int(p.position == "tegen"),
            binds=bool(p.representative and p.representative.commitment),
            mandated=not p.representative or p.representative.mandate != "geen",
        )
        for p in parties
    )


def outcome(case: Case, **settings: str | None) -> Outcome:
    """Play the stalled round under these rules."""
    parties, stands = standings(case)
    rules = {topic: settings[topic] for topic in TOPICS if settings[topic] not in (None, NONE)}
    return Outcome(
        case,
        parties,
        stands,
        rules,
        sum(settings[topic] is not None for topic in TOPICS),
        model.play(rules),
        tuple(model.stances(stands, rules)),
        model.loose(stands, rules),
    )


def result(o: Outcome) -> str:
    """Whether the round comes loose, and how many take part."""
    joins = f"{o.count('doet mee')} van de {len(o.parties)} partijen {'doet' if o.count('doet mee') == 1 else 'doen'} mee"
    return f"De ronde komt los: {joins}." if o.loose else f"De ronde stokt: {joins}."


def picture(o: Outcome) -> str:
    brought = o.play.brought
    rows = []
    for party, stands, stance in zip(o.parties, o.standings, o.stances, strict=True):
        first = ["" if not model.CONCERNS[k](stands) else "left" if k in o.play.left else "gone" for k in model.STALLED]
        rows.append(plot.Row(party.key, party.label, first, [n for n, k in enumerate(brought, 1) if model.CONCERNS[k](stands)], stance))
    return plot.picture(
        rows,
        [OBSTACLES[k].name for k in model.STALLED],
        [OBSTACLES[k].name for k in brought],
        result(o),
        title=EXPERIMENT.title,
        words=words(o),
    )


def names(obstacles: Sequence[str]) -> str:
    return listed([f"‘{OBSTACLES[o].name.lower()}’" for o in obstacles])


def words(o: Outcome) -> str:
    rules = (
        f"U hebt {with_unit(str(len(o.rules)), 'regel|regels', len(o.rules))} gekozen: {'; '.join(said(t, r) for t, r in o.rules.items())}."
        if o.rules
        else "U hebt nog geen regels gekozen."
    )
    left = (
        f"In de weg {'staat' if len(o.play.left) == 1 else 'staan'} nog {names(o.play.left)}."
        if o.play.left
        else "Waar de ronde op vastliep, is weg."
    )
    brought = f"Door de regels {'komt' if len(o.play.brought) == 1 else 'komen'} erbij: {names(o.play.brought)}." if o.play.brought else ""
    waits, drops = ([p.label for p, s in zip(o.parties, o.stances, strict=True) if s == stance] for stance in ("wacht af", "haakt af"))
    who = " ".join(
        filter(
            None,
            [
                f"Er {'wacht' if len(waits) == 1 else 'wachten'} af: {listed(waits)}." if waits else "",
                f"Er {'haakt' if len(drops) == 1 else 'haken'} af: {listed(drops)}." if drops else "",
            ],
        )
    )
    return " ".join(filter(None, [rules, left, brought, result(o), who, _held(o)]))


def report(o: Outcome) -> str:
    if not o.rules:
        return ""
    waits, drops = ([p.label for p, s in zip(o.parties, o.stances, strict=True) if s == stance] for stance in ("wacht af", "haakt af"))
    joined = len(o.parties) - len(waits) - len(drops)
    end = f"In een verzonnen ronde die vastzat, {'doet' if joined == 1 else 'doen'} daarmee {joined or 'geen'} van de {len(o.parties)} partijen weer mee."
    rest = " ".join(
        filter(
            None,
            [
                f"Er {'wacht' if len(waits) == 1 else 'wachten'} af: {listed(waits)}." if waits else "",
                f"Er {'haakt' if len(drops) == 1 else 'haken'} af: {listed(drops)}." if drops else "",
            ],
        )
    )
    return f"De afspraken vooraf: {'; '.join(said(t, r) for t, r in o.rules.items())}. {end} {rest}".strip()


def _held(o: Outcome) -> str:
    """Why the round does not come loose."""
    if o.loose:
        return ""
    held = [p.label for p, s, how in zip(o.parties, o.standings, o.stances, strict=True) if how == "haakt af" and (s.blocks or s.needed)]
    if held:
        return f"Zonder {listed(held)} gaat het niet: zij {'kan' if len(held) == 1 else 'kunnen'} blokkeren of {'is' if len(held) == 1 else 'zijn'} niet te missen."
    return "Minder dan de helft doet mee."


def said(topic: str, rule: str) -> str:
    return dict(TOPICS[topic].options)[rule]


def note(o: Outcome, key: str) -> str:
    """What the rule on this card takes away and brings, and where the round stands."""
    if key not in TOPICS:
        return ""
    if key not in o.rules:
        return f"Zonder afspraak blijft het zoals het was. {result(o)}"
    rule = model.RULES[key][o.rules[key]]
    brings = " ".join(OBSTACLES[x].sentence + ("" if x in o.play.brought else " Een andere regel van u vangt dat op.") for x in rule.brings)
    return f"Dit haalt weg: {names([x for x in rule.removes if x in o.play.removed])}. Wat ervoor terugkomt: {brings}\n{result(o)}"


def measures(o: Outcome) -> list[Measure]:
    before = model.stances(o.standings, {})
    return [
        *(
            Measure(f"Partijen: {stance}", before.count(stance), o.count(stance), digits=0)
            for stance in ("doet mee", "wacht af", "haakt af")
        ),
        Measure("Obstakels van het begin", len(model.STALLED), len(o.play.left), digits=0),
        Measure("Obstakels door de regels zelf", 0, len(o.play.brought), digits=0),
    ]


def tables(o: Outcome) -> list[Table]:
    out = [
        Table(
            "Wat partijen tegenhoudt: met één of geen obstakel doet een partij mee, met twee wacht zij af, met drie haakt zij af",
            ("Partij", "Wat haar tegenhoudt", "Wat zij doet"),
            [
                (p.label, ", ".join(OBSTACLES[x].name.lower() for x in o.hinders(i)) or "niets", stance)
                for i, (p, stance) in enumerate(zip(o.parties, o.stances, strict=True))
            ],
        )
    ]
    out.append(
        Table("Wat er in de weg staat", ("Obstakel", "Waarom"), [(OBSTACLES[x].name, OBSTACLES[x].sentence) for x in o.play.present])
    )
    return out if o.play.present else out[:1]


@last
def strict(case: Case) -> int:
    """How many parties take part under the strict rules."""
    return model.stances(standings(case)[1], model.STRICT).count("doet mee")


def explain(case: Case, answer: int) -> str:
    none = model.stances(standings(case)[1], {}).count("doet mee")
    return (
        f"Zonder regels {'was' if none == 1 else 'waren'} het er {none}. Strenge regels halen obstakels weg, maar elke regel brengt er ook een mee, "
        "en vooral bij wie toch al niet stond te springen. Regels die bescherming geven, brengen hen wel aan tafel."
    )


EXPERIMENT = Experiment(
    key="spelregels",
    notebook="07_procesontwerp",
    title="Spelregels: krijgt u de ronde los?",
    strategy="proces",
    guess=Guess(
        question="Een ronde is vastgelopen. De regisseur voert zes strenge regels in: niemand mag eruit, hij beheert de informatie, iedereen tekent vooraf, het moeilijkste eerst, "
        "bij ruzie beslist hij en na de einddatum ook. Hoeveel partijen doen dan mee?",
        field=lambda case: Slider(
            "_guess",
            f"Uw voorspelling, van de {dutch(len(standings(case)[0]))}",
            0,
            len(standings(case)[0]),
            len(standings(case)[0]) // 2,
            1,
            "partij|partijen",
        ),
        answer=strict,
        explain=explain,
    ),
    controls=lambda case: [Choice(key, t.question, t.options, None) for key, t in TOPICS.items()],
    cards=lambda case: [Card(key, t.title, t.text, (key,)) for key, t in TOPICS.items()],
    note=note,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    columns=("zonder regels", "met uw regels"),
    own="Waarop is een ronde in uw eigen casus vastgelopen? Welke regel had geholpen, en wat had die regel gekost?",
    leaves_out=(
        "Welk obstakel wie raakt, en wat een regel weghaalt en meebrengt, staat in twee vaste tabellen. Die tabellen zijn een aanname, in de geest van de bron.",
        "Elk obstakel telt even zwaar, en partijen kijken niet naar elkaar. In het echt trekt de een de ander mee, naar binnen of naar buiten.",
        "Een regel werkt hier altijd. In het echt moeten de partijen hem samen maken en iemand moet hem bewaken; een regel die niemand wilde, bindt niemand.",
        "Na één ronde is het hier klaar. In het echt leert men van een ronde en past men de regels aan.",
    ),
    sources=("bruijn2010",),
    ready=lambda case: (
        None
        if len(standings(case)[0]) > 1
        else "Deze casus heeft naast de regisseur nog geen twee partijen. Vul ze in bij ‘Uw casus’ in het notebook Begin, of kies een andere casus."
    ),
)
