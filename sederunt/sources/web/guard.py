"""Who may be asked: http and https only, and no host of a private network unless the settings allow it.

What belongs here: that rule, held where a connection is made, so that neither a redirect nor a name that is resolved
anew can get round it; and the count of what came over the wire. What does not: what is asked (``client.py``).
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2

Networks = Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]
SCHEMES = ("http", "https")


class ForbiddenAddress(Exception):
    """An address that must not be asked; the message says why."""


def require_scheme(address: str) -> None:
    """Raises ``ForbiddenAddress`` for another scheme than http and https, and where user and password stand in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError as error:
        raise ForbiddenAddress(f"{address!r} is no address ({error})") from error
    if parts.scheme not in SCHEMES or not host:
        raise ForbiddenAddress(f"only http and https are asked, not {parts.scheme or 'nothing'}:")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress("an address with a user or a password in it is not asked")


def permitted(host: str, port: int, allowed: Networks) -> list[str]:
    """The addresses of a host that may be connected to. Raises ``ForbiddenAddress`` where one of them may not be.

    All of them have to be public, or in a network that is allowed: a name with one private address is a trap.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore2.ConnectError(f"the name {host} is not known: {error.strerror or error}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in addresses:
        address = ipaddress.ip_address(text.partition("%")[0])
        plain = getattr(address, "ipv4_mapped", None) or address
        if not plain.is_global and not any(plain.version == one.version and plain in one for one in allowed):
            raise ForbiddenAddress(
                f"{host} has the address {text}, which is not public; allow_private in network.toml can permit it"
            )
    return addresses


class MeasuredStream(httpcore2.NetworkStream):
    """A connection that counts what it has received, so that more bytes than a head declares are noticed."""

    def __init__(self, inner: httpcore2.NetworkStream, report: Callable[[MeasuredStream], None]) -> None:
        self._inner = inner
        self._report = report
        self._head = b""
        self._body: int | None = None
        report(self)

    @property
    def n_body(self) -> int | None:
        """Bytes received after the head, as they came over the wire; None while the head is not complete."""
        return self._body

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max_bytes, timeout)
        if self._body is not None:
            self._body += len(data)
        else:
            self._head += data
            _, end, body = self._head.partition(b"\r\n\r\n")
            if end:
                self._body, self._head = len(body), b""
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return MeasuredStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._report)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to addresses that were looked at, and to no others: a second look at the name could give another."""

    def __init__(self, allowed: Networks) -> None:
        self._allowed = allowed
        self._plain = httpcore2.SyncBackend()
        self.stream: MeasuredStream | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: Exception | None = None
        for address in permitted(host, port, self._allowed):
            try:
                inner = self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return MeasuredStream(inner, self._note)
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _note(self, stream: MeasuredStream) -> None:
        self.stream = stream


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2 over the guarded backend; a connection for each answer, so that no rest of one is in the next."""

    def __init__(self, allowed: Networks) -> None:
        super().__init__(trust_env=False)
        self.backend = GuardedBackend(allowed)
        # The pool's own backend cannot be given through httpx2's interface (2.16).
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=self.backend,
        )
