import Campaigns
import CivilTime
import MariaDB

/// Makes a draft of a campaign that came as a file, with the segments and message templates that it brings.
public struct CampaignImport {
    let db: Database
    private let makeKey: () -> ExperimentKey

    /// - Parameter makeKey: draws what parts households in a test or a split.
    public init(_ db: Database, makeKey: @escaping () -> ExperimentKey) {
        self.db = db
        self.makeKey = makeKey
    }

    /// A choice names what the clinic does not have, or a segment cannot be kept.
    public struct Refusal: Error, Sendable, Hashable {
        public let sentence: String
    }

    /// The clinic's types of visit, as their names are written.
    public static func visitTypes(in clinic: ID<Clinic>, _ db: Database) throws -> [String] {
        try ClinicWords.load(for: [.visitTypes], in: clinic, db).visitTypes.map(\.name)
    }

    /// Makes everything, in one transaction of its own.
    ///
    /// - Throws: `Refusal`, and nothing is made.
    public func make(
        _ portable: PortableCampaign, _ choices: PortableCampaign.Choices, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> ID<Campaign> {
        try db.transaction {
            let segments = try segments(of: portable, choices, in: clinic, by: author, at: now)
            let messages = try messages(of: portable, choices, in: clinic, by: author, at: now)
            func rule(_ rule: Rule) -> Rule {
                rule.mapped(test: { $0.naming(choices.visitTypes) }, segment: { segments[$0] ?? $0 })
            }
            var outline = portable.outline
            outline.draft.audience = rule(outline.draft.audience)
            outline.draft.exclusions = outline.draft.exclusions.map(rule)
            if case .event(let type, let asked?, let leadDays) = outline.draft.trigger {
                outline.draft.trigger = .event(type, rule: rule(asked), leadDays: leadDays)
            }
            let id = try CampaignStore(db).insert(outline, galleryKey: nil, in: clinic, by: author, at: now)
            guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else {
                preconditionFailure("a campaign just made is not there")
            }
            var steps: [ID<Step>: ID<Step>] = [:]
            // In reading order, so that each lane's step is there before what stands in the lane.
            for step in portable.steps {
                let action = step.action.mapped(
                    rule: rule, template: { $0.flatMap { messages[$0] } }, key: makeKey)
                steps[step.id] = try StepStore(db).insert(
                    name: step.name, action, in: step.lane.moved(to: steps), position: step.position, of: campaign,
                    at: now)
            }
            let data = JSON.object(["imported": .bool(true)])
            try AuditStore(db).note(Deed(.add, .campaign, id, data: data), by: author, in: clinic, at: now)
            return id
        }
    }

    /// The clinic's own for each of the file's: those chosen, and new ones, first those that others ask about.
    private func segments(
        of portable: PortableCampaign, _ choices: PortableCampaign.Choices, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> [ID<Segment>: ID<Segment>] {
        let known = try SegmentStore(db).all(in: clinic)
        guard choices.segments.values.allSatisfy({ known[$0] != nil }) else {
            throw Refusal(sentence: "A segment that was chosen is not there any more. Choose again.")
        }
        var made = choices.segments
        var left = portable.segments.enumerated().map { (id: ID<Segment>(Int64($0.offset + 1)), named: $0.element) }
            .filter { made[$0.id] == nil }
        while let index = left.firstIndex(where: { $0.named.rule.segments.allSatisfy { made[$0] != nil } }) {
            let next = left.remove(at: index)
            let rule = next.named.rule.mapped(
                test: { $0.naming(choices.visitTypes) }, segment: { made[$0] ?? $0 })
            made[next.id] = try keep(next.named.name, rule, in: clinic, by: author, at: now)
        }
        precondition(left.isEmpty, "the reader lets no circle of segments pass")
        return made
    }

    /// Under its name, or with a number behind it where the clinic has another of that name.
    private func keep(_ name: String, _ rule: Rule, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> ID<Segment>
    {
        for number in 1...Self.mostOfOneName {
            let behind = number == 1 ? "" : " (\(number))"
            let room = Segment.maximumNameLength - behind.unicodeScalars.count
            let free = String(name.unicodeScalars.prefix(room)) + behind
            switch try SegmentStore(db).create(free, rule, in: clinic, by: author, at: now) {
            case .saved(let id): return id
            case .nameTaken: continue
            case .refused(let problem): throw Refusal(sentence: "The segment “\(name)”: \(problem.message)")
            case .stale, .gone: preconditionFailure("a new segment was taken for a stored one")
            }
        }
        throw Refusal(sentence: "The clinic has too many segments called “\(name)”.")
    }

    private static let mostOfOneName = 50

    private func messages(
        of portable: PortableCampaign, _ choices: PortableCampaign.Choices, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> [ID<MessageTemplate>: ID<MessageTemplate>] {
        let store = MessageTemplateStore(db)
        let known = try store.newest(of: Set(choices.messages.values), in: clinic).map(\.template)
        guard Set(known) == Set(choices.messages.values) else {
            throw Refusal(sentence: "A message template that was chosen is not there any more. Choose again.")
        }
        var messages = choices.messages
        for (index, message) in portable.messages.enumerated() {
            let id = ID<MessageTemplate>(Int64(index + 1))
            guard messages[id] == nil else { continue }
            let texts = message.texts.map {
                MessageDraft(
                    name: message.name, channel: message.channel, language: $0.language, subject: $0.subject,
                    body: $0.body)
            }
            messages[id] = try store.insert(texts, in: clinic, by: author, at: now)
        }
        return messages
    }
}

extension DraftLane {
    /// The same lane of the step that stands for its own.
    fileprivate func moved(to steps: [ID<Step>: ID<Step>]) -> DraftLane {
        guard case .inside(let parent, let key) = self, let own = steps[parent] else { return .main }
        return .inside(own, key)
    }
}
