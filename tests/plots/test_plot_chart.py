"""Charts: matplotlib's figures as text, drawn again only where they change."""

import builtins
import re
import subprocess
import sys
import threading
from math import inf, nan
from xml.etree import ElementTree

import pytest

from regiekit.plots.chart import ABSENT, STYLES, Chart, Line, Mark, number, to_svg
from regiekit.plots.style import ACCENTS, COLOURS, TINTS

WORDS = {"title": "Wachttijd", "words": "Hoe voller het loket, hoe langer het duurt."}
X = [0, 1, 2, 3, 4]


def chart(key="proef", **more):
    return Chart(key, "partijen", "werkdagen", (0, 4), (0, 10), **more)


def texts(kit, svg):
    return [t.text for t in kit.elements(svg)[0].iter(f"{kit.svg}text")]


def keyed(kit, svg):
    return {e.get("data-key"): e for e in kit.elements(svg)[0].iter() if e.get("data-key")}


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.5, "0,5"), (-2, "−2"), (1000, "1.000"), (1234567.5, "1.234.567,5"), (-0.0, "0"), (0.1 + 0.2, "0,3"), (2.0, "2")],
)
def test_number(value, shown):
    assert number(value) == shown


def test_a_chart_is_whole_and_described(kit):
    svg = chart().svg(
        [Line(X, [0, 1, 2, 4, 8], "vier vragen"), Line(X, X, "nu", "dashed", "plain")],
        [Mark(2, 2, "nu"), Mark(1, 1, "eerst", False)],
        **WORDS,
    )
    root, box = kit.elements(svg)
    assert box == [0, 0, 660, 300]
    assert root.get("role") == "img"
    assert (root.find(f"{kit.svg}title").text, root.find(f"{kit.svg}desc").text) == (WORDS["title"], WORDS["words"])
    assert {"partijen", "werkdagen", "vier vragen", "nu", "eerst", "10"} <= set(texts(kit, svg))
    assert "<style" not in svg
    assert "<!DOCTYPE" not in svg
    assert "<?xml" not in svg
    assert "metadata" not in svg
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", svg)) <= {*COLOURS.values(), *ACCENTS.values(), *TINTS.values()}
    assert all(float(t.get("font-size")) >= 14 for t in root.iter(f"{kit.svg}text"))


def test_ticks_are_dutch(kit):
    shown = texts(kit, Chart("k", "x", "y", (0, 2000), (0, 1), xticks=(0, 1000, 2000), yticks=(0, 0.5, 1)).svg(**WORDS))
    assert {"0,5", "1.000", "2.000"} <= set(shown)


def test_the_same_chart_gives_the_same_text():
    lines, marks = [Line(X, X, "a"), Line(X, [5] * 5, "b", "dotted")], [Mark(1, 2, "m")]
    one = chart()
    first = one.svg(lines, marks, **WORDS)
    one.svg([Line([0, 4], [9, 1], "anders", "dashdot")], **WORDS)
    assert one.svg(lines, marks, **WORDS) == first == chart().svg(lines, marks, **WORDS)


def test_two_charts_on_one_page_do_not_clash(kit):
    drawn = [chart(key).svg([Line(X, X, "a")], [Mark(1, 1, "m")], **WORDS) for key in ("een", "twee")]
    keys = [set(keyed(kit, svg)) for svg in drawn]
    assert keys[0]
    assert not keys[0] & keys[1]
    assert all(" id=" not in svg for svg in drawn)


def test_only_the_changing_part_changes(kit):
    one = chart()
    before, after = (keyed(kit, one.svg([Line(X, [v * k for v in X], name="lijn")], [Mark(k, k, f"{k}")], **WORDS)) for k in (1, 2))
    assert set(before) == set(after)
    assert before["proef:lijn:lijn"].get("d") != after["proef:lijn:lijn"].get("d")
    shape = re.compile(r"-?\d+(\.\d+)?")
    assert shape.sub("#", before["proef:lijn:lijn"].get("d")) == shape.sub("#", after["proef:lijn:lijn"].get("d"))  # so a panel can move it


def test_a_line_and_a_mark_stand_where_they_should(kit):
    parts = keyed(kit, chart().svg([Line([0, 4], [0, 10], "l")], [Mark(2, 5), Mark(9, inf), Mark(0, 0)], **WORDS))
    numbers = [float(v) for v in re.findall(r"-?[\d.]+", parts["proef:lijn:0"].get("d"))]
    at = [[float(v) for v in re.findall(r"-?[\d.]+", parts[f"proef:punt:{i}"].get("transform"))] for i in range(3)]
    assert numbers[:2] == at[2]
    assert numbers[2:] == at[1]
    assert at[0] == pytest.approx([(numbers[0] + numbers[2]) / 2, (numbers[1] + numbers[3]) / 2], abs=0.06)


def test_lines_and_marks_differ_without_colour(kit):
    styles = list(STYLES)
    parts = keyed(kit, chart().svg([Line(X, X, "", s) for s in styles], [Mark(1, 1), Mark(2, 2, filled=False)], **WORDS))
    dashes = [parts[f"proef:lijn:{i}"].get("stroke-dasharray") for i in range(len(styles))]
    assert len(set(dashes)) == len(styles)
    fills = [parts[f"proef:punt:{i}"][0].get("fill") for i in range(2)]
    assert fills == [ACCENTS["structuur"], COLOURS["paper"]]


def test_a_name_repeats_the_dashes_of_its_line(kit):
    parts = keyed(kit, chart().svg([Line(X, X, "een"), Line(X, [9] * 5, "twee", "dashed")], **WORDS))
    for i in range(2):
        assert parts[f"proef:lijnnaam:{i}"][0].get("stroke-dasharray") == parts[f"proef:lijn:{i}"].get("stroke-dasharray")


def test_a_line_stays_inside_the_axes(kit):
    parts = keyed(kit, chart().svg([Line([0, 1, 2, 3, 4], [0, 100, nan, -100, 2], "l")], **WORDS))
    numbers = [float(v) for v in re.findall(r"-?[\d.]+", parts["proef:lijn:0"].get("d"))]
    assert all(50 <= x <= 645 for x in numbers[::2])
    assert all(28 <= y <= 252 for y in numbers[1::2])


@pytest.mark.parametrize("bad", ["<img src=x onerror=alert(1)>", "]]><script>", "$x^2$ $", "$", "a\x00b", "🏠", "\u202eab", "x" * 200])
def test_labels_from_people_stay_text(kit, bad):
    svg = Chart(bad, bad, bad, (0, 4), (0, 4)).svg([Line(X, X, bad, name=bad)], [Mark(1, 1, bad, name=bad)], title=bad, words=bad)
    assert texts(kit, svg).count(bad.replace("\x00", "")) == 4
    assert "<img" not in svg
    assert "<script" not in svg


def test_without_matplotlib_a_kind_word(kit, monkeypatch):
    from regiekit.plots import chart as module

    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    module._backend.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    svg = chart().svg([Line(X, X)], **WORDS)
    assert " ".join(texts(kit, svg)) == ABSENT
    assert kit.elements(svg)[1] == [0, 0, 660, 300]
    assert kit.elements(svg)[0].find(f"{kit.svg}desc").text == WORDS["words"]


def test_a_whole_figure_becomes_text(kit):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4, 3), dpi=150)
    ax = figure.subplots()
    ax.plot([1, 2, 3], [3, 1, 2], "--", label="lijn <b>")
    ax.bar([1, 2], [2, 1], alpha=0.5)
    ax.fill_between([1, 2], [0, 1], color="#0067a5")
    ax.set(title="titel & <script>", ylabel="omhoog")
    ax.legend()
    svg = to_svg(figure, "een", **WORDS)
    assert to_svg(figure, "een", **WORDS) == svg
    assert figure.dpi == 150
    root, box = kit.elements(svg)
    assert box == [0, 0, 288, 216]
    assert {"lijn <b>", "titel & <script>", "omhoog"} <= set(texts(kit, svg))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    used = re.findall(r"url\(#([^)]+)\)", svg)
    assert used
    assert set(used) <= set(ids)
    assert len(ids) == len(set(ids))
    assert all(i.startswith("een-") for i in ids)
    assert not set(ids) & {e.get("id") for e in ElementTree.fromstring(to_svg(figure, "twee", **WORDS)).iter() if e.get("id")}


def test_an_image_is_refused():
    from matplotlib.figure import Figure

    figure = Figure(figsize=(2, 2))
    figure.subplots().imshow([[1, 2], [3, 4]])
    with pytest.raises(NotImplementedError):
        to_svg(figure, "een", **WORDS)


def test_settings_of_matplotlib_stay_as_they_are_and_pyplot_stays_away():
    code = (
        "import sys, regiekit.plots.chart as c, regiekit.plots.axes\n"
        "assert not any(m.startswith('matplotlib') for m in sys.modules), 'matplotlib at import'\n"
        "import matplotlib as m\n"
        "settings = lambda: {k: m.rcParams[k] for k in m.rcParams if k != 'backend'}  # asking for the backend loads pyplot\n"
        "m.rcParams['svg.fonttype'] = 'path'; before = settings()\n"
        "svg = c.Chart('k', 'x', 'y', (0, 1), (0, 1)).svg([c.Line([0, 1], [0, 1], 'a')], [c.Mark(0, 0, 'm')], title='t', words='w')\n"
        "assert settings() == before\n"
        "assert '>a</text>' in svg\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_threads_do_not_mix():
    one = chart()
    wanted = {k: one.svg([Line(X, [v * k / 4 for v in X], f"{k}")], [Mark(k, k, f"nu {k}")], **WORDS) for k in range(5)}
    wrong = []

    def work(k):
        for _ in range(40):
            if one.svg([Line(X, [v * k / 4 for v in X], f"{k}")], [Mark(k, k, f"nu {k}")], **WORDS) != wanted[k]:
                wrong.append(k)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(5)]
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    finally:
        sys.setswitchinterval(patience)
    assert wrong == []
