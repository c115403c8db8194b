import Campaigns
import CivilTime
import MariaDB
import Storage

/// Ways through a workflow that asks everything of the database that a way can be asked, for tests of what a page asks.
extension SampleRows {
    /// Adds to a draft: a message in a test, lanes that chance parts, a wait for an event, and a condition on what the
    /// event told that began the way.
    public func addAskingSteps(
        to campaign: ID<Campaign>, in clinic: ID<Clinic>, template: ID<MessageTemplate>? = nil, by author: Author,
        at now: Instant
    ) throws {
        guard let key = ExperimentKey("000102030405060708090a0b0c0d0e0f"),
            let end = CivilDateTime("2027-06-01T09:00"), let score = Field(eventData: "score")
        else { preconditionFailure("a sample that cannot be read") }
        let experiment = Experiment(
            key: key, weight: 40, challengers: [.init(template: template, weight: 40)], goal: .clicks, endsAt: end)
        var split = DraftBranch()
        split.add(rule: .everybody)
        let low = Rule.test(FieldTest(field: score, op: .less, value: .number(7)))
        let actions: [DraftAction] = [
            .send(SendStep(channel: .email, template: template, experiment: experiment)),
            .branch(split.drawn(by: [50], key: key)),
            .wait(Wait(expression: try WaitExpression.parse("for event APPOINTMENT_CONFIRMED at most 10 days"))),
            .condition(low, exits: [.no]),
            .send(SendStep(channel: .email, template: template)),
        ]
        for action in actions {
            let added = try StepStore(db).add(
                name: "", action, at: .end(of: .main), to: campaign, in: clinic, by: author, at: now)
            guard case .added = added else { preconditionFailure("not added: \(added)") }
        }
    }

    /// People on their way through what the draft of a campaign says now, published as its next revision. Each way was begun
    /// by an event that told something, and another has happened since. Two and two share an address; of every other pair the
    /// first has its parts of the tests.
    ///
    /// - Returns: the revision.
    @discardableResult
    public func addWays(
        _ numbers: ClosedRange<Int>, through campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant
    ) throws -> ID<Revision> {
        guard let terms = try CampaignStore(db).draftTerms(campaign, in: clinic) else {
            preconditionFailure("campaign \(campaign) is not there")
        }
        let revision = try RevisionStore(db).publish(terms, of: campaign, in: clinic, by: nil, at: now)
        for number in numbers {
            let pair = (number + 1) / 2
            let patient = try patient(
                "W-\(campaign)-\(number)", in: clinic, email: "home-\(campaign)-\(pair)@patients.example")
            let send = try send(of: campaign, to: patient, in: clinic, plannedAt: now.adding(hours: number))
            let began = try event("TREATMENT_COMPLETED", of: patient, in: clinic, data: #"{"score":\#(number % 11)}"#)
            _ = try event("APPOINTMENT_CONFIRMED", of: patient, in: clinic, at: now.adding(minutes: -number))
            _ = try db.run(
                """
                UPDATE enrollment SET revision_id = ?, event_id = ?, trigger_event = 'TREATMENT_COMPLETED'
                WHERE id = (SELECT enrollment_id FROM send WHERE id = ?)
                """, [.int(revision.rawValue), .int(began.rawValue), .int(send.rawValue)])
            if number % 4 == 1 { try deal(patient, its: terms.workflow, of: campaign, in: clinic) }
        }
        return revision
    }

    /// An event of the patient that was worked off.
    public func event(
        _ type: String, of patient: ID<Patient>, in clinic: ID<Clinic>, at time: Instant = made, data: String? = nil
    ) throws -> ID<Event> {
        let key = try count("event")
        let at = Value.timestamp(time.microseconds)
        return ID(
            try db.run(
                """
                INSERT INTO event (clinic_id, source_key, type, patient_id, occurred_at, received_at, data, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'done')
                """,
                [
                    .int(clinic.rawValue), .text("sample:\(key)"), .text(type), .int(patient.rawValue), at, at,
                    data.map(Value.text) ?? .null,
                ]
            ).lastID)
    }

    private func deal(_ patient: ID<Patient>, its workflow: Workflow, of campaign: ID<Campaign>, in clinic: ID<Clinic>)
        throws
    {
        let parts = workflow.allSteps.compactMap { step -> (ID<Step>, String)? in
            switch step.action {
            case .send(let send) where send.experiment != nil: (step.id, Arm.b.rawValue)
            case .branch(let branch) where branch.drawKey != nil: (step.id, LaneKey.otherwise.rawValue)
            default: nil
            }
        }
        for (step, part) in parts {
            _ = try db.run(
                """
                INSERT INTO assignment (clinic_id, campaign_id, step_id, patient_id, household_id, part, assigned_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .int(clinic.rawValue), .int(campaign.rawValue), .int(step.rawValue), .int(patient.rawValue),
                    .int(patient.rawValue), .text(part), .timestamp(Self.made.microseconds),
                ])
        }
    }
}
