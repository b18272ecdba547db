"""The words of the proeven: all right as they are, each kind of slip said in one Dutch sentence, and what follows from them written."""

import json
from math import ceil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from regiekit.widgets.declaration import keys
from tools import words

HANDS = "cultuur/vele_handen.toml"
NOW = words.texts()
#: The same with, for one proef, words that nobody rewrites: those in which a slip is made.
TEXTS = {**NOW, HANDS: Path(__file__).with_name("words.toml").read_text(encoding="utf-8")}
FILES = {file.key: file for name, text in TEXTS.items() if (file := words.read(name, text)[0])}

# ---- the files as they are -----------------------------------------------------------------------


def test_the_words_are_right_and_what_follows_from_them_is_written():
    assert words.problems(NOW) == []
    assert words.stale(NOW) == []


def test_every_proef_has_its_words():
    assert set(FILES) == set(keys())


def test_the_schema_is_a_schema_that_says_in_dutch_what_each_line_is_for():
    schema = json.loads(words.SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    tables = [schema]
    for table in tables:
        assert table["additionalProperties"] is False
        for property_ in table["properties"].values():
            assert property_["description"].endswith(".") or "?" in property_["description"]
            inner = property_.get("items", property_)
            assert ("patternErrorMessage" in inner) == ("pattern" in inner)
            tables += [inner] if inner.get("type") == "object" else []


def test_what_other_issues_fill_has_its_place_already():
    more = """
minuten = 10
versie = 1

[plan]"""
    end = """
[rekenen]
tekst = "Elke partij kiest of zij wacht."
functie = "many_hands.step_missed"
trekkingen = "{COST}"
startgetal = 1
marge = "hoogstens 1 van de 100"
[[rekenen.constanten]]
naam = "Wat de stap kost"
waarde = 30
eenheid = "%"
bron = "gekozen voor het gemak"

[[onderzoek]]
vondst = "Met meer mensen erbij helpt elk van hen minder vaak."
richting = "gemengd"
zekerheid = "omstreden"
waar = "Nederland"
afwijking = "De handen zijn hier gelijk."
bron = ["diekmann1985"]
gezien = "samenvatting"
"""
    assert words.read(HANDS, TEXTS[HANDS].replace("\n[plan]", more) + end)[1] == ()


# ---- a slip --------------------------------------------------------------------------------------

HAND = "data/proeven/cultuur/vele_handen.toml"
FIRST = f"{HAND}, vraag 'nog-een-hand'"
RIGHT, LAST = 'tekst = "De kans dat niemand iets doet, wordt groter"', 'tekst = "Er verandert niets, want één is genoeg"'
WHY = (
    'uitleg = "Dat zou zo zijn als ieder toch al iets deed. Maar ieder rekent op de ander, en hoe meer anderen, hoe rustiger men wacht."\n'
)
PLAN = """[plan]
hoofdstuk = "De keten en de cultuur"
volgorde = 20
naam = "Tussen wal en schip"
open = "Wat valt er tussen wal en schip, en wie is daarvoor verantwoordelijk?"
"""
KEY_TWICE = """
[[check]]
sleutel = "begin-of-eind"
tekst = "Klopt dat?"
[[check.opties]]
tekst = "Ja"
goed = true
uitleg = "Dat was al te zien aan het begin."
[[check.opties]]
tekst = "Nee"
uitleg = "Dat was al te zien aan het eind."
"""
TITLE = 'titel = "Tussen wal en schip: vele handen"\n'
#: What is wrong -> the text in the file, what stands there instead, and what is said of it.
SLIPS = {
    "not to be read": ('eigen = "Welke', "eigen = Welke", f"{HAND}, regel 8: dit is niet te lezen; kijk of elke tekst tussen rechte aanhalingstekens staat, en of elke lijst met ] sluit"),
    "not to be read at the end": ("voor voelt.\"\n", "voor voelt.\"\n[[", f"{HAND}, regel 53: dit is niet te lezen; kijk of elke tekst tussen rechte aanhalingstekens staat, en of elke lijst met ] sluit"),
    "a line twice": (TITLE, TITLE + TITLE, f"{HAND}, regel 6: wat hier begint, staat er al; haal er een weg"),
    "letters of another kind": ("vele handen", "vele h�nden", f"{HAND}: de letters zijn niet goed te lezen; bewaar het bestand als UTF-8 (zonder BOM)"),
    "unknown key": (TITLE, TITLE + 'titels = "Wie doet het?"\n', f"{HAND}: 'titels' is hier niet bekend; bedoelt u 'titel'?"),
    "unknown key, like nothing": (TITLE, TITLE + "xyz = 1\n", f"{HAND}: 'xyz' is hier niet bekend; haal de regel weg"),
    "unknown key further in": (WHY, WHY + 'uitlg = "x"\n', f"{FIRST}, antwoord 2: 'uitlg' is hier niet bekend; bedoelt u 'uitleg'?"),
    "missing text": (TITLE, "", f'{HAND}: titel ontbreekt; zet erbij: titel = "…"'),
    "missing number": ("volgorde = 20\ntitel", "titel", f"{HAND}: volgorde ontbreekt; zet erbij: volgorde = 10"),
    "missing list": ('rekenwijze = ["thompson1980", "diekmann1985", "shapley1953"]', "", f'{HAND}: rekenwijze ontbreekt; zet erbij: rekenwijze = ["…"]'),
    "missing table": (PLAN, "", f"{HAND}: plan ontbreekt; zet erbij: een kop [plan] met regels eronder"),
    "wrong type": ("volgorde = 20\ntitel", 'volgorde = "twintig"\ntitel', f"{HAND}, volgorde: hier staat 'twintig'; maak er een heel getal zonder aanhalingstekens van"),
    "a text for a list": ('rekenwijze = ["thompson1980", "diekmann1985", "shapley1953"]', 'rekenwijze = "thompson1980"', f"{HAND}, rekenwijze: hier staat 'thompson1980'; maak er een lijst van"),
    "too low": ("volgorde = 20\ntitel", "volgorde = 0\ntitel", f"{HAND}, volgorde: 0 is te laag; vul 1 of hoger in"),
    "one column": ('kolommen = ["niemand aangewezen", "nu"]', 'kolommen = ["nu"]', f"{HAND}, kolommen: hier staat er 1; maak er minstens 2 van"),
    "one of a few words": ("[plan]", '[[onderzoek]]\nvondst = "Er is weinig gezocht."\nzekerheid = "omstreeden"\n[plan]', f"{HAND}, onderzoek 1, zekerheid: 'omstreeden' kan hier niet; bedoelt u 'omstreden'?"),
    "a finding without a source": ("[plan]", '[[onderzoek]]\nvondst = "Meer mensen doen minder."\nrichting = "steunt"\n[plan]', f'{HAND}, onderzoek 1: hier staat geen bron; zet erbij: bron = ["…"], of maak richting = "geen"'),
    "a figure from a title": ("[plan]", '[[onderzoek]]\nvondst = "Het was 3 van de 4 keer zo."\nbron = ["diekmann1985"]\ngezien = "alleen titel"\n[plan]', f"{HAND}, onderzoek 1: van dit werk is alleen de titel gezien, en er staat een getal; haal het getal weg, of lees het werk"),
    "no notebook": ('notebook = "06_cultuur"', 'notebook = "06_kultuur"', f"{HAND}, notebook: '06_kultuur' bestaat niet; bedoelt u '06_cultuur'?"),
    "no heading": ('kop = "Tussen wal en schip"', 'kop = "tussen wal en schep"', f"{HAND}, kop: 'tussen wal en schep' is geen kop in 06_cultuur; bedoelt u 'Tussen wal en schip'?"),
    "no heading, like nothing": ('kop = "Tussen wal en schip"', 'kop = "Iets"', f"{HAND}, kop: 'Iets' is geen kop in 06_cultuur; neem de kop letterlijk over"),
    "no chapter": ('"De keten en de cultuur"', '"De keten en cultuur"', f"{HAND}, plan, hoofdstuk: 'De keten en cultuur' is geen hoofdstuk; bedoelt u 'De keten en de cultuur'?"),
    "no right answer": (RIGHT + "\ngoed = true", RIGHT, f"{FIRST}: geen antwoord is goed; zet goed = true bij het goede antwoord"),
    "two right answers": (LAST, LAST + "\ngoed = true", f"{FIRST}: 2 antwoorden zijn goed; laat goed = true bij één antwoord staan"),
    "no explanation": (WHY, "", f'{FIRST}, antwoord 2: uitleg ontbreekt; zet erbij: uitleg = "…"'),
    "a short explanation": (WHY, 'uitleg = "Nee hoor."\n', f"{FIRST}, antwoord 2, uitleg: dit is te kort; schrijf minstens 20 tekens"),
    "an answer twice": (LAST, RIGHT, f"{FIRST}: antwoord 1 en antwoord 3 zijn gelijk; verander er een"),
    "no question mark": ("Wat doet dat in dit denkmodel?", "Wat doet dat in dit denkmodel", f"{FIRST}, tekst: 'Een signaal bleef liggen bij drie parti…' kan zo niet; eindig met een vraagteken"),
    "half a brace": ("kost wie hem zet {COST}%", "kost wie hem zet {COST%", f"{HAND}, vraag: een accolade mist haar andere helft; schrijf {{NAAM}}, of haal haar weg"),
    "no constant": ("kost wie hem zet {COST}%", "kost wie hem zet {COTS}%", f"{HAND}, vraag: 'COTS' staat niet in regiekit/proeven/cultuur/vele_handen.py; bedoelt u 'COST'?"),
    "a constant in small letters": ("kost wie hem zet {COST}%", "kost wie hem zet {cost}%", f"{HAND}, vraag: 'cost' staat niet in regiekit/proeven/cultuur/vele_handen.py; bedoelt u 'COST'?"),
    "no source": ('"shapley1953"', '"shapley193"', f"{HAND}, rekenwijze 3: 'shapley193' staat niet in data/references.bib; bedoelt u 'shapley1953'?"),
    "too long": ('titel = "Tussen', 'titel = "' + "x" * 100 + "Tussen", f"{HAND}, titel: dit zijn 132 tekens; maak er hoogstens 100 van"),
    "a place taken": ("volgorde = 20\ntitel", "volgorde = 30\ntitel", f"{HAND}, volgorde: '30' staat al in 06_cultuur, bij echelons; kies iets anders"),
    "a place in the plan taken": ("volgorde = 20\nnaam", "volgorde = 30\nnaam", f"{HAND}, plan, volgorde: '30' staat al in ‘De keten en de cultuur’, bij echelons; kies iets anders"),
    "a key that can't be": ('sleutel = "nog-een-hand"', 'sleutel = "Nog een hand"', f"{HAND}, vraag 'Nog een hand', sleutel: 'Nog een hand' kan zo niet; gebruik alleen kleine letters, cijfers, - en _"),
    "a key twice": ("[plan]", KEY_TWICE + "[plan]", "data/proeven/cultuur/warme_overdracht.toml, vraag 'begin-of-eind', sleutel: 'begin-of-eind' staat al in een andere vraag, bij vele_handen; kies iets anders"),
    "a changed key": ('sleutel = "nog-een-hand"', 'sleutel = "meer-handen"', f"{HAND}: de vraag 'nog-een-hand' is weg, en er hangen bewaarde antwoorden aan; zet haar terug, of geef 'meer-handen' haar oude sleutel"),
}  # fmt: skip


@pytest.fixture
def named(monkeypatch):
    """`vele_handen` as if it had its module already, with a few constants."""
    given = {"COST": 30, "PRESENT": 90, "ONE": 0, "TWO": 9, "SHARE": "17", "DRAWS": 1000}
    monkeypatch.setattr(words, "constants", lambda strategy, key: given if key == "vele_handen" else None)


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.usefixtures("named")
def test_a_slip_is_said_in_one_sentence_with_place_and_remedy(slip):
    right, wrong, said = SLIPS[slip]
    assert TEXTS[HANDS].count(right) == 1
    found = words.problems({**TEXTS, HANDS: TEXTS[HANDS].replace(right, wrong)})
    assert found == [said]


@pytest.mark.parametrize(("files", "said"), [
    ({"cultuur/vele_hande.toml": TEXTS[HANDS]}, "data/proeven/cultuur/vele_hande.toml: er is geen proef 'vele_hande'; bedoelt u 'vele_handen'?"),
    ({HANDS: None}, "data/proeven: de proef 'vele_handen' heeft geen bestand; maak vele_handen.toml in de map van haar strategie"),
    ({"proces/vele_handen.toml": TEXTS[HANDS]}, "data/proeven/proces/vele_handen.toml: de proef 'vele_handen' heeft meer dan één bestand; haal er een weg"),
    ({HANDS: None, "kultuur/vele_handen.toml": TEXTS[HANDS]}, "data/proeven/kultuur/vele_handen.toml: 'kultuur' is geen map voor proeven; bedoelt u 'cultuur'?"),
    ({words.KEYS: TEXTS[words.KEYS] + 'weg = ["de-vraag"]\n'}, "data/proeven/sleutels.toml: van de proef 'weg' is het bestand weg; zet weg.toml terug"),
    ({words.KEYS: TEXTS[words.KEYS].replace('"eerlijk-delen"', '"eerlijk-delen", "oude-vraag"')}, f"{HAND}: de vraag 'oude-vraag' is weg, en er hangen bewaarde antwoorden aan; zet haar terug"),
    ({words.KEYS: "<<<<<<< hier\n"}, "data/proeven/sleutels.toml, regel 1: dit is niet te lezen; kijk of elke tekst tussen rechte aanhalingstekens staat, en of elke lijst met ] sluit"),
])  # fmt: skip
def test_files_and_proeven_belong_together(files, said):
    assert said in words.problems({name: text for name, text in {**TEXTS, **files}.items() if text is not None})


# ---- what follows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong", ["<!-- antwoorden vele_hande -->\n<!-- einde antwoorden -->", "<!-- antwoorden vele_handen -->", "<!-- einde antwoorden -->"]
)
def test_a_mark_without_its_other_half_or_a_proef_is_said(monkeypatch, wrong):
    page = words._page
    monkeypatch.setattr(words, "_page", lambda notebook: page(notebook) + (wrong if notebook == "06_cultuur" else ""))
    found = words.problems(TEXTS)
    assert len(found) == 1
    assert found[0].startswith("docs/docent/06_cultuur.md: bij '")


@pytest.mark.usefixtures("named")
def test_the_answers_in_a_page_follow_the_words_and_what_stands_around_them_stays():
    text = TEXTS[HANDS].replace("wordt groter", "stijgt: {COST}")
    file = words.read(HANDS, text)[0]
    before = "# Docent\n\n<!-- antwoorden vele_handen -->\noud\n<!-- einde antwoorden -->\n\n## Verder\n"
    after = words.page(before, [file], "06_cultuur")
    assert after.startswith("# Docent\n\n<!-- antwoorden vele_handen -->\n**Check: de antwoorden.**\n\n* *Een signaal bleef liggen")
    assert "denkmodel?* **De kans dat niemand iets doet, stijgt: 30.** Elke hand erbij" in after
    assert after.endswith("<!-- einde antwoorden -->\n\n## Verder\n")
    assert "oud" not in after
    assert words.page(after, [file], "06_cultuur") == after
    assert words.stale({**TEXTS, HANDS: text}) == [
        "docs/docent/06_cultuur.md: dit volgt de woorden nog niet; doe `uv run python -m tools.words --write`"
    ]


def test_the_minutes_in_a_page_are_counted_anew():
    after = words.page("# Docent\n\n<!-- minuten -->\noud\n<!-- einde minuten -->\n\n## Verder\n", [], "09_assembleren")
    assert after.startswith("# Docent\n\n<!-- minuten -->\n**Geteld voor wie alleen werkt**")
    assert f"*De mix* {ceil(words.takes(['mix'], words.TRIED))}." in after
    assert after.endswith("\n<!-- einde minuten -->\n\n## Verder\n")
    assert "oud" not in after


def test_a_page_that_names_another_time_is_said(monkeypatch):
    monkeypatch.setattr(words, "takes", lambda proeven, steps: 1.0)
    assert "docs/docent/09_assembleren.md: dit volgt de woorden nog niet; doe `uv run python -m tools.words --write`" in words.stale(NOW)


def test_a_page_has_one_place_for_its_minutes(monkeypatch):
    page = words._page
    monkeypatch.setattr(
        words, "_page", lambda notebook: words.COUNTED.sub("", page(notebook)) if notebook == "06_cultuur" else page(notebook)
    )
    (said,) = words.problems(NOW)
    assert said.startswith("docs/docent/06_cultuur.md: de getelde tijd hoort er één keer in; zet <!-- minuten -->")


def test_a_proef_that_has_no_place_in_a_page_yet_comes_at_the_end():
    after = words.page("# Docent\n", [FILES["vele_handen"], FILES["knippen"]], "06_cultuur")
    assert after.startswith("# Docent\n\n## Tussen wal en schip\n\n<!-- antwoorden vele_handen -->\n")
    assert after.count("## ") == 1


def test_a_new_key_is_kept_and_no_old_one_is_let_go():
    new = {**TEXTS, HANDS: TEXTS[HANDS].replace("[plan]", KEY_TWICE.replace("begin-of-eind", "derde") + "[plan]")}
    assert words.problems(new) == []
    assert 'vele_handen = ["nog-een-hand", "eerlijk-delen", "derde"]' in words.follows(new)[f"data/proeven/{words.KEYS}"]


def test_nothing_is_written_while_something_is_wrong(monkeypatch, capsys):
    monkeypatch.setattr(words, "texts", lambda: {**TEXTS, HANDS: TEXTS[HANDS].replace(TITLE, "")})
    monkeypatch.setattr(words, "write", lambda given: pytest.fail("written"))
    assert words.main(["--write"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f'{HAND}: titel ontbreekt; zet erbij: titel = "…"',
        "Er is niets geschreven: verbeter eerst wat hierboven staat.",
    ]


def test_writing_renews_pages_notebooks_and_pictures_and_looks_at_the_spelling(monkeypatch, capsys):
    done = []
    monkeypatch.setattr(words.made, "write", lambda folder, files: done.append(sorted(files)[0]))
    monkeypatch.setattr(words.notebooks, "write", lambda path: done.append(path.name))
    monkeypatch.setattr(words.images, "pictures", lambda: {"00_begin.svg": ""})
    monkeypatch.setattr(words, "faults", lambda: [f"{HAND}.titel: ‘hnden’ staat in geen woordenlijst"])
    assert words.main(["--write"]) == 1
    assert done == ["data/minutes.toml", *(path.name for path in words.notebooks.notebooks()), "00_begin.svg"]
    assert capsys.readouterr().out.endswith(
        f"{HAND}.titel: ‘hnden’ staat in geen woordenlijst; verbeter het, of zet het woord in tools/words.txt\n"
    )
