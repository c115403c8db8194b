import Campaigns

/// A draft in a sentence or two, for the panel while nothing is open.
struct WorkflowWords {
    let draft: Draft

    var text: String {
        let start = draft.campaign.trigger.map { "\($0.phrase)." } ?? "Nothing starts it yet."
        let all = draft.workflow.allSteps
        let sends = all.count { if case .send = $0.action { true } else { false } }
        let waits = all.count { if case .wait = $0.action { true } else { false } }
        let questions = all.count { !$0.lanes.isEmpty }
        guard sends > 0 else { return "\(start) It sends nothing yet." }
        let parts = [
            Numbers.count(sends, "message", "messages"), waits == 0 ? nil : Numbers.count(waits, "wait", "waits"),
            questions == 0 ? nil : Numbers.count(questions, "question", "questions"),
        ].compactMap(\.self)
        return "\(start) Then \(parts.formatted)."
    }
}

extension [String] {
    /// "a, b and c".
    fileprivate var formatted: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
