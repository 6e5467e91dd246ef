"""What programs of speech recognition write as JSON: segments with their times and speakers, by the program whose shape it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

MAX_TIME = 1000 * 60 * 60 * 1000
"""Milliseconds of a thousand hours: what is later is no time in a recording."""


class Segment(NamedTuple):
    """What was said from `start` to `end` (milliseconds, None when unknown). `speaker` is empty where the program names none."""

    speaker: str
    text: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The segments of a recording in their order.

    `unread` are the numbers, from 1, of entries that hold no text; `whole` is the text of all of it and `language` its language, where the
    file says so; `disputed` counts segments of which some words are given to another speaker.
    """

    segments: tuple[Segment, ...]
    unread: tuple[int, ...] = ()
    whole: str = ""
    language: str = ""
    disputed: int = 0


Shape = Callable[[object], Recognised | None]


def whisper(value: object) -> Recognised | None:
    """`{"segments": [{"start": 0.0, "end": 2.5, "text": "...", "speaker": "SPEAKER_00"}]}`, or that list alone; times in seconds."""
    head = _mapping(value)
    entries = list(value if isinstance(value, list) else _list(head.get("segments")))
    if not any(_text(entry, "text") and {"start", "end"} & set(_mapping(entry)) for entry in entries):
        return None
    return _recognised(
        entries,
        lambda entry: Segment(_speaker(entry.get("speaker")), _text(entry, "text"), _ms(entry.get("start")), _ms(entry.get("end"))),
        whole=_text(head, "text"),
        language=_text(head, "language"),
        disputed=sum(_disputed(_mapping(entry)) for entry in entries),
    )


def whisper_cpp(value: object) -> Recognised | None:
    """`{"transcription": [{"offsets": {"from": 0, "to": 2500}, "text": "..."}]}`; times in milliseconds."""
    head = _mapping(value)
    entries = _list(head.get("transcription"))
    if not any(_text(entry, "text") and "offsets" in _mapping(entry) for entry in entries):
        return None

    def segment(entry: Mapping[str, object]) -> Segment:
        offsets = _mapping(entry.get("offsets"))
        return Segment(_speaker(entry.get("speaker")), _text(entry, "text"), _ms(offsets.get("from"), 1), _ms(offsets.get("to"), 1))

    return _recognised(entries, segment, language=_text(head.get("result"), "language"))


def chunks(value: object) -> Recognised | None:
    """`{"chunks": [{"timestamp": [0.0, 2.5], "text": "..."}]}`, or with speakers under `speakers`; times in seconds."""
    head = _mapping(value)
    entries = _list(head.get("speakers")) or _list(head.get("chunks"))
    if not any(_text(entry, "text") and "timestamp" in _mapping(entry) for entry in entries):
        return None

    def segment(entry: Mapping[str, object]) -> Segment:
        times = [*_list(entry.get("timestamp")), None, None]
        return Segment(_speaker(entry.get("speaker")), _text(entry, "text"), _ms(times[0]), _ms(times[1]))

    return _recognised(entries, segment, whole=_text(head, "text"), language=_text(head, "language"))


def amazon(value: object) -> Recognised | None:
    """`{"results": {"items": [{"type": "pronunciation", "start_time": "0.1", "alternatives": [{"content": "..."}]}]}}`; times in seconds."""
    results = _mapping(_mapping(value).get("results"))
    items = _list(results.get("items"))
    if not any(_content(item) for item in items):
        return None
    labels = _amazon_labels(results)
    unread = tuple(number for number, item in enumerate(items, 1) if not _content(item))
    whole = " ".join(_text(transcript, "transcript") for transcript in _list(results.get("transcripts")))
    segments = tuple(segment for segment in _joined(items, labels) if segment.text.strip())
    return Recognised(segments, unread, whole.strip(), _text(results, "language_code"))


def text_alone(value: object) -> Recognised | None:
    """`{"text": "..."}`, the shortest answer of OpenAI's service: no times and no speakers."""
    head = _mapping(value)
    others = {"language", "duration", "task", "usage", "logprobs", "words", "segments", "chunks"}
    if not _text(head, "text") or not set(head) <= {"text", *others}:
        return None
    return Recognised((Segment("", _text(head, "text"), None, None),), language=_text(head, "language"))


SHAPES: tuple[Shape, ...] = (whisper, whisper_cpp, chunks, amazon, text_alone)
KNOWN = "Whisper (OpenAI, WhisperX, faster-whisper, aTrain), whisper.cpp, Hugging Face (chunks) and Amazon Transcribe"
"""The programs whose shapes these are, for messages."""


def _recognised(
    entries: Iterable[object],
    segment: Callable[[Mapping[str, object]], Segment],
    *,
    whole: str = "",
    language: str = "",
    disputed: int = 0,
) -> Recognised:
    found = [(number, segment(_mapping(entry)), _mapping(entry).get("text")) for number, entry in enumerate(entries, 1)]
    segments = tuple(one for _, one, _ in found if one.text.strip())
    unread = tuple(number for number, _, text in found if not isinstance(text, str))
    return Recognised(segments, unread, whole, language, disputed)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object, name: str) -> str:
    text = _mapping(value).get(name)
    return text if isinstance(text, str) else ""


def _ms(value: object, unit: int = 1000) -> int | None:
    """A time in milliseconds, None for what is none; `unit` is how many of them the file counts in."""
    if isinstance(value, str) and len(value) <= 20:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_TIME // unit:
        return None
    return round(value * unit)


def _speaker(value: object) -> str:
    """How a speaker is called: `SPEAKER_00` as it stands, a number or a letter alone with a word before it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"Speaker {value}"
    name = value.strip() if isinstance(value, str) else ""
    return f"Speaker {name}" if name.isdecimal() or (len(name) == 1 and name.isalpha()) else name


def _disputed(entry: Mapping[str, object]) -> bool:
    named = {_speaker(_mapping(word).get("speaker")) for word in _list(entry.get("words"))} - {""}
    return bool(named - {_speaker(entry.get("speaker"))})


def _content(item: object) -> str:
    alternatives = _list(_mapping(item).get("alternatives"))
    return _text(alternatives[0], "content") if alternatives else ""


def _amazon_labels(results: Mapping[str, object]) -> dict[object, str]:
    """The speaker of each word by the time at which it begins, as older answers list them apart."""
    return {
        word.get("start_time"): _text(word, "speaker_label")
        for segment in _list(_mapping(results.get("speaker_labels")).get("segments"))
        for word in map(_mapping, _list(_mapping(segment).get("items")))
        if isinstance(word.get("start_time"), str)
    }


def _joined(items: Iterable[object], labels: Mapping[object, str]) -> Iterator[Segment]:
    """The words of a speaker up to the end of a sentence, with the punctuation that belongs to them."""
    said: list[str] = []
    speaker = ""
    start = end = None
    for item in map(_mapping, items):
        content = _content(item)
        if item.get("type") == "punctuation":
            said.append(content)
            continue
        time = item.get("start_time")
        label = labels.get(time, "") if isinstance(time, str) else ""
        named = _text(item, "speaker_label") or label or _text(item, "channel_label")
        if said and (named != speaker or said[-1] in (".", "?", "!")):
            yield Segment(speaker, "".join(said), start, end)
            said = []
        if not said:
            speaker, start = named, _ms(time)
        said.append(f" {content}" if said and content else content)
        end = _ms(item.get("end_time"))
    if said:
        yield Segment(speaker, "".join(said), start, end)
