import Campaigns
import Storage
import Testing

@testable import Web

@Suite("The pages of the reminder table")
struct ReminderPagesTests {
    private func withTable(_ body: (Desk, ID<Campaign>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = try site.db.run(
                "INSERT INTO appointment_type (clinic_id, name) VALUES (?, 'Adjustment'), (?, 'Bonding')",
                [.int(site.clinic.rawValue), .int(site.clinic.rawValue)])
            #expect(desk.post("/reminders/begin").status == 303)
            let standing = try ReminderStore(site.db).standing(in: site.clinic)
            try body(desk, try #require(standing.campaign).id)
        }
    }

    private func campaign(_ id: ID<Campaign>, _ desk: Desk) throws -> Campaign {
        try #require(try CampaignStore(desk.site.db).campaign(id, in: desk.site.clinic))
    }

    private func table(_ id: ID<Campaign>, _ desk: Desk) throws -> ReminderTable {
        try ReminderStore(desk.site.db).table(of: id, in: desk.site.clinic)
    }

    /// The form as the page has it.
    private func fields(_ id: ID<Campaign>, _ desk: Desk, version: Int? = nil) throws -> [(String, String)] {
        let lines = ReminderForm(try table(id, desk)).lines
        return [("campaign", "\(id)"), ("version", "\(try version ?? campaign(id, desk).version)")]
            + lines.flatMap(fields)
    }

    private func fields(_ line: ReminderForm.Line) -> [(String, String)] {
        [
            ("row", line.row), ("type", line.type), ("amount", line.amount), ("lead", line.lead),
            ("channel", line.channel), ("message", line.message), ("confirmed", line.confirmed),
        ]
    }

    private func activate(_ id: ID<Campaign>, _ desk: Desk) throws {
        let answer = desk.post(
            "/campaigns/\(id)/activate", ["version": "\(try campaign(id, desk).version)", "take-up": "leave"])
        #expect(answer.status == 303)
    }

    @Test("where nobody reminds, the page says what it is for and begins from the gallery, once")
    func empty() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let page = desk.get("/reminders")
            #expect(page.text.contains("No visit is reminded of yet"))
            #expect(page.text.contains("action=\"/reminders/begin\""))
            #expect(try Desk(site, role: .viewer, name: "Vic Low").get("/reminders").text.contains("No visit"))
            #expect(desk.post("/reminders/begin").status == 303)
            #expect(desk.post("/gallery/appointment-reminders").header("Location") == "/reminders")
            #expect(try site.rows.count("campaign") == 1)
            let table = desk.get("/reminders")
            #expect(table.text.contains("There are reminders already"))
            #expect(table.text.contains("E-mail and SMS at booking; SMS 48 hours before; SMS on the morning."))
        }
    }

    @Test("lines are added and removed without a script, and nothing is kept by that")
    func rearranged() throws {
        try withTable { desk, id in
            let typed = try fields(id, desk)
            let more = desk.post("/reminders", fields: typed + [("add", "1")])
            #expect(more.status == 200)
            #expect(more.text.contains("id=\"line-5-type\""))
            let less = desk.post("/reminders", fields: typed + [("remove", "1")])
            #expect(!less.text.contains("id=\"line-4-type\""))
            #expect(try table(id, desk).rules.count == 4)
        }
    }

    @Test("a line for a type is kept, and the table is said in words before and after")
    func saved() throws {
        try withTable { desk, id in
            let types = try table(id, desk).types
            var line = ReminderForm(try table(id, desk)).lines[2]
            #expect(line.lead == "hours")
            line.row = ""
            line.type = "\(types[0].id)"
            line.confirmed = "until"
            let typed = try fields(id, desk) + fields(line)
            let sentence = "E-mail and SMS at booking; SMS 48 hours before, unless confirmed; SMS on the morning."
            let words = desk.post("/reminders", fields: typed + [("words", "now")])
            #expect(words.text.contains("In words, not saved yet"))
            #expect(words.text.contains(sentence))
            #expect(try table(id, desk).rules.count == 4)
            let answer = desk.post("/reminders", fields: typed)
            #expect(answer.header("Location") == "/reminders")
            let page = desk.get("/reminders")
            #expect(page.text.contains(sentence))
            #expect(page.text.contains("Every other type (Bonding)"))
        }
    }

    @Test("a running table shows what publishing changes, and goes live by publishing alone")
    func published() throws {
        try withTable { desk, id in
            try activate(id, desk)
            var lines = ReminderForm(try table(id, desk)).lines
            lines[2].amount = "72"
            let head = [("campaign", "\(id)"), ("version", "\(try campaign(id, desk).version)")]
            let answer = desk.post("/reminders", fields: head + lines.flatMap(fields))
            #expect(answer.header("Location") == "/campaigns/\(id)/publish")
            let asked = desk.get("/campaigns/\(id)/publish")
            #expect(asked.text.contains("72 hours before"))
            let page = desk.get("/reminders")
            #expect(page.text.contains("Not published yet"))
            #expect(page.text.contains("SMS 72 hours before; SMS on the morning. Until now:"))
            let version = try campaign(id, desk).version
            #expect(
                desk.post("/campaigns/\(id)/publish", ["version": "\(version)", "people": "move"]).status == 303)
            #expect(!desk.get("/reminders").text.contains("Not published yet"))
        }
    }

    @Test("what makes no sense is said beside its line, with all that was typed")
    func refused() throws {
        try withTable { desk, id in
            var lines = ReminderForm(try table(id, desk)).lines
            lines[2].amount = "0"
            lines[3].message = lines[0].message
            let head = [("campaign", "\(id)"), ("version", "\(try campaign(id, desk).version)")]
            let answer = desk.post("/reminders", fields: head + lines.flatMap(fields))
            #expect(answer.status == 422)
            #expect(answer.text.contains("Give a whole number of hours from 1 to 240."))
            #expect(answer.text.contains("is for e-mail: choose one for SMS."))
            #expect(answer.value(ofField: "line-3-amount") == "0")
            #expect(answer.text.contains("href=\"#line-3-amount\""))
            for (name, value) in [
                ("lead", "never"), ("channel", "PUSH"), ("confirmed", ""), ("type", "-1"), ("message", "999999"),
            ] {
                let bent = try fields(id, desk).map { $0.0 == name ? (name, value) : $0 }
                #expect(desk.post("/reminders", fields: bent).status == 422, "\(name)")
            }
        }
    }

    @Test("the second of two who change the table is told, and keeps what was typed")
    func stale() throws {
        try withTable { desk, id in
            var lines = ReminderForm(try table(id, desk)).lines
            let head = [("campaign", "\(id)"), ("version", "\(try campaign(id, desk).version)")]
            let first = Array(lines.dropLast())
            #expect(desk.post("/reminders", fields: head + first.flatMap(fields)).status == 303)
            lines[2].amount = "24"
            let colleague = try Desk(desk.site, name: "Kim Late")
            let answer = colleague.post("/reminders", fields: head + lines.flatMap(fields))
            #expect(answer.status == 409)
            #expect(answer.text.contains("Ana Ruiz changed the reminders"))
            #expect(answer.value(ofField: "line-3-amount") == "24")
            let version = try #require(answer.hidden("version"))
            let again = [("campaign", "\(id)"), ("version", version)] + lines.flatMap(fields)
            #expect(colleague.post("/reminders", fields: again).status == 303)
            #expect(try table(id, desk).rules.map(\.lead).contains(.hours(24)))
        }
    }

    @Test("the builder shows the table's campaign without a way to change it, until it is detached")
    func detached() throws {
        try withTable { desk, id in
            let step = try #require(try desk.steps(id).first)
            let page = desk.get("/campaigns/\(id)/builder?step=\(step.id)")
            #expect(page.text.contains("The steps are what the reminder table says"))
            #expect(page.text.contains("href=\"/reminders\""))
            #expect(!page.text.contains("Add a step at the end"))
            #expect(
                desk.post("/campaigns/\(id)/steps/\(step.id)/position", ["direction": "down"]).status == 409)
            #expect(desk.post("/campaigns/\(id)/steps/\(step.id)/remove", ["confirmed": "yes"]).status == 409)
            #expect(desk.post("/campaigns/\(id)/trigger", ["kind": "event"]).status == 409)
            let version = "\(try campaign(id, desk).version)"
            #expect(desk.post("/campaigns/\(id)/draft/undo", ["version": version]).status == 409)
            #expect(desk.post("/campaigns/\(id)/draft/redo", ["version": version]).status == 409)

            let asked = desk.get("/reminders/detach")
            #expect(asked.text.contains("The table and its 4 lines are gone for good"))
            #expect(desk.post("/reminders/detach").header("Location") == "/campaigns/\(id)/builder")
            let builder = desk.get("/campaigns/\(id)/builder")
            #expect(builder.text.contains("The table is gone."))
            #expect(builder.text.contains("Add a step at the end"))
            #expect(
                desk.post("/campaigns/\(id)/steps/\(step.id)/position", ["direction": "down"]).status == 303)
            #expect(desk.get("/reminders/detach").status == 303)
        }
    }

    @Test("a table that was detached while it ran says where its steps are changed now")
    func goneButRunning() throws {
        try withTable { desk, id in
            try activate(id, desk)
            let before = try fields(id, desk)
            #expect(desk.post("/reminders/detach").status == 303)
            let page = desk.get("/reminders")
            #expect(page.text.contains("It was detached from the table, so the table is gone"))
            #expect(page.text.contains("href=\"/campaigns/\(id)/builder\""))
            #expect(desk.post("/reminders", fields: before).header("Location") == "/reminders")
            #expect(desk.get("/reminders").text.contains("Nothing was changed."))
        }
    }

    @Test("programs read the table's steps and change none of them, nor its trigger")
    func api() throws {
        try withTable { desk, id in
            let key = try desk.site.key([.read, .manage])
            let path = "/campaigns/\(id)/steps"
            let steps = try #require(desk.site.api("GET", path, key: key).json["items"]?.arrayValue)
            #expect(steps.count == 6)
            let step = try #require(steps.first?["id"]?.stringValue)
            let answers = [
                desk.site.api("POST", path, ["type": "WAIT", "waitUntil": "for 2 days"], key: key),
                desk.site.api("PUT", "\(path)/\(step)", ["name": "Hello"], key: key),
                desk.site.api("PUT", "\(path)/\(step)/position", ["order": 2], key: key),
                desk.site.api("DELETE", "\(path)/\(step)", key: key),
                desk.site.api(
                    "PUT", "/campaigns/\(id)", ["triggerType": "EVENT", "triggerEvent": "APPOINTMENT_CANCELLED"],
                    key: key),
            ]
            for answer in answers {
                #expect(answer.status == 409)
                #expect(answer.json["title"]?.stringValue?.contains("detach the campaign") == true)
            }
            let named = desk.site.api("PUT", "/campaigns/\(id)", ["name": "Our reminders"], key: key)
            #expect(named.status == 200)
            #expect(desk.post("/reminders/detach").status == 303)
            #expect(desk.site.api("PUT", "\(path)/\(step)", ["name": "Hello"], key: key).status == 200)
        }
    }

    @Test("lines for twelve types are a page of as many statements as lines for none")
    func big() throws {
        try withTable { desk, id in
            let small = try count(desk)
            let clinic = desk.site.clinic.rawValue
            for number in 1...10 {
                _ = try desk.site.db.run(
                    "INSERT INTO appointment_type (clinic_id, name) VALUES (?, ?)",
                    [.int(clinic), .text("Type \(number)")])
            }
            let types = try table(id, desk).types
            var lines = ReminderForm(try table(id, desk)).lines
            for type in types {
                var line = lines[2]
                line.row = ""
                line.type = "\(type.id)"
                lines.append(line)
            }
            let head = [("campaign", "\(id)"), ("version", "\(try campaign(id, desk).version)")]
            #expect(desk.post("/reminders", fields: head + lines.flatMap(fields)).status == 303)
            #expect(try count(desk) == small)
            #expect(desk.get("/reminders").text.contains("id=\"line-16-type\""))
        }
    }

    private func count(_ desk: Desk) throws -> Int {
        _ = desk.get("/reminders")
        let before = desk.site.statements()
        _ = desk.get("/reminders")
        return desk.site.statements() - before
    }
}
