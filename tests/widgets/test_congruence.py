from regiekit.cases import Case, Party, Task
from regiekit.widgets import congruence

PARTIES = (Party("a", name="A", sector="x"), Party("b", name="B", sector="y"), Party("c", name="C", sector="y"))


def test_what_is_missing_and_where_to_fill_it():
    for tasks in ((), (Task("t", name="T"),), (Task("t", name="T", needed=("a",)),)):
        said = congruence.EXPERIMENT.ready(Case(title="t", parties=PARTIES, tasks=tasks))
        assert said == (
            "In deze casus staat nog geen taak waarvoor twee of meer partijen elkaar nodig hebben. "
            "Vul die in het notebook ‘Begin’ in: in de tabel Taken, in de kolom ‘Samen nodig’."
        )
    assert congruence.EXPERIMENT.ready(Case(title="t", parties=PARTIES, tasks=(Task("t", name="T", needed=("a", "b")),))) is None


def test_without_a_structure_or_sectors_a_task_is_enough():
    """One task is already a way to group the parties, so it opens."""
    alike = tuple(Party(k, name=k) for k in "abc")
    case = Case(title="t", parties=alike, tasks=(Task("t", name="T", needed=("a", "b")),))
    assert congruence.EXPERIMENT.ready(case) is None
    settings = congruence.EXPERIMENT.settings(case)
    assert "Daarvan zit 1 paar in dezelfde eenheid: 100%" in congruence.words(congruence.outcome(case, **settings))


def test_none_one_and_more_pairs_inside():
    case = Case(title="t", parties=PARTIES, tasks=(Task("t", name="T", needed=("a", "b")), Task("u", name="U", needed=("a", "b", "c"))))
    assert "Daarvan zit geen enkel paar in dezelfde eenheid: 0% (" in congruence.words(congruence.outcome(case, "soort:sector", "t"))
    assert "Daarvan zit 1 paar in dezelfde eenheid: 33% (" in congruence.words(congruence.outcome(case, "soort:sector", "u"))
