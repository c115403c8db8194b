"""A push service on this machine: takes encrypted notifications over TLS, checks who signed them, and reads them as a browser
would."""

import base64
import datetime
import json
import os
import ssl
import subprocess
from dataclasses import dataclass

import http_ece
import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from campanile import DEFAULT_BINARIES
from peers import WebPeer, read_body


def text_of(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Notice:
    """One notification as a device got it, with what the service was told of it."""

    device: str
    content: dict
    headers: dict
    # Of the signed token.
    claims: dict
    key: str


class Device:
    """A browser: its keys, and what it gives to whoever may write to it."""

    def __init__(self, url, name):
        self.name = name
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.auth = os.urandom(16)
        point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.subscription = {
            "endpoint": f"{url}/push/{name}", "expirationTime": None,
            "keys": {"p256dh": text_of(point), "auth": text_of(self.auth)},
        }


class PushService:
    """The devices of one service; `notices` holds what came to them, decrypted, in order."""

    def __init__(self, port):
        self.notices = []
        self.devices = {}
        self.host = f"localhost:{port}"
        self.url = f"https://{self.host}"

    def device(self, name):
        self.devices[name] = Device(self.url, name)
        return self.devices[name]

    def read(self, name, headers, body):
        """Keeps a notification that only this device could read, and answers it.

        An error here is a connection that breaks without an answer.
        """
        device = self.devices[name]
        scheme, _, parameters = headers["authorization"].partition(" ")
        assert scheme == "vapid"
        fields = dict(part.strip().split("=", 1) for part in parameters.split(","))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes_of(fields["k"]))
        # The claim is made at the tick's time, which a test may have moved.
        claims = jwt.decode(fields["t"], key, algorithms=["ES256"], audience=self.url, options={"verify_exp": False})
        assert headers["content-encoding"] == "aes128gcm"
        text = http_ece.decrypt(body, private_key=device.private, auth_secret=device.auth, version="aes128gcm")
        self.notices.append(Notice(name, json.loads(text), dict(headers), claims, fields["k"]))
        return self.notices[-1]

    def to(self, device):
        return [notice for notice in self.notices if notice.device == device.name]

    def settings(self, folder, authority):
        """What a Campanile is told that asks this service: a new key of its own in the folder."""
        key = folder / "push-key"
        binaries = os.environ.get("CAMPANILE_BINARIES", DEFAULT_BINARIES)
        made = subprocess.run([f"{binaries}/campanile-admin", "push-key", key], capture_output=True, text=True, check=True)
        self.public_key = made.stdout.strip()
        return {
            "CAMPANILE_PUSH_KEY_FILE": str(key),
            "CAMPANILE_PUSH_HOSTS": f"{self.host} fcm.googleapis.com",
            "CAMPANILE_PUSH_LOOPBACK_CA": str(authority),
        }


class PushPeer(WebPeer, PushService):
    """RFC 8030 as far as an application server sees it."""

    def __init__(self, folder):
        # What a device's messages are answered with, 201 unless told.
        self.statuses = {}
        self.authority, certificate = certificates(folder)
        self.listen()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        super().__init__(self.port)

    def take(self, request):
        body = read_body(request)
        name = request.path.rsplit("/", 1)[1]
        status = self.statuses.get(name, 201)
        if status < 300:
            self.read(name, {header.lower(): value for header, value in request.headers.items()}, body)
        request.send_response(status)
        request.send_header("Content-Length", "0")
        request.end_headers()


def certificates(folder):
    """The file of an authority of our own, and that of a certificate it signed for this machine, with its key."""
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = certificate("Loopback authority", authority_key, "Loopback authority", authority_key, is_authority=True)
    own = certificate("localhost", key, "Loopback authority", authority_key, is_authority=False)
    (folder / "authority.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    (folder / "service.pem").write_bytes(
        own.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "authority.pem", folder / "service.pem"


def certificate(name, key, issuer, issuer_key, is_authority):
    def named(text):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    today = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name)).issuer_name(named(issuer)).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if not is_authority:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())
