import CivilTime
import Testing

@testable import Campaigns

/// Every reason, with all its facts at hand.
@Suite("Every reason's sentence")
struct ReasonSentenceTests {
    private static let times = Times(
        zone: SampleFacts.zone(), now: SampleFacts.instant("2026-03-12T15:00Z"))

    private static let facts: ExplanationFacts = {
        var facts = ExplanationFacts()
        facts.recipient = "Helena Lindqvist"
        facts.address = "helena@example.org"
        facts.cap = .init(
            limit: FrequencyCap(),
            messages: [.init(day: CivilDate(year: 2026, month: 3, day: 10)!, campaign: "Whitening")],
            nextPossible: SampleFacts.instant("2026-03-17T14:00Z"))
        facts.opensAt = SampleFacts.instant("2026-03-13T12:00Z")
        facts.consent = Consents.Answer(granted: false, at: SampleFacts.instant("2026-03-02T16:00Z"), source: .person)
        facts.missingField = .patientFirstName
        facts.confirmedAt = SampleFacts.instant("2026-03-03T16:00Z")
        facts.toldAt = SampleFacts.instant("2026-03-12T12:55Z")
        facts.receivedAt = SampleFacts.instant("2026-03-04T16:00Z")
        facts.waitedSince = SampleFacts.instant("2025-09-01T14:00Z")
        facts.pausedAt = SampleFacts.instant("2026-03-05T16:00Z")
        facts.endedAt = SampleFacts.instant("2026-03-06T16:00Z")
        facts.dueAt = SampleFacts.instant("2026-03-12T14:00Z")
        facts.limitMinutes = 120
        facts.heldSeconds = 8 * 86_400
        facts.audience = "age is under 12 (it is 14)"
        facts.anchorNow = "the invoice is paid"
        facts.refusals = 3
        return facts
    }()

    private static func explanation(_ outcome: Explanation.Outcome, named: Bool = true) -> Explanation {
        Explanation(
            outcome: outcome, type: .marketing, purpose: .marketing, channel: .email, trigger: nil, wait: nil,
            visit: .init(type: "Adjustment", startsAt: SampleFacts.instant("2026-03-16T20:30Z")),
            plannedAt: SampleFacts.instant("2026-03-12T14:00Z"), facts: named ? facts : ExplanationFacts())
    }

    /// What of the facts each reason's sentence names; nil for a reason that says all by itself.
    private static func fact(_ reason: Reason) -> String? {
        switch reason {
        case .campaignPaused: "since Thu 5 Mar, 10:00"
        case .campaignEnded: "on Fri 6 Mar, 10:00"
        case .visitCancelled: "adjustment on Mon 16 Mar, 15:30 was cancelled"
        case .visitMissed: "adjustment on Mon 16 Mar, 15:30 was missed"
        case .visitCompleted: "adjustment on Mon 16 Mar, 15:30 was completed"
        case .visitInPast: "adjustment on Mon 16 Mar, 15:30 had begun"
        case .dateMoved: "date that it counts from was changed"
        case .visitMoved: "moved to Mon 16 Mar, 15:30"
        case .anchorGone: "the invoice is paid"
        case .confirmed: "on Tue 3 Mar, 10:00"
        case .tooLate: "due on Thu 12 Mar, 09:00, and could not leave within 2 hours"
        case .heldTooLong: "8 days"
        case .notInAudience: "age is under 12 (it is 14)"
        case .noRecipient: "an e-mail address"
        case .noLongerReceives: "Helena Lindqvist at helena@example.org"
        case .suppressed: "helena@example.org"
        case .noConsent: "no of Helena Lindqvist to marketing by e-mail is recorded, from Mon 2 Mar, 10:00"
        case .overCap:
            "1 of 1 marketing messages this week (Tue 10 Mar, ‘Whitening’). Next possible: Tue 17 Mar, 09:00."
        case .outsideWindow: "again on Fri 13 Mar, 07:00"
        case .noWindowBeforeVisit: "the adjustment on Mon 16 Mar, 15:30"
        case .missingField: "the patient's first name"
        case .pastWhenPlanned: "Thu 12 Mar, 09:00"
        case .justTold: "on Thu 12 Mar, 07:55"
        case .beforeReceipt: "on Wed 4 Mar, 10:00"
        case .noAppointment: "180 days of Mon 1 Sep 2025, 09:00"
        case .backOff: "3 times"
        case .channelUnavailable: "by e-mail"
        case .clinicHeld, .providerStopped, .enrollmentEnded, .patientDeceased, .patientInactive, .noWindow,
            .stepRemoved, .stepChanged, .revisionPending, .resumedWithout, .holdout, .addressNotCarried:
            nil
        }
    }

    @Test("a message that is not sent says why, with the facts of the case", arguments: Reason.allCases)
    func skipped(reason: Reason) {
        let sentence = Self.explanation(.skipped(reason)).sentence(Self.times)
        #expect(sentence.hasSuffix("."))
        #expect(sentence.first?.isUppercase == true)
        if let fact = Self.fact(reason) {
            #expect(sentence.contains(fact), "\(sentence)")
        } else {
            #expect(sentence == reason.skippedSentence)
        }
    }

    @Test("without facts each reason still has a sentence, which names nothing unknown", arguments: Reason.allCases)
    func general(reason: Reason) {
        for outcome in [
            Explanation.Outcome.skipped(reason), .parked(reason), .held(until: nil, reason),
            .held(until: SampleFacts.instant("2026-03-17T14:00Z"), reason),
        ] {
            let sentence = Self.explanation(outcome, named: false).sentence(Self.times)
            #expect(sentence.hasSuffix("."))
            #expect(!sentence.contains("Helena") && !sentence.contains("nil"), "\(sentence)")
        }
    }

    @Test("a hold by the cap names what filled it and when it ends")
    func heldByCap() {
        let until = SampleFacts.instant("2026-03-17T14:00Z")
        #expect(
            Self.explanation(.held(until: until, .overCap)).sentence(Self.times)
                == "Reached 1 of 1 marketing messages this week (Tue 10 Mar, ‘Whitening’); it leaves on Tue 17 Mar, 09:00 at the earliest."
        )
    }

    @Test("a message that came too late for its visit names the visit")
    func visitBegan() {
        var late = Self.explanation(.skipped(.tooLate))
        late.facts.hadBegun = true
        #expect(
            late.sentence(Self.times)
                == "It was due on Thu 12 Mar, 09:00, and the adjustment on Mon 16 Mar, 15:30 had begun by then.")
    }

    @Test("a pause names since when, and what refuses for now how often")
    func waiting() {
        #expect(
            Self.explanation(.parked(.campaignPaused)).sentence(Self.times)
                == "The campaign is paused since Thu 5 Mar, 10:00; it waits until that is resumed.")
        #expect(
            Self.explanation(.held(until: nil, .backOff)).sentence(Self.times)
                == "Refused 3 times for now; tried again soon.")
    }
}
