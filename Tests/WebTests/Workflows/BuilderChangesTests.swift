import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("The changes of a draft in the builder")
struct BuilderChangesTests {
    private func withWelcome(_ body: (Desk, ID<Campaign>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            try body(desk, try desk.use(.newPatientWelcome))
        }
    }

    private func version(_ desk: Desk, _ campaign: ID<Campaign>) throws -> String {
        String(try #require(try CampaignStore(desk.site.db).campaign(campaign, in: desk.site.clinic)).version)
    }

    private func main(_ desk: Desk, _ campaign: ID<Campaign>) throws -> [ID<Step>] {
        try StepStore(desk.site.db).workflow(of: campaign, in: desk.site.clinic).steps.map(\.id)
    }

    private func question(_ desk: Desk, _ campaign: ID<Campaign>) throws -> DraftStep {
        try #require(try desk.steps(campaign).first { $0.kind == .condition })
    }

    @Test("a step is put to the place that was dropped on or chosen, in another lane too, and has the focus then")
    func places() throws {
        try withWelcome { desk, campaign in
            let first = try main(desk, campaign)[0]
            let question = try question(desk, campaign)
            let open = desk.get("/campaigns/\(campaign)/builder?step=\(first)").text
            #expect(open.contains("value=\"\(question.id).no.1\""))
            #expect(open.contains("First under “No” of “"))
            #expect(open.contains("value=\"0.main.1\" selected=\"selected\""))

            let path = "/campaigns/\(campaign)/steps/\(first)/position"
            let moved = desk.post(path, ["to": "\(question.id).no.1", "version": try version(desk, campaign)])
            #expect(moved.status == 303)
            #expect(moved.header("Location") == "/campaigns/\(campaign)/builder?at=\(first)")
            #expect(try desk.steps(campaign).first { $0.id == first }?.lane == .inside(question.id, .no))
            let page = desk.get("/campaigns/\(campaign)/builder?at=\(first)").text
            #expect(page.contains("href=\"/campaigns/\(campaign)/builder?step=\(first)#panel\" autofocus=\"\""))

            let inside = desk.post(
                "/campaigns/\(campaign)/steps/\(question.id)/position",
                ["to": "\(question.id).no.1", "version": try version(desk, campaign)])
            #expect(inside.status == 303)
            #expect(desk.get("/campaigns/\(campaign)/builder").text.contains("it stands inside the step"))
            #expect(desk.post(path, ["to": "nowhere", "version": "1"]).status == 400)
        }
    }

    @Test("a button moves a step out of its lane at the lane's end, and keeps the focus")
    func outOfLane() throws {
        try withWelcome { desk, campaign in
            let question = try question(desk, campaign)
            let inside = try #require(try desk.steps(campaign).first { $0.lane.parent == question.id })
            let page = desk.get("/campaigns/\(campaign)/builder").text
            #expect(page.contains("aria-label=\"Move out of the lane: "))
            let answer = desk.post(
                "/campaigns/\(campaign)/steps/\(inside.id)/position",
                ["direction": "up", "version": "1", "to": ""])
            #expect(answer.header("Location") == "/campaigns/\(campaign)/builder?at=\(inside.id)&by=up")
            let order = try main(desk, campaign)
            let spot = try #require(order.firstIndex(of: inside.id))
            #expect(order[spot + 1] == question.id)
            let after = desk.get("/campaigns/\(campaign)/builder?at=\(inside.id)&by=up").text
            #expect(after.contains("/steps/\(inside.id)/position\" aria-label=\"Move up:"))
            #expect(after.contains("autofocus=\"\""))
        }
    }

    @Test("who drops or copies on a draft that somebody changed is refused, told who, and shown how it stands")
    func stale() throws {
        try withWelcome { desk, campaign in
            let seen = try version(desk, campaign)
            let first = try main(desk, campaign)[0]
            let question = try question(desk, campaign)
            let colleague = try Desk(desk.site, name: "Ben Cole")
            #expect(
                colleague.post(
                    "/campaigns/\(campaign)/steps/\(first)/position", ["direction": "down"]
                ).status == 303)
            let before = try desk.steps(campaign)
            let refusals: [(String, KeyValuePairs<String, String>, String)] = [
                ("steps/\(first)/position", ["to": "\(question.id).no.1", "version": seen], "Nothing was moved."),
                ("steps/\(first)/duplicate", ["version": seen], "Nothing was copied."),
                ("steps/\(question.id)/lanes/yes/duplicate", ["version": seen, "to": ""], "Nothing was copied."),
                ("draft/undo", ["version": seen], "Nothing was undone."),
                ("draft/redo", ["version": seen], "Nothing was redone."),
            ]
            for (path, fields, told) in refusals {
                let answer = desk.post("/campaigns/\(campaign)/\(path)", fields)
                #expect(answer.status == 409, "\(path)")
                #expect(answer.text.contains("Ben Cole changed the workflow today at"), "\(path)")
                #expect(answer.text.contains(told), "\(path)")
            }
            #expect(try desk.steps(campaign) == before)
        }
    }

    @Test("a step and a lane are copied, and a double click makes one copy")
    func copies() throws {
        try withWelcome { desk, campaign in
            let question = try question(desk, campaign)
            let count = try desk.steps(campaign).count
            let fields: KeyValuePairs = ["version": try version(desk, campaign)]
            let path = "/campaigns/\(campaign)/steps/\(question.id)/duplicate"
            #expect(desk.post(path, fields).status == 303)
            #expect(desk.post(path, fields).status == 409)
            #expect(try desk.steps(campaign).count == count + 2)
            let filled = try #require(try desk.steps(campaign).first { $0.lane.parent == question.id })
            let lane = desk.post(
                "/campaigns/\(campaign)/steps/\(question.id)/lanes/\(filled.lane.name)/duplicate",
                ["version": try version(desk, campaign), "to": ""])
            #expect(lane.status == 303)
            #expect(try desk.steps(campaign).count { $0.lane.parent == question.id } == 2)
            let gone = desk.post(
                "/campaigns/\(campaign)/steps/999999/duplicate", ["version": try version(desk, campaign)])
            #expect(gone.status == 404)
        }
    }

    @Test("who presses copy or undo twice does it once, and is led to where the first press led")
    func pressedTwice() throws {
        try withWelcome { desk, campaign in
            let count = try desk.steps(campaign).count
            let question = try question(desk, campaign)
            func twice(_ path: String) throws {
                let (fields, token) = ([("version", try version(desk, campaign))], desk.token)
                let first = desk.post("/campaigns/\(campaign)/\(path)", fields: fields, token: token)
                #expect(first.status == 303)
                let second = desk.post("/campaigns/\(campaign)/\(path)", fields: fields, token: token)
                #expect(second.header("Location") == first.header("Location"), "\(path)")
            }
            try twice("steps/\(question.id)/duplicate")
            #expect(try desk.steps(campaign).count == count + 2)
            try twice("steps/\(question.id)/lanes/yes/duplicate")
            let copied = try desk.steps(campaign).count
            try twice("draft/undo")
            #expect(try desk.steps(campaign).count < copied)
            #expect(try desk.steps(campaign).count == count + 2)
            try twice("draft/redo")
            #expect(try desk.steps(campaign).count == copied)
        }
    }

    @Test("undo says what it takes back and whose it was, and redo what it does again")
    func undo() throws {
        try withWelcome { desk, campaign in
            let page = "/campaigns/\(campaign)/builder"
            #expect(!desk.get(page).text.contains("/draft/undo"))
            let before = try desk.steps(campaign)
            let first = try main(desk, campaign)[0]
            let name = before.first { $0.id == first }?.name ?? ""
            _ = desk.post("/campaigns/\(campaign)/steps/\(first)/position", ["direction": "down"])
            let colleague = try Desk(desk.site, name: "Ben Cole")
            #expect(colleague.get(page).text.contains("Undo: moved “\(name)” (Ana Ruiz)"))
            let mine = desk.get(page)
            #expect(mine.text.contains("Undo: moved “\(name)”<"))
            let undone = desk.post("/campaigns/\(campaign)/draft/undo", ["version": try version(desk, campaign)])
            #expect(undone.header("Location") == "\(page)?at=undo")
            #expect(try desk.steps(campaign).map(\.position) == before.map(\.position))
            let after = desk.get("\(page)?at=undo").text
            #expect(after.contains("Undone: moved “\(name)”."))
            #expect(after.contains("Redo: moved “\(name)”"))
            let redone = desk.post("/campaigns/\(campaign)/draft/redo", ["version": try version(desk, campaign)])
            #expect(redone.status == 303)
            #expect(try main(desk, campaign)[1] == first)
            let again = desk.post("/campaigns/\(campaign)/draft/redo", ["version": try version(desk, campaign)])
            #expect(again.status == 303)
            #expect(desk.get(page).text.contains("There is nothing to redo."))
        }
    }

    @Test("the page takes as many statements for three hundred steps in twelve lanes as for five")
    func statements() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.newPatientWelcome)
            func asked(_ path: String) -> Int {
                let before = site.statements()
                #expect(desk.get(path).status == 200)
                return site.statements() - before
            }
            let page = "/campaigns/\(campaign)/builder"
            let first = try main(desk, campaign)[0]
            _ = desk.get(page)
            let few = (asked(page), asked("\(page)?step=\(first)"))
            try grow(desk, campaign)
            #expect(try desk.steps(campaign).count > 300)
            #expect(asked(page) == few.0)
            #expect(asked("\(page)?step=\(first)") == few.1)
            #expect(few.0 <= 14)
            let big = desk.get(page).text
            #expect(big.contains("300 things to settle before it can be activated"))
            #expect(big.contains("<summary>292 more</summary>"))
        }
    }

    /// A branch of twelve lanes with 25 steps each, and rules of 200 lines in all.
    private func grow(_ desk: Desk, _ campaign: ID<Campaign>) throws {
        let rule = Rule.all(
            (1...17).map { Rule.test(FieldTest(field: .age, op: .less, value: .number(Int($0)))) })
        var branch = DraftBranch()
        let keys = (1...12).map { branch.add(name: "Lane \($0)", rule: rule) }
        let (store, clinic) = (StepStore(desk.site.db), desk.site.clinic)
        let added = try store.add(
            name: String(repeating: "😀", count: 120), .branch(branch), at: .end(of: .main), to: campaign, in: clinic,
            by: .program, at: SampleSite.now)
        guard case .added(let id) = added else { throw Unexpected() }
        for key in keys {
            for number in 1...25 {
                _ = try store.add(
                    name: "Step \(number)", .send(SendStep(channel: .sms, template: nil)),
                    at: .end(of: .inside(id, key)), to: campaign, in: clinic, by: .program, at: SampleSite.now)
            }
        }
    }

    private struct Unexpected: Error {}
}
