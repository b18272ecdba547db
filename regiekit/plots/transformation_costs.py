"""A reorganisation as a dip: strength over time, and below it what each party loses."""

from collections.abc import Sequence
from typing import NamedTuple

from .style import ACCENTS, COLOURS, TINTS
from .svg import document, escape, text, wrap

SIZE = (660.0, 640.0)
PLOT = (58.0, 46.0, 580.0, 240.0)  # left, top, width, height of the plot
BARS = (196.0, 398.0, 344.0)  # left, top and full length of the bars
ROW, THICK = 28.0, 16.0  # from bar to bar, and of a bar
MOST = 8  # bars
ACCENT = ACCENTS["structuur"]


class Bar(NamedTuple):
    """What a party loses: its key and name, the loss, that as text, and whether it is the one that is reorganised."""

    key: str
    name: str
    loss: float
    said: str
    own: bool = False


def picture(
    times: Sequence[float],
    own: Sequence[float],
    around: Sequence[float],
    once: Sequence[float],
    bars: Sequence[Bar],
    heading: str,
    *,
    title: str,
    words: str,
) -> str:
    """Draw the dip and the losses.

    Args:
        times: moments in ascending order, from 0, in years.
        own: the strength, 0…1, of the party that is reorganised at these times; twice the same moment where it falls.
        around: the mean strength of the parties around it; empty when there are none.
        once: the strength with only the first reorganisation; drawn where it differs.
        bars: the losses, the reorganised party first, at most `MOST`.
        heading: what the bars show.
        title, words: name and description.
    """
    left, top, width, height = PLOT
    end = times[-1]

    def at(time: float, level: float) -> str:
        return f"{left + width * time / end:.1f} {top + height * (1 - level):.1f}"

    line = "L".join(at(t, x) for t, x in zip(times, own, strict=True))
    out = [text(8, 22, "slagkracht", size=14), f'<path data-key="dip" d="M{at(0, 1)}L{line}L{at(end, 1)}Z" fill="{TINTS["structuur"]}"/>']
    for level in (0, 0.25, 0.5, 0.75, 1):
        y = top + height * (1 - level)
        out.append(
            f'<path d="M{left} {y:.1f}h{width}" stroke="{COLOURS["line"]}" stroke-width="{0.6 if level else 1.2}"{" stroke-dasharray=" + chr(34) + "1 4" + chr(34) if level else ""}/>'
        )
        out.append(text(left - 8, y + 5, f"{100 * level:.0f}%", size=14, anchor="end", fill=COLOURS["soft"]))
    for year in range(0, int(end) + 1):
        out.append(text(left + width * year / end, top + height + 20, str(year), size=14, anchor="middle", fill=COLOURS["soft"]))
    out.append(text(left + width, top + height + 40, "jaren", size=14, anchor="end"))
    if list(once) != list(own):
        out.append(
            f'<path data-key="once" d="M{"L".join(at(t, x) for t, x in zip(times, once, strict=True))}" fill="none" stroke="{COLOURS["soft"]}" stroke-width="2" stroke-dasharray="2 5"/>'
        )
    if around:
        out.append(
            f'<path data-key="around" d="M{"L".join(at(t, x) for t, x in zip(times, around, strict=True))}" fill="none" stroke="{COLOURS["ink"]}" stroke-width="2.4" stroke-dasharray="9 5"/>'
        )
    out.append(f'<path data-key="own" d="M{line}" fill="none" stroke="{ACCENT}" stroke-width="3" stroke-linejoin="round"/>')
    out.append(_legend(bool(around), list(once) != list(own)))
    out.append(text(8, BARS[1] - 20, heading, size=14, weight=650))
    longest = max([b.loss for b in bars] + [1e-9])
    for i, b in enumerate(bars[:MOST]):
        out.append(_bar(b, BARS[1] + i * ROW, longest))
    return document("".join(out), width=SIZE[0], height=SIZE[1], title=title, words=words)


def _legend(around: bool, hopped: bool) -> str:
    out, x, y = [], PLOT[0], PLOT[1] + PLOT[3] + 62
    signs = [
        (ACCENT, 3, "", "deze partij"),
        *([(COLOURS["ink"], 2.4, "9 5", "gemiddelde eromheen")] if around else []),
        *([(COLOURS["soft"], 2, "2 5", "na één verbouwing")] if hopped else []),
    ]
    for colour, wide, dash, name in signs:
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        out.append(f'<path d="M{x:.1f} {y - 5:.1f}h34" stroke="{colour}" stroke-width="{wide}"{dashes}/>')
        out.append(text(x + 42, y, name, size=14, fill=COLOURS["soft"]))
        x += 58 + 7.9 * len(name)
    return "".join(out)


def _bar(b: Bar, y: float, longest: float) -> str:
    left, _, most = BARS
    wide = max(1.0, most * b.loss / longest)
    name = wrap(b.name, 22, 1)[0]
    paint = f'fill="{ACCENT}"' if b.own else f'fill="{COLOURS["paper"]}" stroke="{COLOURS["ink"]}" stroke-width="1.6"'
    return (
        f"{text(left - 10, y + 13, name, size=14, anchor='end', weight=650 if b.own else 400, key=f'bn:{b.key}')}"
        f'<rect data-key="b:{escape(b.key)}" x="{left}" y="{y:.1f}" width="{wide:.1f}" height="{THICK}" {paint}/>'
        f"{text(left + wide + 8, y + 13, b.said, size=14, key=f'bt:{b.key}')}"
    )
