"""What providers do wrong, and what becomes of the message then: the tables below say it for each (delivery.md 2 and 4).

Silence, half-open connections and one byte a second are tried with limits of tenths of a second in `Tests/DeliveryTests`; a push
service, which is asked by TLS alone, with those of earnest here.
"""

import time
from dataclasses import dataclass, field, replace

import pytest

from checker import check
from due import DUE, PURPOSES
from faults import LONG, Certificates, MailFault, WebFault
from peers import free_ports

# The ticks after that, and when everything is well again: after every breaker, and in time.
LATER = ["2027-02-01T16:01Z", "2027-02-01T16:02Z"]
WELL = "2027-02-01T18:30Z"


@dataclass(frozen=True)
class End:
    """Where a tick leaves a message, how many copies somebody may read, and how the provider stands afterwards."""

    stand: str
    copies: int = 0
    provider: str = "working"
    # What is wrong with it, where that is told.
    trouble: str | None = None
    # Seconds until it is tried again.
    again: range | None = None
    # Where the next tick leaves it while the provider is no better.
    then: object = None

    def chain(self):
        """Where it stands tick by tick."""
        return [self, *(self.then.chain() if self.then else [])]


SENT = End("SENT", copies=1)
REFUSED = End("FAILED permanent")
BACK_OFF = End("READY BACK_OFF", again=range(48, 75))
TROUBLE = End("READY PROVIDER_STOPPED", provider="open", again=range(60, 63))
INSECURE = replace(TROUBLE, trouble="insecure")
STOPPED = End("READY", provider="stopped", then=End("PARKED PROVIDER_STOPPED", provider="stopped"))
# Care is sent once more, and then nobody sends it any more; an offer is not sent a second time.
IN_DOUBT = {
    "care": End("READY", copies=1, again=range(3), then=End("FAILED ambiguous", copies=2)),
    "marketing": End("FAILED ambiguous", copies=1),
}
# The same where the provider had not read it all, so that nobody reads it either.
UNREAD = {"care": End("READY", again=range(3), then=End("FAILED ambiguous")), "marketing": End("FAILED ambiguous")}
# A notification replaces the one before it: care and offers leave three times.
REPLACED = End("READY", copies=1, again=range(3), then=End("READY", copies=2, then=End("FAILED ambiguous", copies=3)))
UNNOTICED = End("READY", again=range(3), then=End("READY", then=End("FAILED ambiguous")))


@dataclass(frozen=True)
class Case:
    fault: object
    end: object
    settings: dict = field(default_factory=dict, hash=False)
    # The name of the certificate that the server shows; none speaks in clear.
    tls: str = ""

    def ends(self):
        return self.end.items() if isinstance(self.end, dict) else [("care", self.end)]


def mail(name, at, says, end, *, hangs_up=False, settings=None):
    return Case(MailFault(name, at, says, hangs_up), end, settings or {})


LOGIN = {"CAMPANILE_SMTP_USER": "desk"}
STARTTLS, TLS = {"CAMPANILE_SMTP_TLS": "starttls"}, {"CAMPANILE_SMTP_TLS": "tls"}
# Who signed the peer's certificates, and a file that says so of nobody.
TRUSTED, SPOILT = {"CAMPANILE_SMTP_CA_FILE": "authority.pem"}, {"CAMPANILE_SMTP_CA_FILE": "spoilt.pem"}

MAIL = [
    mail("taken", "message", b"250 2.0.0 queued as X1", SENT),
    mail("a mailbox that is full for now", "recipient", b"452 4.2.2 full", BACK_OFF),
    mail("no such mailbox", "recipient", b"550 5.1.1 nobody", REFUSED),
    mail("a sender that it does not like", "sender", b"550 5.7.1 not you", REFUSED),
    mail("taken as spam", "message", b"554 5.7.1 spam", REFUSED),
    mail("not just now", "message", b"451 4.3.0 later", BACK_OFF),
    mail("too much, when asked for the message", "data", b"452 4.3.1 no room", BACK_OFF),
    mail("busy at the door", "greeting", b"421 4.3.2 busy", TROUBLE, hangs_up=False),
    mail("busy at the recipient", "recipient", b"421 4.3.2 busy", TROUBLE),
    mail("busy after the message", "message", b"421 4.3.2 busy", TROUBLE),
    mail("turned away at the door", "greeting", b"554 go away", TROUBLE),
    mail("reset at the door", "greeting", None, TROUBLE),
    mail("reset before the message", "data", None, TROUBLE),
    mail("hung up before the message", "recipient", b"", TROUBLE, hangs_up=True),
    mail("garbage at the door", "greeting", b"\x00\xff\x13 what\r\n", TROUBLE, hangs_up=True),
    mail("reset after the message", "message", None, IN_DOUBT),
    mail("hung up after the message", "message", b"", IN_DOUBT, hangs_up=True),
    mail("half an answer", "message", b"25", IN_DOUBT, hangs_up=True),
    mail("garbage after the message", "message", b"\x00\xff\x13 what\r\n", IN_DOUBT, hangs_up=True),
    mail("10 MB without an end", "message", b"2" * LONG, IN_DOUBT, hangs_up=True),
    mail("an answer of 10 MB", "message", b"250-" + b"x" * 60 + b"\r\n" + b"250-more of it\r\n" * (LONG // 16) + b"250 ok", SENT),
    mail("a wrong password", "login", b"535 5.7.8 no", STOPPED, settings=LOGIN),
    mail("a password that cannot be asked just now", "login", b"454 4.7.0 later", TROUBLE, settings=LOGIN),
    mail("an account that is asked for", "sender", b"530 5.7.0 sign in", STOPPED),
    Case(MailFault("no STARTTLS", "none", b""), INSECURE, STARTTLS),
    Case(MailFault("plain text on a TLS port", "none", b""), INSECURE, TLS),
    Case(MailFault("a certificate of nobody's", "none", b""), INSECURE, TLS, "own"),
    *[
        Case(MailFault(f"{name}{how}", "none", b""), end, {**security, **authority}, tls)
        for security, how in ((TLS, ""), (STARTTLS, ", after STARTTLS"))
        for name, end, authority, tls in (
            ("a certificate of an authority of our own", SENT, TRUSTED, "own"),
            ("one of it that has expired", INSECURE, TRUSTED, "expired"),
            ("one of it for another server", INSECURE, TRUSTED, "elsewhere"),
            ("an authority that is none", INSECURE, SPOILT, "own"),
        )
    ],
]


def web(name, end, tls="", settings=None, **fault):
    return Case(WebFault(name, **fault), end, settings or {}, tls)


def code(number):
    return b'{"code":%d,"message":"no"}' % number


TRUSTED_WEB, SPOILT_WEB = {"CAMPANILE_SMS_CA_FILE": "authority.pem"}, {"CAMPANILE_SMS_CA_FILE": "spoilt.pem"}


def said_anywhere(refused, mute):
    """What any service of the web may say to every message, and do to a connection; `refused` is what becomes of a redirected
    message, `mute` of one without an answer that says what became of it."""
    asked = replace(TROUBLE, again=range(120, 123))
    return [
        web("taken", SENT),
        web("taken with half an answer", SENT, is_truncated=True),
        web("taken with something else than JSON", SENT, body=b"<p>thanks"),
        web("an answer of 10 MB", SENT, body=b'{"sid":"' + b"x" * LONG + b'"}'),
        web("half a refusal", REFUSED, status=400, body=code(21211)[:9], is_truncated=True),
        web("another's address", REFUSED, status=404),
        web("an account that it does not know", STOPPED, status=401),
        web("an account that may not", STOPPED, status=403),
        web("too many", TROUBLE, status=429),
        web("too many, for two minutes", asked, status=429, headers=("Retry-After: 120",)),
        web("closed", TROUBLE, status=503),
        web("closed for two minutes", asked, status=503, headers=("Retry-After: 120",)),
        web("broken", mute, status=500),
        web("broken, at length", mute, status=502, body=b"x" * LONG),
        web("moved", refused, status=302, headers=("Location: /elsewhere",)),
        web("moved, to be posted again", refused, status=307, headers=("Location: /elsewhere",)),
        web("garbage", mute, raw=b"\x00\xff\x13 what\r\n"),
        web("nothing", mute, raw=b""),
        web("half a head", mute, raw=b"HTTP/1.1 20"),
        web("reset after it was read", mute, resets="body"),
        web("plain text on a TLS port", INSECURE, tls="none"),
    ]


WEB = [
    *said_anywhere(refused=IN_DOUBT, mute=IN_DOUBT),
    web("a number that is none", REFUSED, status=400, body=code(21211)),
    # A text is so short that it has left our hands before anybody can reset: nobody knows what was read of it.
    web("reset before it was read", UNREAD, resets="head"),
    web("a certificate of nobody's", INSECURE, tls="own"),
    web("a certificate of an authority of our own", SENT, tls="own", settings=TRUSTED_WEB),
    web("one of it that has expired", INSECURE, tls="expired", settings=TRUSTED_WEB),
    web("one of it for another server", INSECURE, tls="elsewhere", settings=TRUSTED_WEB),
    web("an authority that is none", INSECURE, tls="own", settings=SPOILT_WEB),
]

# Whoever asks it trusts its authority, as one of the world's; the stranger's is another.
PUSH = [
    *said_anywhere(refused=REFUSED, mute=REPLACED),
    web("gone", REFUSED, status=410),
    web("a message that it does not understand", REFUSED, status=400),
    web("too large", REFUSED, status=413),
    web("reset before it was read", UNNOTICED, resets="head"),
    web("a certificate of nobody's", INSECURE, tls="stranger"),
    web("one that has expired", INSECURE, tls="expired"),
    web("another server's", INSECURE, tls="elsewhere"),
]


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    made = Certificates(tmp_path_factory.mktemp("tls")).faulty("IP:127.0.0.1")
    made.server("stranger", "DNS:localhost")
    (made.folder / "spoilt.pem").write_text("-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n")
    return made


def files(settings, certificates):
    """The settings, with the files that they name in their folder."""
    return {name: certificates.path(value) if value.endswith(".pem") else value for name, value in settings.items()}


def expect(due, peer, address, name, end):
    said, again = due.stand(address)
    copies = [copy for copy in peer.copies() if copy.address == address and not copy.is_refused]
    state, trouble = due.provider(name)
    assert (said, len(copies), state) == (end.stand, end.copies, end.provider)
    assert end.again is None or again in end.again
    assert end.trouble is None or trouble == end.trouble


def made(due, channel, purpose="care", count=1):
    """Messages that are due, and nothing known of their provider."""
    due.campanile.run("DELETE FROM provider_state")
    return due.make(channel, purpose, count)


def tried(due, peer, channel, name, end, purpose="care"):
    """One message meets the fault, again and again where it is tried again; answers its address and the copies that left."""
    [address] = made(due, channel, purpose)
    for moment, stand in zip([DUE, *LATER], end.chain(), strict=False):
        due.campanile.cron(moment)
        expect(due, peer, address, name, stand)
    return address, stand.copies if stand.stand.startswith(("FAILED", "SENT")) else 1


@pytest.fixture
def recovered(exposed, due, smtp, gateway, push):
    """Once the provider is well nothing was lost, and what had not left leaves once."""

    def recover(peer, name, tries):
        peer.recover()
        if due.provider(name)[0] == "stopped":
            exposed.admin("provider", "start", name)
        exposed.cron(WELL)
        for address, copies in tries:
            assert sum(copy.address == address and not copy.is_refused for copy in peer.copies()) == copies
        check(exposed, smtp, gateway, push, now=WELL)

    yield recover
    for peer in (smtp, gateway, push):
        peer.recover()


@pytest.mark.parametrize("case", MAIL, ids=lambda case: case.fault.name)
def test_mail_server_that(exposed, due, smtp, certificates, recovered, case):
    smtp.fault = case.fault
    smtp.offers = ["AUTH PLAIN"] if case.settings is LOGIN else []
    if case.tls and case.settings["CAMPANILE_SMTP_TLS"] == "starttls":
        smtp.offers, smtp.upgrade = ["STARTTLS"], certificates.shown[case.tls]
    else:
        smtp.tls = certificates.shown.get(case.tls)
    with exposed.set(**files(case.settings, certificates)):
        tries = [tried(due, smtp, "EMAIL", "smtp", end, purpose) for purpose, end in case.ends()]
    smtp.offers = []
    recovered(smtp, "smtp", tries)


@pytest.fixture(params=["twilio", "kannel"])
def dialect(request, exposed, tmp_path):
    """What the gateway speaks; its name is the provider's too."""
    secret = tmp_path / "secret"
    secret.write_text("kannelsecret0123456789abcdef\n")
    with exposed.set(CAMPANILE_SMS_DIALECT=request.param, CAMPANILE_SMS_SECRET_FILE=str(secret)):
        yield request.param


@pytest.mark.parametrize("case", WEB, ids=lambda case: case.fault.name)
def test_gateway_that(exposed, due, gateway, certificates, recovered, dialect, case):
    gateway.fault, gateway.tls = case.fault, certificates.shown.get(case.tls)
    url = f"https://127.0.0.1:{gateway.port}" if case.tls else gateway.url
    with exposed.set(CAMPANILE_SMS_URL=url, **files(case.settings, certificates)):
        tries = [tried(due, gateway, "SMS", dialect, end, purpose) for purpose, end in case.ends()]
    recovered(gateway, dialect, tries)
    assert gateway.strays == 0, "a redirect is an answer, and nobody follows it"


def shown_by_push(push, certificates, tls):
    match tls:
        case "": return push.usual_tls
        case "none": return None
        case "stranger": return certificates.shown["stranger"]
        case _: return push.certificates.shown[tls]


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("case", PUSH, ids=lambda case: case.fault.name)
def test_push_service_that(exposed, due, push, certificates, recovered, case, purpose):
    push.fault, push.tls = case.fault, shown_by_push(push, certificates, case.tls)
    address, copies = tried(due, push, "PUSH", "push", case.end, purpose)
    is_forgotten = case.fault.status in (404, 410)
    assert due.has_device(address) != is_forgotten
    recovered(push, "push", [(address, copies)])
    assert push.strays == 0, "a redirect is an answer, and nobody follows it"
    topics = {copy.key for copy in push.copies() if copy.address == address}
    assert len(topics) <= 1, "the newer copy replaces the older on the device"


# The same with the limits of earnest, side by side: where a tick leaves them.
SLOW = [
    (WebFault("says nothing", manner="silent"), replace(REPLACED, again=None)),
    (WebFault("has no more to say", manner="half-closed"), replace(REPLACED, again=None)),
    (WebFault("says a byte a second", manner="dripping"), replace(REPLACED, again=None)),
    (WebFault("takes it, and says why at a byte a second", manner="dripping body", body=b"because of that, and of that"), SENT),
]


def test_push_services_that_take_their_time(exposed, due, push, recovered):
    addresses = made(due, "PUSH", count=len(SLOW))
    push.faults = {address: fault for address, (fault, _) in zip(addresses, SLOW)}
    begun = time.monotonic()
    exposed.cron(DUE)
    spent = time.monotonic() - begun
    assert spent < 30, "all of them side by side"
    for address, (_, end) in zip(addresses, SLOW):
        expect(due, push, address, "push", end)
    push.faults = {}
    recovered(push, "push", [(address, 1 if end is SENT else 2) for address, (_, end) in zip(addresses, SLOW)])


def test_push_service_that_is_silent_at_the_door(exposed, due, push, recovered):
    push.hold("door")
    # The connection's own five seconds, and then the breaker's minute.
    tries = [tried(due, push, "PUSH", "push", replace(TROUBLE, trouble="unreachable", again=range(64, 70)))]
    push.go_on()
    recovered(push, "push", tries)


def test_nobody_is_at_the_push_service(exposed, due, push, recovered):
    [port] = free_ports(1)
    [address] = made(due, "PUSH")
    move = "UPDATE push_subscription SET endpoint = REPLACE(endpoint, %s, %s) WHERE contact_id = %s"
    with exposed.set(CAMPANILE_PUSH_HOSTS=f"localhost:{port}"):
        exposed.run(move, push.service.host, f"localhost:{port}", address)
        exposed.cron(DUE)
    expect(due, push, address, "push", replace(TROUBLE, trouble="unreachable"))
    exposed.run(move, f"localhost:{port}", push.service.host, address)
    recovered(push, "push", [(address, 1)])


def test_push_service_that_is_no_longer_listed_is_not_asked(exposed, due, push, recovered):
    [address] = made(due, "PUSH")
    with exposed.set(CAMPANILE_PUSH_HOSTS="fcm.googleapis.com"):
        exposed.cron(DUE)
    expect(due, push, address, "push", REFUSED)
    recovered(push, "push", [(address, 0)])


@pytest.mark.parametrize("channel, name, setting, scheme", [
    ("EMAIL", "smtp", "CAMPANILE_SMTP_URL", "smtp"), ("SMS", "twilio", "CAMPANILE_SMS_URL", "http"),
], ids=["mail server", "gateway"])
def test_nobody_is_there(exposed, due, smtp, gateway, recovered, channel, name, setting, scheme):
    peer = smtp if channel == "EMAIL" else gateway
    [port] = free_ports(1)
    with exposed.set(**{setting: f"{scheme}://127.0.0.1:{port}"}):
        tries = [tried(due, peer, channel, name, TROUBLE)]
    recovered(peer, name, tries)


def test_care_goes_before_offers(exposed, due, gateway, smtp):
    """Told the other way round, and both due at once: each lane has its turn."""
    offers, care = due.make("SMS", "marketing", 3), due.make("SMS", "care", 3)
    exposed.cron(DUE)
    order = [copy.address for copy in gateway.copies() if copy.address in offers + care]
    assert set(order[:3]) == set(care) and set(order[3:]) == set(offers)


def test_counts_and_rows_agree_after_all_of_it(exposed, due, smtp, gateway, push):
    exposed.cron(WELL)
    check(exposed, smtp, gateway, push, now=WELL, clinic=due.clinic)


# What may be wrong, done to a message that was sent as it should, and what the checker says to it.
WRONGS = [
    ("sent twice", "went from SENT to READY", "UPDATE send SET phase = 'READY', next_at = due_at WHERE id = {send}"),
    ("lost", "at no end", "UPDATE send SET phase = 'READY', next_at = due_at WHERE id = {send}"),
    ("without a reason", "skipped without a reason", "UPDATE send SET phase = 'SKIPPED' WHERE id = {send}"),
    ("failed without a class", "a failure without its class", "UPDATE send SET phase = 'FAILED' WHERE id = {send}"),
    ("wired too often", "more wires than may be", "UPDATE send SET wires = 3 WHERE id = {send}"),
    ("wired without an attempt", "0 attempts", "DELETE FROM send_attempt WHERE send_id = {send}"),
    ("counted twice", "sent is counted", "UPDATE tally SET sent = sent + 1 WHERE campaign_id = {campaign}"),
    ("counted on no day", "sent by day is", "DELETE FROM tally_day WHERE campaign_id = {campaign} AND measure = 'sent'"),
    ("left after a no", "after a no to its address", "INSERT INTO journal (what, point_id, scope) VALUES ('no', {point}, 'all')"),
    ("left in a pause", "while its campaign rested", "INSERT INTO journal (what, campaign_id, phase) VALUES ('campaign', {campaign}, 'PAUSED')"),
    ("left while held", "while its clinic was held", "INSERT INTO journal (what, clinic_id, phase) VALUES ('clinic', {clinic}, 'HELD')"),
]


@pytest.fixture(scope="module")
def sent(exposed, due, gateway):
    [address] = due.make("SMS", "care", 1)
    exposed.cron(WELL)
    [row] = exposed.rows(
        "SELECT send.id AS send, campaign_id AS campaign, send.clinic_id AS clinic, contact_point_id AS point, address FROM send"
        " JOIN contact_point ON contact_point.id = contact_point_id WHERE address = %s", address,
    )
    return row


@pytest.mark.parametrize("name, sentence, wrong", WRONGS, ids=[name for name, _, _ in WRONGS])
def test_checker_finds_a_message(exposed, smtp, gateway, sent, name, sentence, wrong):
    [last] = exposed.rows("SELECT MAX(seq) AS seq FROM journal")
    kept = {table: exposed.rows(f"SELECT * FROM {table}") for table in ("send_attempt", "tally", "tally_day")}
    [row] = exposed.rows("SELECT phase, next_at, wires FROM send WHERE id = %s", sent["send"])
    exposed.run(wrong.format(**sent))
    exposed.run(
        "INSERT INTO journal (what, send_id, was, phase, lane, clinic_id, campaign_id, point_id)"
        " VALUES ('send', %s, 'CLAIMED', 'WIRE', 1, %s, %s, %s)", sent["send"], sent["clinic"], sent["campaign"], sent["point"],
    )
    try:
        with pytest.raises(AssertionError, match=sentence):
            check(exposed, smtp, gateway, now=WELL)
    finally:
        exposed.run("UPDATE send SET phase = %s, next_at = %s, wires = %s WHERE id = %s", *row.values(), sent["send"])
        exposed.run("DELETE FROM journal WHERE seq > %s", last["seq"])
        for table, rows in kept.items():
            exposed.run(f"DELETE FROM {table}")
            for old in rows:
                places = ", ".join(["%s"] * len(old))
                exposed.run(f"INSERT INTO {table} ({', '.join(old)}) VALUES ({places})", *old.values())
    check(exposed, smtp, gateway, now=WELL)


def test_checker_finds_copies_too_many_and_none(exposed, smtp, gateway, sent):
    copies = gateway.arrived
    [ours] = [copy for copy in copies if copy.address == sent["address"]]
    for wrong, sentence in (([*copies, ours], "2 copies of 1 attempts"), ([c for c in copies if c is not ours], "no provider got it")):
        gateway.arrived = wrong
        try:
            with pytest.raises(AssertionError, match=sentence):
                check(exposed, smtp, gateway, now=WELL)
        finally:
            gateway.arrived = copies


def test_checker_finds_a_notification_too_many_and_one_of_no_message(exposed, due, smtp, gateway, push):
    address, _ = made(due, "PUSH", count=2)
    exposed.cron(WELL)
    copies = push.arrived
    [ours] = [copy for copy in copies if copy.address == address]
    wrongs = [
        ([*copies, ours], "2 copies of 1 attempts"), ([c for c in copies if c is not ours], "0 copies left, and 1 count as sent"),
        ([*copies, replace(ours, key="another")], "a copy with the key another"),
    ]
    for wrong, sentence in wrongs:
        push.arrived = wrong
        try:
            with pytest.raises(AssertionError, match=sentence):
                check(exposed, smtp, gateway, push, now=WELL)
        finally:
            push.arrived = copies
    check(exposed, smtp, gateway, push, now=WELL)
