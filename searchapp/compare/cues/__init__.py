"""Where accounts of one event differ, as cues for a reader: two sentences and the rule, never a verdict. Pure.

`read` sees a sentence as words; `rules` is the table of what is compared, with a module for each kind of thing;
`find` compares stories by it. Without a parser: what is seen here is what stands close together.
"""
