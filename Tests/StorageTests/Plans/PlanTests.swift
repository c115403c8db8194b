import MariaDB
import TestSupport
import Testing

@testable import Storage

/// The statements that every tick asks, and pages of long lists, go by their index and sort nothing, on an empty table
/// and on a full one.
@Suite struct PlanTests {
    struct Hot: Sendable, CustomTestStringConvertible {
        let statement: String
        let values: [Value]
        let index: String
        let name: String
        /// It may sort, because its index leaves only a handful of rows.
        var sortsAHandful = false

        var testDescription: String { name }
    }

    static let now = Value.timestamp(1_800_000_000_000_000)
    static let later = Value.timestamp(1_900_000_000_000_000)
    /// Midnights in the crowd's time.
    static let june = (first: Value.timestamp(1_590_969_600_000_000), second: Value.timestamp(1_591_056_000_000_000))

    static let hot = [
        Hot(
            statement: SendSQL.due.rawValue, values: ["SMS", 0, now, 500], index: "send_claim",
            name: "the claim of due sends"),
        Hot(
            statement: SendSQL.lapsed.rawValue, values: ["WIRE", now, 500], index: "send_claim",
            name: "the search for dead claims"),
        Hot(
            statement: SendSQL.settled.rawValue, values: ["EMAIL", 0, now, 500], index: "send_claim",
            name: "the search for quiet e-mail"),
        Hot(
            statement: EnrollmentSQL.due.rawValue, values: [now, 100], index: "enrollment_due",
            name: "the search for due enrollments"),
        Hot(statement: EventSQL.pending.rawValue, values: [50], index: "event_pending", name: "the next events"),
        Hot(
            statement: TriggerSQL.dueOccurrences.rawValue, values: [now], index: "occurrence_due",
            name: "the next occurrence", sortsAHandful: true),
        Hot(
            statement: ExperimentSQL.due.rawValue, values: ["running", now], index: "experiment_due",
            name: "the next test to end"),
        Hot(
            statement: ExperimentSQL.rest.rawValue, values: [1, 1, 1, 0, 200], index: "assignment_part",
            name: "those outside of a test"),
        Hot(
            statement: ReplaySQL.next.rawValue, values: [now], index: "replay_running", name: "the next replay"),
        Hot(
            statement: AppointmentSQL.moved.rawValue, values: [now, 200], index: "moved_at",
            name: "the visits that moved"),
        Hot(
            statement: VisitLinkSQL.sweep.rawValue, values: [june.first, 100], index: "visit_link_over",
            name: "the links of visits long over"),
        Hot(
            statement: TestMessageSQL.due.rawValue, values: ["EMAIL", june.first, 8], index: "test_message_state",
            name: "the test messages that wait"),
        Hot(
            statement: TestMessageSQL.sweep.rawValue, values: [june.first, 100], index: "test_message_created",
            name: "the test messages of last week"),
        Hot(
            statement: PreferenceSQL.due.rawValue, values: ["EMAIL", june.first, 8], index: "preference_code_state",
            name: "the codes that wait"),
        Hot(
            statement: PreferenceSQL.sweep.rawValue, values: [june.first, 100], index: "preference_code_created",
            name: "the codes of last week"),
        Hot(
            statement: PreferenceSQL.pending.rawValue, values: [1, 1, june.first, 5], index: "preference_code_contact",
            name: "the codes that somebody may type in"),
        Hot(
            statement: BounceSQL.returned.rawValue, values: [1, 1, june.first, 1, "smtp"], index: "send_point",
            name: "what came back from an address"),
        Hot(
            statement: VisitAnswerSQL.waiting.rawValue, values: [1, 1, now], index: "clinic_id_2",
            name: "the request about a visit"),
        Hot(
            statement: RescheduleRequestSQL.waiting.rawValue, values: [1, 101], index: "reschedule_request_open",
            name: "the requests that wait"),
        Hot(
            statement: LowScoreSQL.waiting.rawValue, values: [1, 101], index: "survey_response_low",
            name: "the low scores that wait"),
        Hot(
            statement: SurveyInvitationSQL.sweep.rawValue, values: [june.first, 100], index: "survey_link_over",
            name: "the links of surveys long over"),
        Hot(
            statement: InboundSQL.pending.rawValue, values: [5], index: "inbound_message_pending",
            name: "the next text to act on"),
        Hot(
            statement: ReceiptSQL.pending.rawValue, values: [5, 500], index: "receipt_pending",
            name: "the next receipts"),
        Hot(
            statement: ReceiptSQL.sweep.rawValue, values: [june.first, 100], index: "receipt_over",
            name: "the receipts of long ago"),
        Hot(
            statement: InboundSQL.waiting.rawValue, values: [1, 1], index: "send_point",
            name: "what waits for a number"),
        Hot(
            statement: InboxSQL.page.rawValue, values: [1, 1, now, now, 1, 21], index: "inbox_message_list",
            name: "a page of an inbox"),
        Hot(
            statement: InboxSQL.unread.rawValue, values: [1, 1], index: "inbox_message_unread",
            name: "what waits to be read"),
        Hot(
            statement: InboxSQL.sweepLinks.rawValue, values: [june.first, 100], index: "inbox_link_expiry",
            name: "the codes of inboxes that have ended"),
        Hot(
            statement: ReplySQL.waiting.rawValue, values: [1, 51], index: "inbound_message_list",
            name: "the texts that staff read"),
        Hot(
            statement: ReplySQL.done.rawValue, values: [1, 51], index: "inbound_message_list",
            name: "the texts that staff have read"),
        Hot(
            statement: TriggerSQL.byEvent.rawValue, values: [1, "APPOINTMENT_BOOKED"], index: "campaign_trigger",
            name: "the campaigns that an event starts", sortsAHandful: true),
        Hot(
            statement: DailySQL.campaigns.rawValue, values: [], index: "campaign_daily",
            name: "the campaigns that daily events start", sortsAHandful: true),
        Hot(
            statement: DailySQL.birthdays.rawValue,
            values: [1, 310, "2027-03-10", "daily:BIRTHDAY:0:2027-03-10:", 200],
            index: "patient_birthday", name: "the birthdays of a day"),
        Hot(
            statement: DailySQL.dueInvoices.rawValue,
            values: [1, "2027-03-10", "daily:PAYMENT_DUE:0:2027-03-10:", 200],
            index: "invoice_due", name: "the invoices that are due on a day", sortsAHandful: true),
        Hot(
            statement: DailySQL.recalls.rawValue,
            values: [1, june.first, june.second, now, "daily:RECALL_DUE:0:2027-03-10:", 200], index: "clinic_id_4",
            name: "the recalls of a day", sortsAHandful: true),
        Hot(
            statement: DailySQL.retainers.rawValue,
            values: [1, june.first, june.second, "daily:RETAINER_REORDER_DUE:0:2027-03-10:", 200],
            index: "treatment_started", name: "the retainers of a day", sortsAHandful: true),
        Hot(
            statement: CampaignPageSQL.nextSend.rawValue, values: [1, now], index: "send_waiting",
            name: "the running campaigns' next send"),
        Hot(
            statement: CampaignLifeSQL.missed.rawValue, values: [now, 1, 1, now], index: "send_waiting",
            name: "what fell due in a pause"),
        Hot(
            statement: ClinicHoldSQL.due.rawValue, values: [1, june.first, june.second], index: "send_waiting",
            name: "what waits of a clinic"),
        Hot(
            statement: EnrollmentSQL.countRunning.rawValue, values: [1, 1], index: "enrollment_behind",
            name: "who is on the way through a campaign"),
        Hot(
            statement: RevisionMoveSQL.moving.rawValue, values: [50], index: "moving_since",
            name: "the campaigns whose people move to a newer revision"),
        Hot(
            statement: EnrollmentSQL.ofAppointment.rawValue, values: [1, 1], index: "clinic_id_4",
            name: "the enrollments of a visit that changed"),
        Hot(
            statement: EnrollmentSQL.ofTreatment.rawValue, values: [1, 1], index: "clinic_id_6",
            name: "the enrollments of a treatment whose dates were told anew"),
        Hot(
            statement: EnrollmentSQL.ofInvoice.rawValue, values: [1, 1], index: "clinic_id_7",
            name: "the enrollments of an invoice whose due date was told anew"),
        Hot(
            statement: EnrollmentSQL.behind.rawValue, values: [1, 1, 1_000, 0, 0, 0, 100], index: "enrollment_behind",
            name: "the next people to move"),
        Hot(
            statement: EnrollmentSQL.shiftable.rawValue, values: [1, 1, 0, 0, 0, now, 100], index: "enrollment_behind",
            name: "the next people whose waits a pause shifts"),
        Hot(
            statement: CampaignLifeSQL.shifting.rawValue, values: [50], index: "shift_until",
            name: "the campaigns that are being resumed"),
        Hot(
            statement: EnrollmentListSQL.all.rawValue, values: [1, 1, 1_000, 1_000, 1_000_000, 51],
            index: "clinic_id_5", name: "a page of a campaign's enrollments"),
        Hot(
            statement: EnrollmentListSQL.ofStatus.rawValue,
            values: [1, 1, "running", 1_000, 1_000, 1_000_000, 51], index: "enrollment_behind",
            name: "a page of the enrollments of one status"),
        Hot(
            statement: SendListSQL.earlier.rawValue,
            values: [1, 1, now, now, 1_000_000, june.first, june.first, 0]
                + [nil, nil, nil, nil, nil, nil, nil, nil, 51], index: "send_campaign",
            name: "a page of a campaign's sends"),
        Hot(
            statement: SendListSQL.later.rawValue,
            values: [1, 1, now, now, 0, later, later, 1_000_000] + [nil, nil, nil, nil, nil, nil, nil, nil, 51],
            index: "send_campaign", name: "a page of a campaign's sends to come"),
        Hot(
            statement: SendListSQL.farEarlier.rawValue,
            values: [1, 1, now, now, 1_000_000, june.first, june.first, 0, 3_999], index: "send_campaign",
            name: "how far a filtered page reaches back"),
        Hot(
            statement: SendListSQL.farLater.rawValue,
            values: [1, 1, now, now, 0, later, later, 1_000_000, 3_999], index: "send_campaign",
            name: "how far a filtered page reaches ahead"),
        Hot(
            statement: PatientSendsSQL.earlier.rawValue, values: [1, 1, now, now, 1_000_000, 51],
            index: "send_patient", name: "a page of a patient's messages"),
        Hot(
            statement: PatientSendsSQL.later.rawValue, values: [1, 1, now, now, 0, 51], index: "send_patient",
            name: "a page of a patient's messages to come"),
        Hot(
            statement: PatientSearchSQL.byLast.rawValue, values: [1, "Win%", "Ro%", 30], index: "clinic_id_3",
            name: "patients of a last name"),
        Hot(
            statement: PatientSearchSQL.byFirst.rawValue, values: [1, "Rob%", "%", 30], index: "patient_first",
            name: "patients of a first name"),
        Hot(
            statement: PatientSearchSQL.newest.rawValue, values: [1, 10], index: "clinic_id",
            name: "the newest patients"),
        Hot(
            statement: TroubleSQL.requests.rawValue, values: [1], index: "reschedule_request_open",
            name: "how many requests wait"),
        Hot(
            statement: TroubleSQL.stuck.rawValue, values: [now, 1, 50], index: "enrollment_due",
            name: "the ways that were given up"),
        Hot(
            statement: ExpectedVisitsSQL.counts.rawValue, values: [1, now, later], index: "clinic_id_4",
            name: "how many visits of a day are confirmed"),
        Hot(
            statement: ExpectedVisitsSQL.open.rawValue, values: [1, now, later, 50], index: "clinic_id_4",
            name: "the visits of a day that nobody has confirmed"),
        Hot(
            statement: AuditLogSQL.page.rawValue,
            values: [1, now, now, 1_000_000, june.first, june.first, 0] + [nil, nil, nil, nil, nil, nil, 51],
            index: "clinic_id", name: "a page of the audit log"),
        Hot(
            statement: AuditLogSQL.far.rawValue,
            values: [1, now, now, 1_000_000, june.first, june.first, 0, 3_999], index: "clinic_id",
            name: "how far a filtered page of the log reaches back"),
        Hot(
            statement: CampaignNamesSQL.all.rawValue, values: [1, 500], index: "clinic_id_4",
            name: "what campaigns are called"),
        Hot(
            statement: PatientRecordSQL.page.rawValue, values: [1, 5, nil, nil, 51], index: "clinic_id",
            name: "a page of patients"),
        Hot(
            statement: ContactRecordSQL.page.rawValue, values: [1, 5, 51], index: "clinic_id",
            name: "a page of contacts"),
        Hot(
            statement: ConsentRecordSQL.page.rawValue, values: [1, 5, 51], index: "consent_record",
            name: "a page of recorded answers"),
        Hot(
            statement: ConsentRecordSQL.ofContact.rawValue, values: [1, 1, 5, 51], index: "clinic_id",
            name: "a contact's recorded answers", sortsAHandful: true),
        Hot(
            statement: AppointmentRecordSQL.page.rawValue, values: [1, now, later, now, 5, nil, nil, 51],
            index: "clinic_id_4", name: "a page of appointments"),
        Hot(
            statement: AppointmentRecordSQL.ofPatient.rawValue, values: [1, 1, now, later, now, 5, nil, nil, 51],
            index: "clinic_id_3", name: "a patient's appointments"),
        Hot(
            statement: TreatmentRecordSQL.page.rawValue, values: [1, 5, nil, nil, 51], index: "clinic_id",
            name: "a page of treatments"),
        Hot(
            statement: TreatmentRecordSQL.ofPatient.rawValue, values: [1, 1, 5, nil, nil, 51], index: "clinic_id_3",
            name: "a patient's treatments"),
        Hot(
            statement: InvoiceRecordSQL.page.rawValue, values: [1, 5, nil, nil, 51], index: "clinic_id",
            name: "a page of invoices"),
        Hot(
            statement: InvoiceRecordSQL.ofPatient.rawValue, values: [1, 1, 5, nil, nil, 51], index: "clinic_id_3",
            name: "a patient's invoices"),
        Hot(
            statement: EventDataSQL.newest.rawValue, values: [1, "APPOINTMENT_BOOKED", 50], index: "event_recent",
            name: "what the newest events tell"),
        Hot(
            statement: SegmentSQL.page.rawValue, values: [1, 5, 51], index: "clinic_id",
            name: "a page of segments"),
        Hot(
            statement: EventRecordSQL.page.rawValue, values: [1, 5, nil, nil, 51], index: "clinic_id",
            name: "a page of events"),
        Hot(
            statement: EventRecordSQL.ofPatient.rawValue, values: [1, 1, 5, nil, nil, 51], index: "clinic_id_3",
            name: "a patient's events"),
    ]

    @Test("every hot question goes by its index, in an empty clinic and in a large one", arguments: [0, 20_000])
    func plan(rows: Int) throws {
        try withDatabase { db in
            if rows > 0 { try Crowd(db).fill(rows) }
            for hot in Self.hot {
                let plan = try db.rows("EXPLAIN " + hot.statement, hot.values)
                let first = try #require(plan.first)
                #expect(first.optionalText("key") == hot.index, "\(hot.name)")
                let sorts = plan.contains { ($0.optionalText("Extra") ?? "").contains("filesort") }
                #expect(!sorts || hot.sortsAHandful, "\(hot.name)")
            }
        }
    }

    @Test(
        "what the first page counts over all channels and lanes is read by the claim's index",
        arguments: [
            (LeavingTodaySQL.quarters.rawValue, [now, now, later, 1, 20_001, 1])
        ] as [(String, [Value])])
    func counted(statement: String, values: [Value]) throws {
        try withDatabase { db in
            try Crowd(db).fill(20_000)
            let plan = try db.rows("EXPLAIN " + statement, values)
            let send = try #require(plan.first { $0.optionalText("table") == "send" })
            #expect(send.optionalText("key") == "send_claim")
            #expect(send.optionalText("type") == "range")
        }
    }

    @Test(
        "what events tell of a list is looked up by an index, one by one of the list",
        arguments: [
            (TreatmentRecordSQL.milestones.rawValue, ["[1,2]", 1, "TREATMENT_MILESTONE"], "clinic_id_5"),
            (FactsSQL.surveys.rawValue, ["[1,2]", 1], "event_of_patient"),
        ] as [(String, [Value], String)])
    func ofList(statement: String, values: [Value], index: String) throws {
        try withDatabase { db in
            try Crowd(db).fill(20_000)
            let plan = try db.rows("EXPLAIN " + statement, values)
            let event = try #require(plan.first { $0.optionalText("table") == "e" })
            #expect(event.optionalText("key") == index)
            #expect(event.optionalText("type") == "ref")
        }
    }

    @Test("whether a daily event was told is looked up by its key")
    func told() throws {
        try withDatabase { db in
            try Crowd(db).fill(20_000)
            for hot in Self.hot where hot.statement.contains("e.source_key = CONCAT") {
                let plan = try db.rows("EXPLAIN " + hot.statement, hot.values)
                let event = try #require(plan.first { $0.optionalText("table") == "e" })
                #expect(event.optionalText("key") == "clinic_id_2", "\(hot.name)")
            }
        }
    }

    @Test("the list counts the steps of its own campaigns alone, in every order")
    func steps() throws {
        try withDatabase { db in
            for sort in CampaignSort.allCases {
                let order = CampaignPageOrder(sort: sort, isAscending: false)
                let plan = try db.rows("EXPLAIN " + order.text, [1, .null, .null, .null, .null, .null, .null, 50, 0])
                let steps = try #require(plan.first { $0.optionalText("table") == "s" })
                #expect(steps.optionalText("key") == "clinic_id_2", "\(sort)")
                #expect(steps.optionalText("ref")?.contains("p.id") == true, "\(sort)")
            }
        }
    }
}

/// Very many rows of one invented clinic, made by the server itself.
struct Crowd {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Half of the sends wait far ahead, half have gone out; straight after, statistics are stale.
    func fill(_ rows: Int) throws {
        let clinic = try SampleRows(db).clinic().rawValue
        let patient = try SampleRows(db).patient("P-1", in: .init(clinic)).rawValue
        let made = Value.timestamp(SampleRows.made.microseconds)
        let campaign = try db.run(
            """
            INSERT INTO campaign (clinic_id, name, type, is_marketing, audience, status, created_at, updated_at)
            VALUES (?, 'Crowd', 'REMINDER', FALSE, '{}', 'ACTIVE', ?, ?)
            """, [.int(clinic), made, made]
        ).lastID
        let revision = try db.run(
            "INSERT INTO revision (clinic_id, campaign_id, number, document, published_at) VALUES (?, ?, 1, '{}', ?)",
            [.int(clinic), .int(campaign), made]
        ).lastID
        _ = try db.run(
            """
            INSERT INTO enrollment (clinic_id, campaign_id, revision_id, patient_id, anchor_key, started_at, opens_at,
                received_at, reached_at, status, due_at, created_at, updated_at)
            SELECT ?, ?, ?, ?, CONCAT('crowd:', seq), ?, ?, ?, ?, IF(seq % 2, 'running', 'finished'),
                IF(seq % 2, '2030-01-01', NULL), ?, ?
            FROM seq_1_to_\(rows)
            """,
            [.int(clinic), .int(campaign), .int(revision), .int(patient)] + Array(repeating: made, count: 6))
        _ = try db.run(
            """
            INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, channel, lane,
                schedule_version, dedupe_key, phase, planned_at, due_at, next_at, created_at, updated_at)
            SELECT clinic_id, campaign_id, revision_id, id, patient_id, 1, 'SMS', 0, 1, CONCAT('crowd-', id),
                IF(id % 2, 'READY', 'DELIVERED'), '2030-01-01', '2030-01-01', IF(id % 2, '2030-01-01', NULL), ?, ?
            FROM enrollment
            """, [made, made])
        try fillPractice(rows, clinic: clinic, patient: patient)
    }

    /// Patients, visits, bills, retainers and what was told of them.
    private func fillPractice(_ rows: Int, clinic: Int64, patient: Int64) throws {
        let made = Value.timestamp(SampleRows.made.microseconds)
        let type = try db.run(
            "INSERT INTO appointment_type (clinic_id, name) VALUES (?, 'Adjustment')", [.int(clinic)]
        ).lastID
        for (statement, values) in [
            (
                """
                INSERT INTO patient (clinic_id, external_id, contact_id, first_name, last_name, birth_date, created_at,
                    updated_at)
                SELECT clinic_id, CONCAT('crowd-', seq), contact_id, 'Robin', 'Winter',
                    '1960-01-01' + INTERVAL seq DAY, ?, ?
                FROM patient JOIN seq_1_to_\(rows) WHERE id = ?
                """, [made, made, .int(patient)]
            ),
            (
                """
                INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, status, emitted_start,
                    created_at, updated_at)
                SELECT clinic_id, external_id, id, ?, '2020-01-01' + INTERVAL id HOUR, 'completed', '2020-01-01', ?, ?
                FROM patient
                """, [.int(type), made, made]
            ),
            (
                """
                INSERT INTO invoice (clinic_id, external_id, patient_id, amount_cents, currency, due_on, status,
                    created_at, updated_at)
                SELECT clinic_id, external_id, id, 100, 'USD', '2020-01-01' + INTERVAL id DAY, 'open', ?, ? FROM patient
                """, [made, made]
            ),
            (
                """
                INSERT INTO treatment (clinic_id, external_id, patient_id, type, status, started_at, created_at,
                    updated_at)
                SELECT clinic_id, external_id, id, 'retainer', 'active', '2020-01-01' + INTERVAL id HOUR, ?, ?
                FROM patient
                """, [made, made]
            ),
            (
                """
                INSERT INTO visit_link (token_hash, clinic_id, appointment_id, starts_at)
                SELECT UNHEX(SHA2(id, 256)), clinic_id, id, starts_at FROM appointment
                """, []
            ),
            (
                """
                INSERT INTO reschedule_request (clinic_id, appointment_id, starts_at, wish, requested_at, done_at)
                SELECT clinic_id, id, starts_at, '', starts_at, IF(id % 100, starts_at, NULL) FROM appointment
                """, []
            ),
            (
                """
                INSERT INTO inbound_message (clinic_id, provider, provider_key, contact_point_id, text, state,
                    received_at, done_at)
                SELECT a.clinic_id, 'twilio', a.id, (SELECT MIN(id) FROM contact_point), '',
                    IF(a.id % 1000, 'shown', 'pending'), a.starts_at, IF(a.id % 100, a.starts_at, NULL)
                FROM appointment a
                """, []
            ),
            (
                """
                INSERT INTO receipt (clinic_id, send_id, wire, provider, key_hash, kind, occurred_at, received_at, state)
                SELECT clinic_id, id, 1, 'twilio', UNHEX(SHA2(id, 256)), 'delivered', starts_at, starts_at,
                    IF(id % 1000, 'joined', 'pending')
                FROM appointment
                """, []
            ),
            (
                """
                INSERT INTO event (clinic_id, source_key, type, patient_id, occurred_at, received_at, state)
                SELECT clinic_id, CONCAT('crowd-', id), 'BIRTHDAY', id, ?, ?, 'done' FROM patient
                """, [made, made]
            ),
        ] as [(String, [Value])] { _ = try db.run(statement, values) }
    }
}
