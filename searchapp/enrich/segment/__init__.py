"""A text cut into what is mined: mended, without boilerplate, in sentences and quotations."""
