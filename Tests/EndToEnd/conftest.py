"""What every end-to-end test may ask for; each module has a Campanile and peers of its own."""

import pytest

from browsing import at, chromium, sign_in, without_script
from campanile import Campanile
from checker import check, watch
from clinic import Clinic
from due import Due
from faults import Certificates, FaultyGateway, FaultyMail, FaultyPush
from peers import MailPeer, TextPeer


@pytest.fixture(scope="module")
def mail():
    peer = MailPeer()
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def texts():
    peer = TextPeer()
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def more_settings():
    """What a module sets beside the two peers."""
    return {}


@pytest.fixture(scope="module")
def campanile(request, mail, texts, more_settings, tmp_path_factory):
    """A Campanile whose couriers reach the two peers; `demo = True` in a module loads the demo clinic, and `settings` adds
    to those below.

    In the end all that left is held against the rows: whatever a module tests, nothing may be lost or doubled.
    """
    token = tmp_path_factory.mktemp("sms") / "token"
    token.write_text("gateway-token\n")
    demo = getattr(request.module, "demo", False)
    instance = Campanile(
        demo=demo,
        settings={
            "CAMPANILE_SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
            "CAMPANILE_SMTP_TLS": "none",
            "CAMPANILE_MAIL_FROM": "clinic@campanile.example",
            "CAMPANILE_SMS_URL": texts.url,
            "CAMPANILE_SMS_ACCOUNT": "AC0",
            "CAMPANILE_SMS_TOKEN_FILE": str(token),
            "CAMPANILE_SMS_FROM": "+13125550100",
            **getattr(request.module, "settings", {}),
            **more_settings,
        },
    )
    try:
        instance.up()
        watch(instance)
        yield instance
        # The demo clinic's past reached no peer.
        check(instance, *([] if demo else [mail, texts]))
    finally:
        instance.down()


@pytest.fixture(scope="module")
def smtp():
    peer = FaultyMail()
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def gateway():
    peer = FaultyGateway()
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def push(tmp_path_factory):
    peer = FaultyPush(Certificates(tmp_path_factory.mktemp("push")))
    peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def exposed(smtp, gateway, push, tmp_path_factory):
    """A Campanile whose providers go wrong as a test tells them."""
    secret = tmp_path_factory.mktemp("secret") / "word"
    secret.write_text("geheim\n")
    instance = Campanile(
        settings={
            "CAMPANILE_SMTP_URL": f"smtp://127.0.0.1:{smtp.port}",
            "CAMPANILE_SMTP_TLS": "none",
            "CAMPANILE_SMTP_PASSWORD_FILE": str(secret),
            "CAMPANILE_MAIL_FROM": "clinic@campanile.example",
            "CAMPANILE_SMS_URL": gateway.url,
            "CAMPANILE_SMS_ACCOUNT": "AC0",
            "CAMPANILE_SMS_TOKEN_FILE": str(secret),
            "CAMPANILE_SMS_FROM": "+13125550100",
            **push.service.settings(tmp_path_factory.mktemp("key"), push.certificates.path("authority.pem")),
        },
    )
    try:
        instance.up()
        watch(instance)
        yield instance
    finally:
        instance.down()


@pytest.fixture(scope="module")
def due(exposed, push):
    return Due(Clinic(exposed).open(), push.service)


@pytest.fixture(scope="module")
def browser():
    driver = chromium()
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def desk(request, browser, campanile, clinic):
    """A browser whose owner, an administrator, has signed in; `clock` in a module is what time it is there."""
    at(browser, getattr(request.module, "clock", None))
    return sign_in(browser, campanile, clinic.email)


@pytest.fixture
def scriptless(desk):
    """The same browser without scripts."""
    with without_script(desk):
        yield desk
