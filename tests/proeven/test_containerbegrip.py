"""Containerbegrip: what is counted, what is said of it, and a card half answered."""

import math

import pytest

from regiekit.cases import Case
from regiekit.proeven.begin import containerbegrip as proef
from regiekit.proeven.begin.containerbegrip import CARDS, ContainerTerm
from regiekit.widgets.class_codes import REGIE, read
from tests.proeven.stands import Stand, keyed, stands

KEYS = [v.key for v in CARDS.vignettes]
FIRST = {v.key: v.fits[0] for v in CARDS.vignettes}
SHARES = [list(FIRST.values()).count(verb) for verb in proef.VERBS]


def answers(called=KEYS, verbs=FIRST.get, number=16):
    """The first cards answered: which are called regie, and the verb per vignette."""
    said = {key + proef.WORD: proef.YES if key in called else proef.NO for key in KEYS[:number]}
    return said | {key + proef.VERB: verbs(key) for key in KEYS[:number]}


def labelled(*how, **named):
    return ContainerTerm(Case(), **answers(*how, **named))


test_stands = stands(
    "containerbegrip",
    Stand(
        {},
        {"support": math.nan, "meaning": math.nan, "code": "XXXX XXXX XXXX XXXX"},
        {"Steun": (0.5, math.nan), "Hoe vaak": (proef.DECK, math.nan)},
        says=("nog geen zin",),
        notes={"brand": ""},
    ),
    Stand(
        answers(),
        {"support": 1, "fitting": 1, "meaning": sum(n * (n - 1) for n in SHARES) / (16 * 15)},
        {"Deel van de zinnen met": (sum(len(v.fits) for v in CARDS.vignettes) / 16 / 7, 1)},
        says=("bijna overal", "geen onderscheid", "dan doet de gemeente daarin"),
    ),
    Stand(answers(verbs=lambda k: "coordineren"), {"meaning": 1}, says=("namelijk coördineren",)),
    # only what is called regie counts for the meaning
    Stand(answers(["straten", "gezin"]), {"support": 2 / 16, "meaning": 1}),
    Stand(answers(["straten"]), {"meaning": math.nan}, silent=("van de 100 keer",)),
    Stand(answers(KEYS[:8]), {"support": 0.5}, says=("niet alles",)),
    Stand(answers(KEYS[:5]), says=("zuinig",)),
    Stand(answers(number=3), says=("Dertien zinnen zijn nog niet af",), silent=("geen onderscheid",)),
    Stand(
        {"straten_regie": "ja", "plein_werkwoord": "toezien"},
        {"given": {}, "half": 2},
        says=("ontbreekt telkens één antwoord. Een zin telt mee als u beide vragen beantwoordt",),
    ),
    Stand(
        answers([k for k in KEYS if k != "brand"], lambda k: "toezien"),
        notes={"kamers": "U noemt dit regie. Een nota zou schrijven: ‘De gemeente voert regie op de kamerverhuur.’", "brand": "geen regie"},
    ),
)


def test_what_is_compared_with_is_the_deck_itself():
    """Two sentences at random: by counting all pairs of the verbs that fit best."""
    verbs = list(FIRST.values())
    pairs = [a == b for i, a in enumerate(verbs) for b in verbs[:i]]
    assert pytest.approx(sum(pairs) / len(pairs)) == proef.DECK
    assert "geen onderscheid" in labelled().conclusion
    some = [k for k in KEYS if FIRST[k] in ("coordineren", "opdragen", "toezien")]
    assert "enkele soorten handelen" in labelled(some).conclusion


def test_the_note_says_whether_the_verb_fits_and_why():
    state = labelled(verbs=lambda k: "toezien")
    assert state.note("kamers").startswith("‘Toezien’ past. ")
    assert "past hier minder" in state.note("brand")
    assert "grensgeval" in state.note("brand")


def test_the_tiles_are_those_of_the_labels():
    state = labelled(KEYS[1:], number=10)
    assert sorted(key for key in keyed(state) if key.startswith("v:")) == sorted(f"v:{key}" for key in KEYS)
    assert [t.key for t in state.tiles[None]] == KEYS[10:]
    tones = {t.key: t.tone for verb in proef.VERBS for t in state.tiles[verb]}
    assert tones == {key: "strong" if i else "plain" for i, key in enumerate(KEYS[:10])}
    assert float(keyed(state)["m:steun"][0]["width"]) == pytest.approx(0.9 * 628, abs=0.1)


def test_the_comparison_follows_the_labels():
    assert labelled(number=0).compared(50).endswith("dan staat hier uw eigen uitkomst.")
    assert "100 van de 100 keer. Dat is 50 meer" in labelled(verbs=lambda k: "toezien").compared(50)
    assert "Dat is na zes van de zestien zinnen." in labelled(number=6).compared(50)
    close = labelled()
    assert "ook wat u dacht" in close.compared(round(100 * close.meaning) + 5)
    assert "6 minder" in close.compared(round(100 * close.meaning) + 6)


def test_the_code_can_be_read_back():
    state = labelled(KEYS[1:], number=15)
    assert f"Uw code voor de klas is {state.code}." in state.words()
    (member,) = read(state.code, 16, REGIE).members
    assert member == (*(proef.position(i > 0, FIRST[key]) for i, key in enumerate(KEYS[:15])), None)
    assert [proef.position(called, verb) for called in (True, False) for verb in proef.VERBS] == list(range(len(REGIE)))


@pytest.mark.parametrize(
    ("number", "called", "says"), [(3, KEYS, ""), (16, [], ""), (16, KEYS, "Alle zestien"), (4, KEYS[:1], "Eén van de vier")]
)
def test_what_the_plan_says(number, called, says):
    said = labelled(called, number=number).report()
    assert says in said if says else said == ""
    assert ("iets anders" in said) == (len(called) == 16 and number == 16)
