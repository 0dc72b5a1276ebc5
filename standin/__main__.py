"""``python -m standin``: the stand-in with the samples, and a home that reads from it.

What belongs here: the demonstration. What does not: the server (``server.py``).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standin.faults import KINDS
from standin.library import Library, docx, of_samples
from standin.server import StandIn

_NETWORK = """\
# Written by `make demo-server`: the stand-in takes the place of the UN's servers.
[addresses]
document = "{address}/api/symbol/access?s={{symbol}}&l={{language}}&t={{format}}"
resolver = "{address}/{{language}}/{{symbol}}"
oai = "{address}/oai2d"
search = "{address}/search"
allow_private = ["127.0.0.0/8"]

[client]
requests_a_second = 50

[retry]
wait_first_seconds = 0.2
jitter_seconds = 0.1
run_wait_seconds = 5
"""
_COLLECTIONS = """\
# Written by `make demo-server`: the samples, as if the UN's servers had them.
[lighthouses]
title = "A series, discovered by OAI-PMH, in two languages"
series = ["CRPH/*"]
languages = ["en", "fr"]
formats = ["docx", "txt"]

[conferences]
title = "Some series, by their years"
series = ["CSMB/CONF/*", "CPAS/*", "CNSQ/*"]
years = "2019-"
languages = ["en", "fr"]
formats = ["docx", "txt"]

[named]
title = "Single documents by their symbols"
symbols = ["OHM/WG/10/8", "FTL/B/58/7", "NOT/YET/1"]
formats = ["docx", "txt"]
"""


def with_word_files(library: Library) -> Library:
    """The same, some of them as Word files: the real system has those too."""
    for symbol, items in library.records():
        for item in items:
            if "CSMB" in symbol:
                text = item.files["txt"].decode("utf-8")
                library.put(symbol, item.language, {"docx": docx(text)}, item.title, item.published_on)
    return library


def write_home(home: Path, address: str) -> None:
    """Point a home at the stand-in, unless it has been pointed somewhere already."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "network.toml").write_text(_NETWORK.format(address=address), encoding="utf-8")
    if not (home / "collections.toml").exists():
        (home / "collections.toml").write_text(_COLLECTIONS, encoding="utf-8")


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m standin", description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=8480)
    parser.add_argument("--home", type=Path, default=Path("data/demo"), help="written so that it reads from here")
    parser.add_argument("--fault", action="append", default=[], help=f"a kind, or kind:pattern; {', '.join(KINDS)}")
    given = parser.parse_args()
    server = StandIn(with_word_files(of_samples()), given.port)
    for fault in given.fault:
        kind, _, where = fault.partition(":")
        server.faults.set(kind, where)
    write_home(given.home, server.address)
    print(f"The stand-in serves {len(server.library.records())} documents at {server.address}; Ctrl-C ends it.")
    print(f"Read them with: sederunt run --home {given.home}")
    with server.running():
        try:
            while True:
                server.wait(3600)
        except KeyboardInterrupt:
            print("Stopped.")


if __name__ == "__main__":
    main()
