"""A document as a Word file (Office Open XML, ISO/IEC 29500, transitional)."""

from ..plots.svg import escape
from . import layout
from .document import Bullets, Document, Heading, Paragraph, Picture, Table
from .layout import ACCENT, BOTTOM, INK, LINE, PAGE, SIDE, SOFT, TINT, TOP, TYPEFACE, WIDTH

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_REL = f"{_OOXML}/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_OOXML}/wordprocessingml/2006/main" xmlns:r="{_REL}" xmlns:wp="{_OOXML}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_OOXML}/drawingml/2006/main" xmlns:pic="{_OOXML}/drawingml/2006/picture" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
)
_CM = 567  # twentieths of a point
_EMU = 360_000  # per centimetre, in a drawing
_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # the extension that holds a picture's SVG
_BULLETS = 1  # number of the list


def write(document: Document) -> bytes:
    """The document as the bytes of a docx file."""
    media: dict[str, bytes] = {}
    blocks = list(layout.numbered(document))
    body = "".join(_block(one, after, media) for after, one in zip([None, *blocks], blocks, strict=False))
    if document.blocks and isinstance(document.blocks[-1], Table):
        body += _p("", "")  # a text must not end with a table
    head = "".join(_p(style, _run(said)) for style, said in layout.head(document))
    section = (
        f'<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="{PAGE[0] * _CM:.0f}" w:h="{PAGE[1] * _CM:.0f}"/>'
        f'<w:pgMar w:top="{TOP * _CM:.0f}" w:right="{SIDE * _CM:.0f}" w:bottom="{BOTTOM * _CM:.0f}" w:left="{SIDE * _CM:.0f}" w:header="567" w:footer="680" w:gutter="0"/></w:sectPr>'
    )
    links = [
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("settings", "settings", "settings.xml"),
        ("footer", "footer", "footer1.xml"),
        *((name.replace(".", ""), "image", f"media/{name}") for name in media),
    ]
    return layout.packed(
        {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _relationships(
                [
                    ("document", f"{_REL}/officeDocument", "word/document.xml"),
                    ("app", f"{_REL}/extended-properties", "docProps/app.xml"),
                    ("core", f"{_OOXML}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
                ]
            ),
            "docProps/core.xml": _core(document),
            "docProps/app.xml": f'{_XML}<Properties xmlns="{_OOXML}/officeDocument/2006/extended-properties"><Application>regiekit</Application></Properties>',
            "word/document.xml": f"{_XML}<w:document {_SPACES}><w:body>{head}{body}{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relationships([(key, f"{_REL}/{kind}", target) for key, kind, target in links]),
            "word/styles.xml": _STYLES,
            "word/numbering.xml": _NUMBERING,
            "word/settings.xml": _SETTINGS,
            "word/footer1.xml": _footer(document),
            **{f"word/media/{name}": data for name, data in media.items()},
        }
    )


def _block(one: layout.Numbered, after: layout.Numbered | None, media: dict[str, bytes]) -> str:
    """One block; a paragraph after a table keeps its distance itself."""
    block, name, number = one
    apart = '<w:spacing w:before="200"/>' if after and isinstance(after.block, Table) else ""
    match block:
        case Heading(level, text, page):
            return _p(f"Heading{level}", _run(text), '<w:pageBreakBefore/><w:spacing w:before="0"/>' if page else "")
        case Paragraph(text, kind, lead):
            return _p("Note" if kind else "", (_run(f"{lead} ", "<w:b/>") if lead else "") + _run(text), apart)
        case Bullets(items):
            return "".join(_p("ListBullet", _run(item), "" if i else apart) for i, item in enumerate(items))
        case Table():
            return _caption(name, number, block.caption, "TableCaption") + _table(block)
        case Picture():
            return _picture(block, number, media) + _caption(name, number, block.caption, "Caption")


def _p(style: str, content: str, more: str = "") -> str:
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{content}</w:p>"


def _run(text: str, properties: str = "") -> str:
    properties = properties and f"<w:rPr>{properties}</w:rPr>"
    lines = (f'<w:t xml:space="preserve">{line}</w:t>' for line in escape(text).split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _field(code: str, shown: str, properties: str = "") -> str:
    return f'<w:fldSimple w:instr=" {code} ">{_run(shown, properties)}</w:fldSimple>'


def _caption(name: str, number: int, caption: str, style: str) -> str:
    return _p(style, _run(f"{name} ") + _field(f"SEQ {name} \\* ARABIC", str(number)) + _run(f". {caption}"))


def _table(table: Table) -> str:
    wide = [round(WIDTH * _CM * share) for share in layout.widths(table)]
    right = ['<w:jc w:val="right"/>' if number else "" for number in layout.numeric(table)]

    def row(texts: list[str], head: bool, keep: bool) -> str:
        """A row; `keep`: on the page of the next."""
        content = "".join(
            f'<w:tc><w:tcPr>{_FIRST_ROW if head else "" if i else _FIRST_COLUMN}<w:tcW w:w="{wide[i]}" w:type="dxa"/></w:tcPr>'
            + _p("TableText", _run(text), ("<w:keepNext/>" if keep else "") + right[i])
            + "</w:tc>"
            for i, text in enumerate(texts)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{content}</w:tr>"

    rows = layout.cells(table)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(table.caption)}"/></w:tblPr>'
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{one}{chr(34)}/>' for one in wide)}</w:tblGrid>"
        + row(list(table.columns), True, bool(rows))
        + "".join(row(one, False, layout.short(table) and i < len(rows)) for i, one in enumerate(rows, 1))
        + "</w:tbl>"
    )


_FIRST_ROW = '<w:cnfStyle w:val="100000000000" w:firstRow="1"/>'
_FIRST_COLUMN = '<w:cnfStyle w:val="001000000000" w:firstColumn="1"/>'


def _picture(picture: Picture, number: int, media: dict[str, bytes]) -> str:
    """The SVG, and the PNG for what can't show it; where there is no PNG, the words are there to be read."""
    media[f"image{number}.png"] = picture.png or layout.BLANK
    media[f"image{number}.svg"] = layout.standalone(picture.svg)
    wide, high = (round(cm * _EMU) for cm in layout.size(picture.svg))
    name = f"Afbeelding {number}"
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr="{escape(picture.alt)}" title="{escape(picture.caption)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_OOXML}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="image{number}png"><a:extLst><a:ext uri="{_SVG}"><asvg:svgBlip r:embed="image{number}svg"/></a:ext></a:extLst></a:blip>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return _p("Picture", drawing) + ("" if picture.png else _p("PictureWords", _run(picture.alt)))


# ---- the parts beside the text --------------------------------------------------------------------------------------


def _relationships(links: list[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'{_XML}<Relationships xmlns="{_OOXML}/package/2006/relationships">{rows}</Relationships>'


def _core(document: Document) -> str:
    made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{document.made}T00:00:00Z</dcterms:created>' if layout.is_day(document.made) else ""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_OOXML}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(document.title)}</dc:title><dc:subject>{escape(document.subject)}</dc:subject><dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>nl-NL</dc:language>{made}</cp:coreProperties>"
    )


def _footer(document: Document) -> str:
    content = _run(document.title) + "<w:r><w:tab/></w:r>" + _run("pagina ") + _field("PAGE", "1") + _run(" van ") + _field("NUMPAGES", "1")
    return f"{_XML}<w:ftr {_SPACES}>{_p('Footer', content)}</w:ftr>"


_CONTENT_TYPES = (
    _XML
    + f'<Types xmlns="{_OOXML}/package/2006/content-types">'
    + "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("svg", "image/svg+xml"),
        )
    )
    + "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for part, kind in (
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("word/styles.xml", "officedocument.wordprocessingml.styles"),
            ("word/numbering.xml", "officedocument.wordprocessingml.numbering"),
            ("word/settings.xml", "officedocument.wordprocessingml.settings"),
            ("word/footer1.xml", "officedocument.wordprocessingml.footer"),
            ("docProps/core.xml", "package.core-properties"),
            ("docProps/app.xml", "officedocument.extended-properties"),
        )
    )
    + "</Types>"
)

_SETTINGS = (
    f'{_XML}<w:settings {_SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="nl-NL"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)

_NUMBERING = (
    f'{_XML}<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="284"/></w:pPr>'
    f'<w:rPr><w:rFonts w:ascii="{TYPEFACE}" w:hAnsi="{TYPEFACE}" w:cs="{TYPEFACE}" w:hint="default"/><w:color w:val="{ACCENT[1:]}"/></w:rPr></w:lvl></w:abstractNum>'
    f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(key: str, name: str, paragraph: str = "", run: str = "", *, after: str = "", more: str = "<w:qFormat/>") -> str:
    own = "" if name in _BUILT_IN else ' w:customStyle="1"'
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{following}{more}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _letters(points: float, colour: str = "", bold: bool = False) -> str:
    return f'{"<w:b/>" if bold else ""}{f"<w:color w:val={chr(34)}{colour[1:]}{chr(34)}/>" if colour else ""}<w:sz w:val="{2 * points:.0f}"/><w:szCs w:val="{2 * points:.0f}"/>'


def _rule(side: str, eighths: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour[1:]}"/>'


_BUILT_IN = ("Title", "Subtitle", "heading 1", "heading 2", "List Bullet", "caption", "footer")
_SMALL = '<w:spacing w:before="0" w:after="{after}" w:line="252" w:lineRule="auto"/>'
_STYLES = (
    f'{_XML}<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{TYPEFACE}" w:eastAsia="{TYPEFACE}" w:hAnsi="{TYPEFACE}" w:cs="{TYPEFACE}"/>'
    f'{_letters(10.5, INK)}<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="130" w:line="293" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + _style(
        "Title",
        "Title",
        '<w:keepNext/><w:spacing w:before="0" w:after="100" w:line="252" w:lineRule="auto"/>',
        _letters(22, bold=True),
        after="Subtitle",
    )
    + _style("Subtitle", "Subtitle", '<w:spacing w:after="100"/>', _letters(12.5, SOFT), after="Normal")
    + _style("Byline", "Van wie en wanneer", '<w:spacing w:after="200"/>', _letters(10.5, SOFT))
    + _style(
        "Heading1",
        "heading 1",
        f'<w:keepNext/><w:keepLines/><w:pBdr>{_rule("top", 18, ACCENT, 6)}</w:pBdr><w:spacing w:before="440" w:after="130" w:line="259" w:lineRule="auto"/><w:outlineLvl w:val="0"/>',
        _letters(15, ACCENT, True),
        after="Normal",
    )
    + _style(
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="260" w:after="70" w:line="259" w:lineRule="auto"/><w:outlineLvl w:val="1"/>',
        _letters(11.5, bold=True),
        after="Normal",
    )
    + _style(
        "Note",
        "Toelichting",
        f'<w:keepLines/><w:pBdr>{_rule("left", 24, ACCENT, 8)}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TINT[1:]}"/><w:spacing w:before="40" w:after="170"/><w:ind w:left="227" w:right="113"/>',
    )
    + _style("ListBullet", "List Bullet", f'<w:numPr><w:numId w:val="{_BULLETS}"/></w:numPr><w:spacing w:after="70"/>')
    + _style(
        "TableCaption",
        "Bijschrift boven tabel",
        "<w:keepNext/>" + _SMALL.replace('before="0"', 'before="200"').format(after=80),
        _letters(9.5, SOFT),
    )
    + _style("Caption", "caption", _SMALL.format(after=220), _letters(9.5, SOFT), after="Normal")
    + _style(
        "Picture", "Afbeelding", '<w:keepNext/><w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>', after="Caption"
    )
    + _style("PictureWords", "Afbeelding in woorden", "<w:keepNext/>" + _SMALL.format(after=80), _letters(9.5))
    + _style("TableText", "Tekst in tabel", _SMALL.format(after=0), _letters(9.5))
    + _style(
        "Footer",
        "footer",
        f'<w:pBdr>{_rule("top", 4, LINE, 4)}</w:pBdr><w:tabs><w:tab w:val="right" w:pos="{WIDTH * _CM:.0f}"/></w:tabs>'
        + _SMALL.format(after=0),
        _letters(8.5, SOFT),
        more="",
    )
    + '<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable"><w:name w:val="Tabel in plan"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
    f"<w:tblPr><w:tblBorders>{_rule('bottom', 4, LINE)}{_rule('insideH', 4, LINE)}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="50" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>{_rule("bottom", 12, ACCENT)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{TINT[1:]}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style></w:styles>'
)
