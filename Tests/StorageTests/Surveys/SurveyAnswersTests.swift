import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

/// Answers to surveys, each once, and what they come to.
@Suite struct SurveyAnswersTests {
    private static let now = SampleRows.instant("2027-03-08T18:00Z")

    private func answer(_ rows: SampleRows, _ clinic: ID<Clinic>, _ key: String, _ score: Int, at now: Instant) throws
        -> ID<Patient>
    {
        let patient = try rows.patient(key, in: clinic)
        let send = try rows.invite(patient, in: clinic, at: now)
        let answers = SurveyAnswers(rows.db)
        let asked = try #require(try answers.asked(by: send, in: clinic))
        #expect(!asked.isAnswered)
        let reply = SurveyReply(score: score, answers: [2: .number(4), 3: .words("Thanks")], language: "en")
        #expect(try answers.answer(asked, reply, at: now))
        return patient
    }

    @Test("an invitation is answered once: the first answer stands, with one event")
    func once() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try SurveyStore(db).create(.standard, in: clinic, by: .program, at: Self.now)
            let patient = try rows.patient("P-1", in: clinic)
            let send = try rows.invite(patient, in: clinic, at: Self.now)
            let answers = SurveyAnswers(db)
            let asked = try #require(try answers.asked(by: send, in: clinic))
            let first = SurveyReply(score: 3, answers: [3: .words("Too long a wait")], language: "en")
            #expect(try answers.answer(asked, first, at: Self.now))
            #expect(try !answers.answer(asked, SurveyReply(score: 10, answers: [:], language: "en"), at: Self.now))
            #expect(try answers.asked(by: send, in: clinic)?.isAnswered == true)
            #expect(try rows.count("event", where: "type = 'SURVEY_ANSWERED'") == 1)
            #expect(try rows.count("survey_response", where: "score = 3 AND is_low = TRUE") == 1)
            let facts = try #require(try FactsStore(db).facts(of: patient, in: ClinicStore(db).clinic(clinic)!))
            #expect(facts.lastSurvey == SurveyAnswer(score: 3, answeredAt: Self.now))
            #expect(try answers.asked(by: send, in: rows.clinic("Elsewhere")) == nil)
        }
    }

    @Test("a low score waits for a person until somebody has seen to it")
    func low() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try SurveyStore(db).create(.standard, in: clinic, by: .program, at: Self.now)
            _ = try answer(rows, clinic, "P-1", 6, at: Self.now)
            _ = try answer(rows, clinic, "P-2", 7, at: Self.now)
            let scores = LowScores(db)
            let waiting = try scores.waiting(in: clinic, limit: 10)
            #expect(waiting.map(\.score) == [6] && waiting.map(\.words) == ["Thanks"])
            #expect(try scores.count(in: clinic) == 1)
            let staff = try #require(
                try StaffStore(db).add(
                    name: "Ana", email: "ana@x.example", passwordHash: "none", role: .frontDesk, in: clinic,
                    at: Self.now))
            #expect(try !scores.finish(waiting[0].id, in: rows.clinic("Elsewhere"), by: staff, at: Self.now))
            #expect(try scores.finish(waiting[0].id, in: clinic, by: staff, at: Self.now))
            #expect(try scores.finish(waiting[0].id, in: clinic, by: staff, at: Self.now))
            #expect(try scores.count(in: clinic) == 0)
            #expect(try rows.count("audit_log", where: "noun = 'survey_response'") == 1)
        }
    }

    @Test("a period's answers are counted beside those of the one before, by the clinic's days")
    func counted() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let survey = try SurveyStore(db).create(.standard, in: clinic, by: .program, at: Self.now)
            let zone = try ClinicStore(db).clinic(clinic)!.zone
            // Midnight in Chicago is 06:00Z: the first is of 7 March, the next of the 8th, the last of the 9th.
            for (key, score, time) in [
                ("P-1", 3, "2027-03-08T05:59Z"), ("P-2", 9, "2027-03-08T06:00Z"), ("P-3", 10, "2027-03-09T05:59Z"),
                ("P-4", 0, "2027-03-09T06:00Z"),
            ] {
                _ = try answer(rows, clinic, key, score, at: SampleRows.instant(time))
            }
            let results = SurveyResults(db, in: clinic, zone: zone)
            let day = try #require(Period(from: CivilDate("2027-03-08")!, to: CivilDate("2027-03-08")!))
            let counts = try results.counts(of: survey, over: day)
            #expect(counts.now.scores == [9: 1, 10: 1] && counts.before.scores == [3: 1])
            #expect(counts.now.numbers == [2: [4: 2]] && counts.before.numbers == [2: [4: 1]])
            #expect(counts.now.invitations == 2 && counts.before.invitations == 1)
            #expect(try results.comments(on: survey, over: day, limit: 10).map(\.score) == [10, 9])
            let responses = try results.responses(to: survey, over: day, limit: 10)
            #expect(responses.map(\.score) == [9, 10])
            #expect(responses[0].answers == [2: .number(4), 3: .words("Thanks")])
        }
    }
}
