"""The panel: one widget that shows a tree of blocks (text, native form fields, pictures) and tells what the learner did.

A panel knows nothing of networks or cases. Python holds three things, the browser draws them:

* `tree`: the blocks, nested dicts with a type `t`, a `key` unique in the panel, and what the type needs (see `blocks`);
* `live`: what changes often, per key: the picture (`svg`, `title`, `words`), a piece of HTML, an error `fout:<key>`;
* `values`: what the learner set, per key of a field or a picture.

The browser tells what was set in `changes`: per key a moment that only grows, and the value. Python takes over what is newer than `heard`,
and answers with `values` and `heard` together; until then the browser shows its own. So neither overwrites what the other just did.

Native HTML fields, because the stock ipywidgets controls have no accessible names, and JupyterLab's shortcuts fire in them.
"""

import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import metadata
from importlib.resources import files
from typing import Any

import anywidget
import traitlets
from ipywidgets import Widget

from ..plots.style import ACCENTS, COLOURS, TINTS


@cache
def _asset(name: str) -> str:
    return (files("regiekit.widgets") / "static" / name).read_text(encoding="utf-8")


def _variables() -> dict[str, str]:
    """Literal colour in a picture -> the style variable that a theme may change."""
    return (
        {value: f"--rk-{name}" for name, value in COLOURS.items()}
        | dict.fromkeys(ACCENTS.values(), "--rk-accent")
        | dict.fromkeys(TINTS.values(), "--rk-tinted")
    )


LONG = 1000  # characters from here on travel as bytes


def _packed(live: Mapping[str, Any], _: Any) -> dict[str, Any]:
    """What goes to the browser of `live`: a long text as bytes, which nobody writes as JSON and signs; that takes a quarter of the time."""

    def packed(content: Any) -> Any:
        if isinstance(content, str):
            return content.encode("utf-8", "replace") if len(content) > LONG else content
        return content | {"svg": packed(content["svg"])} if isinstance(content, dict) and "svg" in content else content

    return {key: packed(content) for key, content in live.items()}


class Panel(anywidget.AnyWidget):
    """A tree of blocks on the screen; subclasses react in `changed`, `clicked` and `received`.

    An error in a reaction is shown in the panel, in words, and the learner's values stay as they are.
    """

    _esm = traitlets.Unicode(_asset("stage.js") + _asset("panel.js")).tag(sync=True)
    _css = traitlets.Unicode(_asset("panel.css")).tag(sync=True)
    tree = traitlets.List().tag(sync=True)
    live = traitlets.Dict().tag(sync=True, to_json=_packed)
    values = traitlets.Dict().tag(sync=True)
    changes = traitlets.Dict().tag(sync=True, echo_update=False)
    heard = traitlets.Float(0).tag(sync=True)
    spoken = traitlets.Unicode("").tag(sync=True)
    static_id = traitlets.Unicode("").tag(sync=True)
    colours = traitlets.Dict(_variables()).tag(sync=True)

    # ipykernel ≥ 7 runs callbacks in a thread beside the running cell. One change at a time, in all panels together:
    # another case in one restarts the others, and with a lock each two panels could wait for one another for ever.
    _lock = threading.RLock()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._parts: list[bytes] = []
        self.observe(self._on_values, "values")
        self.observe(self._on_changes, "changes")
        self.on_msg(self._on_message)

    def _on_changes(self, change: Mapping[str, Any]) -> None:
        self._hear(change["new"])

    def _hear(self, changes: Mapping[str, Any]) -> None:
        """Take over what the browser tells, as far as it is new."""
        with self._lock, self.hold_sync():  # one answer
            newer = {key: pair for key, pair in changes.items() if key in self.values and pair[0] > self.heard}
            self.heard = max([self.heard, *(when for when, _ in changes.values())])
            self.values = {**self.values, **{key: value for key, (_, value) in newer.items()}}

    def _on_values(self, change: Mapping[str, Any]) -> None:
        old, new = change["old"] or {}, change["new"]
        keys = [k for k in new if k not in old or old[k] != new[k]]
        if keys:
            self._safely(self.changed, keys)

    def _on_message(self, _: Any, content: Mapping[str, Any], buffers: list) -> None:
        with self._lock:  # what goes along with a press and the press itself are one turn
            self._hear(content.get("changes", {}))
            if "click" in content:
                self._safely(self.clicked, str(content["click"]))
            elif "ahead" in content:
                self.send({"ahead": self.ahead(content["ahead"])})
            elif "file" in content and buffers:  # a large file comes in parts
                part = bytes(buffers[0])
                self._parts = [part] if content.get("first", True) else [*self._parts, part]
                if not content.get("more"):
                    whole, self._parts = b"".join(self._parts), []
                    self._safely(self.received, str(content["file"]), str(content.get("name", "")), whole)

    def _safely(self, reaction: Any, *args: Any) -> None:
        with self._lock:
            try:
                reaction(*args)
            except Exception as problem:
                self.failed(problem)

    def failed(self, problem: Exception) -> None:
        """Show what went wrong; called with whatever a reaction raised."""
        self.mend()
        self.tree = [{"t": "html", "key": "_fout", "cls": "rk-error", "role": "alert"}, *self.tree]
        self.live = {**self.live, "_fout": message(problem)}

    def mend(self) -> None:
        """Take away what `failed` showed."""
        self.tree = [b for b in self.tree if b.get("key") != "_fout"]
        self.live = {k: v for k, v in self.live.items() if k != "_fout"}

    def quietly(self, **state: Any) -> None:
        """Set tree, live, values from here, without a reaction to them."""
        self.unobserve(self._on_values, "values")
        try:
            with self.hold_sync():
                for name, value in state.items():
                    setattr(self, name, value)
        finally:
            self.observe(self._on_values, "values")

    def changed(self, keys: list[str]) -> None:
        """React to new `values` under these keys."""

    def clicked(self, key: str) -> None:
        """React to a press on the button with this key."""

    def received(self, key: str, name: str, data: bytes) -> None:
        """React to a file chosen in the field with this key."""

    def ahead(self, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What the panel would show for other settings, asked for by a browser with nothing else to do; see panel.js."""
        return []

    def restart(self) -> None:
        """Take the case in use anew; called when another one was chosen or it was edited."""

    def put(self, **values: Any) -> None:
        """Set values as the learner would (also from a test): `panel.put(merged=3)`.

        Raises:
            KeyError: the panel has no field of that name.
        """
        with self._lock:
            for name in values:
                if name not in self.values:
                    raise KeyError(f"Er is geen veld {name!r}; kies uit {', '.join(self.values)}.")
            self.values = {**self.values, **values}

    def close(self) -> None:
        """Let go of the panel and of the layout that ipywidgets makes for each."""
        if isinstance(self.layout, Widget):
            self.layout.close()
        super().close()

    def set_state(self, sync_data: Any) -> None:
        """Take over what the browser sends, in turn with whatever else changes this panel."""
        with self._lock:
            super().set_state(sync_data)

    def download(self, name: str, data: bytes, mime: str) -> None:
        """Offer a file to the browser of whoever pressed the button."""
        self.send({"download": name, "mime": mime}, [data])

    def focus_on(self, key: str) -> None:
        """Move the keyboard focus to the block with this key, after the next drawing."""
        self.send({"focus": key})


_open: "weakref.WeakSet[Panel]" = weakref.WeakSet()


def follow(panel: Panel) -> None:
    """Let this panel restart whenever another case is chosen or the case is edited."""
    _open.add(panel)


def refresh(but: Panel | None = None) -> None:
    """Let every open panel but this one restart: another case was chosen or the case was edited.

    One panel that fails says so itself and does not keep the others.
    """
    with Panel._lock:
        for panel in list(_open):
            if panel is not but:
                panel.mend()
                panel._safely(panel.restart)


def box(key: str, blocks: Sequence[Any], **more: Any) -> dict[str, Any]:
    """A container block; blocks that are falsy are left out."""
    return {"t": "box", "key": key, "blocks": [b for b in blocks if b], **more}


def html(key: str, content: str, **more: Any) -> dict[str, Any]:
    """A block of HTML that stays."""
    return {"t": "html", "key": key, "html": content, **more}


def live(key: str, **more: Any) -> dict[str, Any]:
    """A block of HTML whose content is in `live`."""
    return {"t": "html", "key": key, **more}


def button(key: str, label: str, cls: str = "") -> dict[str, Any]:
    """A button."""
    return {"t": "button", "key": key, "label": label, "cls": cls}


#: Packages that may be absent where regiekit runs in a browser.
OPTIONAL = ("numpy", "scipy", "matplotlib")


def absent(needs: Iterable[str]) -> str | None:
    """A Dutch sentence when one of these packages is absent; found without importing it. None when all are there."""
    for name in needs:
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            return _without(name)
    return None


def _without(name: str) -> str:
    return (
        f"Dit onderdeel rekent met {name}, en dat zit niet in deze uitgave. De andere onderdelen doen het gewoon. "
        "Wie regiekit op een eigen computer installeert, heeft ook dit onderdeel."
    )


def message(problem: Exception) -> str:
    """An exception as a line for a learner, escaped."""
    from ..cases import CaseError
    from ..plots.svg import escape

    if isinstance(problem, CaseError):
        return escape(problem)
    if isinstance(problem, ModuleNotFoundError) and problem.name in OPTIONAL:
        return escape(_without(problem.name))
    return (
        f"Dit ging niet goed ({escape(type(problem).__name__)}: {escape(problem)}). Wat u invulde, is er nog. "
        "Druk op ‘Herstel’ of voer de cel opnieuw uit."
    )


_in_cell: dict[str, tuple[int, list[Panel]]] = {}  # cell -> its last run, and the panels shown then


def _renew(panel: Panel) -> None:
    """Let go of the panels that an earlier run of this cell showed: nobody sees them any more."""
    from IPython import get_ipython

    shell = get_ipython()
    parent = getattr(shell, "parent_header", None) or {}
    cell = (parent.get("metadata") or {}).get("cellId")
    if not cell:
        return
    run, shown = _in_cell.get(cell, (0, []))
    if run != shell.execution_count:
        for old in shown:
            if old is not panel:
                _open.discard(old)
                old.close()
        shown = []
    _in_cell[cell] = (shell.execution_count, [*shown, panel])


def show(panel: Panel, *, text: str, html: str) -> None:
    """Display a panel after a static twin, for where no widget can run; the live panel hides its twin."""
    from IPython.display import display

    _renew(panel)

    panel.static_id = f"rk-{panel.model_id}"
    display({"text/plain": text, "text/html": f'<div id="{panel.static_id}" lang="nl">{html}</div>'}, raw=True)
    bundle = panel._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    if data:
        display({**data, "text/plain": ""}, raw=True)
