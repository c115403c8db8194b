import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The form of a branch that chance parts")
struct SplitFormTests {
    private func withDraft(_ body: (Desk, ID<Campaign>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            try body(desk, try desk.use(.postBondingCare))
        }
    }

    private func fields(_ lanes: [(key: String, name: String, weight: String)], version: Int? = nil) -> [(
        String, String
    )] {
        var fields = [("name", "Short or long?"), ("version", String(version ?? 0))]
        if version == nil { fields += [("type", "split"), ("add", "0.main.1")] }
        for lane in lanes {
            fields += [("lane-key", lane.key), ("lane-name", lane.name), ("lane-weight", lane.weight)]
        }
        return fields
    }

    private func split(_ desk: Desk, _ campaign: ID<Campaign>) throws -> (step: DraftStep, branch: DraftBranch) {
        let step = try #require(try desk.steps(campaign).first { $0.kind == .split })
        return (step, try #require(step.branch))
    }

    @Test("it is added, drawn with its shares, and keeps its key and lanes when it is changed")
    func saved() throws {
        try withDraft { desk, campaign in
            let page = desk.get(Path.newStep(.split, at: StepPlace(.main, 1), of: campaign))
            #expect(page.status == 200)
            let lanes = [(key: "new1", name: "Short", weight: "30"), (key: "new2", name: "Long", weight: "50")]
            #expect(desk.post("/campaigns/\(campaign)/steps", fields: fields(lanes)).status == 303)
            let (step, branch) = try split(desk, campaign)
            #expect(branch.lanes.map(\.weight) == [30, 50])
            #expect(branch.lanes.map(\.key) == [.added(1), .added(2)])
            let builder = desk.get("/campaigns/\(campaign)/builder?step=\(step.id)")
            #expect(builder.text.contains("30 % Short · 50 % Long"))
            #expect(builder.value(ofField: "lane-b2-weight") == "50")

            let changed = [(key: "b2", name: "Long", weight: "60"), (key: "new1", name: "None", weight: "40")]
            let path = "/campaigns/\(campaign)/steps/\(step.id)"
            #expect(desk.post(path, fields: fields(changed, version: step.version)).status == 303)
            let now = try split(desk, campaign).branch
            #expect(now.drawKey == branch.drawKey)
            #expect(now.lanes.map(\.key) == [.added(2), .added(3)])
        }
    }

    @Test("lanes change places by buttons, and nothing is saved by them")
    func order() throws {
        try withDraft { desk, campaign in
            let lanes = [(key: "new1", name: "Short", weight: "30"), (key: "new2", name: "Long", weight: "50")]
            for (button, key) in [("lane-up", "new2"), ("lane-down", "new1")] {
                let answer = desk.post("/campaigns/\(campaign)/steps", fields: fields(lanes) + [(button, key)])
                #expect(answer.status == 200)
                let first = try #require(answer.text.firstRange(of: "lane-new2-name"))
                let second = try #require(answer.text.firstRange(of: "lane-new1-name"))
                #expect(first.lowerBound < second.lowerBound, "\(button)")
            }
            let stays = desk.post("/campaigns/\(campaign)/steps", fields: fields(lanes) + [("lane-up", "new1")])
            #expect(stays.status == 200)
            let saved = try desk.steps(campaign)
            #expect(!saved.contains { $0.kind == .split })
        }
    }

    @Test(
        "what makes no sense is refused beside its field",
        arguments: [
            ([("new1", "A", "0")], "lane-new1-weight"), ([("new1", "A", "x")], "lane-new1-weight"),
            ([("new1", "A", "60"), ("new2", "B", "41")], "lane-new1-weight"),
            ([("new1", String(repeating: "n", count: 61), "50")], "lane-new1-name"),
            ([("new1", "A", "9223372036854775807"), ("new2", "B", "9223372036854775807")], "lane-new1-weight"),
        ] as [([(String, String, String)], String)])
    func refused(lanes: [(String, String, String)], field: String) throws {
        try withDraft { desk, campaign in
            let before = try desk.steps(campaign).count
            let answer = desk.post(
                "/campaigns/\(campaign)/steps", fields: fields(lanes.map { (key: $0.0, name: $0.1, weight: $0.2) }))
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"\(field)-error\""))
            #expect(try desk.steps(campaign).count == before)
        }
    }

    @Test("buttons add and remove lanes, and save nothing")
    func buttons() throws {
        try withDraft { desk, campaign in
            let before = try desk.steps(campaign).count
            let lanes = [(key: "new1", name: "Short", weight: "30"), (key: "new2", name: "Long", weight: "50")]
            let more = desk.post("/campaigns/\(campaign)/steps", fields: fields(lanes) + [("lane-add", "1")])
            #expect(more.text.contains("id=\"lane-new3-weight\""))
            #expect(more.value(ofField: "lane-new1-name") == "Short")
            let fewer = desk.post("/campaigns/\(campaign)/steps", fields: fields(lanes) + [("lane-remove", "new1")])
            #expect(!fewer.text.contains("id=\"lane-new1-weight\""))
            #expect(fewer.value(ofField: "lane-new2-name") == "Long")
            let none = desk.post("/campaigns/\(campaign)/steps", fields: fields([]))
            #expect(none.status == 422)
            #expect(try desk.steps(campaign).count == before)
        }
    }
}
