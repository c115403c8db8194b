"""The yardstick behind nginx: the C program, set up as Campanile is, with the statements that Campanile was seen to run."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from peers import free_ports  # noqa: E402


def statements_of(campanile, *requests):
    """The statements that each of some requests runs, with their values, as the server's own log tells them."""
    campanile.run("SET GLOBAL log_output = 'TABLE', general_log = 1")
    # The log shows values of those statements alone that were prepared after it was switched on.
    campanile.up()
    try:
        return [statements_of_one(campanile, request) for request in requests]
    finally:
        campanile.run("SET GLOBAL general_log = 0")
        campanile.up()


def statements_of_one(campanile, request):
    # Each worker prepares what it needs, so that only executions are left to see.
    for _ in range(50):
        request()
    campanile.run("TRUNCATE mysql.general_log")
    request()
    seen = campanile.rows(
        "SELECT argument FROM mysql.general_log"
        " WHERE command_type IN ('Execute', 'Query') AND user_host LIKE 'campanile[%%' ORDER BY event_time"
    )
    return [" ".join(LITERAL.sub(readable, row["argument"]).split()) for row in seen]


LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'", re.DOTALL)
# What the log makes of a byte that is not UTF-8; what the client library makes of one that needs a backslash; any other.
LOGGED = re.compile(r"\\\\x([0-9A-F]{2})|\\(.)|(.)", re.DOTALL)
ESCAPED = {"0": b"\0", "n": b"\n", "r": b"\r", "Z": b"\x1a"}


def readable(literal):
    """The literal as the server understands it again: bytes that are no text in hexadecimal."""
    inside = literal[0][1:-1]
    if not re.search(r"\\\\x[0-9A-F]{2}", inside):
        return literal[0]
    value = b"".join(
        bytes.fromhex(code) if code else ESCAPED.get(escaped, escaped.encode()) if escaped else plain.encode()
        for code, escaped, plain in LOGGED.findall(inside)
    )
    return f"X'{value.hex()}'"


@contextmanager
def yardstick(campanile, pages):
    """Serves `pages` (path → statements and bytes) with as many workers as Campanile has; answers the address."""
    folder = Path(tempfile.mkdtemp(prefix="campanile-yard-", dir="/tmp"))
    for name in ("run", "log", "nginx"):
        (folder / name).mkdir()
    [port, public_port] = free_ports(2)
    environment = {**os.environ, "VAR": str(folder), "PORT": str(port), "PUBLIC_PORT": str(public_port)}
    listing = "".join(
        f"= {path} {size}\n" + "".join(f"{statement}\n" for statement in statements)
        for path, (statements, size) in pages.items()
    )
    (folder / "pages").write_text(listing)
    site = subprocess.run([ROOT / "bin" / "nginx-site"], env=environment, capture_output=True, check=True).stdout
    # The yardstick has one address; Campanile's two are compared with it.
    (folder / "nginx" / "campanile.conf").write_bytes(site)
    private = (ROOT / "nginx" / "private.conf").read_text().replace("@VAR@", str(folder))
    (folder / "nginx" / "nginx.conf").write_text(private + "daemon off;\n" + ("user root root;\n" if os.geteuid() == 0 else ""))
    workers = subprocess.Popen(
        ["spawn-fcgi", "-n", "-s", folder / "run" / "web.socket", "-M", "0660", "--",
         "/usr/bin/multiwatch", "-f", campanile.environment["WORKERS"], "--",
         Path(os.environ["BENCH_PROGRAMS"]) / "yardstick",
         campanile.folder / "mariadb" / "socket", "campanile", "campanile", folder / "pages"],
        start_new_session=True,
    )
    nginx = subprocess.Popen(
        ["/usr/sbin/nginx", "-p", folder / "nginx", "-e", folder / "log" / "nginx.log", "-c", folder / "nginx" / "nginx.conf"],
        start_new_session=True,
    )
    try:
        time.sleep(1)
        assert workers.poll() is None and nginx.poll() is None, (folder / "log" / "nginx.log").read_text()
        yield {"staff": f"http://127.0.0.1:{port}", "public": f"http://127.0.0.1:{public_port}"}
    finally:
        for process in (nginx, workers):
            process.terminate()
            process.wait(timeout=10)
        shutil.rmtree(folder)
