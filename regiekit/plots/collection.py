"""The map of the collection: ten notebooks in the parts of the source, and the way through them."""

from .board import Board
from .layout import Box
from .network import Edge, Node, Zone

#: Notebook -> short name, part, where it stands in the map, and the notebooks after it.
NOTEBOOKS = {
    "00_begin": ("Begin", "begin", (74, 110), ["01_wat_is_regie"]),
    "01_wat_is_regie": ("Wat is regie?", "begin", (206, 110), ["02_proces_en_inhoud"]),
    "02_proces_en_inhoud": ("Proces en inhoud", "begin", (74, 268), ["03_perspectieven"]),
    "03_perspectieven": ("Perspectieven", "begin", (206, 268), ["04_structuur", "06_cultuur", "07_procesontwerp"]),
    "04_structuur": ("Structuur", "structuur", (400, 62), ["05_structuur_instrumenten"]),
    "05_structuur_instrumenten": ("Instrumenten", "structuur", (560, 62), ["09_assembleren"]),
    "06_cultuur": ("Cultuur", "cultuur", (480, 197), ["09_assembleren"]),
    "07_procesontwerp": ("Proces ontwerpen", "proces", (400, 332), ["08_proces_gaande"]),
    "08_proces_gaande": ("Proces gaande", "proces", (560, 332), ["09_assembleren"]),
    "09_assembleren": ("Assembleren", "slot", (788, 190), []),
}
ZONES = [
    Zone("begin", "Begin", Box(6, 6, 272, 388)),
    Zone("structuur", "Structuur", Box(300, 6, 360, 118)),
    Zone("cultuur", "Cultuur", Box(300, 141, 360, 118)),
    Zone("proces", "Proces", Box(300, 276, 360, 118)),
    Zone("slot", "Tot slot", Box(682, 6, 212, 388)),
]


def picture() -> str:
    """Draw the map; a notebook is a link."""
    b = Board(900, 400, "begin")
    nodes = [
        Node(key, name, *at, size=4, tone="strong", name=f"{name} (notebook {key[:2]})", mark=key[:2], href=f"{key}.ipynb")
        for key, (name, _, at, _) in NOTEBOOKS.items()
    ]
    b.network(nodes, [Edge(key, after, "informatie", directed=True) for key, (*_, way) in NOTEBOOKS.items() for after in way], ZONES)
    return b.svg("Kaart van de collectie", words())


def words() -> str:
    """The map in words."""
    named = ", ".join(f"{name} ({key[:2]})" for key, (name, *_) in NOTEBOOKS.items())
    return (
        "Tien notebooks. Begin leidt naar drie strategieën, Structuur, Cultuur en Proces, en die komen samen in het slot, Assembleren. "
        f"U kunt ze openen: {named}."
    )
