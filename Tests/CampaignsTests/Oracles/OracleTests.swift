import CivilTime
import Testing

@testable import Campaigns

/// What Python's zoneinfo and dateutil answer, we answer (Tests/Oracles/README.md).
@Suite struct OracleTests {
    private static func note(_ table: OracleTable) -> Comment {
        "made with tzdata \(table.tzdataVersion), the system has \(Zone.tzdataVersion)"
    }

    @Test("local times mean the instants that zoneinfo says")
    func localTimes() throws {
        let table = try OracleTable("local_times")
        #expect(table.rows.count == 540)
        for row in table.rows {
            let zone = try #require(Zone(row[0]))
            let found = zone.resolve(try #require(CivilDateTime(row[1])))
            #expect([found.instant.text, found.kind.rawValue] == Array(row[2...]), "\(row): \(Self.note(table))")
        }
    }

    @Test("instants are shown on the clocks as zoneinfo shows them")
    func instants() throws {
        let table = try OracleTable("instants")
        #expect(table.rows.count == 360)
        for row in table.rows {
            let zone = try #require(Zone(row[0]))
            #expect(zone.civil(at: try #require(Instant(row[1]))).text == row[2], "\(row): \(Self.note(table))")
        }
    }

    @Test("months are added as dateutil adds them to the original date")
    func months() throws {
        let table = try OracleTable("months")
        #expect(table.rows.count == 400)
        for row in table.rows {
            let date = try #require(CivilDate(row[0]))
            #expect(date.adding(months: try #require(Int(row[1]))).text == row[2], "\(row)")
        }
    }

    @Test("waits are over when zoneinfo and dateutil say")
    func waits() throws {
        let table = try OracleTable("waits")
        #expect(table.rows.count == 800)
        for row in table.rows {
            let calendar = ClinicCalendar(
                zone: try #require(Zone(row[0])), hours: Array(repeating: .allDay, count: 7))
            let due = try WaitExpression.parse(row[1]).due(
                from: try #require(Instant(row[3])), anchor: .instant(try #require(Instant(row[2]))),
                calendar: calendar)
            #expect(due.text == row[4], "\(row): \(Self.note(table))")
        }
    }
}
