import Curl

/// What a mail server's answer means.
///
/// - Source: RFC 5321, sections 4.2 and 4.3.2; delivery.md 2 and 4.
enum SMTPAnswer {
    static func outcome(of result: TransferResult) -> Outcome {
        if result.code == .done { return .accepted(reference: reference(in: result)) }
        if result.code == .noUTF8 { return .refused(Refusal(.forEver, .beyondASCII, code: 0)) }
        guard result.hasAnswer else {
            return result.code == .loginDenied ? denied(result) : Unanswered.outcome(of: result)
        }
        switch (result.responseCode, result.stage) {
        case (421, _): return .providerTrouble(ProviderTrouble(.busy, code: 421))
        case (_, _) where result.code == .loginDenied: return denied(result)
        case (530, _), (535, _), (538, _): return .unauthorised(code: result.responseCode)
        case (_, .session), (_, nil): return .providerTrouble(ProviderTrouble(.turnedAway, code: result.responseCode))
        case (let code, let stage?):
            let status = EnhancedStatus(reply: result.answer, code: code)
            return .refused(
                Refusal(
                    code < 500 ? .forNow : .forEver, cause(of: result, status, at: stage), code: code,
                    detail: status?.text))
        }
    }

    /// 454 and its like say that signing in does not work just now, not that the password is wrong.
    private static func denied(_ result: TransferResult) -> Outcome {
        (400..<500).contains(result.responseCode)
            ? .providerTrouble(ProviderTrouble(.turnedAway, code: result.responseCode))
            : .unauthorised(code: result.responseCode)
    }

    /// The enhanced status code (RFC 3463) says it best; without one, the command that was refused.
    private static func cause(of result: TransferResult, _ status: EnhancedStatus?, at stage: MailStage)
        -> Refusal.Cause
    {
        if let cause = status?.cause {
            return cause == .address && stage == .sender ? .sender : cause
        }
        switch stage {
        case .sender: return .sender
        case .recipient: return [550, 551, 553].contains(result.responseCode) ? .address : .other
        case .data, .message: return .content
        case .session: return .other
        }
    }

    /// What follows "queued as", by which most servers name what they took over; else the whole reply.
    private static func reference(in result: TransferResult) -> String? {
        let reply = String(decoding: result.answer, as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
        let words = reply.dropFirst(4).split(separator: " ")
        if let last = words.last, words.suffix(3).dropLast().elementsEqual(["queued", "as"]) {
            return ProviderReference.storable(last)
        }
        return ProviderReference.storable(words.joined(separator: " ").prefix(ProviderReference.longest))
    }
}
