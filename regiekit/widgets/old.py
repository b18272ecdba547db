"""A declaration of the old kind as a class of the new kind, until all have moved."""

from functools import cache
from importlib import import_module
from typing import Any

from .declaration import Proef, _told, files
from .experiment import EXERCISES, EXPERIMENTS


class Drawn:
    def __init__(self, svg: str) -> None:
        self.drawing = svg

    def svg(self, title: str, words: str) -> str:
        return self.drawing


@cache
def adapted(key: str) -> type[Proef]:
    module = import_module(f"{__package__}.{ {**EXPERIMENTS, **EXERCISES}[key] }")
    e = module.EXPERIMENT

    class Old(Proef, blind=e.blind, needs=e.needs):
        def __init__(self, case: Any, **settings: Any) -> None:
            vars(self).update(case=case, settings=settings, o=e.outcome(case, **settings))

        guess = staticmethod(e.guess.field)
        controls = staticmethod(e.controls)
        cards = staticmethod(e.cards)
        ready = staticmethod(e.ready)
        if e.guess.answer:
            answer = staticmethod(e.guess.answer)
            explain = staticmethod(e.guess.explain)

        def compared(self, guess: Any) -> str | None:
            return e.guess.compare(self.case, guess, self.o) if e.guess.compare else None

        def picture(self) -> Drawn:
            return Drawn(e.picture(self.o))

        def words(self) -> str:
            return e.words(self.o)

        def report(self) -> str:
            return e.report(self.o)

        def measures(self) -> Any:
            return e.measures(self.o)

        def tables(self) -> Any:
            return e.tables(self.o)

        def note(self, key: str) -> str:
            return e.note(self.o, key)

        if e.pick:

            def pick(self, key: str) -> str:
                return e.pick(self.o, key)

        if e.chart:

            def curve(self) -> Any:
                return e.chart.name, Drawn(e.chart.svg(self.o)), e.chart.words(self.o)

    Old.key, Old.strategy = key, files()[key][0]
    for name, value in _told(key, {}).items():
        setattr(Old, name, value)
    Old.panel = getattr(module, "PANEL", None)
    return Old
