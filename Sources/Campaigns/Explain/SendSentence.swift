import CivilTime

extension ExplainedSend {
    /// "Not sent: reached 1 of 1 marketing messages this week (Tue 10 Mar, ‘Whitening’). Next possible: Tue 17 Mar, 09:00."
    public func sentence(_ times: Times) -> String {
        let why = explanation.sentence(times)
        switch state {
        case .sent(let at, let deliveredAt):
            let delivered = deliveredAt.map { "; delivered \(times.text($0))" } ?? ""
            return "Sent \(times.text(at)) \(to), and accepted by the provider\(delivered). \(why)"
        case .leaving: return "Leaving now \(to)."
        case .unanswered: return "May have left \(to): the provider's answer is awaited."
        case .failed: return "Failed \(to): \(why.inSentence)"
        case .skipped: return "Not sent: \(why.inSentence)"
        case .held(_, let reason): return reason == .outsideWindow ? why : "Held: \(why.inSentence)"
        case .parked: return "Waiting: \(why.inSentence)"
        case .expected(let verdict, let at): return expected(verdict, at, why, times)
        }
    }

    private func expected(_ verdict: Verdict, _ at: Instant, _ why: String, _ times: Times) -> String {
        switch verdict {
        case .send: "To be sent \(times.text(at)) \(to): \(why.inSentence)"
        case .hold: "Due \(times.text(at)) \(to). As things are it is held then: \(why.inSentence)"
        case .park: "Due \(times.text(at)) \(to). As things are it waits then: \(why.inSentence)"
        case .skip: "As things are, not to be sent: \(why.inSentence)"
        }
    }

    /// "by SMS to Helena Lindqvist".
    private var to: String { "by \(channel.phrase) to \(recipient ?? "nobody")" }
}

extension ExplainedWay {
    /// Where the way stands, and what comes next.
    public func sentence(_ times: Times) -> String {
        if isExpected { return expectation(times) }
        switch end {
        case .running(let next?): return "Next: \(times.text(next))."
        case .running(nil): return "Nothing is due by itself now."
        case .finished(let at): return "Through since \(times.text(at)): nothing more comes."
        case .ended(let reason):
            return "Ended\(reason.map { ": \($0.skippedSentence.inSentence)" } ?? ".") Nothing more comes."
        }
    }

    private func expectation(_ times: Times) -> String {
        guard let refusal else {
            return "Nothing has begun. If it began on \(times.text(enrollment.startedAt)), this would come:"
        }
        let why = refusal.phrase + (finding?.sentence(times).map { ": \($0)" } ?? "")
        return "Nothing has begun, and nothing would: \(why). Were it otherwise, this would come:"
    }
}
