"""A failed run is told to whom the operator has named, and their addresses to nobody."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipelines.alerts import MAIL, SMTP, WEBHOOK, AlertNotSent, send, words_of

WORDS = words_of("whole_way", "0123456789abcdef", "Execution of run\nfailed.")


@contextmanager
def webhook(status: int) -> Iterator[tuple[str, list[bytes]]]:
    """An address that takes JSON and answers with a status; and what it was given."""
    given: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """The terminal stays quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/secret-token", given
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def mail_server(said: list[str]) -> tuple[str, threading.Thread]:
    """A server that takes one mail; its address, and what it was told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as connection, connection.makefile("rwb") as stream:
            stream.write(b"220 here\r\n")
            stream.flush()
            is_data = False
            for line in stream:
                said.append(line.decode().rstrip())
                if is_data:
                    is_data = said[-1] != "."
                    answer = b"" if is_data else b"250 taken\r\n"
                else:
                    is_data = said[-1] == "data" or said[-1] == "DATA"
                    answer = (
                        b"354 go on\r\n" if is_data else b"221 bye\r\n" if said[-1].lower() == "quit" else b"250 ok\r\n"
                    )
                stream.write(answer)
                stream.flush()
                if answer.startswith(b"221"):
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return f"127.0.0.1:{listener.getsockname()[1]}", thread


def test_an_alert_is_one_line() -> None:
    assert WORDS == (
        "Sederunt: run 01234567 of whole_way failed. Execution of run failed. What was published before stays."
    )


def test_nobody_is_told_where_nobody_is_named() -> None:
    assert send(WORDS, {}) == []


def test_a_webhook_is_told() -> None:
    with webhook(200) as (address, given):
        assert send(WORDS, {WEBHOOK: address}) == ["webhook"]
    assert [json.loads(one) for one in given] == [{"text": WORDS}]


def test_a_mail_is_sent() -> None:
    said: list[str] = []
    server, thread = mail_server(said)
    assert send(WORDS, {MAIL: "operator@example.org", SMTP: server}) == ["mail"]
    thread.join(10)
    assert "Subject: Sederunt: run 01234567 of whole_way failed" in said


@pytest.mark.parametrize("status", [403, 500])
def test_a_webhook_that_refuses_is_told_without_its_address(status: int) -> None:
    with webhook(status) as (address, _), pytest.raises(AlertNotSent, match=f"answered {status}") as caught:
        send(WORDS, {WEBHOOK: address})
    assert "secret-token" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "environment",
    [{WEBHOOK: "http://127.0.0.1:9/secret"}, {WEBHOOK: "http://[/secret"}, {MAIL: "a@b", SMTP: "127.0.0.1:9"}],
)
def test_a_way_that_leads_nowhere_is_told_without_its_address(environment: dict[str, str]) -> None:
    with pytest.raises(AlertNotSent) as caught:
        send(WORDS, environment)
    assert "secret" not in str(caught.value)
