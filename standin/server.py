"""The stand-in as a server on the loopback interface.

What belongs here: requests and answers, and how an answer goes wrong. What does not: what the answers say
(``pages.py``, ``library.py``), which one goes wrong (``faults.py``).

Like the real ones it answers

* ``/<language>/<symbol>`` (the public resolver) with a redirect to a page that shows the document in a frame;
* ``/api/symbol/access?s=…&l=…&t=…`` (the document API) with a redirect to the file, 404 for a symbol that it does not
  know, and 200 without bytes for a language or format that is not there;
* ``/doc/undoc/gen/…`` with the file, its ETag, Last-Modified and name;
* ``/search`` with MARCXML, ``/oai2d`` with OAI-PMH, ``/robots.txt``.

``/_faults`` and ``/_documents/<symbol>?l=…&t=…`` are ours: POST, PUT and DELETE make it misbehave, change and forget.
"""

from __future__ import annotations

import email.utils
import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from standin import pages
from standin.faults import Fault, Faults
from standin.library import Item, Library

TYPES = {
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "html": "text/html; charset=utf-8",
}
_FILE = re.compile(r"/doc/undoc/gen/v\d\d/\d{3}/\d\d/\w+/v(\d{7})\.(\w+)")
_RESOLVER = re.compile(r"/(frame/)?(ar|en|es|fr|ru|zh)/(.+)")
#: The first bytes of a picture.
_PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came in; ``at`` is the monotonic clock, ``fault`` what it was struck by."""

    path: str
    headers: dict[str, str]
    at: float
    fault: str | None

    @property
    def is_conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


class StandIn(ThreadingHTTPServer):
    """``with StandIn(library).running() as server: server.address``."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, library: Library, port: int = 0, robots: str = "User-agent: *\nDisallow: /_\n") -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.library = library
        self.faults = Faults()
        self.robots = robots
        self.seen: list[Seen] = []
        self._stopped = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def running(self) -> Iterator[StandIn]:
        thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._stopped.set()
            self.shutdown()
            self.server_close()
            thread.join()

    def wait(self, seconds: float) -> None:
        """Wait, though not longer than the server runs."""
        self._stopped.wait(seconds)

    def requests(self, pattern: str = "") -> list[Seen]:
        """The requests whose path and query match, ours to the stand-in itself left out."""
        return [one for one in list(self.seen) if re.search(pattern, one.path) and not one.path.startswith("/_")]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of the server."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StandIn

    def log_message(self, format: str, *arguments: Any) -> None:
        """Requests are kept in ``seen``; the terminal stays quiet."""

    def do_GET(self) -> None:
        fault = None if self.path.startswith(("/robots.txt", "/_")) else self.server.faults.strike(unquote(self.path))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.seen.append(Seen(self.path, headers, time.monotonic(), fault.kind if fault else None))
        if fault is None or not self._go_wrong(fault):
            self._serve(fault)

    def do_POST(self) -> None:
        """``/_faults`` with ``{"kind": …, "where": …, "times": …, "seconds": …}`` sets a fault."""
        try:
            self.server.faults.set(**json.loads(self._body()))
        except (ValueError, TypeError) as error:
            self._send(400, str(error).encode(), "text/plain; charset=utf-8")
        else:
            self._send(200, json.dumps(self.server.faults.shown()).encode(), "application/json")

    def do_PUT(self) -> None:
        """``/_documents/<symbol>?l=en&t=txt``: the body is the document from now on."""
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        symbol = unquote(parts.path.removeprefix("/_documents/"))
        self.server.library.put(symbol, query["l"], {query["t"]: self._body()}, query.get("title", "Report"))
        self._send(200, b"", "text/plain")

    def do_DELETE(self) -> None:
        """``/_faults`` sets everything right; ``/_documents/<symbol>?l=en`` takes a document away."""
        parts = urlsplit(self.path)
        if parts.path == "/_faults":
            self.server.faults.clear()
        else:
            language = dict(parse_qsl(parts.query))["l"]
            self.server.library.remove(unquote(parts.path.removeprefix("/_documents/")), language)
        self._send(200, b"", "text/plain")

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _serve(self, fault: Fault | None) -> None:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if parts.path == "/robots.txt":
            self._send(200, self.server.robots.encode(), "text/plain")
        elif parts.path == "/api/symbol/access":
            self._access(query)
        elif match := _FILE.fullmatch(parts.path):
            self._file(self.server.library.by_number(int(match[1])), match[2], fault)
        elif parts.path == "/oai2d":
            self._record_page(pages.oai(self.server.library, query))
        elif parts.path == "/search":
            start, size = int(query.get("jrec", 1)), min(int(query.get("rg", 10)), 100)
            self._record_page(pages.search(self.server.library, query.get("p", ""), start, size))
        elif match := _RESOLVER.fullmatch(unquote(parts.path)):
            self._resolve(match[2], match[3], is_frame=bool(match[1]))
        else:
            self._send(404, pages.error_page().encode(), TYPES["html"])

    def _access(self, query: dict[str, str]) -> None:
        symbol, language, format_ = query.get("s", ""), query.get("l", ""), query.get("t", "")
        if not any(symbol == known for known, _ in self.server.library.records()):
            self._send(404, b'{"statusCode":404,"message":"Resource not found"}', "application/json")
            return
        item = self.server.library.get(symbol, language)
        if item is None or format_ not in item.files:
            self._send(200, b"", "application/octet-stream")
            return
        digits = str(item.number)
        place = f"/doc/undoc/gen/v{digits[:2]}/{digits[2:5]}/{digits[5:]}/{format_}/v{digits}.{format_}"
        self._send(302, b"", "text/plain", {"Location": place})

    def _file(self, item: Item | None, format_: str, fault: Fault | None) -> None:
        if item is None or format_ not in item.files:
            self._send(404, pages.error_page().encode(), TYPES["html"])
            return
        name = quote(item.symbol.replace("/", "_"), safe="")
        head = {
            "ETag": item.etag(format_),
            "Last-Modified": email.utils.format_datetime(item.changed_on, usegmt=True),
            "Content-Disposition": f'inline; filename="{name}-{item.language.upper()}.{format_}"',
        }
        if self._still_holds(head["ETag"], item.changed_on):
            self._send(304, b"", "", head)
        elif fault is None:
            self._send(200, item.files[format_], TYPES[format_], head)
        else:
            self._damage(fault, item.files[format_], TYPES[format_], head)

    def _still_holds(self, etag: str, changed_on: datetime) -> bool:
        if known := self.headers.get("If-None-Match"):
            return known == etag
        since = self.headers.get("If-Modified-Since")
        return since is not None and email.utils.parsedate_to_datetime(since) >= changed_on

    def _record_page(self, text: str) -> None:
        plain = re.sub(r"<responseDate>[^<]*</responseDate>", "", text)
        etag = f'"{hashlib.md5(plain.encode(), usedforsecurity=False).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", "", {"ETag": etag})
        else:
            self._send(200, text.encode(), "text/xml; charset=utf-8", {"ETag": etag})

    def _resolve(self, language: str, symbol: str, *, is_frame: bool) -> None:
        item = self.server.library.get(symbol, language)
        if item is None:
            self._send(404, pages.error_page().encode(), TYPES["html"])
        elif is_frame:
            self._send(200, pages.frame(symbol, language, next(iter(item.files))).encode(), TYPES["html"])
        else:
            self._send(302, b"", "text/plain", {"Location": f"/frame/{language}/{quote(symbol)}"})

    def _go_wrong(self, fault: Fault) -> bool:
        """Give the wrong answer; False where the right one has to be made first, to be damaged."""
        match fault.kind:
            case "too-many":
                self._send(429, b"", "text/plain", {"Retry-After": f"{fault.seconds:g}"})
            case "error":
                self._send(500, pages.error_page().encode(), TYPES["html"])
            case "unavailable":
                moment = datetime.now(UTC) + timedelta(seconds=fault.seconds)
                self._send(503, b"", "text/plain", {"Retry-After": email.utils.format_datetime(moment, usegmt=True)})
            case "silent":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            case "stuck":
                self.server.wait(fault.seconds)
                self.close_connection = True
            case "error-page":
                self._send(200, pages.error_page().encode(), TYPES["html"])
            case "challenge":
                self._send(202, b"", TYPES["html"], {"x-amzn-waf-action": "challenge"})
            case "empty":
                self._send(200, b"", "application/octet-stream")
            case "gone":
                self._send(404, pages.error_page().encode(), TYPES["html"])
            case "loop":
                again = f"{urlsplit(self.path).path}?{urlencode(parse_qsl(urlsplit(self.path).query))}"
                self._send(302, b"", "text/plain", {"Location": again})
            case "to-file":
                self._send(302, b"", "text/plain", {"Location": "file:///etc/passwd"})
            case "to-private":
                self._send(302, b"", "text/plain", {"Location": "http://10.0.0.1/secret"})
            case "wrong-type":
                self._send(200, _PICTURE, "image/png")
            case _:
                return False
        return True

    def _damage(self, fault: Fault, data: bytes, media_type: str, head: dict[str, str]) -> None:
        """Send a file in a wrong way."""
        match fault.kind:
            case "wrong-label":
                self._send(200, data, "text/html", head)
            case "cut-file":
                self._send(200, data[: len(data) // 2], media_type, head)
            case "cut":
                self._head(200, len(data), media_type, head)
                self._write(data[: len(data) // 2])
            case "long-length":
                self._head(200, len(data) + 1000, media_type, head)
                self._write(data)
            case "short-length":
                self._head(200, len(data) // 2, media_type, head)
                self._write(data)
            case "slow":
                self._head(200, len(data), media_type, head)
                for start in range(0, len(data), 1 + len(data) // 50):
                    self._write(data[start : start + 1 + len(data) // 50])
                    self.server.wait(fault.seconds)
            case "huge":
                self._head(200, None, media_type, head)
                while self._write(bytes(65_536)):
                    self.server.wait(0)
        self.close_connection = True

    def _head(self, status: int, length: int | None, media_type: str, head: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        if media_type:
            self.send_header("Content-Type", media_type)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _write(self, data: bytes) -> bool:
        """Whether the client still listens."""
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def _send(self, status: int, data: bytes, media_type: str, head: dict[str, str] | None = None) -> None:
        self._head(status, len(data), media_type, head or {})
        self._write(data)
