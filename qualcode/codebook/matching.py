"""Which codes of two codebooks are the same: by GUID, then by id."""

from __future__ import annotations

from qualcode.model import Codebook


def same_codes(old: Codebook, new: Codebook) -> dict[str, str]:
    """The GUID in `old` of each code of `new` that is there too, by its GUID in `new`: known by GUID, and what is left by id."""
    known = {code.guid for code in old.codes}
    pairs = {code.guid: code.guid for code in new.codes if code.guid in known}
    left = {code.id: code.guid for code in old.codes if code.guid not in pairs}
    pairs.update({code.guid: left[code.id] for code in new.codes if code.guid not in known and code.id in left})
    return pairs
