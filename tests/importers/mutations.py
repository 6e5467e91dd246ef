"""Files that went wrong on their way: in their bytes, members, markup or letters; and files that changed without meaning anything else."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

from tests.importers.inputs import zipped

Change = Callable[[random.Random, bytes], bytes]

_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb'(?<==")[^"<>]*(?=")')
_NUMBER = re.compile(rb"\d+")
_LONG = 20_000


def parts(data: bytes) -> dict[str, bytes]:
    """The members of a container by name; nothing for a file that is none."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- changes that break something -----------------------------------------------------------------------------------------------------


def flip(chance: random.Random, data: bytes) -> bytes:
    """Some bytes become others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(chance: random.Random, data: bytes) -> bytes:
    """A stretch is taken out."""
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 200) :]


def double(chance: random.Random, data: bytes) -> bytes:
    """A stretch comes twice, in another place."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:place] + data[start : start + chance.randint(1, 200)] + data[place:]


def clean_cut(chance: random.Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(1, len(data))] if len(data) > 1 else data


_STRANGE = (
    *(b"\x00", b"\x1b[31m", b"\xe2\x80\xae", b"\r", b"\xc2\xad", b"\xff\xfe", b"\xed\xa0\x80", b"\xe9", b"\xf4\x90\x80\x80", b"\x0c"),
    *(b"&#0;", b"&#x202e;", b"&#xD800;", b"&x;", b"<!-- -->", b"<?x y?>", b"<![CDATA[x]]>", b"]]>", b"<", b"-->", b"WEBVTT", b"\\u0000"),
    *(b"R1: ", b"[", b"(", b"{", b'"', b"'", b",", b":", b";", b"\t", b"\n", b"#", b"*", b"\\", b"%", b"<v R1>", b"00:00:01,000 --> "),
)
_MANY = (
    b"(",
    b"[",
    b"{",
    b":",
    b"-",
    b" ",
    b"\t",
    b"\n",
    b"a",
    b"R1: ",
    b"<b>",
    b"<v a>",
    b'"',
    b"#00:00:00-0#",
    b"12:",
    b"&amp;",
    b"a.",
    b"\\",
)


def strange(chance: random.Random, data: bytes) -> bytes:
    """Something stands where it does not belong."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(_STRANGE) + data[place:]


def many(chance: random.Random, data: bytes) -> bytes:
    """Something stands there thousands of times."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(_MANY) * chance.randint(2, _LONG) + data[place:]


def number(chance: random.Random, data: bytes) -> bytes:
    """A number is another, which may be far too large."""
    return _replaced(chance, _NUMBER, data, chance.choice((b"0", b"-1", b"99999999999999999999", b"1e309", b"9" * 5000, b"x", b"")))


def lines(chance: random.Random, data: bytes) -> bytes:
    """A line is gone, comes many times, or stands in another place."""
    found = data.split(b"\n")
    line = found.pop(chance.randrange(len(found)))
    place = chance.randrange(len(found) + 1)
    return b"\n".join([*found[:place], *[line] * chance.choice((0, 1, 2, 500)), *found[place:]])


def tag(chance: random.Random, data: bytes) -> bytes:
    """A tag is gone, comes twice, or is another one of the file."""
    tags = _TAG.findall(data)
    other = chance.choice(tags) if tags else b""
    return _replaced(chance, _TAG, data, chance.choice((b"", other, other + other, b"<a:x y='1'>")))


def attribute(chance: random.Random, data: bytes) -> bytes:
    """An attribute has another value."""
    return _replaced(chance, _ATTRIBUTE, data, chance.choice((b"", b"-1", b"9" * 400, b"none", b"&#10;", b"../../x", b"a" * 3000)))


def wrapped(chance: random.Random, data: bytes) -> bytes:
    """A tag and what closes it stand around what follows, many times inside each other."""
    found = list(_TAG.finditer(data))
    if not found:
        return data
    place = chance.choice(found).end()
    name = re.match(rb"<[/?!]?([\w:.-]+)", chance.choice(found)[0])
    opened, depth = b"<" + (name[1] if name else b"x") + b">", chance.choice((1, 40, 240, 5000))
    return data[:place] + opened * depth + opened.replace(b"<", b"</") * depth + data[place:]


def document_type(chance: random.Random, data: bytes) -> bytes:
    """A document type with entities stands before the first tag but the declaration."""
    found = [tag for tag in _TAG.finditer(data) if not tag[0].startswith(b"<?")]
    place = found[0].start() if found else 0
    entity = chance.choice((b'SYSTEM "file:///etc/hostname"', b'"' + b"x" * 1000 + b'"', b'"&x;&x;"'))
    return data[:place] + b"<!DOCTYPE x [<!ENTITY x " + entity + b">]>" + data[place:]


def _replaced(chance: random.Random, pattern: re.Pattern[bytes], data: bytes, by: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start()] + by + data[one.end() :]


BYTES: tuple[Change, ...] = (flip, cut, double, clean_cut)
LETTERS: tuple[Change, ...] = (*BYTES, strange, many, number, lines)
MARKUP: tuple[Change, ...] = (*LETTERS, tag, tag, attribute, attribute, wrapped, document_type)


def mutant(chance: random.Random, data: bytes) -> bytes:
    """A file with one to three changes: in its bytes, or where it is a container mostly in one of its members."""
    members = parts(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if members and chance.random() < 0.75:
            members = _with_a_member_changed(chance, members)
            data = zipped(members)
        else:
            data = _changed(chance, data) if not members else chance.choice(BYTES)(chance, data)
            members = {}
        if not data:
            return b" "
    return data


def _changed(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return b" "
    return chance.choice(MARKUP if data.count(b"<") > 10 else LETTERS)(chance, data)


def _with_a_member_changed(chance: random.Random, members: Mapping[str, bytes]) -> dict[str, bytes]:
    made = dict(members)
    large = [name for name in made if len(made[name]) > 400]
    name = chance.choice(large if large and chance.random() < 0.7 else list(made))
    what = chance.random()
    if what < 0.05 and len(made) > 1:
        del made[name]
    elif what < 0.08:
        made[chance.choice(list(members))] = made[name]
    elif what < 0.1:
        made[f"{name}x"] = made.pop(name)
    else:
        made[name] = _changed(chance, made[name])
    return made


# --- changes that mean nothing --------------------------------------------------------------------------------------------------------


def meaningless(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The same file in other clothes, each with what was changed: who reads it reads the same."""
    members = parts(data)
    if members:
        yield "stored, not packed", zipped(members, zipfile.ZIP_STORED)
        # An OpenDocument file says what it is in its first member.
        names = list(members)
        yield "members in another order", zipped({name: members[name] for name in [*names[:1], *names[:0:-1]]})
        yield "a member that nobody asks for", zipped(members | {"thumbnail.bin": b"\0\1\2" * 50})
        yield "a comment in the container", _with_comment(data)
    elif b"\0" not in data and not data.startswith((b"%PDF", b"{\\rtf", b"\xef\xbb\xbf")) and is_utf8(data):
        yield "a byte-order mark", b"\xef\xbb\xbf" + data
        yield "line ends of Windows", re.sub(rb"\r\n?|\n", b"\r\n", data)
        if not data.lstrip().startswith((b"<", b"{", b"[")):
            yield "UTF-16", data.decode("utf-8").encode("utf-16")


def _with_comment(data: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"from somewhere"
    return buffer.getvalue()


def is_utf8(data: bytes) -> bool:
    """Whether a file can be read as UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
