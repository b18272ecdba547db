"""A9, player analysis 2: position, power, unique or replaceable: who can carry, who can stop, who cannot be missed."""

from functools import lru_cache

import attrs

from ..cases import Case
from ..cases.model import POSITIONS
from ..models import player_power as model
from ..plots import player_power as plot
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure, Table
from .party_rows import UNKNOWN, PartyRows, party_column, party_names, power_cell, power_column, power_names, powers_in

DRAWS, SEED = 200, 1
SIZE, EQUAL = "omvang", "gelijk"
UNIQUE, REPLACEABLE = "uniek", "vervangbaar"
SHARE, TAKEN_OVER = 60, 75
ALONE = 1 - 1e-9  # a power to prevent from here on stops everything


@attrs.frozen
class Player:
    """A party as it stands in the table: position, powers, whether another can take its place."""

    position: str
    power: tuple[str, ...]
    replaceable: bool


@attrs.frozen
class Outcome:
    """The players and their powers, as set (`now`) and in the case (`first`; both None when nobody can make anything).

    `weights` are those with all diffuse power at work, `quota` what is then needed; `missing` who is needed beside the supporters, as
    few as can.
    """

    case: Case
    players: dict[str, Player]
    now: model.Ranges | None
    first: model.Ranges | None
    weights: dict[str, int]
    quota: int
    share: float
    taken_over: float
    missing: tuple[str, ...]
    unread: tuple[str, ...]

    def place(self, key: str) -> int:
        return self.case.party_keys.index(key)

    def called(self, key: str) -> str:
        return self.case.party(key).called

    def label(self, key: str) -> str:
        return self.case.party(key).label

    def alone(self, key: str) -> bool:
        """Whether nothing works without this party, in every draw."""
        return self.now is not None and self.now.prevent[self.place(key)].low >= ALONE

    @property
    def blockers(self) -> list[str]:
        return [k for k, p in self.players.items() if "blokker" in p.power]

    def standing(self, position: str) -> list[str]:
        return [k for k, p in self.players.items() if p.position == position]


def start_rows(case: Case) -> list[dict[str, str]]:
    """The parties as the case file has them."""
    return [
        {"partij": p.key, "positie": p.position, "macht": power_cell(p.power), "uniek": REPLACEABLE if p.replaceable else UNIQUE}
        for p in case.parties
    ]


def read(case: Case, rows: list[dict[str, str]]) -> tuple[dict[str, Player], list[str]]:
    """The players, with what is in the case for whoever is not in the rows or for a cell that cannot be read; and what could not be read."""
    found = {p.key: Player(p.position, p.power, p.replaceable) for p in case.parties}
    unread, seen = [], set()
    for row in rows:
        party = row["partij"]
        if party not in found or party in seen:
            unread.append(
                f"‘{row['partij'][:30]}’ staat dubbel in de tabel"
                if party in seen
                else f"‘{row['partij'][:30]}’ is geen partij uit deze casus"
            )
            continue
        seen.add(party)
        old, name = found[party], case.party(party).label
        good = {
            "positie": row["positie"] in POSITIONS,
            "macht": row["macht"] == UNKNOWN or bool(powers_in(row["macht"])),
            "uniek": row["uniek"] in (UNIQUE, REPLACEABLE),
        }
        unread += [f"‘{row[key][:30]}’ bij {name}" for key, fits in good.items() if not fits]
        found[party] = Player(
            row["positie"] if good["positie"] else old.position,
            powers_in(row["macht"]) if good["macht"] else old.power,
            row["uniek"] == REPLACEABLE if good["uniek"] else old.replaceable,
        )
    lost = [p.label for p in case.parties if p.key not in seen]
    return found, unread + ([f"niet in de tabel: {listed(lost[:8])}"] if lost else [])


@lru_cache(maxsize=256)
def powers(low: tuple[int, ...], high: tuple[int, ...], share: float, veto: tuple[int, ...], taken_over: tuple[float, ...]) -> model.Ranges:
    return model.ranges(low, high, share, veto, taken_over, draws=DRAWS, seed=SEED)


def bounds(case: Case, players: dict[str, Player], weigh: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The least and the most that each party can bring: its weight where it has production power; anything up to that where its power is diffuse."""
    full = {p.key: p.size if weigh == SIZE else 1 for p in case.parties}
    low = tuple([full[k] if "productie" in p.power else 0 for k, p in players.items()])
    high = tuple([full[k] if "productie" in p.power or "diffuus" in p.power else 0 for k, p in players.items()])
    return low, high


def outcome(case: Case, weigh: str, share: float, taken_over: float, rows: list[dict[str, str]]) -> Outcome:
    """Work out the powers of the players as set, and as they are in the case."""
    players, unread = read(case, rows)
    first, _ = read(case, start_rows(case))

    def work(them: dict[str, Player]) -> tuple[model.Ranges | None, tuple[int, ...], tuple[int, ...]]:
        low, high = bounds(case, them, weigh)
        veto = tuple([i for i, p in enumerate(them.values()) if "blokker" in p.power])
        kept = tuple([taken_over / 100 if p.replaceable else 0.0 for p in them.values()])
        return (powers(low, high, share / 100, veto, kept) if any(high) else None), high, veto

    now, high, veto = work(players)
    keys = list(players)
    quota = max(1, -(-share * sum(high) // 100))
    inside = [i for i, p in enumerate(players.values()) if p.position == "voor"]
    missing = model.fewest(high, int(quota), veto, inside) if any(high) else ()
    return Outcome(
        case,
        players,
        now,
        work(first)[0],
        dict(zip(keys, high, strict=True)),
        int(quota),
        share,
        taken_over,
        tuple(keys[i] for i in missing),
        tuple(unread),
    )


def listed(names: list[str], most: int = 5) -> str:
    """Names in a sentence; of a long list the first ones and how many more there are."""
    left = len(names) - most
    names = [*names[:most], f"{left} andere"] if left > 1 else names
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def times(part: float) -> str:
    """A share as a number of times in a hundred, in words where it rounds to nothing or to all."""
    if 0 < part < 0.005:
        return "minder dan 1"
    return "meer dan 99" if 0.995 < part < ALONE else dutch(100 * part, 0)


def spread(one: model.Spread) -> str:
    """A spread as per cent: the mean, with the range where it is wide enough to see."""
    low, high = dutch(100 * one.low, 0), dutch(100 * one.high, 0)
    return f"{dutch(100 * one.mean, 0)}%" + ("" if low == high else f" ({low}–{high})")


def kind(player: Player) -> str:
    power = f"macht: {listed(list(player.power))}" if player.power else "macht niet bekend"
    return f"{player.position}, {power}, {REPLACEABLE if player.replaceable else UNIQUE}"


def picture(o: Outcome) -> str:
    most = max((r.mean for r in o.now.prevent), default=0) if o.now else 0
    players = {
        k: plot.Player(
            k,
            p.position,
            p.power,
            p.replaceable,
            o.alone(k),
            o.now.prevent[o.place(k)].mean / most if o.now and most else 0.0,
            f"{o.called(k)}: {kind(p)}",
        )
        for k, p in o.players.items()
    }
    return plot.picture(o.case, players, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    return " ".join(filter(None, [_positions(o), *((_act(o), _carry(o), _stop(o), _miss(o), _stable(o)) if o.now else (_nothing(o),))]))


def report(o: Outcome) -> str:
    if not o.now:
        return f"{_positions(o)} Wie het kan dragen, staat nog niet vast."
    willing = sorted(o.missing, key=lambda k: o.players[k].position)
    carry = (
        f"Om het te dragen, hebben de voorstanders minstens nodig: {listed([f'{o.label(k)} ({o.players[k].position})' for k in willing])}."
        if willing
        else "De voorstanders kunnen het samen dragen."
    )
    return f"{_positions(o)} {_stop(o)} {carry}"


def _positions(o: Outcome) -> str:
    counts = [f"{len(o.standing(p))} {p}" for p in ("voor", "afwachtend", "tegen")]
    return f"Van de {len(o.players)} partijen: {', '.join(counts)}."


def _nothing(o: Outcome) -> str:
    return "Nog geen enkele partij heeft productiemacht of diffuse macht. Dan kan niemand iets maken. Vul de macht in de tabel in."


def _act(o: Outcome) -> str:
    return (
        f"Zegt elke partij met kans een half ja, dan komt er in {times(o.now.act.mean)} van de 100 keer iets tot stand"
        f"{'' if len(o.blockers) < 2 else '; beide partijen met blokkermacht moeten dan ja zeggen' if len(o.blockers) == 2 else f'; alle {len(o.blockers)} partijen met blokkermacht moeten dan ja zeggen'}."
    )


def _carry(o: Outcome) -> str:
    mine = sum(o.weights[k] for k in o.standing("voor"))
    have = f"De voorstanders brengen hoogstens {mine} van de {sum(o.weights.values())} mee; nodig is {o.quota}."
    if not o.missing:
        return f"Dragen: {have} Zij kunnen het samen, en niemand buiten hen kan blokkeren."
    willing = sorted(o.missing, key=lambda k: o.players[k].position)  # who waits comes before who is against
    count = "één andere" if len(willing) == 1 else f"{len(willing)} anderen"
    return f"Dragen: {have} Daarvoor {'is' if len(willing) == 1 else 'zijn'} minstens {count} nodig: {listed([f'{o.label(k)} ({o.players[k].position})' for k in willing])}."


def _stop(o: Outcome) -> str:
    alone = [k for k in o.players if o.alone(k)]
    if not alone:
        return "Tegenhouden: geen enkele partij kan het in haar eentje."
    unwilling = [k for k in alone if o.players[k].position != "voor"]
    some = (
        f" Daarvan {'is' if len(unwilling) == 1 else 'zijn'} niet voor: {listed([o.label(k) for k in unwilling])}."
        if unwilling and len(unwilling) < len(alone)
        else (" Die is niet voor." if len(unwilling) == len(alone) == 1 else " Geen van hen is voor." if unwilling else "")
    )
    return f"Tegenhouden{', elk' if len(alone) > 1 else ''} in haar eentje: {listed([o.label(k) for k in alone])}.{some}"


def _miss(o: Outcome) -> str:
    ranked = sorted(o.players, key=lambda k: -o.now.loss[o.place(k)].mean)
    worst = [k for k in ranked if o.now.loss[o.place(k)].mean >= 0.5]
    if not worst:
        first = ranked[0]
        return f"Missen: zonder {o.label(first)} verliest u het meest, {dutch(100 * o.now.loss[o.place(first)].mean, 0)}% van de kans dat er iets komt."
    return f"Missen: zonder {listed([f'{o.label(k)} ({dutch(100 * o.now.loss[o.place(k)].mean, 0)}%)' for k in worst])} verliest u minstens de helft van de kans dat er iets komt."


def _stable(o: Outcome) -> str:
    if o.now.draws == 1:
        return "Geen enkele partij heeft alleen diffuse macht, dus de rangorde ligt vast."
    unsure = [k for k in o.players if 0.05 < o.now.top[o.place(k)] < 0.95]
    sure = [k for k in o.players if o.now.top[o.place(k)] >= 0.95]
    always = (
        f"Steeds bij de eerste drie die kunnen dragen (of gelijk met de derde): {listed([o.label(k) for k in sure])}."
        if sure
        else "Niemand staat steeds bij de eerste drie die kunnen dragen."
    )
    wavering = (
        f" Soms: {listed([f'{o.label(k)} ({times(o.now.top[o.place(k)])} van de 100 keer)' for k in unsure])}. Dat hangt af van wat diffuse macht waard blijkt."
        if unsure
        else ""
    )
    return f"{always}{wavering} Diffuse macht is {o.now.draws} keer geloot (startgetal {SEED})."


def tables(o: Outcome) -> list[Table]:
    if not o.now:  # the map is there all the same
        return [Table("Zo staan de partijen op de kaart", ("Partij", "Wat zij is"), [(o.called(k), kind(p)) for k, p in o.players.items()])]
    order = sorted(o.players, key=lambda k: (-o.now.prevent[o.place(k)].mean, -o.now.loss[o.place(k)].mean))
    rows = [
        (
            o.called(k),
            kind(o.players[k]),
            spread(o.now.carry[i]),
            spread(o.now.prevent[i]),
            spread(o.now.loss[i]),
            f"{dutch(100 * o.now.top[i], 0)}%",
        )
        for k in order
        for i in [o.place(k)]
    ]
    loot = f"; gemiddeld over {o.now.draws} lotingen (startgetal {SEED}), tussen haakjes 90% daarvan" if o.now.draws > 1 else ""
    return [
        Table(
            f"Macht per partij{loot}",
            ("Partij", "Wat zij is", "Dragen", "Tegenhouden", "Verlies zonder haar", "Bij de eerste drie die dragen"),
            rows,
        )
    ]


def measures(o: Outcome) -> list[Measure]:
    def alone(found: model.Ranges | None) -> float:
        return sum(r.low >= ALONE for r in found.prevent) if found else 0

    def act(found: model.Ranges | None) -> float:
        return found.act.mean if found else 0

    first = {p.key: p.position for p in o.case.parties}
    return [
        Measure("Kans dat er iets tot stand komt, als elk met kans een half ja zegt", act(o.first), act(o.now), "%", 1, 100),
        Measure("Partijen die het in hun eentje kunnen tegenhouden", alone(o.first), alone(o.now), digits=0),
        Measure("Partijen die voor zijn", sum(p == "voor" for p in first.values()), len(o.standing("voor")), digits=0),
        Measure("Partijen die tegen zijn", sum(p == "tegen" for p in first.values()), len(o.standing("tegen")), digits=0),
    ]


def tell(o: Outcome, party: str) -> str:
    player, i = o.players[party], o.place(party)
    start = f"{o.called(party)}: {kind(player)}."
    if not o.now:
        return start
    carry = f"Dragen: als het nog niet lukt en niemand blokkeert, geeft haar ja in {spread(o.now.carry[i])} van de gevallen de doorslag."
    stop = (
        "Tegenhouden: zonder haar lukt niets."
        if o.alone(party)
        else f"Tegenhouden: als het lukt, dan in {spread(o.now.prevent[i])} van de gevallen niet zonder haar."
    )
    lost = f"Valt zij weg, dan verliest u {spread(o.now.loss[i])} van de kans dat er iets komt" + (
        f"; een ander doet {dutch(o.taken_over)}% van haar werk." if player.replaceable else "; niemand neemt haar rol over."
    )
    top = "" if o.now.draws == 1 else f" Bij de eerste drie die kunnen dragen: {times(o.now.top[i])} van de 100 keer."
    return f"{start} {carry} {stop} {lost}{top}"


def note(o: Outcome, key: str) -> str:
    """What is wrong with the rows, below them."""
    if key != "rows" or not o.unread:
        return ""
    return f"Dit las ik niet: {'; '.join(o.unread[:5])}{'; en meer' if len(o.unread) > 5 else ''}. Daar geldt wat in de casus staat."


def start(case: Case) -> Outcome:
    """The state that the prediction is about."""
    return outcome(case, **EXPERIMENT.settings(case))


def explain(case: Case, answer: float) -> str:
    o = start(case)
    number = len(o.blockers)
    if not o.now:
        return "Er is nog geen partij met productiemacht of diffuse macht ingevuld. Dan kan niemand iets maken."
    if not number:
        return f"Niemand kan blokkeren, maar er is {dutch(o.share)}% van de productiemacht nodig. Van een partij die nee zegt, mist u wat zij meebrengt."
    halves = (
        "haar ja halveert de kans"
        if number == 1
        else f"elk van hen halveert de kans: hooguit {dutch(100 * 0.5**number)} van de 100 blijft over"
    )
    return (
        f"{'Eén partij heeft' if number == 1 else f'{number} partijen hebben'} blokkermacht, en {halves}. Daarna moet er ook nog {dutch(o.share)}% van de productiemacht meedoen. "
        "Zonder overleg over en weer komt er dus zelden iets."
    )


def controls(case: Case) -> list:
    return [
        Choice(
            "weigh",
            "Wat telt een partij met productiemacht?",
            [(SIZE, "haar omvang in de casus (1–5)"), (EQUAL, "iedereen even zwaar")],
            SIZE,
        ),
        Slider("share", "Zoveel van de productiemacht is nodig", 10, 100, SHARE, 5, "%"),
        Slider("taken_over", "Valt een vervangbare partij weg, dan doet een ander van haar werk", 0, 100, TAKEN_OVER, 5, "%"),
        PartyRows(
            "rows",
            "De partijen",
            [
                party_column(case, "partij", "Partij", fixed=True),
                {"key": "positie", "label": "Houding", "options": [[p, p] for p in POSITIONS]},
                power_column("niet bekend"),
                {"key": "uniek", "label": "Uniek?", "options": [[UNIQUE, UNIQUE], [REPLACEABLE, REPLACEABLE]]},
            ],
            start_rows(case),
            max(60, len(case.parties)),
            "Verander wat u anders ziet dan de casus. Een kolom uit een rekenblad kunt u hier plakken.",
            fixed=True,
            also={"partij": party_names(case), "macht": power_names()},
            each="partij",
        ),
    ]


EXPERIMENT = Experiment(
    key="spelers",
    notebook="07_procesontwerp",
    title="Spelersanalyse 2: wie kan dragen, tegenhouden, gemist worden?",
    strategy="proces",
    guess=Guess(
        question=f"Er komt iets tot stand als partijen met samen {SHARE}% van de productiemacht ja zeggen, en alle partijen met blokkermacht ook. "
        "Stel dat elke partij een munt opgooit: ja of nee. Hoe vaak van de 100 keer komt er dan iets tot stand?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 30, 1, "van de 100"),
        answer=lambda case: 100 * o.now.act.mean if (o := start(case)).now else 0.0,
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    note=note,
    blind=True,
    columns=("in de casus", "nu"),
    own="Wie staat er in uw eigen casus bij tegen of afwachtend, en kan het toch in haar eentje tegenhouden? Wat is uw eerste stap naar die partij?",
    leaves_out=(
        "Elke partij zegt met kans een half ja, los van de anderen. Zo meet u de macht die uit de regels volgt. Wat partijen willen, ziet u in hun houding op de kaart.",
        "Hoe zwaar een partij telt, is haar omvang uit de casus of 1. Of dat past bij uw vraagstuk, bepaalt u zelf. Wissel en kijk wat overeind blijft.",
        "Diffuse macht brengt hier iets tussen niets en het volle gewicht van de partij mee, geloot. Kan zij op de achtergrond ook blokkeren, geef haar dan blokkermacht.",
        "Dragen is gerekend alsof niemand blokkeert: wie kan het maken? Tegenhouden telt de blokkermacht wel mee. Samen wegen doet u zelf.",
        "Wie een vervangbare partij opvolgt, neemt haar blokkermacht over en doet een deel van haar werk. In het echt kost wisselen ook tijd en vertrouwen.",
        "Ja of nee is grof. In een proces verandert het voorstel, en daarmee wie er voor is.",
    ),
    sources=("coleman1971", "banzhaf1965", "tsebelis2002", "bruijn2008"),
    ready=lambda case: (
        None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in. Dat doet u in het notebook ‘Begin’."
    ),
)
