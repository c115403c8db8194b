import Campaigns
import Curl

/// What an answer in Twilio's dialect means.
///
/// - Source: delivery.md 2 and 4; Twilio's error dictionary for the numbers.
enum TwilioAnswer {
    static func outcome(of result: TransferResult) -> Outcome {
        guard result.hasAnswer else { return Unanswered.outcome(of: result) }
        let status = result.responseCode
        switch status {
        case 200..<300: return .accepted(reference: reference(in: result.answer))
        case 429, 503:
            return .providerTrouble(
                ProviderTrouble(.busy, code: status, retryAfterSeconds: result.retryAfterSeconds))
        case 401, 403: return .unauthorised(code: status)
        case 400..<500:
            let number = object(in: result.answer)?["code"]?.integerValue
            return .refused(
                Refusal(.forEver, cause(of: number), code: status, detail: number.map(String.init)))
        default: return Unanswered.outcome(of: result)
        }
    }

    /// An acceptance whose body is garbled is an acceptance all the same.
    private static func reference(in answer: [UInt8]) -> String? {
        (object(in: answer)?["sid"]?.stringValue).flatMap { ProviderReference.storable($0) }
    }

    private static func cause(of number: Int64?) -> Refusal.Cause {
        switch number {
        case 21211, 21214, 21217, 21401, 21407, 21421, 21612, 21614, 21615: .address
        case 21610: .optedOut
        case 21212, 21603, 21606, 21611, 21659, 21660, 21661: .sender
        case 21602, 21605, 21617, 21619, 21622: .content
        default: .other
        }
    }

    private static func object(in answer: [UInt8]) -> JSON? {
        // A gateway that says something else than JSON is judged by its status alone.
        try? JSON.parse(answer)
    }
}
