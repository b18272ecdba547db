"""A document as one web page that needs nothing else, prints on A4, and can be looked at inside another page."""

from base64 import b64encode

from ..plots.svg import escape
from . import layout
from .document import Block, Bullets, Document, Heading, Paragraph, Picture, Table
from .layout import ACCENT, BOTTOM, INK, LINE, SIDE, SOFT, TINT, TOP

PAGE = ' class="page"'  # of a heading that begins one
_STYLE = f"""
:root {{ color-scheme: light; }}
body {{ margin: 0; padding: 2.5rem 1.25rem 4rem; background: #fff; color: {INK}; font: 1.0625rem/1.55 Arial, "Liberation Sans", "Helvetica Neue", sans-serif; }}
main {{ max-width: 44rem; margin: 0 auto; }}
h1 {{ margin: 0 0 .35rem; font-size: 2rem; line-height: 1.2; }}
h2 {{ margin: 2.6rem 0 .7rem; padding-top: .7rem; border-top: 3px solid {ACCENT}; font-size: 1.4rem; line-height: 1.25; color: {ACCENT}; }}
h3 {{ margin: 1.8rem 0 .4rem; font-size: 1.125rem; line-height: 1.3; }}
p {{ margin: 0 0 .8rem; }}
h1, h2, h3, p, li, td, th {{ overflow-wrap: anywhere; }}
.subtitle {{ font-size: 1.1875rem; color: {SOFT}; }}
.byline {{ color: {SOFT}; }}
.note {{ padding: .6rem .9rem; border-left: 4px solid {ACCENT}; background: {TINT}; }}
ul {{ margin: 0 0 1rem; padding-left: 1.4rem; }}
li {{ margin-bottom: .3rem; }}
table {{ width: 100%; margin: 0 0 1.4rem; border-collapse: collapse; font-size: .9375rem; line-height: 1.4; table-layout: fixed; }}
caption, figcaption {{ margin: 0; padding: .3rem 0 .45rem; text-align: left; font-size: .9375rem; color: {SOFT}; }}
th, td {{ padding: .35rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid {LINE}; }}
thead th {{ background: {TINT}; border-bottom: 2px solid {ACCENT}; vertical-align: bottom; }}
tbody th {{ font-weight: 600; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
figure {{ margin: 1rem 0 1.4rem; }}
figure img {{ display: block; max-width: 100%; height: auto; }}
@page {{ size: A4; margin: {TOP}cm {SIDE}cm {BOTTOM}cm; @bottom-right {{ content: "pagina " counter(page) " van " counter(pages); font: 9pt Arial, "Liberation Sans", sans-serif; color: {SOFT}; }} }}
@media print {{
  body {{ padding: 0; font-size: 10.5pt; line-height: 1.42; orphans: 3; widows: 3; print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  main {{ max-width: none; }}
  h1 {{ font-size: 22pt; }}
  h2 {{ font-size: 15pt; margin-top: 20pt; }}
  h3 {{ font-size: 11.5pt; margin-top: 12pt; }}
  table, caption, figcaption {{ font-size: 9.5pt; }}
  h1, h2, h3, caption {{ break-after: avoid; }}
  .page {{ break-before: page; }}
  figure, tr, .note, li, .short {{ break-inside: avoid; }}
  thead {{ display: table-header-group; break-after: avoid; }}
  tbody tr:first-child {{ break-before: avoid; }}
}}
"""


def fragment(document: Document, top: int = 4) -> str:
    """The document as HTML inside another page; its title is a heading of level `top`, by default that below a panel's."""
    (_, title), *below = layout.head(document)
    head = [f"<h{top}>{_text(title)}</h{top}>", *(f'<p class="{name.lower()}">{_text(said)}</p>' for name, said in below)]
    return "\n".join([*head, *(_block(*one, top) for one in layout.numbered(document))])


def write(document: Document) -> bytes:
    """The document as a page."""
    about = "".join(
        f'<meta name="{name}" content="{escape(said)}">'
        for name, said in (("author", document.author), ("description", document.subject), ("dcterms.created", document.made))
        if said.strip()
    )
    title = escape(document.title.strip() or "Document")
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{about}<style>{_STYLE}</style></head>\n<body><main>\n{fragment(document, 1)}\n</main></body>\n</html>\n"
    ).encode()


def _block(block: Block, name: str, number: int, top: int) -> str:
    match block:
        case Heading(level, text, page):
            return f"<h{top + level}{PAGE if page else ''}>{_text(text)}</h{top + level}>"
        case Paragraph(text, kind, lead):
            bold = f"<strong>{_text(lead)}</strong> " if lead else ""
            cls = ' class="note"' if kind else ""
            return f"<p{cls}>{bold}{_text(text)}</p>"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{_text(item)}</li>' for item in items)}</ul>" if items else ""
        case Table():
            return _table(block, f"{name} {number}")
        case Picture(svg, alt, caption):
            wide, high = (round(cm / 2.54 * 96) for cm in layout.size(svg))
            source = f"data:image/svg+xml;base64,{b64encode(layout.standalone(svg)).decode()}"
            return (
                f'<figure><img src="{source}" alt="{escape(alt)}" width="{wide}" height="{high}">'
                f"<figcaption>{name} {number}. {_text(caption)}</figcaption></figure>"
            )


def _table(table: Table, name: str) -> str:
    right = [' class="number"' if number else "" for number in layout.numeric(table)]
    columns = "".join(f'<col style="width:{100 * share:.1f}%">' for share in layout.widths(table))
    head = "".join(f'<th scope="col"{c}>{_text(cell)}</th>' for cell, c in zip(table.columns, right, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f'<th scope="row">{_text(cell)}</th>' if i == 0 else f"<td{right[i]}>{_text(cell)}</td>" for i, cell in enumerate(row))
        + "</tr>"
        for row in layout.cells(table)
    )
    cls = ' class="short"' if layout.short(table) else ""
    return f"<table{cls}><caption>{name}. {_text(table.caption)}</caption><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text(said: str) -> str:
    return escape(said).replace("\n", "<br>")
