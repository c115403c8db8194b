import Campaigns
import Storage
import Testing

@testable import Web

@Suite("The replay of a campaign")
struct CampaignReplayTests {
    /// Four days ago somebody booked a visit.
    private func booked(_ site: SampleSite) throws {
        let patient = try site.rows.patient("P-1", in: site.clinic)
        try Visits(site).book(patient)
        _ = try site.db.run(
            """
            INSERT INTO event (clinic_id, source_key, type, patient_id, appointment_id, occurred_at, received_at, state)
            SELECT clinic_id, 'booked', 'APPOINTMENT_BOOKED', patient_id, id, '2027-03-04 16:00:00', '2027-03-04 16:00:00',
                'done'
            FROM appointment
            """)
    }

    @Test("it says what it is for, replays over the days chosen, and shows what it counted; nothing is sent")
    func replay() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            try booked(site)
            #expect(desk.get("/campaigns/\(campaign)/replay").text.contains("What would it have sent?"))
            let posted = desk.post("/campaigns/\(campaign)/replay", ["days": "14"])
            #expect(posted.header("Location") == "/campaigns/\(campaign)/replay")
            let page = desk.get("/campaigns/\(campaign)/replay").text
            #expect(page.contains("Over the last 14 days it would have sent 1 message to 1 patient."))
            #expect(page.contains(" would have been skipped.") && !page.contains("would have been held"))
            #expect(page.contains("Skipped: Nobody could receive it."))
            #expect(!page.contains("<progress"))
            for table in ["enrollment", "send", "message"] { #expect(try site.rows.count(table) == 0) }
        }
    }

    @Test("a day of its calendar lists messages, and each opens with to whom, when, why and its text")
    func opened() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            try booked(site)
            _ = desk.post("/campaigns/\(campaign)/replay", ["days": "7"])
            let calendar = desk.get("/campaigns/\(campaign)/replay").text
            #expect(calendar.contains("March 2027"))
            #expect(calendar.contains("href=\"/campaigns/\(campaign)/replay?day=2027-03-04#day\""))
            #expect(calendar.contains("aria-label=\"Thu 4 Mar: 1 message\""))
            let day = desk.get("/campaigns/\(campaign)/replay?day=2027-03-04").text
            #expect(day.contains("Thu 4 Mar: 1 message"))
            #expect(day.contains("Robin Winter"))
            let patient = try #require(try site.db.row("SELECT id FROM patient")).int("id") as Int
            let messages = desk.get("/campaigns/\(campaign)/replay/patients/\(patient)")
            #expect(messages.status == 200)
            #expect(messages.text.contains("Would have been sent"))
            #expect(messages.text.contains("Thu 4 Mar, 10:00"))
            #expect(messages.text.contains("robin@patients.example"))
            #expect(messages.text.contains("Would have been skipped"))
            // A day without messages, or none at all, lists nothing.
            for day in ["2027-03-05", "2020-01-01", "x"] {
                #expect(!desk.get("/campaigns/\(campaign)/replay?day=\(day)").text.contains("id=\"day\""))
            }
        }
    }

    @Test("nobody is found outside of a replay, and nobody of another clinic")
    func strangers() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            let forgotten = desk.get("/campaigns/\(campaign)/replay/patients/\(patient)")
            #expect(forgotten.header("Location") == "/campaigns/\(campaign)/replay")
            _ = desk.post("/campaigns/\(campaign)/replay", ["days": "7"])
            #expect(
                desk.get("/campaigns/\(campaign)/replay/patients/\(patient)").text.contains(
                    "No message for this patient"))
            let elsewhere = try site.rows.clinic("Elsewhere")
            let other = try site.rows.patient("P-2", in: elsewhere, email: "kim@patients.example")
            #expect(desk.get("/campaigns/\(campaign)/replay/patients/\(other)").status == 404)
            #expect(desk.get("/campaigns/\(campaign)/replay/patients/0").status == 404)
        }
    }

    @Test("while it runs it shows how far it is; it can be stopped, and stopping twice does no harm")
    func running() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            _ = desk.post("/campaigns/\(campaign)/replay", ["days": "7"])
            _ = try site.db.run("UPDATE replay SET state = 'running', patients_total = 1000, patients_done = 300")
            let page = desk.get("/campaigns/\(campaign)/replay").text
            #expect(page.contains("300 of 1,000 patients"))
            #expect(page.contains("/assets/js/look-again.js"))
            #expect(page.contains("data-look-again"))
            for _ in 0..<2 {
                #expect(
                    desk.post("/campaigns/\(campaign)/replay/cancel").header("Location")
                        == "/campaigns/\(campaign)/replay")
            }
            #expect(try site.rows.count("replay") == 0)
            #expect(desk.get("/campaigns/\(campaign)/replay").text.contains("What would it have sent?"))
        }
    }

    @Test("what runs can be replayed beside the draft, and only what has run")
    func versions() throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            #expect(!desk.get("/campaigns/\(campaign)/replay").text.contains("What runs now"))
            let refused = desk.post("/campaigns/\(campaign)/replay", ["days": "7", "terms": "running"])
            #expect(refused.status == 422)
            #expect(refused.text.contains("This campaign has not run yet."))
        }
    }

    @Test("a draft that nothing starts, or without steps, is refused with what it lacks", arguments: [true, false])
    func unsettled(hasTrigger: Bool) throws {
        try SampleSite.with { site throws in
            let desk = try Desk(site)
            let trigger: Trigger? = hasTrigger ? .event(.patientCreated, rule: nil) : nil
            let campaign = try CampaignStore(site.db).create(
                CampaignHead(name: "Empty", type: .followUp), trigger: trigger, in: site.clinic, by: .program,
                at: SampleSite.now)
            let refused = desk.post("/campaigns/\(campaign)/replay", ["days": "7"])
            #expect(refused.status == 422)
            #expect(refused.text.contains(hasTrigger ? "has no steps yet" : "Nothing starts this campaign yet"))
            #expect(refused.text.contains("still to be settled in this draft"))
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
