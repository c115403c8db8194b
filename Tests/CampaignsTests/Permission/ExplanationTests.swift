import Campaigns
import CivilTime
import Testing

@Suite("Why a message leaves, waits or never left")
struct ExplanationTests {
    let times = Times(zone: Zone("America/Chicago")!, now: Instant("2027-04-10T12:00Z")!)
    let visit = Explanation.Visit(
        type: "Adjustment", startsAt: Instant("2027-04-13T20:30Z")!, bookedAt: Instant("2027-04-13T00:30Z")!)

    func explanation(
        _ outcome: Explanation.Outcome, wait: String? = nil, purpose: Purpose = .care
    ) throws -> Explanation {
        Explanation(
            outcome: outcome, type: purpose == .care ? .reminder : .marketing, purpose: purpose, channel: .sms,
            trigger: .event(.appointmentBooked, rule: nil), wait: try wait.map { try WaitExpression.parse($0) },
            visit: visit, plannedAt: Instant("2027-04-11T20:30Z")!)
    }

    @Test(
        "a message on time names what it counts from",
        arguments: [
            ("48 hours before appointment", "48 hours before the adjustment on Tue 13 Apr, 15:30."),
            ("2d before", "2 days before the adjustment on Tue 13 Apr, 15:30."),
            ("morning of appointment", "On the morning of the adjustment on Tue 13 Apr, 15:30."),
            ("for 3 days", "After a wait of 3 days."),
            ("3 days after enrollment", "3 days after the enrollment."),
        ])
    func timing(wait: String, sentence: String) throws {
        #expect(try explanation(.timed, wait: wait).sentence(times) == sentence)
    }

    @Test("a message at the event names the event and the visit")
    func atEvent() throws {
        #expect(
            try explanation(.timed).sentence(times)
                == "At once when an appointment is booked: the adjustment on Tue 13 Apr, 15:30.")
    }

    @Test("a booking at short notice explains the reminder that had passed")
    func shortNotice() throws {
        #expect(
            try explanation(.skipped(.pastWhenPlanned), wait: "48 hours before appointment").sentence(times)
                == "Booked 20 hours before the visit, so the 48-hour reminder had passed.")
    }

    @Test("a held message says until when")
    func held() throws {
        let until = Instant("2027-04-19T14:00Z")!
        #expect(
            try explanation(.held(until: until, .overCap), purpose: .marketing).sentence(times)
                == "Got a marketing message in these days already; it leaves on Mon 19 Apr, 09:00 at the earliest.")
    }

    @Test("every reason and every failure has a sentence of its own")
    func complete() throws {
        let sentences = Reason.allCases.map(\.skippedSentence) + FailureClass.allCases.map(\.sentence)
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    }

    @Test("a trigger reads as when the campaign speaks")
    func trigger() {
        #expect(Trigger.event(.appointmentBooked, rule: nil).sentence == "When an appointment is booked")
        #expect(Trigger.scheduled(CivilDateTime("2027-06-07T09:00")!).sentence == "Once, Mon 7 Jun 2027, 09:00")
        #expect(
            Trigger.event(EventType(rawValue: "LOST_RETAINER")!, rule: nil).sentence == "On the event LOST_RETAINER")
    }
}
