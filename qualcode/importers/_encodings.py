"""The characters of a text file, in the encoding that the options of an import say or that is recognised."""

from __future__ import annotations

from qualcode.model import ImportOptions, Source
from qualcode.opening import encodings
from qualcode.opening.guard import MAX_TEXT


def decoded(source: Source, options: ImportOptions, most: int = MAX_TEXT) -> tuple[str, tuple[str, ...]]:
    """As `encodings.decoded`, with the encoding of the options."""
    return encodings.decoded(source, options.encoding, most)
