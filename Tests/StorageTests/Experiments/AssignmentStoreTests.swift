import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite struct AssignmentStoreTests {
    private static let now = SampleRows.instant("2027-03-01T09:00Z")

    /// An invented clinic with a campaign whose one step tries two messages.
    private struct Scene {
        let rows: SampleRows
        let clinic: ID<Clinic>
        let campaign: ID<Campaign>
        let step: ID<Step>
        let store: AssignmentStore

        init(_ db: Database) throws {
            rows = SampleRows(db)
            clinic = try rows.clinic()
            campaign = try rows.campaign(in: clinic)
            step = ID(try db.row("SELECT id FROM step")!.int("id"))
            store = AssignmentStore(db)
        }

        func terms(_ weights: [Int]) -> Terms {
            let experiment = Experiment(
                key: ExperimentKey("000102030405060708090a0b0c0d0e0f")!, weight: weights[0],
                challengers: [.init(template: ID(2), weight: weights[1])], goal: .clicks,
                endsAt: CivilDateTime("2027-03-15T09:00")!)
            let send = SendStep(channel: .email, template: ID(1), experiment: experiment)
            return Terms(
                type: .marketing, purpose: .marketing, trigger: nil, audience: .everybody,
                workflow: Workflow(steps: [Step(id: step, name: "Offer", action: .send(send))]))
        }

        func arm(of patient: ID<Patient>, _ weights: [Int] = [50, 50], at now: Instant = now) throws -> Arm? {
            try store.trials(of: [asked(patient, weights)], in: clinic, at: now)[0].arms[step]
        }

        func asked(_ patient: ID<Patient>, _ weights: [Int] = [50, 50]) -> AssignmentStore.Asked {
            AssignmentStore.Asked(patient: patient, campaign: campaign, terms: terms(weights))
        }

        func household(of patient: ID<Patient>) throws -> Household? {
            try HouseholdStore(rows.db).households(of: [patient], in: clinic)[patient]
        }

        /// A guardian of the patient with a phone of her own.
        func guardian(_ number: String, of patient: ID<Patient>) throws {
            let db = rows.db
            let contact = try db.run(
                "INSERT INTO contact (clinic_id, first_name, last_name, created_at, updated_at) VALUES (?, 'Ada', 'Winter', '2027-01-01', '2027-01-01')",
                [.int(clinic.rawValue)]
            ).lastID
            let point = try db.run(
                """
                INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, 'phone', ?, '2027-01-01')
                ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
                """, [.int(clinic.rawValue), .text(number)]
            ).lastID
            _ = try db.run(
                "INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id) VALUES (?, ?, 'phone', ?)",
                [.int(clinic.rawValue), .int(contact), .int(point)])
            _ = try db.run(
                """
                INSERT INTO patient_contact (clinic_id, patient_id, contact_id, relation, receives_care, receives_marketing)
                VALUES (?, ?, ?, 'parent', TRUE, FALSE)
                """, [.int(clinic.rawValue), .int(patient.rawValue), .int(contact)])
        }
    }

    private func scene(_ body: (Scene) throws -> Void) throws { try withDatabase { try body(Scene($0)) } }

    @Test("a household is linked over as many shared contact points as it takes")
    func household() throws {
        try scene { scene in
            let one = try scene.rows.patient("P-1", in: scene.clinic, email: "winter@patients.example")
            let two = try scene.rows.patient("P-2", in: scene.clinic, email: "winter@patients.example")
            let three = try scene.rows.patient("P-3", in: scene.clinic, email: "third@patients.example")
            let alone = try scene.rows.patient("P-4", in: scene.clinic, email: "fourth@patients.example")
            // Two people who know one phone: they are not one person, yet their children are one household.
            try scene.guardian("+13125550199", of: two)
            try scene.guardian("+13125550199", of: three)
            for patient in [one, two, three] {
                let household = try #require(try scene.household(of: patient))
                #expect(household.members == [one, two, three])
                #expect(household.id == one)
            }
            #expect(try scene.household(of: alone)?.members == [alone])
            let both = try HouseholdStore(scene.rows.db).households(of: [three, alone], in: scene.clinic)
            #expect(both[three]?.members == [one, two, three] && both[alone]?.members == [alone])
        }
    }

    @Test("another clinic's patients are no household of ours")
    func clinics() throws {
        try scene { scene in
            let ours = try scene.rows.patient("P-1", in: scene.clinic)
            let other = try scene.rows.clinic("Elsewhere")
            _ = try scene.rows.patient("P-1", in: other)
            #expect(try scene.household(of: ours)?.members == [ours])
        }
    }

    @Test("an arm is fixed in a row at first assignment, whatever the weights become")
    func fixed() throws {
        try scene { scene in
            let patients = try (1...20).map {
                try scene.rows.patient("P-\($0)", in: scene.clinic, email: "p\($0)@patients.example")
            }
            let first = try patients.map { try scene.arm(of: $0) }
            #expect(Set(first) == [.a, .b])
            #expect(try patients.map { try scene.arm(of: $0, [1, 1]) } == first)
            #expect(try scene.rows.count("assignment") == 20)
        }
    }

    @Test("who of a household was assigned first fixes the arm of the others, also once they are linked later")
    func siblings() throws {
        try scene { scene in
            let first = try scene.rows.patient("P-9", in: scene.clinic, email: "late@patients.example")
            let arm = try #require(try scene.arm(of: first, [99, 1]))
            var others: [ID<Patient>] = []
            for number in 1...8 {
                others.append(try scene.rows.patient("S-\(number)", in: scene.clinic, email: "late@patients.example"))
            }
            // Dealt anew nearly all of them would fall to B.
            let arms = try others.map { try scene.arm(of: $0, [1, 99], at: Self.now.adding(minutes: 1)) }
            #expect(arms == Array(repeating: arm, count: 8))
            let households = try scene.rows.db.rows("SELECT DISTINCT household_id FROM assignment")
            #expect(households.map { $0.id("household_id") as ID<Patient> } == [first])
        }
    }

    @Test("those whom no weight covers are assigned to the rest, and stay there")
    func rest() throws {
        try scene { scene in
            let patients = try (1...30).map {
                try scene.rows.patient("P-\($0)", in: scene.clinic, email: "p\($0)@patients.example")
            }
            let arms = try patients.map { try scene.arm(of: $0, [10, 10]) }
            #expect(arms.filter { $0 == .rest }.count > 10)
            #expect(try patients.map { try scene.arm(of: $0, [50, 50]) } == arms)
        }
    }

    @Test("a household has one lane of a branch that chance parts, and keeps it")
    func lanes() throws {
        try scene { scene in
            func lane(of patient: ID<Patient>, _ weight: Int) throws -> LaneKey? {
                let branch = Branch(
                    lanes: [BranchLane(key: .added(1), name: "", rule: .everybody, weight: weight)],
                    drawKey: ExperimentKey("000102030405060708090a0b0c0d0e0f"))
                var terms = scene.terms([50, 50])
                terms.workflow.steps[0].action = .branch(branch)
                let asked = AssignmentStore.Asked(patient: patient, campaign: scene.campaign, terms: terms)
                return try scene.store.trials(of: [asked], in: scene.clinic, at: Self.now)[0].lanes[scene.step]
            }
            let first = try scene.rows.patient("P-1", in: scene.clinic)
            #expect(try lane(of: first, 100) == .added(1))
            let sibling = try scene.rows.patient("P-2", in: scene.clinic)
            let other = try scene.rows.patient("P-3", in: scene.clinic, email: "other@patients.example")
            #expect(try lane(of: sibling, 0) == .added(1))
            #expect(try lane(of: other, 0) == .otherwise)
            #expect(try lane(of: other, 100) == .otherwise)
        }
    }

    @Test("a forecast says the same and keeps nothing")
    func forecast() throws {
        try scene { scene in
            let patient = try scene.rows.patient("P-1", in: scene.clinic)
            let foreseen = try scene.store.forecast(of: [scene.asked(patient)], in: scene.clinic)
            #expect(try scene.rows.count("assignment") == 0)
            #expect(try [scene.arm(of: patient)] == foreseen.map { $0.arms[scene.step] })
        }
    }

    @Test("many at once are told what each would be told alone, and dealt what was foreseen, a household one part")
    func many() throws {
        try scene { scene in
            var patients: [ID<Patient>] = []
            for number in 0..<40 {
                patients.append(
                    try scene.rows.patient("P-\(number)", in: scene.clinic, email: "h\(number / 2)@patients.example"))
            }
            // Linked over a phone to the second home; dealt while the weights were others.
            try scene.guardian("+13125550199", of: patients[3])
            try scene.guardian("+13125550199", of: patients[39])
            _ = try [4, 21].map { try scene.arm(of: patients[$0], [1, 99]) }
            // Not in the order of their ids, and two ways of one patient.
            let asked = (patients.reversed() + [patients[7]]).map { scene.asked($0, [40, 30]) }
            let alone = try asked.map { try scene.store.forecast(of: [$0], in: scene.clinic)[0] }
            #expect(try scene.store.forecast(of: asked, in: scene.clinic) == alone)
            #expect(try scene.store.trials(of: asked, in: scene.clinic, at: Self.now.adding(minutes: 1)) == alone)
            #expect(try scene.rows.count("assignment") == 40)
            #expect(Set(alone.map { $0.arms[scene.step] }) == [.a, .b, .rest])
            for home in 0..<20 {
                let arms = try [2 * home, 2 * home + 1].map { try scene.arm(of: patients[$0]) }
                #expect(arms[0] == arms[1])
            }
            #expect(try scene.arm(of: patients[3]) == scene.arm(of: patients[39]))
            #expect(try scene.arm(of: patients[5]) == .b)
        }
    }

    @Test("a test and a draw are asked in as many statements for forty patients as for two")
    func statements() throws {
        try scene { scene in
            let patients = try (0..<40).map {
                try scene.rows.patient("P-\($0)", in: scene.clinic, email: "h\($0 / 2)@patients.example")
            }
            func count(_ patients: some Sequence<ID<Patient>>) throws -> Int {
                let before = scene.rows.db.statementCount
                _ = try scene.store.forecast(of: patients.map { scene.asked($0) }, in: scene.clinic)
                return scene.rows.db.statementCount - before
            }
            #expect(try count(patients.prefix(2)) == 5)
            #expect(try count(patients) == 5)
        }
    }
}
