import Campaigns
import CivilTime
import Foundation
import Jobs
import MariaDB
import Storage
import TestSupport
import Testing

/// A test of two messages from its first household to its fixed end.
@Suite struct ExperimentTickTests {
    /// An offer to each new patient that tries "Shine A" against "Shine B" until Monday the 15th at 10:00.
    private struct Trial {
        let practice: Practice
        let campaign: ID<Campaign>

        init(
            _ practice: Practice, _ weights: [Int], holdout: Int = 0, picksWinner: Bool = false,
            goal: Experiment.Goal = .clicks, trigger: Trigger = .event(.patientCreated, rule: nil),
            activates: Bool = true
        ) throws {
            self.practice = practice
            let made = practice.at("2027-03-01T09:00")
            let templates = try ["A", "B"].map { name in
                let text = MessageDraft(
                    name: "Shine \(name)", channel: .email, language: "en", subject: "Shine", body: "Shine \(name)")
                return try MessageTemplateStore(practice.db).create(
                    text, in: practice.clinic.id, by: .program, at: made)
            }
            campaign = try CampaignStore(practice.db).create(
                CampaignHead(name: "Shine", type: .marketing), trigger: trigger,
                in: practice.clinic.id, by: .program, at: made)
            let experiment = Experiment(
                key: ExperimentKey("000102030405060708090a0b0c0d0e0f")!, weight: weights[0],
                challengers: [.init(template: templates[1], weight: weights[1])], holdoutWeight: holdout, goal: goal,
                endsAt: CivilDateTime("2027-03-15T10:00")!, picksWinner: picksWinner)
            let send = SendStep(channel: .email, template: templates[0], experiment: experiment)
            _ = try StepStore(practice.db).add(
                name: "Shine", .send(send), at: .end(of: .main), to: campaign, in: practice.clinic.id, by: .program,
                at: made)
            if activates { try practice.activate(campaign, at: "2027-03-01T09:00") }
        }

        /// New patients, each alone in a household unless an address is given, on Tuesday the 9th at 10:00.
        func patients(_ numbers: ClosedRange<Int>, email: String? = nil) throws {
            for number in numbers {
                let email = email ?? "p\(number)@patients.example"
                try practice.tell(
                    "patients", "P-\(number)",
                    """
                    {"firstName":"Mia","lastName":"Lindqvist","birthDate":"1987-01-20","email":"\(email)",
                    "registeredAt":"2027-03-09T16:00:00Z",
                    "consents":[{"contact":null,"purpose":"marketing","channel":"EMAIL","granted":true,"at":"2027-03-01T15:05:00Z","how":"form"}]}
                    """, at: "2027-03-09T10:00")
            }
        }

        /// How many sends there are, by arm, phase, reason and text.
        func sends() throws -> [String: Int] {
            let rows = try practice.db.rows(
                """
                SELECT CONCAT_WS(' ', COALESCE(s.arm, '-'), s.phase, s.reason, LEFT(m.body, 7)) AS name, COUNT(*) AS n
                FROM send s LEFT JOIN message m ON m.id = s.id GROUP BY name
                """)
            return Dictionary(uniqueKeysWithValues: rows.map { ($0.text("name"), $0.int("n")) })
        }

        func result(_ local: String) throws -> ExperimentResult {
            let store = ExperimentStore(practice.db)
            let experiment = try store.experiments(of: campaign, in: practice.clinic.id)[0]
            return try store.results(of: [experiment], at: practice.at(local))[0]
        }

        /// Lets a number of those who got an arm click on Wednesday.
        func click(_ arm: String, _ count: Int) throws {
            _ = try practice.db.run(
                "UPDATE send SET clicked_at = '2027-03-10 16:00:00' WHERE arm = ? ORDER BY id LIMIT \(count)",
                [.text(arm)])
        }
    }

    @Test("each household gets the message of its arm, and none gets both")
    func arms() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [50, 50])
            try trial.patients(1...40)
            try practice.tick("2027-03-09T10:00")
            let sends = try trial.sends()
            #expect(Set(sends.keys) == ["A SENT Shine A", "B SENT Shine B"])
            #expect(sends.values.reduce(0, +) == 40)
            try #expect(practice.count("SELECT COUNT(DISTINCT patient_id) AS n FROM send") == 40)
        }
    }

    @Test("brothers and sisters get the same, and count as one")
    func households() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [50, 50])
            for family in 0..<10 {
                try trial.patients(3 * family + 1...3 * family + 3, email: "f\(family)@patients.example")
            }
            try practice.tick("2027-03-09T10:00")
            let arms = try practice.db.rows(
                "SELECT household_id, COUNT(DISTINCT part) AS parts, COUNT(*) AS n FROM assignment GROUP BY household_id"
            )
            #expect(arms.map { $0.int("parts") as Int } == Array(repeating: 1, count: 10))
            #expect(arms.map { $0.int("n") as Int } == Array(repeating: 3, count: 10))
            #expect(try trial.result("2027-03-10T10:00").counts.map(\.reached).reduce(0, +) == 10)
        }
    }

    @Test("those outside of the test wait for its end, and then get the first arm if nothing is decided")
    func rest() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [30, 30], picksWinner: true)
            try trial.patients(1...50)
            try practice.tick("2027-03-09T10:00")
            let during = try trial.sends()
            #expect(Set(during.keys) == ["A SENT Shine A", "B SENT Shine B"])
            let inTest = during.values.reduce(0, +)
            #expect((20...40).contains(inTest))
            try practice.tick("2027-03-15T09:59")
            try #expect(practice.count("SELECT COUNT(*) AS n FROM send") == inTest)
            try practice.tick("2027-03-15T10:00")
            let after = try trial.sends()
            #expect(after["- SENT Shine A"] == 50 - inTest)
            let waited = try practice.count(
                "SELECT COUNT(*) AS n FROM send WHERE arm IS NULL AND due_at = '2027-03-15 15:00:00'")
            #expect(waited == 50 - inTest)
            try practice.tick("2027-03-15T10:00")
            #expect(try trial.sends() == after)
        }
    }

    @Test("a decided winner goes to those outside of the test, and to everybody after it")
    func winner() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [45, 45], picksWinner: true)
            try trial.patients(1...260)
            try practice.tick("2027-03-09T10:00")
            try trial.click("B", 50)
            try trial.click("A", 5)
            // Looking early decides nothing.
            #expect(try !trial.result("2027-03-12T10:00").isDecided)
            try practice.tick("2027-03-15T10:00")
            let result = try trial.result("2027-03-15T10:00")
            #expect(result.isDecided)
            #expect(result.counts.map(\.succeeded) == [5, 50])
            let rest = 260 - result.counts.map(\.reached).reduce(0, +)
            #expect(rest > 0)
            #expect(try trial.sends()["- SENT Shine B"] == rest)
            // What is clicked later changes nothing.
            try trial.click("A", 100)
            #expect(try trial.result("2027-03-20T10:00") == result)
        }
    }

    @Test("a tick that comes late counts what was opened and clicked before the end, and no more")
    func lateTick() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [50, 50])
            try trial.patients(1...8)
            try practice.tick("2027-03-09T10:00")
            for column in ["clicked_at", "opened_at"] {
                try practice.db.run("UPDATE send SET \(column) = '2027-03-15 15:00:00'")
                try practice.db.run("UPDATE send SET \(column) = '2027-03-15 14:59:59' ORDER BY id LIMIT 2")
            }
            try practice.tick("2027-03-15T10:30")
            let counts = try trial.result("2027-03-15T10:30").counts
            #expect(counts.map(\.reached).reduce(0, +) == 8)
            #expect(counts.map(\.succeeded).reduce(0, +) == 2)
            #expect(counts.map(\.opened).reduce(0, +) == 2)
        }
    }

    @Test("without an automatic winner the first arm goes on, however the test ends")
    func noWinner() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [45, 45])
            try trial.patients(1...260)
            try practice.tick("2027-03-09T10:00")
            try trial.click("B", 50)
            try practice.tick("2027-03-15T10:00")
            #expect(try trial.result("2027-03-15T10:00").isDecided)
            #expect(try trial.sends()["- SENT Shine B"] == nil)
            #expect(try trial.sends()["- SENT Shine A"] ?? 0 > 0)
        }
    }

    @Test("one at a set time needs a hundred recipients an arm, and is not over before its test")
    func scheduled() throws {
        try Practice.open { practice in
            let time = try #require(CivilDateTime("2027-03-10T10:00"))
            let trial = try Trial(practice, [50, 50], trigger: .scheduled(time), activates: false)
            try trial.patients(1...199)
            do {
                try practice.activate(trial.campaign, at: "2027-03-09T11:00")
                Issue.record("199 patients were enough")
            } catch let error as Practice.NotActivated {
                guard case .refused(let problems) = error.outcome else { throw error }
                #expect(problems.map(\.message).first?.contains("of the audience of 199") == true)
            }
            try trial.patients(200...200)
            try practice.activate(trial.campaign, at: "2027-03-09T11:00")
            func status(_ local: String) throws -> CampaignStatus? {
                try practice.tick(local)
                return try CampaignStore(practice.db).campaign(trial.campaign, in: practice.clinic.id)?.status
            }
            #expect(try status("2027-03-10T10:00") == .active)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE phase = 'SENT'") == 200)
            #expect(try status("2027-03-12T10:00") == .active)
            _ = try status("2027-03-15T10:00")
            #expect(try status("2027-03-15T10:01") == .completed)
        }
    }

    @Test("the holdout gets nothing, and the row says why")
    func holdout() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [40, 40], holdout: 20)
            try trial.patients(1...60)
            try practice.consents("P-1", false, at: "2027-03-09T10:00")
            try practice.tick("2027-03-09T10:00")
            let sends = try trial.sends()
            let held = sends["HOLDOUT SKIPPED HOLDOUT"] ?? 0
            #expect(held > 0)
            #expect(sends.values.reduce(0, +) == 60)
            let result = try trial.result("2027-03-10T10:00")
            #expect(result.counts.last?.arm == .holdout)
            // Whoever said no is in no arm's count, not in the holdout's either.
            #expect(result.counts.map(\.reached).reduce(0, +) == 59)
        }
    }

    @Test("a tick that is killed after the end has been counted is gone on with by the next")
    func killed() throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [10, 10])
            try trial.patients(1...30)
            try practice.tick("2027-03-09T10:00")
            let before = try practice.count("SELECT COUNT(*) AS n FROM send")
            let now = practice.at("2027-03-15T10:00")
            #expect(try ExperimentStore(practice.db).concludeNext(at: now) != nil)
            #expect(try ExperimentStore(practice.db).concludeNext(at: now) == nil)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM send") == before)
            try practice.tick("2027-03-15T10:01", [.experiments])
            try #expect(practice.count("SELECT COUNT(*) AS n FROM send") == 30)
            // Killed before it was noted that all are planned: the keys keep the second run from doubling any.
            _ = try practice.db.run("UPDATE experiment SET state = 'ended', last_patient_id = 0")
            try practice.tick("2027-03-15T10:02", [.experiments])
            try #expect(practice.count("SELECT COUNT(*) AS n FROM send") == 30)
        }
    }

    /// Lets a patient do what counts towards a goal.
    private func reach(_ goal: Experiment.Goal, _ number: Int, _ practice: Practice, at local: String) throws {
        let (patient, visit) = ("P-\(number)", "V-\(number)-\(goal)")
        switch goal {
        case .clicks: return
        case .bookings: try practice.visit(visit, of: patient, "2027-04-01T10:00", at: local)
        case .confirmations:
            try practice.visit(visit, of: patient, "2027-04-01T10:00", status: "confirmed", at: local)
        case .answers:
            let event = #"{"id":"\#(visit)","type":"SURVEY_ANSWERED","patient":"\#(patient)"}"#
            try practice.tell("events", "", event, at: local)
        }
    }

    @Test(
        "what a patient does after the message counts by its goal, not what was before it, after the end or else",
        arguments: [
            (Experiment.Goal.bookings, Experiment.Goal.answers), (.confirmations, .bookings),
            (.answers, .confirmations),
        ])
    func goals(goal: Experiment.Goal, other: Experiment.Goal) throws {
        try Practice.open { practice in
            let trial = try Trial(practice, [50, 50], goal: goal)
            try trial.patients(1...12)
            try reach(goal, 1, practice, at: "2027-03-09T09:00")
            try practice.tick("2027-03-09T10:00")
            try reach(goal, 2, practice, at: "2027-03-10T10:00")
            try reach(other, 3, practice, at: "2027-03-10T10:00")
            try reach(goal, 4, practice, at: "2027-03-15T10:00")
            try practice.tick("2027-03-16T10:00")
            #expect(try trial.result("2027-03-16T10:00").counts.map(\.succeeded).reduce(0, +) == 1)
        }
    }

    @Test("a confirmation counts only of the visit that the message was about")
    func ownVisit() throws {
        try Practice.open { practice in
            let trial = try Trial(
                practice, [50, 50], goal: .confirmations, trigger: .event(.appointmentBooked, rule: nil))
            try trial.patients(1...2)
            for number in 1...2 {
                try practice.visit("V-\(number)", of: "P-\(number)", "2027-04-01T10:00", at: "2027-03-09T10:00")
            }
            try practice.tick("2027-03-09T10:00")
            try reach(.confirmations, 1, practice, at: "2027-03-10T10:00")
            try practice.tell("appointments", "V-2", #"{"status":"confirmed"}"#, at: "2027-03-10T10:00")
            try practice.tick("2027-03-10T10:00")
            #expect(try trial.result("2027-03-10T11:00").counts.map(\.succeeded).reduce(0, +) == 1)
        }
    }

    @Test("ticks at once deal each household one arm and each patient one message, and at the end the rest theirs")
    func manyTicks() throws {
        try withDatabaseAddress { address in
            let practice = try Practice(Database(address))
            defer { try? FileManager.default.removeItem(at: practice.outbox) }  // a folder left behind harms nobody
            let trial = try Trial(practice, [30, 30])
            for family in 0..<20 {
                try trial.patients(3 * family + 1...3 * family + 3, email: "f\(family)@patients.example")
            }
            try practice.db.run("UPDATE clinic SET cap_messages = 0")
            try eightTicks(practice, address, at: "2027-03-09T10:00")
            try eightTicks(practice, address, at: "2027-03-15T10:00")
            try practice.tick("2027-03-15T10:00")
            let parts = try practice.db.rows(
                "SELECT COUNT(DISTINCT part) AS parts, COUNT(*) AS members FROM assignment GROUP BY household_id")
            #expect(parts.map { $0.int("parts") as Int } == Array(repeating: 1, count: 20))
            #expect(parts.map { $0.int("members") as Int } == Array(repeating: 3, count: 20))
            #expect(
                Set(try trial.sends().keys) == ["A DELIVERED Shine A", "B DELIVERED Shine B", "- SENT Shine A"])
            #expect(try practice.count("SELECT COUNT(DISTINCT patient_id) AS n FROM send WHERE wires = 1") == 60)
            #expect(try practice.copies() == 60)
        }
    }
}
