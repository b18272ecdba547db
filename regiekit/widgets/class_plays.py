"""What some proeven ask a class beside their prediction: plays in which the hall itself is the model, its outcome worked out from how often each answer was given."""

import tomllib
from collections.abc import Mapping, Sequence
from math import ceil, comb
from typing import TYPE_CHECKING, Any

from regiekit.cases import Case
from regiekit.cases.data import data_path
from regiekit.models import role_granted
from regiekit.plots.board import Board
from regiekit.plots.svg import letter, text_width
from regiekit.widgets.class_vote import SIZE, Outcome, Question
from regiekit.widgets.say import form, number_word, times

if TYPE_CHECKING:
    from regiekit.widgets.proef_panel import ProefPanel

WIDE, LEFT, TOP, ROW = 660.0, 290.0, 36.0, 32.0  # of a picture, viewBox units; LEFT is moved for a long name
STEP = 10  # per cent between two thresholds that can be chosen
ACT = [["doe", "Ik doe het"], ["wacht", "Ik wacht af"]]
THRESHOLD, LIVE, TWO, SIX, NAMED, DEAL, FAR = "drempel", "meedoen", "twee", "zes", "aangewezen", "pakket", "ver"
MOST_ROLES = MOST_ISSUES = 12  # that a phone takes
SIZES = {TWO: 2, SIX: 6, NAMED: 5}  # who must all wait for nobody to act; of six with one named the five others

Seen = Mapping[str, Sequence[Outcome]]


def more(panel: "ProefPanel") -> list[Question]:
    """What this proef asks beside its prediction and check questions."""
    from regiekit.widgets.class_choices import PLAYS

    own = {"gunnen": _granted, "vele_handen": _hands, "brede_agenda": _table, "grootste_gemene_deler": _shared}
    of = (own | PLAYS).get(panel.declaration.key)
    return of(panel) if of else []


def bars(title: str, rows: Sequence[tuple[str, float, str]], most: float, strategy: str) -> Board:
    """Rows of a name, a value from 0 to `most` and how it is written."""
    b, left = Board(WIDE, TOP + ROW * len(rows) + 10, strategy), max(LEFT, *(18 + text_width(name, SIZE) for name, *_ in rows))
    b.text(8, 22, title, SIZE, weight=600)
    for i, (name, value, said) in enumerate(rows):
        y, wide = TOP + ROW * i, (WIDE - left - 90) * value / (most or 1)
        b.text(left - 10, y + 23, name, SIZE, "end", key=f"t{i}")
        b.rect(left, y + 5, max(1.5, wide), ROW - 10, key=f"b{i}", fill="accent", stroke="accent")
        b.text(left + wide + 8, y + 23, said, SIZE, weight=600, key=f"n{i}")
    b.line(left, TOP, left, TOP + ROW * len(rows), width=1.2)
    return b


# -- gunnen: at which share of the hall do you say yes? ----------------------------------------------------------------------


def thresholds(outcome: Outcome) -> list[int]:
    """Per member how many others must say yes first, lowest first: the share that was chosen (rows of `STEP` per cent) of all others, rounded up."""
    others = outcome["n"] - 1
    return [ceil(i * STEP * others / 100) for i, (_, count) in enumerate(outcome["rijen"]) for _ in range(count)]


def cascade(waits: Sequence[int]) -> list[int]:
    """How many said yes after each round, until nobody follows; nobody at all is one round of 0."""
    turns = [turn for turn in role_granted.rounds(waits) if turn]
    return [sum(turn <= n for turn in turns) for n in range(1, max(turns, default=1) + 1)]


def _granted(panel: "ProefPanel") -> list[Question]:
    block = {"t": "range", "key": "", "label": "Bij welk deel van de zaal zegt u ja?", "min": 0, "max": 100, "step": STEP, "unit": "%",
             "help": "0: ik zeg als eerste ja. 100: pas als alle anderen ja zeggen."}  # fmt: skip
    text = "Iemand vraagt u allen om de regierol. U ziet hoeveel anderen ja zeggen."
    answer = "Ieder wacht op anderen. Hoe ver het komt, hangt af van wie er begint en of de volgende dichtbij zit."
    join = {"t": "choice", "key": "", "label": "Zegt u nu ja?", "options": [["ja", "Ja"], ["nee", "Nog niet"]]}
    live = "Kijk op het scherm hoeveel anderen ja zeggen. De eerste keer is dat niemand. Daarna stemt u nog eens."
    compare = "Leg wat er gebeurde naast wat u vooraf zei. Wie anderen ja ziet zeggen, kan anders kiezen dan gedacht."
    title, strategy = panel.declaration.title, panel.declaration.strategy
    return [
        Question(THRESHOLD, "Spel in de zaal", title, text, block, answer, None, lambda seen: hall(seen, strategy)),
        Question(LIVE, "Spel: doe nu mee", title, live, join, compare, None, lambda seen: joined(seen, strategy)),
    ]


def hall(seen: Seen, strategy: str) -> tuple[Board, str]:
    """The cascade of this hall round by round, and what it comes to with one early person less, or with everybody one step easier."""
    outcome = seen[THRESHOLD][-1]
    waits, n = thresholds(outcome), outcome["n"]
    rounds = cascade(waits)
    fewer = cascade(waits[1:])[-1] if n > 1 else 0
    easier = [max(0, i - 1) for i, (_, count) in enumerate(outcome["rijen"]) for _ in range(count)]
    eased = cascade([ceil(i * STEP * (n - 1) / 100) for i in easier])[-1]
    shown = rounds if len(rounds) <= 6 else [*rounds[:5], rounds[-1]]
    names = [f"na ronde {i}" for i in range(1, len(shown))] + [f"na ronde {len(rounds)}"]
    rows = [*zip(names, shown, strict=True), ("één vroege minder", fewer), ("met één voorwaarde", eased)]
    board = bars(f"Wie zegt ja, van de {n}?", [(name, many, str(many)) for name, many in rows], n, strategy)
    said = (
        f"In deze zaal zeggen na {number_word(len(rounds))} {form(len(rounds), 'ronde', 'rondes')} {rounds[-1]} van de {n} mensen ja. "
        f"Zonder de persoon die het snelst ja zegt, zijn dat er {fewer}. Neemt één voorwaarde bij ieder {STEP} procentpunt twijfel weg, dan zijn het er {eased}."
    )
    return board, said


def joined(seen: Seen, strategy: str) -> tuple[Board, str]:
    """How many really said yes, the first time and the last, beside the cascade of what this hall said before."""
    votes = [vote for vote in seen[LIVE] if vote["rijen"]]
    n, yes = votes[-1]["n"], [vote["rijen"][0][1] for vote in votes]
    rows = [("echt, de eerste keer", yes[0]), ("echt, de laatste keer", yes[-1])][: len(yes)]
    said = f"Echt zeiden {yes[-1]} van de {n} mensen ja{f', de eerste keer {yes[0]}' if len(yes) > 1 else ''}."
    if THRESHOLD in seen:
        before, many = cascade(thresholds(seen[THRESHOLD][-1])), seen[THRESHOLD][-1]["n"]
        rows += [("vooraf gezegd, ronde 1", before[0]), ("vooraf gezegd, einde", before[-1])]
        said += f" Volgens wat de zaal vooraf zei, zouden het er {before[-1]} van de {many} worden."
    return bars(f"Wie zei echt ja, van de {n}?", [(name, m, str(m)) for name, m in rows], max(n, *(m for _, m in rows)), strategy), said


# -- vele_handen: act or wait, in hidden groups -------------------------------------------------------------------------------


def nobody(outcome: Outcome, size: int) -> float | None:
    """The share of all groups of this size that can be made of the hall in which everyone waits; None where the hall is smaller than a group."""
    n, waiting = outcome["n"], outcome["rijen"][1][1]
    return comb(waiting, size) / comb(n, size) if n >= size else None


def _hands(panel: "ProefPanel") -> list[Question]:
    told = "U zit in een groepje van {}. U weet niet met wie. Een taak blijft liggen, en één persoon is genoeg om die te doen. Wie het doet, is er een avond aan kwijt. Doet niemand het, dan heeft iedereen daar last van."
    named = told.format("zes") + " Een ander uit uw groepje is aangewezen."
    answer = "Hoe meer handen, hoe vaker ieder op een ander rekent. Kijk hoe vaak in uw zaal niemand iets doet."
    texts = {TWO: told.format("twee"), SIX: told.format("zes"), NAMED: named}
    names = {TWO: "Spel: groepjes van 2", SIX: "Spel: groepjes van 6", NAMED: "Spel: van 6 één aangewezen"}
    d = panel.declaration
    return [
        Question(key, names[key], d.title, text, {"t": "choice", "key": "", "label": f"{names[key]}. Wat doet u?", "options": ACT}, answer, None,
                 lambda seen: idle(seen, model(panel), d.strategy))
        for key, text in texts.items()
    ]  # fmt: skip


def model(panel: "ProefPanel") -> dict[str, float]:
    """The model's chance that nobody acts in groups of two and of six, and that none of the five acts who are not named."""
    start: Any = panel.declaration.at(panel.case)
    of = {TWO: start.but(hands=2, named="").waiting, SIX: start.waiting}
    found = {key: waiting[SIZES[key] - 1][0] for key, waiting in of.items() if len(waiting) >= SIZES[key]}
    named = start.but(hands=SIZES[SIX], named=start.group[0])
    return found | ({NAMED: (1 - named.willing) ** SIZES[NAMED]} if SIX in found else {})


def idle(seen: Seen, expected: Mapping[str, float], strategy: str) -> tuple[Board, str]:
    """How often nobody acts over all ways to divide this hall in groups, beside the model."""
    rows, parts = [], []
    for key, name in ((TWO, "2"), (SIX, "6"), (NAMED, "6 met één naam")):
        share = nobody(seen[key][-1], SIZES[key]) if key in seen else None
        if share is None:
            continue
        rows.append((f"zaal, {name}", share, f"{100 * share:.0f}%"))
        where, who = ("6 met één aangewezen persoon", "niemand van de vijf anderen") if key == NAMED else (name, "niemand")
        parts.append(f"In groepjes van {where} doet {times(share)} {who} iets.")
        if key in expected:
            rows.append((f"model, {name}", expected[key], f"{100 * expected[key]:.0f}%"))
    said = " ".join(parts) + " Dat is gerekend over alle manieren om deze zaal in groepjes te delen."
    if NAMED in seen:
        said += " Wie is aangewezen, telt hier niet mee: die doet het als hij er is."
    return bars("Hoe vaak doet niemand iets?", rows, 1, strategy), said


# -- grootste_gemene_deler: how far would you go, and where does a group end in which all must agree ------------------------------


def least(outcome: Outcome, size: int) -> float:
    """The lowest answer in a group of this size, the mean over all groups that can be made of the hall, per cent."""
    counts = [count for _, count in outcome["rijen"]]
    return STEP * sum(comb(sum(counts[i:]), size) for i in range(1, len(counts))) / comb(outcome["n"], size)


def _shared(panel: "ProefPanel") -> list[Question]:
    block = {"t": "range", "key": "", "label": "Hoe ver gaat u mee?", "min": 0, "max": 100, "step": STEP, "unit": "%",
             "help": "0: u deelt niets. 100: u deelt alles."}  # fmt: skip
    text = "Uw organisatie en een paar andere delen straks een loket en een budget. Allen moeten instemmen, en niemand krijgt er iets voor terug."
    answer = "Moet iedereen instemmen, dan komt een groep zo ver als wie het minst wil. Hoe groter de groep, hoe lager dat ligt."
    d = panel.declaration
    return [Question(FAR, "Spel: hoe ver gaat u mee?", d.title, text, block, answer, None, lambda seen: lowest(seen, d.strategy))]


def lowest(seen: Seen, strategy: str) -> tuple[Board, str]:
    """How far groups of this hall come when all must agree, beside people whose wishes are spread evenly: 1 / (n + 1)."""
    outcome, rows, parts = seen[FAR][-1], [], []
    for size in (size for size in (2, 4, 8) if size <= outcome["n"]):
        found = {f"zaal, {size} mensen": least(outcome, size), f"gelijk verdeeld, {size}": 100 / (size + 1)}
        rows += [(name, value, f"{value:.0f}%") for name, value in found.items()]
        parts.append(
            f"Een groep van {number_word(size)} uit deze zaal komt gemiddeld tot {rows[-2][2]}, een groep met gelijk verdeelde wensen tot {rows[-1][2]}."
        )
    return bars("Hoe ver komt een groep samen?", rows, 100, strategy), " ".join(parts)


# -- brede_agenda: at tables, each phone with its own goal, secret and gains ----------------------------------------------------


def _table(panel: "ProefPanel") -> list[Question]:
    case, d = panel.case, panel.declaration
    issues = [issue for issue in case.issues if issue.name.split()]
    roles = _roles(panel.key, case)
    if not (2 <= len(issues) <= MOST_ISSUES and 2 <= len(roles) <= MOST_ROLES and len(issues) == len(case.issues)):
        return []
    options = [[issue.key, f"{letter(i)}. {issue.name}"[:200]] for i, issue in enumerate(issues)]
    block = {"t": "set", "key": "", "label": "Tegen welk pakket zegt u ja?", "options": options}
    text = "U zit aan een tafel met een eigen rol. Samen kiest u een pakket: wat regelt u, en wat nu niet? Zeg alleen ja als u op het hele pakket niet onder nul uitkomt."
    answer = "Kijk welke pakketten er waren, en welke erbij kwamen doordat iemand een voorwaarde uitsprak."
    dealt = [_role(case, role) for role in roles]
    return [Question(DEAL, "Spel aan tafel", d.title, text, block, answer, None, lambda seen: tables(case, roles, seen, d.strategy), dealt)]


def _roles(key: str, case: Case) -> list[dict[str, Any]]:
    """Who sits at a table: the roles of the role play of this case, else its parties as they are."""
    path = data_path() / "role_play" / f"{key}.toml"
    if path.is_file():
        return tomllib.loads(path.read_text(encoding="utf-8"))["rollen"]
    return [{"partij": party.key} for party in case.parties]


def _role(case: Case, role: Mapping[str, Any]) -> dict[str, Any]:
    """A role as its phone shows it; nobody else sees it."""
    points = [{"optie": issue.key, "punten": issue.gains.get(role["partij"], 0)} for issue in case.issues]
    told = [role.get("doel", ""), f"Alleen u weet dit: {role['geheim']}" if "geheim" in role else ""]
    found: dict[str, Any] = {
        "titel": case.party(role["partij"]).called[:200],
        "tekst": "\n\n".join(one for one in told if one)[:1500] or "U kent alleen uw eigen punten.",
    }
    if "kwestie" in role:
        found["als"] = {"optie": role["kwestie"], "punten": role["wordt"], "tekst": role["als"][:300]}
    return found | {"punten": points}


def gains(case: Case, roles: Sequence[Mapping[str, Any]], told: bool) -> list[list[float]]:
    """Per issue what each role wins; `told`: once every condition was said aloud."""
    return [
        [role["wordt"] if told and role.get("kwestie") == issue.key else issue.gains.get(role["partij"], 0) for role in roles]
        for issue in case.issues
    ]


def tables(case: Case, roles: Sequence[Mapping[str, Any]], seen: Seen, strategy: str) -> tuple[Board, str]:
    """Per table the package that all its phones chose and for how many of the roles it is no loss, beside the packages in which nobody loses."""
    from regiekit.models import package_deal

    before, after = (package_deal.passing(gains(case, roles, told)) for told in (False, True))
    rows, agreed, found = [], 0, seen[DEAL][-1].get("tafels", [])
    for number, _, package in found:
        chosen = {i for i, one in enumerate(package) if one == "1"}
        if not chosen:
            rows.append((f"tafel {number}", 0.0, "geen akkoord"))
            continue
        agreed += 1
        sums = [sum(column[i] for i in chosen) for column in zip(*gains(case, roles, True), strict=True)]
        safe = sum(one >= 0 for one in sums)
        rows.append((f"tafel {number}", float(safe), f"{''.join(letter(i) for i in sorted(chosen))}: {safe} van {len(roles)}"))
    board = bars("Voor hoeveel rollen is het pakket geen verlies?", rows, 1.4 * len(roles), strategy)
    said = (
        f"{agreed} van de {len(found)} tafels {form(agreed, 'koos', 'kozen')} één pakket. Noemt niemand een voorwaarde, dan verliest niemand bij "
        f"{sum(before[1:])} van de {len(before) - 1} pakketten. Is elke voorwaarde uitgesproken, dan zijn het er {sum(after[1:])}."
    )
    return board, said
