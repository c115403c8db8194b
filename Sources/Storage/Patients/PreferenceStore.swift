import Campaigns
import CivilTime
import MariaDB

/// What people get, as they see and change it themselves.
public struct PreferenceStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The person that a message went to, and the clinic that wrote it.
    public struct Person: Sendable {
        public let contact: Contact
        public let clinic: ID<Clinic>
        public let clinicName: String
        /// May have several lines, or be empty.
        public let clinicAddress: String
        public let clinicPhone: String
        /// Tag of the language in which the person reads.
        public let language: String
        public let preferences: Preferences
    }

    /// nil when the clinic has no such send, or its address is no longer this person's: whoever has it now is told nothing.
    public func person(of send: ID<Send>, in clinic: ID<Clinic>) throws -> Person? {
        guard let row = try db.row(PreferenceSQL.person.rawValue, [.id(send), .id(clinic)]) else { return nil }
        let points = try db.rows(PreferenceSQL.addresses.rawValue, [.id(clinic), .id(row.id("id") as ID<Contact>)]).map
        {
            ContactPoint(id: $0.id("id"), kind: $0.choice("kind"), address: $0.text("address"))
        }
        let contact = Contact(
            id: row.id("id"), externalID: nil, firstName: row.text("first_name"), lastName: row.text("last_name"),
            language: row.optionalText("language"), zone: nil, email: points.first { $0.kind == .email },
            phone: points.first { $0.kind == .phone })
        return Person(
            contact: contact, clinic: clinic, clinicName: row.text("clinic"), clinicAddress: row.text("postal_address"),
            clinicPhone: row.text("phone"), language: row.optionalText("language") ?? row.text("clinic_language"),
            preferences: try preferences(of: contact, in: clinic))
    }

    private func preferences(of contact: Contact, in clinic: ID<Clinic>) throws -> Preferences {
        var consents = Consents()
        for row in try db.rows(PreferenceSQL.answers.rawValue, [.id(clinic), .id(contact.id)]) {
            consents.record(
                Consents.Answer(
                    granted: row.bool("granted"), at: row.instant("given_at"), source: row.choice("source")),
                for: Consents.Key(
                    contact: contact.id, subject: row.choice("purpose"), channel: row.choice("channel")))
        }
        let points = [contact.email, contact.phone].compactMap(\.self)
        var closures: [Channel: Preferences.Closure] = [:]
        for closure in try ConsentProof(db).closures(of: points.map(\.id), in: clinic) {
            consents.suppress(closure.point, scope: closure.scope)
            guard closure.scope == .all else { continue }
            closures[closure.point == contact.email?.id ? .email : .sms] = Preferences.Closure(closure.cause)
        }
        return Preferences(of: contact, consents, closures: closures)
    }

    /// How many messages of a kind came by a channel.
    public struct Received: Sendable, Hashable {
        public let channel: Channel
        public let lane: SendLane
        public let amount: Int
    }

    /// What the person got at the addresses of today since a time.
    public func received(by person: Person, since time: Instant) throws -> [Received] {
        let points = [person.contact.email, person.contact.phone].compactMap { $0?.id }
        guard !points.isEmpty else { return [] }
        return try db.rows(
            PreferenceSQL.received.rawValue,
            [.ids(points), .id(person.clinic), .instant(time), .id(person.contact.id)]
        ).compactMap { row in
            SendLane(rawValue: row.int("lane")).map {
                Received(channel: row.choice("channel"), lane: $0, amount: row.int("amount"))
            }
        }
    }

    /// Sends less from this commit on, in a transaction of its own: each answer with the words that stood beside its box. A
    /// no to offers by e-mail goes for everybody with that address, as an unsubscribe link's does (rules.md 4).
    public func refuse(
        _ choices: [(choice: Preferences.Choice, wording: String)], by person: Person, at now: Instant
    ) throws {
        guard !choices.isEmpty else { return }
        try db.transaction {
            let closesEmail = choices.contains { $0.choice == Preferences.Choice(.marketing, .email) }
            let email = closesEmail ? person.contact.email?.id : nil
            let sharing: [ID<Contact>] =
                try email.map { point in
                    try db.rows(PreferenceSQL.sharing.rawValue, [.id(person.clinic), .id(point)]).map { $0.id("id") }
                } ?? []
            try Locks(db).take(
                points: [email].compactMap(\.self), contacts: sharing + [person.contact.id], patients: [ID<Patient>]())
            if let email {
                try SuppressionStore(db).suppress(
                    email, in: person.clinic, scope: .marketing, because: .unsubscribe, at: now)
            }
            for (choice, wording) in choices {
                let everybody = choice == Preferences.Choice(.marketing, .email) ? Set(sharing) : []
                for contact in everybody.union([person.contact.id]).sorted() {
                    try record(
                        Answer(contact: contact, choice: choice, granted: false, wording: wording), in: person.clinic,
                        how: "preferences page", at: now)
                }
            }
        }
    }

    struct Answer {
        let contact: ID<Contact>
        let choice: Preferences.Choice
        let granted: Bool
        let wording: String
    }

    /// Inside the caller's transaction, which holds the contact.
    func record(_ answer: Answer, in clinic: ID<Clinic>, how: String, at now: Instant) throws {
        _ = try db.run(
            PreferenceSQL.record.rawValue,
            [
                .id(clinic), .id(answer.contact), .choice(answer.choice.subject), .choice(answer.choice.channel),
                .bool(answer.granted), .instant(now), .text(how), .text(answer.wording), .instant(now),
            ])
    }
}

extension Preferences.Closure {
    fileprivate init(_ cause: SuppressionStore.Cause) {
        switch cause {
        case .optOut: self = .optedOut
        case .badAddress: self = .badAddress
        case .unsubscribe, .staff: self = .closed
        }
    }
}
