import Campaigns
import CivilTime
import MariaDB
import Tokens

/// The browsers that take push messages. A contact is reached by push as long as there is one; with the first and the last
/// what is planned for the contact follows in the same transaction (rules.md 4).
public struct PushStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Browsers of one contact; with one more the one that was not used for longest is forgotten.
    public static let limit = 10

    /// Keeps a browser of the contact, in a transaction of its own.
    public func subscribe(
        _ endpoint: PushEndpoint, _ keys: PushKeys, of contact: ID<Contact>, in clinic: ID<Clinic>, at now: Instant
    ) throws {
        try db.transaction {
            let contacts = ContactStore(db: db, clinic: clinic, now: now)
            // Points are locked before contacts.
            let point = try contacts.point(.push, .value(contact.description))
            try lock(contact, in: clinic)
            _ = try db.run(
                PushSQL.keep.rawValue,
                [
                    .id(clinic), .id(contact), .text(endpoint.url), .text(endpoint.url), .bytes(keys.publicKey),
                    .bytes(keys.auth), .instant(now),
                ])
            for old in try subscriptions(of: contact, in: clinic).dropFirst(Self.limit) {
                _ = try db.run(PushSQL.remove.rawValue, [.id(clinic), .id(contact), .id(old.id)])
            }
            if try contacts.setAddress(.push, point, of: contact) {
                try RecipientsReplan.replan(all: contact, in: clinic, at: now, db)
            }
        }
    }

    /// Forgets the browser of this address, in a transaction of its own; one that is not known is forgotten already.
    public func unsubscribe(_ endpoint: String, of contact: ID<Contact>, in clinic: ID<Clinic>, at now: Instant) throws
    {
        try db.transaction {
            try lock(contact, in: clinic)
            let key: [Value] = [.id(clinic), .id(contact), .text(endpoint)]
            guard let row = try db.row(PushSQL.byEndpoint.rawValue, key) else { return }
            try remove(row.id("id"), of: contact, in: clinic, at: now)
        }
    }

    /// Forgets a browser whose push service no longer knows it, in a transaction of its own.
    public func forget(_ subscription: ID<PushSubscription>, at now: Instant) throws {
        try db.transaction {
            guard let row = try db.row(PushSQL.owner.rawValue, [.id(subscription)]) else { return }
            let (clinic, contact): (ID<Clinic>, ID<Contact>) = (row.id("clinic_id"), row.id("contact_id"))
            try lock(contact, in: clinic)
            try remove(subscription, of: contact, in: clinic, at: now)
        }
    }

    /// Notes whose services took a message.
    public func noteUse(of subscriptions: [ID<PushSubscription>], at now: Instant) throws {
        guard !subscriptions.isEmpty else { return }
        _ = try db.run(PushSQL.used.rawValue, [.ids(subscriptions), .instant(now)])
    }

    /// The browsers of a contact, those used last first.
    public func subscriptions(of contact: ID<Contact>, in clinic: ID<Clinic>) throws -> [PushSubscription] {
        try db.rows(PushSQL.ofContact.rawValue, [.id(clinic), .id(contact)]).map { row in
            PushSubscription(
                id: row.id("id"), endpoint: row.text("endpoint"), publicKey: row.bytes("public_key"),
                auth: row.bytes("auth"))
        }
    }

    /// How many browsers each of some people has; those without one are left out.
    public func counts(of people: some Collection<ID<Contact>>, in clinic: ID<Clinic>) throws -> [ID<Contact>: Int] {
        let rows = try db.rows(PushSQL.counts.rawValue, [.ids(people), .id(clinic)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.id("contact_id"), $0.int("n")) })
    }

    private func lock(_ contact: ID<Contact>, in clinic: ID<Clinic>) throws {
        _ = try db.row(PushSQL.lockContact.rawValue, [.id(clinic), .id(contact)])
    }

    private func remove(
        _ subscription: ID<PushSubscription>, of contact: ID<Contact>, in clinic: ID<Clinic>, at now: Instant
    ) throws {
        _ = try db.run(PushSQL.remove.rawValue, [.id(clinic), .id(contact), .id(subscription)])
        guard try subscriptions(of: contact, in: clinic).isEmpty else { return }
        let contacts = ContactStore(db: db, clinic: clinic, now: now)
        if try contacts.setAddress(.push, .cleared, of: contact) {
            try RecipientsReplan.replan(all: contact, in: clinic, at: now, db)
        }
    }
}
