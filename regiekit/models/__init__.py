"""Models: one module per idea, pure functions, numbers in and numbers out.

A model knows no case file: it takes a ``networkx.Graph``, a mapping from party to group, lists and numbers, and never changes an argument.
Each module is imported by its own name (``from regiekit.models import islands``), so that importing this package loads nothing else; numpy,
scipy and networkx are loaded by the functions that need them. Sequences and tables may be arrays, Series or DataFrames, and a closed form
(numbers in, one number out) takes arrays element by element. Wrong arguments raise ``ValueError`` with the name and the range; a measure
that is not defined (no ties, no pairs) returns ``nan``. Each outcome shows a mechanism: it is no evidence about a real municipality.
"""
