import math
import subprocess
import sys
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.models import role_models as model


def network(seed, actors=12, ties=20):
    """Random ties between `actors`, of weight 1…5, and random visibilities."""
    chance = Random(seed)
    pairs = [tuple(chance.sample(range(actors), 2)) for _ in range(ties)]
    return (
        [(a, b, chance.randint(1, 5)) for a, b in pairs],
        [chance.choice([0.5, 1, 2, 4]) for _ in range(actors)],
        [chance.uniform(-1, 1) for _ in range(actors)],
    )


seeds = st.integers(0, 10_000)


@given(seeds, st.floats(0.1, 9), st.floats(0.1, 9))
@settings(max_examples=80, deadline=None)
def test_equal_visibility_gives_the_share_of_the_role_models(seed, up, down):
    """Everybody hears both voices in the same proportion: z+/(z+ + z-), whatever else they hear (Friedkin & Johnsen 1990)."""
    ties, _, start = network(seed, 8, 14)
    chance = Random(seed)
    both = [(i, voice, weight * pull) for i in range(8) for pull in [chance.uniform(0.2, 3)] for voice, weight in ((8, up), (9, down))]
    found = model.settled([*start, 1, 0], [*ties, *both], [8, 9])
    assert found[:8] == pytest.approx([up / (up + down)] * 8)
    assert model.equally_visible(up, down, 1, 0) == pytest.approx(up / (up + down))
    assert model.settled([*start, 1, -1], [*ties, *both], [8, 9])[:8] == pytest.approx([model.equally_visible(up, down)] * 8)


def test_visibility_works_as_weight():
    ties = [(i, voice, 1) for i in range(3) for voice in (3, 4)]
    assert model.settled([0, 0, 0, 1, 0], ties, [3, 4], [1, 1, 1, 3, 1])[:3] == pytest.approx([0.75] * 3)
    assert model.equally_visible(3, 1, 1, 0) == 0.75


@pytest.mark.parametrize("n", [3, 7, 40])
def test_on_a_chain_the_attitude_falls_evenly(n):
    """Between +1 and -1 at its ends: the gambler's ruin."""
    found = model.settled([1, *[0] * (n - 2), -1], [(i, i + 1, 1) for i in range(n - 1)], [0, n - 1])
    assert found == pytest.approx([1 - 2 * i / (n - 1) for i in range(n)])


def test_a_worked_example():
    """Two between a role model and a cynic, by hand: x1 = (1 + x2)/2 and x2 = (x1 - 2)/3, so x1 = 1/5 and x2 = -3/5."""
    found = model.settled([1, 0, 0, -1], [(0, 1, 1), (1, 2, 1), (2, 3, 2)], [0, 3])
    assert found == pytest.approx([1, 0.2, -0.6, -1])


def test_one_role_model_without_cynics_convinces_everybody():
    ties, seen, start = network(3)
    ties += [(i, i + 1, 1) for i in range(11)]
    assert model.settled([1, *start[1:]], ties, [0], seen) == pytest.approx([1] * 12)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_the_rounds_go_where_it_settles(seed):
    """Also for groups without a stubborn actor, and for who is alone."""
    ties, seen, start = network(seed, 10, 12)
    found = model.settled(start, ties, [0, 1], seen)
    assert found[:2] == start[:2]
    rows = model._heard(len(start), ties, seen)[0]
    step = np.array(
        [[0.5 * (i == j) + 0.5 * row.get(j, 0.0) if row and i > 1 else i == j for j in range(10)] for i, row in enumerate(rows)], float
    )
    assert np.linalg.matrix_power(step, 2**24) @ start == pytest.approx(np.array(found), abs=1e-6)
    assert model.after(9, start, ties, [0, 1], seen) == pytest.approx(list(np.linalg.matrix_power(step, 9) @ start))
    assert model.after(1, found, ties, [0, 1], seen) == pytest.approx(found)


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_where_it_settles_does_not_depend_on_where_the_others_began(seed):
    ties, seen, start = network(seed)
    ties += [(i, i + 1, 1) for i in range(11)]
    other = [*start[:2], *(-x for x in start[2:])]
    assert model.settled(start, ties, [0, 1], seen) == pytest.approx(model.settled(other, ties, [0, 1], seen))
    assert min(start[:2]) - 1e-9 <= min(model.settled(start, ties, [0, 1], seen))
    assert max(model.settled(start, ties, [0, 1], seen)) <= max(start[:2]) + 1e-9


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_shares_add_up_and_make_the_attitude(seed):
    ties, seen, start = network(seed, 12, 14)
    found, parts = model.settled(start, ties, [2, 5, 7], seen), model.shares(12, ties, [2, 5, 7], seen)
    for i, row in enumerate(parts):
        if row:
            assert sum(row.values()) == pytest.approx(1)
            assert sum(share * start[j] for j, share in row.items()) == pytest.approx(found[i])
    assert parts[5] == {5: 1}


@given(seeds, st.sampled_from([0.5, 1, 3]), st.sampled_from([[], [0], [2, 7]]))
@settings(max_examples=60, deadline=None)
def test_one_more_is_the_mean_when_that_one_does_not_budge_either(seed, heard, stubborn):
    """Also of a group without a stubborn actor, of who is alone, and where the last two do not count."""
    ties, seen, start = network(seed, 12, 10)
    free = [i for i in range(12) if i not in stubborn]
    found = model.one_more(model.settled(start, ties, stubborn, seen), ties, stubborn, seen, free, heard, 10)
    for k, mean in zip(free, found, strict=True):
        ends = model.settled([model.HIGH if i == k else x for i, x in enumerate(start)], ties, [*stubborn, k],
                             [heard if i == k else v for i, v in enumerate(seen)])  # fmt: skip
        assert mean == pytest.approx(sum(ends[:10]) / 10)
    with pytest.raises(ValueError, match="seen must be"):
        model.one_more(start, ties, stubborn, seen, free, 0, 10)
    with pytest.raises(ValueError, match="tried must not"):
        model.one_more(start, ties, [3], seen, [3], 1, 10)


def test_a_share_is_the_chance_that_a_random_walk_ends_there():
    ties, seen, _ = network(1, 8, 16)
    ties += [(i, (i + 1) % 8, 1) for i in range(8)]
    rows = model._heard(8, ties, seen)[0]
    chance, ended = Random(1), 0
    for _ in range(4000):
        at = 0
        while at not in {6, 7}:
            at = chance.choices(list(rows[at]), list(rows[at].values()))[0]
        ended += at == 6
    share = model.shares(8, ties, [6, 7], seen)[0][6]
    assert abs(ended / 4000 - share) < 4 * (share * (1 - share) / 4000) ** 0.5


def test_who_hears_nobody_keeps_its_own_and_a_group_without_a_stubborn_one_takes_its_mean():
    """0 is alone; 1-2-3 is a chain, in which the middle one counts double; 4 hears role model 5."""
    found = model.settled([0.3, 1, 0, -0.5, -1, 0.8], [(1, 2, 1), (2, 3, 1), (4, 5, 2)], [5])
    assert found == pytest.approx([0.3, *[(1 + 0 - 0.5) / 4] * 3, 0.8, 0.8])
    weighted = model.settled([1, -1], [(0, 1, 3)], [], [3, 1])
    assert weighted == pytest.approx([0, 0])  # each is heard by the other alone
    assert model.shares(6, [(1, 2, 1), (4, 5, 2)], [5]) == [{}, {}, {}, {}, {5: 1}, {5: 1}]
    assert model.settled([], [], []) == []
    assert model.settled([0.5], [], [0]) == [0.5]


def test_a_chain_of_two_swings_without_an_own_share_and_settles_with_one():
    assert model.after(3, [1, -1], [(0, 1, 1)], [], own=0) == [-1, 1]
    assert model.after(50, [1, -1], [(0, 1, 1)], []) == pytest.approx([0, 0])
    assert model.after(9, [1, -1], [(0, 1, 1)], [], own=1) == [1, -1]


def test_the_rounds_by_hand():
    """One listener between +1 and -1, heard 3 : 1, with half its own: 0 → ¼ → ⅜."""
    ties = [(0, 1, 3), (0, 2, 1)]
    assert [model.after(t, [0, 1, -1], ties, [1, 2])[0] for t in range(3)] == [0, 0.25, 0.375]


@pytest.mark.parametrize("seed", range(6))
def test_the_large_solver_gives_what_plain_python_gives(monkeypatch, seed):
    ties, seen, start = network(seed, 60, 55)  # some alone, some groups without a stubborn actor
    array = np.array(ties, float)
    for stubborn in ([], [0], [3, 5, 8]):
        plain = model.settled(start, ties, stubborn, seen), model.after(7, start, ties, stubborn, seen, own=0.2)
        assert model.settled(start, array, stubborn, seen) == plain[0]
        with monkeypatch.context() as patch:
            patch.setattr(model, "SMALL", 0)
            large = model.settled(start, ties, stubborn, seen), model.after(7, start, array, stubborn, seen, own=0.2)
        for one, other in zip(plain, large, strict=True):
            assert isinstance(other, np.ndarray)
            assert other == pytest.approx(np.array(one), abs=1e-9)


def test_a_long_chain_is_solved_too():
    """Conjugate gradients stall on a chain of thousands; elimination takes over."""
    n = 5000
    found = model.settled([1, *[0] * (n - 2), -1], [(i, i + 1, 1) for i in range(n - 1)], [0, n - 1])
    assert found == pytest.approx(np.linspace(1, -1, n), abs=1e-8)


def test_twenty_thousand_actors():
    """Every attitude is the mean of what is heard: the residue of x = W x."""
    chance = np.random.default_rng(1)
    n = 20_000
    ends = chance.integers(0, n, (100_000, 2))
    ties = np.column_stack([ends[ends[:, 0] != ends[:, 1]], chance.integers(1, 6, int((ends[:, 0] != ends[:, 1]).sum()))])
    stubborn = np.arange(1000)
    start = np.where(np.arange(n) < 600, 1.0, np.where(np.arange(n) < 1000, -1.0, chance.uniform(-1, 1, n)))
    found = model.settled(start, ties, stubborn)
    once = model.after(1, found, ties, stubborn, own=0)
    assert abs(once - found).max() < 1e-9
    assert abs(found[1000:].mean() - 0.2) < 0.03  # 600 against 400, equally visible by chance


@pytest.mark.parametrize("library", ["scipy", "numpy"])
def test_a_small_network_works_without_the_libraries(library):
    code = f"""
import sys
sys.modules["{library}"] = None
from regiekit.models import role_models as model
ties = [(0, 1, 1), (1, 2, 1), (2, 3, 2)]
print([round(x, 6) for x in model.settled([1, 0, 0, -1], ties, [0, 3])], model.after(1, [1, 0, 0, -1], ties, [0, 3])[1])
print(len(model.settled([1.0] + [0.0] * 199, [(i, i + 1, 1) for i in range(199)], [0])))
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert result.stdout.split("\n")[:2] == ["[1.0, 0.2, -0.6, -1.0] 0.25", "200"]


BAD = [
    ([2, 0], [(0, 1, 1)], [], None, "start"), ([float("nan"), 0], [(0, 1, 1)], [], None, "start"), ([0, 0], [(0, 0, 1)], [], None, "itself|different"),
    ([0, 0], [(0, 2, 1)], [], None, "ties"), ([0, 0], [(0, 0.5, 1)], [], None, "ties"), ([0, 0], [(0, 1, -1)], [], None, "weight"),
    ([0, 0], [(0, 1, float("inf"))], [], None, "weight|ties"), ([0, 0], [(0, 1, 1)], [2], None, "stubborn"), ([0, 0], [(0, 1, 1)], [-1], None, "stubborn"),
    ([0, 0], [(0, 1, 1)], [], [1], "visibility"), ([0, 0], [(0, 1, 1)], [], [1, 0], "visibility"), ([0, 0], [(0, 1, 1)], [], [1, float("inf")], "visibility"),
]  # fmt: skip


def test_plain_python_refuses_what_would_take_too_long(monkeypatch):
    monkeypatch.setattr(model, "_library", lambda size: None)
    monkeypatch.setattr(model, "PURE", 20)
    ring = [(i, i + 1, 1.0) for i in range(21)]
    assert model.settled([1.0] + [0.0] * 21, [*ring[:20]], [0])[20] == pytest.approx(1)
    with pytest.raises(ValueError, match=r"21 actors.*regiekit\[large\]"):
        model.settled([1.0] + [0.0] * 21, ring, [0])


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("start", "ties", "stubborn", "visibility", "name"), BAD)
def test_arguments_outside_their_range(monkeypatch, start, ties, stubborn, visibility, name, large):
    if large:
        monkeypatch.setattr(model, "SMALL", 0)
    with pytest.raises(ValueError, match=name):
        model.settled(start, ties, stubborn, visibility)
    with pytest.raises(ValueError, match=name):
        model.after(1, start, ties, stubborn, visibility)


def test_more_arguments_outside_their_range():
    for call in (lambda: model.settled([0, 0], [("a", 1, 1)], []), lambda: model.after(-1, [0], [], []), lambda: model.after(1, [0], [], [], own=2),
                 lambda: model.shares(-1, [], []), lambda: model.equally_visible(0, 0), lambda: model.equally_visible(-1, 2),
                 lambda: model.equally_visible(1, 1, 3)):  # fmt: skip
        with pytest.raises(ValueError, match="must"):
            call()


def test_shares_of_a_large_network_are_those_of_plain_python(monkeypatch):
    ties, seen, _ = network(4, 220, 400)
    found = model.shares(220, ties, range(5), seen)
    monkeypatch.setattr(model, "SMALL", 1000)
    for one, other in zip(found, model.shares(220, ties, range(5), seen), strict=True):
        assert one == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize("visible", [None, 2.5])
def test_a_narrow_network_is_eliminated_and_gives_what_rounds_give(monkeypatch, visible):
    size = 20
    ties = [(i, j, 1.0 + i % 3) for i in range(size**2) for j in (i + 1, i + size) if j < size**2 and (j % size or j == i + size)]
    start = [math.sin(i) for i in range(size**2)]
    heard = None if visible is None else [visible if i % 5 else 1.0 for i in range(size**2)]
    narrow = model.settled(start, ties, [0, 37, 399], heard)
    monkeypatch.setattr(model, "FILL", 0)
    assert narrow == pytest.approx(model.settled(start, ties, [0, 37, 399], heard), abs=1e-8)
    monkeypatch.setattr(model, "SMALL", size**2)
    assert narrow == pytest.approx(model.settled(start, ties, [0, 37, 399], heard), abs=1e-8)


def test_a_ring_of_twenty_thousand_is_eliminated_in_a_band_of_two(monkeypatch):
    from scipy.sparse import linalg

    monkeypatch.setattr(linalg, "cg", None)
    size = 20_000
    found = model.settled(
        [1.0, *[0.0] * (size // 2 - 1), -1.0, *[0.0] * (size // 2 - 1)], [(i, (i + 1) % size, 1.0) for i in range(size)], [0, size // 2]
    )
    assert found[size // 4] == pytest.approx(0, abs=1e-9)
    assert found[1] == pytest.approx(1 - 2 / (size // 2), abs=1e-9)
