import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// What is explained is what the ticks do.
@Suite struct ExplainTests {
    private func explanation(
        _ campaign: ID<Campaign>, of patient: String = "P-1", in practice: Practice, at local: String
    ) throws -> CampaignExplanation {
        let revisions = RevisionStore(practice.db)
        let id = try #require(
            try PatientStore(practice.db, revisions: revisions).id(ofExternalID: patient, in: practice.clinic.id))
        let facts = try #require(try FactsStore(practice.db).facts(of: id, in: practice.clinic))
        let found = try #require(try CampaignStore(practice.db).campaign(campaign, in: practice.clinic.id))
        return CampaignExplanation(
            answering: try ExplainStore(practice.db, revisions: revisions)
                .question(found, facts: facts, at: practice.at(local)))
    }

    private func times(_ practice: Practice, _ local: String) -> Times {
        Times(zone: practice.clinic.zone, now: practice.at(local))
    }

    @Test("what is told to come is what the ticks then send, at that minute and to that person")
    func foretold() throws {
        try Practice.open { practice in
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-08T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-16T15:00", at: "2027-03-09T10:02")
            try practice.tick("2027-03-09T10:03")
            let told = try explanation(campaign, in: practice, at: "2027-03-09T10:05")
            #expect(
                told.beginnings[0].sentence(times(practice, "2027-03-09T10:05"))
                    == "Began on Tue 9 Mar, 10:02, by “An appointment is booked”: the adjustment on Tue 16 Mar, 15:00."
            )
            let sends = told.ways[0].steps.flatMap(\.sends)
            let foretold = sends.filter { if case .expected(.send, _) = $0.state { true } else { false } }
            #expect(foretold.count == 2)
            for minute in ["2027-03-14T14:59", "2027-03-14T15:00", "2027-03-16T07:59", "2027-03-16T08:00"] {
                try practice.tick(minute)
            }
            let after = try explanation(campaign, in: practice, at: "2027-03-16T08:05").ways[0].steps.flatMap(\.sends)
            for send in foretold {
                let same = try #require(after.first { $0.id == send.id })
                guard case .sent(let at, _) = same.state else {
                    Issue.record("\(same.state)")
                    continue
                }
                #expect(at == send.leavesAt)
                #expect(same.recipient == send.recipient)
            }
        }
    }

    @Test("the second offer in a week names the first, the day on which it went, and when one more may go")
    func cap() throws {
        try Practice.open { practice in
            try practice.patient("P-1", age: 40, at: "2027-03-01T09:00")
            try practice.consents("P-1", true, at: "2027-03-01T09:00")
            _ = try practice.offer("Whitening", on: "2027-03-08T10:00", body: "Come.", made: "2027-03-02T09:00")
            let second = try practice.offer(
                "Retainers", on: "2027-03-09T10:00", body: "Come.", made: "2027-03-02T09:00")
            for minute in ["2027-03-08T10:00", "2027-03-08T10:01", "2027-03-09T10:00", "2027-03-09T10:01"] {
                try practice.tick(minute)
            }
            let told = try explanation(second, in: practice, at: "2027-03-09T12:00")
            let sentences = told.ways[0].steps.flatMap(\.sends).map { $0.sentence(times(practice, "2027-03-09T12:00")) }
            #expect(
                sentences == [
                    "Not sent: reached 1 of 1 marketing messages this week (Mon 8 Mar, ‘Whitening’). Next possible: Mon 15 Mar, 09:00."
                ])
            #expect(told.beginnings.map(\.outcome).count == 1)
        }
    }

    @Test("whoever is not enrolled is told the rule that left them out, and a draft what would come")
    func notEnrolled() throws {
        try Practice.open { practice in
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-08T09:00")
            let told = try explanation(campaign, in: practice, at: "2027-03-09T10:05")
            #expect(told.beginnings.map(\.outcome) == [.never])
            #expect(!told.isEnrolled)
            let draft = try GalleryStore(practice.db).use(
                .newPatientWelcome, in: practice.clinic.id, by: .program, at: practice.at("2027-03-01T08:00"))
            let would = try explanation(draft, in: practice, at: "2027-03-09T10:05")
            #expect(would.beginnings.map(\.outcome) == [.refused(.status(.draft))])
            #expect(would.ways.map(\.isExpected) == [true])
        }
    }

    @Test("a visit that was cancelled, and booked again, tells of both plans")
    func rebooked() throws {
        try Practice.open { practice in
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-08T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-16T15:00", at: "2027-03-09T10:02")
            try practice.tick("2027-03-09T10:03")
            try practice.visit("A-1", of: "P-1", "2027-03-16T15:00", status: "cancelled", at: "2027-03-10T09:00")
            let cancelled = try explanation(campaign, in: practice, at: "2027-03-10T09:01")
            let sentences = cancelled.ways[0].steps.flatMap(\.sends)
                .map { $0.sentence(times(practice, "2027-03-10T09:01")) }
            #expect(
                sentences.filter { $0 == "Not sent: the adjustment on Tue 16 Mar, 15:00 was cancelled." }.count == 2)
            try practice.visit("A-1", of: "P-1", "2027-03-16T15:00", at: "2027-03-11T09:00")
            let again = try explanation(campaign, in: practice, at: "2027-03-11T09:01").ways[0]
            #expect(
                again.steps.flatMap(\.sends).compactMap(\.leavesAt).filter { $0 > practice.at("2027-03-11T09:01") }
                    .count == 2)
        }
    }

    @Test("explaining writes nothing")
    func readOnly() throws {
        try Practice.open { practice in
            let campaign = try practice.start(.appointmentReminders, at: "2027-03-01T08:00")
            try practice.patient("P-1", at: "2027-03-08T09:00")
            try practice.visit("A-1", of: "P-1", "2027-03-16T15:00", at: "2027-03-09T10:02")
            try practice.tick("2027-03-09T10:03")
            let before = try Checksums(practice.db)
            _ = try explanation(campaign, in: practice, at: "2027-03-09T10:05")
            #expect(try Checksums(practice.db) == before)
        }
    }
}
