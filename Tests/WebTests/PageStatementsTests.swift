import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

/// Every page of the staff's asks its database a fixed number of statements, whatever stands on it.
@Suite struct PageStatementsTests {
    /// What is asked of each page's route: its addresses in the clinic that grows.
    private static func addresses(_ clinic: GrowingClinic) throws -> [String: [String]] {
        let (running, paused, draft) = (
            "/campaigns/\(clinic.running)", "/campaigns/\(clinic.paused)", "/campaigns/\(clinic.draft)"
        )
        let (patient, text, survey) = (clinic.patient, "/messages/\(clinic.template)", "/surveys/\(clinic.survey)")
        let send = try clinic.last("send", where: "phase = 'SENT' AND campaign_id = \(clinic.running)")
        let failed = try clinic.last("send", where: "phase = 'FAILED' AND campaign_id = \(clinic.running)")
        let chosen = try clinic.desk.site.db.rows("SELECT id FROM patient WHERE external_id LIKE 'P-%'")
            .map { "\($0.int("id") as Int)" }.joined(separator: ",")
        let cards = try clinic.desk.steps(clinic.running)
        func card(_ isIt: (DraftAction) -> Bool) throws -> String {
            "?step=\(try #require(cards.last { isIt($0.action) }).id)&patient=\(patient)"
        }
        let panels = try [
            card { if case .send(let send) = $0 { send.experiment != nil } else { false } },
            card { if case .branch = $0 { true } else { false } },
            card { if case .condition = $0 { true } else { false } },
            card { if case .wait = $0 { true } else { false } },
            "", "?add=0.main.1", "?open=trigger",
        ]
        let staff = try "/settings/staff/\(clinic.last("staff"))"
        let segment = try "/segments/\(clinic.last("segment"))"
        let test = try "/tests/\(clinic.askTest())"
        let own =
            try clinic.desk.site.db.row("SELECT contact_id AS id FROM patient WHERE id = \(patient)")!.int("id") as Int
        return [
            "/": ["/"], "/stats": ["/stats", "/stats?period=all"],
            "/campaigns": ["/campaigns", "/campaigns?q=o&sort=-name", "/campaigns?status=active&type=marketing"],
            "/campaigns/new": ["/campaigns/new"], "/campaigns/import": ["/campaigns/import"],
            "/campaigns/:id": [running, draft],
            "/campaigns/:id/settings": [running + "/settings"],
            "/campaigns/:id/activate": [draft + "/activate"],
            "/campaigns/:id/pause": [running + "/pause"], "/campaigns/:id/resume": [paused + "/resume"],
            "/campaigns/:id/publish": [running + "/publish", paused + "/publish"],
            "/campaigns/:id/discard": [running + "/discard"],
            "/campaigns/:id/start": [running + "/start", running + "/start?patients=\(chosen)"],
            "/campaigns/:id/revisions": [running + "/revisions"],
            "/campaigns/:id/revisions/compare": [running + "/revisions/compare?from=1&to=draft"],
            "/campaigns/:id/revisions/:number/bring-back": [running + "/revisions/1/bring-back"],
            "/campaigns/:id/export": [running + "/export"],
            "/campaigns/:id/archive": [running + "/archive", paused + "/archive"],
            "/campaigns/:id/stats": [running + "/stats", paused + "/stats?period=all"],
            "/campaigns/:id/stats.csv": [running + "/stats.csv"],
            "/campaigns/:id/sends": [running + "/sends", running + "/sends?status=pending", paused + "/sends"],
            "/campaigns/:id/sends/:send": ["\(running)/sends/\(send)", "\(running)/sends/\(failed)"],
            "/campaigns/:id/sends/:send/again": ["\(running)/sends/\(failed)/again"],
            "/campaigns/:id/builder": panels.map { running + "/builder" + $0 } + [draft + "/builder"],
            "/campaigns/:id/builder/patients": [running + "/builder/patients?add=0.main.1"],
            "/campaigns/:id/steps/new": ["send", "wait", "condition", "branch"].map {
                "\(running)/steps/new?type=\($0)&patient=\(patient)"
            },
            "/campaigns/:id/trigger": [running + "/trigger"],
            "/campaigns/:id/audience": [running + "/audience", running + "/audience?count=yes"],
            "/campaigns/:id/explain": [running, paused, draft].flatMap {
                [$0 + "/explain", "\($0)/explain?patient=\(patient)"]
            },
            "/campaigns/:id/explain/patients": [running + "/explain/patients"],
            "/campaigns/:id/replay": [running + "/replay", "/campaigns/\(clinic.reminders)/replay"],
            "/campaigns/:id/replay/patients/:patient": ["\(running)/replay/patients/\(patient)"],
            "/campaigns/:id/preview": [running + "/preview", "\(running)/preview?patient=\(patient)"],
            "/campaigns/:id/preview/message.html": ["\(running)/preview/message.html?patient=\(patient)&message=0"],
            "/campaigns/:id/preview/patients": [running + "/preview/patients"],
            "/reminders": ["/reminders"], "/reminders/detach": ["/reminders/detach"],
            "/gallery": ["/gallery"], "/gallery/:key": ["/gallery/recall", "/gallery/visit-survey"],
            "/messages": ["/messages", "/messages?q=text"], "/messages/new": ["/messages/new?channel=sms"],
            "/messages/:id": [text, "\(text)?patient=\(patient)"],
            "/messages/:id/preview.html": ["\(text)/preview.html?patient=\(patient)"],
            "/messages/:id/versions": [text + "/versions"], "/messages/:id/remove": [text + "/remove"],
            "/messages/:id/patients": [text + "/patients"],
            "/tests/:id": [test], "/tests/:id/inbox": ["\(test)/inbox"],
            "/surveys": ["/surveys"], "/surveys/new": ["/surveys/new"], "/surveys/:id": [survey],
            "/surveys/:id/answers.csv": [survey + "/answers.csv"],
            "/surveys/:id/questions": [survey + "/questions"], "/surveys/:id/preview": [survey + "/preview"],
            "/patients": ["/patients"], "/patients/:id": ["/patients/\(patient)"],
            "/patients/:id/explain": ["/patients/\(patient)/explain?campaign=\(clinic.running)"],
            "/patients/:id/answer": ["/patients/\(patient)/answer"],
            "/patients/:id/contacts/:contact": ["/patients/\(patient)/contacts/\(own)"],
            "/segments": ["/segments"], "/segments/new": ["/segments/new"], "/segments/:id": [segment],
            "/segments/:id/remove": [segment + "/remove"],
            "/replies": ["/replies", "/replies?show=done"],
            "/attention": ["/attention", "/attention?kind=address"],
            "/attention/messages/again": ["/attention/messages/again?kind=address"],
            "/attention/messages/:send/address": ["/attention/messages/\(failed)/address"],
            "/settings": ["/settings"], "/settings/hours": ["/settings/hours"],
            "/settings/providers": ["/settings/providers"], "/providers/:name": ["/providers/smtp"],
            "/settings/staff": ["/settings/staff"], "/settings/staff/:id": [staff],
            "/settings/staff/:id/remove": [staff + "/remove"],
            "/settings/keys": ["/settings/keys"],
            "/settings/keys/:id/revoke": [try "/settings/keys/\(clinic.last("api_key"))/revoke"],
            "/settings/audit": ["/settings/audit", "/settings/audit?what=campaign"],
            "/settings/hold": ["/settings/hold"],
        ]
    }

    /// Pages that answer what was typed.
    private static func searches(_ clinic: GrowingClinic) -> [(path: String, fields: [(String, String)])] {
        let running = "/campaigns/\(clinic.running)"
        let name = [("name", "Robin")]
        return [
            ("/patients", name), (running + "/builder/patients?add=0.main.1", name),
            (running + "/explain/patients", name), (running + "/preview/patients", name),
            ("/messages/\(clinic.template)/patients", name), (running + "/start", name),
        ]
    }

    /// Pages that only lead to another.
    private static let leading: Set<String> = ["/campaigns/:id", "/campaigns/:id/trigger", "/patients/:id/explain"]

    @Test("every page of the staff's takes as many statements with twenty rows of each kind as with two")
    func everyPage() throws {
        try SampleSite.with { site in
            let clinic = try GrowingClinic(site)
            try clinic.grow(1...2)
            let few = try counts(clinic)
            let routes = Routes.all.filter { route in
                if case .staff = route.door { route.method == "GET" } else { false }
            }
            #expect(Set(few.keys).isSuperset(of: routes.map(\.pattern)))
            try clinic.grow(3...20)
            let many = try counts(clinic)
            for (page, statements) in few.sorted(by: { $0.key < $1.key }) {
                #expect(many[page] == statements, "\(page)")
                #expect(statements.allSatisfy { $0 <= 60 }, "\(page)")
            }
        }
    }

    /// How many statements the pages of each route take, once every one has been seen before.
    private func counts(_ clinic: GrowingClinic) throws -> [String: [Int]] {
        let desk = clinic.desk
        func count(_ status: Int, _ ask: () -> Response, _ page: String) -> Int {
            let before = desk.site.statements()
            let answer = ask()
            #expect(answer.status == status, "\(page)")
            return desk.site.statements() - before
        }
        let addresses = try Self.addresses(clinic)
        let searches = Self.searches(clinic)
        func all() -> [String: [Int]] {
            var counts = addresses.reduce(into: [String: [Int]]()) { counts, page in
                let status = Self.leading.contains(page.key) ? 303 : 200
                counts[page.key] = page.value.map { path in count(status, { desk.get(path) }, path) }
            }
            for search in searches {
                counts["POST \(search.path)"] = [
                    count(200, { desk.post(search.path, fields: search.fields) }, search.path)
                ]
            }
            return counts
        }
        _ = all()
        return all()
    }
}

extension GrowingClinic {
    /// A test message to oneself that stands in one's inbox.
    fileprivate func askTest() throws -> Int {
        let db = desk.site.db
        return Int(
            try db.run(
                """
                INSERT INTO test_message (clinic_id, staff_id, channel, address, language, message, state, created_at,
                    ended_at)
                VALUES (?, ?, 'IN_APP', 'inbox', 'en',
                    '{"channel":"IN_APP","subject":"[Test] Your visit","paragraphs":[]}', 'sent', '2027-03-08', '2027-03-08')
                """, [.int(desk.site.clinic.rawValue), .int(desk.staff.rawValue)]
            ).lastID)
    }
}
