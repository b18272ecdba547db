"""What is compared: a proef of regiekit, and the same with ipywidgets, networkx and matplotlib; a network, and a chart."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from regiekit.cases import Case
from regiekit.plots.curve import Curve
from regiekit.widgets.controls import Slider
from regiekit.widgets.declaration import Proef, proef_class
from regiekit.widgets.proef_panel import ProefPanel

MEMBERS = 24  # parties on the axis of the chart
BRIDGES = 40  # a longer slider than the proef has, so that a held key has somewhere to go


class Islands(proef_class("eilandenrijk")):
    """The proef "eilandenrijk" with a longer slider for the bridges; nothing else differs."""

    @classmethod
    def controls(cls, case: Case) -> list[Any]:
        return [Slider("bridges", c.label, 0, BRIDGES, 0) if c.key == "bridges" else c for c in super().controls(case)]


def settings(islands: int) -> Iterator[dict[str, float]]:
    """Every setting of the three sliders once, one step at a time, as somebody would who tries them all.

    Only neighbours follow one another; the slider of the questions, which leaves the network as it is, comes last.
    """
    up = True
    for questions in (3, 3.5, 2.5, 4, 2, 4.5, 1.5, 5, 1, 5.5, 0.5, 6):
        bridges = range(BRIDGES + 1) if up else range(BRIDGES, -1, -1)
        for i, b in enumerate(bridges):
            for merged in range(islands + 1) if i % 2 == 0 else range(islands, -1, -1):
                yield {"merged": merged, "bridges": b, "questions": questions}
        up = not up


class Waiting(Proef):
    """A proef whose picture is the curve of waiting times; it has no measures. Its words are those of "eilandenrijk"."""

    members: int
    questions: float  # pyright: ignore[reportIncompatibleVariableOverride] (the key of the control; the check questions are asked of the class)
    capacity: int

    @classmethod
    def guess(cls, case: Case) -> Any:
        return Slider("", "Uw schatting", 0, 10, 1)

    @classmethod
    def answer(cls, case: Case) -> float:
        return 1.0

    @classmethod
    def controls(cls, case: Case) -> list[Any]:
        return [
            Slider("members", "Partijen", 0, MEMBERS, 0),
            Slider("questions", "Vragen", 0.5, 6, 0.5, 0.1),
            Slider("capacity", "Antwoorden", 60, 90, 70),
        ]

    def words(self) -> str:
        return f"{self.members} partijen, {self.questions} vragen per week, {self.capacity} antwoorden per week."

    def picture(self) -> Curve:
        days = [wait for _, wait in curve(self.questions, self.capacity)]
        c = Curve("partijen in de organisatie", "werkdagen", (0, MEMBERS), (0, 10), "structuur", size=(380, 290))
        c.line(days, "nu")
        c.mark(self.members, days[self.members], f"{days[self.members]:.1f}")
        return c


Waiting.title, Waiting.key, Waiting.notebook = "Wachten", "wachten", "99_wachten"


def curve(questions: float, capacity: float) -> list[tuple[float, float]]:
    """Parties -> working days at the desk."""
    from regiekit.models.islands import waiting_time

    return [(n, 5 * waiting_time(n, questions, capacity)) for n in range(MEMBERS + 1)]


def chart_settings() -> Iterator[dict[str, float]]:
    """Settings of the chart, each once, one step at a time."""
    for capacity in range(70, 91):
        for i in range(56):
            for n in range(MEMBERS + 1) if i % 2 == 0 else range(MEMBERS, -1, -1):
                yield {"members": n, "questions": round(0.5 + i / 10, 1), "capacity": capacity}


def chart_theirs() -> Any:
    """What everyone writes for a chart: interact, plt.plot, plt.show."""
    import matplotlib.pyplot as plt
    from ipywidgets import interact

    def draw(members: int, questions: float, capacity: int) -> None:
        points = curve(questions, capacity)
        plt.plot(*zip(*points, strict=True))
        plt.plot(*points[members], "o")
        plt.xlim(0, MEMBERS)
        plt.ylim(0, 10)
        plt.xlabel("partijen in de organisatie")
        plt.ylabel("werkdagen")
        plt.show()

    return interact(draw, members=(0, MEMBERS), questions=(0.5, 6, 0.1), capacity=(60, 90)).widget


def ours(of: type[Proef] = Islands) -> ProefPanel:
    """The proef on the case in use, after the prediction, as a learner has it on the screen."""
    panel = ProefPanel(of)
    if not panel.guessed:
        panel.clicked("_commit")
    if not panel.guessed:  # else a move would only be noted
        raise RuntimeError(f"{of.__name__}: no prediction was made")
    return panel


def move_ours(panel: ProefPanel) -> Callable[[dict[str, float]], None]:
    """A function that does what a slider move does in the kernel."""
    from .wire import receive

    moments = count(1)

    def move(to: dict[str, float]) -> None:
        receive(panel, changes={key: [next(moments), value] for key, value in to.items()})

    return move


def ahead_ours(panel: ProefPanel) -> Callable[[dict[str, float]], None]:
    """A function that does what the kernel does when the browser asks for a setting ahead, the answer included."""

    def ahead(to: dict[str, float]) -> None:
        panel._handle_custom_msg({"ahead": [to]}, [])

    return ahead


def theirs(case: Case) -> Any:
    """What everyone writes: interact, nx.draw, plt.show. The network is the same, the positions are computed once.

    It has no measures and no words, so it does less than the proef; the figure has the usual size.
    """
    import matplotlib.pyplot as plt
    import networkx as nx
    from ipywidgets import interact

    from regiekit.models.islands import merge
    from regiekit.proeven.structuur.eilandenrijk import bridge, start

    network, islands = start(case)
    names = {p.key: p.short for p in case.parties} | {"loket": "Loket"}
    places = nx.spring_layout(merge(network, islands, len(islands), "loket"), seed=1)

    def draw(merged: int, bridges: int, questions: float) -> None:
        now = merge(bridge(network, islands, bridges), islands, merged, "loket")
        nx.draw(now, places, labels={k: names[k] for k in now}, node_color="#e3eff7", edgecolors="#0067a5", font_size=8)
        plt.show()

    return interact(draw, merged=(0, len(islands)), bridges=(0, BRIDGES), questions=(0.5, 6, 0.5)).widget


def move_theirs(widget: Any) -> Callable[[dict[str, float]], None]:
    """A function that does what a slider move does in the kernel: the first slider that differs moves."""
    from .wire import receive

    sliders = {w._kwarg: w for w in widget.kwargs_widgets}

    def move(to: dict[str, float]) -> None:
        for name, slider in sliders.items():
            if slider.value != to[name]:
                receive(slider, value=to[name])

    return move
