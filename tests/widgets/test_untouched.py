"""What nobody gave stays out of the plan: an outcome that rests on start values of an own case enters it when these are moved or vouched for."""

import pytest

import regiekit
from regiekit.cases import Case, Party, load_shipped, workspace
from regiekit.widgets.controls import Rows, Slider
from regiekit.widgets.declaration import proef_class
from regiekit.widgets.regieplan import plan
from tests.widgets.samples import PROEVEN, keys

NAMES = tuple(Party(f"p{i}", name=f"Organisatie {name}") for i, name in enumerate("ABCDEFGHIJ"))
#: Sliders that ask what would be if: the sentence in the plan begins with what was set, and says nothing of how it is.
WHAT_IF = {
    "kader": {"share"}, "routes": {"budget"}, "eilandenrijk": {"merged", "bridges", "grown"}, "poolse_landdag": {"parties", "quota", "tries"},
    "verkokering": {"lateral"}, "overlap": {"sharpness"}, "verbouwing": {"early", "interval"}, "stappen": {"steps"},
    "warme_overdracht": {"budget"}, "brede_agenda": {"threshold"},
    "winst_en_dreiging": {"existing", "pull"}, "mix": {"start", "kept"}, "schaduw": {"damage"},
}  # fmt: skip
#: Sliders and tables whose start follows from the case.
FOLLOWS = {
    "mix": {"hold_structuur", "hold_cultuur", "hold_proces"}, "regels_of_waarden": {"between"}, "blikken": {"rows"}, "tafel": {"rows"},
}  # fmt: skip


def own(name):
    """A shipped case as an own one, of which nobody gave the numbers that a case may have as a whole."""
    return load_shipped(name).with_changes(status="eigen", traits=(), answers={}, title="Mijn casus")


def opened(key, case):
    lists = ("director", "parties", "ties", "tasks", "issues", "routes", "structures", "views")
    workspace.start_own(case.title, **{name: getattr(case, name) for name in lists})
    panel = regiekit.proef(key)
    panel.clicked("_skip")
    return panel


def concluded():
    return "Het denkmodel." in repr(plan(workspace.current()))


@pytest.mark.parametrize("key", PROEVEN)
def test_of_ten_names_no_proef_concludes_anything_in_the_plan(key):
    panel = opened(key, Case(title="Eigen", director="p0", parties=NAMES))
    panel.clicked("_keep")
    assert not concluded()
    assert not workspace.answers(key).get("uitkomst")


@pytest.mark.parametrize("key", PROEVEN)
def test_what_the_plan_says_rests_on_no_number_that_nobody_gave(key):
    """Each slider, and each table with something in it, on which the sentence rests is supposed, or one of those named above."""
    proef, rests = proef_class(key), set()
    for name in ("jeugdhulp", "regio", "warmte"):
        case = proef.reads(own(name))
        if proef.ready(case):
            continue
        state = proef.at(case)
        said = state.report()
        for c in proef.controls(case) if said else ():
            if isinstance(c, Slider) and c.key not in proef.supposes(case) and c.key not in FOLLOWS.get(key, ()):
                rests |= {c.key for end in (c.low, c.high) if state.but(**{c.key: end}).report() != said}
            if isinstance(c, Rows) and c.start and c.key not in proef.supposes(case) and c.key not in FOLLOWS.get(key, ()):
                rests |= {c.key for fewer in ([], c.start[1:]) if state.but(**{c.key: fewer}).report() != said}
    assert rests == WHAT_IF.get(key, set())


SUPPOSING = [key for key in PROEVEN if proef_class(key).supposes(own("jeugdhulp"))]


@pytest.mark.parametrize("key", SUPPOSING)
def test_it_enters_when_the_learner_says_that_it_holds(key):
    panel = opened(key, own("jeugdhulp"))
    panel.clicked("_keep")
    assert panel.unvouched()
    assert not concluded()
    panel.put(_step="mee")
    assert panel.live["_report"].startswith("<p>Nog niets, want niemand gaf dit op: ‘")
    assert "_vouch" in keys(panel)
    panel.clicked("_vouch")
    assert not panel.unvouched()
    assert "_vouch" not in keys(panel)
    assert concluded() == bool(panel._shown().state.report())
    again = regiekit.proef(key)
    assert not again.unvouched()


@pytest.mark.parametrize("key", ["schaduw", "loont_het", "verbouwing"])
def test_it_enters_when_all_of_it_is_moved(key):
    panel = opened(key, own("jeugdhulp"))
    left = panel.unvouched()
    for control in left:
        assert panel.unvouched()
        panel.put(**{control.key: control.start + control.step})
    assert not panel.unvouched()
    panel.clicked("_keep")
    assert concluded()


def test_what_the_case_tells_needs_nobodys_word():
    case = load_shipped("jeugdhulp").with_changes(status="eigen")
    assert set(proef_class("schaduw").supposes(case)) == {"alone"}
    assert set(proef_class("schaduw").supposes(own("jeugdhulp"))) == {"alone", "chance", "own", "theirs"}


def test_a_shipped_case_may_start_as_it_was_made():
    workspace.choose("jeugdhulp")
    panel = regiekit.proef("loont_het")
    panel.clicked("_skip")
    assert not panel.unvouched()
