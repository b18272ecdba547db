"""The plays in which what a hall thinks or chooses goes into a model: against counting by hand, all divisions of a hall, and the models themselves."""

import random
import re
from itertools import combinations, permutations

import pytest

from regiekit.cases import workspace
from regiekit.cases.data import shipped_keys
from regiekit.models import process_design, role_models, rules_of_the_game
from regiekit.widgets import class_choices as plays
from regiekit.widgets import class_plays
from regiekit.widgets.class_vote import labels
from regiekit.widgets.proef_panel import proef


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", str(tmp_path))


def counted(names, answers):
    return {"n": len(answers), "rijen": [[name, answers.count(name)] for name in names]}


def shares(*tens):
    return {"n": len(tens), "rijen": [[str(10 * i), tens.count(i)] for i in range(11)]}


def given(q, counts, n=None):
    """The outcome of a question with these counts, row by row."""
    return {"n": n or sum(counts), "rijen": [list(row) for row in zip(labels(q.block), counts, strict=True)]}


# -- how a hall looks at itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "seen", "least"),
    [("vvvatt", "vvvatt", 0), ("vvvvvv", "tttttt", 6), ("vvatta", "vttttt", 3), ("aaaaav", "vvaaaa", 1), ("tttvva", "vvvvvv", 4)],
)
def test_so_many_views_are_wrong_at_least_whoever_sits_beside_whom(own, seen, least):
    names = dict(zip("vat", plays.STANCES, strict=True))
    found = {key: [counted(plays.STANCES, [names[one] for one in row])] for key, row in ((plays.OWN, own), (plays.OTHER, seen))}
    assert min(sum(a != b for a, b in zip(seen, order, strict=True)) for order in permutations(own)) == least
    said = plays.looked(found, "proces")[1]
    assert (f"minstens {least} niet" in said) is bool(least)
    assert ("Dat bewijst niet dat elk beeld klopt" in said) is not least


def test_the_way_in_which_the_hall_errs_is_said_and_no_number_where_not_all_answered():
    own, other = counted(plays.STANCES, ["voor"] * 6 + ["tegen"] * 4), counted(plays.STANCES, ["voor"] * 2 + ["tegen"] * 3)
    said = plays.looked({plays.OWN: [own], plays.OTHER: [other]}, "proces")[1]
    assert "zegt 40% tegen te zijn" in said
    assert "denkt 60% dat die tegen is" in said
    assert "de buur meer tegen is dan" in said
    assert "niet te zeggen" in said
    assert "minstens" not in said
    assert "Stel ook de andere vraag" in plays.looked({plays.OWN: [own]}, "proces")[1]


@pytest.mark.parametrize(
    ("yes", "no", "size", "need"), [(7, 3, 4, 4), (7, 3, 4, 3), (2, 9, 4, 3), (5, 0, 4, 4), (6, 6, 12, 7), (0, 5, 4, 3)]
)
def test_groups_decide_as_often_as_over_all_groups_that_can_be_made(yes, no, size, need):
    groups = list(combinations([True] * yes + [False] * no, size))
    outcome = {"n": yes + no, "rijen": [["Ja", yes], ["Nee", no]]}
    assert plays.agreed(outcome, size, need) == pytest.approx(sum(sum(one) >= need for one in groups) / len(groups))


def test_a_hall_smaller_than_a_group_is_left_out():
    said = plays.decided({plays.AGREE: [{"n": 7, "rijen": [["Ja", 4], ["Nee", 3]]}]}, "structuur")[1]
    assert "groep van vier" in said
    assert "twaalf" not in said


# -- what the hall says goes into the model -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("model", "rounds"), [(0.5, 5), (0.75, 1), (0.0, 12)])
def test_a_hall_moves_as_the_model_has_it_when_all_hear_all(model, rounds):
    begins = [0, 10, 10, 40, 70, 100]
    n = len(begins)
    ties = [(i, j, 1.0) for i, j in combinations(range(n), 2)]
    ties += [(i, n + k, weight * (n - 1)) for i in range(n) for k, weight in enumerate((model, 1 - model)) if weight]
    found = role_models.after(rounds, [*(one / 50 - 1 for one in begins), 1.0, -1.0], ties, [n, n + 1])
    assert plays.after(rounds, sum(begins) / n, 100 * model) == pytest.approx(50 * (sum(found[:n]) / n + 1))
    end = role_models.settled([*(one / 50 - 1 for one in begins), 1.0, -1.0], ties, [n, n + 1])
    assert plays.after(10**4, sum(begins) / n, 100 * model) == pytest.approx(50 * (sum(end[:n]) / n + 1), abs=1e-6)


def test_the_mean_and_the_middle_of_a_hall():
    outcome = shares(0, 1, 1, 4, 10, 10)
    assert plays.mean(outcome) == pytest.approx(260 / 6)
    assert plays.middle(outcome) == 25
    assert plays.middle(shares(0, 1, 10)) == 10


def test_power_is_three_things_and_each_is_that_of_the_proef():
    panel = proef("spelers")
    (q,) = class_plays.more(panel)
    start = panel.declaration.at(panel.case)
    carry, stop, missed = ([one.key for one in each] for each in plays.ahead(panel))
    assert sorted(stop) == sorted(key for key, party in start.players.items() if "blokker" in party.power)
    assert carry
    assert not set(carry) & set(stop)
    assert set(missed) == {key for key in stop if start.weights[key] and not start.players[key].replaceable}
    counts = [0] * len(q.block["options"])
    counts[0], counts[3] = 9, 2
    said = q.told({plays.MIGHT: [given(q, counts)]})[1]
    assert f"noemt twee verschillende partijen, het vaakst {panel.case.parties[0].phrase}." in said


def test_each_opinion_brings_who_has_most_of_it_and_not_all_of_them_are_granted_the_role():
    panel = proef("wie_regisseert")
    (q,) = class_plays.more(panel)
    said = q.told({plays.WHICH: [given(q, [4, 3, 2, 1])]})[1]
    most = max(party.size for party in panel.case.parties)
    for party in panel.case.parties:
        if party.size == most:
            assert party.phrase in said.split("Wie let op belang")[0]
    assert "Daarvan komen alleen de gemeente en de jeugdregio over de streep." in said
    candidates = panel.declaration.at(panel.case).here
    assert all(one.independence == 0 for one in plays.foremost(candidates, "independence"))


def test_the_chances_of_the_hall_give_what_the_proef_gives_at_these_chances():
    panel = proef("model_werkelijkheid")
    q = class_plays.more(panel)[-1]
    same = q.told({plays.HOPED: [shares(7, 7, 7)], plays.FEARED: [shares(7, 7, 7)]})[1]
    assert f"{panel.declaration.answer(panel.case):.0f} van de 100 keer na vier jaar" in same
    found = [
        int(re.search(r"(\d+) van de 100 keer na", q.told({plays.HOPED: [shares(a)], plays.FEARED: [shares(b)]})[1])[1])
        for a, b in ((2, 8), (5, 5), (8, 2))
    ]
    assert found == sorted(set(found))
    assert "Stel ook de andere vraag" in q.told({plays.HOPED: [shares(7)]})[1]


def test_what_an_ordinary_design_arranges_is_told_apart():
    panel = proef("ontwerp")
    (q,) = class_plays.more(panel)
    arranged, lacking = plays.goods(panel)
    assert len(arranged) == len(process_design.served(process_design.KICK_OFF)) == panel.declaration.answer(panel.case)
    assert len(arranged) + len(lacking) == len(q.block["options"]) == 8
    names = labels(q.block)
    assert names == sorted(names)  # the order gives nothing away
    said = q.told({plays.BROUGHT: [given(q, [10 if name in arranged else 3 for name in names], 10)]})[1]
    assert "gemiddeld 100% van de zaal, de andere 30%." in said


def test_a_rule_counts_when_more_than_half_chose_it_and_one_per_topic():
    panel = proef("spelregels")
    (q,) = class_plays.more(panel)
    keys = [key for key, _ in q.block["options"]]
    assert len({key.split(":")[0] for key in keys}) == len(rules_of_the_game.STRICT)

    def chosen(**counts):
        return plays.majority(panel, given(q, [counts.get(key.replace(":", "_"), 0) for key in keys], 10))

    assert chosen(binding_proces=5) == {}
    assert chosen(binding_proces=6) == {"binding": "proces"}
    assert chosen(binding_proces=6, binding_uitkomst=7, tijd_terugval=10) == {"binding": "uitkomst", "tijd": "terugval"}
    assert chosen(binding_proces=6, binding_uitkomst=6) == {}


def test_the_rules_of_the_hall_are_played_as_the_proef_plays_them():
    panel = proef("spelregels")
    (q,) = class_plays.more(panel)
    good = {"uitstappen:moment", "informatie:samen", "binding:proces", "volgorde:pakket", "conflict:derde", "tijd:terugval"}
    said = q.told({plays.RULES: [given(q, [10 * (key in good) for key, _ in q.block["options"]], 10)]})[1]
    start = panel.declaration.at(panel.case)
    joining = start.but(**dict(one.split(":") for one in good)).joining
    assert joining > 3 * start.joining
    assert f"doen er {joining} van de {len(start.parties)} partijen mee" in said
    assert f"met de strenge regels {panel.declaration.answer(panel.case)}." in said
    assert "komt weer op gang" in said
    said = q.told({plays.RULES: [given(q, [0] * len(q.block["options"]), 10)]})[1]
    assert "Geen enkele regel haalde de meerderheid." in said
    assert "blijft vastzitten" in said


def test_the_weeks_of_a_hall_do_more_as_one_mix_than_each_alone():
    panel = proef("mix")
    (q,) = class_plays.more(panel)
    start = panel.declaration.at(panel.case)
    for efforts in plays.WEEKS:
        assert sum(efforts) == start.budget
        mix = start.but(**dict(zip(plays.STRATEGIES, efforts, strict=True)))
        assert plays.solved(panel, efforts) == pytest.approx(sum(mix.mean()) / 2)
    said = q.told({plays.MIX: [given(q, [2, 2, 2, *[0] * 7])]})[1]
    apart, whole = (float(re.search(rf"{name} (\d+)%", said)[1]) for name in ("gemiddeld", "dan is het"))
    assert apart == round(100 * sum(plays.solved(panel, one) for one in plays.WEEKS[:3]) / 3)
    assert whole == round(100 * plays.solved(panel, (3, 3, 3))) > apart
    same = q.told({plays.MIX: [given(q, [0, 0, 0, 9, *[0] * 6])]})[1]
    assert len(set(re.findall(r"(?:gemiddeld|is het) (\d+)%", same))) == 1


# -- all of them ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", shipped_keys())
@pytest.mark.parametrize("key", list(plays.PLAYS))
def test_what_is_told_is_short_on_every_case_for_any_hall(key, case):
    workspace.choose(case)
    panel, chance = proef(key), random.Random(1)
    assert not panel.missing
    found = class_plays.more(panel)
    for people in (5, 30, 400):
        seen = {}
        for q in found:
            counts = [0] * len(labels(q.block))
            for _ in range(people):
                counts[chance.randrange(len(counts))] += 1
            if q.block["t"] == "set":
                counts = [chance.randint(0, people) for _ in counts]
            seen[q.key] = [given(q, counts, people)]
        for q in found:
            board, said = q.told(seen)
            texts = [q.text, q.answer, *(said.split("De zaal koos:")[:1])]
            for sentence in (one for text in texts for one in re.split(r"(?<=[.!?])\s+", text)):
                assert len(sentence.split()) <= 25, sentence
            assert "nan" not in said
            assert said in board.svg(q.name, said).replace("&#x27;", "'")
