import Campaigns
import CivilTime
import MariaDB

/// Wishes for more messages, each of which waits for the word of the address that is to get them.
public struct PreferenceCodes {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Wrong codes that may be typed for one wish.
    public static let mostTries = 5
    /// How many codes one address may be asked for within so many minutes.
    static let limits = [(codes: 3, minutes: 60), (codes: 6, minutes: 24 * 60)]

    /// A wish that has still to be confirmed.
    public struct Pending: Sendable, Hashable {
        public let id: ID<PreferenceCode>
        public let channel: Channel
        public let subjects: [Consents.Subject]
        /// The words that were ticked.
        public let wording: String
        public let nonce: [UInt8]
        let point: ID<ContactPoint>
    }

    /// What somebody wants more of, by one channel.
    public struct Wish: Sendable, Hashable {
        public let channel: Channel
        public let subjects: [Consents.Subject]
        public let wording: String

        public init(channel: Channel, subjects: [Consents.Subject], wording: String) {
            (self.channel, self.subjects, self.wording) = (channel, subjects, wording)
        }
    }

    public enum Asked: Sendable, Hashable {
        case asked
        /// The next is taken from then on.
        case tooMany(until: Instant)
        /// There is no such address, or all messages of the clinic are stopped.
        case impossible
    }

    /// Asks the address, in a transaction of its own; the next delivery tick sends the code. The wish before it ends.
    ///
    /// - Parameter nonce: 32 random bytes.
    public func ask(_ wish: Wish, by person: PreferenceStore.Person, nonce: [UInt8], at now: Instant) throws -> Asked {
        guard let point = person.contact.point(for: wish.channel)?.id, !wish.subjects.isEmpty else {
            return .impossible
        }
        return try db.transaction {
            if try ClinicHold(db).since(person.clinic) != nil { return .impossible }
            // Two that ask at once are counted one after the other.
            try Locks(db).take(points: [point], contacts: [ID<Contact>](), patients: [ID<Patient>]())
            let who: [Value] = [.id(person.clinic), .id(point)]
            for limit in Self.limits {
                let since = Value.instant(now.adding(minutes: -limit.minutes))
                if let recent = try db.row(PreferenceSQL.asked.rawValue, who + [since]),
                    recent.int("asked") >= limit.codes
                {
                    return .tooMany(until: recent.instant("first").adding(minutes: limit.minutes))
                }
            }
            _ = try db.run(
                PreferenceSQL.supersede.rawValue,
                [.instant(now)] + who + [.id(person.contact.id), Self.useful(at: now)])
            _ = try db.run(
                PreferenceSQL.ask.rawValue,
                [
                    .id(person.clinic), .id(person.contact.id), .id(point), .choice(wish.channel),
                    .text(wish.subjects.map(\.rawValue).joined(separator: ",")), .text(wish.wording),
                    .text(person.language), .bytes(nonce), .instant(now),
                ])
            return .asked
        }
    }

    /// Those whose codes may be typed in now.
    public func pending(of person: PreferenceStore.Person, at now: Instant) throws -> [Pending] {
        try db.rows(
            PreferenceSQL.pending.rawValue,
            [.id(person.clinic), .id(person.contact.id), Self.useful(at: now), .number(Self.mostTries)]
        ).map(Self.decode).filter { person.contact.point(for: $0.channel)?.id == $0.point }
    }

    public enum Outcome: Sendable, Hashable {
        case done
        /// So many more may be typed; none: the wish is over.
        case wrong(left: Int)
        /// There is none, or no more: too old, used, or guessed at too often.
        case over
    }

    /// Writes the yes down, with its words, and opens the address again that an unsubscription had closed to what is now
    /// wanted; in a transaction of its own. What is wrong is counted.
    public func confirm(
        _ id: ID<PreferenceCode>, by person: PreferenceStore.Person, at now: Instant, isRight: ([UInt8]) -> Bool
    ) throws -> Outcome {
        try db.transaction {
            let points = [person.contact.email, person.contact.phone].compactMap { $0?.id }
            try Locks(db).take(points: points, contacts: [person.contact.id], patients: [ID<Patient>]())
            let row = try db.row(
                PreferenceSQL.lockPending.rawValue,
                [
                    .id(person.clinic), .id(person.contact.id), .id(id), Self.useful(at: now),
                    .number(Self.mostTries),
                ])
            guard let row, person.contact.point(for: row.choice("channel"))?.id == row.id("contact_point_id") else {
                return .over
            }
            let pending = Self.decode(row)
            guard isRight(pending.nonce) else {
                _ = try db.run(PreferenceSQL.missed.rawValue, [.id(id)])
                return .wrong(left: Self.mostTries - row.int("tries") - 1)
            }
            _ = try db.run(PreferenceSQL.use.rawValue, [.instant(now), .id(id)])
            try grant(pending, by: person, at: now)
            return .done
        }
    }

    private func grant(_ pending: Pending, by person: PreferenceStore.Person, at now: Instant) throws {
        let store = PreferenceStore(db)
        for subject in pending.subjects {
            try store.record(
                PreferenceStore.Answer(
                    contact: person.contact.id, choice: Preferences.Choice(subject, pending.channel), granted: true,
                    wording: pending.wording), in: person.clinic, how: "preferences page, by a code sent there", at: now
            )
        }
        guard pending.channel == .email, pending.subjects.contains(.marketing) else { return }
        try SuppressionStore(db).lift(
            pending.point, in: person.clinic, scope: .marketing, because: .unsubscribe, at: now)
    }

    private static func useful(at now: Instant) -> Value { .instant(now.adding(minutes: -CodeMessage.minutes)) }

    private static func decode(_ row: Row) -> Pending {
        Pending(
            id: row.id("id"), channel: row.choice("channel"),
            subjects: row.text("subjects").split(separator: ",").compactMap { Consents.Subject(rawValue: String($0)) },
            wording: row.text("wording"), nonce: row.bytes("nonce"), point: row.id("contact_point_id"))
    }
}

/// A wish for more messages that waits for the word of its address.
public enum PreferenceCode {}
