import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Steps that programs change")
struct StepAPITests {
    @Test("steps are added at the end or at a place, in the main lane and inside a condition's")
    func places() throws {
        try withDraft { site, key, path throws in
            let last = site.add(["type": "WAIT", "name": "Last", "waitUntil": "for 2 days"], to: path, key)
            let first = site.add(["type": "WAIT", "name": "First", "waitDuration": 90, "order": 1], to: path, key)
            let rule: JSON = ["field": "patient.age", "op": "<", "value": 18]
            let question = site.add(
                ["type": "CONDITION", "name": "Asked", "condition": rule, "exits": ["no"], "order": 2], to: path, key)
            let inside: JSON = ["type": "WAIT", "name": "Inside", "waitUntil": "next opening", "lane": "yes"]
            _ = site.add(inside.with("parentId", question["id"]!), to: path, key)
            #expect(first["waitDuration"] == 90)
            #expect(first["waitUntil"] == "for 90 minutes")
            #expect(last["waitDuration"] == .null)
            #expect(question["condition"] == rule)
            #expect(question["exits"] == ["no"])

            let listed = site.api("GET", path, key: key).json["items"]?.arrayValue ?? []
            let main = listed.filter { $0["lane"] == "main" }.map { $0["name"] }
            #expect(main == ["First", "Asked", "Last"])
            let nested = listed.filter { $0["lane"] == "yes" }
            #expect(nested.map { $0["parentId"] } == [question["id"]])
            #expect(nested.map { $0["order"] } == [1])
        }
    }

    @Test("a branch is added with its lanes, whose keys stay when they change, and steps stand in them")
    func branches() throws {
        try withDraft { site, key, path throws in
            let minor: JSON = ["field": "patient.age", "op": "<", "value": 18]
            let senior: JSON = ["field": "patient.age", "op": ">", "value": 64]
            let branch = site.add(
                [
                    "type": "BRANCH", "name": "Who?",
                    "branches": [
                        ["name": "Children", "rule": minor], ["name": "Seniors", "rule": senior, "exits": true],
                        ["exits": false],
                    ],
                ], to: path, key)
            let lanes = branch["branches"]?.arrayValue ?? []
            #expect(lanes.map { $0["key"] } == ["b1", "b2", "otherwise"])
            #expect(lanes.map { $0["rule"] } == [minor, senior, .null])
            let inside: JSON = ["type": "WAIT", "name": "Inside", "waitUntil": "next opening", "lane": "b2"]
            let added = site.add(inside.with("parentId", branch["id"]!), to: path, key)
            #expect(added["lane"] == "b2")

            let target = "\(path)/\(branch["id"]?.stringValue ?? "")"
            let turned: JSON = ["branches": [["key": "b2", "rule": senior], ["name": "New", "rule": minor]]]
            let answer = site.api("PUT", target, turned, key: key)
            #expect(answer.status == 200)
            #expect(answer.json["branches"]?.arrayValue?.map { $0["key"] } == ["b2", "b3"])
            #expect(site.api("GET", path, key: key).json["items"]?.arrayValue?.count == 2)
            #expect(site.api("PUT", target, ["branches": []], key: key).status == 200)
            #expect(site.api("GET", path, key: key).json["items"]?.arrayValue?.count == 1)
            let odd: JSON = ["branches": [["rule": ["field": "patient.shoe", "op": "<", "value": 1]]]]
            #expect(site.api("PUT", target, odd, key: key).problemFields == ["branches[0].rule.field"])
            #expect(site.api("PUT", target, ["branches": .null], key: key).problemFields == ["branches"])
        }
    }

    @Test(
        "a step that makes no sense is refused at its field",
        arguments: [
            ([:], "type"), (["type": "DANCE"], "type"), (["type": "SEND"], "channel"),
            (["type": "SEND", "channel": "SMS", "waitDuration": 5], "waitDuration"),
            (["type": "SEND", "channel": "SMS", "templateId": "999"], "templateId"),
            (["type": "SEND", "channel": "SMS", "templateId": 999], "templateId"), (["type": "WAIT"], "waitUntil"),
            (["type": "WAIT", "waitUntil": "2 blue moons after appointment"], "waitUntil"),
            (["type": "WAIT", "waitUntil": "for 2 hours", "waitDuration": 5], "waitDuration"),
            (["type": "WAIT", "waitDuration": 0], "waitDuration"),
            (["type": "WAIT", "waitDuration": 5, "ifPast": "maybe"], "ifPast"),
            (["type": "BRANCH"], "branches"), (["type": "BRANCH", "branches": 3], "branches"),
            (["type": "BRANCH", "branches": [["key": "b1"]]], "branches[0].rule"),
            (["type": "WAIT", "waitDuration": 5, "lane": "No Lane"], "lane"),
            (["type": "CONDITION"], "condition"), (["type": "CONDITION", "condition": ["all": []]], "condition"),
            (["type": "CONDITION", "condition": ["field": "patient.age", "op": "<"]], "condition.value"),
            (["type": "WAIT", "waitDuration": 5, "lane": "yes"], "parentId"),
            (["type": "WAIT", "waitDuration": 5, "parentId": "12345"], "lane"),
            (["type": "WAIT", "waitDuration": 5, "parentId": "12345", "lane": "no"], "parentId"),
            (["type": "WAIT", "waitDuration": 5, "order": 0], "order"),
        ] as [(JSON, String)])
    func nonsense(body: JSON, field: String) throws {
        try withDraft { site, key, path throws in
            let answer = site.api("POST", path, body, key: key)
            #expect(answer.status == 422)
            #expect(answer.problemFields == [field])
            #expect(site.api("GET", path, key: key).json["items"] == .array([]))
        }
    }

    @Test("hours before a day without a time are refused where the trigger brings one")
    func hoursBeforeADay() throws {
        try withDraft { site, key, path throws in
            let campaign = String(path.dropLast("/steps".count))
            let trigger: JSON = ["triggerType": "EVENT", "triggerEvent": "PAYMENT_DUE"]
            #expect(site.api("PUT", campaign, trigger, key: key).status == 200)
            let answer = site.api("POST", path, ["type": "WAIT", "waitUntil": "3 hours before"], key: key)
            #expect(answer.problemFields == ["waitUntil"])
        }
    }

    @Test("a template has to be the clinic's, and of the step's channel")
    func templates() throws {
        try withDraft { site, key, path throws in
            let text = MessageDraft(name: "Text", channel: .email, language: "en", subject: "Hello", body: "Hello")
            let own = try MessageTemplateStore(site.db).create(text, in: site.clinic, by: .program, at: SampleSite.now)
            let foreign = try MessageTemplateStore(site.db).create(
                text, in: site.rows.clinic("Elsewhere"), by: .program, at: SampleSite.now)
            let send: JSON = ["type": "SEND", "channel": "EMAIL"]
            let taken = site.api("POST", path, send.with("templateId", .string(own.description)), key: key)
            #expect(taken.json["templateId"] == .string(own.description))
            let others = site.api("POST", path, send.with("templateId", .string(foreign.description)), key: key)
            #expect(others.problemFields == ["templateId"])
            let sms = send.with("channel", "SMS").with("templateId", .string(own.description))
            #expect(site.api("POST", path, sms, key: key).problemFields == ["templateId"])
        }
    }

    @Test("a send tries other messages, keeps trying them when something else is told, and stops when told so")
    func experiment() throws {
        try withDraft { site, key, path throws in
            func template(_ clinic: ID<Clinic>, _ channel: Channel = .sms) throws -> JSON {
                let text = MessageDraft(
                    name: "Text", channel: channel, language: "en", subject: channel == .email ? "Hello" : "",
                    body: "Hello")
                let id = try MessageTemplateStore(site.db).create(
                    text, in: clinic, by: .program, at: SampleSite.now)
                return .string(id.description)
            }
            let other = try template(site.clinic)
            func tried(_ template: JSON, _ changes: [(String, JSON)] = []) -> JSON {
                let experiment: JSON = [
                    "weight": 50, "challengers": [["templateId": template, "weight": 40]], "holdoutWeight": 10,
                    "goal": "confirmations", "endsAt": "2027-04-05T09:00", "picksWinner": true,
                ]
                return changes.reduce(experiment) { $0.with($1.0, $1.1) }
            }
            let send: JSON = ["type": "SEND", "channel": "SMS", "templateId": try template(site.clinic)]
            let made = site.add(send.with("experiment", tried(other)), to: path, key)
            #expect(made["experiment"]?["challengers"] == [["templateId": other, "weight": 40]])
            #expect(made["experiment"]?["endsAt"] == "2027-04-05T09:00:00-05:00")
            let step = path + "/" + made["id"]!.stringValue!
            func change(_ json: JSON) -> JSON {
                let tag = site.api("GET", step, key: key).header("ETag")
                return site.changing("PUT", step, json, ifMatch: tag, key: key).json
            }
            #expect(change(["name": "Tried"])["experiment"] == made["experiment"])
            #expect(change(["experiment": made["experiment"]!])["experiment"] == made["experiment"])
            #expect(change(["experiment": .null])["experiment"] == .null)

            let bad: [(JSON, String)] = [
                (tried(other, [("weight", 60)]), "experiment.weight"),
                (tried(other, [("goal", "opens")]), "experiment.goal"),
                (tried(other, [("endsAt", "soon")]), "experiment.endsAt"),
                (tried(other, [("challengers", [])]), "experiment.challengers"),
                (tried("999"), "experiment.challengers[0].templateId"),
                (tried(try template(site.clinic, .email)), "experiment.challengers[0].templateId"),
                (tried(try template(site.rows.clinic("Elsewhere"))), "experiment.challengers[0].templateId"),
            ]
            for (experiment, field) in bad {
                let answer = site.api("POST", path, send.with("experiment", experiment), key: key)
                #expect(answer.status == 422)
                #expect(answer.problemFields == [field], "\(experiment.text)")
            }
            let wait: JSON = ["type": "WAIT", "waitUntil": "for 2 days", "experiment": tried(other)]
            #expect(site.api("POST", path, wait, key: key).problemFields == ["experiment"])
        }
    }

    @Test("a branch parts by chance where its lanes have weights, and by rules where they have rules")
    func chance() throws {
        try withDraft { site, key, path throws in
            let halves: JSON = [["name": "Short", "weight": 50], ["name": "Long", "weight": 30], ["rule": .null]]
            let made = site.add(["type": "BRANCH", "branches": halves], to: path, key)
            let lanes = made["branches"]?.arrayValue ?? []
            #expect(lanes.map { $0["weight"] ?? .null } == [50, 30, .null])
            #expect(lanes.map { $0["key"] } == ["b1", "b2", "otherwise"])
            let step = path + "/" + made["id"]!.stringValue!
            let tag = site.api("GET", step, key: key).header("ETag")
            let same = site.changing("PUT", step, ["branches": made["branches"]!], ifMatch: tag, key: key)
            #expect(same.json["branches"] == made["branches"])
            let mixed: JSON = [
                ["name": "Short", "weight": 50],
                ["rule": ["field": "patient.age", "op": "<", "value": 18]], ["rule": .null],
            ]
            #expect(site.api("POST", path, ["type": "BRANCH", "branches": mixed], key: key).status == 422)
        }
    }

    @Test("a step is changed, moved and removed, never over what the program has not seen")
    func changes() throws {
        try withDraft { site, key, path throws in
            let one = site.add(["type": "WAIT", "name": "One", "waitUntil": "for 2 days"], to: path, key)
            let two = site.add(["type": "WAIT", "name": "Two", "waitUntil": "for 3 days"], to: path, key)
            let first = path + "/" + one["id"]!.stringValue!
            let second = path + "/" + two["id"]!.stringValue!
            #expect(site.api("GET", first, key: key).header("ETag") == "\"1\"")

            let changed = site.changing(
                "PUT", first, ["waitUntil": "2d before appointment"], ifMatch: "\"1\"", key: key)
            #expect(changed.json["waitUntil"] == "2 days before appointment")
            #expect(changed.json["name"] == "One")
            #expect(changed.header("ETag") == "\"2\"")
            #expect(site.changing("PUT", first, ["name": "x"], ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.changing("PUT", first + "/position", ["order": 2], ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.changing("DELETE", first, ifMatch: "\"1\"", key: key).status == 412)
            #expect(site.api("PUT", first, ["type": "SEND"], key: key).problemFields == ["type"])

            let moved = site.changing("PUT", second + "/position", ["order": 1], ifMatch: "\"1\"", key: key)
            #expect(moved.json["order"] == 1)
            #expect(site.api("GET", first, key: key).json["order"] == 2)
            #expect(site.api("PUT", second + "/position", ["order": 9], key: key).json["order"] == 2)
            #expect(site.api("PUT", second + "/position", [:], key: key).problemFields == ["order"])

            #expect(site.api("DELETE", first, key: key).status == 204)
            #expect(site.api("GET", first, key: key).status == 404)
            #expect(site.api("GET", second, key: key).json["order"] == 1)
        }
    }

    @Test("a step is put into another lane and back, with all that its own lanes hold, and never into itself")
    func lanes() throws {
        try withDraft { site, key, path throws in
            let rule: JSON = ["field": "patient.age", "op": "<", "value": 18]
            func add(_ step: JSON) -> String { site.add(step, to: path, key)["id"]!.stringValue! }
            func move(_ id: String, _ spot: JSON) -> Response {
                site.api("PUT", path + "/\(id)/position", spot, key: key)
            }
            let first = add(["type": "CONDITION", "condition": rule])
            let second = add(["type": "CONDITION", "condition": rule])
            let inner = add(["type": "WAIT", "waitUntil": "for 1 day", "parentId": .string(second), "lane": "yes"])
            let moved = move(second, ["order": 9, "parentId": .string(first), "lane": "no"])
            #expect(moved.status == 200)
            #expect(moved.json["parentId"] == .string(first))
            #expect(moved.json["lane"] == "no")
            #expect(moved.json["order"] == 1)
            #expect(site.api("GET", path + "/\(inner)", key: key).json["parentId"] == .string(second))
            // Without a lane it stays in its own.
            #expect(move(second, ["order": 1]).json["lane"] == "no")
            #expect(
                move(first, ["order": 1, "parentId": .string(second), "lane": "yes"]).problemFields == ["parentId"])
            #expect(
                move(second, ["order": 1, "parentId": .string(second), "lane": "no"]).problemFields == ["parentId"])
            #expect(move(second, ["order": 1, "parentId": .string(inner), "lane": "no"]).problemFields == ["parentId"])
            #expect(move(second, ["order": 1, "parentId": "99999", "lane": "no"]).problemFields == ["parentId"])
            #expect(move(second, ["order": 1, "parentId": .string(first)]).problemFields == ["lane"])
            #expect(move(second, ["order": 1, "lane": "no"]).problemFields == ["parentId"])
            let back = move(second, ["order": 1, "lane": "main"])
            #expect(back.json["parentId"]?.isNull == true)
            #expect(back.json["order"] == 1)
            #expect(site.api("GET", path + "/\(first)", key: key).json["order"] == 2)
            #expect(move(inner, ["order": 1, "parentId": .null]).json["lane"] == "main")
        }
    }

    @Test("lanes stand no deeper in each other than they may, whatever is moved")
    func depth() throws {
        try withDraft { site, key, path throws in
            let rule: JSON = ["field": "patient.age", "op": "<", "value": 18]
            func add(_ parent: String?) -> String {
                var step: JSON = ["type": "CONDITION", "condition": rule]
                if let parent { step = step.with("parentId", .string(parent)).with("lane", "yes") }
                return site.add(step, to: path, key)["id"]!.stringValue!
            }
            let two = add(nil)
            _ = add(two)
            var deepest = add(nil)
            for _ in 1..<Workflow.maximumDepth { deepest = add(deepest) }
            let spot: JSON = ["order": 1, "parentId": .string(deepest), "lane": "no"]
            #expect(site.api("PUT", path + "/\(two)/position", spot, key: key).problemFields == ["parentId"])
        }
    }

    @Test("a step of another campaign is not there")
    func otherCampaign() throws {
        try withDraft { site, key, path throws in
            let step = site.add(["type": "WAIT", "waitUntil": "for 2 days"], to: path, key)["id"]!.stringValue!
            let other = "/campaigns/\(try site.campaign(key))/steps/\(step)"
            for method in ["GET", "PUT", "DELETE"] {
                #expect(site.api(method, other, method == "PUT" ? ["name": "x"] : nil, key: key).status == 404)
            }
            #expect(site.api("PUT", other + "/position", ["order": 1], key: key).status == 404)
        }
    }

    private func withDraft(_ body: (SampleSite, String, String) throws -> Void) throws {
        try SampleSite.with { site in
            let key = try site.key([.read, .manage])
            try body(site, key, "/campaigns/\(try site.campaign(key))/steps")
        }
    }
}

extension SampleSite {
    fileprivate func add(_ step: JSON, to path: String, _ key: String) -> JSON {
        let answer = api("POST", path, step, key: key)
        #expect(answer.status == 201)
        return answer.json
    }
}
