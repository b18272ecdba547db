"""The DeGroot model with stubborn actors on 20,000 actors and 100,000 ties: solved at once, beside the same dynamics stepped by mesa."""

from collections.abc import Iterator
from importlib.util import find_spec
from statistics import median
from time import process_time

from .table import Row, number, skipped

ACTORS, TIES = 20_000, 100_000
ROLE_MODELS = CYNICS = 1_000
CLOSE = 1e-6  # how near the steps must come to where it settles, for every actor; attitudes run from -1 to 1
LEAST = 20  # times faster
TIMES = 5
EVERY, MOST = 10, 2_000  # steps between two looks at the distance, which are not counted; steps after which it is given up
WHAT = f"attitudes of {ACTORS:,} actors, {TIES:,} ties, {ROLE_MODELS + CYNICS:,} of them stubborn"


def rows() -> Iterator[Row]:
    if not find_spec("mesa"):
        yield skipped(WHAT, "mesa is not installed")
        return
    from regiekit.models import role_models

    start, ties, stubborn = network()
    times = []
    for _ in range(TIMES + 1):  # the first loads scipy
        began = process_time()
        answer = role_models.settled(start, ties, stubborn)
        times.append(process_time() - began)
    ours = median(times[1:])
    rest = abs(role_models.after(1, answer, ties, stubborn, own=0) - answer).max()
    theirs, steps, apart = stepped(start, ties, stubborn, answer)
    same = apart <= CLOSE
    yield Row(
        f"{WHAT}; processor time",
        f"{number(1000 * ours)} ms (one more round moves nobody by more than {rest:.0e})",
        f"mesa, {steps} steps, {number(theirs)} s",
        f"{number(theirs / ours)}×",
        f"≥ {LEAST}×, same answer",
        same and theirs >= LEAST * ours,
    )
    yield Row("of which the largest difference between the two answers", f"{apart:.1e}", "", "", f"≤ {CLOSE:.0e}", same)
    began = process_time()
    role_models.after(steps, start, ties, stubborn, own=0)
    products = process_time() - began
    yield Row("aside: as many steps as sparse products (scipy)", "", f"{number(1000 * products)} ms", f"{number(products / ours)}×")


def network():
    """Random ties of weight 1…5, no actor tied to itself; role models at +1, cynics at -1, the others anywhere between."""
    import numpy as np

    chance = np.random.default_rng(1)
    ends = np.empty((0, 2), int)
    while len(ends) < TIES:
        more = chance.integers(0, ACTORS, (TIES, 2))
        ends = np.concatenate([ends, more[more[:, 0] != more[:, 1]]])[:TIES]
    ties = np.column_stack([ends, chance.integers(1, 6, TIES)]).astype(float)
    start = chance.uniform(-1, 1, ACTORS)
    stubborn = chance.permutation(ACTORS)[: ROLE_MODELS + CYNICS]
    start[stubborn[:ROLE_MODELS]] = 1
    start[stubborn[ROLE_MODELS:]] = -1
    return start, ties, stubborn.tolist()


def stepped(start, ties, stubborn, answer) -> tuple[float, int, float]:
    """Seconds that mesa takes for its steps until every actor is `CLOSE` to the answer, the number of steps, and how far it then is.

    In its favour: only the steps count, not making the actors nor looking whether it is near; neighbours are kept in plain lists;
    no actor keeps to its own attitude, which is the fastest way there.
    """
    import mesa

    class Actor(mesa.Agent):
        def __init__(self, model, attitude):
            super().__init__(model)
            self.attitude = self.heard = attitude
            self.others, self.weights = [], []

        def listen(self):
            self.heard = sum([w * other.attitude for other, w in zip(self.others, self.weights, strict=True)])

        def move(self):
            self.attitude = self.heard

    world = mesa.Model(seed=1)
    actors = [Actor(world, float(value)) for value in start]
    for a, b, weight in ties.tolist():
        for one, other in ((actors[int(a)], actors[int(b)]), (actors[int(b)], actors[int(a)])):
            one.others.append(other)
            one.weights.append(weight)
    for actor in actors:
        total = sum(actor.weights)
        actor.weights = [w / total for w in actor.weights]
    fixed = set(stubborn)
    moving = world.agents.select(lambda actor: actor.others and actor.unique_id - 1 not in fixed)
    seconds, steps, apart = 0.0, 0, float("inf")
    while steps < MOST and apart > CLOSE:
        began = process_time()
        for _ in range(EVERY):
            moving.do("listen")
            moving.do("move")
        seconds += process_time() - began
        steps += EVERY
        apart = max(abs(actor.attitude - value) for actor, value in zip(actors, answer.tolist(), strict=True))
    return seconds, steps, apart
