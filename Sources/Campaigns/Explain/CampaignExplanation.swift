import CivilTime

/// Why a campaign writes to one patient, or does not: every decision so far and to come, by the functions of the sender.
public struct CampaignExplanation: Sendable, Hashable {
    /// What could have started it and what came of that, newest first; never empty.
    public let beginnings: [ExplainedBeginning]
    /// The patient's ways through the campaign, newest first; where there is none, the one that would begin now, if the
    /// campaign has a trigger.
    public let ways: [ExplainedWay]

    public init(answering question: ExplainQuestion) {
        let known = question.enrollments.filter {
            question.appointment == nil || $0.enrollment.anchor.appointment == question.appointment
        }
        beginnings = BeginningReader(question: question).beginnings
        let ways = known.reversed().map { WayReader(question, $0).way }
        self.ways = ways.isEmpty ? [WayReader.expected(question)].compactMap(\.self) : ways
    }

    /// Whether anything has begun.
    public var isEnrolled: Bool { ways.contains { !$0.isExpected } }
}

/// Something that could start the campaign for the patient.
public struct ExplainedBeginning: Sendable, Hashable {
    public enum Cause: Sendable, Hashable {
        case event(Event)
        case occurrence(Instant)
        /// Nothing is on record that could.
        case nothing
        /// By hand, or for a visit that was booked before the campaign began.
        case otherwise(Instant)
    }

    public enum Outcome: Sendable, Hashable {
        case enrolled(ID<Enrollment>)
        /// The same anchor was enrolled before, and does not enter again.
        case enrolledBefore(ID<Enrollment>)
        case refused(Start.Refusal)
        /// No tick has looked at it yet; as things are, it will enroll.
        case awaited
        case beforeActivation
        /// The time was not used: too late, or during a pause.
        case missed
        /// As the records are now it would have, but it did not.
        case changedSince
        case never
    }

    public let cause: Cause
    public let outcome: Outcome
    /// The visit that it is about.
    public let visit: Explanation.Visit?
    /// The rule that refused the patient, and why.
    public let finding: RuleFinding?
}
