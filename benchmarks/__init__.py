"""Benchmarks: how fast regiekit is beside what everyone writes with ipywidgets, networkx and matplotlib.

`python -m benchmarks` measures everything and prints a Markdown table; names after it (`kernel`, `import`, `browser`,
`memory`, `measures`) measure only those. Every figure with a target is a ratio of two things measured in the same run
on the same machine, so that a slow or busy machine slows both.
"""
