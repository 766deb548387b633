"""Where accounts of one event differ, as cues for a reader: two sentences and the rule, never a verdict. Pure.

`read` sees a sentence as words and deeds; `rules` is the table of what is compared, a module a kind of thing beside
it; `find` compares stories by it. Without a parser: what is seen here is what stands close together.
"""
