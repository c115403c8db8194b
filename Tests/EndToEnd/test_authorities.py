"""Whose signature under a certificate counts: that of an authority of the clinic's own alone, where one is named, and else that of
all whom the machine trusts."""

import os
import subprocess

import pytest

from due import DUE
from faults import Certificates

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can lay a folder over the machine's own authorities")

WHERE = [
    pytest.param("EMAIL", "smtp", "CAMPANILE_SMTP_CA_FILE", id="mail server"),
    pytest.param("SMS", "twilio", "CAMPANILE_SMS_CA_FILE", id="text gateway"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An authority that the machine trusts, by its bundle and by its folder, and a server's certificate of it."""
    # Of another name than our own: openssl looks no further for one that it has.
    made = Certificates(tmp_path_factory.mktemp("world"), "The world's authority")
    made.server("known")
    trusted = made.folder / "trusted"
    trusted.mkdir()
    for name in ("world.pem", "ca-certificates.crt"):
        (trusted / name).write_text((made.folder / "authority.pem").read_text())
    subprocess.run(["openssl", "rehash", trusted], check=True, capture_output=True)
    return made


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("own")).path("authority.pem")


@pytest.fixture
def tick(exposed, world, monkeypatch, tmp_path):
    """Ticks for which `world` is all that the machine trusts; nobody else on it sees a difference."""
    program = tmp_path / "campanile-cron"
    program.write_text(
        "#!/bin/sh\n"
        f"exec unshare --mount sh -c 'mount --bind {world.folder}/trusted /etc/ssl/certs && exec \"$@\"' -"
        f" {exposed.binaries}/campanile-cron \"$@\"\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(exposed, "binaries", tmp_path)
    exposed.run("DELETE FROM provider_state")
    return exposed.cron


@pytest.fixture
def peer(request, smtp, gateway, world):
    peer = smtp if request.getfixturevalue("channel") == "EMAIL" else gateway
    peer.tls = world.shown["known"]
    yield peer
    peer.recover()


def by_tls(smtp, gateway):
    return {
        "CAMPANILE_SMTP_TLS": "tls", "CAMPANILE_SMTP_URL": f"smtps://127.0.0.1:{smtp.port}",
        "CAMPANILE_SMS_URL": f"https://127.0.0.1:{gateway.port}",
    }


@pytest.mark.parametrize("channel, provider, setting", WHERE)
def test_the_machine_s_authorities_count_where_none_is_named(exposed, due, smtp, gateway, tick, peer, channel, provider, setting):
    [address] = due.make(channel, "care")
    with exposed.set(**by_tls(smtp, gateway)):
        tick(DUE)
    assert due.stand(address)[0] == "SENT"
    assert [copy.address for copy in peer.copies()].count(address) == 1


@pytest.mark.parametrize("channel, provider, setting", WHERE)
def test_they_do_not_count_beside_one_that_is_named(exposed, due, smtp, gateway, tick, peer, own, channel, provider, setting):
    [address] = due.make(channel, "care")
    with exposed.set(**by_tls(smtp, gateway), **{setting: own}):
        tick(DUE)
    assert due.stand(address)[0] == "READY PROVIDER_STOPPED"
    assert due.provider(provider) == ("open", "insecure")
    assert address not in [copy.address for copy in peer.copies()], "nothing was said to a server that is not trusted"
