/// What the sentences of changes call things.
public struct TermsNames: Sendable {
    /// What a step's card is called.
    public let step: @Sendable (Step) -> String
    /// The name of a message template.
    public let message: @Sendable (ID<MessageTemplate>) -> String

    public init(
        step: @escaping @Sendable (Step) -> String, message: @escaping @Sendable (ID<MessageTemplate>) -> String
    ) {
        self.step = step
        self.message = message
    }
}

extension TermsChange {
    /// As staff read it before they publish: one sentence for each thing that differs.
    public func sentences(_ names: TermsNames) -> [String] {
        switch self {
        case .trigger(let old, let new): Self.trigger(old, new)
        case .audience(let old, let new): ["The audience is \(new.sentence); until now it was \(old.sentence)."]
        case .exclusions(let old, nil):
            ["Nobody is excluded any more; until now it was \(old?.sentence ?? "nobody")."]
        case .exclusions(_, let new?): ["Excluded is whoever fits: \(new.sentence)."]
        case .reentry(nil): ["The same visit, treatment or invoice never begins it a second time."]
        case .reentry(let days?):
            ["The same visit, treatment or invoice may begin it again after \(days) \(days == 1 ? "day" : "days")."]
        case .asksAudienceAgain(true): ["Only who is still in the audience, and not excluded, gets the next message."]
        case .asksAudienceAgain(false): ["Who has left the audience gets the messages that are still to come."]
        case .added(let step): ["New: \(names.step(step))."]
        case .removed(let step): ["Removed: \(names.step(step))."]
        case .moved(let step): ["\(names.step(step)) stands at another place."]
        case .changed(let old, let new): Self.step(old, new, names)
        case .text(let id, let old, let new):
            ["The text of “\(names.message(id))” is the newer version \(new); until now version \(old)."]
        }
    }

    private static func trigger(_ old: Trigger?, _ new: Trigger?) -> [String] {
        if case .event(let before, _, let lead) = old, case .event(let after, let rule, lead) = new, before == after {
            guard let rule else { return ["Every such event begins it: \(after.phrase)."] }
            return ["It begins only where \(rule.sentence)."]
        }
        let was = old.map { "; until now: \($0.sentence)" } ?? ""
        return ["It begins: \(new?.sentence ?? "never")\(was)."]
    }

    private static func step(_ old: Step, _ new: Step, _ names: TermsNames) -> [String] {
        switch (old.action, new.action) {
        case (.send(let before), .send(let after)):
            return renamed(old, new, names) + send(before, after, called: names.step(new), names)
        case (.wait(let before), .wait(let after)): return wait(before, after)
        case (.condition(let before), .condition(let after)):
            return renamed(old, new, names) + condition(before, after, called: names.step(new))
        case (.branch, .branch): return renamed(old, new, names) + branch(old, new, called: names.step(new))
        default: return ["\(names.step(old)) becomes \(names.step(new))."]
        }
    }

    private static func renamed(_ old: Step, _ new: Step, _ names: TermsNames) -> [String] {
        old.name == new.name ? [] : ["“\(names.step(old))” is called “\(names.step(new))”."]
    }

    private static func send(_ old: SendStep, _ new: SendStep, called name: String, _ names: TermsNames) -> [String] {
        var sentences: [String] = []
        if old.channel != new.channel {
            sentences.append("\(name) goes as \(new.channel.phrase), no longer as \(old.channel.phrase).")
        }
        if old.template != new.template {
            let message = new.template.map { "“\(names.message($0))”" } ?? "no message"
            sentences.append(
                "\(name) sends \(message)\(old.template.map { ", no longer “\(names.message($0))”" } ?? "").")
        }
        if old.isOnlyUntilConfirmed != new.isOnlyUntilConfirmed {
            let ending = new.isOnlyUntilConfirmed ? "only until the visit is confirmed" : "whether confirmed or not"
            sentences.append("\(name) is sent \(ending).")
        }
        if old.experiment != new.experiment {
            let tried = new.experiment.map { "\($0.arms.count) messages, for whoever comes to it from now on" }
            sentences.append("\(name) tries \(tried ?? "one message alone").")
        }
        return sentences
    }

    private static func wait(_ old: Wait, _ new: Wait) -> [String] {
        var sentences: [String] = []
        if old.expression != new.expression {
            sentences.append("The wait “\(old.expression.sentence)” becomes “\(new.expression.sentence)”.")
        }
        if old.ifPast != new.ifPast {
            let ending = new.ifPast == .continue ? "the way goes on at once" : "what follows it is skipped"
            sentences.append("If the wait “\(new.expression.sentence)” is past, \(ending).")
        }
        return sentences
    }

    /// Lanes by what they are called now, those that are gone by what they were called.
    private static func branch(_ old: Step, _ new: Step, called name: String) -> [String] {
        let before = Dictionary(uniqueKeysWithValues: old.lanes.map { ($0.key, $0) })
        var sentences = old.lanes.filter { new.lane($0.key) == nil }.map {
            "\(name) has no lane “\($0.name)” any more."
        }
        for lane in new.lanes {
            guard let was = before[lane.key] else {
                sentences.append("\(name) has a new lane “\(lane.name)”\(lane.rule.map { ": \($0.sentence)" } ?? "").")
                continue
            }
            if was.name != lane.name, was.rule == lane.rule {
                sentences.append("The lane “\(was.name)” of \(name) is called “\(lane.name)”.")
            }
            if let rule = lane.rule, let previous = was.rule, rule != previous {
                sentences.append(
                    "“\(lane.name)” of \(name) is taken when \(rule.sentence); until now, when \(previous.sentence).")
            }
            if let weight = lane.weight, weight != was.weight {
                sentences.append("“\(lane.name)” of \(name) is for \(weight) % of those who are not in a lane yet.")
            }
            if was.lane.exits != lane.lane.exits {
                sentences.append("After “\(lane.name)” of \(name) the way \(lane.lane.exits ? "ends" : "goes on").")
            }
        }
        let order = new.lanes.map(\.key).filter { before[$0] != nil }
        if order != old.lanes.map(\.key).filter({ new.lane($0) != nil }) {
            sentences.append("\(name) asks its lanes in another order.")
        }
        return sentences
    }

    private static func condition(_ old: Condition, _ new: Condition, called name: String) -> [String] {
        var sentences: [String] = []
        if old.rule != new.rule {
            sentences.append("\(name) asks whether \(new.rule.sentence); until now, whether \(old.rule.sentence).")
        }
        for (word, before, after) in [("yes", old.yes.exits, new.yes.exits), ("no", old.no.exits, new.no.exits)]
        where before != after {
            sentences.append("After “\(word)” of \(name) the way \(after ? "ends" : "goes on").")
        }
        return sentences
    }
}
