import Campaigns
import CivilTime
import MariaDB

/// An event as its row tells it.
enum EventRow {
    static func decode(_ row: Row) -> Event {
        guard let type = EventType(rawValue: row.text("type")) else {
            preconditionFailure("event \(row.text("id")) has a name that is none")
        }
        return Event(
            id: row.id("id"), clinicID: row.id("clinic_id"), type: type, patientID: row.id("patient_id"),
            anchor: AnchorRow.decode(row), occurredAt: row.instant("occurred_at"),
            receivedAt: row.instant("received_at"), isBulk: row.bool("is_bulk"), hasOwnTime: row.bool("has_own_time"),
            leadDays: row.int("lead_days"), day: row.optionalDate("day"), sourceKey: row.text("source_key"),
            data: data(row.optionalText("data")))
    }

    static func data(_ text: String?) -> JSON? {
        // Only a hand in the database can have written what cannot be read: it is as good as nothing.
        text.flatMap { try? JSON.parse(Array($0.utf8)) }
    }
}
