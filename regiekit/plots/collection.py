"""The map of the collection: ten notebooks in the parts of the source, and the way through them."""

from .layout import Box
from .network import Edge, Node, Zone, network

SIZE = (900.0, 400.0)
#: Notebook -> short name, part. What does not exist yet is shown without a link.
NOTEBOOKS = {
    "00_begin": ("Begin", "begin"),
    "01_wat_is_regie": ("Wat is regie?", "begin"),
    "02_proces_en_inhoud": ("Proces en inhoud", "begin"),
    "03_perspectieven": ("Perspectieven", "begin"),
    "04_structuur": ("Structuur", "structuur"),
    "05_structuur_instrumenten": ("Instrumenten", "structuur"),
    "06_cultuur": ("Cultuur", "cultuur"),
    "07_procesontwerp": ("Proces ontwerpen", "proces"),
    "08_proces_gaande": ("Proces gaande", "proces"),
    "09_assembleren": ("Assembleren", "slot"),
}
READY = (
    "00_begin",
    "01_wat_is_regie",
    "02_proces_en_inhoud",
    "03_perspectieven",
    "04_structuur",
    "05_structuur_instrumenten",
    "06_cultuur",
    "07_procesontwerp",
    "08_proces_gaande",
    "09_assembleren",
)
PARTS = {
    "begin": ("Begin", Box(6, 6, 272, 388)),
    "structuur": ("Structuur", Box(300, 6, 360, 118)),
    "cultuur": ("Cultuur", Box(300, 141, 360, 118)),
    "proces": ("Proces", Box(300, 276, 360, 118)),
    "slot": ("Tot slot", Box(682, 6, 212, 388)),
}
PLACES = {
    "00_begin": (74, 110),
    "01_wat_is_regie": (206, 110),
    "02_proces_en_inhoud": (74, 268),
    "03_perspectieven": (206, 268),
    "04_structuur": (400, 62),
    "05_structuur_instrumenten": (560, 62),
    "06_cultuur": (480, 197),
    "07_procesontwerp": (400, 332),
    "08_proces_gaande": (560, 332),
    "09_assembleren": (788, 190),
}
WAY = (
    ("00_begin", "01_wat_is_regie"),
    ("01_wat_is_regie", "02_proces_en_inhoud"),
    ("02_proces_en_inhoud", "03_perspectieven"),
    ("03_perspectieven", "04_structuur"),
    ("03_perspectieven", "06_cultuur"),
    ("03_perspectieven", "07_procesontwerp"),
    ("04_structuur", "05_structuur_instrumenten"),
    ("07_procesontwerp", "08_proces_gaande"),
    ("05_structuur_instrumenten", "09_assembleren"),
    ("06_cultuur", "09_assembleren"),
    ("08_proces_gaande", "09_assembleren"),
)


def picture() -> str:
    """Draw the map; a notebook that is ready is filled and a link."""
    zones = [Zone(part, name, place) for part, (name, place) in PARTS.items()]
    nodes = [
        Node(
            key,
            name,
            *PLACES[key],
            "instelling",
            4,
            "strong" if key in READY else "faded",
            f"{name} (notebook {key[:2]}{'' if key in READY else ', volgt nog'})",
            mark=key[:2],
            href=f"{key}.ipynb" if key in READY else "",
        )
        for key, (name, _) in NOTEBOOKS.items()
    ]
    return network(
        nodes,
        [Edge(a, b, "informatie", 2, True) for a, b in WAY],
        zones,
        title="Kaart van de collectie",
        words=words(),
        size=SIZE,
        strategy="begin",
    )


def words() -> str:
    """The map in words."""
    ready = ", ".join(f"{NOTEBOOKS[k][0]} ({k[:2]})" for k in READY)
    later = ", ".join(f"{name} ({k[:2]})" for k, (name, _) in NOTEBOOKS.items() if k not in READY)
    return f"Tien notebooks. Begin leidt naar drie strategieën, Structuur, Cultuur en Proces, en die komen samen in Assembleren. Klaar: {ready}.{f' Volgt nog: {later}.' if later else ''}"
