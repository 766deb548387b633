"""PDF: letters on pages, made into paragraphs again.

`reader` reads a file, `glyphs` a page's letters, `columns` puts lines in reading order, `running` takes off what
stands on every page, `reflow` joins lines to paragraphs, `hyphens` words that were broken, `ocr` has scanned pages
read. Only `reader` and `glyphs` know PDFium.
"""
