"""Two windows of the site on one case, each with a kernel of its own; also where one window still shows an earlier version of the site."""

import json
import shutil
import tomllib
from contextlib import contextmanager

import pytest

from tests.site.test_site import STRUCTURE, WAITING, shown, until, visitor
from tools.site.build import service_worker
from tools.site.serve import serving

SAVES = 8
# Run code in the kernel of the page; then `went` is what it printed, and what went wrong.
BEGIN = """(code) => {
    const { kernel } = jupyterapp.shell.currentWidget.context.sessionContext.session;
    const asked = kernel.requestExecute({ code });
    let said = "";
    window.went = undefined;
    asked.onIOPub = ({ content }) => { said += content.text ?? content.evalue ?? ""; };
    asked.done.then(() => { window.went = said; });
}"""
IMPORTS = "from regiekit.cases import Party, lock, workspace\nfrom pathlib import Path\nplace = workspace.folder()\n"
FILES = "import json\nprint(json.dumps({one.name: one.read_text() for one in place.iterdir() if one.is_file()}))"
WAITS = "navigator.locks.query().then(({ pending }) => pending.length)"  # a kernel for its turn
BEFORE = """
import os
from pathlib import Path
place = Path("mijn_werk").absolute()
place.mkdir(exist_ok=True)
(place / "samen.toml").write_text('formaat = 1\\ntitel = "Samen"\\nstatus = "eigen"\\n')
(place / "keuze.toml").write_text('gekozen = "samen"\\n')
"""
# What version 0.3.0 does when somebody answers: it makes the lock file, reads the case, and writes it anew; in two steps.
READS = """
(place / ".bezig").touch(exist_ok=False)
text = (place / "samen.toml").read_text()
"""
WRITES = """
(place / ".samen.0123abcd.tmp").write_text(text + "[antwoorden.04_structuur.eilandenrijk]\\noud = 1\\n")
os.replace(place / ".samen.0123abcd.tmp", place / "samen.toml")
(place / ".bezig").unlink()
"""
ANSWERING = f"""
from regiekit.cases import CaseError, workspace
kept = []
for n in range({SAVES}):
    try:
        workspace.answer(*PROEF, key="samen", **{{f"%s{{n}}": n}})
        kept.append(f"%s{{n}}")
    except CaseError:
        pass
print(*kept)
"""


@pytest.fixture(scope="module")
def patient(site, tmp_path_factory):
    """The site, where nobody who waits for another window loses patience: a test then hangs where somebody waits in vain."""
    folder = tmp_path_factory.mktemp("site") / "patient"
    shutil.copytree(site, folder)
    code = (folder / "service-worker.js").read_text(encoding="utf-8")
    assert "PATIENCE = 10000;" in code
    (folder / "service-worker.js").write_text(code.replace("PATIENCE = 10000;", "PATIENCE = 100000000;"), encoding="utf-8")
    with serving(folder) as server:
        yield server.url


def went(page) -> str:
    """What the code printed that was begun in the page, as soon as it is done."""
    page.wait_for_function("went !== undefined")
    return page.evaluate("went")


def run(page, code: str) -> str:
    page.evaluate(BEGIN, code)
    return went(page)


@contextmanager
def windows(playwright, outside, address, tmp_path, errors=()):
    """Two windows of one visitor on the case *Samen*; afterwards these errors were logged."""
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path / "profile", remarks) as context:
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            shown(page, address, STRUCTURE)
            said = run(page, IMPORTS + "seen = workspace.current() if (place / 'samen.toml').exists() else workspace.start_own('Samen')")
            assert not said
        yield one, other
    assert [*remarks, *outside.asked] == list(errors)


def kept(page) -> dict[str, dict]:
    """The files in the folder of the visitor, by their names."""
    return {name: tomllib.loads(text) for name, text in json.loads(run(page, FILES)).items()}


def test_two_windows_that_save_at_the_same_time_lose_nothing(playwright, outside, patient, tmp_path):
    with windows(playwright, outside, patient, tmp_path) as pages:
        for page, name in zip(pages, "ab", strict=True):
            page.evaluate(BEGIN, f"""
for n in range({SAVES}):
    seen = workspace.change(lambda case: case.with_changes(parties=[*case.parties, Party(f"{name}{{n}}", f"{name} {{n}}")]), "samen", seen)
""")  # fmt: skip
        assert [went(page) for page in pages] == ["", ""]
        names = [party["naam"] for party in kept(pages[0])["samen.toml"]["partijen"]]
        assert sorted(names) == sorted(f"{name} {n}" for name in "ab" for n in range(SAVES))


def test_who_waits_goes_on_when_the_other_lets_go_or_is_closed(playwright, outside, patient, tmp_path):
    takes = "mine = lock.alone(place / '.bezig', 1)\nprint(mine.__enter__())"
    asks = """(place / "samen.toml").write_text('formaat = 2\\ntitel = "Samen"\\nstatus = "eigen"\\nvraag = "Wie?"\\n')"""
    with windows(playwright, outside, patient, tmp_path) as (one, other):
        for answer in (1, 2):
            assert run(one, takes) == "True\n"
            other.evaluate(BEGIN, f"workspace.answer('eilandenrijk', key='samen', wacht={answer})")
            until(other, WAITS)
            if answer == 1:
                assert run(one, f"{asks}\nmine.__exit__(None, None, None)") == ""
            else:
                one.close()
            assert went(other) == ""
            case = kept(other)["samen.toml"]
            assert (case["vraag"], case["antwoorden"]["eilandenrijk"]) == ("Wie?", {"wacht": answer})


def test_a_file_that_the_other_window_took_away_keeps_nobody_waiting(playwright, outside, patient, tmp_path):
    said = "error in the page: Path mijn_werk/weg.toml does not exist."  # JupyterLite says it, and answers nothing
    with windows(playwright, outside, patient, tmp_path, [said]) as (one, other):
        run(one, "(place / 'weg.toml').write_text('')")
        assert run(other, "print((place / 'weg.toml').exists())") == "True\n"
        run(one, "(place / 'weg.toml').unlink()")
        assert run(other, "print((place / 'weg.toml').exists())") == "False\n"
        assert run(other, "(place / 'weg.toml').write_text('er')\nprint((place / 'weg.toml').read_text())") == "er\n"


# ---- an earlier version of the site beside this one -----------------------------------------------------


@contextmanager
def old_and_new(playwright, outside, old, new, tmp_path):
    """A window in which the old site began, and one with the new site, which has taken over meanwhile; the case *Samen* is of format 1."""
    remarks: list[str] = []
    with visitor(playwright, outside, tmp_path / "profile", remarks) as context:
        before, after = context.new_page(), context.new_page()
        with serving(old) as server:
            shown(before, server.url, STRUCTURE)
            before.wait_for_function("regiekit.filled")
            assert run(before, BEFORE) == ""
        with serving(new, int(server.url.rpartition(":")[2])):
            before.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => null)")
            until(before, WAITING)
            before.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.waiting.postMessage('go'))")
            until(before, "navigator.serviceWorker.getRegistration().then((one) => !one.waiting && one.active.state === 'activated')")
            shown(after, server.url, STRUCTURE)
            assert run(after, IMPORTS) == ""
            yield before, after
    assert not [*remarks, *outside.asked]


def test_an_old_window_and_a_new_one_wait_for_each_other(playwright, outside, site, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(site, old)
    page = old / "files" / STRUCTURE
    page.write_text(
        page.read_text(encoding="utf-8").replace("# Regie via de structuur", "# Regie via een oude structuur"), encoding="utf-8"
    )
    service_worker(old)
    with old_and_new(playwright, outside, old, site, tmp_path) as (before, after):
        assert before.get_by_role("heading", name="Regie via een oude structuur").count() == 1
        assert after.get_by_role("heading", name="Regie via de structuur").count() == 1
        assert run(before, READS) == ""
        after.evaluate(BEGIN, "workspace.answer('eilandenrijk', key='samen', nieuw=1)")
        until(after, WAITS)
        assert run(before, WRITES) == ""
        assert went(after) == ""
        files = kept(after)
        assert (files["samen.toml"]["formaat"], files["samen.toml"]["antwoorden"]) == (2, {"eilandenrijk": {"oud": 1, "nieuw": 1}})
        assert files["samen.formaat-1.toml"]["antwoorden"] == {"04_structuur": {"eilandenrijk": {"oud": 1}}}


@pytest.mark.everything
def test_the_site_of_format_1_beside_this_one_overwrites_nothing(playwright, outside, earlier_site, site, tmp_path):
    with old_and_new(playwright, outside, earlier_site, site, tmp_path) as (before, after):
        whole = "workspace.keep(workspace.current().with_changes(question='Oud?'), key='samen')"
        assert run(before, f"from regiekit.cases import workspace\n{whole}") == ""
        before.evaluate(BEGIN, "PROEF = '04_structuur', 'eilandenrijk'" + ANSWERING % ("oud", "oud"))
        after.evaluate(BEGIN, "PROEF = ('eilandenrijk',)" + ANSWERING % ("nieuw", "nieuw"))
        old, new = (went(page).split() for page in (before, after))
        assert new == [f"nieuw{n}" for n in range(SAVES)]
        files = kept(after)
        assert (files["samen.toml"]["formaat"], files["samen.toml"]["vraag"]) == (2, "Oud?")
        assert set(files["samen.toml"]["antwoorden"]["eilandenrijk"]) == {*old, *new}
        run(before, whole)  # a whole case under that name, and an answer to the case in use: both go elsewhere
        run(before, "workspace.answer('04_structuur', 'eilandenrijk', later=1)")
        again = kept(after)
        assert {name: again[name] for name in files if name != "keuze.toml"} == {
            name: files[name] for name in files if name != "keuze.toml"
        }
        assert again.keys() > files.keys()
