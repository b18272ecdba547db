"""Cases made by a rule, of any size, so that a benchmark does not depend on the cases that are shipped."""

import random
from collections.abc import Sequence
from itertools import pairwise

from regiekit.cases import Case, Claim, Party, StructureOption, Task, Tie
from regiekit.cases.model import PARTY_KINDS, POSITIONS, POWERS, SCALES

SIZES_24 = (6, 5, 4, 3, 3, 2, 1)  # islands of 24 parties
SIZES_40 = (9, 8, 7, 6, 5, 3, 1)  # islands of 39 parties: 40 with the director
SECTORS = ("bestuur", "onderwijs", "zorg", "veiligheid", "wonen")


def case(sizes: Sequence[int], ties: int, tasks: int = 10, seed: int = 1) -> Case:
    """A case whose parties, without the director, fall apart into islands of these sizes.

    Args:
        sizes: parties per island; the director, who has formal ties only, comes on top.
        ties: how many ties there are in all; at least what holds the islands together (a path in each).
        tasks: how many tasks, each needing and claimed by four or five parties of any island.
        seed: fixes the draws.
    """
    draw = random.Random(seed)
    islands, keys = [], []
    for size in sizes:
        islands.append([f"partij{len(keys) + i}" for i in range(size)])
        keys += islands[-1]
    everyone = ["regie", *keys]
    parties = [
        Party(
            key=key,
            name=f"Organisatie nummer {i}",
            short=f"Organisatie {i}",
            kind=PARTY_KINDS[i % len(PARTY_KINDS)],
            sector=SECTORS[i % len(SECTORS)],
            size=1 + i % 5,
            scale=SCALES[i % len(SCALES)],
            position=POSITIONS[i % len(POSITIONS)],
            power=(POWERS[i % len(POWERS)],),
        )
        for i, key in enumerate(everyone)
    ]
    path = [(a, b) for island in islands for a, b in pairwise(island)]
    inside = [(a, b) for island in islands for i, a in enumerate(island) for b in island[i + 2 :]]
    contacts = path + draw.sample(inside, min(len(inside), max(0, (ties - len(path)) // 3)))
    formal = [("regie", key) for key in keys] + [tuple(draw.sample(keys, 2)) for _ in range(ties)]
    found = [Tie(a, b, "informeel", 2) for a, b in contacts] + [Tie(a, b, "formeel") for a, b in formal]
    work = []
    for i in range(tasks):
        needed, claimed = draw.sample(keys, 4 + i % 2), draw.sample(keys, i % 6)
        claims = tuple(Claim(key, ("kern", "mede", "rand")[j % 3]) for j, key in enumerate(claimed))
        work.append(Task(key=f"taak{i}", name=f"Taak nummer {i}", short=f"Taak {i}", needed=tuple(needed), claims=claims))
    units = tuple(
        StructureOption(
            key=f"optie{n}",
            name=f"Indeling in {n}",
            status="huidig" if n == 4 else "nieuw",
            units={f"Eenheid {u + 1}": tuple(everyone[u::n]) for u in range(n)},
        )
        for n in (4, 6)
    )
    return Case(
        title=f"Een casus met {len(everyone)} partijen",
        status="fictief",
        summary="Gemaakt voor een meting.",
        question="Hoe snel gaat het?",
        director="regie",
        parties=tuple(parties),
        ties=tuple(found[:ties]),
        tasks=tuple(work),
        structures=units,
    )


def case_24() -> Case:
    """24 parties in seven islands, and the director: the network of most benchmarks."""
    return case(SIZES_24, 48)


def case_40() -> Case:
    """40 parties and 120 ties: the largest case that the measures must still follow without waiting."""
    return case(SIZES_40, 120)
