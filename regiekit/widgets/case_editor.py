"""Choose a shipped case, start an own one, bring one in, and fill it."""

import io
import json
import zipfile
from typing import Any

import attrs

from ..cases import Case, CaseError, workspace
from ..cases.model import TIE_KINDS
from ..plots import case as plot
from ..plots.svg import escape, figure
from . import case_table, incoming
from .besides import beside_box, settled
from .case_panel import CasePanel, case_field
from .casebar import decided, file_field, on_disk, receive
from .panel import box, button, html, live, refresh, show
from .say import network

TABLES = {
    "partijen": "Partijen",
    "belangen": "Belangen: wat elke partij wil",
    "relaties": "Relaties: de banden tussen partijen",
    "kwesties": "Kwesties: waarover u onderhandelt, en wat elke partij erbij wint of verliest",
    "vertegenwoordigers": "Vertegenwoordigers: wie er voor elke partij aan tafel zit",
    "blikken": "Blikken: wie hoe naar wie kijkt",
    "taken": "Taken",
    "routes": "Routes: bij wie mensen of zaken na elkaar komen",
    "waarden": "Waarden: hoe zwaar elke partij ze weegt",
    "structuren": "Manieren om het te organiseren",
    "indeling": "Indeling: in welke eenheid elke partij zit",
}
FIRST = 5  # empty rows with which an empty case begins
ABOUT = {
    "title": ("text", "Naam van de casus"),
    "summary": ("area", "Waar gaat het over?"),
    "question": ("area", "Wat is de centrale vraag?"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class CaseEditor(CasePanel):
    """The case in use: choose it, look at it, and (an own one) fill it in."""

    def restart(self) -> None:
        """Show the case in use now."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            values: dict[str, Any] = {"_case": self.key, "_picture": None, "_kind": "", "_new": self.values.get("_new", "")}
            values |= {name: getattr(self.case, name) for name in ABOUT} | {"director": self.case.director}
            values |= self._rows() | incoming.values(self.incoming)
            self.quietly(values=values)
            self.quietly(tree=self._tree(), live=self._live())

    def redraw(self) -> None:
        """Show the preview of a spreadsheet; what is being typed stays."""
        self.quietly(values={**self.values, **incoming.values(self.incoming)})
        self.quietly(tree=self._tree(), live=self._live())

    def _rows(self) -> dict[str, Any]:
        """The rows of the tables that can be filled in here; the others are in `self.too_many`, with why."""
        self.too_many = {k: why for k in TABLES if (why := case_table.too_many(self.case, k))}
        found = {k: [] if k in self.too_many else rows for k, rows in case_table.rows(self.case).items()}
        return found if self.case.parties or not self.own else {**found, "partijen": [{"naam": ""} for _ in range(FIRST)]}

    def _typed(self) -> dict[str, Any]:
        return {k: self.values[k] for k in TABLES if k not in self.too_many}

    @property
    def own(self) -> bool:
        return self.case.status == "eigen"

    # -- what the learner does --------------------------------------------------------------------------------------------

    def changed(self, keys: list[str]) -> None:
        if self.chose(keys):
            return
        if self.own and any(k in TABLES or k in ABOUT or k == "director" for k in keys):
            return self._fill(keys)
        self.live = self._live()

    def _fill(self, keys: list[str]) -> None:
        errors: dict[str, str] = {}
        try:
            self.case = case = workspace.change(self._filled, self.key, seen=self.case)
        except CaseError as problem:
            at = next((k for k in keys if k in TABLES), "partijen")
            errors[f"fout:{at}"] = f"Nog niet bewaard: {problem}"
            self.live = {**self.live, **errors}
            self.spoken = errors[f"fout:{at}"]
            return
        # new rows get their key, and what another typed meanwhile is there too
        about = {name: getattr(case, name) for name in (*ABOUT, "director")}
        typed = self._typed()
        self.quietly(values={**self.values, **about, **self._rows(), **case_table.completed(case, typed)})
        self.tree = self._tree()
        self.live = self._live()
        refresh(but=self)

    def _filled(self, case: Case) -> Case:
        case = case_table.case_from(case, self._typed())
        director = self.values["director"] if self.values["director"] in case.party_keys else ""
        return case.with_changes(**{k: str(self.values[k]) for k in ABOUT}, director=director)

    def clicked(self, key: str) -> None:
        if settled(self, key, self.key) or decided(self, key):
            return
        if key in ("_start", "_copy"):
            title, fields = str(self.values.get("_new", "")).strip(), {}
            if key == "_copy":
                title = title or f"Mijn versie van {self.case.title}"
                left = {"title", "status", "answers", "beside"}  # a copy begins without answers
                fields = {f.name: getattr(self.case, f.name) for f in attrs.fields(Case) if f.name not in left}
            if not title:
                self.live = {**self.live, "fout:_new": "Geef uw casus eerst een naam."}
                return
            workspace.start_own(title, **fields)
            self.quietly(values={**self.values, "_new": ""})
            self.restart()
            refresh(but=self)
            self.focus_on("title" if key == "_copy" else "partijen")
        else:
            self._save(key)

    def _save(self, key: str) -> None:
        from .. import cases

        name, case = self.key, on_disk(self.key, self.case)
        if key == "_toml":
            self.download(f"{name}.toml", cases.dumps(case).encode(), "application/toml")
        elif key == "_template":
            self.download("casus-invullen.xlsx", cases.template("xlsx"), XLSX)
        elif key == "_graphml":
            self.download(f"{name}.graphml", cases.to_graphml(case).encode(), "application/graphml+xml")
        elif key == "_csv":
            # one file: browsers let a press give one, and then ask, or refuse without a word
            tables = {f"{name}-{file}": text.encode("utf-8-sig") for file, text in cases.to_csv(case).items()}
            tables[f"{name}-herkomst.json"] = json.dumps(cases.provenance(case), ensure_ascii=False).encode()
            self.download(f"{name}-tabellen.zip", zipped(tables), "application/zip")

    def received(self, key: str, name: str, data: bytes) -> None:
        receive(self, name, data)

    # -- what is shown ----------------------------------------------------------------------------------------------------

    def _live(self) -> dict[str, Any]:
        from ..cases import warnings

        case, words = self.case, network(self.case)
        kinds = (self.values["_kind"],) if self.values.get("_kind") else None
        picked = self.values.get("_picture")
        missing = "".join(f"<li>{escape(s)}</li>" for s in warnings(case)) if self.own else ""
        return {
            "_picture": {
                "svg": plot.picture(case, title=case.title, words=words, kinds=kinds),
                "title": f"Het netwerk van {case.title}",
                "words": words,
            },
            "_pick": f"<p>{escape(tell(case, picked))}</p>",
            "_about": f"<p>{escape(case.summary)}</p><p><strong>{escape(case.question)}</strong></p>" if not self.own else "",
            "_missing": f"<ul>{missing}</ul>" if missing else "<p>Deze casus is compleet.</p>",
            "_notice": f"<p>{escape(workspace.notice())}</p>" if workspace.notice() else "",
        } | incoming.words(self.incoming)

    def _tree(self) -> list[dict[str, Any]]:
        choose = box("_choose", [html("_h1", "<h3>Kies een casus</h3>"), case_field("Casus in gebruik"), live("_about")])
        own = box(
            "_own",
            [
                html("_h2", "<h3>Of begin een eigen casus</h3>"),
                {"t": "text", "key": "_new", "label": "Naam van uw casus", "limit": 120},
                box(
                    "_starts",
                    [button("_start", "Begin een lege casus", "rk-primary"), button("_copy", "Begin met een kopie van deze casus")],
                    cls="rk-row",
                ),
                file_field("Of open een bestand (casus, Excel, LibreOffice of csv)", help="Het bestand blijft op deze computer."),
                live("_opened"),
                incoming.block(self.incoming),
            ],
        )
        saving = box(
            "_saves",
            [
                button("_toml", "Bewaar op schijf"),
                button("_template", "Leeg invulblad (Excel)"),
                button("_csv", "Tabellen (csv)"),
                button("_graphml", "Netwerk (GraphML)"),
            ],
            cls="rk-row",
        )
        look = [
            {"t": "select", "key": "_kind", "label": "Welke banden ziet u?", "options": _kinds(self.case)},
            {"t": "picture", "key": "_picture"},
            live("_pick"),
        ]
        blocks = [
            live("_notice", cls="rk-error"),
            beside_box(self.case),
            box("_main", [box("_left", [choose, own], cls="rk-left"), box("_right", look)], cls="rk-main"),
            saving,
        ]
        if self.own:
            blocks += [
                box(
                    "_filling",
                    [
                        html(
                            "_h3",
                            "<h3>Vul uw casus in</h3><p>Alles wordt vanzelf bewaard. Begin met de namen: de rest mag later, in elke volgorde. Enter gaat naar de volgende rij. U mag cellen uit een rekenblad plakken.</p>",
                        ),
                        *self._tables()[:1],
                        *({"t": kind, "key": key, "label": label, "limit": 2000} for key, (kind, label) in ABOUT.items()),
                        *self._tables()[1:],
                        {
                            "t": "select",
                            "key": "director",
                            "label": "Wie heeft de regie, of wil die?",
                            "options": [["", "– nog niemand –"], *([p.key, p.called] for p in self.case.parties)],
                        },
                        box("_missings", [live("_missing")], tag="details", summary="Wat ontbreekt er nog?"),
                    ],
                    cls="rk-part",
                )
            ]
        return [box("_proef", blocks, tag="section", cls="rk-proef rk-begin", label="Uw casus")]

    def _tables(self) -> list[dict[str, Any]]:
        columns = case_table.columns(self.case)
        return [
            html(k, f"<p><strong>{label}.</strong> {self.too_many[k]}</p>")
            if k in self.too_many
            else {
                "t": "table",
                "key": k,
                "label": label,
                "columns": columns[k],
                "limit": 200,
                "add": "Rij erbij",
                "fixed": k in case_table.PER_PARTY,
            }
            for k, label in TABLES.items()
        ]

    def text(self) -> str:
        """The case in words."""
        return f"Casus: {self.case.title} ({self.case.status}).\n{network(self.case)}"

    def _ipython_display_(self, **_: Any) -> None:
        live_now = self._live()
        show(self, text=self.text(), html=figure(live_now["_picture"]["svg"], live_now["_picture"]["words"]))


def zipped(files: dict[str, bytes]) -> bytes:
    """The files in one zip; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _kinds(case: Case) -> list[list[str]]:
    """The kinds of tie to look at: those there are, and the own ones of this case."""
    return [["", "alle banden"], *([kind, kind] for kind in dict.fromkeys((*TIE_KINDS, *(t.kind for t in case.ties if t.kind))))]


def tell(case: Case, key: str | None) -> str:
    """Who a party is, in a few sentences."""
    party = next((p for p in case.parties if p.key == key), None)
    if party is None:
        return (
            "Kies een partij in het plaatje om er meer over te lezen: met de muis, of met Tab, de pijltjestoetsen en Enter."
            if case.parties
            else ""
        )
    power = (
        f", met {' en '.join({'productie': 'productiemacht', 'blokker': 'blokkermacht', 'diffuus': 'diffuse macht'}[w] for w in party.power)}"
        if party.power
        else ""
    )
    interests = f" Haar belangen: {'; '.join(party.interests)}." if party.interests else ""
    known = [word for word in (party.sector, party.scale, party.position) if word]
    return f"{party.called}: {', '.join(known) or 'er is nog niets van bekend'}{power}.{interests}"


def case_editor() -> CaseEditor:
    """The panel to choose, look at and fill in a case."""
    return CaseEditor()
