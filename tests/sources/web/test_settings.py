"""What can be set of the network, and how mistakes are told."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.web.settings import KEYS, network


def test_every_setting_has_a_default_and_a_rule() -> None:
    default = tomllib.loads((files("sederunt.sources.web") / "network.toml").read_text("utf-8"))
    optional = {"addresses": {"allow_private"}}
    for section, keys in KEYS.items():
        assert keys.keys() - default[section].keys() <= optional.get(section, set())
        assert default[section].keys() <= keys.keys()


def test_the_defaults_are_polite(home: Home) -> None:
    found = network(home.path)
    assert found.requests_a_second <= 1
    assert found.robots
    assert found.allow_private == ()
    assert found.user_agent.startswith("Sederunt/")
    assert all(one.startswith("https://") for one in (found.document, found.resolver, found.oai, found.search))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[adresses]\n", "[adresses]: there is no such section; known are addresses,"),
        ("[addresses]\noai = 'ftp://x/'", "[addresses] oai: 'ftp://x/' is no address of the web"),
        ("[addresses]\ndocument = 'https://x/{symbol}'", "[addresses] document: {language}, {format} is missing"),
        ("[addresses]\nallow_private = ['home']", "[addresses] allow_private: 'home' is no network"),
        ("[documents]\nway = 'post'", '[documents] way: \'post\' is not known; write one of "api", "resolver"'),
        ("[documents]\ndiscovery = ['ask']", "[documents] discovery: 'ask' is not known; write some of oai, search"),
        ("[client]\nrequests_a_second = 0", "[client] requests_a_second: 0 is too little"),
        ("[client]\nbytes_max = 1.5", "[client] bytes_max: 1.5 is not understood; write a whole number"),
        ("[client]\nrobots = 1", "[client] robots: 1 is not understood; write true or false"),
        ('[client]\nuser_agent = "a\\nb"', "[client] user_agent: 'a\\nb' cannot be sent"),
        ("[retry]\nattempts = true", "[retry] attempts: True is not understood"),
        ("[retry", "is not understood"),
    ],
)
def test_a_mistake_is_one_line(home: Home, words: str, expected: str) -> None:
    (home.path / "network.toml").write_text(words)
    with pytest.raises(WrongUse) as error:
        network(home.path)
    assert expected in str(error.value)
    assert str(error.value).count("\n") == 0
