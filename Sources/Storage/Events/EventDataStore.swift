import Campaigns
import MariaDB

enum EventDataSQL: String, CaseIterable {
    /// One row: what else an event told.
    case data = "SELECT data FROM event WHERE clinic_id = ? AND id = ?"
    /// One row per newest event of a type.
    case newest = """
        SELECT data FROM event FORCE INDEX (event_recent) WHERE clinic_id = ? AND type = ?
        ORDER BY received_at DESC LIMIT ?
        """
}

/// What events of a clinic tell beside what they are about.
public struct EventDataStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The newest events of a type that are looked at for the names.
    private static let looked = 50

    /// The names under which the newest events of a type tell something.
    public func names(of type: EventType, in clinic: ID<Clinic>) throws -> Set<String> {
        let rows = try db.rows(EventDataSQL.newest.rawValue, [.id(clinic), .text(type.rawValue), .number(Self.looked)])
        let names = rows.compactMap { EventRow.data($0.optionalText("data"))?.objectValue }.joined().map(\.key)
        return Set(names.filter { Field(eventData: $0) != nil })
    }
}

extension Terms {
    /// Whether a condition or branch asks what the event's data holds.
    var asksEventData: Bool {
        workflow.allSteps.flatMap(\.lanes).compactMap(\.rule).contains { rule in
            rule.tests.contains { if case .eventData = $0.field { true } else { false } }
        }
    }
}

extension EnrollmentRow {
    /// The enrollment with what its event told, where one of these terms asks for it.
    func knowingEvent(for terms: [Terms], in db: Database) throws -> EnrollmentRow {
        guard let eventID, terms.contains(where: \.asksEventData) else { return self }
        var row = self
        let found = try db.row(EventDataSQL.data.rawValue, [.id(clinicID), .id(eventID)])
        row.enrollment.eventData = EventRow.data(found?.optionalText("data"))
        return row
    }
}
