import Campaigns
import Storage
import Testing

@testable import Web

@Suite("The replay of a campaign")
struct CampaignReplayTests {
    @Test("it says what it is for, replays over the days chosen, and shows what it counted; nothing is sent")
    func replay() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            _ = try site.db.run(
                """
                INSERT INTO event (clinic_id, source_key, type, patient_id, appointment_id, occurred_at, received_at, state)
                SELECT clinic_id, 'booked', 'APPOINTMENT_BOOKED', patient_id, id, '2027-03-04 16:00:00', '2027-03-04 16:00:00',
                    'done'
                FROM appointment
                """)
            #expect(desk.get("/campaigns/\(campaign)/replay").text.contains("What would it have sent?"))
            let posted = desk.post("/campaigns/\(campaign)/replay", ["days": "14"])
            #expect(posted.header("Location") == "/campaigns/\(campaign)/replay")
            let page = desk.get("/campaigns/\(campaign)/replay").text
            #expect(page.contains("Over the last 14 days it would have sent 1 message to 1 patient."))
            #expect(page.contains("Skipped: Nobody could receive it."))
            #expect(!page.contains("<progress"))
            for table in ["enrollment", "send", "message"] { #expect(try site.rows.count(table) == 0) }
        }
    }

    @Test("days that are not offered are refused, with the form again", arguments: ["", "8", "x", "-7"])
    func refused(days: String) throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let answer = desk.post("/campaigns/\(campaign)/replay", ["days": days])
            #expect(answer.status == 422)
            #expect(answer.text.contains("Choose how far to go back."))
        }
    }
}
