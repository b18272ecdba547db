"""What goes into the site, without building it: which Pyodide is accepted, and which packages come along."""

import io
import json
import tarfile
import zipfile

import pytest

from tools.site.build import _empty
from tools.site.packages import SiteError, _closure, archive, canonical, distribution, from_distribution

LOCK = {"info": {"python": "3.14.2"}, "packages": {
    "NumPy": {"file_name": "numpy-2.4-cp314-wasm32.whl", "depends": [], "imports": ["numpy"]},
    "matplotlib": {"file_name": "matplotlib-3.10-cp314-wasm32.whl", "depends": ["numpy", "six"], "imports": ["matplotlib"]},
    "scipy": {"file_name": "scipy-1.18-cp314-wasm32.whl", "depends": ["numpy"], "imports": ["scipy"]},
    "six": {"file_name": "six-1.17-py3-none-any.whl", "depends": [], "imports": ["six"]}}}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A Pyodide as it is unpacked, in a folder of another name, with numpy and matplotlib and without scipy."""
    inside = tmp_path / "somewhere" / "package"
    inside.mkdir(parents=True)
    (inside / "pyodide-lock.json").write_text(json.dumps(LOCK), encoding="utf-8")
    for name in ("pyodide.asm.wasm", "numpy-2.4-cp314-wasm32.whl", "matplotlib-3.10-cp314-wasm32.whl", "six-1.17-py3-none-any.whl"):
        (inside / name).touch()
    return inside


def test_a_folder_and_an_archive_of_either_kind_give_the_same(folder, tmp_path):
    found = distribution(folder.parent, tmp_path / "unused")
    assert (found.folder, found.python) == (folder, "3.14")
    with tarfile.open(tmp_path / "release.tar.bz2", "w:bz2") as file:
        file.add(folder, "pyodide")
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as file:
        for path in folder.iterdir():
            file.write(path, f"pyodide/{path.name}")
    for name in ("release.tar.bz2", "release.zip"):
        assert distribution(tmp_path / name, tmp_path / f"{name}.d").lock == LOCK


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_what_is_no_pyodide_is_refused_with_what_is_wanted(content, tmp_path):
    path = tmp_path / "it"
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(SiteError, match=r"pyodide-lock\.json|no archive"):
        distribution(path, tmp_path / "scratch")


def test_compiled_packages_come_with_all_they_need_and_those_that_are_absent_stay_out(folder, tmp_path):
    found = distribution(folder, tmp_path)
    assert found.compiled == {"numpy", "matplotlib", "scipy"}
    assert set(from_distribution(found, ["matplotlib", "scipy", "networkx"], have=[])) == {"matplotlib", "numpy", "six"}
    assert set(from_distribution(found, ["matplotlib"], have=["six"])) == {"matplotlib", "numpy"}


def test_what_is_needed_is_unpacked_first(folder, tmp_path):
    entries = {canonical(name): entry for name, entry in LOCK["packages"].items()}
    assert _closure("matplotlib", entries) == ["numpy", "six", "matplotlib"]


def test_an_archive_of_the_same_files_has_the_same_bytes():
    one, other = archive({"b": b"2", "a": b"1"}), archive({"a": b"1", "b": b"2"})
    assert one == other
    assert zipfile.ZipFile(io.BytesIO(one)).namelist() == ["a", "b"]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "holiday.jpg").touch()
    with pytest.raises(SiteError, match="not empty"):
        _empty(tmp_path)
    (tmp_path / "service-worker.js").touch()
    _empty(tmp_path)
    assert not tmp_path.exists()
