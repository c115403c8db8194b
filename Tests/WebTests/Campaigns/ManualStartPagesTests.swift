import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Starting a campaign by hand for chosen patients")
struct ManualStartPagesTests {
    private struct Sheet {
        let desk: Desk
        let campaign: ID<Campaign>
        let patients: [ID<Patient>]

        var path: String { "/campaigns/\(campaign)/start" }

        func post(_ fields: [(String, String)], chosen: [ID<Patient>]) -> Response {
            desk.post(path, fields: chosen.map { ("chosen", "\($0)") } + fields)
        }

        func enrolled() throws -> Int { try desk.site.rows.count("enrollment") }
    }

    /// A running campaign for adults that a clinic's own event starts, and three patients, of whom one is a child.
    private func withRunning(active: Bool = true, _ body: (Sheet) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.newPatientWelcome)
            let store = CampaignStore(site.db)
            let adults = Rule.test(FieldTest(field: .age, op: .greaterOrEqual, value: .number(18)))
            var version: Int { get throws { try store.campaign(campaign, in: site.clinic)!.version } }
            let patients = try ["P-1", "P-2", "P-3"].map { key in
                try site.rows.patient(key, in: site.clinic, email: "\(key.lowercased())@patients.example")
            }
            _ = try site.db.run(
                "UPDATE patient SET birth_date = '2020-01-01', first_name = 'Mia' WHERE id = ?",
                [.int(patients[2].rawValue)])
            #expect(
                try store.update(
                    audience: adults, exclusions: nil, of: campaign, ifVersion: version, in: site.clinic,
                    by: .program, at: SampleSite.now
                ).isDone)
            #expect(
                try store.update(
                    .event(EventType(rawValue: "LOST_RETAINER")!, rule: nil), of: campaign, ifVersion: version,
                    in: site.clinic, by: .program, at: SampleSite.now
                ).isDone)
            if active {
                let outcome = try CampaignLife(site.db, revisions: RevisionStore(site.db)).activate(
                    campaign, .init(version: version, takesUpVisits: false, couriers: [.email, .sms]),
                    in: site.clinic, by: .program, at: SampleSite.now)
                #expect(outcome == .done)
            }
            try body(Sheet(desk: desk, campaign: campaign, patients: patients))
        }
    }

    @Test("a search by name offers patients without a name in any address")
    func search() throws {
        try withRunning { sheet throws in
            let found = sheet.post([("name", "Rob"), ("search", "now")], chosen: [])
            #expect(found.status == 200)
            #expect(found.text.contains("Robin Winter, 36"))
            #expect(found.text.contains("id=\"patient-\(sheet.patients[0])\""))
            #expect(!found.text.contains("Mia Winter"))
            let added = sheet.post(
                [("name", "Rob"), ("patient", "\(sheet.patients[1])"), ("add", "now")], chosen: [sheet.patients[0]])
            #expect(added.header("Location") == "\(sheet.path)?patients=\(sheet.patients[0]),\(sheet.patients[1])")
            let removed = sheet.post([("remove", "\(sheet.patients[0])")], chosen: sheet.patients)
            #expect(removed.header("Location") == "\(sheet.path)?patients=\(sheet.patients[1]),\(sheet.patients[2])")
        }
    }

    @Test(
        "beside each chosen patient stands who would begin and who not, then a question with the numbers, then it begins"
    )
    func start() throws {
        try withRunning { sheet throws in
            let all = sheet.patients.map(\.description).joined(separator: ",")
            let page = sheet.desk.get("\(sheet.path)?patients=\(all)")
            #expect(page.text.contains("It would begin for 2 of 3 patients"))
            #expect(page.text.contains("Is not in the campaign’s audience."))
            let asked = sheet.post([("ask", "now")], chosen: sheet.patients)
            #expect(asked.text.contains("for 2 patients?"))
            #expect(asked.text.contains("2 patients begin at once"))
            #expect(asked.text.contains("1 patient will not: Is not in the campaign’s audience."))
            #expect(try sheet.enrolled() == 0)

            let started = sheet.post([("confirmed", "yes")], chosen: sheet.patients)
            #expect(started.header("Location") == "/campaigns/\(sheet.campaign)/stats")
            #expect(try sheet.enrolled() == 2)
            #expect(sheet.desk.get("/campaigns/\(sheet.campaign)/stats").text.contains("It has begun for 2 patients."))

            // A second click, or the back button, begins nothing a second time.
            let again = sheet.post([("confirmed", "yes")], chosen: sheet.patients)
            #expect(again.header("Location") == "\(sheet.path)?patients=\(all)")
            #expect(try sheet.enrolled() == 2)
            let after = sheet.desk.get("\(sheet.path)?patients=\(all)")
            #expect(after.text.contains("It would begin for 0 of 3 patients"))
            #expect(after.text.contains("Has begun before, and may not begin again yet."))
            #expect(!after.text.contains("name=\"ask\""))
        }
    }

    @Test("a draft begins for nobody, and says why; what is no patient of the clinic is not shown")
    func refused() throws {
        try withRunning(active: false) { sheet throws in
            #expect(sheet.desk.get(sheet.path).text.contains("only an active campaign begins for anybody"))
            let answer = sheet.post([("confirmed", "yes")], chosen: sheet.patients)
            #expect(answer.status == 303)
            #expect(try sheet.enrolled() == 0)
        }
        try withRunning { sheet throws in
            let elsewhere = try sheet.desk.site.rows.clinic("Elsewhere")
            let stranger = try sheet.desk.site.rows.patient("X-1", in: elsewhere, email: "x@patients.example")
            let page = sheet.desk.get("\(sheet.path)?patients=\(stranger),x,-1,\(Int64.max)")
            #expect(page.status == 200)
            #expect(!page.text.contains("It would begin for"))
            #expect(sheet.post([("confirmed", "yes")], chosen: [stranger]).status == 303)
            #expect(try sheet.enrolled() == 0)
        }
    }

    @Test("whoever chooses the ticked and has ticked nobody is told so")
    func nobodyTicked() throws {
        try withRunning { sheet throws in
            let answer = sheet.post([("add", "yes")], chosen: [])
            #expect(answer.header("Location") == sheet.path)
            #expect(sheet.desk.get(sheet.path).text.contains("Nobody was ticked."))
        }
    }

    @Test("thirty chosen patients are a page of as many statements as one")
    func statements() throws {
        try withRunning { sheet throws in
            func count(_ patients: [ID<Patient>]) throws -> Int {
                let path = "\(sheet.path)?patients=\(patients.map(\.description).joined(separator: ","))"
                _ = sheet.desk.get(path)
                let before = sheet.desk.site.statements()
                _ = sheet.desk.get(path)
                return sheet.desk.site.statements() - before
            }
            let few = try count([sheet.patients[0]])
            let many = try (4...34).map { number in
                try sheet.desk.site.rows.patient(
                    "P-\(number)", in: sheet.desk.site.clinic, email: "p\(number)@patients.example")
            }
            #expect(try count(many) == few)
        }
    }
}
