import Campaigns
import CivilTime
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// The first page of the day. It is noon in Chicago.
@Suite struct HomeTests {
    private let now = SampleSite.now

    private func with(_ role: Role = .frontDesk, _ body: (SampleSite, Desk) throws -> Void) throws {
        try SampleSite.with { site in try body(site, try Desk(site, role: role)) }
    }

    @Test("a clinic without anything is told what will stand there")
    func empty() throws {
        try with { _, desk throws in
            let page = desk.get("/").text
            for words in [
                "Today, <span>Mon 8 Mar</span>", "Nothing more leaves today", "No message waits for a time of today",
                "Nothing. Requests for another time", "Nobody is expected tomorrow",
            ] { #expect(page.contains(words), "\(words)") }
        }
    }

    @Test("who may begin something is shown where, until anything is on its way")
    func begin() throws {
        try with(.manager) { site, desk throws in
            let words = "Begin with reminders of visits"
            #expect(desk.get("/").text.contains(words))
            #expect(!(try Desk(site, role: .viewer, name: "Vera Viewer").get("/").text.contains(words)))
            _ = try site.rows.reply("Hello", in: site.clinic)
            #expect(!desk.get("/").text.contains(words))
        }
    }

    @Test("texts that nobody has read yet stand among what needs a person")
    func replies() throws {
        try with { site, desk throws in
            for words in ["Hello", "Again"] { _ = try site.rows.reply(words, in: site.clinic) }
            let page = desk.get("/").text
            #expect(page.contains("2 texts wait for somebody to read.") && page.contains("href=\"/replies\""))
        }
    }

    @Test("what leaves from now to midnight is counted by hour and campaign, and nothing else is")
    func leaving() throws {
        try with { site, desk throws in
            let (offer, recall) = (
                try site.rows.campaign("Offer", in: site.clinic), try site.rows.campaign("Recall", in: site.clinic)
            )
            let patient = try site.rows.patient("P-1", in: site.clinic)
            func plan(_ campaign: ID<Campaign>, minutes: Int) throws -> ID<Send> {
                try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: now.adding(minutes: minutes))
            }
            // Due before, in this hour, at 14:00, at 14:59, in the day's last minute, and at midnight.
            for minutes in [-30, 10, 120, 179, 719, 720] { _ = try plan(offer, minutes: minutes) }
            _ = try plan(recall, minutes: 130)
            let parked = try plan(recall, minutes: 20)
            _ = try site.db.run(
                "UPDATE send SET phase = 'PARKED', next_at = NULL WHERE id = ?", [.int(parked.rawValue)])
            let elsewhere = try site.rows.clinic("Elsewhere")
            _ = try site.rows.send(
                of: try site.rows.campaign("Theirs", in: elsewhere), to: try site.rows.patient("P-9", in: elsewhere),
                in: elsewhere, plannedAt: now.adding(minutes: 5))
            let leaving = try LeavingTodayStore(site.db).leaving(
                in: site.clinic, zone: Zone("America/Chicago")!, at: now)
            #expect(leaving.hours.map(\.sends) == [2, 3, 1])
            #expect(leaving.hours.map(\.from) == [0, 120, 660].map { now.adding(minutes: $0) })
            #expect(leaving.hours[1].parts.map(\.name) == ["Offer", "Recall"])
            #expect(!leaving.isCut)
            let page = desk.get("/").text
            for words in ["6 messages leave today", ">Now<", ">14:00<", ">23:00<", "/campaigns/\(offer)/sends\""] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(!page.contains("Theirs"))
        }
    }

    @Test("in a zone off by a half hour, and on the day of a clock change, hours are the clinic's own")
    func zones() throws {
        try with { site, _ throws in
            let offer = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            func hours(_ zone: String, from now: String, _ times: [String]) throws -> [String] {
                _ = try site.db.run("UPDATE send SET phase = 'SENT', next_at = NULL")
                for time in times {
                    _ = try site.rows.send(
                        of: offer, to: patient, in: site.clinic, plannedAt: SampleRows.instant(time))
                }
                let zone = Zone(zone)!
                return try LeavingTodayStore(site.db).leaving(
                    in: site.clinic, zone: zone, at: SampleRows.instant(now)
                ).hours.map { "\(zone.civil(at: $0.from).time.text) \($0.sends)" }
            }
            #expect(
                try hours(
                    "Asia/Kolkata", from: "2027-03-08T03:00Z",
                    ["2027-03-08T03:29Z", "2027-03-08T03:30Z", "2027-03-08T18:30Z"])
                    == ["08:00 1", "09:00 1"])
            // 01:59 and 03:00 in Chicago follow each other.
            #expect(
                try hours(
                    "America/Chicago", from: "2027-03-14T06:00Z", ["2027-03-14T07:59Z", "2027-03-14T08:00Z"])
                    == ["01:00 1", "03:00 1"])
        }
    }

    @Test("what needs a person stands there with numbers and the way to it")
    func needs() throws {
        try with { site, desk throws in
            let offer = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            func fail(_ kind: String, hours: Int) throws -> ID<Send> {
                let at = now.adding(hours: hours)
                let send = try site.rows.send(of: offer, to: patient, in: site.clinic, plannedAt: at)
                try site.rows.fail(send, kind == "ambiguous" ? kind : "permanent", kind: kind, at: at)
                return send
            }
            _ = try fail("address", hours: -1)
            _ = try fail("ambiguous", hours: -24)
            _ = try fail("address", hours: -24 * 8)
            // Somebody has put this one aside.
            _ = try AttentionDesk(site.db, in: site.clinic).dismiss(
                [try fail("sender", hours: -2)], by: desk.staff, at: now)
            let visit = try site.rows.visit("A-1", of: patient, in: site.clinic, startsAt: now.adding(hours: 4))
            _ = try site.rows.rescheduleRequest("", about: visit, in: site.clinic)
            _ = try site.db.run(
                """
                INSERT INTO provider_state (provider, state, trouble, trouble_code, trouble_at, updated_at) VALUES
                    ('smtp', 'stopped', 'credentials', 535, '2027-03-08 15:00:00', '2027-03-08 15:00:00'),
                    ('twilio', 'working', NULL, NULL, NULL, '2027-03-08 15:00:00')
                """)
            let page = desk.get("/").text
            for words in [
                "1 patient asks for another time.", "href=\"/attention\"",
                "2 messages of “Offer” failed in the last 7 days. 1 of them may have left all the same.",
                "The e-mail server is stopped since today at 09:00, because it refuses our account: the name or the password (code 535).",
                "href=\"/providers/smtp\"",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(!page.contains("SMS gateway"))
        }
    }

    @Test("a way that was given up after five errors stands there, and a manager has it tried again, once")
    func stuck() throws {
        try with(.manager) { site, desk throws in
            let offer = try site.rows.campaign("Offer", in: site.clinic)
            let patient = try site.rows.patient("P-1", in: site.clinic)
            _ = try site.rows.send(of: offer, to: patient, in: site.clinic, plannedAt: now)
            func set(_ errors: Int) throws {
                _ = try site.db.run(
                    "UPDATE enrollment SET errors = ?, due_at = '2027-03-08 10:00:00'", [.int(Int64(errors))])
            }
            try set(4)
            #expect(!desk.get("/").text.contains("Given up after five errors"))
            try set(5)
            let page = desk.get("/").text
            #expect(page.contains("Given up after five errors") && page.contains("Robin Winter"))
            #expect(!(try Desk(site, role: .frontDesk, name: "Kim Desk").get("/").text.contains("/ways/")))
            let id: Int = try #require(try site.db.row("SELECT MAX(id) AS id FROM enrollment")).int("id")
            #expect(desk.post("/ways/\(id)/again").header("Location") == "/")
            #expect(desk.get("/").text.contains("It is tried again with the next minutes."))
            #expect(try site.rows.count("enrollment", where: "errors = 0") == 1)
            #expect(desk.post("/ways/\(id)/again").status == 303)
            #expect(desk.get("/").text.contains("It goes on already."))
            #expect(try site.rows.count("audit_log", where: "verb = 'retry' AND noun = 'enrollment'") == 1)
        }
    }

    @Test("a campaign that paused itself is told apart from one that somebody paused")
    func paused() throws {
        try with(.manager) { site, desk throws in
            let offer = try site.rows.campaign("Offer", in: site.clinic)
            let recall = try site.rows.campaign("Recall", in: site.clinic)
            #expect(desk.post("/campaigns/\(offer)/pause").status == 303)
            let elderly = try site.rows.campaign("Elderly", in: site.clinic)
            func pause(_ id: ID<Campaign>) throws {
                _ = try site.db.run(
                    "UPDATE campaign SET status = 'PAUSED', paused_at = ? WHERE id = ?",
                    [.timestamp(now.microseconds), .int(id.rawValue)])
            }
            try pause(recall)
            try pause(elderly)
            _ = try site.db.run(
                "INSERT INTO self_pause (clinic_id, campaign_id, paused_at, refused, answered, code, detail) VALUES (?, ?, ?, 12, 50, 550, '5.7.1')",
                [.int(site.clinic.rawValue), .int(recall.rawValue), .timestamp(now.microseconds)])
            let why = "12 of its first 50 messages were refused for what they say: 550 5.7.1"
            let page = desk.get("/").text
            for words in ["paused by Ana Ruiz", "paused by a program of your IT", "paused itself", "Because \(why)."] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(desk.get("/campaigns").text.contains("Paused itself: \(why)"))
            for path in ["stats", "builder", "resume", "sends"] {
                #expect(desk.get("/campaigns/\(recall)/\(path)").text.contains(why), "\(path)")
                #expect(!desk.get("/campaigns/\(offer)/\(path)").text.contains("paused itself"), "\(path)")
            }
            // Resumed as any other, it is one that runs.
            #expect(desk.post("/campaigns/\(recall)/resume", ["missed": "skip"]).status == 303)
            #expect(!desk.get("/campaigns").text.contains("Paused itself"))
        }
    }

    @Test("tomorrow's visits are counted as confirmed, told and silent, and not told, and the unconfirmed are listed")
    func tomorrow() throws {
        try with { site, desk throws in
            let reminders = try site.rows.campaign("Reminders", in: site.clinic)
            _ = try site.db.run("UPDATE campaign SET type = 'REMINDER'")
            func visit(_ key: String, hours: Int, status: String = "booked") throws -> ID<Appointment> {
                let patient = try site.rows.patient("P-\(key)", in: site.clinic, email: "\(key)@patients.example")
                _ = try site.db.run(
                    "UPDATE patient SET first_name = ? WHERE id = ?", [.text("Kid\(key)"), .int(patient.rawValue)])
                let visit = try site.rows.visit(key, of: patient, in: site.clinic, startsAt: now.adding(hours: hours))
                _ = try site.db.run(
                    "UPDATE appointment SET status = ? WHERE id = ?", [.text(status), .int(visit.rawValue)])
                return visit
            }
            // Noon today plus 11 and 12 hours are this side of midnight and the other.
            _ = try visit("1", hours: 11)
            let told = try visit("2", hours: 12)
            _ = try visit("3", hours: 20)
            _ = try visit("4", hours: 21, status: "confirmed")
            _ = try visit("5", hours: 21, status: "cancelled")
            _ = try visit("6", hours: 36)
            let patient: Int = try #require(
                try site.db.row("SELECT patient_id FROM appointment WHERE id = ?", [.int(told.rawValue)])
            ).int("patient_id")
            _ = try site.rows.send(
                of: reminders, to: ID(Int64(patient)), in: site.clinic, plannedAt: now.adding(hours: -20),
                sentAt: now.adding(hours: -20))
            _ = try site.db.run(
                "UPDATE enrollment SET appointment_id = ? WHERE patient_id = ?",
                [.int(told.rawValue), .int(Int64(patient))])
            let visits = try ExpectedVisitsStore(site.db).visits(
                on: CivilDate("2027-03-09")!, in: site.clinic, zone: Zone("America/Chicago")!, listing: 50)
            #expect([visits.count, visits.confirmed, visits.told, visits.untold] == [3, 1, 1, 1])
            #expect(visits.open.map(\.patientName) == ["Kid2 Winter", "Kid3 Winter"])
            #expect(visits.open.map { $0.toldAt != nil } == [true, false])
            let first = try ExpectedVisitsStore(site.db).visits(
                on: CivilDate("2027-03-09")!, in: site.clinic, zone: Zone("America/Chicago")!, listing: 1)
            #expect(first.open.map(\.patientName) == ["Kid2 Winter"])
            #expect(first.unconfirmed == 2)
            let page = desk.get("/").text
            for words in [
                "Told yesterday at 16:00; no further message waits.", "Kid3 Winter", "/patients/\(patient)\"",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(!page.contains("Kid1") && !page.contains("Kid4") && !page.contains("Kid6"))
            #expect(!(try Desk(site, role: .viewer, name: "Vic View").get("/").text.contains("/patients/")))
        }
    }

    @Test("the page takes the same few statements however much stands on it")
    func statements() throws {
        try with { site, desk throws in
            func statements() -> Int {
                let before = site.statements()
                #expect(desk.get("/").status == 200)
                return site.statements() - before
            }
            _ = statements()
            let empty = statements()
            let offer = try site.rows.campaign("Offer", in: site.clinic)
            for number in 0..<30 {
                let patient = try site.rows.patient("P-\(number)", in: site.clinic)
                _ = try site.rows.send(
                    of: offer, to: patient, in: site.clinic, plannedAt: now.adding(minutes: number * 10))
                try site.rows.visit("A-\(number)", of: patient, in: site.clinic, startsAt: now.adding(hours: 20))
            }
            #expect(statements() == empty)
            #expect(empty <= 11, "\(empty)")
        }
    }
}
