"""Somebody who saves in a process of their own, killed at any step of it.

It reads commands, a line of JSON each, and answers each with how the process ended that did it: 0, or minus the signal. Each is done in a fork, so
that it starts from the same memory, as a kernel that was just started. A command is `{"folder": that of the learner, "act": name of a function here, "with": its arguments}`, with
`step`: killed before the n-th time (from 1) that it opens, makes, moves or takes away a file there; or `size`: killed in the middle of writing a
file that is longer than so many bytes.
"""

import json
import os
import resource
import signal
import sys

from regiekit.cases import files, kept, load_shipped, shipped, workspace
from regiekit.widgets.case_editor import CaseEditor


def change(seen: str, mine: str, key: str) -> None:
    """Who saw the one case saves the other."""
    workspace.change(lambda _: files.loads(mine), key, files.loads(seen))


def answer(**values) -> None:
    workspace.answer("kader", **values)


def save(text: str, path: str) -> None:
    files.save(files.loads(text), path)


def put(place: list, word: str) -> None:
    """Open the editor and type."""
    typed(CaseEditor(), place, word)


def typed(editor, place: list, word: str) -> str:
    """Type a word in this place of an editor, the name of a field or those of a table, row and column; gives what stood there."""
    if len(place) == 1:
        was = editor.values[place[0]]
        editor.put(**{place[0]: word})
        return was
    table, number, column = place
    rows = editor.values[table]
    editor.put(**{table: [row | {column: word} if i == number else row for i, row in enumerate(rows)]})
    return rows[number][column]


def _killed_before(step: int, folder: str) -> None:
    steps = iter(range(1, step))

    def hook(_: str, given: tuple) -> None:  # Python tells of each file that is opened, made, moved or taken away
        if given and str(given[0]).startswith(folder) and next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _killed_at(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def _done(command: dict) -> int:
    """What became of the process that did this."""
    child = os.fork()
    if not child:
        try:
            if "size" in command:
                _killed_at(command["size"])
            if "step" in command:
                _killed_before(command["step"], command["folder"])
            os.environ[workspace.VARIABLE] = command["folder"]
            globals()[command["act"]](**command["with"])
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    kept.former()
    for key in shipped():
        load_shipped(key)  # once, for all who come
    for line in sys.stdin:
        print(_done(json.loads(line)), flush=True)
