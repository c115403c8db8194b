import Campaigns
import CivilTime
import MariaDB

/// Turns gallery workflows into drafts of a clinic's own.
public struct GalleryStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// "Use this": the message templates and a DRAFT with its steps, in the transaction at hand or one of its own.
    ///
    /// - Parameter outline: what the campaign says apart from its steps; nil for what the gallery says.
    public func use(
        _ workflow: GalleryWorkflow, as outline: CampaignOutline? = nil, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> ID<Campaign> {
        try db.joiningTransaction {
            let templates = try insertMessages(of: workflow, in: clinic, by: author, at: now)
            if workflow.asksSurvey { try SurveyStore(db).provide(in: clinic, by: author, at: now) }
            let id = try insert(workflow, as: outline ?? workflow.outline, in: clinic, by: author, at: now)
            guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else {
                preconditionFailure("a campaign just made is not there")
            }
            try insert(workflow.steps, in: .main, of: campaign, templates, at: now)
            let data = JSON.object(["gallery": .string(workflow.key)])
            try AuditStore(db).note(Deed(.add, .campaign, id, data: data), by: author, in: clinic, at: now)
            return id
        }
    }

    /// A running or paused campaign of the clinic.
    public struct Standing: Sendable, Hashable {
        public let id: ID<Campaign>
        public let name: String
    }

    /// The campaign that reminds of booked visits; nil while there is none, and the gallery offers one.
    public func reminders(in clinic: ID<Clinic>) throws -> Standing? {
        try db.rows(CampaignLifeSQL.reminders.rawValue, [.id(clinic), .id(ID<Campaign>(0))]).first.map {
            Standing(id: $0.id("id"), name: $0.text("name"))
        }
    }

    /// The workflow's message templates as the clinic's own, each by its key as what a step sends.
    func insertMessages(
        of workflow: GalleryWorkflow, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> [String: SendStep] {
        var templates: [String: SendStep] = [:]
        for message in workflow.messages {
            let texts = message.texts.map { text in
                MessageDraft(
                    name: message.name, channel: message.channel, language: text.language,
                    subject: text.words.subject, body: text.words.body)
            }
            let id = try MessageTemplateStore(db).insert(texts, in: clinic, by: author, at: now)
            templates[message.key] = SendStep(channel: message.channel, template: id)
        }
        return templates
    }

    private func insert(
        _ workflow: GalleryWorkflow, as outline: CampaignOutline, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> ID<Campaign> {
        try CampaignStore(db).insert(outline, galleryKey: workflow.key, in: clinic, by: author, at: now)
    }

    private func insert(
        _ steps: [GalleryStep], in lane: DraftLane, of campaign: Campaign, _ templates: [String: SendStep],
        at now: Instant
    ) throws {
        for (index, step) in steps.enumerated() {
            let id = try StepStore(db).insert(
                name: step.name, try action(step, templates), in: lane, position: index + 1, of: campaign, at: now)
            guard case .condition(_, let yes, let no) = step.action else { continue }
            try insert(yes, in: .inside(id, .yes), of: campaign, templates, at: now)
            try insert(no, in: .inside(id, .no), of: campaign, templates, at: now)
        }
    }

    private func action(_ step: GalleryStep, _ templates: [String: SendStep]) throws -> DraftAction {
        switch step.action {
        case .send(let key):
            guard let send = templates[key] else { preconditionFailure("the gallery names a message it has not") }
            return .send(send)
        case .wait(let text, let ifPast):
            return .wait(Wait(expression: try WaitExpression.parse(text), ifPast: ifPast))
        case .condition(let rule, _, _): return .condition(rule, exits: [])
        }
    }
}
