extension PortableCampaign {
    /// As a file: read again it gives the same campaign, and written again the same text.
    public var text: String { nodes.text }

    private var rules: RuleOutline { RuleOutline(segments: segments.map(\.name)) }

    private var nodes: [OutlineNode] {
        let (head, draft) = (outline.head, outline.draft)
        var nodes = [OutlineNode("campanile campaign", "format \(Self.format)"), OutlineNode("name", head.name)]
        if !head.description.isEmpty { nodes.append(OutlineNode("description", lines: head.description)) }
        nodes += [
            OutlineNode("type", head.type.rawValue), OutlineNode("purpose", head.purpose.rawValue), trigger,
            rules.node("audience", draft.audience),
        ]
        if let exclusions = draft.exclusions { nodes.append(rules.node("exclusions", exclusions)) }
        nodes.append(OutlineNode("again", draft.reentryDays.map { "after \($0) days" } ?? "never"))
        if draft.asksAudienceAgain { nodes.append(OutlineNode("ask audience again", "yes")) }
        nodes.append(OutlineNode("steps", nil, steps(in: .main)))
        nodes += messages.enumerated().map { message($0.element, number: $0.offset + 1) }
        nodes += segments.map { OutlineNode("segment", $0.name, [rules.node("rule", $0.rule)]) }
        return nodes
    }

    private var trigger: OutlineNode {
        switch outline.draft.trigger {
        case nil: OutlineNode("trigger", "none")
        case .event(let type, let rule, let leadDays):
            OutlineNode(
                "trigger", "event \(type.rawValue)",
                (leadDays == 0 ? [] : [OutlineNode("days before", String(leadDays))])
                    + (rule.map { [rules.node("rule", $0)] } ?? []))
        case .scheduled(let local): OutlineNode("trigger", "at \(local.text)")
        case .recurring(let recurrence):
            OutlineNode("trigger", "again and again", [OutlineNode("recurrence", recurrence.json.withoutNulls.text)])
        }
    }

    private func steps(in lane: DraftLane) -> [OutlineNode] {
        steps.filter { $0.lane == lane }.sorted { $0.position < $1.position }.map(node)
    }

    private func node(_ step: DraftStep) -> OutlineNode {
        let name = step.name.isEmpty ? nil : step.name
        switch step.action {
        case .send(let send): return OutlineNode("send", name, nodes(send))
        case .wait(let wait):
            let past = wait.ifPast == .skip ? [] : [OutlineNode("if past", wait.ifPast.rawValue)]
            return OutlineNode("wait", name, [OutlineNode("time", wait.expression.text)] + past)
        case .condition(let rule, let exits):
            let lanes = [LaneKey.yes, .no].map { key in
                lane(key.rawValue, .inside(step.id, key), exits: exits.contains(key))
            }
            return OutlineNode("condition", name, [rules.node("rule", rule)] + lanes)
        case .branch(let branch): return OutlineNode("branch", name, nodes(branch, of: step.id))
        }
    }

    private func nodes(_ send: SendStep) -> [OutlineNode] {
        [OutlineNode("by", send.channel.rawValue), OutlineNode("message", Self.number(send.template))]
            + (send.isOnlyUntilConfirmed ? [OutlineNode("only until confirmed", "yes")] : [])
            + (send.experiment.map { [test($0)] } ?? [])
    }

    private func test(_ experiment: Experiment) -> OutlineNode {
        let challengers = experiment.challengers.map { one in
            OutlineNode("against", Self.number(one.template), [OutlineNode("share", String(one.weight))])
        }
        return OutlineNode(
            "test", nil,
            [OutlineNode("share", String(experiment.weight))] + challengers + [
                OutlineNode("nothing", String(experiment.holdoutWeight)), OutlineNode("goal", experiment.goal.rawValue),
                OutlineNode("ends", experiment.endsAt.text),
            ] + (experiment.picksWinner ? [OutlineNode("winner goes on", "yes")] : []))
    }

    private func nodes(_ branch: DraftBranch, of step: ID<Step>) -> [OutlineNode] {
        let lanes = branch.lanes.map { lane in
            OutlineNode(
                "lane", lane.name.isEmpty ? nil : lane.name,
                [lane.weight.map { OutlineNode("share", String($0)) } ?? rules.node("rule", lane.rule)]
                    + [self.lane("steps", .inside(step, lane.key), exits: lane.exits)])
        }
        let otherwise = branch.otherwise.map { lane("otherwise", .inside(step, .otherwise), exits: $0.exits) }
        return lanes + [otherwise].compactMap(\.self)
    }

    /// A lane's steps below its key; what ends the patient's way says so.
    private func lane(_ key: String, _ lane: DraftLane, exits: Bool) -> OutlineNode {
        OutlineNode(key, exits ? "then end" : nil, steps(in: lane))
    }

    private func message(_ message: Message, number: Int) -> OutlineNode {
        let texts = message.texts.map { text in
            OutlineNode(
                "text", text.language,
                (text.subject.isEmpty ? [] : [OutlineNode("subject", text.subject)])
                    + [OutlineNode("body", lines: text.body)])
        }
        return OutlineNode(
            "message", String(number),
            [OutlineNode("name", message.name), OutlineNode("channel", message.channel.rawValue)] + texts)
    }

    private static func number(_ template: ID<MessageTemplate>?) -> String { template?.description ?? "none" }
}

extension JSON {
    /// The same object without its members that say nothing.
    fileprivate var withoutNulls: JSON {
        guard let members = objectValue else { return self }
        return .object(members.filter { !$0.value.isNull })
    }
}
