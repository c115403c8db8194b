import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// The three ways out of a pause, and taking it back (rules.md 5).
@Suite struct ResumeTests {
    private func life(_ course: Course) -> CampaignLife {
        CampaignLife(course.practice.db, revisions: RevisionStore(course.practice.db))
    }

    private func pause(_ course: Course, at local: String) throws {
        let practice = course.practice
        #expect(
            try life(course).pause(course.id, in: practice.clinic.id, by: .program, at: practice.at(local)) == .done)
    }

    private func resume(_ course: Course, _ missed: CampaignLife.Missed, at local: String) throws {
        let practice = course.practice
        #expect(
            try life(course).resume(
                course.id, missed, in: practice.clinic.id, by: .program, at: practice.at(local)) == .done)
    }

    private func status(_ course: Course) throws -> CampaignStatus? {
        try CampaignStore(course.practice.db).campaign(course.id, in: course.practice.clinic.id)?.status
    }

    @Test(
        "what fell due is skipped, sent where it is in time, or leaves later by the pause",
        arguments: [
            (
                CampaignLife.Missed.skip,
                ["SMS 2027-03-04T10:00 SKIPPED SKIPPED_AT_RESUME", "SMS 2027-03-19T15:00 READY"]
            ),
            (.send, ["SMS 2027-03-04T10:00 SENT", "SMS 2027-03-19T15:00 READY"]),
            (.shift, ["SMS 2027-03-06T10:00 READY", "SMS 2027-03-19T15:00 READY"]),
        ])
    func ways(missed: CampaignLife.Missed, sends: [String]) throws {
        try Course.open { course in
            try pause(course, at: "2027-03-02T16:00")
            try course.practice.tick("2027-03-04T10:00")
            #expect(try course.practice.sends()[1] == "SMS 2027-03-04T10:00 PARKED CAMPAIGN_PAUSED")
            let counts = try life(course).resumeCounts(
                of: course.id, in: course.practice.clinic.id, at: course.practice.at("2027-03-04T16:00"))
            #expect(counts.due == 1 && counts.inTime == 1 && counts.shifted == 1 && !counts.isShiftedAtLeast)
            try resume(course, missed, at: "2027-03-04T16:00")
            #expect(try status(course) == .active)
            try course.practice.tick("2027-03-04T16:00")
            #expect(try course.practice.sends().suffix(2) == sends)
        }
    }

    @Test("who came through during the pause is shifted too, and a message sent later by it goes once")
    func through() throws {
        try Course.open(withReminder: false) { course in
            try pause(course, at: "2027-03-02T16:00")
            try course.practice.tick("2027-03-04T10:00")
            #expect(try course.count("status = 'finished'", of: "enrollment") == 1)
            try resume(course, .shift, at: "2027-03-04T16:00")
            #expect(try course.count("status = 'running'", of: "enrollment") == 1)
            try course.practice.tick("2027-03-04T16:00")
            #expect(try course.practice.sends().last == "SMS 2027-03-06T10:00 READY")
            try course.practice.tick("2027-03-06T10:00")
            #expect(try course.practice.copies() == 2)
            #expect(try course.practice.tick("2027-03-06T10:01").isEmpty)
        }
    }

    @Test("who came through before a publication and begins anew goes by that, and nothing of theirs is held")
    func throughAndPublished() throws {
        try Course.open(withReminder: false) { course in
            let practice = course.practice
            try pause(course, at: "2027-03-02T16:00")
            try practice.tick("2027-03-04T10:00")
            try course.add("", course.wait("for 1 day"), at: "2027-03-04T11:00")
            try course.add("Last", course.send(2), at: "2027-03-04T11:00")
            try course.publish(at: "2027-03-04T11:00")
            try practice.tick("2027-03-04T11:01")
            try resume(course, .shift, at: "2027-03-04T16:00")
            try practice.tick("2027-03-06T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-06T10:00 SENT")
            try practice.tick("2027-03-07T10:00")
            #expect(try practice.sends().last == "SMS 2027-03-07T10:00 SENT")
            #expect(try practice.copies() == 3)
        }
    }

    @Test("a pause is shifted once, however often a resume is cut off, and the campaign runs when all are")
    func cutOff() throws {
        try Course.open { course in
            let practice = course.practice
            try pause(course, at: "2027-03-02T16:00")
            let now = practice.at("2027-03-04T16:00")
            try practice.db.run(
                "UPDATE campaign SET shift_until = ? WHERE id = ?",
                [.timestamp(now.microseconds), .int(course.id.rawValue)])
            #expect(try status(course) == .paused)
            guard
                case .refused = try life(course).resume(
                    course.id, .skip, in: practice.clinic.id, by: .program, at: now)
            else {
                Issue.record("a resume that is under way was overtaken")
                return
            }
            try practice.tick("2027-03-04T16:05")
            #expect(try status(course) == .active)
            // By the pause up to the resume, not up to the tick.
            #expect(try practice.sends()[1] == "SMS 2027-03-06T10:00 READY")
            try pause(course, at: "2027-03-05T10:00")
            try resume(course, .shift, at: "2027-03-05T12:00")
            #expect(try practice.sends()[1] == "SMS 2027-03-06T12:00 READY")
        }
    }

    @Test("a message that was parked leaves at its visit's new time, not at the resume")
    func movedWhileParked() throws {
        try Course.open { course in
            let practice = course.practice
            try practice.tick("2027-03-04T10:00")
            try pause(course, at: "2027-03-19T14:00")
            try practice.tick("2027-03-19T15:00")
            #expect(try practice.sends().last == "SMS 2027-03-19T15:00 PARKED CAMPAIGN_PAUSED")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-29T15:00"}"#, at: "2027-03-19T15:30")
            try resume(course, .send, at: "2027-03-19T16:00")
            try practice.tick("2027-03-19T16:00")
            #expect(try practice.sends().last == "SMS 2027-03-28T15:00 READY")
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a message that was parked is skipped when its visit moves so near that its time has passed")
    func movedAheadWhileParked() throws {
        try Course.open { course in
            let practice = course.practice
            try practice.tick("2027-03-04T10:00")
            try pause(course, at: "2027-03-19T14:00")
            try practice.tick("2027-03-19T15:00")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-20T14:30"}"#, at: "2027-03-19T15:30")
            #expect(try practice.sends().contains("SMS 2027-03-19T15:00 SKIPPED PAST_WHEN_PLANNED"))
            try resume(course, .send, at: "2027-03-19T15:40")
            try practice.tick("2027-03-19T15:40")
            #expect(try practice.copies() == 2)
        }
    }

    @Test("a shifted plan outlives a moved visit")
    func movedAfterwards() throws {
        try Course.open { course in
            let practice = course.practice
            try pause(course, at: "2027-03-02T16:00")
            try resume(course, .shift, at: "2027-03-03T16:00")
            try practice.tell("appointments", "A-1", #"{"startsAt":"2027-03-22T15:00"}"#, at: "2027-03-03T17:00")
            #expect(
                try practice.sends().suffix(2) == ["SMS 2027-03-05T10:00 READY", "SMS 2027-03-21T15:00 READY"])
        }
    }

    @Test("a pause taken back within ten minutes has not been: what came in meanwhile is taken up, late or not")
    func undo() throws {
        try Practice.open { practice in
            let made = practice.at("2027-03-01T08:00")
            let id = try CampaignStore(practice.db).create(
                CampaignHead(name: "Offer", type: .marketing), trigger: .event(.appointmentBooked, rule: nil),
                in: practice.clinic.id, by: .program, at: made)
            let template = try MessageTemplateStore(practice.db).create(
                MessageDraft(name: "Offer", channel: .email, language: "en", subject: "Offer", body: "Come in."),
                in: practice.clinic.id, by: .program, at: made)
            _ = try StepStore(practice.db).add(
                name: "Offer", .send(SendStep(channel: .email, template: template)), at: .end(of: .main), to: id,
                in: practice.clinic.id, by: .program, at: made)
            // Booked before the campaign began: no pause of that makes it new.
            try practice.patient("P-1", age: 30, at: "2027-03-01T07:00")
            try practice.visit("A-0", of: "P-1", "2027-03-19T15:00", at: "2027-03-01T07:00")
            try practice.tick("2027-03-01T07:00")
            try practice.activate(id, at: "2027-03-01T08:00")
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            let pausedAt = practice.at("2027-03-01T10:00")
            #expect(try life.pause(id, in: practice.clinic.id, by: .program, at: pausedAt) == .done)
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:02")
            try practice.tick("2027-03-01T10:02")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 0)
            let back = practice.at("2027-03-01T10:05")
            #expect(try life.undoPause(id, in: practice.clinic.id, by: .program, at: back) == .done)
            try practice.tick("2027-03-01T10:06")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
            try practice.tick("2027-03-01T10:07")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
        }
    }

    @Test("a time that came while a pause lasted that is taken back is kept")
    func undoOccurrence() throws {
        try Practice.open { practice in
            let id = try practice.offer(on: "2027-03-08T10:02", body: "Come in.", made: "2027-03-01T08:00")
            try practice.patient("P-1", age: 30)
            let life = CampaignLife(practice.db, revisions: RevisionStore(practice.db))
            _ = try life.pause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-08T10:00"))
            try practice.tick("2027-03-08T10:03")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM occurrence WHERE state = 'missed'") == 1)
            _ = try life.undoPause(id, in: practice.clinic.id, by: .program, at: practice.at("2027-03-08T10:05"))
            try practice.tick("2027-03-08T10:06")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM enrollment") == 1)
        }
    }
}
