import Campaigns
import CivilTime
import Storage

/// What staff of the demo clinic did with a campaign, and when.
struct DemoDeed {
    let at: Instant
    let act: (Database, Instant) throws -> Void
}

/// The gallery's campaigns in the demo clinic: a few at work, one paused, the rest drafts; and an offer of its own.
struct DemoCampaigns {
    let db: Database
    let clinic: ID<Clinic>
    let author: Author

    private static let atWork: Set = [
        "appointment-reminders", "no-show-follow-up", "post-bonding-care", "recall", "payment-due", "birthday",
        "visit-survey",
    ]
    /// Active as well, until staff pause it.
    private static let paused = "phase-transition"

    /// The visits booked already are taken up, so that there is something to see from the first tick on.
    func make(at now: Instant) throws -> [String: ID<Campaign>] {
        var made: [String: ID<Campaign>] = [:]
        for workflow in GalleryWorkflow.all {
            let id = try take(workflow, at: now)
            made[workflow.key] = id
            if Self.atWork.contains(workflow.key) || workflow.key == Self.paused { try activate(id, at: now) }
        }
        return made
    }

    /// Questions that the clinic asks again and again.
    func makeSegments(at now: Instant) throws {
        let active = Rule.test(FieldTest(field: .treatmentStatus, op: .equal, value: .text("active")))
        let isGrownUp = Rule.test(FieldTest(field: .age, op: .greaterOrEqual, value: .number(18)))
        let hasBraces = Rule.test(FieldTest(field: .treatmentType, op: .equal, value: .text("braces")))
        let segments = ["Grown-ups in treatment": [active, isGrownUp], "Braces on": [active, hasBraces]]
        for (name, parts) in segments.sorted(by: { $0.key < $1.key }) {
            let saving = try SegmentStore(db).create(name, .all(parts), in: clinic, by: author, at: now)
            guard case .saved = saving else { preconditionFailure("the demo clinic takes no \(name): \(saving)") }
        }
    }

    /// As "use this" does: the reminders are a table.
    private func take(_ workflow: GalleryWorkflow, at now: Instant) throws -> ID<Campaign> {
        let start = ReminderStart.appointmentReminders
        guard workflow.key == start.workflow.key else {
            return try GalleryStore(db).use(workflow, in: clinic, by: author, at: now)
        }
        guard case .begun(let id) = try ReminderStore(db).begin(start, in: clinic, by: author, at: now) else {
            preconditionFailure("a new clinic has reminders already")
        }
        return id
    }

    /// In the order of their times.
    func deeds(_ made: [String: ID<Campaign>], in zone: Zone, from began: Instant, to now: Instant) -> [DemoDeed] {
        var deeds: [DemoDeed] = []
        let offer = DemoOffer(db: db, clinic: clinic, zone: zone)
        if let time = offer.activation(from: began, to: now) {
            deeds.append(DemoDeed(at: time) { _, now in try activate(offer.make(at: now), at: now) })
        }
        if let id = made[Self.paused], began < now.adding(hours: -72) {
            deeds.append(
                DemoDeed(at: now.adding(hours: -72)) { db, now in
                    let life = CampaignLife(db, revisions: RevisionStore(db))
                    _ = try life.pause(id, in: clinic, by: author, at: now)
                })
        }
        return deeds.sorted { $0.at < $1.at }
    }

    private func activate(_ id: ID<Campaign>, at now: Instant) throws {
        guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else {
            preconditionFailure("a campaign just made is gone")
        }
        let activation = CampaignLife.Activation(
            version: campaign.version, takesUpVisits: campaign.type == .reminder, couriers: [.email, .sms])
        let outcome = try CampaignLife(db, revisions: RevisionStore(db))
            .activate(id, activation, in: clinic, by: author, at: now)
        precondition(outcome == .done, "the demo clinic's campaign \(id) cannot be activated: \(outcome)")
    }
}
