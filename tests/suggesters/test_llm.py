"""A local language model is asked over a real connection; what it makes up is thrown away, and no other machine is ever asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

import pytest

from qualcode.errors import QualcodeError
from qualcode.model import Code, Suggestion, Unit
from qualcode.suggesters._knowledge import Knowledge
from qualcode.suggesters.llm import suggest

CODES = (
    Code(
        "waiting",
        "g1",
        "",
        {"nl": "Wachttijd", "fr": "Attente"},
        {"nl": "Hoe lang men wacht.", "fr": "Combien de temps on attend."},
        include={"nl": "wachtlijsten"},
        exclude={"nl": "wachten op een vonnis"},
    ),
    Code("secrecy", "g2", "", {"nl": "Geheim"}),
)
TEXT = "Elf weken voor een opname. Dat is te lang."
Answering = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answering: Answering) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A server on this machine: its address, and what it was asked."""
    asked: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answering(self)

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    running = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_address[1]}", asked
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def sent(handler: BaseHTTPRequestHandler, data: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def saying(content: str) -> Answering:
    return lambda handler: sent(handler, json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def found(answering: Answering, seconds: str = "20") -> tuple[list[Suggestion], list[str], list[dict[str, object]]]:
    """What is suggested, told, and was asked."""
    told: list[str] = []
    with server(answering) as (url, asked):
        settings = {"server": url, "model": "tiny", "seconds": seconds}
        units = [Unit("t", 1, 50, TEXT, "nl")]
        return suggest(units, Knowledge(CODES, ("nl", "fr"), settings=settings, tell=told.append)), told, asked


@pytest.mark.usefixtures("loopback")
def test_a_model_is_asked_with_the_codebook_and_its_answer_taken() -> None:
    content = (
        '```json\n{"codes": [{"code": "waiting", "quotation": "Elf weken voor een opname.", "sure": 0.9, "why": "een lange tijd"}]}\n```'
    )
    (one,), told, (asked,) = found(saying(content))
    assert (one.code, one.score, one.reason, one.suggester) == ("waiting", 0.9, "een lange tijd", "llm")
    assert TEXT[one.start - 50 : one.end - 50] == "Elf weken voor een opname."
    assert told == []
    assert asked["model"] == "tiny"
    text = json.dumps(asked, ensure_ascii=False)
    for said in ("Hoe lang men wacht.", "Include: wachtlijsten", "Exclude: wachten op een vonnis", "- secrecy: Geheim", TEXT):
        assert said in text


@pytest.mark.usefixtures("loopback")
def test_what_the_model_makes_up_is_thrown_away_and_counted() -> None:
    proposed = [
        {"code": "gone", "quotation": "Elf weken"},
        {"code": "waiting", "quotation": "Twaalf weken"},
        {"code": "secrecy", "quotation": "Dat is te lang.", "sure": "very"},
        {"code": "secrecy", "quotation": "Elf weken"},
        {"code": ["waiting"], "quotation": 7},
        "waiting",
    ]
    (one,), told, _ = found(saying(json.dumps({"codes": proposed})))
    assert (one.code, one.score, one.reason) == ("secrecy", 0.5, "Dat is te lang.")
    assert told == ["Thrown away of what the model said: 1 quotations that are not in the text, 3 unknown codes"]


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(("why", "reason"), [("te \ud800lang", "te lang"), ("\udfff", "Elf weken"), (7, "Elf weken")])
def test_a_reason_that_is_no_text_is_done_without(why: object, reason: str) -> None:
    proposed = [{"code": "waiting", "quotation": "Elf weken", "sure": float("nan"), "why": why}]
    (one,), _, _ = found(saying(json.dumps({"codes": proposed})))
    assert (one.score, one.reason) == (0.5, reason)


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize("content", ["", "none", "{", '{"codes": 7}', "[]", '{"codes": ' + "[" * 50_000, '{"code": []}', "}{"])
def test_an_answer_in_another_form_suggests_nothing(content: str) -> None:
    made, told, _ = found(saying(content))
    assert made == []
    assert told == ["Thrown away of what the model said: 1 answers in another form"]


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": {"a": 1}}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": 1}}]}',
    ],
)
def test_json_of_another_form_suggests_nothing(data: bytes) -> None:
    assert found(lambda handler: sent(handler, data))[0] == []


def hang(handler: BaseHTTPRequestHandler) -> None:
    del handler
    time.sleep(1)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.03)
    except OSError:
        pass


def flood(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(1024):
            handler.wfile.write(b" " * 1024 * 1024)
    except OSError:
        pass


def elsewhere(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(307)
    handler.send_header("Location", "http://192.0.2.1/v1/chat/completions")
    handler.end_headers()


@pytest.mark.usefixtures("loopback")
@pytest.mark.parametrize(
    ("answering", "seconds", "message"),
    [
        (hang, "0.3", "took more than 0.3 seconds"),
        (drip, "0.3", "took more than 0.3 seconds"),
        (flood, "20", "more than 1 MB"),
        (elsewhere, "20", "sends elsewhere"),
        (lambda handler: sent(handler, b"no model", 404), "20", "error 404"),
        (lambda handler: sent(handler, b"<html>"), "20", "not JSON"),
        (lambda handler: sent(handler, b"[" * 200_000), "20", "not JSON"),
        (lambda handler: handler.wfile.write(b"SSH-2.0\r\n\r\n"), "20", "broke off"),
        (lambda handler: handler.connection.close(), "20", "broke off"),
    ],
    ids=["hangs", "drips", "floods", "redirects", "error", "html", "deep", "other", "closes"],
)
def test_a_server_that_does_not_answer_as_it_should_is_told(answering: Answering, seconds: str, message: str) -> None:
    with pytest.raises(QualcodeError, match=message):
        found(answering, seconds)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "http://192.0.2.1:11434",
        "http://0.0.0.0",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://127.0.0.1@192.0.2.1",
        "http://[::ffff:192.0.2.1]",
        "http://2130706433",
        "https://127.0.0.1",
        "file:///etc/hostname",
        "http://",
        "http://127.0.0.1:port",
        "http://[::1",
        "127.0.0.1:80",
        "http://127.0.0.1/?to=other",
    ],
)
def test_no_other_machine_is_asked(url: str) -> None:
    with pytest.raises(QualcodeError):
        suggest([Unit("t", 1, 0, TEXT, "nl")], Knowledge(CODES, ("nl",), settings={"server": url, "model": "m"}))


@pytest.mark.usefixtures("loopback")
def test_without_a_server_it_is_said_what_is_needed() -> None:
    with pytest.raises(QualcodeError, match="llm needs a server"):
        suggest([Unit("t", 1, 0, TEXT, "nl")], Knowledge(CODES, ("nl",)))
    with server(hang) as (url, _):
        closed = {"server": url, "model": "m"}
    with pytest.raises(QualcodeError, match="No server answers"):
        suggest([Unit("t", 1, 0, TEXT, "nl")], Knowledge(CODES, ("nl",), settings=closed))


@pytest.mark.usefixtures("loopback")
def test_texts_that_hold_nothing_or_too_much_are_not_asked_about() -> None:
    told: list[str] = []
    with server(saying("{}")) as (url, asked):
        known = Knowledge(CODES, ("nl",), settings={"server": url, "model": "m"}, tell=told.append)
        assert suggest([Unit("t", 1, 0, text, "nl") for text in ("", " \n", "x " * 5000)], known) == []
        assert suggest([Unit("t", 1, 0, TEXT, "nl")], replace(known, codes=())) == []
    assert asked == []
    assert told == ["Thrown away of what the model said: 1 texts too long to be asked about"]
