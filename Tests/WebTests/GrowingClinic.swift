import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Tokens

@testable import Web

/// A clinic that has as many rows of each kind as it is told to, for the question what its pages ask of the database.
///
/// Its campaigns ask all that one can: tests of messages, draws by chance, awaited events, what events told. One runs and has
/// been edited since, one is paused, one is a draft, and one is the reminders' table.
struct GrowingClinic {
    let desk: Desk
    let running: ID<Campaign>
    let paused: ID<Campaign>
    let draft: ID<Campaign>
    let reminders: ID<Campaign>
    /// Who has of everything that a patient may have.
    let patient: ID<Patient>
    let template: ID<MessageTemplate>
    let survey: ID<Survey>

    private var site: SampleSite { desk.site }
    private var rows: SampleRows { site.rows }
    private var db: Database { site.db }
    private var clinic: ID<Clinic> { site.clinic }
    private let now = SampleSite.now
    private var made: Value { .timestamp(SampleRows.made.microseconds) }

    init(_ site: SampleSite) throws {
        desk = try Desk(site, role: .admin)
        template = try Self.template("Care", in: site)
        draft = try Self.campaign("Draft", template, desk)
        running = try Self.campaign("Running", template, desk)
        paused = try Self.campaign("Paused", template, desk)
        patient = try site.rows.patient("P-0", in: site.clinic, email: "robin@patients.example")
        survey = try SurveyStore(site.db).create(.standard, in: site.clinic, by: .staff(desk.staff), at: SampleSite.now)
        _ = try site.db.run(
            "INSERT INTO appointment_type (clinic_id, name) VALUES (?, 'Adjustment')", [.int(site.clinic.rawValue)])
        guard desk.post("/reminders/begin").status == 303,
            let table = try ReminderStore(site.db).standing(in: site.clinic).campaign
        else { preconditionFailure("no reminders were begun") }
        reminders = table.id
        try site.rows.give("+13125550142", to: patient, in: site.clinic)
        try site.rows.openInbox(of: patient, in: site.clinic)
        for (campaign, status) in [(running, "ACTIVE"), (paused, "PAUSED")] { try start(campaign, status) }
    }

    private static func template(_ name: String, in site: SampleSite) throws -> ID<MessageTemplate> {
        let body = "Dear {{patient.first_name}}, see https://lakeside.example/\(name)"
        return try MessageTemplateStore(site.db).create(
            MessageDraft(name: name, channel: .email, language: "en", subject: "Hello", body: body), in: site.clinic,
            by: .program, at: SampleSite.now)
    }

    private static func campaign(_ name: String, _ template: ID<MessageTemplate>, _ desk: Desk) throws -> ID<Campaign> {
        let (site, author) = (desk.site, Author.staff(desk.staff))
        let campaign = try CampaignStore(site.db).create(
            CampaignHead(name: name, type: .followUp), trigger: .event(.treatmentCompleted, rule: nil),
            in: site.clinic, by: author, at: SampleSite.now)
        try site.rows.addAskingSteps(to: campaign, in: site.clinic, template: template, by: author, at: SampleSite.now)
        return campaign
    }

    private func start(_ campaign: ID<Campaign>, _ status: String) throws {
        let terms = try CampaignStore(db).draftTerms(campaign, in: clinic)
        let revision = try terms.map {
            try RevisionStore(db).publish($0, of: campaign, in: clinic, by: desk.staff, at: now.adding(hours: -48))
        }
        _ = try db.run(
            """
            UPDATE campaign SET status = ?, revision_id = ?, published_version = version, activated_at = ?,
                paused_at = IF(? = 'PAUSED', ?, NULL)
            WHERE id = ?
            """,
            [
                .text(status), .int(revision?.rawValue ?? 0), made, .text(status),
                .timestamp(now.adding(hours: -24).microseconds), .int(campaign.rawValue),
            ])
    }

    /// Adds rows of each kind.
    func grow(_ numbers: ClosedRange<Int>) throws {
        for number in numbers {
            try growPatient(number, by: try growCampaigns(number))
            try growPractice(number)
            try growDesk(number)
            try growAnswers(number)
        }
        try growReminders()
        for campaign in [running, reminders] {
            precondition(desk.post("/campaigns/\(campaign)/replay", ["days": "14"]).status == 303, "no replay")
        }
    }

    /// Another revision with more steps, and one more on the way by it.
    ///
    /// - Returns: that of the running campaign.
    private func growCampaigns(_ number: Int) throws -> ID<Revision> {
        for campaign in [running, paused, draft] {
            try rows.addAskingSteps(
                to: campaign, in: clinic, template: template, by: .staff(desk.staff), at: now.adding(minutes: number))
        }
        let revisions = try [running, paused].map { campaign in
            try openTests(of: campaign)
            return try rows.addWays(number...number, through: campaign, in: clinic, at: now)
        }
        for (status, name) in [
            (CampaignStatus.draft, "Old"), (.active, "Offer"), (.paused, "Halted"), (.completed, "Done"),
            (.archived, "Gone"),
        ] {
            let campaign = try rows.campaign("\(name) \(number)", in: clinic, status: status)
            _ = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: now.adding(hours: number))
        }
        return revisions[0]
    }

    /// What activation would open.
    private func openTests(of campaign: ID<Campaign>) throws {
        _ = try db.run(
            """
            INSERT INTO experiment (clinic_id, campaign_id, step_id, arms, goal, picks_winner, ends_at, created_at)
            SELECT clinic_id, campaign_id, id, 'A,B', 'clicks', TRUE, '2027-06-01', ? FROM step
            WHERE campaign_id = ? AND type = 'SEND' AND removed_at IS NULL
            ON DUPLICATE KEY UPDATE step_id = experiment.step_id
            """, [made, .int(campaign.rawValue)])
    }

    /// Messages past, waiting and failed, visits, treatments, bills, events, guardians and answers of one patient.
    private func growPatient(_ number: Int, by revision: ID<Revision>) throws {
        let (clinic, patient) = (Value.int(self.clinic.rawValue), Value.int(self.patient.rawValue))
        for (hours, sent) in [(number, false), (-number, true)] {
            _ = try rows.send(
                of: running, to: self.patient, in: self.clinic, plannedAt: now.adding(hours: hours),
                sentAt: sent ? now.adding(hours: hours) : nil)
        }
        let failed = try rows.send(
            of: running, to: self.patient, in: self.clinic, plannedAt: now.adding(minutes: -number))
        try rows.fail(failed, at: now.adding(minutes: -number))
        let visit = try rows.visit(
            "V-\(number)", of: self.patient, in: self.clinic, startsAt: now.adding(hours: 24 * number))
        _ = try rows.rescheduleRequest("Later", about: visit, in: self.clinic)
        let began = try rows.event(
            "TREATMENT_COMPLETED", of: self.patient, in: self.clinic, data: #"{"score":\#(number)}"#)
        _ = try db.run(
            """
            UPDATE enrollment SET revision_id = ?, event_id = ?, trigger_event = 'TREATMENT_COMPLETED'
            WHERE patient_id = ? AND campaign_id = ? AND event_id IS NULL
            """, [.int(revision.rawValue), .int(began.rawValue), patient, .int(running.rawValue)])
        let statements: [(String, [Value])] = [
            (
                """
                INSERT INTO treatment (clinic_id, external_id, patient_id, type, status, started_at, created_at, updated_at)
                VALUES (?, ?, ?, 'braces', 'active', ?, ?, ?)
                """, [clinic, .text("T-\(number)"), patient, made, made, made]
            ),
            (
                """
                INSERT INTO invoice (clinic_id, external_id, patient_id, amount_cents, currency, due_on, status, created_at,
                    updated_at)
                VALUES (?, ?, ?, 100, 'USD', '2027-03-20', 'open', ?, ?)
                """, [clinic, .text("I-\(number)"), patient, made, made]
            ),
            (
                """
                INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
                SELECT clinic_id, contact_id, 'marketing', 'EMAIL', TRUE, ? + INTERVAL ? MINUTE, 'intake', ? FROM patient
                WHERE id = ?
                """, [made, .int(Int64(number)), made, patient]
            ),
            (
                """
                INSERT INTO contact (clinic_id, first_name, last_name, created_at, updated_at)
                VALUES (?, ?, 'Winter', ?, ?)
                """, [clinic, .text("Ada \(number)"), made, made]
            ),
            (
                """
                INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
                VALUES (?, ?, LAST_INSERT_ID(), 'parent', TRUE, TRUE)
                """, [clinic, patient]
            ),
        ]
        for (statement, values) in statements { _ = try db.run(statement, values) }
    }

    /// Patients with a visit each, and what the clinic keeps of types, days, texts and groups.
    private func growPractice(_ number: Int) throws {
        let patient = try rows.patient("P-\(number)", in: clinic, email: "p\(number)@patients.example")
        try rows.visit("A-\(number)", of: patient, in: clinic, startsAt: now.adding(hours: 20 + number))
        for (statement, value) in [
            ("INSERT INTO appointment_type (clinic_id, name) VALUES (?, ?)", "Type \(number)"),
            ("INSERT INTO closed_day (clinic_id, day) VALUES (?, '2027-04-01' + INTERVAL ? DAY)", "\(number)"),
            ("INSERT INTO patient_tag (clinic_id, patient_id, tag) SELECT ?, MAX(id), ? FROM patient", "t\(number)"),
        ] { _ = try db.run(statement, [.int(clinic.rawValue), .text(value)]) }
        _ = try Self.template("Text \(number)", in: site)
        let language = "\(["a", "b", "d", "e"][number % 4])\(["a", "b", "c", "d", "e", "f"][number / 4])"
        for (language, body) in [("en", "Version \(number)"), (language, "Language \(number)")] {
            let texts = MessageTemplateStore(db)
            let standing = try texts.template(template, language: language, in: clinic)
            _ = try texts.save(
                MessageDraft(name: "Care", channel: .email, language: language, subject: "Hello", body: body),
                of: template, ifNumber: standing?.number ?? 0, in: clinic, by: .staff(desk.staff), at: now)
        }
        let adults = Rule.test(FieldTest(field: .age, op: .greaterOrEqual, value: .number(number)))
        _ = try SegmentStore(db).create("Group \(number)", adults, in: clinic, by: .staff(desk.staff), at: now)
    }

    /// Staff, keys, what was done, and what providers answered.
    private func growDesk(_ number: Int) throws {
        _ = try StaffStore(db).add(
            name: "Kim \(number)", email: "kim\(number)@lakeside.example", passwordHash: "none", role: .viewer,
            in: clinic, at: now)
        _ = try site.key([.read])
        _ = try rows.reply("Hello \(number)", from: "+1312555\(2000 + number)", in: clinic)
        _ = try db.run(
            """
            INSERT INTO provider_tally (clinic_id, provider, since, outcome, amount, last_at)
            VALUES (?, 'smtp', ? - INTERVAL ? MINUTE, 'accepted', 5, ?)
            """,
            [
                .int(clinic.rawValue), .timestamp(now.microseconds), .int(Int64(10 * number)),
                .timestamp(now.microseconds),
            ])
    }

    /// Surveys, and answers to the one in use with a comment each.
    private func growAnswers(_ number: Int) throws {
        _ = try SurveyStore(db).create(.standard, in: clinic, by: .staff(desk.staff), at: now)
        let sample = try InvitedSample(site, key: "S-\(number)")
        sample.post(try sample.path(), "q1=\(number % 7)&q2=3&q3=Word")
    }

    /// A line of the table for each type that has none.
    private func growReminders() throws {
        _ = try db.run(
            """
            INSERT INTO reminder_rule (clinic_id, campaign_id, type_id, lead_kind, amount, channel, template_id,
                only_until_confirmed)
            SELECT t.clinic_id, ?, t.id, 'days', 2, 'EMAIL', ?, FALSE FROM appointment_type t
            WHERE t.clinic_id = ? AND NOT EXISTS (SELECT 1 FROM reminder_rule r WHERE r.type_id = t.id)
            """,
            [.int(reminders.rawValue), .int(template.rawValue), .int(clinic.rawValue)])
    }

    /// The last row's id of a kind.
    func last(_ table: String, where condition: String = "TRUE") throws -> Int {
        try db.row("SELECT MAX(id) AS id FROM `\(table)` WHERE \(condition)")?.optionalInt("id") ?? 0
    }
}
