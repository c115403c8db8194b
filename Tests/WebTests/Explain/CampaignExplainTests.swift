import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The explanation of a campaign")
struct CampaignExplainTests {
    /// Running reminders, and a patient with a visit booked now.
    private func site(_ body: (SampleSite, Desk, ID<Campaign>, ID<Patient>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.appointmentReminders)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            try Visits(site).book(patient)
            try body(site, desk, campaign, patient)
        }
    }

    @Test("before a patient is chosen it says what it is for; the chooser leads to an address without names")
    func choice() throws {
        try site { site, desk, campaign, patient throws in
            #expect(desk.get("/campaigns/\(campaign)/explain").text.contains("Why did this family get a message"))
            let chosen = desk.post(
                "/campaigns/\(campaign)/explain", ["patient": patient.description, "appointment": "1"])
            #expect(chosen.header("Location") == "/campaigns/\(campaign)/explain?patient=\(patient)&appointment=1")
            #expect(desk.post("/campaigns/\(campaign)/explain", ["patient": "nobody"]).status == 422)
            let found = desk.post("/campaigns/\(campaign)/explain/patients", ["name": "Robin"])
            #expect(found.text.contains("href=\"/campaigns/\(campaign)/explain?patient=\(patient)\""))
            for query in ["patient=999", "patient=x", "patient=\(patient)&appointment=999"] {
                #expect(desk.get("/campaigns/\(campaign)/explain?\(query)").status == 404, "\(query)")
            }
        }
    }

    @Test("a draft tells what would come, with the way lit and nothing written")
    func draft() throws {
        try site { site, desk, campaign, patient throws in
            let page = desk.get("/campaigns/\(campaign)/explain?patient=\(patient)")
            #expect(page.status == 200)
            #expect(page.text.contains("Robin Winter, 36"))
            #expect(page.text.contains("It did not begin: the campaign is a draft, which begins for nobody."))
            #expect(page.text.contains("What would come: Adjustment, Tue 16 Mar, 15:30"))
            #expect(page.text.contains("data-way=\"ahead\""))
            #expect(!page.text.contains("data-way=\"passed\""))
            #expect(
                page.text.contains(
                    "As things are, not to be sent: nobody who receives for the patient has a phone number."))
            for table in ["enrollment", "send", "message"] { #expect(try site.rows.count(table) == 0) }
        }
    }

    @Test("a program reads the same by the neighbour's ids, with codes beside the sentences")
    func program() throws {
        try site { site, _, campaign, patient throws in
            let key = try site.key([.read])
            let json = site.api("GET", "/campaigns/\(campaign)/explain?patient=P-1&appointment=A-1", key: key).json
            #expect(json["patientId"] == .string(patient.description))
            #expect(json["enrolled"] == false)
            let beginning = try #require(json["beginnings"]?.arrayValue?.first)
            #expect(beginning["outcome"] == "REFUSED")
            #expect(beginning["reason"] == "CAMPAIGN_NOT_RUNNING")
            let way = try #require(json["ways"]?.arrayValue?.first)
            #expect(way["expected"] == true)
            #expect(way["appointment"] == "A-1")
            let steps = way["steps"]?.arrayValue ?? []
            let sends = steps.flatMap { $0["sends"]?.arrayValue ?? [] }
            #expect(sends.map { $0["state"] }.allSatisfy { $0 == "EXPECTED" })
            #expect(sends.contains { $0["reason"] == "NO_RECIPIENT" && $0["verdict"] == "SKIP" })
            #expect(steps.contains { $0["turn"] == "WAIT" && $0["due"] == "2027-03-14T15:30:00-05:00" })
        }
    }

    @Test(
        "a program that asks for nobody, or for another's, is refused",
        arguments: [
            ("", 400), ("?patient=", 400), ("?patient=P-1&colour=red", 400), ("?patient=P-9", 404),
            ("?patient=P-1&appointment=A-9", 404), ("?patient=P-1&appointment=", 400), ("?patient=%00", 404),
        ])
    func refused(query: String, status: Int) throws {
        try site { site, _, campaign, _ throws in
            let key = try site.key([.read])
            #expect(site.api("GET", "/campaigns/\(campaign)/explain\(query)", key: key).status == status)
        }
    }

    @Test("another clinic's patient is not there")
    func foreign() throws {
        try site { site, desk, campaign, _ throws in
            let stranger = try site.rows.patient("X-1", in: site.rows.clinic("Elsewhere"))
            #expect(desk.get("/campaigns/\(campaign)/explain?patient=\(stranger)").status == 404)
            let key = try site.key([.read])
            #expect(site.api("GET", "/campaigns/\(campaign)/explain?patient=X-1", key: key).status == 404)
        }
    }
}

/// Visits of a sample site.
struct Visits {
    let site: SampleSite

    init(_ site: SampleSite) { self.site = site }

    /// A visit in a week, booked now.
    func book(_ patient: ID<Patient>, at start: String = "2027-03-16T20:30Z") throws {
        let clinic = Value.int(site.clinic.rawValue)
        _ = try site.db.run("INSERT INTO appointment_type (clinic_id, name) VALUES (?, 'Adjustment')", [clinic])
        let now = Value.timestamp(SampleSite.now.microseconds)
        let starts = Value.timestamp(SampleRows.instant(start).microseconds)
        _ = try site.db.run(
            """
            INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, status, booked_at,
                emitted_start, created_at, updated_at)
            SELECT ?, 'A-1', ?, id, ?, 'booked', ?, ?, ?, ? FROM appointment_type WHERE clinic_id = ?
            """, [clinic, .int(patient.rawValue), starts, now, starts, now, now, clinic])
    }
}
