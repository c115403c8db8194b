"""campanile-admin, as a clinic's IT runs it: what it prints, what it refuses, and with which status."""

import subprocess

import pytest

VISITS = """externalId,patient,type,startsAt,status,bookedAt
A-1,P-1,Adjustment,2027-03-15T09:00,booked,2027-03-01T10:00
A-2,P-9,Adjustment,2027-03-15T09:00,booked,2027-03-01T10:00
A-3,P-1,Adjustment,2027-03-16,booked,2027-03-01T10:00
"""
NOW = "2027-03-01T17:00Z"


def run(campanile, *arguments, stdin=""):
    return subprocess.run(
        [campanile.binaries / "campanile-admin", *map(str, arguments)],
        env=campanile.environment, input=stdin, capture_output=True, text=True, timeout=120,
    )


@pytest.fixture(scope="module")
def clinic(campanile):
    printed = campanile.admin("clinic", "add", "--name", "Lakeside", "--zone", "America/Chicago")
    return printed.split()[-1]


def test_migrating_again_changes_nothing(campanile):
    assert campanile.admin("migrate") == "The schema is current.\n"


def test_a_clinic_is_held_and_released_once_each_and_its_recalls_are_set(campanile, clinic):
    for command, said in [
        ("hold", "leaves"), ("hold", "was held before"), ("release", "next tick"), ("release", "was not held"),
    ]:
        assert said in campanile.admin("clinic", command, "--clinic", clinic)
    assert "9 months" in campanile.admin("clinic", "set-recall", "--clinic", clinic, "--months", "9")
    assert campanile.rows(f"SELECT recall_months FROM clinic WHERE id = {clinic} AND held_at IS NULL")
    assert len(campanile.rows(f"SELECT id FROM audit_log WHERE clinic_id = {clinic} AND noun = 'clinic'")) == 3


def test_an_import_keeps_the_good_lines_names_the_bad_ones_and_is_safe_to_run_twice(campanile, clinic, tmp_path):
    patients, visits = tmp_path / "patients.ndjson", tmp_path / "visits.csv"
    patients.write_text('{"externalId": "P-1", "firstName": "Robin", "email": "robin@example.org"}\n')
    visits.write_text(VISITS)
    assert campanile.admin("import", "patients", patients, "--clinic", clinic, "--at", NOW) == "1 read: 1 new, 0 known, 0 bad\n"
    for outcome in ("1 new, 0 known", "0 new, 1 known"):
        done = run(campanile, "import", "appointments", visits, "--at", NOW)
        assert done.returncode == 1
        assert done.stdout == f"3 read: {outcome}, 2 bad\n"
        assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 3", "line 4"]
        assert "There is no patient with this id" in done.stderr
        assert "startsAt" in done.stderr
    assert len(campanile.rows("SELECT id FROM appointment")) == 1


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["import", "appointments", "/nowhere.csv"], "cannot be read"),
        (["import", "appointments", "/etc/hostname"], ".ndjson"),
        (["clinic", "add", "--name", "X", "--zone", "Chicago"], "no time zone"),
        (["staff", "add", "--clinic", "999", "--name", "X", "--email", "x@example.org", "--role", "admin"], "no clinic"),
        (["staff", "add", "--clinic", "1", "--name", "X", "--email", "x", "--role", "admin"], "e-mail address"),
        (["staff", "add", "--clinic", "1", "--name", "X", "--email", "x@example.org", "--role", "king"], "role"),
        (["api-key", "add", "--clinic", "1", "--name", "X", "--scopes", "all"], "scopes"),
        (["provider", "start", "pigeon"], "no provider"),
        (["clinic", "hold", "--clinic", "999"], "no clinic"),
        (["clinic", "set-recall", "--clinic", "1", "--months", "0"], "from 1 to 60"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(campanile, clinic, arguments, sentence):
    done = run(campanile, *arguments, stdin="correct horse battery staple\n")
    assert done.returncode not in (0, 70) and done.returncode > 0
    assert sentence in done.stderr


def test_a_short_password_is_refused_and_an_address_signs_in_once(campanile, clinic):
    staff = ["staff", "add", "--clinic", clinic, "--name", "Ada", "--email", "ada@example.org", "--role", "admin"]
    assert run(campanile, *staff, stdin="short\n").returncode == 1
    assert run(campanile, *staff, stdin="correct horse battery staple\n").returncode == 0
    again = run(campanile, *staff, stdin="correct horse battery staple\n")
    assert again.returncode == 1 and "already" in again.stderr


def test_a_wrong_schema_ends_it_with_75_and_names_the_command(campanile):
    campanile.run("INSERT INTO schema_migration (version, name, applied_at) VALUES (9999, 'later', NOW())")
    try:
        done = run(campanile, "demo")
        assert done.returncode == 75
        assert "campanile-admin migrate" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    finally:
        campanile.run("DELETE FROM schema_migration WHERE version = 9999")


def test_an_unknown_setting_is_refused_by_its_line(campanile, tmp_path):
    file = tmp_path / "campanile.conf"
    file.write_text("CAMPANILE_DB_NAME=campanile\nCAMPANILE_COLOUR=red\n")
    done = subprocess.run(
        [campanile.binaries / "campanile-admin", "migrate"],
        env={**campanile.environment, "CAMPANILE_CONFIG": str(file)}, capture_output=True, text=True, timeout=60,
    )
    assert done.returncode == 78
    assert "Line 2" in done.stderr and "CAMPANILE_COLOUR" in done.stderr
