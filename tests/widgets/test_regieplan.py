"""The regieplan: what was kept stands in it, what was not becomes a question, and nothing in it is an empty heading."""

import re
from datetime import date
from urllib.parse import unquote

import nbformat
import pytest

from regiekit.cases import Case, Party, load_shipped, workspace
from regiekit.cases.data import data_path
from regiekit.reports import FORMATS
from regiekit.reports.document import Bullets, Heading, Paragraph, Picture, Table
from regiekit.widgets import progress
from regiekit.widgets.declaration import keys, proef_class, words_file
from regiekit.widgets.regieplan import (
    ASKS,
    CHAPTERS,
    FIELDS,
    FOR_LEARNERS,
    FRONT,
    LEFT_OUT,
    LONG,
    answered,
    example,
    filled,
    left_out,
    parts,
    plan,
    shows,
)
from regiekit.widgets.regieplan_panel import Regieplan
from tests.widgets.samples import CASES, EVIL, blocks, revealed, state, take
from tools.notebooks import FOLDER

NOT_REAL = Paragraph("Deze casus is verzonnen. Namen, partijen en getallen bestaan niet echt.", kind="note")
ANSWERS = [{}, {"regieplan": {"mis": "Regen."}}, {"eilandenrijk": {"eigen": "Twee eilanden."}}]


def headings(document):
    return [(b.level, b.text) for b in document.blocks if isinstance(b, Heading)]


def open_questions(document):
    at = next((i for i, b in enumerate(document.blocks) if isinstance(b, Heading) and b.text == "Open vragen"), None)
    return document.blocks[at + 1].items if at is not None else ()


def said(document):
    """Everything that is to be read in it."""
    out = [document.title, document.subtitle, document.author]
    for b in document.blocks:
        out += {
            Heading: lambda b: [b.text],
            Paragraph: lambda b: [b.lead, b.text],
            Bullets: lambda b: b.items,
            Picture: lambda b: [b.caption, b.alt],
            Table: lambda b: [b.caption, *b.columns, *(c for row in b.rows for c in row)],
        }[type(b)](b)
    return "\n".join(out)


def test_every_proef_has_one_place_in_the_plan():
    placed = [proef.key for chapter in CHAPTERS for proef in parts(chapter)]
    assert sorted(placed) == sorted(keys())


MAY_LACK = {"uitkomst", "raad"}


@pytest.mark.parametrize("key", sorted(path.stem for path in (data_path() / "examples").glob("*.toml")))
def test_an_example_is_of_the_versions_of_today(key):
    answers = filled(key).answers
    old = {k for k, given in answers.items() if given.get("instellingen") and given.get("versie", 1) != words_file(k).get("versie", 1)}
    assert old == set()


@pytest.mark.parametrize("name", sorted(MAY_LACK))
def test_what_should_be_better_and_what_the_council_hears_stand_in_front_when_filled(panel, name):
    told = f"Over {name} zeggen wij iets."
    assert FIELDS[name].label in str(panel.tree)
    before = plan(workspace.current())
    assert FRONT[name] not in said(before) + str(open_questions(before))
    panel.put(**{name: told, "keuze": "Wij wachten."})
    front, behind = pages(plan(workspace.current()))
    at = [b.text for b in front if isinstance(b, Heading | Paragraph)]
    assert at[at.index(FRONT[name]) + 1] == told
    assert told not in [b.text for b in behind if isinstance(b, Paragraph)]
    panel.put(**{name: " "})
    assert FRONT[name] not in said(plan(workspace.current()))


def test_what_stands_in_front_is_asked_where_it_is_empty():
    assert set(FRONT) == set(ASKS) | MAY_LACK
    assert set(FRONT) < set(FIELDS)
    asked = open_questions(plan(load_shipped("warmte")))
    assert set(ASKS.values()) <= set(asked)
    document = plan(load_shipped("warmte").with_changes(answers={"regieplan": {"keuze": "Wij wachten."}}))
    assert headings(document)[0] == (1, FRONT["keuze"])
    assert ASKS["keuze"] not in open_questions(document)
    assert set(ASKS.values()) - {ASKS["keuze"]} <= set(open_questions(document))


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("case", ["jeugdhulp", "klein", "leeg", "vijandig"])
def test_no_heading_is_empty(case, answers):
    take(case)
    document = plan(workspace.current().with_changes(answers=answers))
    for block, after in zip(document.blocks, [*document.blocks[1:], Heading(1, "")], strict=True):
        if isinstance(block, Heading):
            assert not isinstance(after, Heading) or after.level > block.level, block.text


def test_without_answers_it_is_the_case_and_a_short_list():
    document = plan(load_shipped("warmte"))
    assert [text for _, text in headings(document)] == ["De casus", "Open vragen"]
    assert open_questions(document) == tuple(ASKS.values())


def test_an_empty_case_has_a_plan():
    document = plan(Case(title=""))
    assert document.title == "Regieplan"
    assert all(write(document) for _, _, write in FORMATS.values())


def test_what_the_learner_wrote_stands_in_it_and_its_question_is_gone():
    case = load_shipped("warmte")
    question = proef_class("vele_handen").part.question
    begun = {"warme_overdracht": {"eigen": "Wij bellen."}}
    assert question not in open_questions(plan(case))
    assert question in open_questions(plan(case.with_changes(answers=begun)))
    document = plan(case.with_changes(answers={**begun, "vele_handen": {"eigen": "De monteur.\nEn zijn baas."}}))
    assert question not in open_questions(document)
    own = [b.text for b in document.blocks if isinstance(b, Paragraph)]
    assert own[own.index("De monteur.") + 1] == "En zijn baas."
    assert not [b for b in document.blocks if isinstance(b, Paragraph) and b.lead == "Het denkmodel."], "no settings were kept"


def test_only_done_is_not_in_the_plan():
    case = load_shipped("warmte").with_changes(answers={"vele_handen": {"voorspelling": 3, "check": {"a": "1"}}})
    assert answered(case)["06_cultuur"]["vele_handen"].seen
    assert [text for _, text in headings(plan(case))] == ["De casus", "Open vragen"]


def test_the_outcome_is_that_of_the_kept_settings_and_of_the_case_now():
    def models(case):
        document = plan(case.with_changes(answers={"eilandenrijk": {"versie": 2, "instellingen": {"merged": 3}}}))
        return next(b for b in document.blocks if isinstance(b, Picture) and b.caption == "Eilanden in het netwerk")

    case = load_shipped("jeugdhulp")
    d = proef_class("eilandenrijk")
    assert models(case).svg == d.at(case, merged=3).svg()
    fewer = case.with_changes(ties=case.ties[:3])
    assert models(fewer).svg == d.at(fewer, merged=3).svg() != models(case).svg
    assert models(fewer).alt != models(case).alt


def test_settings_that_came_to_mean_something_else_are_not_in_the_plan(monkeypatch):
    case = load_shipped("jeugdhulp").with_changes(
        answers={"overlap": {"eigen": "Wij bellen.", "instellingen": {"sharpness": 90, "contact": 15}}}
    )
    outcome = proef_class("overlap").at(case, sharpness=90, contact=15).report()
    assert outcome in said(plan(case))
    monkeypatch.setitem(words_file("overlap"), "versie", 2)
    assert "Wij bellen." in said(plan(case))
    assert not any(line.startswith(outcome[:30]) for line in said(plan(case)).splitlines())
    assert outcome not in said(plan(case))
    again = case.with_changes(answers={"overlap": {**case.answers["overlap"], "versie": 2}})
    assert outcome in said(plan(again))


def test_what_a_denkmodel_leaves_out_and_its_sources_come_with_it():
    case = load_shipped("jeugdhulp").with_changes(answers={"eilandenrijk": {"versie": 2, "instellingen": {"merged": 3}}})
    text = said(plan(case))
    for sentence in left_out(proef_class("eilandenrijk")):
        assert sentence in text
    assert "Kleinrock" in text
    assert "Kleinrock" not in said(plan(load_shipped("jeugdhulp")))


@pytest.mark.parametrize("key", keys())
@pytest.mark.parametrize("case", ["jeugdhulp", "klein", "leeg", "vijandig"])
def test_every_proef_can_be_in_the_plan(key, case):
    """With words and the settings it starts with; where the case is too small for it, the words are still there."""
    take(case)
    d, now = proef_class(key), workspace.current()
    document = plan(now.with_changes(answers={key: {"eigen": "Mijn woorden.", "instellingen": {"x": 1}}}))
    assert "Mijn woorden." in said(document)
    assert d.part.name in [text for _, text in headings(document)]


@pytest.mark.parametrize(
    "broken",
    [
        {"eilandenrijk": "kapot"},
        {"eilandenrijk": [1]},
        {"eilandenrijk": {"instellingen": 7, "eigen": 3}},
        {"eilandenrijk": {"instellingen": {"merged": "veel"}}},
        {"regieplan": {"stappen": "nu", "mis": 4}},
    ],
)
def test_answers_edited_by_hand_break_nothing(broken):
    assert plan(load_shipped("jeugdhulp").with_changes(answers=broken)).blocks


def test_the_example_is_a_filled_plan():
    case, document = filled("jeugdhulp"), example()
    assert set(CHAPTERS) <= {text for _, text in headings(document)}
    assert 0 < len(open_questions(document)) <= 4
    assert "verzonnen" in said(document)
    assert set(case.answers["regieplan"]) == set(FIELDS)
    for key in case.answers.keys() - {"regieplan"}:
        kept = case.answers[key].get("instellingen", {})
        settings = proef_class(key).at(case, **kept).settings
        assert {name: settings[name] for name in kept} == kept
    assert 8 <= len([b for b in document.blocks if isinstance(b, Picture)]) <= 15


def test_the_example_agrees_with_its_case_and_with_itself():
    """Who gets work is asked and signs; what is called cold is cold in the case; one term for the structure; of whom a gain is not known, wins little."""
    case = filled("jeugdhulp")
    given = case.answers
    asked = {row["wie"] for row in given["regieplan"]["gevraagd"]}

    def at(key):
        return proef_class(key).at(case, **given[key]["instellingen"])

    hands = at("vele_handen")
    doing = {p.label for p in case.parties} & {row["wie"] for row in given["regieplan"]["stappen"]}
    assert doing | {case.party(key).label for key in hands.duty} <= asked
    assert {case.party(key).label for key in hands.group} <= asked

    warm = {frozenset(pair) for pair in at("warme_overdracht").chosen}
    know = {frozenset((t.source, t.target)) for t in case.ties if t.kind in ("informeel", "informatie")}
    assert warm
    assert not warm & know

    own = " ".join(str(answer.get("eigen", "")) for answer in given.values()) + given["regieplan"]["keuze"] + at("dilemmabox").heen_en_weer
    assert "indeling dit jaar" in own
    assert not re.search(r"halfjaar|twee jaar|jaar lang", own)

    shared = at("grootste_gemene_deler")
    known = {p.key for p in shared.sharing}
    assert known == shared.kinds.keys() > set()
    assert "huisarts" not in known
    (begins,) = [b.text for b in example().blocks if isinstance(b, Paragraph) and b.lead == "In de beginstand."]
    assert shared.part.name.rstrip("?") not in begins, "a table that was filled in is no beginning"
    assert proef_class("schaduw").part.name in begins
    assert shared.bare["huisarts"] == min(shared.bare[p.key] for p in shared.parties)


def test_the_example_speaks_to_who_never_saw_the_notebooks():
    """No "u", no slider, no question of the proef; a few pages."""
    document = example()
    text = said(document)
    for line in text.partition("Colofon")[0].splitlines():  # behind it stand the names on the screen
        assert not re.search(r"\b[Uu](w|zelf)?\b|\bschui(f|ven)\b|[Vv]oorspelling|[Dd]raai aan", line), line
    assert len(text) < 45_000


@pytest.mark.parametrize("key", keys())
def test_what_a_denkmodel_leaves_out_is_short_and_can_be_read_alone(key):
    found = left_out(proef_class(key))
    assert 1 <= len(found) <= LEFT_OUT
    assert not any(map(FOR_LEARNERS.search, found))


def test_the_tables_say_what_was_chosen_and_written():
    case = filled("jeugdhulp")
    shown = {b.caption: b for b in plan(case).blocks if isinstance(b, Table)}
    rows = {row[0]: row[1:] for row in shown["Het ontwerp"].rows}
    assert rows["Wie doen mee?"] == ("wie nodig is voor de uitvoering, ook wie tegen is; ja, op afgesproken momenten", ""), (
        "the list of the case itself is not repeated"
    )
    assert rows["Hoe overleggen en besluiten?"][1].startswith("Elke twee weken in de school")
    box = next(b for caption, b in shown.items() if caption.startswith("De dilemmabox"))
    assert dict(box.rows)["Wat die kost"] == "Elke instelling voor zware hulp maakt een dag per week iemand vrij."


def test_a_large_case_with_everything_kept_stays_a_plan():
    """Every proef kept at its starting settings, on forty parties."""
    take("veertig")
    case = workspace.current()
    answers = {key: {"eigen": "Mijn woorden.", "instellingen": {"x": 1}} for key in keys()}
    document = plan(case.with_changes(answers=answers))
    assert said(document).count("Mijn woorden.") == len(keys())
    assert not re.search(r"\b[Uu]w?\b", " ".join(b.text for b in document.blocks if isinstance(b, Paragraph)))


def test_hostile_text_is_only_text():
    take("vijandig")
    case = workspace.current().with_changes(
        answers={"regieplan": {"mis": EVIL, "van": EVIL}, "eilandenrijk": {"eigen": EVIL, "instellingen": {"merged": 1}}}
    )
    page = FORMATS["html"][2](plan(case)).decode()
    assert "<script" not in page
    assert "<img src=x" not in page


# ---- the panel ------------------------------------------------------------------------------------------------------


@pytest.fixture
def panel():
    take("klein")
    panel = Regieplan()
    panel.files, panel.sent = [], []
    panel.download = lambda name, data, mime: panel.files.append((name, data, mime))
    panel.send = lambda message, buffers=None: panel.sent.append(message)
    return panel


def test_what_is_filled_in_is_kept_and_comes_back(panel):
    panel.put(mis="Regen.", van="Ik")
    panel.put(
        stappen=[
            {"stap": "Bellen", "wie": "", "wanneer": ""},
            {"stap": "", "wie": "", "wanneer": ""},
            {"stap": "", "wie": "", "wanneer": ""},
        ]
    )
    again = Regieplan()
    assert (again.values["mis"], again.values["van"], again.values["stappen"][0]["stap"]) == ("Regen.", "Ik", "Bellen")
    assert "Bellen" in said(again._document())


@pytest.mark.parametrize(("field", "value"), [("mis", "x" * 4001), ("van", "x" * 121), ("stappen", "nu"), ("regisseur", 4)])
def test_what_does_not_fit_is_refused_in_words_and_what_was_kept_stays(panel, field, value):
    panel.put(mis="Regen.")
    panel.put(**{field: value})
    assert panel.live[f"fout:{field}"]
    assert Regieplan().values["mis"] == "Regen."


def test_the_web_page_is_offered_at_once(panel):
    panel.clicked("_as:html")
    [(name, data, mime)] = panel.files
    assert (name, mime) == ("regieplan-kleine-casus.html", "text/html")
    assert b"Kleine casus" in data
    assert "regieplan-kleine-casus.html" in panel.spoken


@pytest.mark.parametrize("format_", ["docx", "odt"])
def test_a_word_processors_file_waits_for_the_pictures(panel, format_):
    panel.clicked(f"_as:{format_}")
    [message] = panel.sent
    assert message["key"] == f"_png:{format_}"
    assert not panel.files
    for i in reversed(range(len(message["draw"]))):
        assert not panel.files
        panel.received(message["key"], str(i), b"")  # the browser could not draw it
    [(name, data, _)] = panel.files
    assert name == f"regieplan-kleine-casus.{format_}"
    assert data.startswith(b"PK")


def test_a_picture_that_was_not_asked_for_is_nothing(panel):
    for key, name in [("_png:docx", "0"), ("_png:exe", "0"), ("_png:docx", "x")]:
        panel.received(key, name, b"")
    panel.clicked("_as:exe")
    assert not panel.files


def test_the_plan_and_the_example_can_be_looked_at(panel):
    panel.clicked("_plan")
    assert "Kleine casus" in panel.live["_shown"]
    panel.clicked("_example")
    assert "Waardborg" in panel.live["_shown"]
    panel.clicked("_example")
    assert "_shown" not in panel.live
    assert "_paper" not in [b["key"] for b in blocks(panel.tree)]


def test_what_was_kept_elsewhere_is_in_the_file(panel):
    workspace.answer("vele_handen", eigen="De monteur.")
    panel.clicked("_as:html")
    assert b"De monteur." in panel.files[0][1]


# ---- the overview ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", [*CASES, "leeg"])
def test_the_overview_stands_on_any_case(case):
    take(case)
    assert "0 van de" in progress.Progress().text()


def test_what_is_kept_beside_the_settings_is_the_sentence_for_the_plan():
    """Of an outcome that came from a file nothing else is kept."""
    panel = revealed("eilandenrijk", "klein")
    panel.clicked("_vouch")
    panel.clicked("_keep")
    kept = workspace.current().answers["eilandenrijk"]["uitkomst"]
    assert kept == state(panel).report()


def test_done_and_kept_are_told_apart():
    panel = revealed("eilandenrijk", "klein")
    overview = progress.Progress()
    assert overview.live["_overview"].count("gedaan, nog niets bewaard") == 1
    panel.clicked("_keep")
    overview.clicked("_again")
    assert "1 van de 7 bewaard" in overview.live["_overview"]
    assert "04_structuur.ipynb#Eilandenrijk" in overview.live["_overview"]
    assert "hebt u er 1 bewaard" in overview.spoken


def test_looking_again_names_the_case_that_was_chosen_in_another_notebook():
    workspace.choose("jeugdhulp")
    overview = progress.progress()
    workspace.choose("warmte")
    overview.clicked("_again")
    assert overview.spoken.startswith("U koos in een ander notebook de casus ‘Van het gas af in de Beemdhoek’. ")
    assert "Van het gas af" in overview.live["_words"]
    overview.clicked("_again")
    assert "ander notebook" not in overview.spoken + overview.live["_words"]


def test_of_one_task_or_of_nobody_the_plan_says_no_odd_number():
    case = load_shipped("jeugdhulp")
    one = case.with_changes(tasks=case.tasks[:1])
    d = proef_class("overlap")
    assert re.fullmatch(r"De taak ‘[^’]+’ heeft bij deze afbakening (niemand als|één|meer dan één) eigenaar\.", d.at(one).report())


@pytest.mark.parametrize("key", keys())
def test_a_link_leads_to_the_heading_above_the_proef(key):
    name, heading = unquote(progress.address(key)).split("#")
    cells = nbformat.read(FOLDER / name, as_version=4).cells
    at = next(i for i, cell in enumerate(cells) if f'proef("{key}")' in cell.source)
    above = [line for cell in cells[:at] if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.startswith("#")]
    assert above[-1].lstrip("# ").replace(" ", "-") == heading


def test_without_its_package_a_proef_says_what_it_said_before(monkeypatch):
    from regiekit.widgets import regieplan

    monkeypatch.setattr(regieplan, "absent", lambda needs: "Dit kan hier niet." if needs else None)
    key = next(key for key in keys() if proef_class(key).needs)
    document = plan(
        load_shipped("jeugdhulp").with_changes(answers={key: {"eigen": "", "instellingen": {"x": 1}, "uitkomst": "Zo was het."}})
    )
    assert "Zo was het." in said(document)


def pages(document):
    """The blocks in front, and those of the appendix."""
    at = next(i for i, b in enumerate(document.blocks) if isinstance(b, Heading) and b.text.startswith("Bijlage"))
    return document.blocks[:at], document.blocks[at:]


def test_a_filled_plan_begins_with_what_one_signs():
    front, behind = pages(example())
    assert [b.text for b in front if isinstance(b, Heading)] == [*FRONT.values(), "Akkoord"]
    assert [b.text for b in behind if isinstance(b, Heading)][-2:] == ["Wat de denkmodellen weglaten", "Colofon"]
    assert sum(isinstance(b, Heading) and b.page for b in behind) == 1


def test_the_second_page_begins_with_what_is_asked_where_one_page_is_too_small():
    def second(case):
        return [b.text for b in pages(plan(case))[0] if isinstance(b, Heading) and b.page]

    assert second(filled("jeugdhulp")) == [FRONT["gevraagd"]]
    few = {"keuze": "Wij wachten.", "gevraagd": [{"wie": "De GGD", "wat": "Een naam"}]}
    assert second(load_shipped("jeugdhulp").with_changes(answers={"regieplan": few})) == []
    alone = {"gevraagd": [{"wie": "De GGD", "wat": "Een naam"}] * 6}
    assert second(load_shipped("jeugdhulp").with_changes(answers={"regieplan": alone})) == []


def test_each_party_of_which_something_is_asked_has_room_to_sign():
    asked = [{"wie": "De GGD", "wat": "Een naam"}, {"wie": "De politie", "wat": "Tijd"}, {"wie": "De GGD", "wat": "Cijfers"}]
    case = load_shipped("jeugdhulp")

    def signers(**given):
        document = plan(case.with_changes(answers={"regieplan": given}))
        (table,) = [b for b in document.blocks if isinstance(b, Table) and b.caption == "Wie dit plan ondertekent"]
        return [row[0].strip() for row in table.rows]

    assert signers(gevraagd=asked) == ["De GGD", "De politie"]
    assert signers(keuze="Wij wachten.") == ["", ""]


def test_of_parties_with_a_name_only_the_names_stand_in_a_sentence():
    blocks = plan(
        Case(
            title="Wijkzorg", parties=[Party(name.lower(), name=name) for name in ("A", "B", "C")], answers={"regieplan": {"keuze": "Ja."}}
        )
    ).blocks
    assert Paragraph("A, B en C.", lead="De partijen.") in blocks
    assert "De partijen" not in [b.caption for b in blocks if isinstance(b, Table)]


def test_the_front_is_the_same_for_six_and_for_forty_parties_and_a_long_text_goes_on_behind():
    given = {"regieplan": {"mis": "Het kan regenen. " * 100, "keuze": "Wij wachten."}}
    fronts = []
    for case in ("klein", "veertig"):
        take(case)
        front, behind = pages(plan(workspace.current().with_changes(answers=given)))
        fronts.append([b for b in front if b != NOT_REAL])
        assert sum(len(b.text) for b in front if isinstance(b, Paragraph)) < 2 * LONG
        assert given["regieplan"]["mis"].strip() in [b.text for b in behind if isinstance(b, Paragraph)]
    assert fronts[0] == fronts[1]


def test_the_colophon_says_how_to_make_it_once_more():
    def colophon(case, day=None):
        lines = said(plan(case, day)).splitlines()
        return lines[lines.index("Colofon") + 2 :]

    case = load_shipped("jeugdhulp").with_changes(answers={"eilandenrijk": {"versie": 2, "instellingen": {"merged": 3}}})
    first, *sets = colophon(case, date(2026, 3, 1))
    assert first.startswith("Gemaakt op 1 maart 2026 met regiekit ")
    assert any("Samengevoegde eilanden: 3" in line for line in sets)
    assert not any("In de beginstand" in line for line in sets)
    both = case.with_changes(answers={**case.answers, "gunnen": {"instellingen": {"chair": "nee"}}})
    assert colophon(both)[-2:] == ["In de beginstand.", "Wie gunt de rol, en wie nog niet."]
    assert colophon(case)[0] != colophon(case.with_changes(title="Anders"))[0]
    assert colophon(case)[0] == colophon(case.with_changes(answers={**case.answers, "regieplan": {"van": "Ik"}}))[0]


def test_what_is_to_be_seen_is_said_of_a_picture():
    case = load_shipped("jeugdhulp").with_changes(answers={"eilandenrijk": {"versie": 2, "instellingen": {"merged": 3}}})
    shown = next(b for b in plan(case).blocks if isinstance(b, Picture) and b.caption == "Eilanden in het netwerk")
    assert shown.alt.startswith("Netwerk. Te zien: ")
    assert "Loket" in shown.alt
    assert len(shown.alt) <= 602
    assert "&" not in shows("<svg><text x='1'>Zorg &amp; co</text></svg>", "Plaatje").replace("Zorg & co", "")


def test_no_sentence_of_a_plan_ends_twice():
    assert not re.search(r"(?<!\.)\.\.(?!\.)", said(example()))
