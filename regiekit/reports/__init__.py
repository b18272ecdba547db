"""Documents as files: an editable text in the two formats that offices use, and a web page that prints.

`document` holds what stands in a document; a module per format writes it. The writers load when first used.
"""

from collections.abc import Callable
from importlib import import_module

from .document import Document


def _writer(name: str) -> Callable[[Document], bytes]:
    def write(document: Document) -> bytes:
        return import_module(f"{__name__}.{name}").write(document)

    return write


#: Name, and extension, of a format -> what a button calls it, its media type, and what writes it.
FORMATS: dict[str, tuple[str, str, Callable[[Document], bytes]]] = {
    "docx": ("Word-document (docx)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _writer("docx")),
    "odt": ("OpenDocument (odt)", "application/vnd.oasis.opendocument.text", _writer("odt")),
    "html": ("webpagina (html)", "text/html", _writer("html")),
}
