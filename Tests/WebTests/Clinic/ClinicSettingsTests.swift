import Campaigns
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The clinic's settings")
struct ClinicSettingsTests {
    private func with(_ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: .admin)) }
    }

    @Test("the months of recalls are saved within their limits, and what was typed wrongly is kept")
    func recall() throws {
        try with { site, desk throws in
            #expect(desk.get("/settings").value(ofField: "recall-months") == "6")
            #expect(desk.post("/settings", fields: filled(desk, ["recall-months": "9"])).status == 303)
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.recallMonths == 9)
            #expect(desk.get("/settings").text.contains("The settings are saved."))
            for wrong in ["0", "61", "", "six", "-1", "6.5"] {
                let refused = desk.post("/settings", fields: filled(desk, ["recall-months": wrong]))
                #expect(refused.status == 422)
                #expect(refused.value(ofField: "recall-months") == wrong)
            }
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.recallMonths == 9)
            let deeds = try AuditStore(site.db).latest(in: site.clinic, limit: 5).map(\.verb)
            #expect(deeds.first == .change)
        }
    }

    private func filled(_ desk: Desk, _ changes: [String: String] = [:]) -> [String: String] {
        [
            "recall-months": "6", "care-from": "07:00", "care-to": "21:00", "cap-messages": "1", "cap-days": "7",
            "active-limit": "10", "majority": "18", "late-reminder": "120", "late-other": "1440", "sms-parts": "3",
            "was": desk.get("/settings").hidden("was") ?? "",
        ].merging(changes) { $1 }
    }

    @Test("what messages may do is saved whole, audited without more than numbers, and the same again is nothing")
    func limits() throws {
        try with { site, desk throws in
            let change = [
                "care-from": "08:30", "care-to": "20:00", "cap-messages": "0", "cap-days": "30", "active-limit": "3",
                "majority": "16", "late-reminder": "45", "late-other": "600", "sms-parts": "1",
            ]
            #expect(desk.post("/settings", fields: filled(desk, change)).status == 303)
            let clinic = try #require(try ClinicStore(site.db).clinic(site.clinic))
            #expect(ClinicLimits(clinic).text == "08:30-20:00 0 30 3 16 6 45 600 1")
            #expect(clinic.lateness == LatenessLimits(reminderMinutes: 45, otherMinutes: 600))
            #expect(clinic.smsPartLimit == 1)
            #expect(desk.post("/settings", fields: filled(desk, change)).status == 303)
            #expect(desk.get("/settings").text.contains("Nothing differs from before."))
            #expect(try site.rows.count("audit_log", where: "noun = 'clinic' AND data LIKE '%08:30-20:00%'") == 1)
        }
    }

    @Test("a page that is stale is told so, and keeps what was typed for another try")
    func stale() throws {
        try with { site, desk throws in
            let old = filled(desk, ["majority": "21"])
            #expect(desk.post("/settings", fields: filled(desk, ["majority": "16"])).status == 303)
            let refused = desk.post("/settings", fields: old)
            #expect(refused.status == 409)
            #expect(refused.value(ofField: "majority") == "21")
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.ageOfMajority == 16)
            let again = old.merging(["was": refused.hidden("was") ?? ""]) { $1 }
            #expect(desk.post("/settings", fields: again).status == 303)
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.ageOfMajority == 21)
        }
    }

    @Test(
        "a limit that makes no sense is refused beside its field",
        arguments: [
            ("care-from", "7"), ("care-to", "07:00"), ("cap-messages", "-1"), ("cap-days", "0"), ("active-limit", "0"),
            ("active-limit", "1001"), ("majority", "11"), ("late-reminder", "4"),
            ("late-other", "10081"), ("sms-parts", "0"), ("sms-parts", "11"), ("majority", "99999999999999999999"),
        ])
    func refused(field: String, value: String) throws {
        try with { site, desk throws in
            let refused = desk.post("/settings", fields: filled(desk, [field: value]))
            #expect(refused.status == 422)
            #expect(refused.value(ofField: field) == value)
            #expect(try site.rows.count("audit_log") == 0)
        }
    }

    @Test("the switch asks with the numbers, stops this clinic alone, and is taken back at once")
    func hold() throws {
        try with { site, desk throws in
            let elsewhere = try site.rows.clinic("Elsewhere")
            let campaign = try site.rows.campaign(in: site.clinic)
            _ = try site.db.run("UPDATE campaign SET status = 'ACTIVE'")
            let patient = try site.rows.patient("P-1", in: site.clinic)
            for hours in [-25, -1, 1, 25] {
                _ = try site.rows.send(
                    of: campaign, to: patient, in: site.clinic, plannedAt: SampleSite.now.adding(hours: hours))
            }
            let asked = desk.get("/settings/hold").text
            #expect(asked.contains("1 campaign runs; from now on no message leaves."))
            #expect(asked.contains("2 messages are due around today"))
            #expect(desk.get("/settings").text.contains("Stop all messages…"))
            #expect(desk.post("/settings/hold").status == 303)
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.isHeld == true)
            #expect(try ClinicStore(site.db).clinic(elsewhere)?.isHeld == false)
            let page = desk.get("/settings").text
            #expect(page.contains("are stopped since"))
            #expect(page.contains("action=\"/settings/release\""))
            #expect(page.contains("Nothing leaves since"))
            #expect(desk.get("/settings/hold").status == 303)
            #expect(desk.post("/settings/hold").status == 303)
            #expect(desk.post("/settings/release").status == 303)
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.isHeld == false)
            #expect(try site.rows.count("clinic", where: "unpark_at IS NOT NULL") == 1)
            #expect(desk.post("/settings/release").status == 303)
            let deeds = try AuditStore(site.db).latest(in: site.clinic, limit: 5).map(\.verb)
            #expect(deeds == [.release, .hold])
        }
    }

    @Test("while it is held every page says so, with the way to the switch for who may use it")
    func banner() throws {
        try SampleSite.with { site in
            let (admin, viewer) = (try Desk(site, role: .admin), try Desk(site, role: .viewer))
            let said = "are stopped since"
            #expect(!viewer.get("/campaigns").text.contains(said))
            #expect(admin.post("/settings/hold").status == 303)
            for path in ["/campaigns", "/gallery", "/messages", "/segments", "/attention"] {
                let page = viewer.get(path).text
                #expect(page.contains(said))
                #expect(!page.contains("href=\"/settings\""))
            }
            #expect(admin.get("/campaigns").text.contains("To the switch"))
            #expect(admin.post("/settings/release").status == 303)
            #expect(!viewer.get("/campaigns").text.contains(said))
        }
    }

    @Test("only an administrator is shown the settings, and may change them", arguments: [Role.viewer, .manager])
    func roles(role: Role) throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: role)
            #expect(!desk.get("/campaigns").text.contains("href=\"/settings\""))
            #expect(desk.get("/settings").status == 403)
            #expect(desk.post("/settings/hold").status == 403)
            #expect(try ClinicStore(site.db).clinic(site.clinic)?.isHeld == false)
        }
        try with { _, desk in #expect(desk.get("/campaigns").text.contains("href=\"/settings\"")) }
    }
}
