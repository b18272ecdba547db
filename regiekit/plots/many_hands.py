"""Many hands: who carries which part of the blame, and how often nobody acts as hands are added."""

from collections.abc import Mapping, Sequence

from ..cases import Case
from .network import Node, network
from .style import ACCENTS, COLOURS, TINTS
from .svg import text

SIZE = (660.0, 620.0)
ROW, BAR, DEEP = 66.0, 128.0, 104.0  # where the parties stand, where their bars begin, how long a bar of 100% is
BASE, HIGH = 562.0, 190.0  # foot and height of the columns below
LEFT = 60.0
ACCENT, TINT = ACCENTS["cultuur"], TINTS["cultuur"]
LAST = 96.0  # width of the column for who is named
MARKS = ("1", "2")


def percent(share: float) -> str:
    """A share in per cent: whole, or with a decimal where it is a half."""
    return (
        f"{100 * share:.1f}".removesuffix(".0").replace(".", ",") if round(200 * share, 9) == round(200 * share) else f"{100 * share:.0f}"
    )


def picture(
    case: Case,
    hands: Sequence[str],
    blame: Mapping[str, float],
    named: Sequence[str],
    waiting: Sequence[float],
    missed: float,
    *,
    title: str,
    words: str,
) -> str:
    """Draw the hands with their blame, and below the chance that nobody acts for every number of hands.

    Args:
        case: gives names, kinds and sizes.
        hands: who could take the step.
        blame: each one's share (0…1).
        named: who is responsible for the step, the stand-in second; filled, with a number.
        waiting: the chance (0…1) that nobody acts with 1, 2, … hands when nobody is named.
        missed: that chance now.
        title, words: name and description.
    """
    soft, ink, line = COLOURS["soft"], COLOURS["ink"], COLOURS["line"]
    pitch = (SIZE[0] - 24) / max(3, len(hands))
    nodes, out = [], [text(12, 20, "Doet niemand het, wie draagt dan de schuld?", size=15, weight=650)]
    for i, key in enumerate(hands):
        p, x, share = case.party(key), 12 + (i + 0.5) * pitch, blame[key]
        mark = MARKS[named.index(key)] if key in named else ""
        nodes.append(
            Node(
                key,
                p.label,
                x,
                ROW,
                p.kind,
                p.size,
                "strong" if mark else "plain",
                f"{p.called}: {percent(share)}% van de schuld",
                mark,
                0.9 if len(hands) < 6 else 0.5,
            )
        )
        wide = min(46.0, pitch * 0.55)
        out.append(
            f'<rect data-key="t{i}" x="{x - wide / 2:.1f}" y="{BAR}" width="{wide:.1f}" height="{DEEP:.1f}" rx="3" fill="{TINT}" stroke="{line}" stroke-width="1"/>'
        )
        out.append(
            f'<rect data-key="s{i}" x="{x - wide / 2:.1f}" y="{BAR}" width="{wide:.1f}" height="{DEEP * share:.1f}" rx="3" fill="{ACCENT}"/>'
        )
        out.append(
            text(
                x, BAR + DEEP + 20, f"{percent(share)}%", size=16, anchor="middle", weight=700, fill=ACCENT if share else soft, key=f"p{i}"
            )
        )
    out.append(text(12, BASE - HIGH - 66, "En hoe vaak doet niemand het?", size=15, weight=650))
    columns = [*(str(k) for k in range(1, len(waiting) + 1)), "aangewezen"]
    across = (SIZE[0] - LEFT - LAST - 12) / len(waiting)
    for part in (0, 0.5, 1):
        y = BASE - HIGH * part
        out.append(f'<path d="M{LEFT} {y:.1f}H{SIZE[0] - 12}" stroke="{line}" stroke-width="{0.6 if part else 1.5}"/>')
        out.append(text(LEFT - 8, y + 5, f"{100 * part:.0f}%", size=13, anchor="end", fill=soft))
    for i, name in enumerate(columns):
        last = i == len(waiting)
        x = SIZE[0] - 12 - LAST / 2 if last else LEFT + (i + 0.5) * across
        now = bool(named) if last else i + 1 == len(hands) and not named
        if last and not named:
            for j, label in enumerate(("niemand", "aangewezen")):
                out.append(text(x, BASE + 20 + 16 * j, label, size=13, anchor="middle", fill=soft, key=f"k{i}:{j}"))
            continue
        chance, share = (missed, 1 / len(named)) if last else (waiting[i], 1 / (i + 1))
        wide = min(34.0, across * 0.55)
        paint = f'fill="{ACCENT}" stroke="{ACCENT}"' if now else f'fill="{COLOURS["paper"]}" stroke="{soft}"'
        out.append(
            f'<rect data-key="c{i}" x="{x - wide / 2:.1f}" y="{BASE - max(1.5, HIGH * chance):.1f}" width="{wide:.1f}" height="{max(1.5, HIGH * chance):.1f}" {paint} stroke-width="1.5"/>'
        )
        y = BASE - HIGH * share
        out.append(
            f'<polygon data-key="d{i}" points="{x:.1f},{y - 8:.1f} {x + 8:.1f},{y:.1f} {x:.1f},{y + 8:.1f} {x - 8:.1f},{y:.1f}" fill="{ink if now else COLOURS["paper"]}" '
            f'stroke="{COLOURS["paper"] if now else ink}" stroke-width="2"/>'
        )
        top = BASE - HIGH * chance - 6
        if abs(top - 5 - y) < 15:  # the number keeps clear of the diamond
            top = y - 12
        number = "0" if not chance else "<1" if chance < 0.005 else f"{100 * chance:.0f}"
        out.append(
            text(
                x,
                top,
                f"{number}%",
                size=15,
                anchor="middle",
                weight=700 if now else 400,
                fill=ACCENT if now else ink,
                halo=COLOURS["paper"],
                key=f"n{i}",
            )
        )
        out.append(text(x, BASE + 20, name, size=14, anchor="middle", weight=700 if now else 400, key=f"k{i}:0"))
    out.append(
        text(LEFT + (len(waiting) / 2) * across, BASE + 40, "aantal handen, niemand aangewezen", size=13, anchor="middle", fill=soft)
    )
    y = BASE - HIGH - 38
    legend = (
        f'<rect x="{LEFT}" y="{y - 12:.1f}" width="14" height="14" fill="{ACCENT}"/>'
        + text(LEFT + 22, y, "zo vaak doet niemand het", size=14, fill=soft)
        + f'<polygon points="300,{y - 13:.1f} 308,{y - 5:.1f} 300,{y + 3:.1f} 292,{y - 5:.1f}" fill="{ink}"/>'
        + text(316, y, "dan is dit ieders deel van de schuld", size=14, fill=soft)
    )
    return network(nodes, title=title, words=words, size=SIZE, strategy="cultuur", front="".join(out) + legend)
