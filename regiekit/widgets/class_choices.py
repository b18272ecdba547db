"""More plays of a class: what the hall says of itself is set beside what it thinks of one another, or what it chooses goes into the model of the proef."""

from collections.abc import Sequence
from math import comb
from typing import TYPE_CHECKING, Any

from regiekit.models import rules_of_the_game
from regiekit.plots.board import Board
from regiekit.widgets.class_plays import STEP, Seen, bars
from regiekit.widgets.class_vote import Outcome, Question
from regiekit.widgets.say import capital, form, listed, number_word, times, together

if TYPE_CHECKING:
    from regiekit.widgets.proef_panel import ProefPanel

OWN, OTHER, MIGHT, WHICH, AGREE, CARRY, HOPED, FEARED, BROUGHT, RULES, MIX = (
    "zelf", "buur", "macht", "opvatting", "instemmen", "uitdragen", "belofte", "verlies", "opbrengst", "regels", "verdeling"
)  # fmt: skip
STANCES = ("voor", "afwachtend", "tegen")
OPINIONS = {  # what a candidate is judged by -> what the hall calls it, and what follows "wie vooral let op"
    "size": ("de grootste partij", "omvang"),
    "stake": ("de partij met het meeste belang", "belang"),
    "independence": ("de meest onafhankelijke partij", "onafhankelijkheid"),
    "granted": ("de partij tegen wie de minste anderen bezwaar hebben", "gunnen"),
}
GROUPS = (4, 12)  # people who must decide together
STRATEGIES = ("structuur", "cultuur", "proces")
WEEKS = ((9, 0, 0), (0, 9, 0), (0, 0, 9), (5, 2, 2), (2, 5, 2), (2, 2, 5), (4, 4, 1), (4, 1, 4), (1, 4, 4), (3, 3, 3))  # half-days for each
KEPT = 0.75  # of where the hall stands, per round: half, and half of the other half
ROUNDS = 5
NAMED = 6  # parties in a picture
MOST_OPTIONS = 60  # that a phone takes
MOST_RULES = 12  # that a phone takes


def _range(label: str, told: str) -> dict[str, Any]:
    return {"t": "range", "key": "", "label": label, "help": told, "min": 0, "max": 100, "step": STEP, "unit": "%"}


def _choice(label: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"t": "choice", "key": "", "label": label, "options": [list(one) for one in options]}


def mean(outcome: Outcome) -> float:
    """The mean of the answers to a range in steps of `STEP`."""
    return STEP * sum(i * count for i, (_, count) in enumerate(outcome["rijen"])) / outcome["n"]


def middle(outcome: Outcome) -> float:
    """Their median, also of hands that were counted."""
    values = [STEP * i for i, (_, count) in enumerate(outcome["rijen"]) for _ in range(count)]
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


# -- blikken: own stance, and what one thinks the neighbour's is ----------------------------------------------------------------


def views(panel: "ProefPanel") -> list[Question]:
    plan = "Een voorstel: bij de volgende opdracht krijgt elke groep één regisseur, en de docent wijst die aan."
    look = "Kijk naar wie rechts van u zit. Zit daar niemand, neem dan wie helemaal links in uw rij zit. Vraag niets."
    answer = "Een houding ziet u niet. Wie er niet naar vraagt, rekent op steun of verzet dat er misschien niet is."
    own = [("voor", "Ik ben voor"), ("afwachtend", "Ik wacht af"), ("tegen", "Ik ben tegen")]
    other = [("voor", "Die is voor"), ("afwachtend", "Die wacht af"), ("tegen", "Die is tegen")]
    d = panel.declaration
    return [
        Question(OWN, "Spel: uw houding", d.title, plan, _choice("Wat vindt u daarvan?", own), answer, None, lambda seen: looked(seen, d.strategy)),
        Question(OTHER, "Spel: uw buur", d.title, f"{plan} {look}", _choice("Wat denkt u dat die persoon vindt?", other), answer, None, lambda seen: looked(seen, d.strategy)),
    ]  # fmt: skip


def looked(seen: Seen, strategy: str) -> tuple[Board, str]:
    """What the hall says of itself beside what it thinks of its neighbours. Each is looked at once, so rows that differ prove views that are wrong."""
    found = {key: [count for _, count in seen[key][-1]["rijen"]] for key in (OWN, OTHER) if key in seen}
    names = {OWN: "zegt", OTHER: "denkt van de buur"}
    rows = [(f"{names[key]}: {stance}", 100 * counts[i] / sum(counts), f"{100 * counts[i] / sum(counts):.0f}%")
            for i, stance in enumerate(STANCES) for key, counts in found.items()]  # fmt: skip
    board = bars("Wat men zegt en wat de ander denkt", rows, 100, strategy)
    if len(found) < 2:
        return board, "Stel ook de andere vraag van dit spel, dan staan de twee naast elkaar."
    own, other = found[OWN], found[OTHER]
    against = [f"{100 * counts[2] / sum(counts):.0f}%" for counts in (own, other)]
    said = f"In deze zaal zegt {against[0]} tegen te zijn. Van de buur denkt {against[1]} dat die tegen is."
    slant = (other[0] - other[2]) / sum(other) - (own[0] - own[2]) / sum(own)
    said += f" Men denkt dat de buur meer {'tegen' if slant < 0 else 'voor'} is dan de buren zelf zeggen." if slant else ""
    if sum(own) != sum(other):
        return board, f"{said} Niet iedereen beantwoordde beide vragen. Hoeveel beelden er niet kloppen, is daarom niet te zeggen."
    wrong = sum(max(0, b - a) for a, b in zip(own, other, strict=True))
    if not wrong:
        return board, f"{said} De rijen zijn gelijk. Dat bewijst niet dat elk beeld klopt: fouten kunnen elkaar opheffen."
    return (
        board,
        f"{said} Ieder wordt één keer bekeken. Klopte elk beeld, dan waren de rijen gelijk; nu {form(wrong, 'klopt', 'kloppen')} er minstens {wrong} niet.",
    )


# -- spelers: who has most power, and the three things that this can mean --------------------------------------------------------


def powers(panel: "ProefPanel") -> list[Question]:
    d, parties = panel.declaration, panel.case.parties
    start: Any = d.at(panel.case)
    if len(parties) > MOST_OPTIONS or not start.now:
        return []
    text = "Denk aan een plan waarvoor in deze casus veel partijen nodig zijn. Kies één partij, zonder overleg."
    block = {"t": "select", "key": "", "label": "Wie heeft hier de meeste macht?", "options": [[p.key, p.label[:200]] for p in parties]}
    answer = (
        "Macht is hier drie dingen: iets dragen, iets tegenhouden, en niet te missen zijn. Vraag dus wie er macht zegt, welke van de drie."
    )
    return [Question(MIGHT, "Spel: de machtigste", d.title, text, block, answer, None, lambda seen: mighty(panel, seen))]


def ahead(panel: "ProefPanel") -> list[list[Any]]:
    """The parties that are foremost in carrying, in preventing, and in what is lost without them."""
    start: Any = panel.declaration.at(panel.case)
    found = []
    for one in (start.now.carry, start.now.prevent, start.now.loss):
        most = max(spread.mean for spread in one)
        found.append([party for party, spread in zip(start.players.values(), one, strict=True) if spread.mean > most - 1e-9])
    return found


def mighty(panel: "ProefPanel", seen: Seen) -> tuple[Board, str]:
    """Whom the hall named most, and who is foremost in each of the three powers."""
    counts = [count for _, count in seen[MIGHT][-1]["rijen"]]
    votes = sorted(zip(panel.case.parties, counts, strict=True), key=lambda vote: -vote[1])
    rows = [(party.label, float(count), str(count)) for party, count in votes[:NAMED] if count]
    first = [party for party, count in votes if count == votes[0][1]]
    many = sum(count > 0 for _, count in votes)
    carry, stop, missed = (together(one, 3) for one in ahead(panel))
    said = (
        f"Deze zaal noemt {number_word(many)} {form(many, 'partij', 'verschillende partijen')}, het vaakst {together(first, 3)}. "
        f"Wie het meest draagt: {carry}. Wie het meest kan tegenhouden: {stop}. Wie het meest wordt gemist: {missed}."
    )
    return bars("Wie heeft hier de meeste macht?", rows, votes[0][1], panel.declaration.strategy), said


# -- wie_regisseert: what should a director be, and whom does that bring to the front ------------------------------------------------


def opinions(panel: "ProefPanel") -> list[Question]:
    d = panel.declaration
    text = "Er komt een regisseur in deze casus. Over wie dat moet zijn, bestaan opvattingen. Welke weegt voor u het zwaarst?"
    answer = "Elke opvatting zet een ander vooraan. Daarna moeten de anderen het die partij nog gunnen."
    block = _choice("De regisseur is bij voorkeur", [(key, name) for key, (name, _) in OPINIONS.items()])
    return [Question(WHICH, "Spel: uw opvatting", d.title, text, block, answer, None, lambda seen: winners(panel, seen))]


def foremost(here: Sequence[Any], key: str) -> list[Any]:
    """The candidates that have most of this."""
    most = max(getattr(one, key) for one in here)
    return [one for one in here if getattr(one, key) == most]


def winners(panel: "ProefPanel", seen: Seen) -> tuple[Board, str]:
    """Per opinion its votes and whom it brings to the front, and which of these the role is granted by half of the others."""
    start: Any = panel.declaration.at(panel.case)
    votes = [count for _, count in seen[WHICH][-1]["rijen"]]
    rows, parts, first = [], [], set()
    for (key, (_, noun)), count in zip(OPINIONS.items(), votes, strict=True):
        found = foremost(start.here, key)
        first |= {one.party.key for one in found}
        rows.append((noun, float(count), str(count)))
        parts.append(f"Wie let op {noun}, komt uit bij {together([one.party for one in found], 3, 'of')}.")
    left = [start.here[i].party for i in start.left if start.here[i].party.key in first]
    others = "Bij de andere heeft meer dan de helft bezwaar, of mag wie er zit niets toezeggen."
    if len(left) == len(first):
        parts.append("Al deze partijen komen over de streep: minstens de helft van de anderen heeft weinig bezwaar.")
    elif left:
        parts.append(f"Daarvan {form(len(left), 'komt', 'komen')} alleen {together(left, 3)} over de streep. {others}")
    else:
        parts.append(f"Geen van deze partijen komt over de streep. {others.replace('de andere', 'elk')}")
    said = " ".join(parts)
    return bars("Waar let deze zaal op?", rows, max(votes), panel.declaration.strategy), said


# -- poolse_landdag: the same hall under two rules, in small and in large groups ------------------------------------------------------


def agreed(outcome: Outcome, size: int, need: int) -> float:
    """In which share of all groups of this size that can be made of the hall at least `need` agree."""
    n, yes = outcome["n"], outcome["rijen"][0][1]
    return sum(comb(yes, k) * comb(n - yes, size - k) for k in range(need, size + 1)) / comb(n, size)


def assembly(panel: "ProefPanel") -> list[Question]:
    text = "Een voorstel: alle groepen leveren samen één verslag in, en krijgen daar allemaal hetzelfde cijfer voor."
    answer = "Moet iedereen instemmen, dan is één nee genoeg. Hoe groter de groep, hoe vaker dat nee erbij zit."
    d, block = panel.declaration, _choice("Stemt u in?", [("ja", "Ja"), ("nee", "Nee")])
    return [Question(AGREE, "Spel: stemt u in?", d.title, text, block, answer, None, lambda seen: decided(seen, d.strategy))]


def decided(seen: Seen, strategy: str) -> tuple[Board, str]:
    """How often groups of this hall decide when all must agree, and when more than half is enough."""
    outcome, rows, parts = seen[AGREE][-1], [], []
    for size in (size for size in GROUPS if size <= outcome["n"]):
        found = {"allen": agreed(outcome, size, size), "meerderheid": agreed(outcome, size, size // 2 + 1)}
        rows += [(f"{size} mensen, {rule}", share, f"{100 * share:.0f}%") for rule, share in found.items()]
        parts.append(
            f"In een groep van {number_word(size)} stemmen {times(found['allen'])} allen in, en {times(found['meerderheid'])} meer dan de helft."
        )
    parts.append("Het zijn steeds dezelfde mensen: wat verschilt, is de regel en de grootte van de groep.")
    return bars("Hoe vaak valt er een besluit?", rows, 1, strategy), " ".join(parts)


# -- voorbeeldfiguren: where the hall begins, and where it ends with people who do not budge ------------------------------------------------


def after(rounds: int, begin: float, heard: float) -> float:
    """The mean of the hall (0…100) after so many rounds. In each one keeps half of what one does; the other half comes from the hall and from those who do not budge,
    as much of either. `heard` is the mean of the latter, weighed by how strongly they are heard."""
    return heard + (begin - heard) * KEPT**rounds


def carrying(panel: "ProefPanel") -> list[Question]:
    block = _range("Hoe sterk staat u daarachter?", "0: ik wijs die af. 100: ik draag die helemaal uit.")
    text = "Een waarde: wie een probleem ziet, pakt het op, ook als het van een ander is."
    answer = "Waar de zaal begint, telt op den duur niet. Dan telt alleen wie niet schuift, en hoe sterk men naar die persoon luistert."
    d = panel.declaration
    return [Question(CARRY, "Spel: waar staat u?", d.title, text, block, answer, None, lambda seen: drawn(seen, d.strategy))]


def drawn(seen: Seen, strategy: str) -> tuple[Board, str]:
    """Where the hall stands, and where it comes when a leader shrugs, with a role model beside, and with one that is heard three times as strongly."""
    begin = mean(seen[CARRY][-1])
    settings = {"alleen een cynicus": 0.0, "cynicus en rolmodel": 50.0, "rolmodel telt drie keer": 75.0}
    rows = [("deze zaal nu", begin, f"{begin:.0f}%")]
    for name, heard in settings.items():
        rows.append((name, heard, f"{heard:.0f}% (na {ROUNDS} rondes {after(ROUNDS, begin, heard):.0f}%)"))
    said = (
        f"Deze zaal staat gemiddeld op {begin:.0f}%. Stel: ieder luistert evenveel naar de zaal als naar wie niet schuift. "
        "Haalt een leider steeds de schouders op, dan eindigt de zaal op 0%, waar zij ook begon. "
        "Staat daar een even zichtbaar rolmodel naast, dan eindigt zij op 50%. Luistert men drie keer zo sterk naar het rolmodel, dan op 75%. "
        f"Na {number_word(ROUNDS)} rondes staat zij met een cynicus en een rolmodel op {after(ROUNDS, begin, 50):.0f}%."
    )
    return bars("Hoe sterk staat de zaal erachter?", rows, 260, strategy), said


# -- model_werkelijkheid: what the hall believes of promises and of losses goes into the model ------------------------------------------------


def beliefs(panel: "ProefPanel") -> list[Question]:
    text = "Denk aan een reorganisatie die u van nabij zag, of aan wat u ervan hoorde."
    labels = {
        HOPED: ("Spel: beloften", "Hoeveel van wat men vooraf beloofde, kwam uit?"),
        FEARED: ("Spel: verliezen", "Hoeveel van wat men vooraf vreesde, kwam uit?"),
    }
    answer = "Op papier komt alles uit. In het echt hangt het af van hoe vaak u denkt dat iets uitkomt."
    d, help_ = panel.declaration, "0: niets. 100: alles."
    return [
        Question(key, name, d.title, text, _range(label, help_), answer, None, lambda seen: believed(panel, seen))
        for key, (name, label) in labels.items()
    ]


def believed(panel: "ProefPanel", seen: Seen) -> tuple[Board, str]:
    """How often the new structure is ahead with the chances of the hall, beside paper and the chances of the proef."""
    start: Any = panel.declaration.at(panel.case)
    chances = {key: middle(seen[key][-1]) for key in (HOPED, FEARED) if key in seen}
    paper, model = start.result.chance
    rows = [("op papier", paper), ("met de kansen van de proef", model)]
    if len(chances) < 2:
        said = "Stel ook de andere vraag van dit spel, dan rekent het denkmodel met wat deze zaal denkt."
    else:
        hall = start.but(hoped=chances[HOPED], feared=chances[FEARED]).result.chance[1]
        rows.append(("met de kansen van deze zaal", hall))
        said = (
            f"Het midden van deze zaal: {chances[HOPED]:.0f}% van de beloften komt uit, en {chances[FEARED]:.0f}% van wat men vreesde. "
            f"Met die kansen is de nieuwe structuur {times(hall)} na {number_word(start.horizon)} jaar beter. Op papier is dat {times(paper)}."
        )
    return bars(
        "Hoe vaak is nieuw echt beter?", [(name, share, f"{100 * share:.0f}%") for name, share in rows], 1, panel.declaration.strategy
    ), said


# -- ontwerp: what the hall's own last cooperation brought, beside what an ordinary design arranges -----------------------------------------------


def goods(panel: "ProefPanel") -> tuple[list[str], list[str]]:
    """What the eight goods are called that a kick-off with working groups arranges, and those that it does not."""
    start: Any = panel.declaration.at(panel.case)
    return start.goods("geregeld"), start.goods("gemengd", "tegengewerkt", "nog niet")


def brought(panel: "ProefPanel") -> list[Question]:
    names = sorted(name for part in goods(panel) for name in part)
    block = {
        "t": "set",
        "key": "",
        "label": "Wat leverde die samenwerking u op?",
        "options": [[str(i), name] for i, name in enumerate(names)],
    }
    text = "Denk aan de laatste keer dat u met anderen aan iets werkte, in uw werk of in een groepsopdracht. Kies alles wat klopt."
    answer = "Wat een proces oplevert, hangt af van wat u vooraf regelt. Leg uw eigen ervaring naast wat een gewoon ontwerp regelt."
    d = panel.declaration
    return [Question(BROUGHT, "Spel: uw ervaring", d.title, text, block, answer, None, lambda seen: experienced(panel, seen))]


def experienced(panel: "ProefPanel", seen: Seen) -> tuple[Board, str]:
    """How often each good was named, and whether what an ordinary design arranges was named more than what it does not."""
    outcome, (arranged, lacking) = seen[BROUGHT][-1], goods(panel)
    share = {name: count / outcome["n"] for name, count in outcome["rijen"]}
    rows = [(f"{name}{' ✓' if name in arranged else ''}", one, f"{100 * one:.0f}%") for name, one in share.items()]
    often = [100 * sum(share[name] for name in part) / len(part) if part else 0 for part in (arranged, lacking)]
    most, least = max(share.values()), min(share.values())
    said = (
        f"Het vaakst genoemd: {listed(name for name, one in share.items() if one == most)}. Het minst: {listed(name for name, one in share.items() if one == least)}. "
        f"Een startbijeenkomst met werkgroepen regelt in het denkmodel {listed(arranged)}. Die opbrengsten noemt gemiddeld {often[0]:.0f}% van de zaal, de andere {often[1]:.0f}%."
    )
    return bars("Wat leverde samenwerken u op? (✓ gewoon ontwerp)", rows, 1.1, panel.declaration.strategy), said


# -- spelregels: the rules of the majority go into the model --------------------------------------------------------------------------------------


def topics(panel: "ProefPanel") -> dict[str, tuple[str, str, str]]:
    """Option -> topic, rule, and what it is called: the first two of each topic, as many as a phone takes."""
    found = {}
    for control in panel.declaration.controls(panel.case):
        rules = [(key, label) for key, label in getattr(control, "options", ()) if key != "geen"]
        if control.key in rules_of_the_game.STRICT:
            found |= {f"{control.key}:{key}": (control.key, key, f"{control.label} {capital(label)}"[:200]) for key, label in rules[:2]}
    return dict(list(found.items())[:MOST_RULES])


def rules(panel: "ProefPanel") -> list[Question]:
    options = [[key, told] for key, (_, _, told) in topics(panel).items()]
    block = {"t": "set", "key": "", "label": "Welke regels spreekt u af?", "options": options}
    text = "Een overleg zit vast. U mag regels afspreken, over elk onderwerp hoogstens één. Elke regel lost iets op en brengt ook iets mee."
    answer = "Een regel geldt als meer dan de helft van de zaal die koos. Kijk hoeveel partijen er dan meedoen."
    d = panel.declaration
    return [Question(RULES, "Spel: uw regels", d.title, text, block, answer, None, lambda seen: ruled(panel, seen))]


def majority(panel: "ProefPanel", outcome: Outcome) -> dict[str, str]:
    """Topic -> the rule that more than half of the hall chose; of two the one that most chose, or none where these are as many."""
    found: dict[str, list[tuple[int, str]]] = {}
    for (topic, rule, _), (_, count) in zip(topics(panel).values(), outcome["rijen"], strict=True):
        if 2 * count > outcome["n"]:
            found.setdefault(topic, []).append((count, rule))
    return {topic: max(each)[1] for topic, each in found.items() if len(each) == len({count for count, _ in each})}


def ruled(panel: "ProefPanel", seen: Seen) -> tuple[Board, str]:
    """How many parties take part under the rules of the majority, beside no rules and the strict ones of the prediction."""
    start: Any = panel.declaration.at(panel.case)
    chosen, total = majority(panel, seen[RULES][-1]), len(start.parties)
    hall, strict = start.but(**chosen), start.but(**rules_of_the_game.STRICT)
    rows = [
        (name, float(one.joining), f"{one.joining} van {total}")
        for name, one in (("zonder regels", start), ("regels van deze zaal", hall), ("strenge regels", strict))
    ]
    names = {(topic, rule): told for topic, rule, told in topics(panel).values()}
    picked = " ".join(f"{names[one]}." for one in chosen.items()) if chosen else "Geen enkele regel haalde de meerderheid."
    said = (
        f"Met de regels van deze zaal {form(hall.joining, 'doet', 'doen')} er {hall.joining} van de {total} partijen mee. Zonder regels zijn het er {start.joining}, met de strenge regels {strict.joining}. "
        f"Het overleg {'komt weer op gang' if hall.loose else 'blijft vastzitten'}. {'De zaal koos:' if chosen else ''} {picked}"
    )
    return bars("Hoeveel partijen doen er mee?", rows, total, panel.declaration.strategy), said


# -- mix: the weeks that the hall makes, each and together --------------------------------------------------------------------------------------------


def week(efforts: Sequence[float]) -> str:
    """What a division is called."""
    parts = [f"{many} naar {name}" for name, many in zip(STRATEGIES, efforts, strict=True) if many]
    return f"alle 9 {parts[0][2:]}" if len(parts) == 1 else listed(parts)


def weeks(panel: "ProefPanel") -> list[Question]:
    d, text = panel.declaration, "U hebt 9 dagdelen per week voor de problemen van deze casus. Hoe verdeelt u die?"
    block = {
        "t": "choice",
        "key": "",
        "label": "Uw verdeling",
        "options": [[f"{a}-{b}-{c}", capital(week((a, b, c)))] for a, b, c in WEEKS],
    }
    answer = "Een strategie doet per dagdeel minder naarmate u er meer in stopt. Daarom vult een tweede aan wat de eerste laat liggen."
    return [Question(MIX, "Spel: uw week", d.title, text, block, answer, None, lambda seen: mixed(panel, seen))]


def solved(panel: "ProefPanel", efforts: Sequence[float]) -> float:
    """Which part of the problems is gone with this division: the middle between the lowest and the highest estimate."""
    start: Any = panel.declaration.at(panel.case)
    return sum(start.mean(tuple(efforts))) / 2


def mixed(panel: "ProefPanel", seen: Seen) -> tuple[Board, str]:
    """What the members' divisions take away on average and the best of them, beside their mean as one division."""
    outcome = seen[MIX][-1]
    counts, gone = [count for _, count in outcome["rijen"]], [solved(panel, one) for one in WEEKS]
    alone = sum(count * one for count, one in zip(counts, gone, strict=True)) / outcome["n"]
    together_ = [sum(count * one[i] for count, one in zip(counts, WEEKS, strict=True)) / outcome["n"] for i in range(len(STRATEGIES))]
    whole, most = solved(panel, together_), max(range(len(WEEKS)), key=gone.__getitem__)
    rows = [
        ("uw weken, gemiddeld", alone),
        ("uw weken als één mix", whole),
        ("de beste van de tien", gone[most]),
        ("de slechtste van de tien", min(gone)),
    ]
    said = (
        f"Met de weken van deze zaal verdwijnt gemiddeld {100 * alone:.0f}% van de problemen. Neemt u het gemiddelde van al die weken als één mix, dan is het {100 * whole:.0f}%. "
        f"De beste van de tien is {week(WEEKS[most])}: {100 * gone[most]:.0f}%."
    )
    return bars(
        "Welk deel van de problemen verdwijnt?",
        [(name, share, f"{100 * share:.0f}%") for name, share in rows],
        1,
        panel.declaration.strategy,
    ), said


PLAYS = {
    "blikken": views,
    "spelers": powers,
    "wie_regisseert": opinions,
    "poolse_landdag": assembly,
    "voorbeeldfiguren": carrying,
    "model_werkelijkheid": beliefs,
    "ontwerp": brought,
    "spelregels": rules,
    "mix": weeks,
}
