"""Opening what somebody else made: limits before and while unpacking, no document types, nothing extracted."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Unreadable
from qualcode.model import Source
from qualcode.text import beginning

if TYPE_CHECKING:
    from lxml import etree

MEGABYTE = 1024 * 1024
MAX_FILE = 64 * MEGABYTE
MAX_MEMBERS = 2_000
MAX_TOTAL = 64 * MEGABYTE
MAX_MEMBER = 32 * MEGABYTE
MAX_RATIO = 200
RATIO_FROM = MEGABYTE
"""Members that unpack to less than this may be packed as tightly as they like."""
MAX_TAGS = 500_000
"""Tags in one part, `</...>` included: ten times those of a long session, and few enough to hold and walk in seconds."""

MAX_TEXT = 16 * MEGABYTE
"""Plain text: three hundred hours of talk."""
MAX_LETTERS = 8_000_000
"""Letters in one transcript, whatever it is read from."""

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc or .xls)"),
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a RAR file"),
)


def form(data: bytes) -> str:
    """What the first bytes of a file say that it is (`a PDF file`), empty when they say nothing."""
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in {b"WAVE", b"AVI "}) or (data[:3] == b"ID3" and data[3:4] < b"\x08"):
        return "a sound or video recording"
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_OFFICE in data:
        return "a document that is protected by a password"
    return next((name for magic, name in _MAGIC if data.startswith(magic)), "")


def received(path: Path, what: str) -> Source:
    """A file's bytes; `what` it should hold is for errors. Raises Unreadable for one that is empty, too large, or cannot be opened."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(f"{path.name} is not a file.", "Give the files themselves, or a folder that holds them.")
        data = b""
        if found.st_size <= MAX_FILE:
            with path.open("rb") as stream:
                # What a file says of its size is not always so.
                data = stream.read(MAX_FILE + 1)
        if max(found.st_size, len(data)) > MAX_FILE:
            raise Unreadable(f"{path.name} has more than {MAX_FILE // MEGABYTE} MB.", f"A {what} has less: is it the right file?")
    except OSError as error:
        raise Unreadable(
            f"{path.name} cannot be opened: {error.strerror or os.fspath(path)}.", "Check its name and whether you may read it."
        ) from error
    if not data:
        raise Unreadable(f"{path.name} is empty.", f"Save the {what} again, and import that.")
    return Source(path, data)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened container: the names of its members and the bytes of those that were asked for."""

    names: frozenset[str]
    parts: Mapping[str, bytes]


def unpack(source: Source, keep: Callable[[str], bool]) -> Package:
    """The members of a zip container for which `keep` is true, read into memory.

    Every XML member is unpacked once, counted and looked through, also those nobody asked for. Raises Unreadable for what is damaged,
    encrypted, larger than the limits above, or has a document type.
    """
    name = source.path.name
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            members = archive.infolist()
    except _BROKEN as error:
        raise damaged(name) from error
    _check_directory(name, members)
    kept: dict[str, bytes] = {}
    left = MAX_TOTAL
    for member in members:
        wanted = keep(member.filename)
        if wanted or member.filename.endswith((".xml", ".rels")):
            data = _inflated(source, member, min(MAX_MEMBER, left))
            left -= len(data)
            _check_markup(name, member.filename, data)
            if wanted:
                kept[member.filename] = data
    return Package(frozenset(member.filename for member in members), kept)


def check_letters(name: str, count: int, most: int = MAX_LETTERS) -> None:
    """Raises Unreadable for a file with more letters than anything that is read."""
    if count > most:
        raise Unreadable(
            f"{name} has more than {most} letters: nothing that is read here has so many.", "Is it the right file? If so, split it."
        )


def damaged(name: str) -> Unreadable:
    """The error for a file that is cut off or garbled."""
    return Unreadable(f"{name} is damaged or cut off.", "Open it in the program that made it, save it again, and import that.")


def _too_large(name: str, why: str) -> Unreadable:
    return Unreadable(
        f"{name} unpacks to more than can be read safely: {why}.", "If you trust it, save it again as plain text and import that."
    )


def _check_directory(name: str, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise _too_large(name, f"it has {len(members)} parts")
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise _too_large(name, f"it declares more than {MAX_TOTAL // MEGABYTE} MB")
    if len({member.filename for member in members}) < len(members):
        raise Unreadable(f"{name} holds two parts of the same name.", "Open it in the program that made it, and save it again.")
    for member in members:
        if member.file_size > MAX_MEMBER:
            raise _too_large(name, f"{member.filename[:80]!a} has more than {MAX_MEMBER // MEGABYTE} MB")
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise _too_large(name, f"{member.filename[:80]!a} is packed more than {MAX_RATIO} times")
        if member.flag_bits & 0x1:
            raise protected(name)


def protected(name: str) -> Unreadable:
    """The error for a file that is locked with a password."""
    return Unreadable(f"{name} is protected by a password.", "Open it with its password, save it without one, and import that.")


def _inflated(source: Source, member: zipfile.ZipInfo, limit: int) -> bytes:
    """The bytes of one member, at most `limit` of them whatever its header declares."""
    name = source.path.name
    try:
        begin, signature, names, extra = (
            _LOCAL_HEADER.size + member.header_offset,
            *_LOCAL_HEADER.unpack_from(source.data, member.header_offset),
        )
        packed = memoryview(source.data)[begin + names + extra :][: member.compress_size]
        called = source.data[begin : begin + names].decode("utf-8" if member.flag_bits & 0x800 else "cp437")
        if (
            called != member.orig_filename
            or signature != b"PK\x03\x04"
            or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        ):
            raise damaged(name)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        data = bytes(packed) if member.compress_type == zipfile.ZIP_STORED else inflater.decompress(packed, limit + 1)
    except _BROKEN as error:
        raise damaged(name) from error
    if len(data) > limit or (len(data) > RATIO_FROM and len(data) > MAX_RATIO * max(len(packed), 1)):
        raise _too_large(name, f"{member.filename[:80]!a} goes on after {limit // MEGABYTE} MB or {MAX_RATIO} times its packed size")
    if len(data) != member.file_size or zlib.crc32(data) != member.CRC:
        raise damaged(name)
    return data


def _check_markup(name: str, member: str, data: bytes) -> None:
    plain = data.replace(b"\x00", b"") if b"\x00" in data[:200] else data
    if b"<!" in plain and (b"<!DOCTYPE" in plain or b"<!ENTITY" in plain):
        raise _has_document_type(name, member)
    if len(plain) > 3 * MAX_TAGS and plain.count(b"<") > MAX_TAGS:
        raise _too_large(name, f"{member[:80]!a} has more than {MAX_TAGS} tags")


def _has_document_type(name: str, member: str) -> Unreadable:
    return Unreadable(
        f"{name} declares a document type or entities in {member[:80]!a}, which could pull in other files.",
        "Open it in the program that made it, and save it again.",
    )


def document(source: Source) -> etree._Element:
    """The root of a file that is XML as it stands. Raises Unreadable as `parse` does, and for one with more tags than a transcript has."""
    _check_markup(source.path.name, source.path.name, source.data)
    return parse(source.path.name, source.path.name, source.data)


def holds(head: bytes, *tags: bytes) -> bool:
    """Whether the beginning of a file has one of these tags in it, in whatever encoding XML comes in."""
    plain = head.replace(b"\x00", b"")
    return any(re.search(rb"<(?:[\w.-]+:)?" + tag + rb"[\s/>]", plain) for tag in tags)


def is_markup(head: bytes) -> bool:
    """Whether a file begins like XML."""
    return head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def parse(name: str, member: str, data: bytes) -> etree._Element:
    """The root of an XML part; `name` and `member` are for errors. Raises Unreadable when it is not well formed or has a document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        if "Excessive depth" in str(error):
            raise Unreadable(
                f"{name}: its elements stand too deep within each other.", "Is it the right file? If so, save it again."
            ) from error
        raise damaged(name) from error
    if root is None:
        raise damaged(name)
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise _has_document_type(name, member)
    return root


def short(text: str, length: int = 80) -> str:
    """The beginning of a text on one line, for messages."""
    return beginning(text, length)
