import Campaigns
import MariaDB

enum EventDataSQL: String, CaseIterable {
    /// One row per event of a list: what else it told.
    case data = """
        SELECT STRAIGHT_JOIN e.id, e.data FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN event e FORCE INDEX (PRIMARY) ON e.id = ids.id AND e.clinic_id = ?
        """
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

extension EventDataStore {
    /// The enrollments in their order, each with what its event told where one of its terms asks for that: one statement
    /// for all, none where nobody asks.
    func knowing(_ rows: [(row: EnrollmentRow, terms: [Terms])], in clinic: ID<Clinic>) throws -> [EnrollmentRow] {
        let asked = rows.map { row, terms in terms.contains(where: \.asksEventData) ? row.eventID : nil }
        guard asked.contains(where: { $0 != nil }) else { return rows.map(\.row) }
        let found = try db.rows(EventDataSQL.data.rawValue, [.ids(Set(asked.compactMap(\.self))), .id(clinic)])
        let data = Dictionary(
            uniqueKeysWithValues: found.map {
                ($0.id("id") as ID<Event>, EventRow.data($0.optionalText("data")))
            })
        return zip(rows, asked).map { known, event in
            guard let event else { return known.row }
            var row = known.row
            row.enrollment.eventData = data[event] ?? nil
            return row
        }
    }
}
