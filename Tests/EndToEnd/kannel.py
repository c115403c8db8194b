"""A Kannel gateway of a test's own: bearerbox, smsbox, the fakesmsc that stands for the telephone network, and a second network that
takes its time to report."""

import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

import requests

from peers import WebPeer, free_ports

FAKESMSC = "/usr/lib/kannel/test/fakesmsc"
USER, PASSWORD, SECRET, NUMBER = "campanile", "kannel-password", "kannelsecret0123456789abcdef", "+13125550100"
# How the numbers of the second network begin.
LATE = "+13125557"

CONFIGURATION = """
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = {password}
smsbox-port = {boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
log-file = {folder}/bearerbox.log
dlr-storage = spool
dlr-spool = {folder}/receipts
store-type = spool
store-location = {folder}/store

group = smsc
smsc = fake
smsc-id = fake
host = 127.0.0.1
port = {smsc}
connect-allow-ip = 127.0.0.1
denied-prefix = "{late_prefix}"

group = smsc
smsc = http
smsc-id = late
system-type = kannel
smsc-username = late
smsc-password = late
send-url = {late_url}
port = {late_port}
dlr-url = "http://127.0.0.1:{late_port}/?username=late&password=late"
connect-allow-ip = 127.0.0.1
allowed-prefix = "{late_prefix}"

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {boxes}
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1
log-file = {folder}/smsbox.log
http-request-retry = 20
http-queue-delay = 1

group = sendsms-user
username = {user}
password = {password}
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
post-url = "{public_url}/webhooks/kannel/{secret}/texts?id=%I"
send-sender = true
max-messages = 0
"""


class LateNetwork(WebPeer):
    """The network of the telephones whose numbers begin with `LATE`: it takes each text, and tells what became of it when a test
    says so."""

    def __init__(self):
        # Where it is to tell what became of the text to a telephone.
        self.reports = {}
        self.listen()

    def take(self, request):
        asked = parse_qs(urlsplit(request.path).query)
        self.reports[asked["to"][0]] = asked["dlr-url"][0]
        answer = b"0: Accepted for delivery"
        request.send_response(202)
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer)

    def tell_delivered(self, number):
        return requests.get(self.reports[number].replace("%d", "1"), timeout=10).text


class Kannel:
    """The gateway as the README sets it up; `public_url` is where it reaches us."""

    def __init__(self, public_url=""):
        self.folder = Path(tempfile.mkdtemp(prefix="kannel-", dir="/tmp"))
        self.admin, self.boxes, self.smsc, self.sendsms, self.late_port = free_ports(5)
        self.late = LateNetwork()
        self.public_url = public_url
        self.running = {}
        self.networks = 0

    @property
    def settings(self):
        """What a Campanile is told that sends by this gateway."""
        (self.folder / "password").write_text(PASSWORD + "\n")
        (self.folder / "secret").write_text(SECRET + "\n")
        return {
            "CAMPANILE_SMS_DIALECT": "kannel",
            "CAMPANILE_SMS_URL": f"http://127.0.0.1:{self.sendsms}",
            "CAMPANILE_SMS_ACCOUNT": USER,
            "CAMPANILE_SMS_TOKEN_FILE": str(self.folder / "password"),
            "CAMPANILE_SMS_SECRET_FILE": str(self.folder / "secret"),
            "CAMPANILE_SMS_FROM": NUMBER,
        }

    def start(self):
        for name in ("store", "receipts"):
            (self.folder / name).mkdir(exist_ok=True)
        (self.folder / "kannel.conf").write_text(CONFIGURATION.format(
            admin=self.admin, boxes=self.boxes, smsc=self.smsc, sendsms=self.sendsms, folder=self.folder, user=USER,
            password=PASSWORD, secret=SECRET, public_url=self.public_url, late_prefix=LATE, late_url=f"http://127.0.0.1:{self.late.port}",
            late_port=self.late_port,
        ))
        self.late.start()
        self.start_boxes()
        self.start_network()

    def stop(self):
        for name in list(self.running):
            self.end(name)
        self.late.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_boxes(self):
        self.run("bearerbox", "/usr/sbin/bearerbox", "-v", "1", str(self.folder / "kannel.conf"))
        self.wait_for("bearerbox", "entering mainloop")
        self.start_smsbox()

    def lose_power(self):
        """Dies without a word, and comes back."""
        for name in ("smsbox", "bearerbox"):
            process = self.running.pop(name)
            process.kill()
            process.wait(timeout=5)
        self.start_boxes()

    def start_smsbox(self):
        self.run("smsbox", "/usr/sbin/smsbox", "-v", "1", str(self.folder / "kannel.conf"))
        self.wait_for("smsbox", "Connected to bearerbox")

    def start_network(self, *written):
        """Connects the fakesmsc, from whose telephones these are written: `SENDER RECEIVER text WORDS`."""
        self.end("fakesmsc")
        self.networks += 1
        self.run(
            "fakesmsc", FAKESMSC, "-H", "127.0.0.1", "-r", str(self.smsc), "-i", "0.1", "-m", str(len(written)),
            *(written or ["0 0 text nothing"]),
        )
        self.wait_for("fakesmsc", "fakesmsc starting")

    def run(self, name, *command):
        output = (self.folder / f"{name}-{self.networks}.out").open("ab")
        self.running[name] = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=self.folder)

    def end(self, name):
        if process := self.running.pop(name, None):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=5)

    def printed(self, name):
        return "".join(
            file.read_text(errors="replace") for file in sorted(self.folder.glob(f"{name}-*.out"), key=lambda f: f.name))

    def wait_for(self, name, words):
        until(lambda: words in (self.folder / f"{name}-{self.networks}.out").read_text(errors="replace"), f"{name}: {words}")

    def texts(self, number, alphabet="utf-8"):
        """What came to this telephone, oldest first, parts that belong together put together again.

        The fakesmsc tells of parts neither their alphabet nor that they have one.
        """
        texts, parts = [], []
        for sender, receiver, kind, data in re.findall(
            r"Got message \d+: <(\S+) (\S+) (text|ucs-2|udh) (.*?)>$", self.printed("fakesmsc"), re.M | re.S
        ):
            if receiver != number:
                continue
            assert sender == NUMBER
            if kind != "udh":
                texts.append(data if kind == "text" else decode(data, "utf-16-be"))
                continue
            header, _, data = data.split(" ", 2)
            _, _, _, _, count, place = unquote_to_bytes(header)
            parts.append(decode(data, alphabet))
            assert len(parts) == place
            if place == count:
                texts.append("".join(parts))
                self.parts, parts = count, []
        return texts


def decode(data, alphabet):
    """Bytes as the fakesmsc writes them: percent-encoded, with a plus for each blank."""
    return unquote_to_bytes(data.replace("+", " ")).decode(alphabet)


def until(holds, what, seconds=20):
    """Waits for what another program does in its own time, and answers it."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, f"{what}: not within {seconds} seconds"
        time.sleep(0.05)
    return answer
