"""Citations for reference managers: RIS, BibTeX, CSL-JSON. Pure; what is cited in, text out.

`reference` says what a citation consists of, once for all three; each of the others writes it in one form.
"""
