"""Makes the demo clinic fifty times as large, row by row the same people under other names."""

TIMES = 50
SENDS = 1_000_000
# Far above every id of the demo clinic.
STEP = 10_000_000
# In an order in which each row's references stand before it.
TABLES = [
    "contact", "patient", "patient_contact", "patient_tag", "contact_point", "contact_address", "consent", "appointment",
    "treatment", "invoice", "event", "enrollment", "campaign_recipient", "send", "message",
]
SHIFTED = {
    "id", "patient_id", "contact_id", "contact_point_id", "appointment_id", "treatment_id", "invoice_id", "event_id",
    "enrollment_id", "retry_of",
}
RENAMED = {"external_id", "address", "source_key", "dedupe_key"}


def multiply(campanile):
    """Fills the tables, and lets the tally say what the rows say."""
    campanile.run("SET GLOBAL innodb_flush_log_at_trx_commit = 0")
    for table in TABLES:
        copy(campanile, table, range(1, TIMES))
    [row] = campanile.rows(
        "SELECT COUNT(*) AS n, COUNT(IF(id < %s AND awaits_at IS NULL, 1, NULL)) AS demo FROM send", STEP
    )
    # Messages of an earlier time, all of them over, until there are as many as there should be.
    copies = -(-(SENDS - row["n"]) // row["demo"])
    copy(campanile, "send", range(TIMES, TIMES + copies), moved=True)
    measures = "planned sent delivered failed skipped opened clicked".split()
    sums = ", ".join(f"{measure} = {measure} * {TIMES + copies}" for measure in measures)
    campanile.run(f"UPDATE tally SET recipients = recipients * {TIMES}, {sums}")
    campanile.run(f"UPDATE tally_day SET amount = amount * {TIMES + copies}")
    campanile.run("ANALYZE TABLE " + ", ".join(TABLES))
    campanile.run("SET GLOBAL innodb_flush_log_at_trx_commit = 1")


def copy(campanile, table, numbers, moved=False):
    """Copies the demo clinic's own rows of a table once for each number.

    `moved` takes messages that are over, keeps their people and enrollments, and puts them 90 days back.
    """
    columns = [
        row["column_name"]
        for row in campanile.rows(
            "SELECT column_name AS column_name FROM information_schema.columns "
            "WHERE table_schema = 'campanile' AND table_name = %s AND is_generated = 'NEVER'",
            table,
        )
    ]
    values = ", ".join(value(column, moved) for column in columns)
    # Rows of the demo clinic itself.
    key = next(column for column in ("id", "patient_id", "contact_id") if column in columns)
    over = " AND t.awaits_at IS NULL" if moved else ""
    campanile.run(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} "
        f"FROM {table} t JOIN seq_{numbers.start}_to_{numbers.stop - 1} k WHERE t.{key} < {STEP}{over}"
    )


def value(column, moved):
    if column in SHIFTED and not (moved and column != "id"):
        return f"t.{column} + k.seq * {STEP}"
    if column in RENAMED:
        return f"CONCAT(t.{column}, '-', k.seq)"
    if moved and column.endswith("_at"):
        return f"t.{column} - INTERVAL 90 DAY"
    return f"t.{column}"
