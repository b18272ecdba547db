"""The same network in print: the places, shapes, dashes and names of the screen, on an Axes."""

import re
import subprocess
import sys

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from regiekit.plots import axes
from regiekit.plots import case as case_picture
from regiekit.plots.layout import Box
from regiekit.plots.network import Edge, Node, Zone
from regiekit.plots.style import LINES, SHAPES


def drawn(case):
    nodes, ties, size = case_picture.parts(case)
    ax = Figure(figsize=(6.6, 5.2)).add_axes((0, 0, 1, 1))
    return axes.network(ax, nodes, ties, size=size), nodes, ties, size


@pytest.mark.parametrize("name", ["jeugdhulp", "regio", "warmte"])
def test_places_shapes_and_names_are_those_of_the_screen(kit, name):
    case = kit.shipped[name]
    ax, nodes, _, size = drawn(case)
    screen = {p.key: p for p in kit.parties(kit.network(nodes, size=size))}
    patches = {p.get_label(): p for p in ax.patches if p.get_label() in screen}
    assert set(patches) == {p.key for p in case.parties}
    written = [t.get_text() for t in ax.texts]
    for node in nodes:
        patch, shape = patches[node.key], screen[node.key]
        assert all(written.count(line) >= 1 for line in shape.lines)
        if SHAPES[node.shape] is None:
            assert tuple(patch.center) == (node.x, node.y)
        else:
            assert isinstance(patch, Polygon)
            assert len(patch.get_xy()) - 1 == len(SHAPES[node.shape])
            x0, y0, x1, y1 = shape.shape
            assert all(x0 - 0.1 <= x <= x1 + 0.1 and y0 - 0.1 <= y <= y1 + 0.1 for x, y in patch.get_xy())
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, size[0]), (size[1], 0))
    assert ax.get_aspect() == 1


def test_ties_run_as_on_the_screen(kit):
    _, nodes, ties, size = drawn(kit.shipped["warmte"])
    ax = axes.network(Figure().add_subplot(), nodes, ties, size=size)
    root, _ = kit.elements(kit.network(nodes, ties, size))
    paths = [e.get("d") for e in root.iter(f"{kit.svg}path") if e.get("data-key", "").startswith("e:")]
    wanted = [[float(v) for v in re.findall(r"-?[\d.]+", d)][:4] for d in paths]
    shafts = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert len(shafts) == len(wanted) == len(ties)
    for line, (x1, y1, x2, y2) in zip(shafts, wanted, strict=True):
        assert [*line.get_xdata(), *line.get_ydata()] == pytest.approx([x1, x2, y1, y2], abs=0.06)
    assert sum(len(line.get_xdata()) == 3 for line in ax.lines) == sum(t.directed for t in ties)


def test_each_kind_of_tie_has_its_own_line():
    nodes = [Node("a", "A", 50, 50), Node("b", "B", 250, 50)]
    looks = set()
    for kind in LINES:
        ax = axes.network(Figure().add_subplot(), nodes, [Edge("a", "b", kind)], size=(300, 100))
        looks.add((ax.lines[0].get_linestyle(), str(ax.lines[0]._dash_pattern), round(ax.lines[0].get_linewidth(), 2)))
    assert len(looks) == len(LINES)
    with pytest.raises(KeyError):
        axes.network(Figure().add_subplot(), nodes, [Edge("a", "weg")], size=(300, 100))


@pytest.mark.filterwarnings("ignore:Glyph")
def test_zones_marks_and_hostile_names(kit, tmp_path):
    bad = ("<b>$x$ & $", "$\\frac{$", "]]>", "🏠", "x" * 200)
    nodes = [
        Node(f"k{i}", n, 60 + 120 * i, 100, shape, tone=tone, mark="$")
        for i, (n, shape, tone) in enumerate(zip(bad, SHAPES, ("plain", "strong", "tinted", "faded", "plain"), strict=False))
    ]
    figure = Figure(figsize=(6, 2))
    ax = axes.network(
        figure.add_subplot(),
        nodes,
        (),
        [Zone("z", "$zone <b>", Box(2, 2, 600, 180), tone) for tone in ("plain", "strong", "faded")],
        size=(660, 190),
    )
    assert [t.get_text() for t in ax.texts].count("$zone <b>") == 3
    figure.savefig(tmp_path / "beeld.svg")
    assert (tmp_path / "beeld.svg").stat().st_size > 2000


@pytest.mark.parametrize("ending", ["pdf", "svg", "png"])
def test_it_can_be_saved(kit, tmp_path, ending):
    ax, *_ = drawn(kit.shipped["jeugdhulp"])
    path = tmp_path / f"netwerk.{ending}"
    ax.figure.savefig(path)
    assert path.stat().st_size > 5000


def test_text_follows_the_size_of_the_axes(kit):
    nodes, ties, size = case_picture.parts(kit.shipped["jeugdhulp"])
    small, large = (axes.network(Figure(figsize=(w, w * size[1] / size[0])).add_axes((0, 0, 1, 1)), nodes, ties, size=size) for w in (4, 8))
    for one, other in zip(small.texts, large.texts, strict=True):
        assert other.get_fontsize() == pytest.approx(2 * one.get_fontsize())


def test_pyplot_stays_away(tmp_path):
    code = (
        "import sys\n"
        "from matplotlib.figure import Figure\n"
        "from regiekit.plots.axes import network\n"
        "from regiekit.plots.network import Edge, Node\n"
        "f = Figure(); network(f.add_subplot(), [Node('a', 'A', 9, 9), Node('b', 'B', 90, 90)], [Edge('a', 'b', directed=True)], size=(100, 100))\n"
        f"f.savefig({str(tmp_path / 'a.pdf')!r})\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
