import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing
import Tokens

@testable import Storage

/// What patients answer about their visits by links.
@Suite struct VisitAnswersTests {
    @Test("a confirmation is stored with its event, once")
    func confirm() throws {
        try withVisit { visit in
            for minute in 0..<3 { try visit.answers.confirm(visit.link, at: Self.now.adding(minutes: minute)) }
            try #expect(visit.state() == "confirmed 2027-03-10 16:00 2027-03-10 16:00")
            try #expect(visit.events("APPOINTMENT_CONFIRMED") == 1)
            try #expect(visit.rows.count("event", where: "occurred_at = '2027-03-10 16:00:00'") == 1)
        }
    }

    @Test(
        "the booking system that does not know of it leaves it; a move or a cancellation takes it away",
        arguments: [
            (#"{"status":"booked"}"#, "confirmed 2027-03-10 16:00 2027-03-10 16:00"),
            (#"{"provider":"Dr. Okafor"}"#, "confirmed 2027-03-10 16:00 2027-03-10 16:00"),
            (#"{"status":"confirmed"}"#, "confirmed 2027-03-10 16:00 2027-03-10 16:00"),
            (#"{"startsAt":"2027-03-17T15:00"}"#, "booked - -"),
            (#"{"startsAt":"2027-03-17T15:00","status":"booked"}"#, "booked - -"),
            (#"{"startsAt":"2027-03-17T15:00","status":"confirmed"}"#, "confirmed 2027-03-10 17:00 -"),
            (#"{"status":"cancelled"}"#, "cancelled - -"),
            (#"{"status":"arrived"}"#, "arrived 2027-03-10 16:00 2027-03-10 16:00"),
        ])
    func later(change: String, expected: String) throws {
        try withVisit { visit in
            try visit.answers.confirm(visit.link, at: Self.now)
            try visit.tell(change, at: Self.now.adding(hours: 1))
            try #expect(visit.state() == expected)
        }
    }

    @Test("moved away a link is worthless, moved back it holds again, and the confirmation is a new one")
    func movedBack() throws {
        try withVisit { visit in
            try visit.answers.confirm(visit.link, at: Self.now)
            try visit.tell(#"{"startsAt":"2027-03-17T15:00"}"#, at: Self.now.adding(minutes: 1))
            try #expect(visit.answers.asked(visit.link, at: Self.now)?.standing == .moved)
            try visit.answers.confirm(visit.link, at: Self.now.adding(minutes: 2))
            try #expect(visit.state() == "booked - -")
            try visit.tell(#"{"startsAt":"2027-03-16T15:00"}"#, at: Self.now.adding(minutes: 3))
            try #expect(visit.answers.asked(visit.link, at: Self.now)?.standing == .toCome)
            try visit.answers.confirm(visit.link, at: Self.now.adding(minutes: 4))
            try #expect(visit.state() == "confirmed 2027-03-10 16:04 2027-03-10 16:04")
            try #expect(visit.events("APPOINTMENT_CONFIRMED") == 2)
        }
    }

    @Test(
        "a visit that is not to come stays as it is",
        arguments: [
            (#"{"status":"cancelled"}"#, "2027-03-10T16:00Z"), (#"{"status":"no-show"}"#, "2027-03-10T16:00Z"),
            (#"{"startsAt":"2027-03-17T15:00"}"#, "2027-03-10T16:00Z"), ("{}", "2027-03-16T20:00Z"),
        ])
    func over(change: String, now: String) throws {
        try withVisit { visit in
            try visit.tell(change, at: Self.now)
            let before = try visit.state()
            try visit.answers.confirm(visit.link, at: SampleRows.instant(now))
            try visit.answers.askForAnotherTime(visit.link, wish: "Later", at: SampleRows.instant(now))
            try #expect(visit.state() == before)
            try #expect(visit.events("APPOINTMENT_CONFIRMED") + visit.events("RESCHEDULE_REQUESTED") == 0)
            try #expect(visit.rows.count("reschedule_request") == 0)
        }
    }

    @Test("a wish becomes one event and one request, whose words may be said anew until staff have seen to it")
    func wish() throws {
        try withVisit { visit in
            func ask(_ wish: String, _ minute: Int) throws {
                try visit.answers.askForAnotherTime(visit.link, wish: wish, at: Self.now.adding(minutes: minute))
            }
            try ask("Thursday", 0)
            try ask("Thursday", 1)
            try ask("", 2)
            let requests = RescheduleRequests(visit.db)
            try #expect(requests.waiting(in: visit.clinic.id, limit: 9).map(\.wish) == ["Thursday"])
            try #expect(requests.waiting(in: visit.clinic.id, limit: 9)[0].requestedAt == Self.now)
            try ask("Friday", 3)
            let waiting = try #require(try requests.waiting(in: visit.clinic.id, limit: 9).first)
            #expect(waiting.wish == "Friday")
            #expect(waiting.patientName == "Robin Winter")
            try #expect(visit.events("RESCHEDULE_REQUESTED") == 1)
            let data = try #require(try visit.db.row("SELECT data FROM event WHERE type = 'RESCHEDULE_REQUESTED'"))
            #expect(data.text("data") == #"{"startsAt":"2027-03-16T20:00:00Z","wish":"Thursday"}"#)
            try #expect(visit.answers.asked(visit.link, at: Self.now)?.isChangeWished == true)

            let staff = try visit.staff()
            for _ in 0..<2 {
                try #expect(requests.finish(waiting.id, in: visit.clinic.id, by: staff, at: Self.now))
            }
            try #expect(requests.waiting(in: visit.clinic.id, limit: 9).isEmpty)
            try #expect(visit.rows.count("audit_log", where: "noun = 'reschedule_request' AND verb = 'complete'") == 1)
            try #expect(visit.answers.asked(visit.link, at: Self.now)?.isChangeWished == false)
            try ask("Sunday", 4)
            try #expect(visit.events("RESCHEDULE_REQUESTED") == 2)
        }
    }

    @Test("another clinic sees and ends nothing")
    func otherClinic() throws {
        try withVisit { visit in
            let other = try visit.rows.clinic("Elsewhere")
            let link = VisitLink(
                clinic: other.rawValue, appointment: visit.link.appointment, startsAt: visit.link.startsAt)
            try #expect(visit.answers.asked(link, at: Self.now) == nil)
            try visit.answers.confirm(link, at: Self.now)
            try #expect(visit.state() == "booked - -")
            try visit.answers.askForAnotherTime(visit.link, wish: "", at: Self.now)
            let requests = RescheduleRequests(visit.db)
            try #expect(requests.waiting(in: other, limit: 9).isEmpty)
            let id = try requests.waiting(in: visit.clinic.id, limit: 9)[0].id
            try #expect(!requests.finish(id, in: other, by: try visit.staff(), at: Self.now))
            try #expect(visit.rows.count("reschedule_request", where: "done_at IS NULL") == 1)
        }
    }

    @Test("a short link is found by its code alone, and forgotten long after the visit")
    func short() throws {
        try withVisit { visit in
            var random = SystemRandomNumberGenerator()
            let code = SecretToken(using: &random)
            let store = VisitLinkStore(visit.db)
            let facts = try FactsStore(visit.db).facts(of: visit.patient, in: visit.clinic)
            try store.keep(code, about: #require(facts?.appointments.first), in: visit.clinic.id)
            try #expect(store.link(code) == visit.link)
            try #expect(store.link(SecretToken(using: &random)) == nil)
            let start = SampleRows.instant("2027-03-16T20:00Z")
            try #expect(store.sweep(begunBefore: start, limit: 9) == 0)
            try #expect(store.sweep(begunBefore: start.adding(minutes: 1), limit: 9) == 1)
            try #expect(store.link(code) == nil)
        }
    }

    private static let now = SampleRows.instant("2027-03-10T16:00Z")

    private func withVisit(_ body: (AnsweredVisit) throws -> Void) throws {
        try withDatabase { try body(AnsweredVisit($0)) }
    }
}

/// A visit on Tuesday 16 March 2027 at 15:00 in Chicago, and a link about it.
private struct AnsweredVisit {
    let db: Database
    let rows: SampleRows
    let clinic: Clinic
    let patient: ID<Patient>
    let link: VisitLink

    init(_ db: Database) throws {
        self.db = db
        rows = SampleRows(db)
        clinic = try ClinicStore(db).clinic(rows.clinic())!
        patient = try rows.patient("P-1", in: clinic.id)
        let start = SampleRows.instant("2027-03-16T20:00Z")
        let visit = try rows.visit("A-1", of: patient, in: clinic.id, startsAt: start)
        link = VisitLink(
            clinic: clinic.id.rawValue, appointment: visit.rawValue, startsAt: start.microseconds)
    }

    var answers: VisitAnswers { VisitAnswers(db) }

    func tell(_ json: String, at now: Instant) throws {
        let context = IntakeContext(zone: clinic.zone, now: now, normalisePhone: { $0 })
        let intake = try AppointmentIntake(
            externalID: "A-1", json: JSON.parse(Array(json.utf8)), context: context)
        _ = try AppointmentStore(db, revisions: RevisionStore(db)).save(intake, in: clinic, at: now)
    }

    /// Status, when it was confirmed, and when the patient did.
    func state() throws -> String {
        let row = try db.row(
            """
            SELECT CONCAT_WS(' ', status, COALESCE(DATE_FORMAT(confirmed_at, '%Y-%m-%d %H:%i'), '-'),
                COALESCE(DATE_FORMAT(patient_confirmed_at, '%Y-%m-%d %H:%i'), '-')) AS state FROM appointment
            """)
        return row?.text("state") ?? ""
    }

    func events(_ type: String) throws -> Int { try rows.count("event", where: "type = '\(type)'") }

    func staff() throws -> ID<Staff> {
        try StaffStore(db).add(
            name: "Ana Ruiz", email: "ana@campanile.example", passwordHash: "none", role: .frontDesk, in: clinic.id,
            at: SampleRows.instant("2027-03-10T16:00Z"))!
    }
}
