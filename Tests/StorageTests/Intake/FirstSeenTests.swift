import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// What a record tells when it is seen for the first time, and as of when (rules.md 1.5). It is 16:00 of 8 March.
@Suite struct FirstSeenTests {
    @Test(
        "a record first seen tells only how it is now, as of its own time, else of the receipt",
        arguments: oneByOne)
    func alone(line: String, told: [String]) throws {
        #expect(try Self.told(line, isBulk: false) == told)
    }

    @Test(
        "in bulk it tells nothing without its own time, and of visits only those to come",
        arguments: manyAtOnce)
    func inBulk(line: String, told: [String]) throws {
        #expect(try Self.told(line, isBulk: true) == told)
    }

    private static let oneByOne: [(String, [String])] = [
        (patient(), ["PATIENT_CREATED 2027-03-08T16:00"]),
        (patient(#","registeredAt":"2027-03-05T10:00Z""#), ["PATIENT_CREATED 2027-03-05T10:00"]),
        (visit("booked", "2027-03-20"), ["APPOINTMENT_BOOKED 2027-03-08T16:00"]),
        (visit("booked", "2027-03-20", bookedAt), ["APPOINTMENT_BOOKED 2027-03-05T10:00"]),
        (
            visit("confirmed", "2027-03-20", bookedAt),
            ["APPOINTMENT_BOOKED 2027-03-05T10:00", "APPOINTMENT_CONFIRMED 2027-03-08T16:00"]
        ),
        (visit("completed", "2027-03-06", bookedAt), ["APPOINTMENT_COMPLETED 2027-03-08T16:00"]),
        (visit("cancelled", "2027-03-20", bookedAt), ["APPOINTMENT_CANCELLED 2027-03-08T16:00"]),
        (treatment("active"), ["TREATMENT_STARTED 2027-03-08T16:00"]),
        (treatment("active", startedAt), ["TREATMENT_STARTED 2027-03-05T10:00"]),
        (
            treatment("completed", startedAt + #","endedAt":"2027-03-06T10:00Z""#),
            ["TREATMENT_COMPLETED 2027-03-06T10:00"]
        ),
        (invoice(), ["PAYMENT_RECEIVED 2027-03-08T16:00"]),
        (invoice(paidAt), ["PAYMENT_RECEIVED 2027-03-05T10:00"]),
    ]

    private static let manyAtOnce: [(String, [String])] = [
        (patient(), []),
        (patient(#","registeredAt":"2027-03-05T10:00Z""#), ["PATIENT_CREATED 2027-03-05T10:00"]),
        // For a reminder to take up.
        (visit("booked", "2027-03-20"), ["APPOINTMENT_BOOKED 2027-03-08T16:00"]),
        (visit("confirmed", "2027-03-20", bookedAt), ["APPOINTMENT_BOOKED 2027-03-05T10:00"]),
        (visit("booked", "2027-03-08", bookedAt), []),
        (visit("completed", "2027-03-06", bookedAt), []),
        (visit("cancelled", "2027-03-20", bookedAt), []),
        (treatment("active"), []),
        (treatment("active", startedAt), ["TREATMENT_STARTED 2027-03-05T10:00"]),
        (invoice(), []),
        (invoice(paidAt), ["PAYMENT_RECEIVED 2027-03-05T10:00"]),
    ]

    private static let bookedAt = #","bookedAt":"2027-03-05T10:00Z""#
    private static let startedAt = #","startedAt":"2027-03-05T10:00Z""#
    private static let paidAt = #","paidAt":"2027-03-05T10:00Z""#

    private static func patient(_ more: String = "") -> String {
        #"{"kind":"patient","externalId":"P-2","firstName":"Kim","lastName":"Lake","birthDate":"1990-05-04"\#(more)}"#
    }

    /// It starts at 16:00 of its day.
    private static func visit(_ status: String, _ day: String, _ more: String = "") -> String {
        #"{"kind":"appointment","externalId":"A-1","patient":"P-1","type":"Adjustment","status":"\#(status)","#
            + #""startsAt":"\#(day)T16:00Z"\#(more)}"#
    }

    private static func treatment(_ status: String, _ more: String = "") -> String {
        #"{"kind":"treatment","externalId":"T-1","patient":"P-1","type":"braces","status":"\#(status)"\#(more)}"#
    }

    private static func invoice(_ more: String = "") -> String {
        #"{"kind":"invoice","externalId":"I-1","patient":"P-1","amountCents":20000,"currency":"USD","#
            + #""dueOn":"2027-04-01","paidCents":5000,"status":"open"\#(more)}"#
    }

    /// Each event with its type and time.
    private static func told(_ line: String, isBulk: Bool) throws -> [String] {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try rows.patient("P-1", in: clinic)
            let now = SampleRows.instant("2027-03-08T16:00Z")
            let context = IntakeContext(zone: Zone("America/Chicago")!, now: now) { _ in nil }
            let told = try IntakeLine(json: JSON.parse(Array(line.utf8)), context: context)
            let home = try #require(try ClinicStore(db).clinic(clinic))
            let saved = try BulkIntake(db, revisions: RevisionStore(db)).save(told, in: home, isBulk: isBulk, at: now)
            #expect(saved == .made)
            return try db.rows("SELECT type, occurred_at FROM event ORDER BY id").map { row in
                let at = Instant(microseconds: row.timestamp("occurred_at"))
                return "\(row.text("type")) \(Zone("UTC")!.civil(at: at).text)"
            }
        }
    }
}
