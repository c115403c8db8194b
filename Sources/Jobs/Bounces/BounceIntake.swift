import Campaigns
import CivilTime
import Delivery
import Storage
import Tokens

/// Takes in mail that came back, whichever way it came: a pipe, or a folder.
public struct BounceIntake {
    private let db: Database
    private let bounces: BounceAddress?

    /// - Parameter bounces: reads return paths; nil where none is configured, and only the `Message-ID` tells.
    public init(_ db: Database, bounces: BounceAddress?) {
        (self.db, self.bounces) = (db, bounces)
    }

    public enum Outcome: Sendable, Hashable {
        case kept(ID<Send>)
        /// Told before, or no news.
        case known(ID<Send>)
        /// It is about no mail of ours.
        case unmatched
        /// Somebody's out-of-office note, or an answer.
        case answer
        /// It is about a mail, but not in a form that we know.
        case unreadable
    }

    /// How much of a mail is looked at.
    public static let longest = ReturnedMail.longest
    /// As receipts of e-mail name their provider.
    static let provider = "smtp"
    /// So many messages to an address that came back for now, each within so many days, are one for ever.
    static let patience = (messages: 5, days: 60)

    /// Keeps what the mail tells, once; a later tick acts on it.
    ///
    /// - Parameter mail: whole, or its first `longest` bytes.
    public func take(_ mail: some Collection<UInt8>, at now: Instant) throws -> Outcome {
        let returned: ReturnedMail
        do {
            returned = try ReturnedMail(mail)
        } catch {
            return error == .answer ? .answer : .unreadable
        }
        guard let (about, isSigned) = try find(returned) else { return .unmatched }
        let fate = returned.fate(of: about.address)
        let kind = try kind(of: fate, about, isSigned: isSigned, at: now)
        let status = fate.status.map { " " + $0.text } ?? ""
        let receipt = Receipt(
            provider: Self.provider, key: "\(about.send) \(kind.rawValue)\(status)", clinic: about.clinic,
            send: about.send, wire: nil, kind: kind, code: fate.status?.text, occurredAt: now)
        return try ReceiptStore(db).keep(receipt, at: now) ? .kept(about.send) : .known(about.send)
    }

    /// By the return path, which is signed; else by the `Message-ID`, which anybody may have guessed.
    private func find(_ returned: ReturnedMail) throws -> (BounceStore.Returned, isSigned: Bool)? {
        let store = BounceStore(db)
        if let bounces, let id = returned.returnPaths.lazy.compactMap(bounces.send).first {
            return try store.send(ID(id)).map { ($0, true) }
        }
        guard let key = returned.messageID.flatMap(MessageID.dedupeKey) else { return nil }
        return try store.send(dedupeKey: key).map { ($0, false) }
    }

    private func kind(
        of fate: ReturnedFate, _ about: BounceStore.Returned, isSigned: Bool, at now: Instant
    ) throws -> Receipt.Kind {
        switch fate {
        case .badAddress: return .bouncedForEver
        case .bounced:
            guard isSigned, fate.speaksOfMailbox else { return .bouncedNow }
            let others = try BounceStore(db).returned(
                beside: about, provider: Self.provider, within: Self.patience.days, at: now)
            return others + 1 >= Self.patience.messages ? .bouncedForEver : .bouncedNow
        case .delayed: return .accepted
        case .delivered: return .delivered
        case .complaint: return .complaint
        }
    }
}
