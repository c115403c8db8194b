import CivilTime

/// A message that a member of staff sends to the own address, to see whether and how messages arrive.
///
/// It is no send: no patient gets it, and no statistic, cap or history counts it.
public struct TestMessage: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case waiting
        /// Handed to the provider, whose answer is awaited.
        case leaving
        case sent, failed
        /// It may have left: the provider's answer did not come.
        case unknown
    }

    /// Why it did not leave.
    public enum Failure: String, Sendable, CaseIterable {
        /// Nobody can be reached there.
        case address
        /// The provider refused this message.
        case refused
        /// The provider takes nothing at the moment.
        case trouble
        /// The provider does not know us.
        case credentials
        /// Nothing took it along while it was of use.
        case late
    }

    public let id: ID<TestMessage>
    /// The message template whose text it is; nil for a test of a provider.
    public let template: ID<MessageTemplate>?
    /// As it leaves, marked as a test.
    public let message: RenderedMessage
    /// Tag of the message's language.
    public let language: String
    public let address: String
    public let state: State
    public let failure: Failure?
    /// The provider's HTTP status or SMTP code; nil where it said none.
    public let code: Int?
    public let createdAt: Instant
    /// Since when it is leaving, or has come to its end; nil while it waits.
    public let endedAt: Instant?

    public init(
        id: ID<TestMessage>, template: ID<MessageTemplate>?, message: RenderedMessage, language: String,
        address: String, state: State, failure: Failure?, code: Int?, createdAt: Instant, endedAt: Instant?
    ) {
        self.template = template
        (self.id, self.message, self.language, self.address) = (id, message, language, address)
        (self.state, self.failure, self.code) = (state, failure, code)
        (self.createdAt, self.endedAt) = (createdAt, endedAt)
    }

    /// Whether nothing more becomes of it.
    public var isOver: Bool { state != .waiting && state != .leaving }
}

extension RenderedMessage {
    /// The same with "[Test]" before all else, so that nobody takes it for a patient's.
    public var markedAsTest: RenderedMessage {
        var message = self
        let mark = "[Test] "
        if channel.hasSubject {
            message.subject = mark + subject
        } else if paragraphs.isEmpty {
            message.paragraphs = [Paragraph(text: mark)]
        } else {
            message.paragraphs[0].runs.insert(.text(mark), at: 0)
        }
        return message
    }
}
