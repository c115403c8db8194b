import CivilTime
import Testing

@testable import Campaigns

/// What rules ask of the event that an enrollment is by, and of what it is about. It is Saturday 13 March 2027 in Chicago.
@Suite struct EventFieldTests {
    private static let data: JSON = [
        "score": 6, "share": .number(6.5), "quoted": "7", "word": "Lost it", "when": "2027-03-12",
        "at": "2027-03-13T04:30:00Z", "urgent": true, "said": "Yes", "parts": ["upper", "lower"], "deep": ["a": 1],
        "none": .null,
    ]

    private func answer(_ field: String, _ op: String, _ value: JSON?, _ facts: Facts) throws -> Bool? {
        var members = [
            JSON.Member(key: "field", value: .string(field)), JSON.Member(key: "op", value: .string(op)),
        ]
        if let value { members.append(JSON.Member(key: "value", value: value)) }
        return try Rule(json: .object(members)).matches(facts, at: SampleFacts.now)
    }

    private func by(_ type: String, _ data: JSON?) throws -> Facts {
        var facts = SampleFacts().facts
        facts.event = ToldEvent(type: try #require(EventType(rawValue: type)), data: data)
        return facts
    }

    @Test(
        "an event's data is compared by what it holds",
        arguments: [
            ("score", "<", 7, true), ("score", "<", 6, false), ("score", ">=", 6, true), ("score", "=", 6, true),
            ("score", "!=", 6, false), ("score", "=", "6", true), ("score", "in", ["5", "6"], true),
            ("share", "<", 7, true), ("share", "<=", 6, false), ("share", "=", 6, false), ("share", ">", 6, true),
            ("quoted", "=", 7, true), ("quoted", ">", 6, true), ("word", "=", "lost IT", true),
            ("word", "contains", "lost", true), ("word", "in", ["x"], false), ("word", "=", 7, false),
            ("word", "<", 7, nil), ("word", "before", "2027-01-01", nil),
            ("when", "within", ["days": -1], true), ("when", "within", ["days": 0], false),
            ("when", "before", "2027-03-12", false), ("when", "after", "2027-03-11", true),
            // 22:30 the evening before in Chicago.
            ("at", "within", ["days": 0], false), ("at", "within", ["days": -1], true),
            ("urgent", "=", true, true), ("urgent", "!=", true, false), ("urgent", "<", 1, nil),
            ("urgent", "=", "yes", true), ("said", "=", true, true), ("said", "=", false, false),
            ("parts", "contains", "UPPER", true), ("parts", "contains", "up", false), ("parts", "!=", "front", true),
            ("score", "exists", nil, true), ("score", "missing", nil, false),
            // What is not told, or cannot be compared, is unknown.
            ("other", "=", 6, nil), ("other", "!=", 6, nil), ("other", "exists", nil, false),
            ("other", "missing", nil, true), ("deep", "exists", nil, false), ("none", "missing", nil, true),
        ] as [(String, String, JSON?, Bool?)])
    func data(name: String, op: String, value: JSON?, expected: Bool?) throws {
        #expect(try answer("event.data." + name, op, value, by("LOST_RETAINER", Self.data)) == expected)
    }

    @Test("an event is asked for its name, and without an event all of it is unknown")
    func type() throws {
        let told = try by("LOST_RETAINER", nil)
        #expect(try answer("event.type", "=", "LOST_RETAINER", told) == true)
        #expect(try answer("event.type", "in", ["BIRTHDAY"], told) == false)
        #expect(try answer("event.data.score", "=", 6, told) == nil)
        let none = SampleFacts().facts
        #expect(try answer("event.type", "=", "LOST_RETAINER", none) == nil)
        #expect(try answer("event.type", "missing", nil, none) == true)
        #expect(try answer("event.data.score", "exists", nil, none) == false)
    }

    @Test("what the event said is known of the enrollment that is by it, and of no other anchor")
    func enrollment() throws {
        var enrollment = Enrollment(
            id: ID(1), patientID: ID(1), anchor: Anchor(), event: EventType(rawValue: "LOST_RETAINER"),
            emittedStart: nil, startedAt: SampleFacts.now, receivedAt: SampleFacts.now, isTakenUp: false)
        enrollment.eventData = Self.data
        let about = SampleFacts().facts.about(enrollment)
        #expect(try answer("event.data.score", "=", 6, about) == true)
        #expect(try answer("event.data.score", "=", 6, about.about(Anchor(), eventAt: nil)) == nil)
    }

    @Test("a replay knows no survey that was answered later, and of two the one that was answered last")
    func survey() throws {
        func answered(_ number: Int64, _ score: JSON, at time: String) -> PastEvent {
            let time = SampleFacts.instant(time)
            return PastEvent(
                event: Event(
                    id: ID(number), clinicID: ID(1), type: .surveyAnswered, patientID: ID(1), anchor: Anchor(),
                    occurredAt: time, receivedAt: time, isBulk: false, hasOwnTime: true, data: ["score": score]))
        }
        var facts = SampleFacts().facts
        facts.lastSurvey = SurveyAnswer(score: 10, answeredAt: SampleFacts.now)
        let past = PastFacts(
            facts,
            history: [
                answered(1, 3, at: "2027-03-01T18:00Z"), answered(2, 9, at: "2027-03-05T18:00Z"),
                answered(3, 11, at: "2027-03-09T18:00Z"),
            ])
        func score(_ time: String) -> Int? { past.at(SampleFacts.instant(time)).lastSurvey?.score }
        #expect(past.at(SampleFacts.instant("2027-03-01T17:59Z")).lastSurvey == nil)
        #expect(score("2027-03-01T18:00Z") == 3)
        #expect(score("2027-03-06T00:00Z") == 9)
        #expect(score("2027-03-10T00:00Z") == nil)
        #expect(try answer("survey.score", "=", 9, past.at(SampleFacts.instant("2027-03-06T00:00Z"))) == true)
    }

    @Test("appointment and invoice are those of the enrollment")
    func anchors() throws {
        var sample = SampleFacts()
        sample.appointments = [SampleFacts.visit(1, at: "2027-03-16T04:30Z"), SampleFacts.visit(2)]
        sample.invoices = [
            Invoice(
                id: ID(5), externalID: "I-5", patientID: ID(1), amountCents: 12_099, currency: "USD",
                dueOn: CivilDate(year: 2027, month: 3, day: 20)!, paidCents: 0, status: .open)
        ]
        #expect(try answer("appointment.startsAt", "exists", nil, sample.facts) == false)
        #expect(try answer("invoice.amount", ">", 1, sample.facts) == nil)
        sample.anchor = Anchor(appointment: ID(1), invoice: ID(5))
        // 23:30 on the 15th in Chicago.
        #expect(try answer("appointment.startsAt", "before", "2027-03-16", sample.facts) == true)
        #expect(try answer("appointment.startsAt", "within", ["days": 1], sample.facts) == false)
        #expect(try answer("appointment.provider", "contains", "okafor", sample.facts) == true)
        #expect(try answer("appointment.location", "missing", nil, sample.facts) == true)
        #expect(try answer("invoice.amount", "=", 120, sample.facts) == true)
        #expect(try answer("invoice.dueOn", "after", "2027-03-19", sample.facts) == true)
        #expect(try answer("invoice.status", "in", ["paid", "void"], sample.facts) == false)
    }

    @Test(
        "a comparison that fits no kind is refused at its value, and a name that is none at its field",
        arguments: [
            ("event.data.score", "<", "7", "value"), ("event.data.score", "<", ["days": 1], "value"),
            ("event.data.score", "before", "soon", "value"), ("event.data.score", "in", 7, "value"),
            ("event.data.score", "contains", 7, "value"), ("event.data.score", "=", ["x"], "value"),
            ("event.data.", "=", 7, "field"), ("event.data", "=", 7, "field"), ("event.data.a\u{0}", "=", 7, "field"),
            ("event.kind", "=", "X", "field"),
        ] as [(String, String, JSON, String)])
    func refused(field: String, op: String, value: JSON, path: String) {
        do {
            _ = try Rule(json: ["field": .string(field), "op": .string(op), "value": value])
            Issue.record("taken")
        } catch {
            #expect(error.problems.map(\.path) == [path])
        }
    }

    @Test("an audience that asks of an event is told where that may stand")
    func audience() throws {
        let rule = try Rule(json: [
            "all": [
                ["field": "patient.age", "op": "<", "value": 18],
                ["not": ["field": "event.data.score", "op": "<", "value": 7]],
            ]
        ])
        #expect(rule.problems.isEmpty)
        #expect(rule.problemsOfAudience.map(\.path) == ["all[1].not.field"])
        #expect(rule.problemsOfAudience.first?.message.contains("trigger’s rule") == true)
        #expect(rule.sentence == "age is under 18 and not (the event’s “score” is under 7)")
        #expect(rule.tests[1].field.isFixed)
    }
}
