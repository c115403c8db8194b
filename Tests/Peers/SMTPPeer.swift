import Foundation

/// A mail server on loopback that answers each command as it is told, and keeps every message it accepted.
public final class SMTPPeer: Sendable {
    public struct Message: Sendable {
        public let sender: String
        public let recipient: String
        /// As it was before dots were stuffed, lines ended by CR LF.
        public let text: String
        /// Which connection brought it, from 1.
        public let connection: Int
        /// What stood behind the sender's address, such as `SMTPUTF8`.
        public let parameters: String
    }

    /// Where the conversation stands when the peer is asked what to do.
    public enum Moment: Sendable, Hashable {
        case greeting
        case hello
        case login(String)
        case sender(String)
        case recipient(String)
        case reset
        case data
        /// The whole message has come.
        case message
        case farewell
    }

    public enum Action: Sendable {
        case usual
        case reply(String)
        case replyAfter(milliseconds: Int, String)
        case hangUp
        case reset
        case silence
        /// Closes its own side, and goes on listening.
        case halfClose
        /// Says it at one byte each 50 ms, and then nothing.
        case drip(String)
        /// Says the same without end.
        case endless(String)
    }

    public var port: Int { listener.port }
    public var messages: [Message] { kept.withLock { $0 } }
    /// How often a whole message came, accepted or not.
    public var copies: Int { arrived.withLock { $0 } }
    public var connections: Int { listener.connections }

    private let listener: Listener
    private let kept: Shared<[Message]>
    private let arrived: Shared<Int>

    /// - Parameters:
    ///   - extensions: what EHLO offers, such as `AUTH PLAIN`.
    ///   - act: asked at every moment of every connection; the number is the connection's, from 1.
    public init(
        extensions: [String] = [],
        _ act: @escaping @Sendable (_ moment: Moment, _ connection: Int) -> Action = { _, _ in .usual }
    ) {
        let (kept, arrived) = (Shared<[Message]>([]), Shared(0))
        (self.kept, self.arrived) = (kept, arrived)
        listener = Listener { socket, connection in
            var conversation = SMTPConversation(
                socket: socket, connection: connection, extensions: extensions, act: act,
                arrived: { arrived.withLock { $0 += 1 } },
                accepted: { message in kept.withLock { $0.append(message) } })
            conversation.run()
        }
    }

    public func stop() { listener.stop() }
}
