import CivilTime

extension PortableCampaign {
    /// A clinic's campaign as it leaves: without rows, keys and ids of the clinic's own.
    ///
    /// - Parameters:
    ///   - cards: the draft's steps, in any order.
    ///   - known: every segment that its rules may name, the removed ones too.
    ///   - texts: of each message template that its steps name, in every language; a step names none of those missing here.
    public init(
        of outline: CampaignOutline, steps cards: [DraftStep], segments known: Segments,
        texts: [ID<MessageTemplate>: [MessageTemplate]]
    ) {
        var numbering = PortableNumbering(texts: texts)
        var outline = outline
        outline.draft = numbering.draft(outline.draft)
        numbering.number(cards)
        self.init(
            outline: outline, segments: numbering.namedRules(of: known), messages: numbering.messages,
            steps: numbering.steps)
    }
}

/// Gives segments, message templates and steps their numbers in the order in which a campaign names them.
private struct PortableNumbering {
    let texts: [ID<MessageTemplate>: [MessageTemplate]]
    private var segments: [ID<Segment>] = []
    private var templates: [ID<MessageTemplate>] = []
    private(set) var steps: [DraftStep] = []

    init(texts: [ID<MessageTemplate>: [MessageTemplate]]) { self.texts = texts }

    mutating func draft(_ draft: CampaignDraft) -> CampaignDraft {
        var draft = draft
        if case .event(let type, let rule?, let leadDays) = draft.trigger {
            draft.trigger = .event(type, rule: self.rule(rule), leadDays: leadDays)
        }
        draft.audience = rule(draft.audience)
        draft.exclusions = draft.exclusions.map { rule($0) }
        return draft
    }

    private mutating func rule(_ rule: Rule) -> Rule { rule.mapped { segment($0) } }

    private mutating func segment(_ id: ID<Segment>) -> ID<Segment> {
        if !segments.contains(id) { segments.append(id) }
        return ID(Int64((segments.firstIndex(of: id) ?? 0) + 1))
    }

    private mutating func template(_ id: ID<MessageTemplate>?) -> ID<MessageTemplate>? {
        guard let id, texts[id]?.isEmpty == false else { return nil }
        if !templates.contains(id) { templates.append(id) }
        return ID(Int64((templates.firstIndex(of: id) ?? 0) + 1))
    }

    mutating func number(_ cards: [DraftStep]) {
        let lanes = Dictionary(grouping: cards, by: \.lane).mapValues { $0.sorted { $0.position < $1.position } }
        number(.main, as: .main, in: lanes)
    }

    private mutating func number(_ lane: DraftLane, as new: DraftLane, in lanes: [DraftLane: [DraftStep]]) {
        for (index, card) in (lanes[lane] ?? []).enumerated() {
            let id = ID<Step>(Int64(steps.count + 1))
            let action = card.action.mapped(
                rule: { rule($0) }, template: { template($0) }, key: { .blank })
            steps.append(
                DraftStep(
                    id: id, lane: new, position: index + 1, name: card.name, action: action, version: 1,
                    updatedAt: Instant(microseconds: 0)))
            for (old, key) in zip(card.action.laneKeys, action.laneKeys) {
                number(.inside(card.id, old), as: .inside(id, key), in: lanes)
            }
        }
    }

    /// With those that they ask about themselves.
    mutating func namedRules(of known: Segments) -> [PortableCampaign.NamedRule] {
        var rules: [PortableCampaign.NamedRule] = []
        while rules.count < segments.count {
            // One that is not there is unknown for everybody, and so is nobody.
            let segment = known[segments[rules.count]]
            let name = segment?.name ?? "Missing segment"
            let taken = Set(rules.map(\.name))
            let free = ([name] + (2...1_000).map { "\(name) (\($0))" }).first { !taken.contains($0) } ?? name
            rules.append(PortableCampaign.NamedRule(name: free, rule: rule(segment?.rule ?? .any([]))))
        }
        return rules
    }

    var messages: [PortableCampaign.Message] {
        templates.compactMap { id in
            guard let own = texts[id]?.sorted(by: { $0.language < $1.language }), let first = own.first else {
                return nil
            }
            return PortableCampaign.Message(
                name: first.name, channel: first.channel,
                texts: own.map {
                    PortableCampaign.Text(language: $0.language, subject: $0.subject, body: $0.body)
                })
        }
    }
}
