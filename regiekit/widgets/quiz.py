"""Questions with feedback for every answer, from `data/quiz/<notebook>.toml`."""

import tomllib
from functools import cache

import attrs

from ..cases.data import data_path
from ..plots.svg import escape


@attrs.frozen
class Option:
    """An answer: its text, whether it is right, and why."""

    text: str
    right: bool
    why: str


@attrs.frozen
class Question:
    """A question about one proef."""

    key: str
    proef: str
    text: str
    options: tuple[Option, ...]

    def _chosen(self, answer: str | None) -> Option | None:
        return next((o for i, o in enumerate(self.options) if answer == str(i)), None)

    def feedback(self, answer: str | None) -> str:
        """What to say of an answer (the number of the option, as text); empty without one."""
        option = self._chosen(answer)
        return f"{'Dat klopt' if option.right else 'Dat klopt niet'}. {option.why}" if option else ""

    def feedback_html(self, answer: str | None) -> str:
        """The same as HTML; right and wrong differ in sign and word as well as in colour."""
        option = self._chosen(answer)
        return f'<p class="rk-{"right" if option.right else "wrong"}">{escape(self.feedback(answer))}</p>' if option else ""


@cache
def _file(notebook: str) -> tuple[Question, ...]:
    path = data_path() / "quiz" / f"{notebook}.toml"
    if not path.is_file():
        return ()
    items = tomllib.loads(path.read_text(encoding="utf-8")).get("vraag", [])
    return tuple(
        Question(
            key=i["sleutel"],
            proef=i["proef"],
            text=i["tekst"],
            options=tuple(Option(o["tekst"], bool(o.get("goed", False)), o["uitleg"]) for o in i["opties"]),
        )
        for i in items
    )


def questions(notebook: str, proef: str) -> tuple[Question, ...]:
    """The questions of a proef, in the order of the file; none when there is no file."""
    return tuple(q for q in _file(notebook) if q.proef == proef)
