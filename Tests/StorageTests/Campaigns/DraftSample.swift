import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport

/// A clinic with a manager and an empty draft of a reminder campaign.
struct DraftSample {
    let db: Database
    let rows: SampleRows
    let clinic: ID<Clinic>
    let other: ID<Clinic>
    let author: Author
    let campaigns: CampaignStore
    let steps: StepStore
    let life: CampaignLife
    let id: ID<Campaign>
    let now = SampleRows.instant("2027-03-08T15:00Z")

    init(_ db: Database) throws {
        self.db = db
        rows = SampleRows(db)
        clinic = try rows.clinic()
        other = try rows.clinic("Hillside")
        let staff = try StaffStore(db).add(
            name: "Ana Bell", email: "ana@lakeside.example", passwordHash: "hash", role: .manager, in: clinic, at: now)
        author = staff.map(Author.staff) ?? .program
        campaigns = CampaignStore(db)
        steps = StepStore(db)
        life = CampaignLife(db, revisions: RevisionStore(db))
        id = try campaigns.create(
            CampaignHead(name: "Reminders", type: .reminder), trigger: .event(.appointmentBooked, rule: nil),
            in: clinic, by: author, at: now)
    }

    static func with<T>(_ body: (DraftSample) throws -> T) throws -> T {
        try withDatabase { try body(DraftSample($0)) }
    }

    var campaign: Campaign {
        get throws { try campaigns.campaign(id, in: clinic)! }
    }

    var draft: [DraftStep] {
        get throws { try steps.draft(of: id, in: clinic) }
    }

    /// Names of the main lane in order.
    var names: [String] {
        get throws { try steps.workflow(of: id, in: clinic).steps.map(\.name) }
    }

    func template(_ channel: Channel = .sms, body: String = "{{patient.first_name}}: see you soon.") throws
        -> ID<MessageTemplate>
    {
        try MessageTemplateStore(db).create(
            MessageDraft(
                name: "Reminder", channel: channel, language: "en", subject: channel == .email ? "Soon" : "", body: body
            ),
            in: clinic, by: author, at: now)
    }

    /// Adds a step at the end of a lane.
    @discardableResult
    func add(_ name: String, _ action: DraftAction, in lane: DraftLane = .main) throws -> ID<Step> {
        let added = try steps.add(
            name: name, action, at: .end(of: lane), to: id, in: clinic, by: author, at: now)
        guard case .added(let step) = added else { preconditionFailure("not added: \(added)") }
        return step
    }

    static func send(_ template: ID<MessageTemplate>? = nil, by channel: Channel = .sms) -> DraftAction {
        .send(SendStep(channel: channel, template: template))
    }

    static func wait(_ text: String) throws -> DraftAction {
        .wait(Wait(expression: try WaitExpression.parse(text)))
    }

    /// A draft that nothing stands against.
    func complete() throws { try add("Reminder", Self.send(template())) }

    func activate(_ id: ID<Campaign>? = nil, takesUpVisits: Bool = false) throws -> LifeOutcome {
        let id = id ?? self.id
        let version = try campaigns.campaign(id, in: clinic)?.version ?? 0
        return try life.activate(
            id, .init(version: version, takesUpVisits: takesUpVisits, couriers: [.email, .sms]), in: clinic,
            by: author, at: now)
    }

    func count(_ table: String, where condition: String = "TRUE") throws -> Int {
        try rows.count(table, where: condition)
    }
}
