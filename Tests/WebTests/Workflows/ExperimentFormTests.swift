import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The form of a test of messages")
struct ExperimentFormTests {
    /// A draft whose first SEND is an e-mail, with two more e-mails to try.
    private struct Scene {
        let desk: Desk
        let campaign: ID<Campaign>
        let templates: [ID<MessageTemplate>]

        init(_ site: SampleSite) throws {
            desk = try Desk(site)
            campaign = try desk.use(.postBondingCare)
            templates = try ["Two", "Three"].map { name in
                try MessageTemplateStore(site.db).create(
                    MessageDraft(name: name, channel: .email, language: "en", subject: name, body: name),
                    in: site.clinic, by: .program, at: SampleSite.now)
            }
        }

        var step: DraftStep {
            get throws {
                try #require(
                    try desk.steps(campaign).first {
                        if case .send(let send) = $0.action { send.channel == .email } else { false }
                    })
            }
        }

        var send: SendStep {
            get throws {
                guard case .send(let send) = try step.action else { throw HTTPRefusal.notFound }
                return send
            }
        }

        func post(_ changes: [String: String] = [:]) throws -> Response {
            let step = try step
            let template = try send.template?.description ?? ""
            var fields = [
                "version": String(step.version), "name": step.name, "channel": "EMAIL", "template": template,
                "arm-b": templates[0].description, "arm-c": "", "arm-d": "", "weight-a": "40", "weight-b": "40",
                "weight-c": "", "weight-d": "", "holdout-weight": "", "test-goal": "bookings",
                "test-date": "2027-04-05", "test-time": "09:00",
            ]
            fields.merge(changes) { $1 }
            return desk.post("/campaigns/\(campaign)/steps/\(step.id)", fields: fields)
        }
    }

    private func scene(_ body: (Scene) throws -> Void) throws { try SampleSite.with { try body(Scene($0)) } }

    @Test("a test is saved, drawn again, and keeps its key when it is changed")
    func saved() throws {
        try scene { scene in
            #expect(try scene.post().status == 303)
            let experiment = try #require(try scene.send.experiment)
            #expect(experiment.weight == 40)
            #expect(experiment.challengers == [.init(template: scene.templates[0], weight: 40)])
            #expect(experiment.goal == .bookings)
            #expect(experiment.endsAt == CivilDateTime("2027-04-05T09:00"))
            #expect(!experiment.picksWinner)

            let page = scene.desk.get("/campaigns/\(scene.campaign)/builder?step=\(try scene.step.id)")
            #expect(page.value(ofField: "weight-b") == "40")
            #expect(page.value(ofField: "test-date") == "2027-04-05")
            #expect(page.text.contains("<details class=\"field\" open=\"open\">"))
            #expect(page.text.contains("tries 2 messages"))

            let more = ["arm-c": scene.templates[1].description, "weight-c": "20", "test-winner": "yes"]
            #expect(try scene.post(more).status == 303)
            let changed = try #require(try scene.send.experiment)
            #expect(changed.key == experiment.key)
            #expect(changed.arms == [.a, .b, .c])
            #expect(changed.totalWeight == 100)
            #expect(changed.picksWinner)
        }
    }

    @Test("without another message there is no test, and the fields are folded away")
    func none() throws {
        try scene { scene in
            #expect(try scene.post().status == 303)
            #expect(try scene.post(["arm-b": ""]).status == 303)
            #expect(try scene.send.experiment == nil)
            let page = scene.desk.get("/campaigns/\(scene.campaign)/builder?step=\(try scene.step.id)")
            #expect(page.text.contains("<details class=\"field\">"))
        }
    }

    @Test(
        "what makes no sense is refused beside its field, and nothing is saved",
        arguments: [
            (["weight-a": "0"], "weight-a"), (["weight-b": "100"], "weight-b"), (["weight-b": "4.5"], "weight-b"),
            (["weight-a": "70"], "weight-a"), (["holdout-weight": "99"], "holdout-weight"),
            (["holdout-weight": "21"], "weight-a"), (["test-goal": "opens"], "test-goal"),
            (["test-date": "2027-02-29"], "test-date"), (["test-time": "25:00"], "test-time"),
            (["arm-b": "9999"], "arm-b"), (["arm-b": "x"], "arm-b"), (["arm-b": "", "arm-c": "1"], "arm-b"),
        ] as [([String: String], String)])
    func refused(changes: [String: String], field: String) throws {
        try scene { scene in
            let answer = try scene.post(changes)
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"\(field)-error\""), "\(field)")
            #expect(try scene.send.experiment == nil)
        }
    }

    @Test("a message of another channel is none to try")
    func channel() throws {
        try scene { scene in
            let sms = try MessageTemplateStore(scene.desk.site.db).create(
                MessageDraft(name: "Text", channel: .sms, language: "en", subject: "", body: "Text"),
                in: scene.desk.site.clinic, by: .program, at: SampleSite.now)
            #expect(try scene.post(["arm-b": sms.description]).status == 422)
        }
    }
}
