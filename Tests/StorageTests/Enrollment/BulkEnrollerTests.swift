import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// What is written for many at once is what would have been written for one after the other.
@Suite struct BulkEnrollerTests {
    private static let now = SampleRows.instant("2027-02-28T23:30Z")

    private static func send(_ id: Int64, _ channel: Channel) -> Step {
        Step(id: ID(id), name: "", action: .send(SendStep(channel: channel, template: nil)))
    }

    private static func wait(_ id: Int64, _ expression: WaitExpression) -> Step {
        Step(id: ID(id), name: "", action: .wait(Wait(expression: expression)))
    }

    private static func terms() -> Terms {
        let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
        let condition = Condition(
            rule: rule, yes: Lane(steps: [send(5, .email)]), no: Lane(steps: [send(6, .sms)], exits: true))
        return Terms(
            type: .marketing, purpose: .marketing, trigger: nil, audience: .everybody,
            workflow: Workflow(steps: [
                send(1, .email), send(2, .sms), send(3, .push),
                Step(id: ID(4), name: "", action: .condition(condition)),
                wait(7, .offset(WaitSpan(1, .day)!, .before, .nextAppointment, at: nil)),
                send(8, .email),
            ]))
    }

    private struct Place {
        let campaign: ID<Campaign>
        let revision: ID<Revision>
    }

    private static func place(_ clinic: AudienceClinic, _ name: String) throws -> Place {
        let campaign = try SampleRows(clinic.db).campaign(name, in: clinic.clinic.id)
        let revision = try clinic.db.run(
            "INSERT INTO revision (clinic_id, campaign_id, number, document, published_at) VALUES (?, ?, 1, '{}', ?)",
            [.int(clinic.clinic.id.rawValue), .int(campaign.rawValue), .timestamp(now.microseconds)]
        ).lastID
        return Place(campaign: campaign, revision: ID(revision))
    }

    private static func one(_ clinic: AudienceClinic, _ place: Place, _ facts: [ID<Patient>: Facts]) throws -> Int {
        let enroller = Enroller(clinic.db, revisions: RevisionStore(clinic.db))
        return try facts.sorted { $0.key < $1.key }.count { id, facts in
            let beginning = EnrollmentStore.Beginning(
                clinic: clinic.clinic.id, campaign: place.campaign, revision: place.revision, patient: id,
                anchorKey: "occ:1", anchor: Anchor(), event: nil, eventType: nil, emittedStart: nil, startedAt: now,
                receivedAt: now, isTakenUp: false, followsVisits: terms().workflow.followsVisits)
            return try enroller.enroll(beginning, by: terms(), facts: facts, at: now)
        }
    }

    private static func all(_ clinic: AudienceClinic, _ place: Place, _ facts: [ID<Patient>: Facts]) throws -> Int {
        try all(clinic, place, facts.values.sorted { $0.patient.id < $1.patient.id }, by: terms())
    }

    private static func all(_ clinic: AudienceClinic, _ place: Place, _ facts: [Facts], by terms: Terms) throws -> Int {
        let launch = BulkEnroller.Launch(
            clinic: clinic.clinic.id, campaign: place.campaign, revision: place.revision, anchorKey: "occ:1",
            startsAt: now, terms: terms)
        return try BulkEnroller(clinic.db).enroll(facts, by: launch, at: now)
    }

    /// Everything but ids and the campaign.
    private static func written(_ clinic: AudienceClinic, _ place: Place) throws -> [[String]] {
        let statements = [
            """
            SELECT CONCAT_WS('|', patient_id, anchor_key, round, started_at, opens_at, opening_version, received_at,
                is_taken_up, schedule_version, reached_at, COALESCE(step_id, '-'), COALESCE(decisions, '-'),
                follows_visits, status, COALESCE(due_at, '-'), created_at, updated_at) AS line
            FROM enrollment WHERE campaign_id = ? ORDER BY patient_id
            """,
            """
            SELECT CONCAT_WS('|', patient_id, step_id, COALESCE(contact_id, '-'), COALESCE(contact_point_id, '-'), channel,
                lane, schedule_version, retry_number, SUBSTRING(dedupe_key, LOCATE('-', dedupe_key)), phase,
                COALESCE(reason, '-'), visit_relation, is_opening, is_at_event, planned_at, due_at,
                COALESCE(next_at, '-'), created_at) AS line
            FROM send WHERE campaign_id = ? ORDER BY patient_id, step_id, contact_point_id
            """,
            "SELECT CONCAT(patient_id) AS line FROM campaign_recipient WHERE campaign_id = ? ORDER BY patient_id",
            """
            SELECT CONCAT_WS('|', step_id, day, measure, reason, SUM(amount)) AS line FROM tally_delta
            WHERE campaign_id = ? GROUP BY step_id, day, measure, reason ORDER BY step_id, day, measure, reason
            """,
        ]
        return try statements.map { statement in
            try clinic.db.rows(statement, [.int(place.campaign.rawValue)]).map { $0.text("line") }
        }
    }

    @Test("many at once are written as one after the other, and the second time nobody is")
    func same() throws {
        try withDatabase { db throws in
            var random = RandomClinic(try AudienceClinic(db), seed: 7, now: Self.now)
            try db.transaction { try random.fill(40) }
            let clinic = random.clinic
            let facts = try clinic.facts()
            let (one, many) = (try Self.place(clinic, "One"), try Self.place(clinic, "Many"))
            let enrolledOne = try db.transaction { try Self.one(clinic, one, facts) }
            let enrolledMany = try db.transaction { try Self.all(clinic, many, facts) }
            #expect(enrolledOne == 40 && enrolledMany == 40)
            let (expected, found) = (try Self.written(clinic, one), try Self.written(clinic, many))
            #expect(expected[1].count > 40)
            #expect(found == expected)
            let again = try db.transaction { try Self.all(clinic, many, facts) }
            #expect(again == 0)
            #expect(try Self.written(clinic, many) == expected)
        }
    }

    @Test("where time alone decides, facts without a name come to the same as all facts")
    func nameless() throws {
        try withDatabase { db throws in
            var random = RandomClinic(try AudienceClinic(db), seed: 9, now: Self.now)
            try db.transaction { try random.fill(60) }
            let clinic = random.clinic
            var terms = Self.terms()
            terms.workflow.steps = [
                Self.send(1, .email), Self.send(2, .sms), Self.wait(3, .lasting(WaitSpan(2, .day)!)),
                Self.send(4, .email),
            ]
            #expect(terms.workflow.plansByTimeAlone)
            let all = try clinic.facts().values.sorted { $0.patient.id < $1.patient.id }
            let nameless = try NamelessFacts(db).facts(of: all.map(\.patient.id), in: clinic.clinic, at: Self.now)
            #expect(nameless.contains { $0.circle.everyone.count > 1 })
            let (one, two) = (try Self.place(clinic, "All facts"), try Self.place(clinic, "Nameless"))
            let known = try db.transaction { try Self.all(clinic, one, all, by: terms) }
            let unnamed = try db.transaction { try Self.all(clinic, two, nameless, by: terms) }
            #expect(known == 60 && unnamed == 60)
            let expected = try Self.written(clinic, one)
            #expect(expected[1].count > 60)
            #expect(try Self.written(clinic, two) == expected)
        }
    }

    @Test("who was enrolled before stays as he is")
    func some() throws {
        try withDatabase { db throws in
            var random = RandomClinic(try AudienceClinic(db), seed: 8, now: Self.now)
            try db.transaction { try random.fill(10) }
            let facts = try random.clinic.facts()
            let place = try Self.place(random.clinic, "Offer")
            let few = facts.filter { $0.key.rawValue % 2 == 0 }
            let clinic = random.clinic
            let first = try db.transaction { try Self.all(clinic, place, few) }
            let rest = try db.transaction { try Self.all(clinic, place, facts) }
            #expect(first == few.count && rest == facts.count - few.count)
            // Besides those by which the clinic's people were invited to surveys.
            let enrolled = try SampleRows(db).count("enrollment", where: "campaign_id = \(place.campaign)")
            #expect(enrolled == facts.count)
        }
    }
}
