"""The role must be granted: who tips whom, over the table of states."""

import re

import pytest

from regiekit.cases import Case, Issue, Party, Tie, View, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import role_granted as model
from regiekit.proeven.begin.gunnen import CONTENT, TERMS, RoleGranted
from regiekit.widgets.say import capital, listed, number_word, phrase
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import CASES, EVIL, OWN

KEY = "gunnen"
GRANT, AT_ONCE, ASKED = "Partijen die", "Zoveel partijen", "Hoeveel anderen"
ALL = dict.fromkeys(TERMS, "ja")


def party(key, **more):
    return Party(key, **{"name": key.title(), "kind": "instelling", "size": 3, "position": "voor", **more})


def ladder(**second):
    """Granovetter's example: thresholds 0, 1, 2, 3; the second party can be given another."""
    waits = {"position": "afwachtend"}
    others = party("nul"), party("een", **(second or {"size": 4})), party("twee", **waits), party("drie", **waits, size=4)
    known = {"ties": (Tie("nul", "een", "informatie"),), "issues": (Issue("k", gains={}),)}  # of which nobody wins or loses anything
    return assumed(Case(parties=(party("a", kind="gemeente"), *others), director="a", **known))


STALLS = ladder(position="afwachtend")
AGAINST = ladder(position="tegen")
STUCK, WON = {"nul": 1, "een": None, "twee": None, "drie": None}, {"nul": 1, "een": 1, "twee": 2, "drie": 3}
LIGHTER = "Als elk bezwaar iets lichter weegt, zeggen alle vier partijen ja."

test_stands = stands(
    KEY,
    Stand(
        {"weight": 1}, {"thresholds": {"nul": 0, "een": 1, "twee": 2, "drie": 3}, "tip": None, "band": (1, 4)}, {ASKED: 1.5}, case=ladder()
    ),
    Stand(
        {"weight": 1},
        {"turns": STUCK, "tip": ("één partij", 4), "band": (1, 4)},
        {GRANT: 1, AT_ONCE: 1},
        (LIGHTER,),
        case=STALLS,
    ),
    Stand({"weight": 1, "first": "een"}, {"turns": WON}, {GRANT: (1, 4), AT_ONCE: (1, 2)}, ("vooraf overgehaald",), case=STALLS),
    # against: 5 points, and nothing but a plan that lies open takes any of them away
    Stand(
        {"weight": 1, "eyes": "een"},
        {"thresholds": {"nul": 0, "een": 5, "twee": 2, "drie": 3}},
        notes={"eyes": "‘Ik ben tegen’ weegt"},
        case=AGAINST,
    ),
    Stand(
        {"weight": 1, "money": "ja"},
        {"thresholds": {"nul": 0, "een": 5, "twee": 2, "drie": 3}},
        {GRANT: (1, 1)},
        ("stelt daar eigen geld tegenover",),
        case=AGAINST,
    ),
    Stand(
        {"weight": 1, CONTENT: "ja"},
        {"thresholds": {"nul": 0, "een": 2, "twee": 2, "drie": 3}},
        notes={CONTENT: "bij één partij een bezwaar weg"},
        case=AGAINST,
    ),
    Stand({"director": "bank"}, says=("Als u één partij vooraf overhaalt, zeggen in het beste geval zes partijen ja.",), case="warmte"),
    Stand(
        {"director": "regio", "weight": 3},
        says=(
            "Als u vooraf de gemeente, het samenwerkingsverband of de ouders overhaalt, volgen er meer en zeggen alle veertien partijen ja.",
        ),
    ),
    Stand({"director": "school", "weight": 1}, says=("Als u vooraf één partij overhaalt, volgen er meer",)),
    Stand({"weight": 1, **ALL}, {"thresholds": {"nul": 0, "een": 1, "twee": 1, "drie": 3}}, {GRANT: (1, 4)}, case=AGAINST),
    Stand({"eyes": "a"}, notes={"eyes": "Zo kijken de meeste regisseurs. Kies een ander"}, case=STALLS),
    Stand({}, {"director": "b"}, case=Case(parties=tuple(map(party, "bcd")))),
)


@pytest.mark.parametrize("name", [case for case in CASES if case != "vijandig"])
@pytest.mark.parametrize("settings", [{}, ALL, {"director": 1}, {"weight": 0.5}, {"eyes": 0}])
def test_the_words_say_what_the_picture_shows(name, settings):
    case = Case(**OWN[name]()) if name in OWN else load_shipped(name)
    state = RoleGranted.at(case, **{k: case.parties[v].key if isinstance(v, int) else v for k, v in settings.items()})
    words, svg = state.words(), state.svg()
    late = sum(turn is not None and turn > 1 for turn in state.turns.values())
    assert ("Daarna volg" in words) == bool(late)
    followed = [phrase(case.party(key)) for key, turn in state.turns.items() if turn is not None and turn > 1]
    assert not late or f" {listed(followed) if late < 3 else f'er {number_word(late)}'}, omdat anderen al ja zeiden" in words
    drawn = keyed(state)
    columns = {key[2:]: float(attrs["transform"][10:].split()[0]) for key, (attrs, _) in drawn.items() if key.startswith("n:")}
    assert set(columns) == set(case.party_keys)
    told = {key: drawn[f"n:{key}"][0]["aria-label"] for key in state.turns}
    assert all(told[key].endswith(f"in ronde {turn}" if turn else "gunt de rol niet") for key, turn in state.turns.items())
    # left to right: an earlier round, then who waits, then who says no whatever happens
    order = [(turn or 1000 + (key in state.never), columns[key]) for key, turn in state.turns.items()]
    assert all((one < other) == (x < y) for one, x in order for other, y in order if one != other)
    assert svg.count('data-key="oog"') == 1
    assert not re.search(r"\b(1|één) (partijen|bezwaarpunten|andere partijen)\b", words), words
    rows = {row[0]: row[2] for row in state.tables()[-1].rows}
    assert sum(when != "nee" for when in rows.values()) == state.yes


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_the_slider_of_the_prediction_does_not_start_on_the_answer(name):
    case = load_shipped(name)
    assert RoleGranted.guess(case).start != RoleGranted.answer(case) == RoleGranted.at(case).yes
    at_once = RoleGranted.at(case).at_once
    assert (f" {number_word(at_once)} partij" if at_once else "Niemand") in RoleGranted.explain(case, 0)


def test_a_party_is_told():
    state = Stand({"weight": 1, "first": "een"}, case=STALLS).state(KEY)
    assert "vooraf overgehaald" in state.pick("een")
    assert "meteen, in ronde 1" in state.pick("nul")
    assert "wacht Twee tot twee andere partijen ja zeggen. Dat is in ronde 2 zover." in state.pick("twee")
    assert "om de regierol" in state.pick("a")
    assert "het blijft bij één." in state.but(first="").pick("drie")
    assert "niet genoeg" in state.but(weight=2).pick("twee")


@pytest.mark.parametrize(("case", "settings", "point"), [
    (STALLS, {}, "De andere wachten"),
    (STALLS, {"first": "een"}, "Alle vier"),
    (STALLS, {"first": "een", "weight": 2}, "daardoor volgt niemand anders"),
    (STALLS, {"first": "nul"}, "was niet nodig: ook zonder u zegt Nul ja"),
    (STALLS, {"weight": 6}, "ook nee als alle anderen ja zeggen"),
    (STALLS, {"money": "ja"}, "verandert er niets: dezelfde partij gunt"),
    (STALLS, {"temporary": "ja", "director": "nul"}, "Niemand gunt"),
    (ladder(), {}, "elk ja trekt"),
])  # fmt: skip
def test_each_point_has_a_headline_of_its_own(case, settings, point):
    assert point in RoleGranted.at(case, **{"weight": 1, **settings}).headline()


@pytest.mark.parametrize("case", ["jeugdhulp", "regio", "warmte"])
def test_what_a_condition_does_is_what_the_rounds_say(case):
    """The number in the headline, counted again from the thresholds."""
    for term in TERMS:
        state = RoleGranted.at(load_shipped(case), **{term: "ja"})
        assert state.yes == model.granting(list(state.thresholds.values()))
        assert sum(state.thresholds.values()) <= sum(state.before.thresholds.values()) or term == "seats"


def test_a_view_is_shown_as_text():
    case = Case(parties=tuple(map(party, "abc")), director="a", views=(View("b", "a", note=EVIL),))
    seen = RoleGranted.at(case, eyes="b").tables()[0]
    assert EVIL in "".join(seen.text())
    assert EVIL not in seen.html()


def test_two_parties_are_too_few():
    assert "drie partijen" in RoleGranted.ready(Case(parties=(party("a"), party("b"))))


def test_who_waits_and_who_says_no_whatever_happens_are_counted_apart():
    state = RoleGranted.at(load_shipped("jeugdhulp"))
    never = [key for key in state.no if state.thresholds[key] > len(state.thresholds) - 1]
    assert 0 < len(never) < len(state.no)
    wait = capital(number_word(len(state.no) - len(never)))
    assert f"{wait} wachten tot meer partijen ja zeggen, en {number_word(len(never))} zeggen ook dan nee." in state.headline()


def test_in_the_plan_who_does_not_grant_the_role_is_not_said_to_stay_away():
    """Who grants nobody the role may well take part in the talks (`spelregels`): the plan keeps the two apart."""
    said = RoleGranted.at(load_shipped("jeugdhulp")).report()
    assert "gunnen de rol nog niet." in said
    assert "doen nog niet mee" not in said
