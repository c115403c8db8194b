import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage
@testable import Web

/// Messages that failed, and what the desk does about them. It is noon in Chicago.
@Suite struct FailedTests {
    private let now = SampleSite.now

    private struct Failed {
        let site: SampleSite
        let campaign: ID<Campaign>
        let patient: ID<Patient>

        /// - Parameter minutes: before now.
        func fail(_ kind: AttentionKind, minutes: Int) throws -> ID<Send> {
            let at = SampleSite.now.adding(minutes: -minutes)
            let send = try site.rows.send(of: campaign, to: patient, in: site.clinic, plannedAt: at)
            let failure = [.ambiguous, .bounced, .poison, .exhausted].contains(kind) ? kind.rawValue : "permanent"
            try site.rows.fail(send, failure, kind: kind.rawValue, at: at)
            return send
        }

        func count(_ table: String, _ condition: String) throws -> Int { try site.rows.count(table, where: condition) }
    }

    private func with(_ role: Role = .frontDesk, _ body: (Failed, Desk) throws -> Void) throws {
        try SampleSite.with { site in
            let failed = Failed(
                site: site, campaign: try site.rows.campaign("Offer", in: site.clinic),
                patient: try site.rows.patient("P-1", in: site.clinic))
            try body(failed, try Desk(site, role: role))
        }
    }

    @Test("failed messages stand by their reason, the last first, with the provider's answer")
    func list() throws {
        try with { failed, desk throws in
            let refused = try failed.fail(.address, minutes: 30)
            let unsure = try failed.fail(.ambiguous, minutes: 10)
            _ = try failed.site.db.run(
                """
                INSERT INTO send_attempt (send_id, token, clinic_id, wired_at, ended_at, outcome, code, cause, detail)
                SELECT id, REPEAT('x', 16), clinic_id, planned_at, planned_at, 'refused_for_ever', 550, 'address', '5.1.1'
                FROM send WHERE id = ?
                """, [.int(refused.rawValue)])
            let all = desk.get("/attention").text
            for words in [
                "2 messages failed", "Robin Winter", "Offer", "Address refused", "May have arrived",
                "The provider answered 550 5.1.1", "/attention/messages/\(refused)/address",
            ] { #expect(all.contains(words), "\(words)") }
            #expect(!all.contains("/attention/messages/\(unsure)/address"))
            let places = ["/sends/\(unsure)\"", "/sends/\(refused)\""].map { all.range(of: $0)!.lowerBound }
            #expect(places[0] < places[1])
            #expect(
                desk.get("/campaigns/\(failed.campaign)/sends/\(refused)").text
                    .contains("Refused for good (code 550 5.1.1)."))
            let some = desk.get("/attention?kind=ambiguous").text
            #expect(some.contains("answer was lost") && !some.contains("/sends/\(refused)\""))
            #expect(desk.get("/attention?kind=content").text.contains("None that waits failed for this reason"))
            // A word that means nothing asks for nothing.
            #expect(desk.get("/attention?kind=colour&after=soon").text.contains("/sends/\(refused)\""))
        }
    }

    @Test("the list goes on with its next page, and a page is a fixed number of statements")
    func pages() throws {
        try with { failed, desk throws in
            var sends: [ID<Send>] = []
            for minute in 1...3 { sends.append(try failed.fail(.content, minutes: minute)) }
            func statements() -> Int {
                let before = failed.site.statements()
                #expect(desk.get("/attention").status == 200)
                return failed.site.statements() - before
            }
            _ = statements()
            let few = statements()
            for minute in 4...60 { sends.append(try failed.fail(.content, minutes: minute)) }
            #expect(statements() == few)
            let first = desk.get("/attention?kind=content").text
            #expect(first.contains("/sends/\(sends[49])\"") && !first.contains("/sends/\(sends[50])\""))
            let way = try #require(first.firstMatch(of: /\/attention\?kind=content&amp;after=[0-9-]+/))
            let second = desk.get(String(way.output).replacing("&amp;", with: "&")).text
            #expect(second.contains("/sends/\(sends[50])\"") && second.contains("/sends/\(sends[59])\""))
            #expect(!second.contains("/sends/\(sends[49])\""))
        }
    }

    @Test("the navigation counts all that stands on the page, and says of more than 99 only that they are more")
    func navigation() throws {
        try with { failed, desk throws in
            #expect(!desk.get("/campaigns").text.contains("class=\"waiting\""))
            let send = try failed.fail(.content, minutes: 1)
            let visit = try failed.site.rows.visit(
                "A-1", of: failed.patient, in: failed.site.clinic, startsAt: now.adding(minutes: 600))
            _ = try failed.site.rows.rescheduleRequest("Friday?", about: visit, in: failed.site.clinic)
            func counted() -> String? {
                desk.get("/campaigns").text.firstMatch(of: /<span>([0-9+]+)<\/span><span class="spoken"> waiting/).map {
                    String($0.output.1)
                }
            }
            #expect(counted() == "2")
            for _ in 0..<97 { _ = try failed.fail(.ambiguous, minutes: 2) }
            #expect(counted() == "99")
            _ = try failed.fail(.address, minutes: 3)
            #expect(counted() == "99+")
            for _ in 0..<20 { _ = try failed.fail(.address, minutes: 3) }
            #expect(counted() == "99+")
            // What was seen to, and what stands at another clinic, is not counted.
            _ = try failed.site.db.run(
                "UPDATE attention SET closed_at = ? WHERE send_id <> ?", [.instant(now), .id(send)])
            #expect(counted() == "2")
            let stranger = try Desk(failed.site, role: .admin, clinic: try failed.site.rows.clinic("Elsewhere"))
            #expect(!stranger.get("/campaigns").text.contains("class=\"waiting\""))
        }
    }

    @Test("one put aside stands there no more, is kept with the name, and comes back by undo")
    func dismiss() throws {
        try with { failed, desk throws in
            let send = try failed.fail(.sender, minutes: 5)
            let kept = try failed.fail(.sender, minutes: 6)
            let done = desk.post("/attention/messages", ["dismiss": "\(send)", "kind": "sender"])
            #expect(done.header("Location") == "/attention?kind=sender")
            let list = desk.get("/attention").text
            #expect(list.contains("1 message is put aside.") && !list.contains("/sends/\(send)\""))
            #expect(list.contains("/sends/\(kept)\""))
            #expect(
                try failed.count("audit_log", "verb = 'dismiss' AND noun_id = \(send) AND staff_id = \(desk.staff)")
                    == 1)
            // Twice does nothing more.
            #expect(desk.post("/attention/messages", ["dismiss": "\(send)"]).status == 303)
            #expect(desk.get("/attention").text.contains("Nothing was put aside."))
            #expect(desk.post("/attention/dismissals/\(now.microseconds)/undo").status == 303)
            #expect(desk.get("/attention").text.contains("/sends/\(send)\""))
            #expect(try failed.count("audit_log", "verb = 'reopen' AND noun = 'send'") == 1)
            #expect(desk.post("/attention/dismissals/\(now.microseconds)/undo").status == 303)
            #expect(desk.get("/attention").text.contains("There was nothing to take back."))
            for time in ["x", "-1", "99999999999999999999"] {
                #expect(desk.post("/attention/dismissals/\(time)/undo").status == 404, "\(time)")
            }
        }
    }

    @Test("several are sent again by rows of their own, after a question that names their number")
    func again() throws {
        try with { failed, desk throws in
            let sends = [try failed.fail(.ambiguous, minutes: 1), try failed.fail(.content, minutes: 2)]
            let fields = sends.map { ("send", "\($0)") } + [("again", "chosen"), ("kind", "")]
            let way = try #require(desk.post("/attention/messages", fields: fields).header("Location"))
            let question = desk.get(way)
            for words in ["Send 2 messages again?", "1 of them may have arrived the first time"] {
                #expect(question.text.contains(words), "\(words)")
            }
            #expect(try failed.count("send", "retry_of IS NOT NULL") == 0)
            let answer = sends.map { ("send", "\($0)") } + [("kind", ""), ("until", question.hidden("until")!)]
            let token = try #require(question.hidden("token"))
            for _ in 0..<2 {
                #expect(desk.post("/attention/messages/again", fields: answer, token: token).status == 303)
            }
            #expect(try failed.count("send", "retry_of IN (\(sends[0]), \(sends[1])) AND phase = 'READY'") == 2)
            #expect(try failed.count("audit_log", "verb = 'retry' AND noun = 'send' AND staff_id = \(desk.staff)") == 2)
            let list = desk.get("/attention").text
            #expect(list.contains("2 messages are planned once more.") && list.contains("no message failed"))
            // What waits no longer is not sent a third time, whatever form comes.
            #expect(desk.post("/attention/messages/again", fields: answer).status == 303)
            #expect(try failed.count("send", "retry_of IS NOT NULL") == 2)
        }
    }

    @Test("all of one reason are sent again as they stood when that was asked")
    func allOfKind() throws {
        try with { failed, desk throws in
            for minute in 1...3 { _ = try failed.fail(.sender, minutes: minute) }
            let other = try failed.fail(.content, minutes: 1)
            let question = desk.get("/attention/messages/again?kind=sender")
            #expect(question.text.contains("Send 3 messages again?"))
            let late = try failed.fail(.sender, minutes: -1)
            #expect(
                desk.post("/attention/messages/again", ["kind": "sender", "until": question.hidden("until")!]).status
                    == 303)
            #expect(try failed.count("send", "retry_of IS NOT NULL") == 3)
            #expect(try failed.count("attention", "closed_at IS NULL AND send_id IN (\(other), \(late))") == 2)
            #expect(desk.post("/attention/messages/again", ["kind": "sender", "until": "soon"]).status == 400)
        }
    }

    @Test("what can no longer be sent stays and is told; nothing chosen is told")
    func overtaken() throws {
        try with { failed, desk throws in
            let send = try failed.fail(.content, minutes: 1)
            _ = try failed.site.db.run("UPDATE campaign SET status = 'ARCHIVED'")
            _ = desk.post("/attention/messages/again", ["send": "\(send)", "until": "0"])
            let list = desk.get("/attention").text
            #expect(list.contains("Nothing was sent again.") && list.contains("1 stays here"))
            #expect(list.contains("/sends/\(send)\""))
            _ = desk.post("/attention/messages", ["again": "chosen"])
            #expect(desk.get("/attention").text.contains("Nothing was chosen."))
            #expect(desk.post("/attention/messages", ["colour": "red"]).status == 400)
        }
    }

    @Test("a refused address is shown with where it is mended, and opened again for a reason that is kept")
    func address() throws {
        try with { failed, desk throws in
            let send = try failed.fail(.address, minutes: 5)
            _ = try failed.site.db.run(
                """
                INSERT INTO suppression (clinic_id, contact_point_id, scope, cause, created_at)
                SELECT clinic_id, contact_point_id, 'all', 'bad_address', '2027-03-08 17:55:00' FROM send WHERE id = ?
                """, [.int(send.rawValue)])
            let path = "/attention/messages/\(send)/address"
            let page = desk.get(path).text
            for words in ["robin@patients.example", "booking system", "Closed", "Mon 8 Mar, 11:55"] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(desk.post(path, ["reason": "mood"]).status == 422)
            #expect(desk.post(path).status == 422)
            #expect(
                desk.post(path, ["reason": "confirmed"]).header("Location") == "/attention/messages/again?send=\(send)")
            #expect(try failed.count("suppression", "lifted_at IS NOT NULL") == 1)
            #expect(
                try failed.count("audit_log", "verb = 'open' AND noun = 'contact_point' AND data LIKE '%confirmed%'")
                    == 1)
            #expect(desk.get(path).text.contains("It is open"))
            #expect(desk.post(path, ["reason": "confirmed"]).header("Location") == path)
            // An opt-out is not opened with it.
            _ = try failed.site.db.run("UPDATE suppression SET cause = 'opt_out', lifted_at = NULL")
            _ = desk.post(path, ["reason": "confirmed"])
            #expect(try failed.count("suppression", "lifted_at IS NULL") == 1)
        }
    }

    @Test("the address of a failed message is corrected, and the message sent again to the new one")
    func corrected() throws {
        try with { failed, desk throws in
            let send = try failed.fail(.address, minutes: 5)
            let path = "/attention/messages/\(send)/address"
            let page = desk.get(path)
            #expect(page.value(ofField: "email") == "robin@patients.example")
            #expect(page.value(ofField: "phone") == nil)
            let seen = try #require(page.hidden("email-seen"))
            let wrong = desk.post("\(path)/correct", ["email": "robin", "email-seen": seen])
            #expect(wrong.status == 422 && wrong.value(ofField: "email") == "robin")
            #expect(desk.post("\(path)/correct", ["phone": "+13125550142", "phone-seen": ""]).status == 400)
            let done = desk.post("\(path)/correct", ["email": "r@patients.example", "email-seen": seen])
            #expect(done.header("Location") == "/attention/messages/again?send=\(send)")
            let question = desk.get("/attention/messages/again?send=\(send)").text
            #expect(question.contains("The address is corrected.") && question.contains("Send 1 message again?"))
            #expect(desk.post("/attention/messages/again", ["send": "\(send)", "until": "0"]).status == 303)
            let retried = try failed.site.db.rows(
                """
                SELECT p.address FROM send s JOIN contact_point p ON p.id = s.contact_point_id WHERE s.retry_of = ?
                """, [.int(send.rawValue)])
            #expect(retried.map { $0.text("address") } == ["r@patients.example"])
            #expect(desk.get(path).text.contains("Since then it was changed to r@patients.example."))
            let stranger = try Desk(failed.site, role: .admin, clinic: try failed.site.rows.clinic("Elsewhere"))
            #expect(stranger.post("\(path)/correct", ["email": "x@y.example", "email-seen": seen]).status == 404)
        }
    }

    @Test("another clinic sees, sends, opens and puts aside none of them; a viewer has no button")
    func kept() throws {
        try with { failed, desk throws in
            let send = try failed.fail(.address, minutes: 5)
            let stranger = try Desk(failed.site, role: .admin, clinic: try failed.site.rows.clinic("Elsewhere"))
            #expect(stranger.get("/attention").text.contains("no message failed"))
            #expect(stranger.get("/attention/messages/\(send)/address").status == 404)
            #expect(stranger.post("/attention/messages/\(send)/address", ["reason": "confirmed"]).status == 404)
            _ = stranger.post("/attention/messages", ["dismiss": "\(send)"])
            _ = stranger.post("/attention/messages/again", ["send": "\(send)", "until": "0"])
            #expect(try failed.count("attention", "closed_at IS NULL") == 1)
            #expect(try failed.count("send", "retry_of IS NOT NULL") == 0)
            let viewer = try Desk(failed.site, role: .viewer, name: "Vera Look").get("/attention").text
            #expect(viewer.contains("Address refused"))
            for words in ["type=\"checkbox\"", "name=\"again\"", "name=\"dismiss\"", "/address\""] {
                #expect(!viewer.contains(words), "\(words)")
            }
        }
    }
}
