"""The shipped cases differ in kind: what a model answers to a prediction is another in another case, unless it is a law that holds everywhere.

`uv run python -m tests.proeven.test_cases_differ` prints each answer and its place on its scale.
"""

import re
from collections import Counter
from functools import cache
from itertools import combinations
from math import isnan

import pytest

from regiekit.cases import load_shipped, shipped
from regiekit.widgets.controls import Slider
from regiekit.widgets.declaration import keys, proef_class

APART = 0.2  # of a scale: further apart is another answer
QUARTER = 5  # answers in each quarter of the scales, at least
MOST_LAWS = 12

#: Proef -> why its answer is the same in every case. Its question says that it holds everywhere.
LAWS = {
    "gebeurtenissenlog": "Het logboek is van één plaats; het hoort bij geen van de casussen.",
    "poolse_landdag": "Als iedereen ja moet zeggen, blijft er van een voorstel bijna niets over, ook bij tien partijen.",
    "vele_handen": "Hoe vaak niemand iets doet, volgt uit hoeveel partijen het zien en wat het kost, wie zij ook zijn.",
    "ontwerp": "De vraag gaat over één startbijeenkomst, die in elke casus dezelfde is.",
    "spelregels": "Regels die partijen niets laten, houden bijna iedereen weg, waar zij ook staan.",
    "grootste_gemene_deler": "Hoe meer partijen, hoe minder er gemeenschappelijk blijft: de partij die het minst wil, bepaalt hoe ver het komt.",
    "winst_en_dreiging": "Wie het moeilijkst mee te krijgen is, leeft niet van uw geld: een dreiging haalt er hooguit één over.",
    "ondernemende_regisseur": "Waar een baas beter de vrije hand geeft, volgt uit de onzekerheid en niet uit wie er meedoen.",
    "loont_het": "Met elke partner groeit de inbreng met één en het aantal tweetallen met meer: er is een beste aantal.",
}


@cache
def answers(key):
    """Case -> the answer of the model with the place on its scale, 0 to 1; the answer itself where it is an option. Without what can't be said there."""
    proef, out = proef_class(key), {}
    for name in shipped():
        case = proef.reads(load_shipped(name))
        answer = None if proef.ready(case) else proef.answer(case)
        if answer is None or (isinstance(answer, float) and isnan(answer)):
            continue
        guess = proef.guess(case)
        out[name] = (answer, (answer - guess.low) / (guess.high - guess.low) if isinstance(guess, Slider) else answer)
    return out


ANSWERED = [key for key in keys() if answers(key)]


def differs(key):
    """Whether two of the cases have another option, or answers more than a fifth of the scale apart."""
    places = [place for _, place in answers(key).values()]
    return any(one != other if isinstance(one, str) else abs(one - other) > APART + 1e-9 for one, other in combinations(places, 2))


@pytest.mark.parametrize("key", ANSWERED)
def test_the_answer_is_another_in_another_case_or_a_law(key):
    assert differs(key) or key in LAWS


def test_the_lists_hold_what_they_say():
    assert len(LAWS) <= MOST_LAWS
    assert set(LAWS) <= set(ANSWERED)
    assert [key for key in LAWS if differs(key)] == [], "these are no laws: they differ"


@pytest.mark.parametrize("key", LAWS)
def test_the_question_of_a_law_says_that_it_holds_everywhere(key):
    assert re.search(r"\b(elke casus|welke casus (u )?ook)\b", proef_class(key).question, re.IGNORECASE)


@pytest.mark.parametrize("key", ANSWERED)
def test_a_problem_that_a_case_does_not_have_is_had_by_the_others(key):
    assert len(answers(key)) >= len(shipped()) - 1


@pytest.mark.parametrize("key", ANSWERED)
def test_the_scale_runs_over_what_can_occur(key):
    assert all(isinstance(place, str) or 0 <= place <= 1 for _, place in answers(key).values())


def quarters():
    places = [place for key in ANSWERED for _, place in answers(key).values() if not isinstance(place, str)]
    return Counter(min(3, int(4 * place)) for place in places)


def test_the_answers_lie_all_over_their_scales():
    assert min(quarters()[quarter] for quarter in range(4)) >= QUARTER


def told(answer, place):
    return f"{answer}" if isinstance(answer, str) else f"{answer:.4g} ({place:.2f})"


if __name__ == "__main__":
    for key in ANSWERED:
        cells = "".join((told(*answers(key)[name]) if name in answers(key) else "–").ljust(20) for name in shipped())
        kind = "differs" if differs(key) else "law" if key in LAWS else "THE SAME"
        print(key.ljust(24), cells, kind)
    print("per quarter:", *(quarters()[quarter] for quarter in range(4)))
