/// What is known of a transfer once it has ended.
public struct TransferResult: Hashable, Sendable {
    public let code: CurlCode
    /// The HTTP status, or the code of the last SMTP reply, which after a lost connection is the one *before* the loss;
    /// 0 when none came.
    public let responseCode: Int
    /// The HTTP answer's body, or the last SMTP reply with its code; at most `TransferLimits.answerBytes`.
    public let answer: [UInt8]
    /// Whether every byte of the body has left our hands: only then can the peer have accepted it.
    public let isDrained: Bool
    /// `Retry-After` of an HTTP answer, in seconds from now.
    public let retryAfterSeconds: Int?
    /// How far the SMTP conversation came; nil for HTTP.
    public let stage: MailStage?
    /// Whether the connection had carried another transfer before.
    public let isReused: Bool

    /// Whether the peer said what became of this very message: an HTTP status, an SMTP acceptance or refusal.
    public var hasAnswer: Bool {
        stage == nil ? responseCode >= 200 : code == .done || responseCode >= 400
    }

    /// Whether a kept connection failed before it carried this message: what peers that close idle or long-used
    /// connections do. Nothing has left, so a new connection may carry it.
    var metStaleConnection: Bool {
        guard isReused, !isDrained else { return false }
        return responseCode == 421 || stage == .session
            || [.sendFailed, .receiveFailed, .nothingAnswered].contains(code) && !hasAnswer
    }
}
