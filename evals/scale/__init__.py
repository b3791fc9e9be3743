"""What a corpus many times as large would cost: to build, to refresh, to keep and to ask, and what the search then misses.

`varied.py` makes passages and vectors from those of the documents, `measured.py` takes the figures of one size, each step in a
process of its own, `command.py` runs them.
"""
