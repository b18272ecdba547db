"""The pages for the lecturer: what a table or a sentence there says of a case, the proef computes; run sheets have time for what they ask."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from regiekit.cases import load_shipped
from regiekit.widgets import routes
from regiekit.widgets.declaration import keys, proef_class
from regiekit.widgets.progress import address
from tools.words import TRIED

PAGES = Path(__file__).parent.parent / "docs" / "docent"
CASES = {"De Waardborg": "jeugdhulp", "Breedwater": "regio", "De Beemdhoek": "warmte"}
STRICT = {"uitstappen": "niemand", "informatie": "regisseur", "binding": "uitkomst", "volgorde": "moeilijk", "conflict": "regisseur", "tijd": "terugval"}  # fmt: skip
KIND = {"uitstappen": "moment", "informatie": "samen", "binding": "proces", "volgorde": "pakket", "conflict": "derde", "tijd": "einddatum"}


@cache
def part(page: str, heading: str) -> str:
    """The text under a heading."""
    return re.split(r"\n## ", (PAGES / page).read_text("utf-8").split(f"\n## {heading}", 1)[1])[0]


def row(heading: str, name: str) -> list[str]:
    """The numbers in the row of a case, in a page on notebook 07."""
    (line,) = [one for one in part("07_procesontwerp.md", heading).splitlines() if one.startswith(f"| {name} |")]
    return re.findall(r"\d[\d.]*", line.split("|", 2)[2])


def at(key: str, name: str, **settings):
    d = proef_class(key)
    return d.at(d.reads(load_shipped(CASES[name])), **settings)


def after(state) -> list[int]:
    return [round(m.after) for m in state.measures()]


def answer(key: str, name: str):
    d = proef_class(key)
    return d.answer(d.reads(load_shipped(CASES[name])))


@pytest.mark.parametrize("name", CASES)
def test_the_tables_of_the_process(name):
    _, _, gloomy, rosy, power = after(at("blikken", name))
    assert row("Spelersanalyse 1", name) == [str(n) for n in (gloomy, rosy, power)]
    assert row("Spelersanalyse 3", name) == [str(n) for n in after(at("tafel", name))]
    assert row("De brede agenda", name)[1] == str(answer("brede_agenda", name))
    joining = [after(at("spelregels", name, **rules))[0] for rules in ({}, STRICT, KIND)]
    found = row("Spelregels", name)
    assert [found[0], *found[2:4]] == [str(n) for n in joining]
    chance = answer("spelers", name)
    assert row("Spelersanalyse 2", name)[0] == str(max(1, round(chance)))  # "minder dan 1"


@pytest.mark.parametrize(
    ("key", "heading", "pattern"),
    [
        ("wie_regisseert", "Wie regisseert?", r"\*\*voorspelling\*\*: (\d+), (\d+) en (\d+)"),
        ("grootste_gemene_deler", "De gemene deler", r"In De Waardborg is dat (\d+) procent, in (Breedwater) en de Beemdhoek (\d+)"),
    ],
)
def test_the_predictions_of_the_going_process(key, heading, pattern):
    said = re.search(pattern, part("08_proces_gaande.md", heading)).groups()
    numbers = [said[2] if one == "Breedwater" else one for one in said]
    assert numbers == [f"{answer(key, name):.0f}" for name in CASES]


@pytest.mark.parametrize(("key", "heading"), [("eilandenrijk", "Eilandenrijk"), ("verkokering", "Verkokering"), ("overlap", "Overlap"), ("lenzen", "Chaos of orde?"), ("diagnose", "De diagnose")])  # fmt: skip
def test_the_predictions_of_the_structure(key, heading):
    bold = re.search(r"\*\*De voorspelling\.\*\*.*?\*\*(\d+)", part("04_structuur.md", heading), re.DOTALL)
    assert bold.group(1) == f"{answer(key, 'De Waardborg'):.0f}"


def test_the_granting():
    found = dict(re.findall(r"^\| (.+?) \| (\d+)", part("03_perspectieven.md", "De rol moet u worden gegund"), re.MULTILINE))
    rows = {"zonder voorwaarden": {}, "met geld mee": {"money": "ja"}, "eerst voor één jaar": {"temporary": "ja"}, "met een zetel voor elke kleine partij": {"seats": "ja"}}  # fmt: skip
    assert {name: found[name] for name in rows} == {name: str(at("gunnen", "De Waardborg", **terms).yes) for name, terms in rows.items()}


@pytest.mark.parametrize("page", sorted(PAGES.glob("0*.md")), ids=lambda page: page.stem)
def test_a_run_sheet_has_minutes_to_start_to_join_and_to_collect(page):
    sheet = part(page.name, "Draaiboek")
    assert re.search(r"^\| *(keer \| )?(minuut|Minuut)", sheet, re.MULTILINE)
    for word in ("Starten", "Aanhaken", "Ophalen"):
        assert re.search(rf"\*\*{word}\*\* \([^()]*\d minuten", sheet), word


LINKS = {f"../../notebooks/{address(key)}": key for key in keys()}
LENGTHS = {"Eén keer 45 minuten": (0, 45), "Drie uur": (0, 180), "Zes keer 90 minuten": (10, 80)}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_schedule_follows_on_and_leaves_each_proef_the_time_that_is_counted(name):
    text = part("00_begin.md", "Draaiboek").split(f"### {name}")[1].split("\n### ")[0]
    rows = re.findall(r"^\|(?: (\d) \|)? (\d+)–(\d+) \|(.*)", text, re.MULTILINE)
    sessions: dict[str, list[tuple[int, int]]] = {}
    for number, start, end, rest in rows:
        found = [target for target in re.findall(r"\]\((\.\./\.\./notebooks/[^)]*)\)", rest) if not target.endswith("#Het-regieplan")]
        assert set(found) <= set(LINKS)
        assert sum(routes.minutes(LINKS[target], TRIED) for target in found) <= int(end) - int(start), rest
        sessions.setdefault(number, []).append((int(start), int(end)))
    assert len(sessions) == (6 if name.startswith("Zes") else 1)
    for times in sessions.values():
        assert (times[0][0], times[-1][1]) == LENGTHS[name]
        assert all(before[1] == after[0] for before, after in pairwise(times))


def test_the_first_page_counts_the_proeven():
    assert f"samen {len(keys())} proeven" in part("00_begin.md", "Wat dit is")


def test_what_a_frame_costs_and_brings():
    """Per task on the page: who stays away, who comes and drops out again, and what a better place leaves."""
    first, second, third = re.findall(r"^\d\. (.+)$", part("02_proces_en_inhoud.md", "Wat een kader kost"), re.M)
    away = "De huisartsen, Veilig Thuis en de jeugdbescherming"
    state = at("kader", "De Waardborg")
    assert f"te onzeker voor {away[0].lower()}{away[1:]}: die drie blijven weg" in state.words()
    assert f"*Begin zonder kader. Wie blijft weg?* {away}:" in first
    assert "drie partijen bij" in state.but(share=50).headline()
    assert "alle drie" in second
    assert "haken de huisartsen af" in state.but(share=30).headline()
    assert "haken de huisartsen weer af" in second
    assert "nog bijna driekwart over" in state.but(share=30, across=3.25, up=3.75).words()
    assert "bijna driekwart" in third
