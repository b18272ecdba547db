"""Spelregels: words for everything in the tables, standings from the case, and what the round does under rules."""

import pytest
from attrs import evolve

from regiekit.cases import Case, load_shipped
from regiekit.cases.reading import assumed
from regiekit.models import rules_of_the_game as model
from regiekit.proeven.proces.spelregels import NONE, OBSTACLES, SETTING, TOPICS, RulesOfTheGame, standings
from tests.proeven.stands import Stand, keyed, stands
from tests.widgets.samples import SHIPPED, large, small

GOOD = {"uitstappen": "moment", "informatie": "samen", "binding": "proces", "volgorde": "pakket", "conflict": "derde", "tijd": "einddatum"}
KLEIN, LEFT = assumed(Case(**small())), "Bezwaren van het begin"
NO_RULES = dict.fromkeys(TOPICS, NONE)

test_stands = stands(
    "spelregels",
    *(Stand({}, {"rules": {}, "loose": False}, {LEFT: (6, 6), "Bezwaren die": (0, 0)}, case=name) for name in SHIPPED),
    *(Stand(GOOD, {"loose": True}, {LEFT: (6, 0)}, ("dan kan het overleg verder",), case=name) for name in SHIPPED),
    *(Stand(model.STRICT, {"loose": False}, {}, silent=("kan het overleg verder",), case=name) for name in SHIPPED),
    Stand(NO_RULES, {"rules": {}}, {LEFT: 6}, notes={"uitstappen": "Zonder afspraak blijft het zoals het was."}),
    Stand(
        {**GOOD, "conflict": "regisseur", "tijd": "terugval"},
        {"loose": False},
        says=("Zonder de huisartsen gaat het niet, want zij kunnen het tegenhouden.",),
    ),
    Stand(
        {"structuur": "macht"},
        {"rules": {}, "loose": False},
        {},
        ("Eén partij krijgt doorzettingsmacht.",),
        {"structuur": "er komt iets voor terug"},
    ),
    Stand({"ritme": "doorlopend"}, {"all": {"ritme": "doorlopend"}, "loose": False}, {LEFT: (6, 5)}, notes={"ritme": "‘toezegging’"}),
    Stand(
        {"uitstappen": "moment"},
        {"rules": {"uitstappen": "moment"}},
        notes={"uitstappen": "haalt ‘fuik’ weg, maar er komt iets voor terug. Wie er graag"},
    ),
    Stand({"uitstappen": "moment", "binding": "proces"}, notes={"uitstappen": "Een andere keuze vangt dat op.", "iets": ""}),
)


def test_the_words_cover_the_tables():
    assert set(OBSTACLES) == set(model.CONCERNS)
    assert {key: {*choices} for key, (*_, choices) in SETTING.items()} == {key: {*choices} for key, choices in model.SETTING.items()}
    assert list(OBSTACLES)[:6] == list(model.STALLED)
    assert {topic: {*rules} for topic, (*_, rules) in TOPICS.items()} == {t: {*rules} for t, rules in model.RULES.items()}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_answer_is_what_the_rules_give(name):
    case = load_shipped(name)
    bare = RulesOfTheGame.at(case)
    assert RulesOfTheGame.answer(case) == bare.but(**model.STRICT).joining
    assert bare.stances == bare.but(**NO_RULES).stances


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("structure", ["macht", "samen"])
def test_good_rules_do_without_another_structure_and_no_structure_does_without_rules(name, structure):
    bare = RulesOfTheGame.at(load_shipped(name))
    assert not bare.but(structuur=structure).loose
    assert bare.but(**GOOD).loose
    assert "zonder andere structuur" in bare.but(**GOOD).headline()
    both = bare.but(**GOOD, structuur=structure)
    assert "discussie" in both.headline() if both.loose else "weer bezwaren" in both.headline()


@pytest.mark.parametrize("name", SHIPPED)
def test_who_meets_again_and_again_can_do_without_a_promise_and_who_meets_once_cannot(name):
    case = load_shipped(name)
    bare, others = RulesOfTheGame.at(case), [p.representative for p in case.parties if p.key != case.director]
    bound = sum(bool(r and r.commitment) for r in others) > len(others) * 2 / 3  # two of three may bind their organisation already
    five = {topic: rule for topic, rule in GOOD.items() if topic != "binding"}
    assert bare.but(**five).loose == bound
    assert bare.but(**five, ritme="doorlopend").loose
    assert not bare.but(**five, ritme="eenmalig").loose
    assert not bare.but(ritme="doorlopend").loose
    assert ("later terug" in bare.but(**five, ritme="doorlopend").headline()) == (not bound)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_headline_fits_whatever_rhythm_and_structure_stand_beside_the_rules(name):
    bare = RulesOfTheGame.at(load_shipped(name))
    easy = {"informatie": "samen", "volgorde": "pakket", "conflict": "derde", "tijd": "terugval"}
    for rules in ({}, GOOD, model.STRICT, easy, {**GOOD, "binding": NONE}, {**GOOD, "conflict": "regisseur"}):
        for ritme in (NONE, *model.SETTING["ritme"]):
            for structure in (NONE, *model.SETTING["structuur"]):
                said = bare.but(**rules, ritme=ritme, structuur=structure).headline()
                assert len(said.split()) <= 25, said
                assert len(said) <= 150, said


def test_the_headline_tells_another_point_where_there_is_another():
    bare = RulesOfTheGame.at(load_shipped("jeugdhulp"))
    settings = ({}, {"ritme": "doorlopend"}, {"structuur": "samen"}, GOOD, model.STRICT, {"uitstappen": "niemand"})
    assert len({bare.but(**one).headline() for one in settings}) >= 5


def test_who_waits_and_cannot_be_missed_is_named_where_the_round_comes_loose():
    """De huisartsen can block; the parents wait too, and can be replaced. Without anybody like that nothing is said."""
    state = RulesOfTheGame.at(load_shipped("jeugdhulp")).but(**GOOD)
    assert {p.key for p in state.who("wacht af")} == {"huisarts", "ouders"}
    assert [p.key for p in state.awaited] == ["huisarts"]
    said = "e huisartsen wachten nog af, en die kunnen het tegenhouden."
    assert state.words().endswith("Maar d" + said)
    assert state.report().endswith("twaalf van de veertien partijen hebben hoogstens één bezwaar tegen het overleg zelf. D" + said)
    case = load_shipped("jeugdhulp")
    free = case.with_changes(parties=tuple(evolve(p, power=(), replaceable=True) for p in case.parties))
    free = RulesOfTheGame.at(free).but(**GOOD)
    assert (free.loose, free.awaited) == (True, [])
    assert "nog af" not in free.words() + free.report()


def test_standings_from_the_case():
    parties, found = standings(load_shipped("jeugdhulp"))
    stands = {p.key: s for p, s in zip(parties, found, strict=True)}
    assert "gemeente" not in stands
    assert stands["huisarts"] == model.Standing("tegen", productive=True, blocks=True, needed=True, small=True, losses=2, binds=False)
    assert stands["politie"] == model.Standing("voor", productive=True, needed=True, losses=1, binds=False, mandated=False)
    assert [s.losses for s in standings(KLEIN)[1]] == [0, 0, 1, 0]  # the huisarts is against
    agenda = {"issues": [{"naam": "Vervoer", "bij_ggd": "-1"}]}
    kept = KLEIN.with_changes(answers={"brede_agenda": {"instellingen": agenda}})
    assert [s.losses for s in standings(kept)[1]] == [0, 0, 0, 1]


def test_the_picture_shows_what_concerns_whom():
    state = RulesOfTheGame.at(load_shipped("jeugdhulp"))
    assert sum(key.endswith(":left") for key in keyed(state)) == sum(map(len, state.hinders.values()))
    keys = keyed(state.but(volgorde="pakket"))
    assert sum(key.startswith("f:3|") and key.endswith(":gone") for key in keys) == sum(s.losses > 0 for s in state.standings)
    assert {key[4:] for key in keys if key.startswith("b:1|")} == {p.key for p in state.parties if p.size <= 2}
    assert [said for _, said in keyed(state).values() if "doet mee" in said] == ["✓ doet mee"] * state.joining


def test_forty_parties_fit():
    state = RulesOfTheGame.at(Case(**large()))
    sizes = [float(a["font-size"]) for a, _ in keyed(state).values() if "font-size" in a]
    assert len(sizes) == 39
    assert min(sizes) >= 12.5


def test_nobody_fails_to_bind_a_party_whose_representative_is_unknown():
    """Who represents a party is typed or unknown; unknown raises no objection, to the mandate or to the binding."""
    unknown = load_shipped("warmte")
    unknown = unknown.with_changes(parties=tuple(evolve(p, representative=None) for p in unknown.parties))
    assert all(s.binds and s.mandated for s in standings(unknown)[1])
