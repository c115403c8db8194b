"""The disk under `var/` is full: nothing leaves by halves, nothing is lost, and all goes on once there is room."""

import os
import subprocess
from contextlib import contextmanager

import pytest

from campanile import Campanile
from checker import check, watch
from clinic import Clinic
from due import DUE, PURPOSES, Due
from peers import Outbox

WELL = "2027-02-01T16:10Z"

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk that is small enough to fill")


@contextmanager
def small_disk(folder):
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(scope="module")
def campanile():
    instance = Campanile(settings={"CAMPANILE_MAIL_FROM": "clinic@campanile.example"})
    try:
        instance.up()
        watch(instance)
        yield instance
    finally:
        instance.down()


def test_messages_wait_for_room_and_leave_once(campanile):
    due = Due(Clinic(campanile).open())
    with small_disk(campanile.folder / "outbox") as folder:
        outbox = Outbox(folder)
        # Room for the first few messages, and not for all of them.
        (folder / "ballast").write_bytes(b"x" * 40_960)
        addresses = [due.make(channel, purpose, 6) for channel in ("EMAIL", "SMS") for purpose in PURPOSES]
        campanile.cron(DUE)
        stands = [due.stand(address)[0] for address in sum(addresses, [])]
        assert set(stands) <= {"SENT", "READY PROVIDER_STOPPED", "READY"}
        assert 0 < stands.count("SENT") < len(stands), stands
        assert due.provider("files")[0] == "open"
        assert not [file for file in folder.iterdir() if file.name.startswith(".")], "no draft is left behind"
        (folder / "ballast").unlink()
        check(campanile, outbox)
        subprocess.run(["mount", "-o", "remount,size=4m", folder], check=True)
        campanile.cron(WELL)
        assert [due.stand(address)[0] for address in sum(addresses, [])] == ["SENT"] * len(stands)
        assert len(outbox.copies()) == len(stands)
        check(campanile, outbox, now=WELL, clinic=due.clinic)
