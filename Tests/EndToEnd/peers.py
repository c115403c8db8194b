"""The providers' side of the wire: an SMTP server and an SMS gateway that write down all they get."""

import base64
import email
import email.policy
import hashlib
import hmac
import itertools
import json
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import requests
from aiosmtpd.controller import Controller

from checker import Copy


def free_ports(count):
    """Ports that nobody listens on just now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listening.getsockname()[1] for listening in sockets]
    for listening in sockets:
        listening.close()
    return ports


class MailPeer:
    """Accepts every e-mail; `messages` holds them parsed, in the order in which they came."""

    def __init__(self, takes_utf8=True):
        self.messages = []
        self.envelopes = []
        self.connections = set()
        # Every message that came whole, taken or not.
        self.arrived = []
        # What DATA is answered with.
        self.answer = "250 OK"
        [self.port] = free_ports(1)
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=takes_utf8)

    async def handle_DATA(self, server, session, envelope):
        self.connections.add(session.peer)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        is_taken = self.answer.startswith("2")
        self.arrived.append(mail_copy(message, envelope.rcpt_tos[0], is_refused=not is_taken))
        if is_taken:
            self.messages.append(message)
            self.envelopes.append(envelope)
        return self.answer

    def copies(self):
        return list(self.arrived)

    def start(self):
        self.controller.start()

    def stop(self):
        self.controller.stop()

    def to(self, address):
        return [m for m, e in zip(self.messages, self.envelopes) if address in e.rcpt_tos]


def mail_copy(message, address, is_refused=False):
    return Copy("EMAIL", address, message["Message-ID"].strip("<>").split("@")[0], is_refused)


class Outbox:
    """The folder that stands for providers where none is configured: a file is a copy."""

    def __init__(self, folder):
        self.folder = folder

    def copies(self):
        files = [file for file in self.folder.iterdir() if not file.name.startswith(".")]
        keys = {file.stem for file in files}
        return [self.copy(file, keys) for file in files]

    def copy(self, file, keys):
        # A second copy's name is the first's and -2.
        first, _, number = file.stem.rpartition("-")
        key = first if first in keys and number.isdigit() else file.stem
        return Copy({".eml": "EMAIL", ".txt": "SMS"}[file.suffix], "", key)


@dataclass
class Text:
    """One SMS as the gateway got it."""

    to: str
    sender: str
    body: str
    fields: dict
    account: str
    password: str
    # The gateway's own id of it.
    sid: str


def sign(url, fields, token="gateway-token"):
    """As Twilio signs what it asks us."""
    signed = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


class WebPeer:
    """Listens for HTTP on a port of its own; `take` answers each request."""

    def listen(self):
        peer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                peer.take(self)

            do_GET = do_POST

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def start(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class TextPeer(WebPeer):
    """An SMS gateway in Twilio's dialect (Messages API, form POST, basic auth)."""

    def __init__(self):
        self.texts = []
        # Every message that came whole, taken or not.
        self.came = []
        self.status = 201
        self.headers = {}
        # Set: answers at once. Cleared: takes a message and keeps its answer back, as a provider that hangs.
        self.may_answer = threading.Event()
        self.may_answer.set()
        # Called with each message before it is answered.
        self.on_text = lambda text: None
        self.arrived = threading.Condition()
        self.numbers = itertools.count(1)
        self.listen()
        self.url = f"http://127.0.0.1:{self.port}"

    def stop(self):
        self.may_answer.set()
        super().stop()

    def take(self, request):
        body = read_body(request)
        fields = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        account, _, password = base64.b64decode(request.headers["Authorization"].split()[1]).decode().partition(":")
        text = Text(
            fields["To"], fields.get("From", ""), fields["Body"], fields, account, password,
            f"SM{next(self.numbers):032x}")
        with self.arrived:
            self.came.append(Copy("SMS", text.to, None, 400 <= self.status < 500 or self.status == 503, text.sid))
            if self.status < 300:
                self.texts.append(text)
            self.arrived.notify_all()
        self.on_text(text)
        self.may_answer.wait(60)
        answer = json.dumps({"sid": text.sid, "status": "queued"}).encode()
        try:
            request.send_response(self.status)
            for name, value in self.headers.items():
                request.send_header(name, value)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(answer)))
            request.end_headers()
            request.wfile.write(answer)
        except ConnectionError:
            # The program that asked is gone: some tests end it just here.
            pass

    def report(self, text, state, code=None, *, now=None, signature=None):
        """Tells what became of a text, as a status callback; `now` as the clock of the other side."""
        url = text.fields["StatusCallback"]
        fields = {
            "MessageSid": text.sid, "MessageStatus": state, "To": text.to, "From": text.sender, "AccountSid": text.account,
        }
        if code:
            fields["ErrorCode"] = str(code)
        headers = {"X-Twilio-Signature": signature or sign(url, fields)}
        if now:
            headers["X-Campanile-Now"] = now
        return requests.post(url, data=fields, headers=headers, timeout=30)

    def wait_for(self, count, seconds=20):
        """Waits until that many messages have come."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.texts) >= count, seconds), f"{len(self.texts)} of {count} came"

    def copies(self):
        with self.arrived:
            return list(self.came)

    def to(self, number):
        return [text for text in self.texts if text.to == number]


def read_body(request):
    """The body of an HTTP request, of known length or in chunks."""
    if request.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return request.rfile.read(int(request.headers.get("Content-Length", 0)))
    body = b""
    while size := int(request.rfile.readline().split(b";")[0], 16):
        body += request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()
    return body
