import Campaigns
import CivilTime
import Foundation
import Storage
import Testing

@testable import Web

@Suite("The builder")
struct BuilderTests {
    private func withReminders(_ body: (Desk, ID<Campaign>) throws -> Void) throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            try body(desk, try desk.use(.appointmentReminders))
        }
    }

    private func wait(_ desk: Desk, _ campaign: ID<Campaign>) throws -> DraftStep {
        try #require(try desk.steps(campaign).first { $0.kind == .wait })
    }

    private func waitFields(_ words: String, version: Int) -> KeyValuePairs<String, String> {
        [
            "version": String(version), "name": "", "kind": "words", "for-amount": "", "for-unit": "days",
            "offset-amount": "", "offset-unit": "days", "offset-direction": "before", "offset-anchor": "appointment",
            "offset-at": "", "day-anchor": "appointment", "day-at": "", "words": words, "if-past": "skip",
        ]
    }

    @Test("a workflow of the gallery is drawn as its steps, each of which can be opened")
    func drawing() throws {
        try withReminders { desk, campaign in
            let page = desk.get("/campaigns/\(campaign)/builder")
            #expect(page.status == 200)
            for step in try desk.steps(campaign) {
                #expect(page.text.contains("id=\"step-\(step.id)\""))
                let open = desk.get("/campaigns/\(campaign)/builder?step=\(step.id)")
                #expect(open.text.contains("action=\"/campaigns/\(campaign)/steps/\(step.id)\""))
            }
            #expect(page.text.contains("Wait until 48 hours before the appointment"))
            #expect(desk.get("/campaigns/\(campaign)/builder?open=trigger").text.contains("id=\"kind-scheduled\""))
        }
    }

    @Test("a wait that cannot be read is refused at its field with the place, and kept as it was typed")
    func badWords() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let answer = desk.post(
                "/campaigns/\(campaign)/steps/\(step.id)",
                waitFields("fortnight <b>before</b>", version: step.version))
            #expect(answer.status == 422)
            #expect(answer.text.contains("id=\"words-error\">At character 1: expected"))
            #expect(
                answer.value(ofField: "words") == "fortnight &lt;b>before&lt;/b>"
                    || answer.text.contains("fortnight &lt;b&gt;before"))
            #expect(try wait(desk, campaign) == step)
        }
    }

    @Test("the second of two who change a step is told what the first saved, loses nothing, and may insist")
    func stale() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let path = "/campaigns/\(campaign)/steps/\(step.id)"
            let colleague = try Desk(desk.site, name: "Ben Cole")
            #expect(
                colleague.post(path, waitFields("36 hours before appointment", version: step.version)).status == 303)

            let answer = desk.post(path, waitFields("72 hours before appointment", version: step.version))
            #expect(answer.status == 409)
            #expect(answer.text.contains("Ben Cole changed this step"))
            #expect(answer.text.contains("36 hours before the appointment"))
            #expect(answer.value(ofField: "words") == "72 hours before appointment")
            let version = try #require(answer.hidden("version").flatMap { Int($0) })
            #expect(desk.post(path, waitFields("72 hours before appointment", version: version)).status == 303)
            guard case .wait(let now) = try wait(desk, campaign).action else { throw Unexpected() }
            #expect(now.expression.text == "72 hours before appointment")
        }
    }

    @Test("who saves a step that somebody removed is told, loses nothing, and may add it anew in its place")
    func removedWhileOpen() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let path = "/campaigns/\(campaign)/steps/\(step.id)"
            let colleague = try Desk(desk.site, name: "Ben Cole")
            #expect(
                colleague.post("\(path)/remove", ["version": String(step.version), "confirmed": "yes"]).status == 303)

            let answer = desk.post(path, waitFields("72 hours before appointment", version: step.version))
            #expect(answer.status == 409)
            #expect(answer.text.contains("Ben Cole removed this step today at"))
            #expect(answer.value(ofField: "words") == "72 hours before appointment")
            #expect(answer.hidden("type") == "wait")
            #expect(answer.hidden("add") == "0.main.\(step.position)")
            #expect(answer.text.contains("action=\"/campaigns/\(campaign)/steps\""))
            let nonsense = desk.post(path, waitFields("fortnight", version: step.version))
            #expect(nonsense.status == 409)
            #expect(nonsense.value(ofField: "words") == "fortnight")

            let again = desk.post(
                "/campaigns/\(campaign)/steps",
                [
                    "type": "wait", "add": "0.main.\(step.position)", "version": "0", "name": "", "kind": "words",
                    "words": "72 hours before appointment", "if-past": "skip",
                ])
            #expect(again.status == 303)
            let added = try #require(try desk.steps(campaign).first { $0.position == step.position })
            guard case .wait(let now) = added.action else { throw Unexpected() }
            #expect(now.expression.text == "72 hours before appointment")
        }
    }

    @Test("who adds or saves a step in a lane that somebody removed is told, and may add it where the lane was")
    func laneRemovedWhileOpen() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.newPatientWelcome)
            let question = try #require(try desk.steps(campaign).first { $0.kind == .condition })
            let inside = try #require(try desk.steps(campaign).first { $0.lane.parent == question.id })
            let colleague = try Desk(site, name: "Ben Cole")
            #expect(
                colleague.post(
                    "/campaigns/\(campaign)/steps/\(question.id)/remove",
                    ["version": String(question.version), "confirmed": "yes"]
                ).status == 303)

            let adding = desk.post(
                "/campaigns/\(campaign)/steps",
                [
                    "type": "wait", "add": "\(question.id).no.1", "version": "0", "name": "", "kind": "words",
                    "words": "next opening", "if-past": "skip",
                ])
            #expect(adding.status == 409)
            #expect(adding.text.contains("Ben Cole removed the lane that this step was to stand in today at"))
            #expect(adding.value(ofField: "words") == "next opening")
            #expect(adding.hidden("add") == "0.main.\(question.position)")

            let saving = desk.post(
                "/campaigns/\(campaign)/steps/\(inside.id)",
                ["version": "1", "name": "Please <fill in>", "channel": "SMS", "template": ""])
            #expect(saving.status == 409)
            #expect(saving.text.contains("Ben Cole removed this step today at"))
            #expect(saving.value(ofField: "name")?.contains("Please &lt;fill in") == true)
            #expect(saving.hidden("add") == "0.main.\(question.position)")
        }
    }

    @Test("who moves or removes a step that somebody removed goes back to the workflow with a word about it")
    func movedWhileRemoved() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let path = "/campaigns/\(campaign)/steps/\(step.id)"
            let colleague = try Desk(desk.site, name: "Ben Cole")
            let confirmed: KeyValuePairs = ["version": String(step.version), "confirmed": "yes"]
            #expect(colleague.post("\(path)/remove", confirmed).status == 303)
            for (verb, fields) in [("position", ["direction": "up"] as KeyValuePairs), ("remove", confirmed)] {
                #expect(desk.post("\(path)/\(verb)", fields).status == 303)
                #expect(desk.get("/campaigns/\(campaign)/builder").text.contains("Ben Cole removed this step today at"))
            }
        }
    }

    @Test(
        "each kind of wait is saved as its sentence says",
        arguments: [
            (["kind": "for", "for-amount": "2", "for-unit": "days"], "for 2 days"),
            (
                [
                    "kind": "offset", "offset-amount": "3", "offset-unit": "weeks", "offset-direction": "after",
                    "offset-anchor": "appointment", "offset-at": "09:30",
                ], "3 weeks after appointment at 09:30"
            ),
            (["kind": "day", "day-anchor": "appointment", "day-at": ""], "morning of appointment"),
            (["kind": "day", "day-anchor": "appointment", "day-at": "07:30"], "day of appointment at 07:30"),
            (
                [
                    "kind": "event", "event-type": "APPOINTMENT_CONFIRMED", "event-amount": "3",
                    "event-unit": "days",
                ], "for event APPOINTMENT_CONFIRMED at most 3 days"
            ),
            (["kind": "words", "words": "Next Monday at 09:00"], "next monday at 09:00"),
        ])
    func kinds(fields: [String: String], saved: String) throws {
        let names = StepForm.names(.wait)
        var form = try Form(
            Fields((fields.merging(["if-past": "skip"]) { $1 }).map { Fields.Field(name: $0.key, value: $0.value) }),
            names: names)
        let wait = WaitForm(form).wait(&form, trigger: .appointment)
        #expect(wait?.expression.text == saved)
        #expect(form.problems.isEmpty)
        #expect(wait.map { WaitForm($0)["kind"] } == fields["kind"])
    }

    @Test(
        "a wait that makes no sense is refused beside its sentence",
        arguments: [
            (["kind": "for", "for-amount": "0", "for-unit": "days"], "for-amount"),
            (["kind": "for", "for-amount": "2", "for-unit": "fortnights"], "for-amount"),
            (
                [
                    "kind": "offset", "offset-amount": "2", "offset-unit": "hours", "offset-direction": "before",
                    "offset-anchor": "birthday",
                ], "offset-amount"
            ),
            (
                [
                    "kind": "offset", "offset-amount": "2", "offset-unit": "hours", "offset-direction": "before",
                    "offset-anchor": "appointment", "offset-at": "09:00",
                ], "offset-amount"
            ),
            (["kind": "day", "day-anchor": "appointment", "day-at": "25:00"], "day-at"),
            (
                ["kind": "event", "event-type": "no name", "event-amount": "3", "event-unit": "days"],
                "event-amount"
            ),
            (
                ["kind": "event", "event-type": "FORM_SIGNED", "event-amount": "0", "event-unit": "days"],
                "event-amount"
            ),
            (["kind": "never"], "kind"),
        ])
    func nonsense(fields: [String: String], field: String) throws {
        var form = try Form(
            Fields((fields.merging(["if-past": "skip"]) { $1 }).map { Fields.Field(name: $0.key, value: $0.value) }),
            names: StepForm.names(.wait))
        #expect(WaitForm(form).wait(&form, trigger: .appointment) == nil)
        #expect(form.problems.map(\.field) == [field])
    }

    @Test("a step moves past its neighbour, and stays at the ends")
    func moves() throws {
        try withReminders { desk, campaign in
            func order() throws -> [ID<Step>] { try desk.steps(campaign).map(\.id) }
            let before = try order()
            func move(_ step: ID<Step>, _ direction: String) -> Int {
                desk.post("/campaigns/\(campaign)/steps/\(step)/position", ["direction": direction]).status
            }
            #expect(move(before[0], "up") == 303)
            #expect(move(before[before.count - 1], "down") == 303)
            #expect(try order() == before)
            #expect(move(before[0], "down") == 303)
            #expect(try order().prefix(2) == [before[1], before[0]])
            #expect(move(before[0], "up") == 303)
            #expect(try order() == before)
            #expect(move(before[0], "sideways") == 400)
        }
    }

    @Test("removing asks first, tells what goes along, and then removes")
    func removes() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.newPatientWelcome)
            let count = try desk.steps(campaign).count
            let question = try #require(try desk.steps(campaign).first { $0.kind == .condition })
            let path = "/campaigns/\(campaign)/steps/\(question.id)/remove"
            let asked = desk.post(path, ["version": String(question.version), "name": "Anything"])
            #expect(asked.status == 200)
            #expect(asked.text.contains("Its lanes hold 1 step; it goes with it."))
            #expect(try desk.steps(campaign).count == count)
            #expect(desk.post(path, ["version": String(question.version), "confirmed": "yes"]).status == 303)
            #expect(try desk.steps(campaign).count == count - 2)
        }
    }

    @Test("a step is added where its link says: between, at the start of a lane, at the end")
    func adds() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let campaign = try desk.use(.newPatientWelcome)
            let question = try #require(try desk.steps(campaign).first { $0.kind == .condition })
            for place in ["0.main.1", "0.main.3", "\(question.id).no.1", "\(question.id).yes.2"] {
                #expect(desk.get("/campaigns/\(campaign)/builder?add=\(place)").text.contains("data-kind=\"wait\""))
                let form = desk.get("/campaigns/\(campaign)/steps/new?type=wait&add=\(place)")
                #expect(form.hidden("add") == place)
                let answer = desk.post(
                    "/campaigns/\(campaign)/steps",
                    [
                        "type": "wait", "add": place, "version": "0", "name": place, "kind": "for",
                        "for-amount": "2", "for-unit": "hours", "if-past": "skip",
                    ])
                #expect(answer.status == 303)
                let added = try #require(try desk.steps(campaign).first { $0.name == place })
                #expect(StepPlace(added.lane, added.position).text == place)
            }
            #expect(
                desk.post(
                    "/campaigns/\(campaign)/steps",
                    [
                        "type": "wait", "add": "999.yes.1", "kind": "for", "for-amount": "1", "for-unit": "days",
                        "if-past": "skip",
                    ]
                ).status == 404)
        }
    }

    @Test("a question is asked in lines that buttons add and remove, and is kept as typed until it makes sense")
    func question() throws {
        try withReminders { desk, campaign in
            let path = "/campaigns/\(campaign)/steps"
            let added = desk.post(
                path,
                [
                    "type": "condition", "add": "0.main.1", "name": "Young & <new>?", "rule-match": "all",
                    "rule-add": "1",
                ])
            #expect(added.status == 200)
            #expect(added.text.contains("id=\"rule-1-field\""))
            #expect(added.value(ofField: "name")?.contains("Young &amp; &lt;new") == true)

            let wrong = desk.post(
                path,
                [
                    "type": "condition", "add": "0.main.1", "name": "Young?", "rule-match": "any",
                    "rule-field": "patient.age", "rule-op": "<", "rule-value": "many",
                    "rule-field": "patient.sex", "rule-op": "=", "rule-value": "female",
                ])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Give a whole number from 0 to 130."))
            #expect(wrong.value(ofField: "rule-1-value") == "many")
            #expect(wrong.value(ofField: "rule-2-value") == "female")

            let saved = desk.post(
                path,
                [
                    "type": "condition", "add": "0.main.1", "name": "Young?", "rule-match": "any", "exits": "no",
                    "rule-field": "patient.age", "rule-op": "<", "rule-value": "18",
                    "rule-field": "patient.sex", "rule-op": "=", "rule-value": "female",
                ])
            #expect(saved.status == 303)
            let step = try #require(try desk.steps(campaign).first { $0.kind == .condition })
            guard case .condition(let rule, let exits) = step.action else { throw Unexpected() }
            #expect(rule.sentence == "age is under 18 or sex is female")
            #expect(exits == [.no])
            let page = desk.get("/campaigns/\(campaign)/builder?step=\(step.id)")
            #expect(page.value(ofField: "rule-2-value") == "female")
            #expect(page.text.contains("ends here"))
        }
    }

    @Test("a question, a lane and the trigger's rule may ask about a segment by name, and it then stays")
    func segments() throws {
        try withReminders { desk, campaign in
            let rule = Rule.test(FieldTest(field: .age, op: .greaterOrEqual, value: .number(18)))
            let store = SegmentStore(desk.site.db)
            let saving = try store.create("Adults", rule, in: desk.site.clinic, by: .program, at: SampleSite.now)
            guard case .saved(let adults) = saving else { throw Unexpected() }
            let path = "/campaigns/\(campaign)/steps"
            let question: KeyValuePairs = [
                "type": "condition", "add": "0.main.1", "name": "Grown up?", "rule-match": "all",
                "rule-field": "segment", "rule-op": "!=", "rule-value": "Adults",
            ]
            #expect(desk.post(path, question).status == 303)
            let lane: KeyValuePairs = [
                "type": "branch", "add": "0.main.1", "name": "", "lane-key": "new1", "lane-name": "",
                "lane-new1-match": "all", "lane-new1-field": "segment", "lane-new1-op": "=",
                "lane-new1-value": "Adults",
            ]
            #expect(desk.post(path, lane).status == 303)
            let steps = try desk.steps(campaign)
            let condition = try #require(steps.first { $0.kind == .condition })
            guard case .condition(.not(.segment(adults)), _) = condition.action else { throw Unexpected() }
            let form = desk.get("/campaigns/\(campaign)/builder?step=\(condition.id)")
            #expect(form.value(ofField: "rule-1-value") == "Adults")
            #expect(form.text.contains("Yes when not (in the segment “Adults”)"))
            #expect(form.text.contains("In the segment “Adults”"))
            #expect(!form.text.contains("no. \(adults)"))
            let wrong: KeyValuePairs = [
                "type": "condition", "add": "0.main.1", "name": "", "rule-match": "all", "rule-field": "segment",
                "rule-op": "=", "rule-value": "Nobody knows it",
            ]
            let refused = desk.post(path, wrong)
            #expect(refused.status == 422)
            #expect(refused.text.contains("Give the name of a saved segment."))
            // When it is asked, and when it is published, the segment's own rule stands there.
            let terms = try #require(try CampaignStore(desk.site.db).draftTerms(campaign, in: desk.site.clinic))
            let resolved = terms.resolved(by: try store.all(in: desk.site.clinic))
            #expect(resolved.workflow.allSteps.flatMap(\.lanes).compactMap(\.rule) == [rule, .not(rule)])
            guard case .used = try store.remove(adults, in: desk.site.clinic, by: .program, at: SampleSite.now) else {
                throw Unexpected()
            }
        }
    }

    @Test("questions offer what the clinic's events of the trigger tell, and audiences refuse them")
    func eventData() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let key = try site.key([.intake, .manage])
            let event: JSON = [
                "id": "E-1", "type": "LOST_RETAINER", "patient": "P-1", "data": ["arch": "upper", "count": 2],
            ]
            _ = site.api("PUT", "/patients/P-1", ["firstName": "Mia", "lastName": "Lindqvist"], key: key)
            #expect(site.api("POST", "/events", event, key: key).status == 202)
            let campaign = try desk.use(.newPatientWelcome)
            let path = "/campaigns/\(campaign)/trigger"
            let fields: [(String, String)] = [
                ("version", "1"), ("kind", "custom"), ("custom", "LOST_RETAINER"), ("event", "BIRTHDAY"),
                ("lead-days", ""), ("lead-side", "before"), ("date", ""), ("time", ""), ("reentry-days", ""),
                ("when-match", "all"), ("when-field", "event.data.count"), ("when-op", ">"), ("when-value", "1"),
            ]
            let saved = desk.post(path, fields: fields)
            #expect(saved.status == 303)
            let trigger = try CampaignStore(site.db).campaign(campaign, in: site.clinic)?.trigger
            guard case .event(_, let rule, _) = trigger else { throw Unexpected() }
            #expect(rule?.sentence == "the event’s “count” is over 1")
            let question = desk.get("/campaigns/\(campaign)/steps/new?type=condition").text
            let added = desk.post(
                "/campaigns/\(campaign)/steps", ["type": "condition", "add": "0.main.1", "name": "", "rule-add": "1"])
            #expect(added.text.contains("value=\"event.data.arch\""))
            #expect(!question.contains("event.data.score"))
            let audience = desk.post(
                "/campaigns/\(campaign)/audience",
                [
                    "version": "2", "audience-match": "all", "audience-field": "event.data.arch", "audience-op": "=",
                    "audience-value": "upper",
                ])
            #expect(audience.status == 422)
            #expect(audience.text.contains("an audience has no event"))
        }
    }

    @Test("a branch is built in lanes that buttons add, move and remove, and is kept as typed until it makes sense")
    func branch() throws {
        try withReminders { desk, campaign in
            let path = "/campaigns/\(campaign)/steps"
            let form = desk.get("\(path)/new?type=branch&add=0.main.1")
            #expect(form.value(ofField: "lane-new1-name") == "")
            let more = desk.post(
                path,
                [
                    "type": "branch", "add": "0.main.1", "name": "Who & <what>?", "lane-key": "new1",
                    "lane-name": "Child<ren", "lane-new1-match": "all", "lane-new1-field": "patient.age",
                    "lane-new1-op": "<", "lane-new1-value": "many", "lane-add": "1",
                ])
            #expect(more.status == 200)
            #expect(more.value(ofField: "lane-new1-name") == "Child&lt;ren")
            #expect(more.value(ofField: "lane-new1-1-value") == "many")
            #expect(more.value(ofField: "lane-new2-name") == "")

            let two: KeyValuePairs = [
                "type": "branch", "add": "0.main.1", "name": "Who?", "lane-key": "new1", "lane-key": "new2",
                "lane-name": "Children", "lane-name": "", "lane-exits": "new2", "otherwise-exits": "yes",
                "lane-new1-field": "patient.age", "lane-new1-op": "<", "lane-new1-value": "18",
                "lane-new2-field": "patient.sex", "lane-new2-op": "=", "lane-new2-value": "female",
            ]
            let blank = desk.post(
                path, ["type": "branch", "add": "0.main.1", "name": "Who?", "lane-key": "new1", "lane-name": ""])
            #expect(blank.status == 422)
            #expect(blank.text.contains("Add a line that says what is asked."))
            #expect(desk.post(path, ["type": "branch", "add": "0.main.1", "name": "Who?"]).status == 422)
            #expect(desk.post(path, two).status == 303)
            let step = try #require(try desk.steps(campaign).first { $0.kind == .branch })
            guard case .branch(let saved) = step.action else { throw Unexpected() }
            #expect(saved.lanes.map(\.key.rawValue) == ["b1", "b2"])
            #expect(saved.lanes.map(\.rule.sentence) == ["age is under 18", "sex is female"])
            #expect(saved.lanes.map(\.exits) == [false, true])
            #expect(saved.otherwise?.exits == true)
            let page = desk.get("/campaigns/\(campaign)/builder?step=\(step.id)")
            #expect(page.text.contains("aria-label=\"Sex is female\""))
            #expect(page.text.contains("when age is under 18"))
            #expect(page.value(ofField: "lane-b2-1-value") == "female")

            let added = desk.post(
                path,
                [
                    "type": "wait", "add": "\(step.id).b2.1", "version": "0", "name": "inside", "kind": "for",
                    "for-amount": "2", "for-unit": "hours", "if-past": "skip",
                ])
            #expect(added.status == 303)
            let both: [(String, String)] = [
                ("version", "1"), ("name", "Who?"), ("lane-key", "b1"), ("lane-key", "b2"), ("lane-name", "Children"),
                ("lane-name", ""), ("lane-b1-field", "patient.age"), ("lane-b1-op", "<"), ("lane-b1-value", "18"),
                ("lane-b2-field", "patient.sex"), ("lane-b2-op", "="), ("lane-b2-value", "female"),
            ]
            let turned = desk.post("\(path)/\(step.id)", fields: both + [("lane-down", "b1")])
            let order = turned.text.ranges(of: /name="lane-key" value="b[12]"/).map {
                turned.text[$0].suffix(3).prefix(2)
            }
            #expect(order == ["b2", "b1"])
            let asked = desk.post("\(path)/\(step.id)", fields: both + [("lane-remove", "b2")])
            #expect(asked.status == 200)
            #expect(asked.text.contains("Saving removes lane 2 with its 1 step"))
            #expect(try desk.steps(campaign).contains { $0.name == "inside" })
            let one = both.filter { !$0.0.hasPrefix("lane-b2") && $0.1 != "b2" }
            #expect(desk.post("\(path)/\(step.id)", fields: one).status == 303)
            #expect(try !desk.steps(campaign).contains { $0.name == "inside" })
            guard case .branch(let left) = try desk.steps(campaign).first(where: { $0.id == step.id })?.action else {
                throw Unexpected()
            }
            #expect(left.lanes.map(\.key.rawValue) == ["b1"])
            #expect(left.otherwise?.exits == false)
            let stale = desk.post("\(path)/\(step.id)", fields: both)
            #expect(stale.status == 409)
            #expect(stale.value(ofField: "lane-b2-1-value") == "female")
            let lost = desk.post(
                path,
                [
                    "type": "wait", "add": "\(step.id).b2.1", "version": "0", "name": "", "kind": "words",
                    "words": "next opening", "if-past": "skip",
                ])
            #expect(lost.status == 409)
            #expect(lost.hidden("add") == "0.main.2")
            #expect(desk.post(path, ["type": "branch", "lane-b9-field": "patient.age"]).status == 400)
        }
    }

    @Test("a message of the other channel, or of another clinic, is refused at the field")
    func foreignTemplate() throws {
        try withReminders { desk, campaign in
            let send = try #require(try desk.steps(campaign).first { $0.kind == .send })
            guard case .send(let action) = send.action, let template = action.template else { throw Unexpected() }
            let path = "/campaigns/\(campaign)/steps/\(send.id)"
            func save(_ template: String) -> Response {
                desk.post(
                    path,
                    ["version": String(send.version), "name": "Any", "channel": "SMS", "template": template])
            }
            #expect(save(template.description).status == 422)
            #expect(save(template.description).text.contains("is for e-mail, not for SMS."))
            #expect(save("99999").status == 422)
        }
    }

    @Test("problems stand on their cards, and in a list that leads to them")
    func problems() throws {
        try withReminders { desk, campaign in
            let send = try #require(try desk.steps(campaign).first { $0.kind == .send })
            _ = desk.post(
                "/campaigns/\(campaign)/steps/\(send.id)",
                ["version": String(send.version), "name": "First", "channel": "EMAIL", "template": ""])
            let page = desk.get("/campaigns/\(campaign)/builder")
            #expect(page.text.contains("One thing to settle before it can be activated"))
            #expect(
                page.text.contains(
                    "href=\"/campaigns/\(campaign)/builder?step=\(send.id)#panel\">“First”: No message template"))
            #expect(page.text.contains("No message template is chosen yet."))
        }
    }

    @Test("names are text on the page, whatever stands in them")
    func hostile() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let name = "<script>alert(1)</script>\"'><img src=x>"
            let send = try #require(try desk.steps(campaign).first { $0.kind == .send })
            guard case .send(let action) = send.action else { throw Unexpected() }
            let answer = desk.post(
                "/campaigns/\(campaign)/steps/\(send.id)",
                [
                    "version": String(send.version), "name": name, "channel": "EMAIL",
                    "template": action.template?.description ?? "",
                ])
            #expect(answer.status == 303)
            for target in ["builder", "builder?step=\(send.id)", "builder?step=\(step.id)", "builder?add=0.main.2"] {
                let page = desk.get("/campaigns/\(campaign)/\(target)").text
                #expect(!page.contains("<script>alert"))
                #expect(!page.contains("<img src=x"))
                #expect(page.contains("&lt;script"))
            }
        }
    }

    @Test("a campaign that is over is drawn without links and buttons, with a sentence that says why")
    func fixed() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            _ = try desk.site.db.run("UPDATE campaign SET status = 'COMPLETED' WHERE id = ?", [.int(campaign.rawValue)])
            let page = desk.get("/campaigns/\(campaign)/builder?step=\(step.id)")
            #expect(page.status == 200)
            #expect(page.text.contains("This campaign is completed, so its workflow stays as it is."))
            #expect(!page.text.contains("/position"))
            let path = "/campaigns/\(campaign)/steps/\(step.id)"
            #expect(desk.post(path, waitFields("for 1 day", version: step.version)).status == 409)
            #expect(desk.post(path + "/remove", ["confirmed": "yes", "version": "1"]).status == 409)
            #expect(desk.post(path + "/position", ["direction": "up"]).status == 409)
        }
    }

    @Test("what starts it is an event of the list, one of the clinic's own, or a time still to come")
    func trigger() throws {
        try withReminders { desk, campaign in
            func version() throws -> String {
                String(try CampaignStore(desk.site.db).campaign(campaign, in: desk.site.clinic)!.version)
            }
            func save(_ fields: KeyValuePairs<String, String>) -> Response {
                desk.post("/campaigns/\(campaign)/trigger", fields)
            }
            #expect(save(["version": try version(), "kind": "custom", "custom": "lost retainer"]).status == 422)
            #expect(save(["version": try version(), "kind": "custom", "custom": "LOST_RETAINER"]).status == 303)
            let past = save(["version": try version(), "kind": "scheduled", "date": "2027-03-08", "time": "11:59"])
            #expect(past.status == 422)
            #expect(past.value(ofField: "date") == "2027-03-08")
            #expect(save(["version": "1", "kind": "event", "event": "BIRTHDAY"]).status == 409)
            #expect(
                save(["version": try version(), "kind": "scheduled", "date": "2027-03-08", "time": "12:01"]).status
                    == 303)
            let stored = try CampaignStore(desk.site.db).campaign(campaign, in: desk.site.clinic)?.trigger
            #expect(stored == .scheduled(CivilDateTime("2027-03-08T12:01")!))
        }
    }

    @Test("an audience is kept as typed on 422, and saved with its exclusions")
    func audience() throws {
        try withReminders { desk, campaign in
            func version() throws -> String {
                String(try CampaignStore(desk.site.db).campaign(campaign, in: desk.site.clinic)!.version)
            }
            let path = "/campaigns/\(campaign)/audience"
            let wrong = desk.post(
                path,
                [
                    "version": try version(), "audience-match": "all", "audience-field": "patient.lastVisit",
                    "audience-op": "before", "audience-value": "long <ago>", "exclusions-match": "all",
                ])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("long &lt;ago"))
            let saved = desk.post(
                path,
                [
                    "version": try version(), "audience-match": "all", "audience-field": "patient.lastVisit",
                    "audience-op": "before", "audience-value": "6 months ago",
                    "audience-field": "consent.marketing.email",
                    "audience-op": "=", "audience-value": "Yes", "exclusions-field": "patient.tag",
                    "exclusions-op": "contains", "exclusions-value": "VIP",
                ])
            #expect(saved.status == 303)
            let page = desk.get(path)
            #expect(
                page.text.contains(
                    "last completed visit is more than 6 months ago and consent to marketing by e-mail is yes, except where tag includes VIP"
                ))
            #expect(page.value(ofField: "audience-1-value") == "6 months ago")
            let fewer = desk.post(
                path,
                [
                    "version": "1", "audience-field": "patient.age", "audience-op": "<", "audience-value": "1",
                    "audience-field": "patient.age", "audience-op": "<", "audience-value": "2", "audience-remove": "1",
                ])
            #expect(fewer.status == 200)
            #expect(fewer.value(ofField: "audience-1-value") == "2")
            #expect(desk.post(path, ["version": "1"]).status == 409)
        }
    }

    @Test("another clinic's campaigns and steps are not there")
    func otherClinic() throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let other = try Desk(desk.site, name: "Eve Moor", clinic: desk.site.rows.clinic("Elsewhere"))
            for path in ["builder", "audience", "preview", "steps/new?type=wait", "preview/patients"] {
                #expect(other.get("/campaigns/\(campaign)/\(path)").status == 404)
            }
            let path = "/campaigns/\(campaign)"
            #expect(other.post("\(path)/steps/\(step.id)", waitFields("for 1 day", version: 1)).status == 404)
            #expect(other.post("\(path)/steps/\(step.id)/position", ["direction": "down"]).status == 404)
            #expect(other.post("\(path)/steps/\(step.id)/remove", ["confirmed": "yes"]).status == 404)
            #expect(other.post("\(path)/trigger", ["kind": "event"]).status == 404)
            #expect(other.post("\(path)/audience", [:]).status == 404)
        }
    }

    @Test("roles below the manager look at the workflow, and change nothing", arguments: [Role.viewer, .frontDesk])
    func roles(role: Role) throws {
        try withReminders { desk, campaign in
            let step = try wait(desk, campaign)
            let looker = try Desk(desk.site, role: role, name: "Lou Field")
            let page = looker.get("/campaigns/\(campaign)/builder?step=\(step.id)")
            #expect(page.status == 200)
            #expect(page.text.contains("Your role may look at the workflow, not change it."))
            #expect(!page.text.contains("<form class=\"form\""))
            #expect(looker.get("/campaigns/\(campaign)/audience").status == 200)
            let path = "/campaigns/\(campaign)"
            #expect(looker.post("\(path)/steps/\(step.id)", waitFields("for 1 day", version: 1)).status == 403)
            #expect(looker.post("\(path)/steps", ["type": "wait"]).status == 403)
            #expect(looker.post("\(path)/trigger", ["kind": "event"]).status == 403)
            #expect(looker.post("\(path)/audience", [:]).status == 403)
        }
    }
}

/// A step of another kind than the test made.
private struct Unexpected: Error {}
