"""The same network in print: the places, shapes, dashes and names of the screen, on an Axes."""

import pickle
import re
import subprocess
import sys

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Polygon
from pypdf import PdfReader

from regiekit.cases import read_network
from regiekit.plots import axes
from regiekit.plots import case as case_picture
from regiekit.plots.layout import Box
from regiekit.plots.network import Edge, Node, Zone, radius
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
    with pytest.raises(ValueError, match="one of a, b, not 'weg'"):
        axes.network(Figure().add_subplot(), nodes, [Edge("a", "weg")], size=(300, 100))


TWO = [Node("a", "Alfa", 200, 60, "gemeente"), Node("b", "Beta", 200, 260)]


def test_own_kinds_of_tie_have_a_line_each_on_paper_and_screen(kit):
    ties = [Edge("a", "b", kind) for kind in ("vertrouwen", "advies", "geld", "ruzie", "advies")]
    ax = axes.network(Figure().add_subplot(), TWO, ties, size=(400, 300))
    paper = [str(line._dash_pattern) for line in ax.lines]
    assert len(set(paper)) == 4
    assert paper[1] == paper[4]
    root, _ = kit.elements(kit.network(TWO, ties, (400, 300)))
    screen = [e.get("stroke-dasharray") for e in root.iter(f"{kit.svg}path") if e.get("data-key", "").startswith("e:")]
    assert len(set(screen)) == 4
    assert screen[1] == screen[4]


def test_a_legend_names_what_is_drawn_in_ones_own_words():
    ties = [Edge("a", "b", "geld"), Edge("a", "b", "vertrouwen")]
    bare, plain, own = (
        axes.network(Figure().add_subplot(), TWO, ties, size=(400, 300), legend=legend)
        for legend in (False, True, {"gemeente": "municipality", "vertrouwen": "trust"})
    )
    assert [[t.get_text() for t in ax.texts][2:] for ax in (bare, plain, own)] == [
        [],
        ["gemeente", "instelling", "geld", "vertrouwen"],
        ["municipality", "instelling", "geld", "trust"],
    ]
    assert bare.get_ylim() == (300, 0)
    low = own.get_ylim()[0]
    assert all(300 < t.get_position()[1] < low for t in own.texts[2:])
    assert [str(line._dash_pattern) for line in own.lines[:2]] == [str(line._dash_pattern) for line in own.lines[2:]]
    assert len(own.patches) == 4
    with pytest.raises(ValueError, match=r"legend.*vertrouwen"):
        axes.network(Figure().add_subplot(), TWO, ties, legend={"trust": "trust"})


def test_a_legend_shows_how_thick_the_lightest_and_the_heaviest_tie_are():
    ties = [Edge("a", "b", weight=1), Edge("b", "a", weight=10)]
    ax = axes.network(Figure().add_subplot(), TWO, ties, size=(400, 300), legend={"gewicht": "weight"})
    assert [text.get_text() for text in ax.texts][-2:] == ["weight 1", "weight 10"]
    drawn = [line.get_linewidth() for line in ax.lines[:2]]
    assert [line.get_linewidth() for line in ax.lines[-2:]] == pytest.approx(drawn)
    assert drawn[1] / drawn[0] == pytest.approx((0.75 + 5 / 8) / (0.75 + 0.5 / 8))


def test_what_a_journal_would_send_back_is_said():
    node = Node("a", "Samenwerkingsverband voor alle voorzieningen in de regio", 200, 100)
    with pytest.warns(UserWarning, match=r"cut names \(1\).*Samenwerkingsverband"):
        axes.network(Figure(figsize=(8, 4)).add_subplot(), [node], size=(400, 200))
    with pytest.warns(UserWarning, match=r"5\.4 points"):
        axes.network(Figure(figsize=(3, 3)).add_axes((0, 0, 1, 1)), [node._replace(label="A")], size=(600, 600))


def test_text_is_as_large_as_the_layout_of_the_figure_lets_it():
    loose, tight = (Figure(figsize=(6, 4.5), layout=layout).add_subplot() for layout in (None, "constrained"))
    sizes = [axes.network(ax, TWO, size=(400, 300)).texts[0].get_fontsize() for ax in (loose, tight)]
    assert sizes[1] > 1.2 * sizes[0]
    tight.figure.draw_without_rendering()
    assert sizes[1] / 400 == pytest.approx(sizes[0] / 400 * tight.get_position().width / loose.get_position().width, rel=0.05)


def test_a_label_is_text():
    with pytest.raises(ValueError, match=r"label of 'a' must be text, not 1"):
        axes.network(Figure().add_subplot(), [Node("a", 1, 9, 9)])


def test_ties_of_a_file_are_drawn_one_by_one():
    read = read_network(b"van;naar;soort;gewicht;gericht\na;b;info;4;ja\na;b;trust;;nee\n", "x.csv")
    assert [Edge.of(tie) for tie in read.ties] == [Edge("a", "b", "info", 4, True), Edge("a", "b", "trust", 2, False)]
    assert Edge.of(read_network(b"from,to\na,b\n", "t.csv").ties[0]).kind == "onbekend"


def test_the_head_of_an_arrow_stops_before_the_name_and_lies_above_the_rims():
    figure = Figure(figsize=(4, 3))
    ties = [Edge("b", "a", directed=True), Edge("a", "b", directed=True)]
    ax = axes.network(figure.add_axes((0, 0, 1, 1)), TWO, ties, size=(400, 300))
    up, head, down, other = ax.lines
    name = ax.texts[0].get_window_extent().transformed(ax.transData.inverted())
    rim_of_the_square, rim_of_the_circle = 60 + radius(3), 260 - radius(3)
    below = max(name.y0, name.y1)  # y runs down
    assert rim_of_the_square < below < head.get_ydata()[1] < below + 8
    assert other.get_ydata()[1] == pytest.approx(rim_of_the_circle - 3)  # from above: to the rim
    (rims,) = ax.artists
    assert up.zorder == down.zorder < rims.zorder < head.zorder == other.zorder


@pytest.mark.parametrize("ending", ["pdf", "svg"])
def test_names_are_text_that_can_be_searched(tmp_path, ending):
    figure = Figure()
    axes.network(figure.add_subplot(), TWO, size=(400, 300))
    with matplotlib.rc_context({"svg.fonttype": "none", "pdf.fonttype": 42}):
        figure.savefig(tmp_path / f"n.{ending}")
    text = PdfReader(tmp_path / "n.pdf").pages[0].extract_text() if ending == "pdf" else (tmp_path / "n.svg").read_text("utf-8")
    assert "Alfa" in text
    assert "Beta" in text
    pickle.loads(pickle.dumps(figure))


@pytest.mark.parametrize(
    ("node", "edge", "more", "said"),
    [
        ({"shape": "x"}, {}, {}, "shape of 'b' must be one of gemeente, "),
        ({"tone": "x"}, {}, {}, "tone of 'b' must be one of plain, strong, tinted, faded"),
        ({"size": float("nan")}, {}, {}, "'b' must be finite"),
        ({"scale": 0}, {}, {}, "scale more than 0"),
        ({"x": float("inf")}, {}, {}, "'b' must be finite"),
        ({"key": "a"}, {}, {}, r"more than once: \['a'\]"),
        ({}, {"tone": "tinted"}, {}, "tone of a tie must be one of plain, strong, faded"),
        ({}, {"weight": -1}, {}, "'a'–'a' must be a finite number of 0 or more, not -1"),
        ({}, {"weight": float("nan")}, {}, "not nan"),
        ({}, {"weight": float("inf")}, {}, "not inf"),
        ({}, {"target": "c"}, {}, "one of a, b, not 'c'"),
        ({}, {}, {"strategy": "x"}, "strategy must be one of begin, "),
        ({}, {}, {"zones": [Zone("z", "Z", Box(0, 0, 9, 9), "x")]}, "tone of 'z' must be one of plain, "),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_what_can_is_listed(kit, node, edge, more, said):
    nodes, ties = [TWO[0], TWO[1]._replace(**node)], [Edge("a", "a")._replace(**edge)]
    with pytest.raises(ValueError, match=said):
        axes.network(Figure().add_subplot(), nodes, ties, **more)
    if not more:
        with pytest.raises(ValueError, match=said):
            kit.network(nodes, ties)


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


def test_without_matplotlib_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.patches", None)
    with pytest.raises(ModuleNotFoundError, match=r"matplotlib.*regiekit\[plots\]|matplotlib.*uv sync"):
        axes.network(None, TWO)
