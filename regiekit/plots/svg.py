"""Small pieces of SVG text. All text from files and people passes through `escape`."""

from functools import lru_cache

from .style import CHAR, FONT, TEXT

_UNSAFE = str.maketrans({
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;",
    **{code: None for code in range(32) if code not in (9, 10)}, 0x7F: None, 0xFFFE: None, 0xFFFF: None,
    **{code: None for code in range(0xD800, 0xE000)},
})


def escape(text: object) -> str:
    """Text made safe for SVG and HTML, content and attributes alike; characters that XML forbids are left out."""
    return str(text).translate(_UNSAFE)


@lru_cache(maxsize=2048)
def wrap(text: str, width: int = 16, lines: int = 2) -> tuple[str, ...]:
    """Break a label into at most `lines` lines of at most `width` characters; what does not fit ends in an ellipsis."""
    words = text.replace("-", "- ").split()
    out = [""]
    for word in words:
        glue = "" if not out[-1] or out[-1].endswith("-") else " "
        if len(out[-1]) + len(glue) + len(word) <= width or not out[-1]:
            out[-1] += glue + word
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], out[lines - 1] + "…"]
    return tuple(line if len(line) <= width else line[: width - 1] + "…" for line in out)


def text(x: float, y: float, content: str, *, size: float = TEXT, anchor: str = "start", weight: int = 400,
         fill: str = "#1b1f27", key: str = "") -> str:
    """One line of text."""
    named = f' data-key="{escape(key)}"' if key else ""
    return (f'<text{named} x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
            f'fill="{fill}">{escape(content)}</text>')


def document(body: str, *, width: float, height: float, title: str, words: str) -> str:
    """A whole picture: its parts in `body`, with the title and the description in words that belong to it."""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" font-family="{FONT}" '
            f'lang="nl"><title>{escape(title)}</title><desc>{escape(words)}</desc>'
            f'<rect class="rk-paper" width="{width:g}" height="{height:g}" fill="#ffffff"/>{body}</svg>')


def text_width(content: str, size: float = TEXT) -> float:
    """Estimated width of one line of text (viewBox units)."""
    return len(content) * size * CHAR
