"""How well the program teaches: learners whose forgetting is known study with it, by a clock that is set.

`python -m bench.learning` writes bench/LEARNING.md and its pictures.
"""
