import CivilTime
import Testing

@testable import Campaigns

/// The order of rules.md 4: each question alone makes the difference.
@Suite struct EligibilityTests {
    private static let now = "2027-03-14T10:00"

    private static func question(
        _ type: CampaignType = .reminder, _ change: (inout SendQuestion) -> Void = { _ in }
    ) -> SendQuestion {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", type: type)
        let planned = story.itinerary.sends[1]
        var facts = story.facts
        facts.consents.record(
            Consents.Answer(granted: true, at: story.instant("2027-01-01T10:00"), source: .intake),
            for: Consents.Key(contact: SampleFacts.mother.id, subject: .marketing, channel: .sms))
        var question = SendQuestion(
            campaignStatus: .active, terms: story.terms, enrollment: story.enrollment, facts: facts,
            send: WaitingSend(
                step: planned.step.id, channel: .sms, contact: SampleFacts.mother.id, point: ID(22), version: 1,
                wait: planned.wait, plannedAt: planned.plannedAt, dueAt: planned.dueAt))
        change(&question)
        return question
    }

    private static func at(_ local: String) -> Instant { ReminderStory().instant(local) }

    @Test("everything in order, it is sent")
    func sends() {
        #expect(Self.question().verdict(at: Self.at(Self.now)) == .send)
        #expect(Self.question(.marketing).verdict(at: Self.at(Self.now)) == .send)
    }

    @Test("a held clinic and a paused campaign park, an ended one skips")
    func standsStill() {
        let now = Self.at(Self.now)
        #expect(Self.question { $0.facts.clinic.isHeld = true }.verdict(at: now) == .park(.clinicHeld))
        #expect(Self.question { $0.campaignStatus = .paused }.verdict(at: now) == .park(.campaignPaused))
        #expect(Self.question { $0.campaignStatus = .archived }.verdict(at: now) == .skip(.campaignEnded))
        #expect(Self.question { $0.enrollment.status = .ended }.verdict(at: now) == .skip(.enrollmentEnded))
    }

    @Test(
        "a visit that no longer stands takes its reminders along",
        arguments: [
            (AppointmentStatus.cancelled, Reason.visitCancelled), (.noShow, .visitMissed),
            (.completed, .visitCompleted),
            (.enteredInError, .visitCancelled), (.arrived, .visitCompleted),
        ])
    func visitGone(status: AppointmentStatus, reason: Reason) {
        let question = Self.question { $0.facts.appointments[0].status = status }
        #expect(question.verdict(at: Self.at(Self.now)) == .skip(reason))
    }

    @Test(
        "marketing holds to its audience, care where it asks again, reminders never",
        arguments: [
            (CampaignType.marketing, false, true), (.followUp, false, false), (.followUp, true, true),
            (.survey, true, true), (.reminder, true, false),
        ])
    func audience(type: CampaignType, asks: Bool, isHeld: Bool) {
        let leaves = [Rule.not(.everybody), .everybody].map { audience in
            Self.question(type) {
                $0.terms.audience = audience
                $0.terms.asksAudienceAgain = asks
            }.verdict(at: Self.at(Self.now))
        }
        #expect(leaves == [isHeld ? .skip(.notInAudience) : .send, .send])
        let excluded = Self.question(type) {
            $0.terms.exclusions = .everybody
            $0.terms.asksAudienceAgain = asks
        }
        #expect(excluded.verdict(at: Self.at(Self.now)) == (isHeld ? .skip(.notInAudience) : .send))
    }

    @Test(
        "a tick that comes late finds the next opening within the limit of the wait's own time, or none",
        arguments: [
            ("2027-03-16T12:00", "09:00", true), ("2027-03-16T12:00", "10:00", true),
            ("2027-03-16T12:00", "10:15", false), ("2027-03-16T09:30", "09:45", false),
        ])
    func lateSecondTry(visit: String, opens: String, goes: Bool) {
        // Four hours before is 08:00, or 05:30: shifted back to the evening before, and found by no tick until 19:30.
        let story = ReminderStory(visit: visit, booked: "2027-03-01T10:00", waits: ["4 hours before appointment"])
        var facts = story.facts
        facts.clinic.careHours = OpeningHours(from: ClockTime(opens)!, to: ClockTime("19:00")!)!
        let planned = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant("2027-03-01T10:00")
        ).sends[1]
        #expect(story.local(planned.plannedAt) == "2027-03-15T18:45")
        let question = SendQuestion(
            campaignStatus: .active, terms: story.terms, enrollment: story.enrollment, facts: facts,
            send: WaitingSend(planned))
        let opening = story.instant("2027-03-16T\(opens)")
        #expect(
            question.verdict(at: story.instant("2027-03-15T19:30"))
                == (goes ? .hold(until: opening, .outsideWindow) : .skip(.noWindowBeforeVisit)))
    }

    @Test("a row of an older schedule does not leave")
    func olderVersion() {
        #expect(
            Self.question { $0.enrollment.scheduleVersion = 2 }.verdict(at: Self.at(Self.now)) == .skip(.visitMoved))
    }

    @Test(
        "a row of an older schedule was moved by a date where no visit moved it",
        arguments: [
            (VisitRelation.none, false, Reason.dateMoved), (.none, true, .visitMoved), (.before, false, .visitMoved),
        ])
    func olderByDate(relation: VisitRelation, isReopened: Bool, reason: Reason) {
        let question = Self.question {
            $0.enrollment.scheduleVersion = 2
            $0.enrollment.reopenedAt = isReopened ? Self.at(Self.now) : nil
            $0.send.wait.visitRelation = relation
        }
        #expect(question.verdict(at: Self.at(Self.now)) == .skip(reason))
    }

    @Test(
        "lateness is measured to the minute",
        arguments: [
            ("2027-03-14T12:00", true), ("2027-03-14T12:01", false),
        ])
    func late(now: String, goes: Bool) {
        let question = Self.question { $0.send.dueAt = Self.at("2027-03-14T10:00") }
        #expect((question.verdict(at: Self.at(now)) == .send) == goes)
    }

    @Test("no reminder leaves once the visit has started, however late it may be")
    func visitStarted() {
        let question = Self.question { $0.send.dueAt = Self.at("2027-03-16T09:59") }
        #expect(question.verdict(at: Self.at("2027-03-16T09:59")) == .send)
        #expect(question.verdict(at: Self.at("2027-03-16T10:00")) == .skip(.visitInPast))
    }

    @Test(
        "who may not be written to is not",
        arguments: [
            (PatientStatus.deceased, Reason.patientDeceased), (.inactive, .patientInactive),
        ])
    func patientGone(status: PatientStatus, reason: Reason) {
        let question = Self.question { $0.facts.patient.status = status }
        #expect(question.verdict(at: Self.at(Self.now)) == .skip(reason))
    }

    @Test("an address that opted out, or receives no longer, hears nothing")
    func addressGone() {
        let now = Self.at(Self.now)
        #expect(
            Self.question { $0.facts.consents.suppress(ID(22), scope: .all) }.verdict(at: now) == .skip(.suppressed))
        #expect(Self.question { $0.facts.consents.suppress(ID(22), scope: .marketing) }.verdict(at: now) == .send)
        #expect(
            Self.question(.marketing) { $0.facts.consents.suppress(ID(22), scope: .marketing) }.verdict(at: now)
                == .skip(.suppressed))
        #expect(
            Self.question { $0.facts.circle.members[0].receivesCare = false }.verdict(at: now)
                == .skip(.noLongerReceives))
    }

    @Test("marketing needs a yes; care needs no no, and a reminder none to reminders either")
    func consent() {
        let now = Self.at(Self.now)
        func saying(_ granted: Bool, _ subject: Consents.Subject, _ type: CampaignType) -> Verdict {
            Self.question(type) {
                $0.facts.consents = Consents()
                $0.facts.consents.record(
                    Consents.Answer(granted: granted, at: now, source: .person),
                    for: Consents.Key(contact: SampleFacts.mother.id, subject: subject, channel: .sms))
            }.verdict(at: now)
        }
        #expect(saying(true, .care, .marketing) == .skip(.noConsent))
        #expect(saying(true, .marketing, .marketing) == .send)
        #expect(saying(false, .care, .reminder) == .skip(.noConsent))
        #expect(saying(false, .reminder, .reminder) == .skip(.noConsent))
        #expect(saying(false, .reminder, .followUp) == .send)
        #expect(saying(false, .marketing, .reminder) == .send)
    }

    @Test(
        "the cap holds while it frees within 72 hours, and else skips",
        arguments: [
            (6, Verdict.hold(until: SampleFacts.instant("2027-03-15T05:00Z"), .overCap)),
            (4, .hold(until: SampleFacts.instant("2027-03-17T05:00Z"), .overCap)),
            (3, .skip(.overCap)), (7, .send),
        ])
    func cap(daysAgo: Int, verdict: Verdict) {
        let today = ReminderStory().zone.civil(at: Self.at(Self.now)).date
        for path in [\SendQuestion.patientMarketingDays, \.pointMarketingDays] {
            let question = Self.question(.marketing) { $0[keyPath: path] = [today.adding(days: -daysAgo)] }
            #expect(question.verdict(at: Self.at(Self.now)) == verdict)
        }
    }

    @Test(
        "the 72 hours within which the cap must free are counted to the minute",
        arguments: [("2027-03-15T00:00", true), ("2027-03-14T23:59", false)])
    func longestCapHold(now: String, holds: Bool) throws {
        let day = try #require(CivilDate("2027-03-11"))
        let question = Self.question(.marketing) {
            $0.send.dueAt = Self.at("2027-03-15T00:00")
            $0.patientMarketingDays = [day]
        }
        let held = Verdict.hold(until: Self.at("2027-03-18T00:00"), .overCap)
        #expect(question.verdict(at: Self.at(now)) == (holds ? held : .skip(.overCap)))
    }

    @Test("who has still to move to a newer revision waits a minute, and a step that is gone sends nothing")
    func newerRevision() {
        let now = Self.at(Self.now)
        func verdict(_ change: (inout SendQuestion) -> Void) -> Verdict {
            Self.question {
                $0.awaitsRevision = true
                change(&$0)
            }.verdict(at: now)
        }
        #expect(verdict { _ in } == .hold(until: now.adding(minutes: 1), .revisionPending))
        #expect(verdict { $0.send.step = ID(999) } == .hold(until: now.adding(minutes: 1), .revisionPending))
        #expect(verdict { $0.campaignStatus = .paused } == .park(.campaignPaused))
        #expect(verdict { $0.enrollment.status = .ended } == .skip(.enrollmentEnded))
        #expect(Self.question { $0.send.step = ID(999) }.verdict(at: now) == .skip(.stepRemoved))
    }

    @Test("who is held out waits for the window like everybody else")
    func holdout() {
        func verdict(_ local: String) -> Verdict {
            Self.question {
                $0.send.dueAt = Self.at(local)
                $0.send.arm = .holdout
                $0.send.wait.visitRelation = .none
            }.verdict(at: Self.at(local))
        }
        #expect(verdict("2027-03-14T20:59") == .skip(.holdout))
        #expect(verdict("2027-03-14T21:00") == .hold(until: Self.at("2027-03-15T07:00"), .outsideWindow))
    }

    @Test("a cap of 0 is off, and care knows none")
    func noCap() {
        let today = ReminderStory().zone.civil(at: Self.at(Self.now)).date
        let off = Self.question(.marketing) {
            $0.facts.clinic.cap.messages = 0
            $0.patientMarketingDays = [today]
        }
        #expect(off.verdict(at: Self.at(Self.now)) == .send)
        #expect(Self.question { $0.patientMarketingDays = [today] }.verdict(at: Self.at(Self.now)) == .send)
    }

    @Test("outside its window it is held until the next opening")
    func window() {
        let question = Self.question {
            $0.send.dueAt = Self.at("2027-03-14T22:00")
            $0.send.wait.visitRelation = .none
        }
        #expect(
            question.verdict(at: Self.at("2027-03-14T22:00"))
                == .hold(until: Self.at("2027-03-15T07:00"), .outsideWindow))
    }

    @Test("a reminder that waits for a confirmation is skipped once the visit is confirmed")
    func confirmed() {
        let question = Self.question {
            $0.send.isOnlyUntilConfirmed = true
            $0.facts.appointments[0].confirmedAt = Self.at("2027-03-02T10:00")
        }
        #expect(question.verdict(at: Self.at(Self.now)) == .skip(.confirmed))
    }

    @Test("a move of the visit leaves alone what comes before its first wait")
    func openingVersion() {
        let now = Self.at(Self.now)
        func verdict(opening: Int, schedule: Int) -> Verdict {
            Self.question {
                $0.send.wait.isOpening = true
                $0.enrollment.openingVersion = opening
                $0.enrollment.scheduleVersion = schedule
            }.verdict(at: now)
        }
        #expect(verdict(opening: 1, schedule: 2) == .send)
        #expect(verdict(opening: 2, schedule: 1) == .skip(.visitMoved))
    }

    @Test("while the visit is not confirmed, a reminder that waits for a confirmation is sent")
    func unconfirmed() {
        #expect(Self.question { $0.send.isOnlyUntilConfirmed = true }.verdict(at: Self.at(Self.now)) == .send)
    }

    @Test("a row for nobody says so, and one for another address than those that receive too")
    func nobody() {
        let now = Self.at(Self.now)
        #expect(Self.question { $0.send.point = nil }.verdict(at: now) == .skip(.noRecipient))
        #expect(Self.question { $0.send.point = ID(99) }.verdict(at: now) == .skip(.noLongerReceives))
    }

    @Test("the window is that of the contact's clocks, where they are recorded")
    func contactZone() {
        let now = Self.at("2027-03-14T07:30")
        func verdict(_ zone: Zone?) -> Verdict {
            Self.question {
                $0.send.dueAt = now
                $0.facts.circle.members[0].contact.zone = zone
            }.verdict(at: now)
        }
        #expect(verdict(nil) == .send)
        #expect(verdict(Zone("America/Denver")) == .hold(until: Self.at("2027-03-14T08:00"), .outsideWindow))
    }

    @Test(
        "what is for a visit is not held until that has started, and what is for no visit is",
        arguments: [
            ("2027-03-15T07:01", VisitRelation.before, true), ("2027-03-15T07:00", .before, false),
            ("2027-03-15T06:00", .none, true),
        ])
    func windowAfterVisit(visit: String, relation: VisitRelation, holds: Bool) {
        let now = Self.at("2027-03-14T22:00")
        let question = Self.question(.followUp) {
            $0.send.dueAt = now
            $0.send.wait.visitRelation = relation
            $0.send.wait.expression = ReminderStory.wait("2 hours before appointment").expression
            $0.facts.appointments[0].startsAt = Self.at(visit)
        }
        let held = Verdict.hold(until: Self.at("2027-03-15T07:00"), .outsideWindow)
        #expect(question.verdict(at: now) == (holds ? held : .skip(.noWindowBeforeVisit)))
    }

    @Test(
        "weekly marketing on the same weekday goes each week, also across a clock change",
        arguments: [
            ("2027-03-15", "2027-03-08"), ("2027-11-08", "2027-11-01"),
        ])
    func weekly(today: String, before: String) throws {
        let day = try #require(CivilDate(today))
        let last = try #require(CivilDate(before))
        #expect(FrequencyCap().nextFreeDay(from: day, taken: [last]) == day)
        #expect(FrequencyCap().nextFreeDay(from: day.adding(days: -1), taken: [last]) == day)
    }
}
