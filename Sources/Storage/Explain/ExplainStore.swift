import Campaigns
import CivilTime
import MariaDB

/// Reads all that explains a campaign to one patient.
public struct ExplainStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// The latest ways, events and times that are told of.
    static let mostWays = 20
    static let mostEvents = 20
    static let mostTimes = 5

    /// - Parameters:
    ///   - facts: of the patient, without an anchor.
    ///   - appointment: one of the patient's; nil asks about all.
    public func question(
        _ campaign: Campaign, facts: Facts, appointment: ID<Appointment>? = nil, at now: Instant
    ) throws -> ExplainQuestion {
        let clinic = facts.clinic
        let terms = try terms(of: campaign)
        let enrollments = try enrollments(campaign, of: facts.patient.id, appointment)
        var facts = facts
        facts.trials = try AssignmentStore(db).forecast(
            of: [.init(patient: facts.patient.id, campaign: campaign.id, terms: terms)], in: clinic.id)[0]
        let awaited = enrollments.reduce(terms.workflow.awaitedEvents) { $0.union($1.terms.workflow.awaitedEvents) }
        let since = enrollments.map(\.enrollment.startedAt).min() ?? now
        facts.happenings = try HappeningStore(db).happenings(
            [.init(types: awaited, patient: facts.patient.id, since: since)], in: clinic.id)[0]
        return ExplainQuestion(
            campaign: campaign, terms: terms,
            templates: try templates(terms, in: clinic), facts: facts, appointment: appointment,
            enrollments: enrollments, events: try events(terms, facts, appointment),
            occurrences: try occurrences(of: campaign),
            counted: terms.purpose == .marketing ? try counted(facts, enrollments, at: now) : CountedMarketing(),
            now: now)
    }

    /// What the next enrollment would run: a draft as it stands, else the revision.
    private func terms(of campaign: Campaign) throws -> Terms {
        guard let revision = campaign.revisionID else { return try CampaignStore(db).terms(of: campaign) }
        return try revisions.terms(revision, of: campaign.id, in: campaign.clinicID)
    }

    private func templates(_ terms: Terms, in clinic: Clinic) throws -> [MessageTemplate] {
        let texts = try MessageTemplateStore(db).texts(of: terms.templateVersions, in: clinic.id)
        return texts.values.joined().sorted { ($0.id, $0.language) < ($1.id, $1.language) }
    }

    private func enrollments(_ campaign: Campaign, of patient: ID<Patient>, _ appointment: ID<Appointment>?) throws
        -> [KnownEnrollment]
    {
        let rows = try db.rows(
            ExplainSQL.enrollments.rawValue,
            [
                .id(campaign.clinicID), .id(campaign.id), .id(patient), .id(appointment), .id(appointment),
                .number(Self.mostWays),
            ])
        guard !rows.isEmpty else { return [] }
        let ids: [ID<Enrollment>] = rows.map { $0.id("id") }
        let sends = try db.rows(ExplainSQL.sends.rawValue, [.ids(ids), .id(campaign.clinicID)])
        let byEnrollment = Dictionary(grouping: sends) { $0.id("enrollment_id") as ID<Enrollment> }
        let found = rows.map(EnrollmentRow.decode)
        try revisions.read(Set(found.map(\.revisionID)), in: campaign.clinicID)
        let asked = try found.map {
            (row: $0, terms: [try revisions.terms($0.revisionID, of: $0.campaignID, in: $0.clinicID)])
        }
        let known = try EventDataStore(db).knowing(asked, in: campaign.clinicID)
        return rows.indices.reversed().map { index in
            let (enrollment, terms) = (known[index].enrollment, asked[index].terms[0])
            return KnownEnrollment(
                enrollment: enrollment, terms: terms, anchorKey: rows[index].text("anchor_key"),
                event: rows[index].optionalID("event_id"), endReason: rows[index].optionalChoice("end_reason"),
                sends: (byEnrollment[enrollment.id] ?? []).map { Self.send($0, terms, enrollment.decisions) })
        }
    }

    private static func send(_ row: Row, _ terms: Terms, _ decisions: [ID<Step>: LaneKey]) -> KnownSend {
        let step: ID<Step> = row.id("step_id")
        let contact: ID<Contact>? = row.optionalID("contact_id")
        let waiting = WaitingSend(
            step: step, channel: row.choice("channel"), contact: contact, point: row.optionalID("contact_point_id"),
            version: row.int("schedule_version"),
            wait: terms.wait(
                before: step, along: decisions, row.choice("visit_relation"), isAtEvent: row.bool("is_at_event"),
                isOpening: row.bool("is_opening")),
            plannedAt: row.instant("planned_at"), dueAt: row.instant("due_at"), heldSeconds: row.int("held_seconds"),
            isOnlyUntilConfirmed: terms.isOnlyUntilConfirmed(step),
            arm: terms.arm(row.optionalChoice("arm"), at: step))
        return KnownSend(
            id: row.id("id"), waiting: waiting, phase: row.choice("phase"), failure: row.optionalChoice("failure"),
            reason: row.optionalChoice("reason"), nextAt: row.optionalInstant("next_at"),
            refusals: row.int("refusals"), retry: row.int("retry_number"), sentAt: row.optionalInstant("sent_at"),
            deliveredAt: row.optionalInstant("delivered_at"), changedAt: row.instant("updated_at"),
            recipient: contact.map { _ in name(row) })
    }

    private static func name(_ row: Row) -> String {
        [row.optionalText("first_name"), row.optionalText("last_name")].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private func events(_ terms: Terms, _ facts: Facts, _ appointment: ID<Appointment>?) throws -> [KnownEvent] {
        guard let type = terms.trigger?.event else { return [] }
        let values: [Value] = [.id(facts.clinic.id), .id(facts.patient.id), .text(type.rawValue)]
        return try db.rows(
            ExplainSQL.events.rawValue, values + [.id(appointment), .id(appointment), .number(Self.mostEvents)]
        ).map { KnownEvent(event: EventRow.decode($0), isPending: $0.text("state") == "pending") }
    }

    private func occurrences(of campaign: Campaign) throws -> [KnownOccurrence] {
        try db.rows(
            ExplainSQL.occurrences.rawValue, [.id(campaign.clinicID), .id(campaign.id), .number(Self.mostTimes)]
        ).map {
            KnownOccurrence(
                dueAt: $0.instant("due_at"), state: $0.choice("state"), anchorKey: "occ:\($0.int("id") as Int64)")
        }
    }

    /// Back to the oldest message that is told of, so that one skipped long ago still names what stood in its way.
    private func counted(_ facts: Facts, _ enrollments: [KnownEnrollment], at now: Instant) throws -> CountedMarketing {
        let clinic = facts.clinic
        guard clinic.cap.messages > 0 else { return CountedMarketing() }
        let planned = enrollments.flatMap(\.sends).map(\.waiting.plannedAt)
        let since = Value.instant(clinic.cap.countsPlanned(since: min(planned.min() ?? now, now)))
        let points = Set(facts.circle.everyone.flatMap { [$0.email?.id, $0.phone?.id] }.compactMap(\.self))
        let patient: Set = [facts.patient.id]
        let ofPatient = try db.rows(SendSQL.patientMarketing.rawValue, [.ids(patient), .id(clinic.id), since])
        let ofPoints = try db.rows(SendSQL.pointMarketing.rawValue, [.ids(points), .id(clinic.id), since])
        let names = try names(of: ofPatient + ofPoints, in: clinic)
        func message(_ row: Row) -> CountedMarketing.Message {
            let id: ID<Send> = row.id("id")
            return .init(send: id, day: clinic.day(at: row.instant("due_at")), campaign: names[id] ?? "")
        }
        return CountedMarketing(
            ofPatient: ofPatient.map(message),
            ofPoints: Dictionary(grouping: ofPoints) { $0.id("owner") as ID<ContactPoint> }.mapValues {
                $0.map(message)
            })
    }

    private func names(of sends: [Row], in clinic: Clinic) throws -> [ID<Send>: String] {
        guard !sends.isEmpty else { return [:] }
        let ids = Set(sends.map { $0.id("id") as ID<Send> })
        let rows = try db.rows(ExplainSQL.campaigns.rawValue, [.ids(ids), .id(clinic.id)])
        return Dictionary(rows.map { ($0.id("id"), $0.text("name")) }) { $1 }
    }
}
