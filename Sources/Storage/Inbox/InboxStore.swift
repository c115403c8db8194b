import Campaigns
import CivilTime
import MariaDB

/// What people find in their inboxes, and that they read it.
public struct InboxStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Messages a page shows.
    public static let pageSize = 20

    /// Whose inbox it is, and which clinic writes to it.
    public struct Owner: Sendable, Hashable {
        public let firstName: String
        /// The contact's, else the clinic's.
        public let language: String
        public let clinicName: String
        /// May have several lines, or be empty.
        public let clinicAddress: String
        public let zone: Zone
        public let region: String
    }

    public struct Page: Sendable, Hashable {
        /// The latest first.
        public let messages: [InboxMessage]
        /// nil on the last page.
        public let next: InboxPlace?
        /// Of the whole inbox.
        public let unread: Int
    }

    /// nil when the clinic has no such contact.
    public func owner(_ contact: ID<Contact>, in clinic: ID<Clinic>) throws -> Owner? {
        try db.row(InboxSQL.owner.rawValue, [.id(clinic), .id(contact)]).map { row in
            guard let zone = row.optionalZone("zone") else {
                preconditionFailure("clinic \(clinic) has no zone that tzdata knows")
            }
            return Owner(
                firstName: row.text("first_name"), language: row.text("language"), clinicName: row.text("name"),
                clinicAddress: row.text("postal_address"), zone: zone, region: row.text("region"))
        }
    }

    public func page(of contact: ID<Contact>, in clinic: ID<Clinic>, from place: InboxPlace?, at now: Instant) throws
        -> Page
    {
        // A tick's clock may be a little ahead of this one.
        let from = Value.instant(place?.arrivedAt ?? now.adding(hours: 24))
        let below = Value.int(place?.id.rawValue ?? .max)
        let rows = try db.rows(
            InboxSQL.page.rawValue, [.id(clinic), .id(contact), from, from, below, .number(Self.pageSize + 1)])
        let messages = try rows.prefix(Self.pageSize).map(InboxMessage.decode)
        let hasMore = rows.count > Self.pageSize
        return Page(
            messages: messages, next: hasMore ? messages.last.map(InboxPlace.init(below:)) : nil,
            unread: try unread(of: contact, in: clinic))
    }

    /// nil when there is no such message in this inbox.
    public func message(_ id: ID<Send>, of contact: ID<Contact>, in clinic: ID<Clinic>) throws -> InboxMessage? {
        try db.row(InboxSQL.message.rawValue, [.id(clinic), .id(contact), .id(id)]).map(InboxMessage.decode)
    }

    public func unread(of contact: ID<Contact>, in clinic: ID<Clinic>) throws -> Int {
        try db.row(InboxSQL.unread.rawValue, [.id(clinic), .id(contact)])?.int("n") ?? 0
    }

    /// Notes that a person has read the message, once, in a transaction of its own. It is an opening that needs no guess,
    /// and a receipt that carries our own id: the tick calls the send delivered by it.
    ///
    /// - Returns: false when there is no such message in this inbox.
    public func read(_ id: ID<Send>, of contact: ID<Contact>, in clinic: ID<Clinic>, at now: Instant) throws -> Bool {
        try db.transaction {
            let change = try db.run(
                InboxSQL.read.rawValue, [.instant(now), .id(clinic), .id(contact), .id(id)])
            guard change.rows == 0 else {
                try TrackingStore(db).recordReading(of: id, in: clinic, at: now)
                let receipt = Receipt(
                    provider: "inbox", key: "read:\(id)", clinic: clinic, send: id, wire: nil, kind: .delivered,
                    occurredAt: now)
                try ReceiptStore(db).keep(receipt, at: now)
                return true
            }
            return try message(id, of: contact, in: clinic) != nil
        }
    }

    /// Puts messages that start to leave into their contacts' inboxes, in the transaction that wires them.
    func keep(_ wired: [WireStore.Wired], of clinic: ID<Clinic>, at now: Instant) throws {
        let rows = try wired.compactMap { one -> String? in
            let send = one.candidate.send
            guard send.channel.isReadInInbox, let contact = send.contactID else { return nil }
            return JSONCell.row([
                .number(send.id.rawValue), .number(contact.rawValue), .word(one.letter.language),
                .text(try InboxMessage.content(of: one.letter.message)),
            ])
        }
        guard !rows.isEmpty else { return }
        _ = try db.run(InboxSQL.keep.rawValue, [.id(clinic), .instant(now), .text(JSONCell.table(rows))])
    }
}
