/// How a campaign's first messages fared with those who carry them: whether it may go on as it is.
///
/// - Source: delivery.md 4.
public struct FirstRefusals: Sendable, Hashable {
    /// So many messages are looked at.
    public static let messages = 50
    /// More than so many percent of them refused for what they say pause the campaign.
    public static let percent = 20

    /// Refused for ever for what they say.
    public let refused: Int
    /// Accepted or refused for ever, at most `messages`.
    public let answered: Int

    public init(refused: Int, answered: Int) {
        precondition((0...answered).contains(refused) && answered <= Self.messages, "the first messages are counted")
        (self.refused, self.answered) = (refused, answered)
    }

    /// Whether too many are refused, whatever becomes of those of the first messages that have no answer yet.
    public var pausesCampaign: Bool { refused * 100 > Self.percent * Self.messages }

    /// Whether all of the first messages have their answer.
    public var isWhole: Bool { answered == Self.messages }
}
