import Campaigns
import CivilTime
import Foundation
import MariaDB

/// One message in somebody's inbox.
public struct InboxMessage: Sendable, Hashable {
    public let id: ID<Send>
    public let message: RenderedMessage
    /// Tag of the text's language.
    public let language: String
    public let arrivedAt: Instant
    /// When its reader said so; nil for one that waits to be read.
    public let readAt: Instant?

    static func decode(_ row: Row) throws -> InboxMessage {
        InboxMessage(
            id: row.id("id"),
            message: try JSONDecoder().decode(RenderedMessage.self, from: Data(row.text("content").utf8)),
            language: row.text("language"), arrivedAt: row.instant("arrived_at"),
            readAt: row.optionalInstant("read_at"))
    }

    static func content(of message: RenderedMessage) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(message), as: UTF8.self)
    }
}

/// Where a page of an inbox goes on: below this message.
public struct InboxPlace: Sendable, Hashable, CustomStringConvertible {
    let arrivedAt: Instant
    let id: ID<Send>

    init(below message: InboxMessage) {
        (arrivedAt, id) = (message.arrivedAt, message.id)
    }

    /// Reads what `description` says; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let time = Int64(parts[0]), let id = Int64(parts[1]), id > 0, time > 0,
            time < Self.farthest
        else { return nil }
        (arrivedAt, self.id) = (Instant(microseconds: time), ID(id))
    }

    /// For addresses: digits and one hyphen.
    public var description: String { "\(arrivedAt.microseconds)-\(id)" }

    /// Later than what a DATETIME can say by nothing that was ever sent.
    private static let farthest: Int64 = 200_000_000_000_000_000
}
