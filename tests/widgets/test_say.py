"""How a party stands in a sentence: with its article, the verb in its number, and the word that refers to it; a typed name as it was typed."""

import attrs
import pytest

from regiekit.cases import Party, load_shipped, shipped
from regiekit.cases.model import UNSAID
from regiekit.cases.reading import taken
from regiekit.widgets.case_editor import CaseEditor
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.say import again, capital, does, fold, foremost, of_all, phrase, roughly

DOCTORS = Party("h", "Huisartsengroep Zuid", "Huisartsen", phrase="de huisartsen", plural=True, pronoun="zij")


@pytest.mark.parametrize(
    ("party", "said", "word"),
    [
        (DOCTORS, "de huisartsen gunnen", "zij"),
        (Party("t", "Stichting Jeugdteam", phrase="het jeugdteam", plural=False, pronoun="het"), "het jeugdteam gunt", "het"),
        (Party("z", "Gemeente Zuiderdam", phrase="Zuiderdam", plural=False, pronoun="het"), "Zuiderdam gunt", "Zuiderdam"),
        (Party("v", "Veilig Thuis Zuid", phrase="Veilig Thuis", plural=False), "Veilig Thuis gunt", "Veilig Thuis"),
        (Party("e", "Bewoners van de Dam", "Dam"), "Bewoners van de Dam gunt", "Bewoners van de Dam"),
    ],
)
def test_a_party_in_a_sentence(party, said, word):
    assert (does(party, "gunt", "gunnen"), again(party)) == (said, word)


def test_the_verb_of_who_is_foremost_goes_with_the_number_of_one():
    parties = {"h": DOCTORS, "g": Party("g", phrase="de gemeente", plural=False)}
    for scores, said in (({"h": 2, "g": 1}, "winnen de huisartsen"), ({"h": 1, "g": 2}, "wint de gemeente")):
        assert foremost(scores, lambda k: phrase(parties[k]), "[wint|winnen] {}", plural=lambda k: parties[k].plural) == said


@pytest.mark.parametrize("key", shipped())
def test_every_party_of_a_shipped_case_stands_in_a_sentence(key):
    for party in load_shipped(key).parties:
        assert party.phrase
        assert "(" not in party.phrase
        assert "," not in party.phrase
        article, plural = party.phrase.split()[0], party.plural
        assert plural is (party.key in ("huisarts", "ouders", "huurders", "eigenaren", "installateurs"))
        assert article != "het" or (party.pronoun, plural) == ("het", False)
        assert article != "de" or party.pronoun in (("zij",) if plural else ("zij", "hij", None))


def test_who_types_another_name_says_nothing_of_how_it_stands_in_a_sentence(folder):
    editor = CaseEditor()
    editor.clicked("_copy")
    rows = editor.values["partijen"]
    editor.put(partijen=[rows[0] | {"naam": "Gemeente Dam"}, rows[1] | {"sector": "zorg"}, *rows[2:]])
    first, second, *_ = editor.case.parties
    assert {name: getattr(first, name) for name in UNSAID} == UNSAID
    assert (first.name, phrase(first), phrase(second)) == ("Gemeente Dam", "Gemeente Dam", "de jeugdregio")


def test_of_whom_too_little_is_known_no_plural_is_said():
    case = load_shipped("jeugdhulp")
    lacking = case.with_changes(parties=[attrs.evolve(party, size=None) for party in case.parties])
    assert {does(party, "wacht", "wachten") for party in taken(lacking, (("size", 3),)).parties} == {
        f"Partij {i + 1} wacht" for i in range(15)
    }


@pytest.mark.parametrize(
    ("key", "case", "settings", "said"),
    [
        ("verbouwing", "jeugdhulp", {"party": "ggz"}, "verliezen de huisartsen"),
        ("grootste_gemene_deler", "jeugdhulp", {"issue": "gegevens"}, "De huisartsen willen maar"),
    ],
)
def test_the_verb_of_a_plural_in_the_sentences_of_the_proeven(key, case, settings, said):
    state = proef_class(key).at(load_shipped(case), **settings)
    assert said in state.words() + state.report()


def test_a_capital():
    assert [capital(text) for text in ("de huisartsen", "één partij", "éénmaal", "")] == ["De huisartsen", "Eén partij", "Éénmaal", ""]


@pytest.mark.parametrize(
    ("number", "whole", "said"),
    [
        (0, 22, "geen van de 22 partijen gaat"),
        (1, 9, "één van de negen partijen gaat"),
        (8, 20, "acht van de twintig partijen gaan"),
        (1, 22, "van de 22 partijen gaat er één"),
        (14, 22, "van de 22 partijen gaan er 14"),
        (22, 22, "alle 22 partijen gaan"),
    ],
)
def test_so_many_of_so_many_never_begins_with_a_figure(number, whole, said):
    assert of_all(number, whole, "partijen", "gaat", "gaan") == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "niets"), (0.004, "bijna niets"), (0.05, "een klein deel"), (0.09, "een tiende"), (0.25, "een kwart"), (0.3, "bijna een derde"), (0.47, "bijna de helft"),
        (0.54, "ruim de helft"), (0.75, "driekwart"), (0.82, "ruim driekwart"), (0.95, "bijna alles"), (0.999, "bijna alles"), (1, "alles"),
    ],
)  # fmt: skip
def test_a_share_as_one_says_it(share, said):
    assert roughly(share) == said


@pytest.mark.parametrize("percent", range(101))
def test_a_share_in_words_is_on_the_side_it_says(percent):
    """Independent of the list: who says "ruim" says less than it is, who says "bijna" more."""
    named = {
        "een tiende": 0.1,
        "een vijfde": 0.2,
        "een kwart": 0.25,
        "een derde": 1 / 3,
        "de helft": 0.5,
        "twee derde": 2 / 3,
        "driekwart": 0.75,
        "negen tiende": 0.9,
        "alles": 1,
    }
    word, _, rest = roughly(percent / 100).partition(" ")
    if rest in named:
        assert (named[rest] < percent / 100) == (word == "ruim")


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        (1.3, "bijna anderhalf keer"), (1.5, "anderhalf keer"), (5 / 3, "ruim anderhalf keer"), (2, "twee keer"), (2.55, "tweeënhalf keer"), (3.33, "bijna drieënhalf keer"),
        (7.4, "ruim zeven keer"), (12, "meer dan tien keer"),
    ],
)  # fmt: skip
def test_a_factor_as_one_says_it(factor, said):
    assert fold(factor) == said
