import Curl

/// What an answer of Kannel's smsbox means.
///
/// - Source: delivery.md 2 and 4; the sentences are those of Kannel 1.4.5, which gives no id of the message.
enum KannelAnswer {
    static func outcome(of result: TransferResult) -> Outcome {
        guard result.hasAnswer else { return Unanswered.outcome(of: result) }
        let status = result.responseCode
        let sentence = String(decoding: result.answer, as: UTF8.self)
        switch status {
        // `0: Accepted for delivery`, or `3: Queued for later delivery`.
        case 200..<300: return .accepted(reference: nil)
        case 429, 503:
            return .providerTrouble(ProviderTrouble(.busy, code: status, retryAfterSeconds: result.retryAfterSeconds))
        case 401: return .unauthorised(code: status)
        // It also forbids what no SMSC of its own can carry.
        case 403 where !sentence.hasPrefix("Not routable"): return .unauthorised(code: status)
        case 400..<500: return .refused(Refusal(.forEver, cause(in: sentence), code: status))
        default: return Unanswered.outcome(of: result)
        }
    }

    private static func cause(in sentence: String) -> Refusal.Cause {
        if sentence.hasPrefix("Sender missing") { return .sender }
        if sentence.hasPrefix("Missing receiver") || sentence.hasPrefix("Empty receiver") { return .address }
        if sentence.hasPrefix("Charset or body") { return .content }
        return .other
    }
}
