import CivilTime

extension ExplainedBeginning {
    /// "Began on Tue 9 Mar, 10:02, by “An appointment is booked”: the adjustment on Tue 16 Mar, 15:30."
    public func sentence(_ times: Times) -> String {
        switch outcome {
        case .enrolled: "Began on \(moment(times)), \(by)\(about(times))."
        case .enrolledBefore:
            "\(subject(times)) started nothing: it has begun for the same before, and does not begin twice."
        case .refused(let refusal): refused(refusal, times)
        case .awaited: awaited(times)
        case .beforeActivation: "\(subject(times)) started nothing: the campaign was not active then."
        case .missed: "\(subject(times)) was missed: the campaign was paused, or Campanile did not run for a day."
        case .changedSince:
            "\(subject(times)) started nothing. As the records are now it would have: they have changed since."
        case .never: "Nothing that starts this campaign is on record for the patient."
        }
    }

    private func awaited(_ times: Times) -> String {
        if case .occurrence(let at) = cause, at > times.now {
            return "It begins for the patient on \(times.text(at)), if in the audience still."
        }
        return "\(subject(times)) has come in; it begins for the patient within minutes."
    }

    private func refused(_ refusal: Start.Refusal, _ times: Times) -> String {
        let why = refusal.phrase + (finding?.sentence(times).map { ": \($0)" } ?? "")
        if case .nothing = cause { return "It did not begin: \(why)." }
        if case .occurrence(let at) = cause, at > times.now {
            return "As things are, \(subject(times).inSentence) will not begin it for the patient: \(why)."
        }
        return "\(subject(times)) started nothing: \(why)."
    }

    /// "“An appointment is booked”, Tue 9 Mar, 10:02 (the adjustment on Tue 16 Mar, 15:30),".
    private func subject(_ times: Times) -> String {
        switch cause {
        case .event(let event):
            "“\(event.type.phrase)” of \(times.text(event.occurredAt))"
                + (visit.map { " (\(Explanation.phrase($0, times)))" } ?? "")
        case .occurrence(let at): "The campaign's time, \(times.text(at)),"
        case .nothing, .otherwise: "It"
        }
    }

    private func moment(_ times: Times) -> String {
        switch cause {
        case .event(let event): times.text(event.occurredAt)
        case .occurrence(let at), .otherwise(let at): times.text(at)
        case .nothing: "an unknown day"
        }
    }

    private var by: String {
        switch cause {
        case .event(let event): "by “\(event.type.phrase)”"
        case .occurrence: "at the campaign's time"
        case .nothing, .otherwise: "by hand, or taken up when the campaign was activated"
        }
    }

    private func about(_ times: Times) -> String { visit.map { ": \(Explanation.phrase($0, times))" } ?? "" }
}

extension Start.Refusal {
    /// Why, after a colon.
    public var phrase: String {
        switch self {
        case .status(.draft): "the campaign is a draft, which begins for nobody"
        case .status(.paused): "the campaign is paused, and marketing takes up nobody during a pause"
        case .status(let status): "the campaign is \(status.phrase.lowercased()), and begins for nobody any more"
        case .otherEvent: "the campaign starts on another event"
        case .triggerRule: "the trigger's own rule is not met"
        case .notInAudience: "the patient is not in the audience"
        case .excluded: "the patient is excluded"
        case .visitPast: "the visit had begun already when the event came in"
        case .eventOld: "it was over \(Event.freshHours) hours old, or of an unknown time, when it came in"
        }
    }
}
