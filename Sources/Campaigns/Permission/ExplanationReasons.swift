import CivilTime

extension Explanation {
    func held(_ until: Instant?, _ reason: Reason, _ times: Times) -> String {
        let moment = until.map { times.text($0) }
        switch reason {
        case .outsideWindow:
            let hours = purpose == .marketing ? "the clinic's opening hours" : "the hours in which messages may arrive"
            return "Held outside \(hours)" + (moment.map { "; it leaves on \($0)." } ?? ".")
        case .overCap:
            guard let cap = facts.cap else {
                return "Got a marketing message in these days already"
                    + (moment.map { "; it leaves on \($0) at the earliest." } ?? ".")
            }
            return "\(cap.reached(times))" + (moment.map { "; it leaves on \($0) at the earliest." } ?? ".")
        case .backOff:
            return "Refused \(refusedTimes)for now"
                + (moment.map { "; tried again on \($0)." } ?? "; tried again soon.")
        case .providerStopped:
            return "The provider takes no messages just now" + (moment.map { "; tried again on \($0)." } ?? ".")
        default: return waiting(reason, times)
        }
    }

    /// For a message that waits without a time.
    func waiting(_ reason: Reason, _ times: Times) -> String {
        guard reason == .campaignPaused, let since = facts.pausedAt else { return reason.waitingSentence }
        return "The campaign is paused since \(times.text(since)); it waits until that is resumed."
    }

    func skipped(_ reason: Reason, _ times: Times) -> String {
        switch reason {
        case .pastWhenPlanned: past(times)
        case .tooLate: late(times)
        case .noWindowBeforeVisit: noWindow(times)
        case .noConsent: noConsent(times)
        case .noRecipient: "Nobody who receives for the patient has \(channel.place)."
        case .overCap: overCap(times)
        case .visitCancelled: visitSentence("was cancelled", times)
        case .visitMissed: visitSentence("was missed", times)
        case .visitCompleted: visitSentence("was completed", times)
        case .visitInPast: visitSentence("had begun already", times)
        default: named(reason, times) ?? reason.skippedSentence
        }
    }

    /// "Booked 20 hours before the visit, so the 48-hour reminder had passed."
    private func past(_ times: Times) -> String {
        guard let visit, let bookedAt = visit.bookedAt, bookedAt < visit.startsAt, let label = waitLabel else {
            return "Its time, \(times.text(plannedAt)), had passed when it was planned."
        }
        let lead = Times.span(seconds: visit.startsAt.seconds(since: bookedAt))
        return "Booked \(lead) before the visit, so the \(label) had passed."
    }

    /// "48-hour reminder"; nil where the wait does not count back from a visit.
    private var waitLabel: String? {
        let noun = type == .reminder ? "reminder" : "message"
        switch wait {
        case .offset(let span, .before, _, _): return "\(span.amount)-\(span.unit.rawValue) \(noun)"
        case .morning: return "morning's \(noun)"
        case .day: return "\(noun) of the day"
        default: return nil
        }
    }

    private func visitSentence(_ what: String, _ times: Times) -> String {
        guard let visit else { return "The visit \(what)." }
        let phrase = Self.phrase(visit, times)
        return "\(phrase.prefix(1).uppercased())\(phrase.dropFirst()) \(what)."
    }
}

extension Reason {
    /// For a message that waits without a time.
    var waitingSentence: String {
        switch self {
        case .clinicHeld: "The clinic holds all its messages; it waits until they are released."
        case .campaignPaused: "The campaign is paused; it waits until that is resumed."
        case .providerStopped: "The provider refuses our account; it waits until somebody mends that."
        case .channelUnavailable: "No way to send this is set up; it waits until there is one."
        default: skippedSentence
        }
    }

    /// For a message that never leaves, where nothing more is known.
    public var skippedSentence: String {
        switch self {
        case .clinicHeld: "The clinic held all its messages."
        case .campaignPaused: "The campaign was paused."
        case .providerStopped: "The provider took no messages."
        case .campaignEnded: "The campaign had ended."
        case .enrollmentEnded: "The patient had left the campaign."
        case .visitCancelled: "The visit was cancelled."
        case .visitMissed: "The visit was missed."
        case .visitCompleted: "The visit was completed."
        case .visitMoved: "The visit was moved; a message for the new time was planned in its place."
        case .dateMoved: "The date that it counts from was changed, and it was planned anew."
        case .visitInPast: "The visit had begun already."
        case .anchorGone: "What it was about is no longer so."
        case .confirmed: "The patient had confirmed the visit."
        case .tooLate: "It could not leave in time."
        case .heldTooLong: "It was held for more than a week, by the cap, the provider or the clinic."
        case .notInAudience: "The patient was no longer in the campaign's audience."
        case .noRecipient: "Nobody could receive it."
        case .noLongerReceives: "This person or address no longer receives for the patient."
        case .patientDeceased: "The patient has died."
        case .patientInactive: "The patient is no longer active at the clinic."
        case .suppressed: "The address or number takes no messages of this kind: it opted out, or does not work."
        case .noConsent: "The consent for it is missing."
        case .overCap: "Got as many marketing messages in these days as the clinic allows."
        case .outsideWindow: "It was outside the hours in which messages may arrive."
        case .noWindow: "No time within 14 days lay inside the hours in which messages may arrive."
        case .noWindowBeforeVisit: "No suitable time was left before the visit."
        case .missingField: "The message needs something that is not recorded for the patient."
        case .pastWhenPlanned: "Its time had passed when it was planned."
        case .justTold: "The confirmation of the same visit went to the same person less than two hours before."
        case .beforeReceipt: "It was due before the visit became known here."
        case .noAppointment: "No visit to wait for came up within 180 days."
        case .stepRemoved: "Its step was removed from the workflow."
        case .stepChanged: "Its step was changed, so that the way no longer brings it like this."
        case .revisionPending: "A new revision was published; it waits until it is planned by that."
        case .resumedWithout: "It fell due while the campaign was paused, and was skipped when that was resumed."
        case .backOff: "It was refused for now."
        case .holdout: "The patient's household is held out of the test: it gets no message, to show what messages do."
        case .channelUnavailable: "No way to send this is set up."
        case .addressNotCarried: "The mail server carries no address with letters such as é before its @."
        }
    }
}

extension FailureClass {
    public var sentence: String {
        switch self {
        case .permanent: "The address was refused for good. Mend the contact's address."
        case .exhausted: "It was tried until it was too late to be of use."
        case .ambiguous: "It may have left: the provider's answer was lost, so it is not sent again by itself."
        case .poison: "Every try to decide over it went wrong, and it was given up."
        case .bounced: "It was accepted and then returned: the address does not work."
        }
    }
}
