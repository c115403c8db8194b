import CivilTime

@testable import Campaigns

/// A campaign and a patient, for tests of explanations to change.
struct ExplainSample {
    var story = ReminderStory()
    var status = CampaignStatus.active
    var sample: (inout Facts) -> Void = { _ in }
    var terms: (inout Terms) -> Void = { _ in }
    var enrollments: [KnownEnrollment] = []
    var events: [KnownEvent] = []
    var occurrences: [KnownOccurrence] = []
    var counted = CountedMarketing()
    var now = "2027-03-09T12:00"
    var activated = "2027-03-01T08:00"

    var builtTerms: Terms {
        var built = story.terms
        terms(&built)
        return built
    }

    var facts: Facts {
        var facts = story.facts
        facts.anchor = Anchor()
        sample(&facts)
        return facts
    }

    var question: ExplainQuestion {
        let terms = builtTerms
        return ExplainQuestion(
            campaign: Campaign(
                id: ID(5), clinicID: ID(1), name: "Reminders", description: "", type: terms.type,
                purpose: terms.purpose, trigger: terms.trigger, audience: terms.audience,
                exclusions: terms.exclusions, reentryDays: nil, status: status, version: 1, revisionID: nil,
                galleryKey: nil, createdBy: nil, activatedAt: story.instant(activated),
                pausedAt: status == .paused ? story.instant(now) : nil, completedAt: nil, archivedAt: nil,
                createdAt: story.instant(activated), updatedAt: story.instant(activated)),
            terms: terms,
            templates: [
                MessageTemplate(
                    id: ID(1), name: "SMS", channel: .sms, number: 1, language: "en", subject: "", body: "Hi")
            ],
            facts: facts, appointment: nil, enrollments: enrollments, events: events, occurrences: occurrences,
            counted: counted, now: story.instant(now))
    }

    var explanation: CampaignExplanation { CampaignExplanation(answering: question) }

    var times: Times { Times(zone: story.zone, now: story.instant(now)) }

    /// The story's enrollment with its rows.
    func known(_ sends: [KnownSend], status: EnrollmentStatus = .running, endReason: Reason? = nil) -> KnownEnrollment {
        var enrollment = story.enrollment
        enrollment.status = status
        return KnownEnrollment(
            enrollment: enrollment, terms: builtTerms, anchorKey: "appointment:7", event: ID(3), endReason: endReason,
            sends: sends)
    }

    /// The row of the story's planned send at `index`.
    func row(
        _ index: Int, _ phase: SendPhase, reason: Reason? = nil, at local: String? = nil,
        sample: (inout WaitingSend) -> Void = { _ in }
    ) -> KnownSend {
        let itinerary = Itinerary(
            of: story.enrollment, by: builtTerms, facts: facts.about(Anchor(appointment: ID(7)), eventAt: nil),
            now: story.instant(now), sight: .forecast)
        let planned = itinerary.sends[index]
        var waiting = WaitingSend(planned)
        sample(&waiting)
        let at = local.map(story.instant) ?? planned.plannedAt
        return KnownSend(
            id: ID(Int64(100 + index)), waiting: waiting, phase: phase, failure: nil, reason: reason,
            nextAt: phase == .ready ? at : nil, refusals: 0, sentAt: phase == .sent ? at : nil, deliveredAt: nil,
            changedAt: at, recipient: planned.recipient?.contact.fullName)
    }

    func event(_ type: EventType = .appointmentBooked, at local: String = "2027-03-09T10:00", received: String? = nil)
        -> Event
    {
        Event(
            id: ID(3), clinicID: ID(1), type: type, patientID: ID(1), anchor: Anchor(appointment: ID(7)),
            occurredAt: story.instant(local), receivedAt: story.instant(received ?? local), isBulk: false,
            hasOwnTime: true)
    }

    /// Every sentence over the first way, in its order.
    var sentences: [String] {
        guard let way = explanation.ways.first else { return [] }
        return way.steps.flatMap { step in
            [step.sentence(times, trigger: way.terms.trigger)].compactMap(\.self)
                + step.sends.map { $0.sentence(times) }
        }
    }
}
