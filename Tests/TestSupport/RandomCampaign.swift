import Campaigns
import CivilTime

/// Drafts of every shape: nested lanes, tests, splits, segments that ask about each other, names and texts that look like
/// the file's own words.
public enum RandomCampaign {
    private static let words = [
        "Recall", "name: x", "- 3", "| pipe", "é ñ 你好", "“Ana”", "a: b", "😀😀", "then end", "none", "{{clinic.name}}",
        "\\\"quoted\\\"", "steps", "  two  blanks".trimmingBlanks,
    ]

    public static func make(using random: inout SeededGenerator) -> PortableCampaign {
        let segments = (0..<Int.random(in: 0...3, using: &random)).map { "Segment \($0) \(word(&random))" }
        let known = Segments(
            segments.enumerated().map { index, name in
                // Only those after it, so that there is no circle.
                Segment(
                    id: ID(Int64(100 + index)), name: name,
                    rule: rule(2, among: Array((index + 1)..<segments.count), &random), version: 1)
            })
        let all = Array(segments.indices)
        let templates = (0..<Int.random(in: 1...5, using: &random)).map { template(ID(Int64(50 + $0)), &random) }
        let texts = Dictionary(uniqueKeysWithValues: templates.map { ($0[0].id, $0) })
        var cards: [DraftStep] = []
        steps(in: .main, depth: 0, Array(texts.keys).sorted(), all, to: &cards, &random)
        let type = CampaignType.allCases.randomElement(using: &random) ?? .followUp
        let head = CampaignHead(
            name: word(&random), description: Bool.random(using: &random) ? "" : body(&random), type: type,
            purpose: Bool.random(using: &random) ? .care : .marketing)
        let draft = CampaignDraft(
            trigger: trigger(all, &random), audience: rule(3, among: all, &random),
            exclusions: Bool.random(using: &random) ? nil : rule(2, among: all, &random),
            reentryDays: Bool.random(using: &random) ? nil : Int.random(in: 1...3_650, using: &random),
            asksAudienceAgain: Bool.random(using: &random))
        return PortableCampaign(
            of: CampaignOutline(head: head, draft: draft), steps: cards, segments: known, texts: texts)
    }

    private static func word(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...3, using: &random)).map { _ in words.randomElement(using: &random) ?? "x" }
            .joined(separator: " ")
    }

    private static func body(_ random: inout SeededGenerator) -> String {
        let lines = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            Bool.random(using: &random) ? "" : word(&random) + (Bool.random(using: &random) ? "  " : "")
        }
        return (["x"] + lines + ["end"]).joined(separator: "\n")
    }

    private static func template(_ id: ID<MessageTemplate>, _ random: inout SeededGenerator) -> [MessageTemplate] {
        let channel: Channel = Bool.random(using: &random) ? .email : .sms
        let name = word(&random)
        return ["en", "es", "es-MX", "fr"].prefix(Int.random(in: 1...4, using: &random)).map { language in
            MessageTemplate(
                id: id, name: name, channel: channel, number: 1, language: language,
                subject: channel.hasSubject ? word(&random) : "", body: body(&random))
        }
    }

    private static func trigger(_ segments: [Int], _ random: inout SeededGenerator) -> Trigger? {
        switch Int.random(in: 0...4, using: &random) {
        case 0: return nil
        case 1: return .scheduled(CivilDateTime(date: CivilDate(year: 2027, month: 3, day: 14)!, time: time(&random)))
        case 2:
            return .recurring(
                Recurrence(
                    .weekly([.monday, .friday]), interval: Int.random(in: 1...4, using: &random), at: time(&random),
                    start: CivilDateTime(date: CivilDate(year: 2027, month: 1, day: 4)!, time: ClockTime("00:00")!),
                    end: .never))
        case 3:
            return .event(
                .birthday, rule: nil, leadDays: Int.random(in: -60...60, using: &random))
        default:
            let rule = Bool.random(using: &random) ? nil : rule(2, among: segments, &random)
            return .event(.appointmentBooked, rule: rule)
        }
    }

    private static func time(_ random: inout SeededGenerator) -> ClockTime {
        ClockTime("0\(Int.random(in: 0...9, using: &random)):15")!
    }

    private static func rule(_ depth: Int, among segments: [Int], _ random: inout SeededGenerator) -> Rule {
        switch Int.random(in: 0...(depth == 0 ? 2 : 5), using: &random) {
        case 0: return segments.randomElement(using: &random).map { .segment(ID(Int64(100 + $0))) } ?? test(&random)
        case 1, 2: return test(&random)
        case 3: return .not(rule(depth - 1, among: segments, &random))
        default:
            let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                rule(depth - 1, among: segments, &random)
            }
            return Bool.random(using: &random) ? .all(parts) : .any(parts)
        }
    }

    private static func test(_ random: inout SeededGenerator) -> Rule {
        let tests = [
            FieldTest(field: .age, op: .less, value: .number(18)),
            FieldTest(field: .tag, op: .equal, value: .text("a: b")),
            FieldTest(field: .appointmentType, op: .in, value: .list(["Adjustment", "two \"words\""])),
            FieldTest(field: .lastVisit, op: .exists, value: nil),
            FieldTest(field: .hasEmail, op: .equal, value: .yesNo(true)),
            FieldTest(field: .lastVisit, op: .before, value: .months(-6)),
        ]
        return .test(tests.randomElement(using: &random)!)
    }

    private static func steps(
        in lane: DraftLane, depth: Int, _ templates: [ID<MessageTemplate>], _ segments: [Int],
        to cards: inout [DraftStep], _ random: inout SeededGenerator
    ) {
        for position in 0..<Int.random(in: 0...(depth == 0 ? 5 : 2), using: &random) where cards.count < 60 {
            let id = ID<Step>(Int64(1_000 - cards.count))
            let action = action(depth, templates, segments, &random)
            cards.append(
                DraftStep(
                    id: id, lane: lane, position: position + 1, name: Bool.random(using: &random) ? "" : word(&random),
                    action: action, version: 2, updatedAt: Instant(microseconds: 9)))
            for key in action.laneKeys {
                steps(in: .inside(id, key), depth: depth + 1, templates, segments, to: &cards, &random)
            }
        }
    }

    private static func action(
        _ depth: Int, _ templates: [ID<MessageTemplate>], _ segments: [Int], _ random: inout SeededGenerator
    ) -> DraftAction {
        switch Int.random(in: 0...(depth > 3 ? 3 : 6), using: &random) {
        case 0, 1: return .send(send(templates, &random))
        case 2, 3:
            let texts = ["for 3 days", "2 days before appointment at 09:15", "next monday at 10:00", "until 17:30"]
            let expression = (try? WaitExpression.parse(texts.randomElement(using: &random)!))!
            return .wait(Wait(expression: expression, ifPast: Bool.random(using: &random) ? .skip : .continue))
        case 4:
            let ends: [Set<LaneKey>] = [[], [.yes], [.no], [.yes, .no]]
            let exits = ends.randomElement(using: &random)!
            return .condition(rule(3, among: segments, &random), exits: exits)
        default:
            var branch = DraftBranch(
                otherwise: Bool.random(using: &random) ? nil : .init(exits: Bool.random(using: &random)))
            let count = Int.random(in: 1...3, using: &random)
            for _ in 0..<count {
                branch.add(
                    name: Bool.random(using: &random) ? "" : "Lane \(Int.random(in: 0...9, using: &random))",
                    rule: rule(2, among: segments, &random), exits: Bool.random(using: &random))
            }
            guard Bool.random(using: &random) else { return .branch(branch) }
            let key = ExperimentKey(using: &random)
            return .branch(branch.drawn(by: (0..<count).map { _ in Int.random(in: 1...30, using: &random) }, key: key))
        }
    }

    private static func send(_ templates: [ID<MessageTemplate>], _ random: inout SeededGenerator) -> SendStep {
        func one() -> ID<MessageTemplate>? {
            Int.random(in: 0...5, using: &random) == 0 ? nil : templates.randomElement(using: &random)
        }
        var send = SendStep(
            channel: Bool.random(using: &random) ? .email : .sms, template: one(),
            isOnlyUntilConfirmed: Bool.random(using: &random))
        if Int.random(in: 0...3, using: &random) == 0 {
            send.experiment = Experiment(
                key: ExperimentKey(using: &random), weight: 40,
                challengers: (0..<Int.random(in: 1...3, using: &random)).map { _ in .init(template: one(), weight: 15)
                },
                holdoutWeight: Int.random(in: 0...10, using: &random),
                goal: Experiment.Goal.allCases.randomElement(using: &random)!,
                endsAt: CivilDateTime("2027-06-01T09:00")!, picksWinner: Bool.random(using: &random))
        }
        return send
    }
}

extension String {
    fileprivate var trimmingBlanks: String { String(drop { $0 == " " }) }
}
