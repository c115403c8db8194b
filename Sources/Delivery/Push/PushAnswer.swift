import Curl

/// What a push service's answer means for one device.
///
/// - Source: RFC 8030, 5 and 7; delivery.md 2 and 4.
enum PushAnswer {
    static func outcome(of result: TransferResult) -> Outcome {
        guard result.hasAnswer else { return Unanswered.outcome(of: result) }
        let status = result.responseCode
        switch status {
        case 200..<300: return .accepted(reference: nil)
        case 429, 503:
            return .providerTrouble(
                ProviderTrouble(.busy, code: status, retryAfterSeconds: result.retryAfterSeconds))
        case 401, 403: return .unauthorised(code: status)
        case 413: return .refused(Refusal(.forEver, .content, code: status))
        // A redirect is not followed: where it leads was never checked.
        case 300..<500: return .refused(Refusal(.forEver, .other, code: status))
        default: return Unanswered.outcome(of: result)
        }
    }

    /// Whether the service has forgotten the device.
    static func isGone(_ outcome: Outcome) -> Bool { [404, 410].contains(outcome.code) }

    /// What became of a message that went to several devices: it arrived where one took it. Else it is told by that outcome
    /// after which most may still come of it.
    static func combined(_ outcomes: [Outcome]) -> Outcome {
        // Without a device nobody can be reached; the address is none that could be suppressed.
        outcomes.max { rank($0) < rank($1) } ?? .refused(Refusal(.forEver, .other, code: 410))
    }

    private static func rank(_ outcome: Outcome) -> Int {
        switch outcome {
        case .accepted: 6
        case .unknown: 5
        case .unauthorised: 4
        case .providerTrouble: 3
        case .notBegun: 2
        case .refused(let refusal): refusal.lasting == .forNow ? 1 : 0
        }
    }
}
