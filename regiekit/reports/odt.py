"""A document as an OpenDocument text (ODF 1.3, ISO/IEC 26300)."""

from ..plots.svg import escape
from . import layout
from .document import Bullets, Document, Heading, Paragraph, Picture, Table
from .layout import ACCENT, BOTTOM, INK, LINE, PAGE, SIDE, SOFT, TINT, TOP, TYPEFACE, WIDTH

MIME = "application/vnd.oasis.opendocument.text"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "style", "text", "table", "meta")),
        f'xmlns:draw="{_ODF}:drawing:1.0"',
        f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"',
        f'xmlns:svg="{_ODF}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'office:version="1.3"',
    ]
)
_SEQUENCES = ("Tabel", "Afbeelding")


def write(document: Document) -> bytes:
    """The document as the bytes of an odt file."""
    media: dict[str, bytes] = {}
    styles: list[str] = []
    head = "".join(_p(style, _text(said)) for style, said in layout.head(document))
    body = "".join(_block(one, media, styles) for one in layout.numbered(document))
    sequences = "".join(f'<text:sequence-decl text:display-outline-level="0" text:name="{name}"/>' for name in _SEQUENCES)
    parts: dict[str, str | bytes] = {
        "mimetype": MIME,
        "content.xml": (
            f"{_XML}<office:document-content {_SPACES}><office:automatic-styles>{''.join(styles)}</office:automatic-styles>"
            f"<office:body><office:text><text:sequence-decls>{sequences}</text:sequence-decls>{head}{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": _styles(document),
        "meta.xml": _meta(document),
        **{f"Pictures/{name}": data for name, data in media.items()},
    }
    return layout.packed({**parts, "META-INF/manifest.xml": _manifest([name for name in parts if name != "mimetype"])})


def _block(one: layout.Numbered, media: dict[str, bytes], styles: list[str]) -> str:
    block, name, number = one
    match block:
        case Heading(level, text, page):
            return f'<text:h text:style-name="{"NewPage" if page else f"Heading_20_{level}"}" text:outline-level="{level}">{_text(text)}</text:h>'
        case Paragraph(text, kind, lead):
            bold = f'<text:span text:style-name="Strong_20_Emphasis">{_text(lead)}</text:span> ' if lead else ""
            return _p("Note" if kind else "Text_20_body", bold + _text(text))
        case Bullets(items):
            rows = "".join(f"<text:list-item>{_p('List_20_Bullet', _text(item))}</text:list-item>" for item in items)
            return f'<text:list text:style-name="Bullets">{rows}</text:list>' if items else ""
        case Table():
            return _caption(name, number, block.caption, "Table_20_Caption") + _table(block, number, styles)
        case Picture():
            return _picture(block, number, media) + _caption(name, number, block.caption, "Caption")


def _p(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _text(said: str) -> str:
    return escape(said).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


def _caption(name: str, number: int, caption: str, style: str) -> str:
    count = f'<text:sequence text:name="{name}" text:formula="ooow:{name}+1" style:num-format="1" text:ref-name="ref{name}{number}">{number}</text:sequence>'
    return _p(style, f"{name} {count}. {_text(caption)}")


def _table(table: Table, number: int, styles: list[str]) -> str:
    key = f"Table{number}"
    styles.append(
        f'<style:style style:name="{key}" style:family="table"><style:table-properties style:width="{WIDTH}cm" table:align="left" fo:margin-top="0cm" '
        f'fo:margin-bottom="0.5cm" style:may-break-between-rows="{str(not layout.short(table)).lower()}"/></style:style>'
    )
    for i, share in enumerate(layout.widths(table)):
        styles.append(
            f'<style:style style:name="{key}.{i}" style:family="table-column"><style:table-column-properties style:column-width="{WIDTH * share:.2f}cm"/></style:style>'
        )
    if number == 1:  # once for all tables
        styles += _CELLS
    right = layout.numeric(table)
    columns = [f'<table:table-column table:style-name="{key}.{i}"/>' for i in range(len(table.columns))]

    def row(texts: list[str], cell: str, style: str) -> str:
        content = "".join(
            f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
            + _p((style or ("Table_20_Contents" if i else "Table_20_Row_20_Heading")) + ("_20_Right" if right[i] else ""), _text(text))
            + "</table:table-cell>"
            for i, text in enumerate(texts)
        )
        return f'<table:table-row table:style-name="Row">{content}</table:table-row>'

    return (
        f'<table:table table:name="Tabel {number}" table:style-name="{key}"><table:title>{escape(table.caption)}</table:title>'
        f"<table:table-header-columns>{columns[0]}</table:table-header-columns>{''.join(columns[1:])}"
        f"<table:table-header-rows>{row(list(table.columns), 'HeadCell', 'Table_20_Heading')}</table:table-header-rows>"
        f"{''.join(row(one, 'Cell', '') for one in layout.cells(table))}</table:table>"
    )


_CELLS = (
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>',
    f'<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:border-bottom="0.5pt solid {LINE}"/></style:style>',
    f'<style:style style:name="HeadCell" style:family="table-cell"><style:table-cell-properties style:vertical-align="bottom" fo:background-color="{TINT}" fo:padding="0.1cm" fo:padding-left="0.15cm" fo:padding-right="0.15cm" fo:border-bottom="1.5pt solid {ACCENT}"/></style:style>',
)


def _picture(picture: Picture, number: int, media: dict[str, bytes]) -> str:
    """The SVG, and the PNG for what can't show it."""
    media[f"image{number}.svg"] = layout.standalone(picture.svg)
    if picture.png:
        media[f"image{number}.png"] = picture.png
    wide, high = layout.size(picture.svg)
    images = "".join(
        f'<draw:image xlink:href="Pictures/{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="{_mime(name)}"/>'
        for name in (f"image{number}.svg", f"image{number}.png")
        if name in media
    )
    return _p(
        "Picture",
        f'<draw:frame draw:name="Afbeelding {number}" draw:style-name="Graphics" text:anchor-type="as-char" svg:width="{wide:.2f}cm" svg:height="{high:.2f}cm">'
        f"{images}<svg:title>{escape(picture.caption)}</svg:title><svg:desc>{escape(picture.alt)}</svg:desc></draw:frame>",
    )


# ---- the parts beside the text --------------------------------------------------------------------------------------


def _mime(name: str) -> str:
    return {"svg": "image/svg+xml", "png": "image/png", "xml": "text/xml"}[name.rpartition(".")[2]]


def _manifest(names: list[str]) -> str:
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in [("/", MIME), *((name, _mime(name)) for name in names)]
    )
    return f'{_XML}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" manifest:version="1.3">{rows}</manifest:manifest>'


def _meta(document: Document) -> str:
    made = (
        f"<meta:creation-date>{document.made}T00:00:00</meta:creation-date><dc:date>{document.made}T00:00:00</dc:date>"
        if layout.is_day(document.made)
        else ""
    )
    return (
        f"{_XML}<office:document-meta {_SPACES}><office:meta><meta:generator>regiekit</meta:generator><dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.subject)}</dc:subject><meta:initial-creator>{escape(document.author)}</meta:initial-creator><dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>nl-NL</dc:language>{made}</office:meta></office:document-meta>"
    )


def _style(
    key: str,
    paragraph: str = "",
    letters: str = "",
    *,
    name: str = "",
    parent: str = "Standard",
    after: str = "",
    level: int = 0,
    more: str = "",
) -> str:
    shown = name or key.replace("_20_", " ")
    flags = (f' style:next-style-name="{after}"' if after else "") + (f' style:default-outline-level="{level}"' if level else "")
    return (
        f'<style:style style:name="{key}" style:display-name="{shown}" style:family="paragraph" style:parent-style-name="{parent}" style:class="text"{flags}>'
        f"<style:paragraph-properties {paragraph}>{more}</style:paragraph-properties><style:text-properties {letters}/></style:style>"
    )


def _letters(points: float, colour: str = INK, bold: bool = False) -> str:
    return f'fo:font-size="{points}pt" fo:color="{colour}"' + (' fo:font-weight="bold"' if bold else "")


_SMALL = 'fo:line-height="115%"'
_KEEP = 'fo:keep-with-next="always"'
_NAMED = "".join(
    (
        _style("Text_20_body", 'fo:margin-bottom="0.24cm"'),
        _style("Title", f'fo:margin-bottom="0.18cm" fo:line-height="110%" {_KEEP}', _letters(22, bold=True), after="Subtitle"),
        _style("Subtitle", 'fo:margin-bottom="0.18cm"', _letters(12.5, SOFT), after="Text_20_body"),
        _style("Byline", 'fo:margin-bottom="0.35cm"', _letters(10.5, SOFT), name="Van wie en wanneer"),
        _style(
            "Heading_20_1",
            f'fo:margin-top="0.8cm" fo:margin-bottom="0.22cm" fo:padding-top="0.2cm" fo:border-top="2.25pt solid {ACCENT}" fo:line-height="110%" fo:keep-together="always" {_KEEP}',
            _letters(15, ACCENT, True),
            after="Text_20_body",
            level=1,
        ),
        _style(
            "Heading_20_2",
            f'fo:margin-top="0.45cm" fo:margin-bottom="0.12cm" fo:line-height="110%" fo:keep-together="always" {_KEEP}',
            _letters(11.5, bold=True),
            after="Text_20_body",
            level=2,
        ),
        _style("NewPage", 'fo:break-before="page" fo:margin-top="0cm"', parent="Heading_20_1", name="Kop op een nieuwe bladzijde"),
        _style(
            "Note",
            f'fo:margin-left="0.3cm" fo:margin-right="0.2cm" fo:margin-top="0.1cm" fo:margin-bottom="0.32cm" fo:padding="0.18cm" fo:border-left="3pt solid {ACCENT}" fo:background-color="{TINT}" '
            'fo:keep-together="always" style:join-border="false"',
            name="Toelichting",
        ),
        _style("List_20_Bullet", 'fo:margin-bottom="0.12cm"'),
        _style("Caption", f'fo:margin-bottom="0.4cm" {_SMALL}', _letters(9.5, SOFT), after="Text_20_body"),
        _style(
            "Table_20_Caption",
            f'fo:margin-top="0.35cm" fo:margin-bottom="0.14cm" {_SMALL} {_KEEP}',
            _letters(9.5, SOFT),
            name="Bijschrift boven tabel",
        ),
        _style(
            "Picture", f'fo:margin-top="0.2cm" fo:margin-bottom="0.1cm" fo:line-height="100%" {_KEEP}', name="Afbeelding", after="Caption"
        ),
        _style("Table_20_Contents", f"{_SMALL}", _letters(9.5)),
        _style("Table_20_Contents_20_Right", 'fo:text-align="end"', parent="Table_20_Contents"),
        _style("Table_20_Row_20_Heading", "", 'fo:font-weight="bold"', parent="Table_20_Contents"),
        _style("Table_20_Heading", _KEEP, 'fo:font-weight="bold"', parent="Table_20_Contents"),
        _style("Table_20_Heading_20_Right", 'fo:text-align="end"', parent="Table_20_Heading"),
        _style(
            "Footer",
            f'fo:padding-top="0.12cm" fo:border-top="0.5pt solid {LINE}" {_SMALL}',
            _letters(8.5, SOFT),
            more=f'<style:tab-stops><style:tab-stop style:position="{WIDTH}cm" style:type="right"/></style:tab-stops>',
        ),
    )
)


def _styles(document: Document) -> str:
    levels = "".join(f'<text:outline-level-style text:level="{i}" style:num-format=""/>' for i in range(1, 11))
    footer = _p(
        "Footer",
        f'{_text(document.title)}<text:tab/>pagina <text:page-number text:select-page="current">1</text:page-number> van <text:page-count>1</text:page-count>',
    )
    return (
        f'{_XML}<office:document-styles {_SPACES}><office:font-face-decls><style:font-face style:name="{TYPEFACE}" svg:font-family="{TYPEFACE}" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>'
        '<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="3" fo:widows="3" style:tab-stop-distance="1.25cm"/>'
        f'<style:text-properties style:font-name="{TYPEFACE}" {_letters(10.5)} fo:language="nl" fo:country="NL" style:language-asian="nl" style:country-asian="NL"/></style:default-style>'
        '<style:default-style style:family="graphic"><style:text-properties fo:language="nl" fo:country="NL"/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties fo:line-height="122%"/></style:style>'
        '<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Graphics" style:family="graphic"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline" fo:border="none"/></style:style>'
        f'{_NAMED}<text:outline-style style:name="Outline">{levels}</text:outline-style>'
        '<text:list-style style:name="Bullets" style:display-name="Opsomming"><text:list-level-style-bullet text:level="1" text:style-name="Bullet_20_Symbols" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.7cm" fo:text-indent="-0.5cm" fo:margin-left="0.7cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>'
        f'<style:style style:name="Bullet_20_Symbols" style:display-name="Bullet Symbols" style:family="text"><style:text-properties fo:color="{ACCENT}"/></style:style></office:styles>'
        f'<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="{PAGE[0]}cm" fo:page-height="{PAGE[1]}cm" style:print-orientation="portrait" '
        f'fo:margin-top="{TOP}cm" fo:margin-bottom="1.2cm" fo:margin-left="{SIDE}cm" fo:margin-right="{SIDE}cm"/>'
        f'<style:footer-style><style:header-footer-properties fo:min-height="{BOTTOM - 1.2:.1f}cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout></office:automatic-styles>'
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer>{footer}</style:footer></style:master-page></office:master-styles></office:document-styles>'
    )
