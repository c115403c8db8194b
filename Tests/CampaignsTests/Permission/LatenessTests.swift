import CivilTime
import Testing

@testable import Campaigns

/// When a message is too late, or was held too long (rules.md 3.2), and who hears it (rules.md 4).
@Suite struct LatenessTests {
    private static func at(_ local: String) -> Instant { ReminderStory().instant(local) }

    /// The message after the only wait of a story.
    private static func question(
        _ wait: String, type: CampaignType, ifPast: Wait.IfPast = .skip,
        _ change: (inout SendQuestion) -> Void = { _ in }
    ) -> SendQuestion {
        let story = ReminderStory(
            visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: [wait], ifPast: ifPast, type: type)
        let planned = story.itinerary.sends[1]
        var question = SendQuestion(
            campaignStatus: .active, terms: story.terms, enrollment: story.enrollment, facts: story.facts,
            send: WaitingSend(
                step: planned.step.id, channel: .sms, contact: SampleFacts.mother.id, point: ID(22), version: 1,
                wait: planned.wait, plannedAt: planned.plannedAt, dueAt: planned.dueAt))
        change(&question)
        return question
    }

    @Test(
        "reminders may be two hours late and others a day, unless the clinic says otherwise",
        arguments: [
            (CampaignType.reminder, 120), (.followUp, 1440), (.survey, 1440),
        ])
    func limits(type: CampaignType, minutes: Int) {
        let due = Self.at("2027-03-13T10:00")
        let question = Self.question("72 hours before appointment", type: type) {
            $0.send.dueAt = due
            $0.facts.clinic.careHours = .allDay
        }
        #expect(question.verdict(at: due.adding(minutes: minutes)) == .send)
        #expect(question.verdict(at: due.adding(minutes: minutes).adding(seconds: 1)) == .skip(.tooLate))
        var strict = question
        strict.facts.clinic.lateness = LatenessLimits(reminderMinutes: 30, otherMinutes: 30)
        #expect(strict.verdict(at: due.adding(minutes: 30)) == .send)
        #expect(strict.verdict(at: due.adding(minutes: 31)) == .skip(.tooLate))
    }

    @Test(
        "what comes from a wait before or on the day of a visit never goes once it has started, whatever its type",
        arguments: [
            "15 minutes before appointment", "morning of appointment", "day of appointment at 09:45",
        ])
    func started(wait: String) {
        for type in [CampaignType.followUp, .survey] {
            for ifPast in Wait.IfPast.allCases {
                let question = Self.question(wait, type: type, ifPast: ifPast)
                #expect(question.verdict(at: Self.at("2027-03-16T09:59")) == .send)
                #expect(question.verdict(at: Self.at("2027-03-16T10:00")) == .skip(.tooLate))
            }
        }
        let after = Self.question("1 hour after appointment", type: .followUp)
        #expect(after.verdict(at: Self.at("2027-03-16T11:00")) == .send)
    }

    @Test("held for seven days in all, it goes no more")
    func heldTooLong() {
        let now = Self.at("2027-03-14T10:00")
        let week = 7 * 24 * 3600
        #expect(
            Self.question("48 hours before", type: .reminder) { $0.send.heldSeconds = week }.verdict(at: now) == .send)
        #expect(
            Self.question("48 hours before", type: .reminder) { $0.send.heldSeconds = week + 1 }.verdict(at: now)
                == .skip(.heldTooLong))
    }

    @Test("the first question that fails gives the reason")
    func order() {
        let now = Self.at("2027-03-14T10:00")
        let story = ReminderStory()
        var question = Self.question("48 hours before", type: .followUp) {
            $0.terms.purpose = .marketing
            $0.terms.audience = .test(FieldTest(field: .tag, op: .equal, value: .text("nobody")))
            $0.patientMarketingDays = [story.zone.civil(at: now).date]
            $0.facts.clinic.isHeld = true
            $0.campaignStatus = .completed
            $0.enrollment.status = .ended
            $0.facts.appointments[0].status = .cancelled
            $0.send.heldSeconds = 8 * 86_400
            $0.facts.patient.status = .deceased
            $0.facts.circle.members[0].receivesMarketing = false
            $0.facts.consents.suppress(ID(22), scope: .all)
        }
        let mending: [(Verdict, (inout SendQuestion) -> Void)] = [
            (.park(.clinicHeld), { $0.facts.clinic.isHeld = false }),
            (.skip(.campaignEnded), { $0.campaignStatus = .active }),
            (.skip(.enrollmentEnded), { $0.enrollment.status = .running }),
            (.skip(.visitCancelled), { $0.facts.appointments[0].status = .booked }),
            (.skip(.heldTooLong), { $0.send.heldSeconds = 0 }),
            (.skip(.notInAudience), { $0.terms.audience = .everybody }),
            (.skip(.noLongerReceives), { $0.facts.circle.members[0].receivesMarketing = true }),
            (.skip(.patientDeceased), { $0.facts.patient.status = .active }),
            (.skip(.suppressed), { $0.facts.consents = Consents() }),
            (
                .skip(.noConsent),
                {
                    let yes = Consents.Answer(granted: true, at: now, source: .person)
                    $0.facts.consents.record(
                        yes, for: Consents.Key(contact: ID(2), subject: .marketing, channel: .sms))
                }
            ),
            (.skip(.overCap), { $0.patientMarketingDays = [] }),
        ]
        for (verdict, mend) in mending {
            #expect(question.verdict(at: now) == verdict)
            mend(&question)
        }
        #expect(question.verdict(at: now) == .send)
    }

    @Test("marketing asks the audience and its exclusions again, care does not")
    func audience() {
        let now = Self.at("2027-03-14T10:00")
        let vip = Rule.test(FieldTest(field: .tag, op: .equal, value: .text("VIP")))
        func asked(_ purpose: Purpose, _ change: (inout Terms) -> Void) -> Verdict {
            Self.question("48 hours before", type: .followUp) {
                $0.terms.purpose = purpose
                change(&$0.terms)
                let yes = Consents.Answer(granted: true, at: now, source: .person)
                $0.facts.consents.record(yes, for: Consents.Key(contact: ID(2), subject: .marketing, channel: .sms))
            }.verdict(at: now)
        }
        #expect(asked(.marketing) { $0.audience = vip } == .send)
        #expect(asked(.marketing) { $0.audience = .not(vip) } == .skip(.notInAudience))
        #expect(asked(.marketing) { $0.exclusions = vip } == .skip(.notInAudience))
        #expect(asked(.care) { $0.audience = .not(vip) } == .send)
    }

    @Test("who has the address now is asked for consent, not who had it when it was planned")
    func otherHearer() {
        let now = Self.at("2027-03-14T10:00")
        func verdict(_ no: ID<Contact>) -> Verdict {
            Self.question("48 hours before", type: .reminder) {
                let mother = $0.facts.circle.members[0]
                var father = mother
                father.contact = Contact(
                    id: ID(3), externalID: "F-1", firstName: "Nils", lastName: "Lindqvist", language: nil, zone: nil,
                    email: nil, phone: mother.contact.phone)
                $0.facts.circle.members = [father]
                let answer = Consents.Answer(granted: false, at: now, source: .person)
                $0.facts.consents.record(answer, for: Consents.Key(contact: no, subject: .care, channel: .sms))
            }.verdict(at: now)
        }
        #expect(verdict(ID(3)) == .skip(.noConsent))
        #expect(verdict(ID(2)) == .send)
    }

    @Test("at eighteen the guardian's address receives no longer")
    func comingOfAge() throws {
        for (born, verdict) in [("2009-03-15", Verdict.send), ("2009-03-14", .skip(.noLongerReceives))] {
            let question = Self.question("48 hours before", type: .reminder) {
                $0.facts.patient.birthDate = CivilDate(born)
            }
            #expect(question.verdict(at: Self.at("2027-03-14T10:00")) == verdict)
        }
    }

    @Test("the cap counts by the day on which a message was due, not by the day of a late tick")
    func lateTick() throws {
        let day = try #require(CivilDate("2027-03-08"))
        let question = Self.question("48 hours before", type: .followUp) {
            $0.terms.purpose = .marketing
            let yes = Consents.Answer(granted: true, at: Self.at("2027-03-01T10:00"), source: .person)
            $0.facts.consents.record(yes, for: Consents.Key(contact: ID(2), subject: .marketing, channel: .sms))
            $0.patientMarketingDays = [day]
            $0.send.dueAt = Self.at("2027-03-14T20:00")
        }
        #expect(
            question.verdict(at: Self.at("2027-03-15T09:00")) == .hold(until: Self.at("2027-03-15T00:00"), .overCap))
        var held = question
        held.send.dueAt = Self.at("2027-03-15T00:00")
        #expect(held.verdict(at: Self.at("2027-03-15T09:00")) == .send)
    }
}
