import Curl

/// What a transfer without an answer means.
enum Unanswered {
    /// Whether every byte was taken decides: before, the provider cannot have the message; after, it may.
    ///
    /// - Source: delivery.md 4.
    static func outcome(of result: TransferResult) -> Outcome {
        if result.isDrained || result.code == .wouldSendAgain { return .unknown(code: result.responseCode) }
        let code = result.responseCode == 0 ? nil : result.responseCode
        return .providerTrouble(ProviderTrouble(insecure.contains(result.code) ? .insecure : .unreachable, code: code))
    }

    private static let insecure: [CurlCode] = [.noTLS, .tlsHandshake, .tlsCertificate, .tlsAuthority]
}
