"""Decisions laid over a generation.

Names that are one are laid over when asked (`laid`): nothing is written. What is told story by story is written
into `now` of the records that it changes, in two layers that do not touch each other's fields: `settled` (what
corrections, splits and resolved names make of a story) and `given` (tags, events, reporting, groups of copies).
Each story's document keeps a sign of what was written into it for a layer: what has to be written is where the
signs are not those that decisions ask for, whoever wrote them and whenever it broke off. `deciding` applies them.
"""
