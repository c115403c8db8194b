import Campaigns
import CivilTime
import Foundation
import Storage
import TestSupport
import Testing

@testable import Jobs

@Suite("An import")
struct ImportJobTests {
    private static let now = Instant("2027-03-01T15:00Z")!

    private struct Outcome: Equatable {
        var counts: ImportJob.Counts
        var bad: [ImportJob.BadLine]
    }

    /// A clinic in Chicago, and a way to import texts into it.
    private func withClinic(_ body: (Database, (String, ImportKind, Bool) throws -> Outcome) throws -> Void) throws {
        try withDatabase { db in
            let store = ClinicStore(db)
            let id = try store.add(NewClinic(name: "Lakeside", zone: Zone("America/Chicago")!), at: Self.now)
            let clinic = try #require(try store.clinic(id))
            let intake = BulkIntake(db, revisions: RevisionStore(db))
            let context = IntakeContext(zone: clinic.zone, now: Self.now, normalisePhone: { $0 })
            try body(db) { text, kind, isTable in
                let url = FileManager.default.temporaryDirectory.appending(path: "import-\(UUID().uuidString)")
                try text.write(to: url, atomically: true, encoding: .utf8)
                defer { try? FileManager.default.removeItem(at: url) }
                var bad: [ImportJob.BadLine] = []
                let counts = try ImportJob(into: clinic, through: intake, reading: context).run(
                    FileHandle(forReadingFrom: url), of: kind, isTable: isTable,
                    telling: ImportJob.Listener(bad: { bad.append($0) }, progress: { _ in }))
                return Outcome(counts: counts, bad: bad)
            }
        }
    }

    private static let patients = """
        externalId,firstName,lastName,email
        P-1,Ada,Winter,ada@example.org
        P-2,Robin,Winter,robin@example.org

        """
    private static let visits = """
        externalId,patient,type,startsAt,status,bookedAt
        A-1,P-1,Adjustment,2027-03-15T09:00,booked,2027-02-20T10:00
        A-2,P-9,Adjustment,2027-03-15T09:00,booked,2027-02-20T10:00
        A-3,P-2,Adjustment,2027-02-30T09:00,booked,2027-02-20T10:00
        A-4,P-2,Adjustment,2026-03-15T09:00,completed,
        "A-5,P-2

        """

    @Test("good lines are kept, and each bad one is named with its number and the reason")
    func badLines() throws {
        try withClinic { db, take in
            let taken = try take(Self.patients, .patients, true)
            #expect(taken.counts == counts(made: 2))
            let outcome = try take(Self.visits, .appointments, true)
            #expect(outcome.counts == counts(made: 2, bad: 3))
            #expect(outcome.bad.map(\.line) == [3, 4, 6])
            #expect(outcome.bad[0].reason.hasPrefix("patient: There is no patient"))
            #expect(outcome.bad[1].reason.hasPrefix("startsAt: "))
            #expect(outcome.bad[2].reason == "A quote is not closed.")
            #expect(
                try db.rows("SELECT external_id FROM appointment ORDER BY id").map { $0.text("external_id") } == [
                    "A-1", "A-4",
                ])
        }
    }

    @Test("the same file again changes nothing")
    func twice() throws {
        try withClinic { db, take in
            _ = try take(Self.patients, .patients, true)
            _ = try take(Self.visits, .appointments, true)
            let before = try rows(db)
            let patients = try take(Self.patients, .patients, true)
            #expect(patients.counts == counts(kept: 2))
            let visits = try take(Self.visits, .appointments, true)
            #expect(visits.counts == counts(kept: 2, bad: 3))
            #expect(try rows(db) == before)
        }
    }

    @Test("only a coming visit is told as an event")
    func events() throws {
        try withClinic { db, take in
            _ = try take(Self.patients, .patients, true)
            _ = try take(Self.visits, .appointments, true)
            let booked = try db.rows("SELECT is_bulk FROM event WHERE type = 'APPOINTMENT_BOOKED'")
            #expect(booked.map { $0.bool("is_bulk") } == [true])
        }
    }

    @Test("lines of every kind are taken in their order")
    func everyKind() throws {
        let lines = """
            {"kind":"patient","externalId":"P-1","firstName":"Ada"}
            {"kind":"treatment","externalId":"T-1","patient":"P-1","type":"braces","status":"active"}

            {"kind":"invoice","externalId":"I-1","patient":"P-1","amountCents":1,"currency":"USD","dueOn":"2027-04-01","status":"open"}
            {"kind":"event","id":"E-1","type":"RETAINER_REORDER_DUE","patient":"P-1"}
            {"kind":"patient","externalId":"P-2","firstName":"Robin","colour":"red"}
            not JSON
            """
        try withClinic { _, take in
            let outcome = try take(lines, .intake, false)
            #expect(outcome.counts == counts(made: 4, bad: 2))
            #expect(outcome.bad.map(\.line) == [6, 7])
            #expect(outcome.bad[0].reason == "colour: unknown field")
        }
    }

    @Test("a line of another kind is refused where the file has one")
    func otherKind() throws {
        try withClinic { _, take in
            let lines = """
                {"externalId":"P-1","firstName":"Ada"}
                {"kind":"invoice","externalId":"I-1"}
                """
            let taken = try take(lines, .patients, false)
            #expect(taken.counts == counts(made: 1, bad: 1))
        }
    }

    @Test("a table without a header of ours is refused once, with its reason")
    func header() throws {
        try withClinic { _, take in
            let outcome = try take("name,colour\nAda,red\nRobin,blue\n", .patients, true)
            #expect(outcome.counts == counts(bad: 1))
            #expect(outcome.bad.first?.reason.contains("colour: unknown field") == true)
        }
    }

    @Test("more lines than one commit holds are all taken")
    func many() throws {
        try withClinic { _, take in
            let lines = (1...450).map { #"{"externalId":"P-\#($0)","firstName":"Ada"}"# }.joined(separator: "\n")
            let taken = try take(lines, .patients, false)
            #expect(taken.counts == counts(made: 450))
        }
    }

    @Test("a line too long to be one is named, and the next is taken")
    func long() throws {
        try withClinic { _, take in
            let long = String(repeating: " ", count: 300_000)
            let outcome = try take("{\(long)}\n" + #"{"externalId":"P-1","firstName":"Ada"}"#, .patients, false)
            #expect(outcome.counts == counts(made: 1, bad: 1))
            #expect(outcome.bad.map(\.line) == [1])
        }
    }

    private func counts(made: Int = 0, kept: Int = 0, bad: Int = 0) -> ImportJob.Counts {
        var counts = ImportJob.Counts()
        (counts.made, counts.kept, counts.bad) = (made, kept, bad)
        return counts
    }

    private func rows(_ db: Database) throws -> [String] {
        try ["patient", "contact", "appointment", "event"].flatMap { table in
            try db.rows("SELECT CONCAT_WS(' ', '\(table)', id) AS row FROM \(table) ORDER BY id").map { $0.text("row") }
        }
    }
}
