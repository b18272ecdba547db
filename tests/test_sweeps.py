"""A sweep gives the rows that a loop gives, in the same order, with the same seeds, whoever runs it."""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import regiekit
from regiekit.models import islands, random_networks
from regiekit.sweeps import sweep

GRID = {"parties": [6, 12, 20], "ties": [0.1, 0.4]}


def beside_chance(parties, ties, seed):
    """A model as a researcher has it: a random network of these, and where a measure lies beside as many ties at random."""
    graph = nx.gnp_random_graph(parties, ties, seed=seed % 2**32)
    return random_networks.compare(graph, islands.global_efficiency, draws=5, seed=seed)


def alone(parties, ties=0.5):
    if parties == 3:
        raise ValueError("three")
    return {"double": 2 * parties, "all": np.arange(2)}


@contextmanager
def dask():
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


@contextmanager
def loky():
    from loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=2)
    yield executor
    executor.shutdown(wait=True)


EXECUTORS = {
    "threads": lambda: ThreadPoolExecutor(2),
    "processes": lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
    "loky": loky,
    "dask": dask,
}


@pytest.mark.parametrize("name", EXECUTORS)
def test_the_rows_are_those_of_the_loop_whoever_runs_it(name):
    serial = sweep(beside_chance, GRID, replications=4, seed=3)
    with EXECUTORS[name]() as executor:
        assert sweep(beside_chance, GRID, replications=4, seed=3, executor=executor).rows == serial.rows
    assert len(serial.rows) == 3 * 2 * 4
    assert len({row["seed"] for row in serial.rows}) == len(serial.rows)


def test_loky_takes_a_model_that_was_written_in_a_notebook():
    with loky() as executor:
        assert [row["value"] for row in sweep(lambda x: x**2, {"x": range(5)}, executor=executor).rows] == [0, 1, 4, 9, 16]


def test_the_rows_of_a_loop_by_hand():
    rows = sweep(islands.waiting_time, {"parties": [1, 2], "questions": [1.0], "capacity": np.array([4, 8])}).rows
    assert rows == [{"parties": n, "questions": 1.0, "capacity": c, "replication": 0, "value": 1 / (c - n)} for n in (1, 2) for c in (4, 8)]
    assert all(type(row["capacity"]) is int for row in rows)


def test_a_seed_follows_from_the_point_and_nothing_else():
    whole = sweep(beside_chance, GRID, replications=2)
    one = sweep(beside_chance, [{"ties": 0.4, "parties": 12}], replications=3)
    kept = {(row["parties"], row["ties"], row["replication"]): row["seed"] for row in whole.rows}
    assert [row["seed"] for row in one.rows][:2] == [kept[12, 0.4, 0], kept[12, 0.4, 1]]
    assert sweep(beside_chance, GRID, replications=2, seed=2).rows[0]["seed"] != whole.rows[0]["seed"]
    assert sweep(beside_chance, {"parties": [4], "ties": [0.5], "seed": [7]}).rows[0]["seed"] == 7


def test_outcomes_of_every_kind_are_columns():
    assert sweep(alone, {"parties": [2]}).rows == [{"parties": 2, "replication": 0, "double": 4, "all": [0, 1]}]
    found = sweep(beside_chance, GRID).rows[0]
    assert {"value", "low", "high", "mean", "seed", "replication"} <= set(found)
    assert set(pd.DataFrame(sweep(beside_chance, GRID).rows)["parties"]) == {6, 12, 20}


def test_what_a_run_raises_names_its_point_or_is_kept():
    with pytest.raises(ValueError, match=r"at \{'parties': 3\}: ValueError: three"):
        sweep(alone, {"parties": [2, 3]})
    rows = sweep(alone, {"parties": [2, 3, 4]}, errors="keep").rows
    assert [row.get("error") for row in rows] == [None, "ValueError: three", None]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"grid": {"parties": [1]}, "replications": 2}, "replications"),
        ({"grid": {"parties": [1]}, "replications": 0}, "replications"),
        ({"grid": [1, 2]}, "grid"),
        ({"grid": {"parties": [1]}, "seed": None}, "seed"),
        ({"grid": {"parties": [1]}, "errors": "skip"}, "errors"),
    ],
)
def test_refused(given, name):
    with pytest.raises(ValueError, match=name):
        sweep(alone, **given)


def test_a_point_that_is_spelled_differently_each_time_has_no_seed():
    with pytest.raises(ValueError, match="parties"):
        sweep(beside_chance, {"parties": [object()], "ties": [1]})


def test_what_is_written_says_how_to_do_it_again(tmp_path):
    found = regiekit.sweep(beside_chance, GRID, seed=5)
    found.to_csv(tmp_path / "rows.csv")
    back = pd.read_csv(tmp_path / "rows.csv")
    assert list(back["mean"]) == pytest.approx([row["mean"] for row in found.rows], nan_ok=True)
    about = json.loads((tmp_path / "rows.csv.json").read_text(encoding="utf-8"))
    assert (about["seed"], about["grid"], about["regiekit"]) == (5, GRID, regiekit.__version__)
    assert about["function"].endswith("beside_chance")
    assert about["made"]
    assert about["references"] == {}
    from_a_model = regiekit.sweep(islands.waiting_time, {"parties": [10], "questions": [1], "capacity": [50]})
    assert "Kleinrock" in from_a_model.about["references"]["kleinrock1975"]


def test_an_outcome_never_takes_the_place_of_a_setting():
    def bad(parties, seed):
        return {"parties": -parties}

    with pytest.raises(ValueError, match="outcome 'parties' is called as a setting"):
        sweep(bad, {"parties": [1]})
    (row,) = sweep(bad, {"parties": [1]}, errors="keep").rows
    assert row["parties"] == 1
    assert "called as a setting" in row["error"]
    with pytest.raises(ValueError, match="replication"):
        sweep(alone, {"replication": [1]})


def test_a_seed_has_63_bits_and_is_the_same_for_1_and_1_0():
    def seeded(x, seed):
        return seed

    whole, point, other = (sweep(seeded, {"x": [x]}, replications=50).rows for x in (1, 1.0, 1.5))
    assert [row["seed"] for row in whole] == [row["seed"] for row in point] != [row["seed"] for row in other]
    assert 2**62 < max(row["seed"] for row in whole) < 2**63
    assert sweep(seeded, {"x": [1]}).about["scipy"]


@pytest.mark.parametrize("values", [10, "10", None])
def test_values_that_are_no_list_are_refused_by_name(values):
    with pytest.raises(ValueError, match=r"values of 'parties' must be a list"):
        sweep(islands.waiting_time, {"parties": values, "questions": [1], "capacity": [50]})
