import CivilTime

/// The sentences that name what is at hand.
extension Explanation {
    func late(_ times: Times) -> String {
        let due = "It was due on \(times.text(facts.dueAt ?? plannedAt))"
        guard let minutes = facts.limitMinutes else {
            return "It could not leave in time: it was due on \(times.text(plannedAt))."
        }
        if facts.hadBegun, let visit { return "\(due), and \(Self.phrase(visit, times)) had begun by then." }
        return "\(due), and could not leave within \(Times.span(seconds: minutes * 60)) of that."
    }

    func noWindow(_ times: Times) -> String {
        guard let visit else {
            return "No time between its due time and the visit lay inside the hours in which messages may arrive."
        }
        return
            "No time between its due time, \(times.text(plannedAt)), and \(Self.phrase(visit, times)) lay inside the hours"
            + " in which messages may arrive."
    }

    func noConsent(_ times: Times) -> String {
        let matter = purpose == .care ? "messages like this" : "marketing"
        if let refusal = facts.consent {
            return "A no\(whose) to \(matter) by \(channel.phrase) is recorded, from \(times.text(refusal.at))."
        }
        return purpose == .marketing
            ? "There is no recorded yes\(whose) to marketing by \(channel.phrase)."
            : "A no to messages like this by \(channel.phrase) is recorded."
    }

    func overCap(_ times: Times) -> String {
        guard let cap = facts.cap else { return Reason.overCap.skippedSentence }
        return "\(cap.reached(times))." + (cap.nextPossible.map { " Next possible: \(times.text($0))." } ?? "")
    }

    var refusedTimes: String {
        switch facts.refusals {
        case nil, 0?, 1?: ""
        case let count?: "\(count) times "
        }
    }

    private var whose: String { facts.recipient.map { " of \($0)" } ?? "" }

    /// nil where the reason says all that is known.
    func named(_ reason: Reason, _ times: Times) -> String? {
        switch reason {
        case .campaignPaused: facts.pausedAt.map { "The campaign is paused since \(times.text($0))." }
        case .campaignEnded: facts.endedAt.map { "The campaign ended on \(times.text($0))." }
        case .visitMoved:
            visit.map {
                "The visit was moved to \(times.text($0.startsAt)); a message for the new time was planned in its place."
            }
        case .anchorGone: facts.anchorNow.map { "What it was about is no longer so: \($0)." }
        case .confirmed: facts.confirmedAt.map { "The patient had confirmed the visit on \(times.text($0))." }
        case .heldTooLong:
            facts.heldSeconds.map {
                "It was held for \(Times.span(seconds: $0)) in all, by the cap, the provider or the clinic: more than a week is too long."
            }
        case .notInAudience: facts.audience.map { "The patient is not in the campaign's audience: \($0)." }
        case .noLongerReceives:
            facts.recipient.map { name in
                "It no longer goes to \(name)\(facts.address.map { " at \($0)" } ?? ""), who does not receive for the patient now."
            }
        case .suppressed:
            facts.address.map { "The address \($0) takes no messages of this kind: it opted out, or does not work." }
        case .outsideWindow:
            facts.opensAt.map {
                "It was outside the hours in which messages may arrive, which begin again on \(times.text($0))."
            }
        case .missingField: facts.missingField.map { "The message needs \($0.phrase), which is not recorded." }
        case .justTold:
            facts.toldAt.map {
                "The confirmation of the same visit goes to the same person on \(times.text($0)), less than two hours before."
            }
        case .beforeReceipt:
            facts.receivedAt.map { "It was due before the visit became known here, on \(times.text($0))." }
        case .noAppointment:
            facts.waitedSince.map { "No visit to wait for came up within 180 days of \(times.text($0))." }
        case .backOff: facts.refusals.map { "It was refused for now, \($0) \($0 == 1 ? "time" : "times")." }
        case .channelUnavailable: "No way to send by \(channel.phrase) is set up."
        default: nil
        }
    }
}

extension ExplanationFacts.Cap {
    /// "Reached 1 of 1 marketing messages this week (Tue 10 Mar, ‘Whitening’)".
    func reached(_ times: Times) -> String {
        let span = limit.days == 7 ? "this week" : limit.days == 1 ? "this day" : "in \(limit.days) days"
        let names = messages.map { "\(times.day($0.day)), ‘\($0.campaign)’" }.joined(separator: "; ")
        return
            "Reached \(min(limit.messages, max(1, messages.count))) of \(limit.messages) marketing messages \(span) (\(names))"
    }
}

extension Channel {
    /// What somebody must have to be reached by it: "an e-mail address".
    public var place: String {
        switch self {
        case .email: "an e-mail address"
        case .sms: "a phone number"
        case .inApp: "an inbox"
        case .push: "a device that takes push messages"
        }
    }
}
