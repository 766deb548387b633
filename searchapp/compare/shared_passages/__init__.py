"""Passages that stories share, edited or not, and those that a story repeats.

Candidates are stories that have rare shingles in common (`candidates`); these are aligned sentence by sentence
(`alignment`), word for word (`words`). By dates and credits it is told `whose` the words are.
"""
