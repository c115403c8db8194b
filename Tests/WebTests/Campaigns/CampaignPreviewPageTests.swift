import Campaigns
import CivilTime
import Foundation
import MariaDB
import Storage
import Testing

@testable import Web

@Suite("The preview of a campaign")
struct CampaignPreviewPageTests {
    @Test("it shows each message at the planner's time with its reason, and an SMS without a number as skipped")
    func times() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            let page = desk.get("/campaigns/\(campaign)/preview?patient=\(patient)")
            #expect(page.status == 200)
            #expect(page.text.contains("Robin Winter, 36"))
            // Booked at noon in Chicago: the confirmation at once.
            #expect(page.text.contains("datetime=\"2027-03-08T18:00:00Z\""))
            #expect(page.text.contains("At once when an appointment is booked"))
            #expect(page.text.contains("Would be skipped"))
            #expect(page.text.contains("has a phone number."))
            #expect(page.text.contains("To Robin Winter, robin@patients.example"))
            let visit: Int64 = try #require(try site.db.row("SELECT id FROM appointment")).int("id")
            let body = desk.get(
                "/campaigns/\(campaign)/preview/message.html?patient=\(patient)&appointment=\(visit)&message=0")
            #expect(body.status == 200)
            #expect(body.header("Content-Security-Policy") == EmailHTML.contentPolicy)
            #expect(body.text.contains("Tue, Mar 16"))
            // A visit of nobody's.
            let strange = "patient=\(patient)&appointment=\(visit + 1)"
            for path in ["?\(strange)", "/message.html?\(strange)&message=0"] {
                #expect(desk.get("/campaigns/\(campaign)/preview\(path)").status == 404)
            }
        }
    }

    @Test("it shows each recipient the text in their own language, as the sender chooses it")
    func language() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            let path = "/campaigns/\(campaign)/preview?patient=\(patient)"
            #expect(
                desk.get(path).text.contains("Robin&#39;s visit on") || desk.get(path).text.contains("Robin's visit on")
            )
            _ = try site.db.run("UPDATE contact SET language = 'es-MX'")
            #expect(desk.get(path).text.contains("La visita de Robin el"))
            _ = try site.db.run("UPDATE contact SET language = 'fr'")
            #expect(desk.get(path).text.contains("s visit on"))
        }
    }

    @Test("it warns that a minor for whom nobody receives gets it at an address of their own")
    func minorAlone() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            let path = "/campaigns/\(campaign)/preview?patient=\(patient)"
            #expect(!desk.get(path).text.contains("no contact receives"))
            _ = try site.db.run("UPDATE patient SET birth_date = '2015-01-20'")
            #expect(desk.get(path).text.contains("no contact receives for this minor"))
        }
    }

    @Test("it says the same times as the planner, for each message")
    func planner() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            _ = try site.db.run("UPDATE step SET channel = 'EMAIL' WHERE type = 'SEND'")
            _ = try site.db.run("UPDATE message_template SET channel = 'EMAIL'")
            let page = desk.get("/campaigns/\(campaign)/preview?patient=\(patient)").text
            // 48 hours before 15:30 in Chicago lies beyond the clock change of 14 March; the morning is 08:00 there.
            for time in ["2027-03-08T18:00:00Z", "2027-03-14T20:30:00Z", "2027-03-16T13:00:00Z"] {
                #expect(page.contains("datetime=\"\(time)\""), "\(time)")
            }
            #expect(page.contains("48 hours before the adjustment on Tue 16 Mar, 15:30."))
        }
    }

    @Test("nothing is written, and the choice of a visit leads to an address without names")
    func choice() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            #expect(desk.get("/campaigns/\(campaign)/preview").text.contains("What would one family get?"))
            let chosen = desk.post(
                "/campaigns/\(campaign)/preview", ["patient": patient.description, "appointment": "1"])
            #expect(chosen.header("Location") == "/campaigns/\(campaign)/preview?patient=\(patient)&appointment=1")
            #expect(desk.post("/campaigns/\(campaign)/preview", ["patient": "nobody"]).status == 422)
            let found = desk.post("/campaigns/\(campaign)/preview/patients", ["name": "Robin"])
            #expect(found.text.contains("href=\"/campaigns/\(campaign)/preview?patient=\(patient)\""))
            #expect(desk.get("/campaigns/\(campaign)/preview?patient=999").status == 404)
            #expect(desk.get("/campaigns/\(campaign)/preview?patient=\(patient)&appointment=999").status == 404)
            for table in ["enrollment", "send", "message"] { #expect(try site.rows.count(table) == 0) }
        }
    }
}
