import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// When the clinic works.
@Suite struct ClinicHoursTests {
    private func with(_ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: .admin)) }
    }

    private func filled(_ desk: Desk, _ changes: [String: String] = [:]) -> [String: String] {
        var fields = [
            "zone": "America/Chicago", "morning": "08:00", "was": desk.get("/settings/hours").hidden("was") ?? "",
        ]
        for day in 0...6 {
            let isOpen = (1...5).contains(day)
            fields["from-\(day)"] = isOpen ? "09:00" : ""
            fields["to-\(day)"] = isOpen ? "17:00" : ""
        }
        return fields.merging(changes) { $1 }
    }

    private func clinic(_ site: SampleSite) throws -> Clinic {
        try #require(try ClinicStore(site.db).clinic(site.clinic))
    }

    @Test("new times ask first with the numbers, and are then saved, planned by, and kept with who set them")
    func saved() throws {
        try with { site, desk throws in
            let campaign = try site.rows.campaign(in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            for hours in [-1, 1, 2] {
                _ = try site.rows.send(
                    of: campaign, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: hours))
            }
            let change = [
                "zone": "America/New_York", "morning": "07:30", "from-6": "10:00", "to-6": "13:00", "from-1": "",
                "to-1": "",
            ]
            let asked = desk.post("/settings/hours", fields: filled(desk, change))
            #expect(asked.status == 200)
            #expect(asked.text.contains("3 ways of patients through campaigns go on by the new times."))
            #expect(asked.text.contains("3 messages wait, and each is planned anew"))
            #expect(try clinic(site).zone.name == "America/Chicago")
            let confirmed = filled(desk, change.merging(["confirmed": "yes"]) { $1 })
            #expect(desk.post("/settings/hours", fields: confirmed).header("Location") == "/settings/hours")
            let times = ClinicTimes(try clinic(site))
            #expect(
                times.text
                    == "America/New_York 07:30 closed closed 09:00-17:00 09:00-17:00 09:00-17:00 09:00-17:00 10:00-13:00"
            )
            #expect(try site.rows.count("clinic", where: "replan_after = 0") == 1)
            #expect(try site.rows.count("audit_log", where: "noun = 'clinic' AND staff_id = \(desk.staff)") == 1)
        }
    }

    @Test("the same times again change nothing, and a stale page is told and keeps what was typed")
    func stale() throws {
        try with { site, desk throws in
            let old = filled(desk, ["morning": "07:15", "confirmed": "yes"])
            #expect(desk.post("/settings/hours", fields: filled(desk)).status == 303)
            #expect(try site.rows.count("clinic", where: "replan_after IS NULL") == 1)
            #expect(
                desk.post("/settings/hours", fields: filled(desk, ["morning": "09:00", "confirmed": "yes"])).status
                    == 303)
            let refused = desk.post("/settings/hours", fields: old)
            #expect(refused.status == 409)
            #expect(refused.value(ofField: "morning") == "07:15")
            #expect(refused.text.contains("Somebody else changed"))
            #expect(try clinic(site).calendar.morning.text == "09:00")
        }
    }

    @Test(
        "what makes no sense is said beside its field",
        arguments: [
            ("zone", "Mars/Olympus"), ("zone", ""), ("morning", "25:00"), ("morning", ""), ("from-1", ""),
            ("to-1", "x"),
            ("from-3", "17:00"),
        ])
    func refused(field: String, value: String) throws {
        try with { site, desk throws in
            let refused = desk.post("/settings/hours", fields: filled(desk, [field: value, "confirmed": "yes"]))
            #expect(refused.status == 422)
            #expect(refused.value(ofField: field) == value)
            #expect(refused.text.contains("needs another look"))
            #expect(try clinic(site).zone.name == "America/Chicago")
        }
    }

    @Test("closing days for which messages wait asks first, with how many, and changes nothing until then")
    func closedDaysAsk() throws {
        try with { site, desk throws in
            let (campaign, patient) = (
                try site.rows.campaign(in: site.clinic), try site.rows.patient("P-1", in: site.clinic)
            )
            // Midnight in Chicago is 06:00Z: the second and third fall on the two days.
            for time in ["2027-03-10T05:59Z", "2027-03-10T06:00Z", "2027-03-12T05:59Z", "2027-03-12T06:00Z"] {
                _ = try site.rows.send(
                    of: campaign, to: patient, in: site.clinic, plannedAt: SampleRows.instant(time))
            }
            let days: KeyValuePairs = ["first": "2027-03-10", "last": "2027-03-11", "name": "Snow"]
            let asked = desk.post("/settings/closed-days", days)
            #expect(asked.status == 200 && asked.text.contains("2 messages wait for a time on these 2 days."))
            #expect(asked.hidden("name") == "Snow" && asked.hidden("confirmed") == "yes")
            #expect(try site.rows.count("closed_day") == 0)
            let sure: KeyValuePairs = [
                "first": "2027-03-10", "last": "2027-03-11", "name": "Snow", "confirmed": "yes",
            ]
            #expect(desk.post("/settings/closed-days", sure).status == 303)
            #expect(try site.rows.count("closed_day") == 2)
        }
    }

    @Test("days are closed, one or several in a row, from today on, named, and opened again; what waits follows")
    func closedDays() throws {
        try with { site, desk throws in
            let path = "/settings/closed-days"
            #expect(desk.post(path, ["first": "2027-03-08", "last": "", "name": "Snow"]).status == 303)
            #expect(desk.post(path, ["first": "2027-12-24", "last": "2027-12-26", "name": "Christmas"]).status == 303)
            #expect(try site.rows.count("closed_day") == 4)
            #expect(try site.rows.count("clinic", where: "replan_after = 0") == 1)
            let page = desk.get("/settings/hours").text
            for words in ["Mon 8 Mar 2027", "Snow", "Sat 25 Dec 2027", "Christmas"] { #expect(page.contains(words)) }
            for (first, last) in [
                ("2027-03-07", ""), ("", ""), ("2027-02-30", ""), ("2027-04-02", "2027-04-01"),
                ("2027-04-01", "2028-04-01"),
                ("2097-04-01", ""),
            ] {
                #expect(desk.post(path, ["first": first, "last": last, "name": ""]).status == 422, "\(first) \(last)")
            }
            #expect(desk.post("\(path)/open", ["day": "2027-12-25"]).status == 303)
            #expect(desk.post("\(path)/open", ["day": "2027-12-25"]).status == 303)
            #expect(desk.post("\(path)/open", ["day": "Christmas"]).status == 400)
            #expect(try site.rows.count("closed_day") == 3)
            #expect(try site.rows.count("audit_log", where: "noun = 'clinic'") == 3)
            #expect(try site.rows.count("audit_log", where: "data LIKE '%Snow%'") == 0)
        }
    }
}
