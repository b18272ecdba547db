"""What is asked of a class and how the answers look, without any room: against counts made by hand and closed forms."""

import json
import re
from html import unescape
from itertools import combinations, product

import pytest

from regiekit.plots.svg import text_width
from regiekit.proeven import Choice, Slider
from regiekit.room import checks
from regiekit.widgets import class_plays, class_vote
from regiekit.widgets.class_choices import PLAYS
from regiekit.widgets.class_vote import Question, counted, drawing, of_codes, of_hands, questions, read_codes
from regiekit.widgets.declaration import keys, proef_class
from regiekit.widgets.proef_panel import proef

RANGE = {"t": "range", "key": "", "label": "Schatting", "min": 0, "max": 100, "step": 5, "unit": "%"}
CHOICE = {"t": "choice", "key": "", "label": "Wat?", "options": [["ja", "Ja <b>"], ["nee", "Nee"], ["x", "Anders"]]}


ALONE = {"spelers": "macht", "wie_regisseert": "opvatting", "poolse_landdag": "instemmen", "voorbeeldfiguren": "uitdragen", "ontwerp": "opbrengst", "spelregels": "regels", "mix": "verdeling"}  # fmt: skip


@pytest.fixture
def asked():
    """What every proef asks, on the first case."""
    return {key: questions(panel) for key in keys() if not (panel := proef(key)).missing}


def test_every_proef_has_something_to_ask_and_a_phone_takes_it(asked):
    few = {key for key, found in asked.items() if not found}
    assert not few, few
    for key, found in asked.items():
        names = [q.key for q in found]
        assert len(set(names)) == len(names), key
        for q in found:
            block = dict(q.block) | {"label": q.block["label"][:300]}
            assert checks.block(block) == block, (key, q.key)
            assert q.value is None or checks._value(q.value) == q.value
            assert len(q.text) <= 2000, (key, q.key)
            assert len(q.answer) <= 1000, (key, q.key)


def test_the_model_answers_where_it_can(asked):
    for key, found in asked.items():
        d, panel = proef_class(key), proef(key)
        first = next((q for q in found if q.key == class_vote.PREDICTION), None)
        if first:
            assert bool(first.answer) == (d.answer(panel.case) is not None), key
        for q in found:
            if q.key != class_vote.PREDICTION:
                right = [o for check in d.questions if check.key == q.key for o in check.options if o.right]
                assert dict(q.block["options"])[q.value] == right[0].text[:200]


def test_hands_are_counted_by_row():
    rows = [{"antwoord": "Ja", "aantal": " 12 "}, {"antwoord": "Nee", "aantal": ""}, {"antwoord": "x", "aantal": "3"}]
    counts, wrong = counted(rows)
    assert (counts, wrong) == ([12, 0, 3], "")
    assert of_hands(CHOICE, counts) == {"n": 15, "rijen": [["Ja <b>", 12], ["Nee", 0], ["Anders", 3]]}


@pytest.mark.parametrize("typed", ["-1", "1,5", "veel", "99999", "1201", "١٢"])
def test_a_wrong_count_is_named(typed):
    counts, wrong = counted([{"antwoord": "Ja", "aantal": typed}])
    assert counts == []
    assert wrong.startswith(f"‘{typed}’ bij ‘Ja’")
    assert "Vul een heel getal in" in wrong


def test_no_hands_at_all_asks_for_them():
    assert counted([{"antwoord": "Ja", "aantal": ""}])[1] == "Vul eerst in hoeveel handen u telde."


def test_codes_are_letters_or_numbers_with_a_name_or_without():
    assert read_codes(CHOICE, "Anna: a\nB c\n\nb; B") == (["ja", "nee", "x", "nee", "nee"], "")
    assert read_codes(RANGE, "30 45,5\nPiet: 60%") == ([30, 45.5, 60], "")


@pytest.mark.parametrize(("block", "text"), [(CHOICE, "A\nD"), (CHOICE, "A\n1"), (RANGE, "5\n101"), (RANGE, "5\nnan"), (RANGE, "1\n1e2")])
def test_a_wrong_code_is_named_with_its_line_and_the_remedy(block, text):
    wrong = read_codes(block, text)[1]
    assert wrong.startswith(f"Regel 2: ‘{text.split()[1]}’")
    assert class_vote.told_codes(block) in wrong


def test_codes_of_a_few_are_shown_for_they_were_read_aloud():
    found = of_codes(RANGE, [0, 50, 100])
    assert found["n"] == 3
    assert found["midden"] == 50
    assert sum(count for _, count in found["rijen"]) == 3
    assert [found["rijen"][0][1], found["rijen"][-1][1]] == [1, 1]  # the lowest and the highest part


def test_a_thousand_codes_are_read():
    answers, wrong = read_codes(RANGE, "\n".join(f"student {i}: {i % 21 * 5}" for i in range(1000)))
    assert (len(answers), wrong) == (1000, "")


def test_the_answer_stands_in_the_picture_only_when_it_may():
    q = Question("v", "De voorspelling", "Titel", "", CHOICE, "Het denkmodel komt uit op Nee.", "nee")
    votes = [of_hands(CHOICE, [9, 1, 2])]
    hidden, said = drawing(q, votes, False, "proces")
    assert "denkmodel" not in hidden.svg("", said) + said
    shown, said = drawing(q, [*votes, of_hands(CHOICE, [2, 9, 1])], True, "proces")
    assert "denkmodel" in shown.svg("", said)
    assert "Ja <b>: 2 (eerst 9); Nee: 9 (eerst 1)" in said
    assert said.endswith(q.answer)
    assert "<b>" not in shown.svg("Titel", said)


def outside(svg):
    """Texts that reach over an edge of the picture, by their estimated width."""
    wide = float(re.search(r'viewBox="0 0 ([0-9.]+)', svg)[1])
    found = []
    for x, size, anchor, text in re.findall(r'<text[^>]* x="([-0-9.]+)"[^>]*font-size="([0-9.]+)" text-anchor="(\w+)"[^>]*>([^<]*)<', svg):
        left = float(x) - (text_width(unescape(text), float(size)) if anchor == "end" else 0)
        right = left + text_width(unescape(text), float(size))
        if left < 0 or right > wide:
            found.append((text, left, right))
    return found


def test_no_text_of_a_vote_or_a_play_leaves_its_picture(asked):
    for key, found in asked.items():
        outcomes = {q.key: [of_hands(q.block, [1000, *[0] * (len(class_vote.labels(q.block)) - 1)])] * 2 for q in found}
        for q in found:
            for votes in (outcomes[q.key], outcomes[q.key][:1]):
                assert outside(drawing(q, votes, True, "proces")[0].svg("", "")) == [], (key, q.key)
    for key in ("gunnen", "vele_handen", "grootste_gemene_deler", *PLAYS):
        plays = class_plays.more(proef(key))
        outcomes = {q.key: [of_hands(q.block, [500, *[10] * (len(class_vote.labels(q.block)) - 1)])] for q in plays}
        for q in plays:
            assert outside(q.told(outcomes)[0].svg("", "")) == []


def test_the_row_of_the_model_is_that_in_which_its_answer_falls():
    q = Question("v", "", "", "", RANGE, "", 62.3)
    rows = class_vote.labels(RANGE)
    low, high = (float(one) for one in rows[class_vote.at(q)].split("–"))
    assert low <= 60 <= high  # 62.3 is on no step; 60 is the nearest
    assert class_vote.at(q._replace(value=1e9)) == len(rows) - 1
    assert class_vote.at(q._replace(value=None)) is None


def test_a_field_says_what_it_comes_to():
    slider = Slider("", "", 0, 10, 5, 1, "partij|partijen")
    assert class_vote._comes_to(slider, 3.0) == "komt uit op 3 partijen"
    assert class_vote._comes_to(slider, float("inf")) == "loopt vast: er is geen grens"
    assert class_vote._comes_to(slider, float("nan")) == "kan hier geen uitkomst bepalen"
    assert class_vote._comes_to(Choice("", "", [("a", "Altijd")], "a"), "a") == "komt uit op Altijd"


# -- the plays --------------------------------------------------------------------------------------------------------------


def hall(*shares):
    """The outcome of members who said these shares (in tens of per cent)."""
    return {"n": len(shares), "rijen": [[str(10 * i), shares.count(i)] for i in range(11)]}


def test_a_hall_tips_one_by_one_and_stands_still_without_the_first():
    waits = class_plays.thresholds(hall(*range(11)))
    assert waits == list(range(11))
    assert class_plays.cascade(waits)[-1] == 11
    board, said = class_plays.hall({"drempel": [hall(*range(11))]}, "begin")
    assert "11 van de 11 mensen ja" in said
    assert "Zonder de persoon die het snelst ja zegt, zijn dat er 0." in said
    assert "één vroege minder" in board.svg("", said)


def test_a_hall_in_which_nobody_begins_needs_a_condition():
    said = class_plays.hall({"drempel": [hall(1, 1, 1, 2, 2, 3)]}, "begin")[1]
    assert " 0 van de 6 mensen ja" in said
    assert "dan zijn het er 6" in said


def joining(yes, no):
    return {"n": yes + no, "rijen": [["Ja", yes], ["Nog niet", no]] if yes + no >= 5 else None}


def test_who_really_joins_is_set_beside_what_was_said_before():
    said = class_plays.joined({"meedoen": [joining(2, 9), joining(8, 3)], "drempel": [hall(*range(11))]}, "begin")[1]
    assert said == "Echt zeiden 8 van de 11 mensen ja, de eerste keer 2. Volgens wat de zaal vooraf zei, zouden het er 11 van de 11 worden."
    board, said = class_plays.joined({"meedoen": [joining(1, 1), joining(4, 2)]}, "begin")  # the first time too few answered to be shown
    assert said == "Echt zeiden 4 van de 6 mensen ja."
    assert "vooraf" not in board.svg("", said)


@pytest.mark.parametrize("size", [2, 4])
def test_a_group_comes_as_far_as_who_wants_least_over_all_groups_that_can_be_made(size):
    people = [0, 10, 10, 40, 70, 100, 100]
    groups = list(combinations(people, size))
    assert class_plays.least(hall(*(one // 10 for one in people)), size) == pytest.approx(sum(map(min, groups)) / len(groups))
    said = class_plays.lowest({"ver": [hall(*(one // 10 for one in people))]}, "proces")[1]
    assert f"gelijk verdeelde wensen tot {100 / (size + 1):.0f}%" in said
    assert "acht" not in said  # a hall of seven


@pytest.mark.parametrize(("waiting", "acting", "size"), [(8, 4, 2), (9, 3, 6), (5, 7, 6), (12, 0, 5)])
def test_nobody_acts_as_often_as_over_all_groups_that_can_be_made(waiting, acting, size):
    people = [True] * waiting + [False] * acting
    groups = list(combinations(people, size))
    outcome = {"n": len(people), "rijen": [["Ik doe het", acting], ["Ik wacht af", waiting]]}
    assert class_plays.nobody(outcome, size) == pytest.approx(sum(map(all, groups)) / len(groups))


def test_a_hall_smaller_than_a_group_is_left_out():
    small = {"n": 5, "rijen": [["Ik doe het", 0], ["Ik wacht af", 5]]}
    assert class_plays.nobody(small, 6) is None
    _, said = class_plays.idle({"twee": [small], "zes": [small]}, {"twee": 0.1, "zes": 0.3}, "cultuur")
    assert "groepjes van 2 doet 100 van de 100 keer" in said
    assert "van 6" not in said


def test_plays_are_put_beside_the_prediction_and_a_phone_takes_them():
    for key, names in (
        ("gunnen", ["drempel", "meedoen"]),
        ("grootste_gemene_deler", ["ver"]),
        ("vele_handen", ["twee", "zes", "aangewezen"]),
        ("brede_agenda", ["pakket"]),
        ("eilandenrijk", []),
        ("blikken", ["zelf", "buur"]),
        ("model_werkelijkheid", ["belofte", "verlies"]),
        *((key, [name]) for key, name in ALONE.items()),
    ):
        panel = proef(key)
        found = class_plays.more(panel)
        assert [q.key for q in found] == names
        for q in found:
            assert checks.block(dict(q.block)) == q.block
            if q.roles:
                assert checks.checked(checks.ROLES, json.dumps({"rollen": q.roles}).encode())["rollen"] == q.roles


def test_the_model_of_two_and_of_six_hands_is_that_of_the_proef():
    panel = proef("vele_handen")
    expected = class_plays.model(panel)
    state = panel.declaration.at(panel.case)
    assert expected["twee"] == state.but(hands=2).missed
    assert expected["twee"] < expected["zes"] == pytest.approx(state.answer(panel.case) / 100)
    named = state.but(hands=6, named=state.group[0])
    assert expected["aangewezen"] == pytest.approx((1 - named.willing) ** 5)


def test_tables_are_told_which_packages_there_were_with_and_without_what_was_secret():
    panel = proef("brede_agenda")
    (q,) = class_plays.more(panel)
    roles = class_plays._roles(panel.key, panel.case)
    assert len(q.roles) == 8
    possible = {}
    for told in (False, True):
        matrix = class_plays.gains(panel.case, roles, told)
        packages = [p for p in product((0, 1), repeat=7) if any(p)]
        possible[told] = [
            p for p in packages if all(sum(a * b for a, b in zip(p, column, strict=True)) >= 0 for column in zip(*matrix, strict=True))
        ]
    assert 0 < len(possible[False]) < len(possible[True])
    good = "".join(map(str, possible[True][0]))
    outcome = {"n": 16, "rijen": [], "tafels": [[1, 8, good], [2, 8, ""]]}
    board, said = q.told({"pakket": [outcome]})
    assert "1 van de 2 tafels koos één pakket" in said
    assert f"{len(possible[False])} van de 127 pakketten" in said
    assert f"zijn het er {len(possible[True])}." in said
    svg = board.svg("", said)
    assert "8 van 8" in svg
    assert "geen akkoord" in svg


def test_a_phone_gets_its_own_secret_and_nobody_elses():
    (q,) = class_plays.more(proef("brede_agenda"))
    secrets = [role["tekst"] for role in q.roles]
    assert len(set(secrets)) == len(secrets)
    assert not any(one in q.text + json.dumps(q.block) for one in secrets)
