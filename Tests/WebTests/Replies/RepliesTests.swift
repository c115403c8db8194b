import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Web

/// Texts that staff read.
@Suite struct RepliesTests {
    @Test("a text waits beside the patients of its number, each with the next visit, until somebody has seen to it")
    func finish() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            try patient(site)
            let id = try site.rows.reply(
                "Running late,\nsorry!", in: site.clinic, at: SampleRows.instant("2027-03-08T17:00Z"))
            let list = desk.get("/replies")
            #expect(list.status == 200)
            for word in [
                "1 message waits", "Robin Winter", "Running late,\nsorry!", "Next visit Tue 16 Mar, 15:00 · Adjustment",
                "+1\u{A0}312\u{A0}555\u{A0}0142", "Mon 8 Mar, 11:00", "Done: Robin Winter",
            ] { #expect(list.text.contains(word), "\(word)") }
            for _ in 0..<2 { #expect(desk.post("/replies/\(id)/done").header("Location") == "/replies") }
            #expect(desk.get("/replies").text.contains("Nothing waits to be read"))
            let done = desk.get("/replies?show=done").text
            for word in ["Running late", "Ana Ruiz", "Mon 8 Mar, 12:00", "1 message was seen to"] {
                #expect(done.contains(word), "\(word)")
            }
            try #expect(site.rows.count("inbound_message", where: "done_by = \(desk.staff)") == 1)
            try #expect(site.rows.count("audit_log", where: "noun = 'inbound_message' AND noun_id = \(id)") == 1)
        }
    }

    @Test("the front desk gets from a text to the patient's page, and a viewer reads the name alone")
    func leading() throws {
        try SampleSite.with { site in
            try patient(site)
            _ = try site.rows.reply("Hello", in: site.clinic)
            let id: Int = try site.db.row("SELECT id FROM patient")!.int("id")
            let desk = try Desk(site, role: .frontDesk)
            #expect(desk.get("/replies").text.contains("href=\"/patients/\(id)\""))
            let seen = try Desk(site, role: .viewer, name: "Vi Ewer").get("/replies").text
            #expect(seen.contains("Robin Winter") && !seen.contains("href=\"/patients/"))
        }
    }

    @Test("a viewer, who may see to none, has no column for it, and reads who saw to which")
    func looking() throws {
        try SampleSite.with { site in
            try patient(site)
            let id = try site.rows.reply("Hello", in: site.clinic)
            let viewer = try Desk(site, role: .viewer, name: "Vi Ewer")
            let desk = try Desk(site, role: .frontDesk)
            #expect(desk.get("/replies").text.contains("scope=\"col\">Done</th>"))
            #expect(!viewer.get("/replies").text.contains("scope=\"col\">Done</th>"))
            #expect(viewer.get("/replies").text.split(separator: "<td").count == 3)
            _ = desk.post("/replies/\(id)/done")
            #expect(viewer.get("/replies?show=done").text.contains("scope=\"col\">Seen to</th>"))
        }
    }

    @Test("done by mistake is undone from the notice")
    func undo() throws {
        try SampleSite.with { site in
            let desk = try Desk(site, role: .frontDesk)
            let id = try site.rows.reply("Hello", in: site.clinic)
            _ = desk.post("/replies/\(id)/done")
            #expect(desk.get("/replies").text.contains("action=\"/replies/\(id)/reopen\""))
            for _ in 0..<2 { #expect(desk.post("/replies/\(id)/reopen").status == 303) }
            #expect(desk.get("/replies").text.contains("1 message waits"))
            try #expect(site.rows.count("inbound_message", where: "done_at IS NULL AND done_by IS NULL") == 1)
            try #expect(site.rows.count("audit_log", where: "verb = 'reopen'") == 1)
        }
    }

    @Test(
        "what the text did by itself stands below it",
        arguments: [
            ("means = 'opt-out'", "Stopped every text to this number."),
            ("means = 'help'", "Asks for help."), ("means = 'confirm'", "not clear which visit"),
            (
                "means = 'reschedule', appointment_id = (SELECT MIN(id) FROM appointment)",
                "than Tue 16 Mar, 15:00 · Adj"
            ),
            ("means = 'confirm', appointment_id = (SELECT MIN(id) FROM appointment)", "Confirmed the visit Tue 16 Mar"),
        ])
    func deed(change: String, words: String) throws {
        try SampleSite.with { site in
            try patient(site)
            _ = try site.rows.reply("Hello", in: site.clinic)
            _ = try site.db.run("UPDATE inbound_message SET \(change)")
            #expect(try Desk(site).get("/replies").text.contains(words))
        }
    }

    @Test("a guardian's text stands beside each of the children, a stranger's beside nobody")
    func people() throws {
        try SampleSite.with { site in
            let parent = try site.rows.patient("P-1", in: site.clinic)
            let child = try site.rows.patient("P-2", in: site.clinic)
            try site.rows.give("+13125550142", to: parent, in: site.clinic)
            _ = try site.db.run("UPDATE patient SET first_name = 'Mia' WHERE external_id = 'P-2'")
            _ = try site.db.run(
                """
                INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
                SELECT clinic_id, ?, contact_id, 'parent', TRUE, FALSE FROM patient WHERE id = ?
                """, [.int(child.rawValue), .int(parent.rawValue)])
            _ = try site.rows.reply("Which one of us?", in: site.clinic)
            _ = try site.rows.reply("Wrong number?", from: "+13125550177", in: site.clinic)
            let list = try Desk(site).get("/replies").text
            for word in ["Mia Winter", "Robin Winter", "Done: Mia Winter, Robin Winter", "Nobody here has this number"]
            {
                #expect(list.contains(word), "\(word)")
            }
        }
    }

    @Test("the navigation tells how many wait, and the page asks as much of the database for one text as for many")
    func counted() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            #expect(!desk.get("/campaigns").text.contains("class=\"waiting\""))
            try patient(site)
            _ = try site.rows.reply("First", in: site.clinic)
            let one = try statements(site) { #expect(desk.get("/replies").text.contains("1 message waits")) }
            for number in 1...99 {
                let badge = "<span>\(number)</span><span class=\"spoken\"> waiting"
                if number > 97 { #expect(desk.get("/campaigns").text.contains(badge)) }
                let phone = "+1312555\(1000 + number)"
                _ = try site.rows.reply("Number \(number)", from: phone, in: site.clinic)
            }
            let many = try statements(site) { #expect(desk.get("/replies").text.contains("More than 50 messages")) }
            #expect(one == many)
            #expect(desk.get("/campaigns").text.contains("<span>99+</span><span class=\"spoken\"> waiting"))
            #expect(desk.get("/").text.contains("More than 99 texts wait for somebody to read."))
            #expect(desk.get("/replies").body.count < 60_000)
        }
    }

    @Test("another clinic's texts are neither seen nor counted, and a viewer has no button")
    func kept() throws {
        try SampleSite.with { site in
            let id = try site.rows.reply("Friday?", in: site.clinic)
            let stranger = try Desk(site, clinic: try site.rows.clinic("Elsewhere"))
            let list = stranger.get("/replies").text
            #expect(!list.contains("Friday?") && !list.contains("class=\"waiting\""))
            for way in ["done", "reopen"] { #expect(stranger.post("/replies/\(id)/\(way)").status == 404) }
            let viewer = try Desk(site, role: .viewer).get("/replies").text
            #expect(viewer.contains("Friday?") && !viewer.contains("/done"))
        }
    }

    @Test("what nobody has to read is no reply, by its id neither")
    func understood() throws {
        try SampleSite.with { site in
            let id = try site.rows.reply("STOP", in: site.clinic)
            _ = try site.db.run("UPDATE inbound_message SET state = 'understood'")
            let desk = try Desk(site)
            #expect(desk.get("/replies").text.contains("Nothing waits to be read"))
            #expect(desk.post("/replies/\(id)/done").status == 404)
        }
    }

    private func statements(_ site: SampleSite, _ body: () throws -> Void) rethrows -> Int {
        let before = site.statements()
        try body()
        return site.statements() - before
    }

    /// Robin Winter, with a number and a visit.
    private func patient(_ site: SampleSite) throws {
        let patient = try site.rows.patient("P-1", in: site.clinic)
        try site.rows.give("+13125550142", to: patient, in: site.clinic)
        try site.rows.visit("A-0", of: patient, in: site.clinic, startsAt: SampleRows.instant("2027-03-16T20:00Z"))
        try site.rows.visit("A-2", of: patient, in: site.clinic, startsAt: SampleRows.instant("2027-04-16T20:00Z"))
        try site.rows.visit("A-1", of: patient, in: site.clinic, startsAt: SampleRows.instant("2027-03-01T20:00Z"))
    }
}
