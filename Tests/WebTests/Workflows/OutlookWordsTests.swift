import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("What a test needs, beside its form")
struct OutlookWordsTests {
    @Test("is told by what starts the campaign before anything was sent, for two halves or for the shares typed")
    func expected() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let send = try #require(
                try desk.steps(campaign).first { step in
                    if case .send(let send) = step.action { send.channel == .email } else { false }
                })
            guard case .send(let action) = send.action else { throw Unexpected() }
            let page = "/campaigns/\(campaign)/builder?step=\(send.id)"
            #expect(desk.get(page).text.contains("How many confirmed here is not known yet; say it is 20 %."))
            #expect(desk.get(page).text.contains("about 0 a month would, so there is no telling how long."))
            for number in 1...120 {
                let patient = try site.rows.patient(
                    "P-\(number)", in: site.clinic, email: "p\(number)@patients.example")
                _ = try site.db.run(
                    "INSERT INTO event (clinic_id, source_key, type, patient_id, occurred_at, received_at) "
                        + "VALUES (?, ?, 'APPOINTMENT_BOOKED', ?, '2027-03-01 12:00:00', '2027-03-01 12:00:00')",
                    [.int(site.clinic.rawValue), .text("E-\(number)"), .int(patient.rawValue)])
            }
            #expect(
                desk.get(page).text.contains(
                    "this needs 1,094 people for each message; nobody has come here yet, but about 120 a month would, so about 18 months."
                ))
            // Unequal shares take longer, as soon as they are typed.
            let typed = desk.post(
                "/campaigns/\(campaign)/steps/\(send.id)",
                fields: [
                    "version": String(send.version), "name": send.name, "channel": "EMAIL",
                    "template": action.template?.description ?? "", "arm-b": action.template?.description ?? "",
                    "weight-a": "75", "weight-b": "25", "test-goal": "confirmations", "test-date": "2027-04-07",
                    "test-time": "09:00", "look": "1",
                ])
            #expect(typed.status == 200)
            #expect(typed.text.contains("about 120 a month would, so about 36 months."))
            #expect(typed.text.contains("too few: nothing is decided under 100 people for each message."))
        }
    }

    @Test("parting by chance says how many come to the smallest lane")
    func split() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let page = desk.get("/campaigns/\(campaign)/steps/new?type=split").text
            #expect(page.contains("Nobody comes here yet. Under 100 in a lane nothing can be told of it."))
            let huge = desk.post(
                "/campaigns/\(campaign)/steps",
                [
                    "type": "split", "add": "0.main.1", "name": "", "lane-key": "new1", "lane-name": "A",
                    "lane-weight": "9223372036854775807", "lane-add": "1",
                ])
            #expect(huge.status == 200)
        }
    }

    private struct Unexpected: Error {}
}
