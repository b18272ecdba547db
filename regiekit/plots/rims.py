"""The rims of names in print: one artist of their own, so that the names stay text in pdf and svg and heads of arrows lie between the two."""

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.patheffects import Stroke
from matplotlib.text import Text


class Rims(Artist):
    """Around each of these names a line of this colour and width (points), to be added to their Axes."""

    def __init__(self, names: Sequence[Text], colour: str, width: float) -> None:
        super().__init__()
        self.set_in_layout(False)
        self.rims = [self._rim(name, colour, width) for name in names]

    def _rim(self, name: Text, colour: str, width: float) -> Text:
        around = Text(
            *name.get_position(),
            name.get_text(),
            color=colour,
            fontproperties=name.get_fontproperties(),
            ha=name.get_ha(),
            parse_math=False,
        )
        around.set(transform=name.get_transform(), path_effects=[Stroke(linewidth=width, foreground=colour)], figure=name.figure)
        return around

    def draw(self, renderer: Any) -> None:
        for rim in self.rims:
            rim.draw(renderer)
        self.stale = False
