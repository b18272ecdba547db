"""The role must be granted: who tips whom, over the table of states."""

import re

import pytest

from regiekit.cases import Case, Party, View, load_shipped
from regiekit.cases.reading import assumed
from regiekit.cases.sights import CONDITIONS
from regiekit.proeven.begin.gunnen import RoleGranted
from tests.proeven.stands import Stand, stands
from tests.widgets.samples import CASES, EVIL, OWN

KEY = "gunnen"
GRANT, AT_ONCE, ASKED = "Partijen die", "… waarvan", "Hoeveel anderen"
ALL = dict.fromkeys(CONDITIONS, "ja")


def party(key, **more):
    return Party(key, **{"name": key.title(), "kind": "instelling", "size": 3, "position": "voor", **more})


def ladder(**second):
    """Granovetter's example: thresholds 0, 1, 2, 3; the second party can be given another."""
    waits = {"position": "afwachtend"}
    others = party("nul"), party("een", **(second or {"size": 4})), party("twee", **waits), party("drie", **waits, size=4)
    return assumed(Case(parties=(party("a", kind="gemeente"), *others), director="a"))


STALLS = ladder(position="afwachtend")
STUCK, WON = {"nul": 1, "een": None, "twee": None, "drie": None}, {"nul": 1, "een": 1, "twee": 2, "drie": 3}
TIPS = "Haalt u vooraf een partij die nee zegt over, dan gunnen 4 partijen de rol."

test_stands = stands(
    KEY,
    Stand(
        {"weight": 1}, {"thresholds": {"nul": 0, "een": 1, "twee": 2, "drie": 3}, "tip": None, "band": (1, 4)}, {ASKED: 1.5}, case=ladder()
    ),
    Stand(
        {"weight": 1}, {"turns": STUCK, "tip": ("een partij die nee zegt", 4), "band": (1, 4)}, {GRANT: 1, AT_ONCE: 1}, (TIPS,), case=STALLS
    ),
    Stand({"weight": 1, "first": "een"}, {"turns": WON}, {GRANT: (1, 4), AT_ONCE: (1, 2)}, ("haalde u vooraf over",), case=STALLS),
    # stalls without conditions, tips with the right ones: so the prediction is worth making
    Stand({}, {"eyes": "merenburg"}, {GRANT: (5, 5), AT_ONCE: 2}, ("‘Ik ben tegen’ weegt voor haar het zwaarst.",), case="regio"),
    Stand({"chair": "ja"}, {}, {GRANT: (5, 5)}, ("voorwaarde een onaf",), case="regio"),  # a good answer to another question
    Stand(ALL, {}, {GRANT: (5, 14)}, ("voorwaarden een onaf",), case="regio"),
    Stand({"eyes": "grootveer"}, says=("Zo kijken de meeste regisseurs. Kies een ander",), case="regio"),
    Stand({}, {"director": "b"}, case=Case(parties=tuple(map(party, "bcd")))),
)


@pytest.mark.parametrize("name", [case for case in CASES if case != "vijandig"])
@pytest.mark.parametrize("settings", [{}, ALL, {"director": 1}, {"weight": 0.5}, {"eyes": 0}])
def test_the_words_say_what_the_picture_shows(name, settings):
    case = Case(**OWN[name]()) if name in OWN else load_shipped(name)
    state = RoleGranted.at(case, **{k: case.parties[v].key if isinstance(v, int) else v for k, v in settings.items()})
    words, svg = state.words(), state.svg()
    assert words.count("Ronde ") == len({turn for turn in state.turns.values() if turn})
    marks = re.findall(r'text-anchor="middle" font-weight="700" fill="#\w+">([^<]+)<', svg)
    assert sorted(marks) == sorted(["R", *(str(turn) if turn else "–" for turn in state.turns.values())])
    assert svg.count('data-key="oog"') == 1
    assert not re.search(r"\b1 (partijen|bezwaren|kwesties|andere partijen)\b|\bgunnen 1 haar", words), words
    rows = {row[0]: row[2] for row in state.tables()[-1].rows}
    assert sum(when != "nee" for when in rows.values()) == state.yes


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_the_slider_of_the_prediction_does_not_start_on_the_answer(name):
    case = load_shipped(name)
    assert RoleGranted.guess(case).start != RoleGranted.answer(case) == RoleGranted.at(case).yes
    at_once = RoleGranted.at(case).at_once
    assert (f" {at_once} partij" if at_once else "Niemand") in RoleGranted.explain(case, 0)


def test_a_party_is_told():
    state = Stand({"weight": 1, "first": "een"}, case=STALLS).state(KEY)
    assert "haalde haar vooraf over" in state.pick("een")
    assert "meteen, in ronde 1" in state.pick("nul")
    assert "als 2 andere partijen dat ook doen. Dat gebeurt: ronde 2" in state.pick("twee")
    assert "om de regierol" in state.pick("a")
    assert "het blijft bij 1." in state.but(first="").pick("drie")
    assert "niet genoeg" in state.but(weight=2).pick("twee")


def test_a_view_is_shown_as_text():
    case = Case(parties=tuple(map(party, "abc")), director="a", views=(View("b", "a", note=EVIL),))
    seen = RoleGranted.at(case, eyes="b").tables()[0]
    assert EVIL in "".join(seen.text())
    assert EVIL not in seen.html()


def test_two_parties_are_too_few():
    assert "drie partijen" in RoleGranted.ready(Case(parties=(party("a"), party("b"))))
