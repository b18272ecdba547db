"""Player analysis 1: everyone sees the intentions and the power of the others differently."""

import attrs

from ..cases import Case
from ..cases.model import POSITIONS, POWERS
from ..models import views as model
from ..plots import views as plot
from .controls import Choice, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table
from .party_rows import UNKNOWN, PartyRows, party_column, party_names, power_cell, power_column, power_names, powers_in

MOST = 300
SAID = 8  # views of one party in the words
POSITION, POWER, EQUAL = "houding", "macht", "evenveel"
LETTERS = {"voor": "V", "afwachtend": "A", "tegen": "T", "productie": "P", "blokker": "B", "diffuus": "D"}
ABOVE = "zoals hierboven"


@attrs.frozen
class Outcome:
    """The views as filled in, laid beside what each party says of itself.

    `notes` are the explanations in the case, (holder, about) -> text; `first` the gaps of the case itself; `unread` the numbers of
    rows that could not be used.
    """

    case: Case
    eyes: str
    own: dict[str, model.Statement]
    views: dict[tuple[str, str], model.Statement]
    gaps: tuple[model.Gap, ...]
    first: tuple[model.Gap, ...]
    unread: tuple[int, ...]

    @property
    def differing(self) -> list[model.Gap]:
        return [gap for gap in self.gaps if gap.differs]

    def label(self, key: str) -> str:
        return self.case.party(key).label

    def called(self, key: str) -> str:
        return self.case.party(key).called

    def note(self, gap: model.Gap) -> str:
        """What the case says of a view, as long as the view is the one in the case."""
        return next(
            (
                v.note.strip()
                for v in self.case.views
                if (v.holder, v.about) == (gap.holder, gap.about)
                and model.statement(v.position, v.power) == self.views[gap.holder, gap.about]
            ),
            "",
        )


def start_rows(case: Case) -> list[dict[str, str]]:
    """The views of the case file."""
    return [{"van": v.holder, "over": v.about, "positie": v.position, "macht": power_cell(v.power)} for v in case.views][:MOST]


def read(case: Case, rows: list[dict[str, str]]) -> tuple[dict[tuple[str, str], model.Statement], list[int]]:
    """The views in the rows, and the numbers (from 1) of the rows that could not be read.

    An empty holder is the one above; a row without anything else is no row; a later view of the same pair takes the place of
    an earlier one.
    """
    keys, holder = set(case.party_keys), UNKNOWN
    found: dict[tuple[str, str], model.Statement] = {}
    unread = []
    for number, row in enumerate(rows, 1):
        holder = row["van"] or holder
        if not any(row[key] for key in ("over", "positie", "macht")):
            continue
        if (
            holder in keys
            and row["over"] in keys
            and holder != row["over"]
            and row["positie"] in POSITIONS
            and (row["macht"] == UNKNOWN or powers_in(row["macht"]))
        ):
            found.pop((holder, row["over"]), None)
            found[holder, row["over"]] = model.statement(row["positie"], powers_in(row["macht"]))
        else:
            unread.append(number)
    return found, unread


def outcome(case: Case, eyes: str, rows: list[dict[str, str]]) -> Outcome:
    """Lay the views over one another."""
    own = {p.key: model.statement(p.position, p.power) for p in case.parties}
    seen, unread = read(case, rows)
    first, _ = read(case, start_rows(case))

    def gaps(views: dict[tuple[str, str], model.Statement]) -> tuple[model.Gap, ...]:
        return tuple(model.gaps(own, [(*pair, one) for pair, one in views.items()]))

    return Outcome(case, eyes, own, seen, gaps(seen), gaps(first), tuple(unread))


def say(one: model.Statement) -> str:
    """A statement in words."""
    return f"{one.position}; macht: {listed([p for p in POWERS if p in one.power]) or 'niet bekend'}"


def letters(one: model.Statement) -> tuple[str, str]:
    return LETTERS.get(one.position, "?"), "".join(LETTERS[p] for p in POWERS if p in one.power) or "–"


def listed(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def picture(o: Outcome) -> str:
    gaps = {(g.holder, g.about): g for g in o.gaps}

    def some(which: int) -> list[tuple[str, str]]:
        there = {pair[which] for pair in gaps}
        return [(p.key, p.label) for p in o.case.parties if p.key in there]

    cells = {
        pair: plot.Cell(*letters(o.views[pair]), g.position, g.power, f"{o.called(pair[0])} over {o.called(pair[1])}: {say(o.views[pair])}")
        for pair, g in gaps.items()
    }
    return plot.picture(
        some(0), some(1), {key: letters(one) for key, one in o.own.items()}, cells, o.eyes, title=EXPERIMENT.title, words=words(o)
    )


def words(o: Outcome) -> str:
    return " ".join(filter(None, [_all(o), _most(o), _through(o)]))


def report(o: Outcome) -> str:
    if not o.gaps:
        return ""
    n = len(o.differing)
    most = _most(o).split(". ")[0].removesuffix(".")
    return f"Van de {with_unit(str(len(o.gaps)), 'blik|blikken', len(o.gaps))} van de ene partij op de andere {'wijkt' if n < 2 else 'wijken'} er {n or 'geen'} af van wat die partij zelf zegt.{f' {most}.' if most else ''}"


def _all(o: Outcome) -> str:
    parties = len(o.case.parties)
    if not o.gaps:
        return f"Er zijn nog geen blikken ingevuld. Bij {parties} partijen kunnen het er {parties * (parties - 1)} zijn. Begin met uw eigen blik op de anderen."
    number, wrong = len(o.gaps), len(o.differing)
    start = (
        f"Er {'ligt 1 blik' if number == 1 else f'liggen {number} blikken'} op tafel, van de {parties * (parties - 1)} die er kunnen zijn."
    )
    if not wrong:
        return f"{start} {'Die zegt' if number == 1 else 'Alle blikken zeggen'} hetzelfde als de partij zelf zegt."
    some = "Die" if number == 1 else "Alle blikken" if wrong == number else f"{wrong} daarvan ({dutch(100 * wrong / number, 0)}%)"
    return (
        f"{start} {some} {'wijkt' if wrong == 1 else 'wijken'} af van wat de partij zelf zegt: "
        f"{sum(g.position for g in o.gaps)} over de houding, {sum(g.power for g in o.gaps)} over de macht."
    )


def _most(o: Outcome) -> str:
    out = []
    for by, one, more in (
        ("about", "Het vaakst anders gezien wordt", "Het vaakst anders gezien worden"),
        ("holder", "Het vaakst anders kijkt", "Het vaakst anders kijken"),
    ):
        counts = model.misjudged(o.gaps, by)
        top = max((wrong for wrong, _ in counts.values()), default=0)
        first = [key for key, (wrong, _) in counts.items() if wrong == top]
        if top and len(first) < 4:
            out.append(
                f"{one if len(first) == 1 else more} {listed([o.called(k) for k in first])}: {'' if len(first) == 1 else 'elk '}{with_unit(str(top), 'keer')}."
            )
    return " ".join(out)


def _through(o: Outcome) -> str:
    name = o.called(o.eyes)
    seen_by = [(pair[0], one) for pair, one in o.views.items() if pair[1] == o.eyes]
    sees = [(pair[1], one) for pair, one in o.views.items() if pair[0] == o.eyes]
    if not seen_by and not sees:
        return f"Over {name}, en van haar, is nog geen blik ingevuld."
    out = [f"{name} zegt zelf: {say(o.own[o.eyes])}."]
    if seen_by:
        out.append("Zo zien anderen haar: " + ". ".join(f"{o.label(k)}: {say(one)}" for k, one in seen_by[:SAID]) + rest(seen_by))
    if sees:
        differs = {g.about: g.differs for g in o.gaps if g.holder == o.eyes}
        out.append(
            "Zo ziet zij anderen: "
            + ". ".join(f"{o.label(k)}: {say(one)}{'' if differs[k] else ' (gelijk)'}" for k, one in sees[:SAID])
            + rest(sees)
        )
    return " ".join(out)


def rest(views: list) -> str:
    """The end of a list of views that is cut."""
    return f". En nog {len(views) - SAID}; die staan in de tabel met blikken." if len(views) > SAID else "."


def measures(o: Outcome) -> list[Measure]:
    def part(gaps: tuple[model.Gap, ...], which: str) -> float:
        return sum(getattr(g, which) for g in gaps) / len(gaps) if gaps else float("nan")

    return [
        Measure("Blikken op tafel", len(o.first), len(o.gaps), digits=0),
        Measure("Wijkt af van wat de partij zelf zegt", model.share(o.first), model.share(o.gaps), "%", 0, 100),
        Measure("… over de houding", part(o.first, "position"), part(o.gaps, "position"), "%", 0, 100),
        Measure("… over de macht", part(o.first, "power"), part(o.gaps, "power"), "%", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    out = []
    if o.differing:
        rows = [
            (
                f"{o.label(g.holder)} over {o.label(g.about)}",
                say(o.views[g.holder, g.about]),
                say(o.own[g.about]),
                listed([w for w, yes in ((POSITION, g.position), (POWER, g.power)) if yes]),
                o.note(g) or "–",
            )
            for g in o.differing
        ]
        out.append(Table("Waarover u het gesprek kunt beginnen", ("Wie over wie", "Ziet", "Zegt zelf", "Verschil in", "In de casus"), rows))
    about, holder = model.misjudged(o.gaps), model.misjudged(o.gaps, "holder")
    if about:
        rows = [
            (
                o.called(k),
                *(
                    f"{count[k][0]} van {with_unit(str(count[k][1]), 'blik|blikken', count[k][1])}" if k in count else "–"
                    for count in (about, holder)
                ),
            )
            for k in {**about, **holder}
        ]
        out.append(Table("Hoe vaak wijkt een blik af?", ("Partij", "Zo ziet men haar", "Zo ziet zij anderen"), rows))
    return out


def note(o: Outcome, key: str) -> str:
    """What is wrong with the rows, below them."""
    if key != "rows" or not o.unread:
        return ""
    which = listed([str(n) for n in o.unread[:8]]) + (" en verder" if len(o.unread) > 8 else "")
    return (
        f"Rij {which} {'telt' if len(o.unread) == 1 else 'tellen'} nog niet mee. Kies van wie de blik is, over welke andere partij, en welke houding. "
        "Weet u de macht niet, laat die dan leeg."
    )


def compare(case: Case, guess: str, o: Outcome) -> str:
    position, power = sum(g.position for g in o.gaps), sum(g.power for g in o.gaps)
    said = {POSITION: "vaker over de houding", POWER: "vaker over de macht", EQUAL: "over beide even vaak"}
    if not o.gaps:
        return f"U voorspelde: {said[guess]}. Er is nog geen blik om naast te leggen. Vul er een paar in; dan staat hier het antwoord."
    found = EQUAL if position == power else POSITION if position > power else POWER
    same = "Dat is wat u dacht." if found == guess else f"Dat is anders dan u dacht: {said[found]}."
    return (
        f"U voorspelde: {said[guess]}. Van de {with_unit(str(len(o.gaps)), 'blik|blikken', len(o.gaps))} op tafel {'wijkt' if position == 1 else 'wijken'} er {position} af over de "
        f"houding en {power} over de macht. {same} "
        + (
            "Ook een houding kent u pas als u ernaar vraagt."
            if found == POSITION
            else "Houding hoort u in een overleg; macht blijkt vaak pas als iemand haar gebruikt."
        )
    )


def controls(case: Case) -> list:
    rows = start_rows(case)
    shown = next((r["over"] for r in rows), case.director or case.parties[0].key)
    eyes = case.director if any(case.director in (r["van"], r["over"]) for r in rows) else shown
    return [
        Choice(
            "eyes", "Wie bekijkt u?", [(p.key, p.called) for p in case.parties], eyes, "Haar rij en haar kolom zijn grijs in het plaatje."
        ),
        PartyRows(
            "rows",
            "De blikken",
            [
                party_column(case, "van", "Van", ABOVE),
                party_column(case, "over", "Over", "kies"),
                {"key": "positie", "label": "Houding", "default": UNKNOWN, "options": [[UNKNOWN, "kies"], *([p, p] for p in POSITIONS)]},
                power_column("weet ik niet"),
            ],
            rows,
            MOST,
            "Eén rij per blik. Laat ‘Van’ leeg als het dezelfde partij is als in de rij erboven. Rijen uit een rekenblad kunt u hier plakken.",
            also={"van": party_names(case), "over": party_names(case), "macht": power_names()},
        ),
    ]


EXPERIMENT = Experiment(
    key="blikken",
    notebook="07_procesontwerp",
    title="Spelersanalyse 1: hoe ziet de een de ander?",
    strategy="proces",
    guess=Guess(
        question="Partijen hebben een beeld van elkaars houding (voor, tegen, afwachtend) en van elkaars macht (productie, blokker, diffuus). "
        "U legt die beelden naast wat elke partij zelf zegt. Waarover wijken de beelden vaker af?",
        field=lambda case: Choice(
            "_guess",
            "Uw voorspelling",
            [(POSITION, "vaker over de houding"), (POWER, "vaker over de macht"), (EQUAL, "over beide even vaak")],
            POSITION,
        ),
        compare=compare,
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
    columns=("in de casus", "nu"),
    own="Welke blik op een ander hebt u nog nooit nagevraagd? Bij wie begint u, en hoe vraagt u het?",
    leaves_out=(
        "De blikken in de meegeleverde casussen zijn opgeschreven omdat er iets naast zit. Hoe vaak dat in het echt gebeurt, kunt u er dus niet uit aflezen.",
        "Wat een partij zelf zegt, is hier de maat. Maar een partij kan haar houding verbergen of haar macht overschatten. Dan ziet de ander het misschien beter.",
        "Een blik is hier van een hele organisatie. In het echt kijken een bestuurder en een uitvoerder van dezelfde organisatie verschillend.",
        "Elk verschil telt even zwaar: voor of afwachtend net zo als voor of tegen. Is de macht van een kant niet bekend, dan telt alleen de houding.",
    ),
    sources=("laing1966", "bruijn2008"),
    ready=lambda case: (
        None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in. Dat doet u in het notebook ‘Begin’."
    ),
)
