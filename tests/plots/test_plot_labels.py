"""A party or a task that has no name yet is called by its key, in every picture."""

import attrs
import pytest

from regiekit.plots import case as case_picture
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.say import network


def nameless(case):
    return case.with_changes(
        parties=tuple(attrs.evolve(p, name=" " if i % 2 else "", short="") for i, p in enumerate(case.parties)),
        tasks=tuple(attrs.evolve(t, name="", short="") for t in case.tasks),
    )


def named(kit, svg):
    """Key of a party -> its label on one line, and its name for who cannot see it."""
    groups = [g for g in kit.elements(svg)[0].iter(f"{kit.svg}g") if g.get("data-key", "").startswith("n:")]
    lines = {p.key: "".join(p.lines) for p in kit.parties(svg)}
    return {g.get("data-key")[2:]: (lines[g.get("data-key")[2:]], g.get("aria-label")) for g in groups}


@pytest.mark.parametrize("key", ["poolse_landdag", "verkokering", "lenzen"])
def test_in_a_proef(kit, key):
    case = nameless(kit.built(12))
    found = named(kit, kit.drawn(key, case, proef_class(key).at(case).settings))
    assert {p.key: found[p.key] for p in case.parties} == {p.key: (p.key, p.key) for p in case.parties}


def test_in_the_network_of_a_case(kit):
    case = nameless(kit.built(12))
    found = named(kit, case_picture.picture(case, title="t", words=network(case)))
    assert found == {p.key: (p.key, p.key) for p in case.parties}
    assert "De regisseur is p0." in network(case)


def test_in_the_matrix_of_tasks(kit):
    case = nameless(kit.built(12))
    svg = kit.drawn("overlap", case, {"sharpness": 0, "contact": 10, "orphans": "liggen"})
    texts = [t.text for t in kit.elements(svg)[0].iter(f"{kit.svg}text")]
    claimants = {c.party for t in case.tasks for c in t.claims}
    assert claimants | {t.key for t in case.tasks} <= set(texts)
