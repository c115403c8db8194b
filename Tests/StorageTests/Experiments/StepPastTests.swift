import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite("The past of a step")
struct StepPastTests {
    private static let now = SampleRows.instant("2027-06-01T12:00Z")

    @Test("counts who got its message in the last ninety days, and who of them then did what a test would count")
    func counts() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic)
            let step = ID<Step>(try db.row("SELECT id FROM step")!.int("id"))
            let store = StepPast(db)
            #expect(try store.count(step, of: campaign, goal: .bookings, in: clinic, at: Self.now) == nil)
            for number in 1...6 {
                let patient = try rows.patient("P-\(number)", in: clinic, email: "p\(number)@patients.example")
                let send = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: Self.now)
                // The first is too long ago, the second did not leave.
                let at = number == 1 ? "2027-03-01 12:00:00" : "2027-05-20 12:00:00"
                _ = try db.run(
                    "UPDATE send SET phase = ?, planned_at = ?, sent_at = ?, clicked_at = ? WHERE id = ?",
                    [
                        .text(number == 2 ? "SKIPPED" : "SENT"), .text(at), .text(at),
                        number == 3 ? .text("2027-05-20 13:00:00") : .null, .int(send.rawValue),
                    ])
                guard number > 3 else { continue }
                // One booked in the thirty days, one before the message, one of another clinic's kind of event.
                let when =
                    number == 4 ? "2027-05-21 12:00:00" : number == 5 ? "2027-05-19 12:00:00" : "2027-05-21 12:00:00"
                _ = try db.run(
                    "INSERT INTO event (clinic_id, source_key, type, patient_id, occurred_at, received_at) VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .int(clinic.rawValue), .text("E-\(number)"),
                        .text(number == 6 ? "APPOINTMENT_MOVED" : "APPOINTMENT_BOOKED"), .int(patient.rawValue),
                        .text(when), .text(when),
                    ])
            }
            let booked = try #require(try store.count(step, of: campaign, goal: .bookings, in: clinic, at: Self.now))
            #expect(booked.reached == 4 && booked.succeeded == 1)
            #expect(booked.reachedPerMonth == 1 && booked.peoplePerMonth == 1)
            let clicked = try #require(try store.count(step, of: campaign, goal: .clicks, in: clinic, at: Self.now))
            #expect(clicked.succeeded == 1)
            let other = try #require(try store.count(ID(.max), of: campaign, goal: .clicks, in: clinic, at: Self.now))
            #expect(other.reached == 0 && other.peoplePerMonth == 1)
            #expect(
                try store.count(step, of: campaign, goal: .clicks, in: rows.clinic("Elsewhere"), at: Self.now) == nil)
            #expect(try store.patientsPerMonth(of: .appointmentBooked, in: clinic, at: Self.now) == 2)
        }
    }
}
