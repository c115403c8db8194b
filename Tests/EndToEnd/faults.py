"""Providers that misbehave in a chosen way: a mail server, an HTTP gateway and a push service that write down every copy they got
whole."""

import email
import email.policy
import itertools
import json
import socket
import ssl
import struct
import subprocess
import threading
import time
from dataclasses import dataclass
from urllib.parse import parse_qs

from checker import Copy
from peers import mail_copy
from push_service import PushService

LONG = 10_000_000


class Ended(Exception):
    """The connection is over."""


class Talk:
    """One connection, read by lines and by counts."""

    def __init__(self, connection):
        self.connection = connection
        self.buffer = b""

    def line(self):
        while b"\n" not in self.buffer:
            self.more()
        line, _, self.buffer = self.buffer.partition(b"\n")
        return line.decode("latin-1").strip()

    def count(self, size):
        while len(self.buffer) < size:
            self.more()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def until(self, end):
        while end not in self.buffer:
            self.more()
        taken, _, self.buffer = self.buffer.partition(end)
        return taken

    def begins_with(self, data):
        while len(self.buffer) < len(data):
            self.more()
        return self.buffer.startswith(data)

    def more(self):
        received = self.connection.recv(65536)
        if not received:
            raise Ended
        self.buffer += received

    def say(self, data):
        self.connection.sendall(data if isinstance(data, bytes) else data.encode())

    def drip(self, data):
        """A byte a second, until the other side has had enough."""
        for byte in data:
            self.say(bytes([byte]))
            time.sleep(1)
        raise Ended

    def reset(self):
        """Ends with RST instead of FIN: whatever is under way is lost."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Ended


class FaultyPeer:
    """Listens on one port for ever; what it does to a connection is `fault`, which a test may change at any time."""

    def __init__(self):
        self.fault = None
        # What it shows to whoever connects; None speaks in clear. `usual_tls` is what it shows when it is well.
        self.tls = self.usual_tls = None
        self.arrived = []
        # Where it stands still until `go_on`, as a provider that hangs.
        self.holds_at = ""
        self.reached, self.may_go_on = threading.Event(), threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]

    def start(self):
        threading.Thread(target=self.accept, daemon=True).start()

    def stop(self):
        # Wakes whoever accepts, which closing alone does not.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            self.stand_still(Talk(connection), "door")
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self.converse(Talk(connection))
        except (Ended, OSError):
            # The program that asked is gone, or has turned away: its end of the story is what a test looks at.
            pass
        finally:
            connection.close()

    def recover(self):
        self.fault, self.tls = None, self.usual_tls

    def hold(self, at):
        self.reached.clear()
        self.may_go_on.clear()
        self.holds_at = at

    def go_on(self):
        self.holds_at = ""
        self.may_go_on.set()

    def stand_still(self, talk, at):
        """Where it is told to; a connection that was lost meanwhile is not read any more."""
        if self.holds_at != at:
            return
        self.reached.set()
        self.may_go_on.wait(60)
        if at == "greeting" and self.is_gone(talk):
            talk.reset()

    def is_gone(self, talk):
        """Whether the other side has closed, be it behind bytes that nobody has read."""
        state = talk.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
        return state != 1

    def copies(self):
        return list(self.arrived)


@dataclass(frozen=True)
class MailFault:
    """What the server does where the conversation has come to `at`; in all else it is a good server."""

    name: str
    # greeting, hello, login, sender, recipient, data, message
    at: str
    # Bytes to say; None resets the connection.
    says: bytes | None
    # Whether it hangs up after that.
    hangs_up: bool = False


class FaultyMail(FaultyPeer):
    offers = []
    # What it shows after STARTTLS.
    upgrade = None

    def converse(self, talk):
        self.sender, self.recipient = "", ""
        self.act(talk, "greeting", b"220 peer ESMTP")
        while True:
            line = talk.line()
            match line[:4].upper():
                case "EHLO" | "HELO":
                    lines = ["peer", *self.offers]
                    said = [f"250{'-' if one is not lines[-1] else ' '}{one}" for one in lines]
                    self.act(talk, "hello", "\r\n".join(said).encode())
                case "STAR":
                    # STARTTLS, with the certificate that a test gives it.
                    talk.say(b"220 2.0.0 go on\r\n")
                    talk = Talk(self.upgrade.wrap_socket(talk.connection, server_side=True))
                case "AUTH":
                    self.act(talk, "login", b"235 2.7.0 welcome")
                case "MAIL":
                    self.act(talk, "sender", b"250 2.1.0 ok")
                case "RCPT":
                    recipient = line.partition("<")[2].partition(">")[0]
                    self.act(talk, "recipient", b"250 2.1.5 ok")
                case "DATA":
                    if self.act(talk, "data", b"354 go on").startswith(b"3"):
                        message = email.message_from_bytes(talk.until(b"\r\n.\r\n"), policy=email.policy.default)
                        self.take(talk, message, recipient)
                case "QUIT":
                    talk.say(b"221 bye\r\n")
                    raise Ended
                case _:
                    talk.say(b"250 2.0.0 ok\r\n")

    def take(self, talk, message, recipient):
        fault = self.fault
        is_refused = fault is not None and fault.at == "message" and (fault.says or b"")[:1] in (b"4", b"5")
        self.arrived.append(mail_copy(message, recipient, is_refused))
        self.act(talk, "message", b"250 2.0.0 queued as PEER1")

    def act(self, talk, at, usual):
        """Says what it says here; answers it."""
        self.stand_still(talk, at)
        fault = self.fault
        if fault is None or fault.at != at:
            talk.say(usual + b"\r\n")
            return usual
        if fault.says is None:
            talk.reset()
        talk.say(fault.says + (b"" if fault.hangs_up else b"\r\n"))
        if fault.hangs_up:
            raise Ended
        return fault.says


@dataclass(frozen=True)
class WebFault:
    """What a gateway answers to a whole request, or does where it has come to `at`."""

    name: str
    status: int = 201
    headers: tuple = ()
    body: bytes | None = None
    # Said instead of an answer; None with `resets` for none.
    raw: bytes | None = None
    # "head" or "body": resets the connection when that has come.
    resets: str = ""
    # Says a longer body than it sends.
    is_truncated: bool = False
    # "silent" says nothing, "half-closed" only that it has no more to say, "dripping" its answer a byte a second, "dripping
    # body" a whole head and then that.
    manner: str = ""


class FaultyWeb(FaultyPeer):
    """Reads posts, and answers each as the fault says."""

    def __init__(self):
        super().__init__()
        # What it does to requests whose address ends so, instead of `fault`.
        self.faults = {}
        # Requests for anything but its own address, as a redirect would bring them.
        self.strays = 0

    def converse(self, talk):
        self.stand_still(talk, "greeting")
        if talk.begins_with(b"\x16"):
            # Somebody speaks TLS to it.
            talk.say("HTTP/1.1 400 Said\r\nContent-Length: 0\r\n\r\n")
            raise Ended
        while True:
            path = talk.line().split(" ")[1]
            headers = {}
            while line := talk.line():
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            fault = self.faults.get(path.rsplit("/", 1)[1], self.fault) or WebFault("none")
            if fault.resets == "head":
                # All has left the sender, and nobody makes anything of it.
                talk.count(int(headers["content-length"]))
                talk.reset()
            body = talk.count(int(headers["content-length"]))
            if not self.is_own(path):
                self.strays += 1
            self.arrived.append(self.copy(path, headers, body, fault))
            self.stand_still(talk, "message")
            if fault.resets:
                talk.reset()
            self.answer(talk, fault)

    def is_refused(self, fault):
        return not fault.raw and not fault.resets and (400 <= fault.status < 500 or fault.status == 503)

    def answer(self, talk, fault):
        if fault.raw is not None:
            talk.say(fault.raw)
            raise Ended
        if fault.manner == "half-closed":
            talk.connection.shutdown(socket.SHUT_WR)
        if fault.manner in ("silent", "half-closed"):
            talk.more()
        body = self.usual_body() if fault.body is None else fault.body
        length = len(body) + (50 if fault.is_truncated else 0)
        # At a byte a second the first line must outlast a transfer's time.
        lines = [f"HTTP/1.1 {fault.status} {fault.name}", f"Content-Length: {length}", *fault.headers]
        head = "\r\n".join(lines).encode() + b"\r\n\r\n"
        if fault.manner == "dripping body":
            talk.say(head)
        if fault.manner:
            talk.drip(body if fault.manner == "dripping body" else head)
        talk.say(head + body)
        if fault.is_truncated:
            raise Ended


class FaultyGateway(FaultyWeb):
    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(1)

    @property
    def url(self):
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    def is_own(self, path):
        return path.endswith(("/Messages.json", "/cgi-bin/sendsms"))

    def copy(self, path, headers, body, fault):
        # Twilio's dialect names the telephone in a form, Kannel's in a header.
        to = headers.get("x-kannel-to") or parse_qs(body.decode())["To"][0]
        return Copy("SMS", to, None, self.is_refused(fault))

    def usual_body(self):
        return json.dumps({"sid": f"SM{next(self.numbers):032x}", "status": "queued"}).encode()


class FaultyPush(FaultyWeb):
    """A push service, which is always asked by TLS; a copy counts only where its device could read it, and we have signed it."""

    def __init__(self, certificates):
        super().__init__()
        self.certificates = certificates.faulty("DNS:localhost")
        self.tls = self.usual_tls = certificates.shown["own"]
        self.service = PushService(self.port)

    def is_own(self, path):
        return path.startswith("/push/")

    def copy(self, path, headers, body, fault):
        device = path.rsplit("/", 1)[1]
        notice = self.service.read(device, headers, body)
        return Copy("PUSH", device, notice.headers["topic"], self.is_refused(fault))

    def is_refused(self, fault):
        # Nobody follows where it points to, and it has not taken the message.
        return super().is_refused(fault) or not fault.raw and not fault.resets and 300 <= fault.status < 400

    def usual_body(self):
        return b""


class Certificates:
    """Made anew by openssl: an authority that nobody trusts unless told, and servers' certificates of it, by name."""

    def __init__(self, folder, authority="Test authority"):
        self.folder = folder
        self.shown = {}
        self.run("req", "-x509", *self.new_key("authority"), "-days", "2", "-subj", f"/CN={authority}",
                 "-out", self.path("authority.pem"))
        (folder / "index").write_text("")
        (folder / "serial").write_text("01\n")
        (folder / "ca.conf").write_text(
            f"[ca]\ndefault_ca=it\n[it]\ndatabase={folder}/index\nserial={folder}/serial\nnew_certs_dir={folder}\n"
            f"certificate={folder}/authority.pem\nprivate_key={folder}/authority.key\ndefault_md=sha256\npolicy=any\n"
            "copy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n"
        )

    def server(self, name, host="IP:127.0.0.1", start="20200101000000Z", end="20491231000000Z"):
        """What a server of that name shows."""
        self.run("req", *self.new_key(name), "-subj", f"/CN={name}", "-addext", f"subjectAltName={host}",
                 "-out", self.path(f"{name}.csr"))
        self.run("ca", "-batch", "-notext", "-config", self.path("ca.conf"), "-in", self.path(f"{name}.csr"),
                 "-startdate", start, "-enddate", end, "-out", self.path(f"{name}.pem"))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path(f"{name}.pem"), self.path(f"{name}.key"))
        self.shown[name] = context
        return context

    def faulty(self, host):
        """With one that is in order (`own`), the two that are not although their authority is: of a date and of a name."""
        self.server("own", host)
        self.server("expired", host, end="20210101000000Z")
        self.server("elsewhere", host="DNS:elsewhere.example")
        return self

    def new_key(self, name):
        return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.path(f"{name}.key")]

    def path(self, name):
        return str(self.folder / name)

    def run(self, *arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=30)
