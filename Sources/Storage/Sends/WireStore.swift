import Campaigns
import CivilTime
import MariaDB

/// Puts groups of claimed sends on the wire, and settles what couriers answered over the group before.
///
/// One transaction locks everything that could forbid a send, asks the verdict again, and commits WIRE before the
/// first byte leaves; so after an unsubscribe, a pause or a cancellation has committed, nothing it forbids starts to
/// leave (delivery.md 1).
public struct WireStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// How long a wired row waits for its answer.
    static let leaseSeconds = 120

    /// What a courier is given, and what is kept of it.
    public struct Letter: Sendable, Hashable {
        public let message: RenderedMessage
        public let language: String
        /// nil for what is no SMS.
        public let smsParts: Int?
        /// Of marketing e-mail: where one POST unsubscribes.
        public let unsubscribeURL: String?
        /// Of marketing e-mail: the picture that tells of an opening.
        public let pixelURL: String?
        /// The visit for people's calendars, where the message tells of it first or anew; nil for all else.
        public let calendar: VisitCalendar?
        /// Of a push message: the devices it goes to, and where it stands in the inbox.
        public var devices: [PushSubscription] = []
        public var inboxURL: String?

        public init(
            message: RenderedMessage, language: String, smsParts: Int?, unsubscribeURL: String?, pixelURL: String?,
            calendar: VisitCalendar? = nil
        ) {
            self.message = message
            self.language = language
            self.smsParts = smsParts
            self.unsubscribeURL = unsubscribeURL
            self.pixelURL = pixelURL
            self.calendar = calendar
        }
    }

    /// One send that may leave, with all that its text is made of.
    public struct Candidate: Sendable {
        public let send: ClaimedSend
        public let terms: Terms
        public let facts: Facts
        public let recipient: Recipient
        /// The visit that the message is about.
        public let visit: Appointment?
    }

    /// One send whose WIRE is committed: it must be handed to its courier now.
    public struct Wired: Sendable {
        public let candidate: Candidate
        public let letter: Letter
    }

    public struct Result: Sendable {
        public var wired: [Wired] = []
        /// Marketing or a survey to somebody whom this group writes to already: still claimed, for a later group.
        public var deferred: [ClaimedSend] = []
        public var held = 0
        public var parked = 0
        public var skipped = 0
        public var failed = 0
    }

    /// - Parameters:
    ///   - group: claimed under `token`, all of one clinic.
    ///   - answers: what couriers said over the group before, under the same or another token.
    ///   - compose: writes the letter; nil when a merge field without default has no value.
    public func wire(
        _ group: [ClaimedSend], of clinicID: ID<Clinic>, token: ClaimToken, settling answers: [CourierAnswer],
        at now: Instant, compose: (Candidate) throws -> Letter?
    ) throws -> Result {
        try db.joiningTransaction {
            let question = try WireQuestion.load(group, clinicID, revisions: revisions, now: now, db: db)
            var result = Result()
            var placings = Placings(now: now)
            let chosen = Self.oneEach(group, deferred: &result.deferred)
            for send in chosen { try judge(send, question, now, compose, &placings, &result) }
            try placings.write(token: token, db: db)
            try commitToWire(result.wired, of: clinicID, token: token, at: now)
            try SettleStore(db).settle(answers, at: now)
            return result
        }
    }

    /// Puts a group into its contacts' inboxes: all that `wire` does, and SENT with it. One commit, and nothing is in doubt
    /// after a crash.
    public func post(
        _ group: [ClaimedSend], of clinicID: ID<Clinic>, token: ClaimToken, at now: Instant,
        compose: (Candidate) throws -> Letter?
    ) throws -> Result {
        try db.transaction {
            let result = try wire(group, of: clinicID, token: token, settling: [], at: now, compose: compose)
            let answers = result.wired.map { one in
                CourierAnswer(
                    send: one.candidate.send, token: token, outcome: .accepted, code: nil, reference: nil,
                    settlement: .sent)
            }
            try SettleStore(db).settle(answers, at: now)
            return result
        }
    }

    /// Settles the answers over the last group of a tick.
    public func settle(_ answers: [CourierAnswer], at now: Instant) throws {
        try db.transaction { try SettleStore(db).settle(answers, at: now) }
    }

    /// At most one marketing row per patient and per contact point, so that none of them counts without the others; and
    /// as few of surveys, whose audience asks who was invited already.
    private static func oneEach(_ group: [ClaimedSend], deferred: inout [ClaimedSend]) -> [ClaimedSend] {
        var patients: Set<ID<Patient>> = []
        var points: Set<ID<ContactPoint>> = []
        return group.filter { send in
            guard send.purpose == .marketing || send.lane == .survey else { return true }
            let isFirst = !patients.contains(send.patientID) && !(send.pointID.map(points.contains) ?? false)
            patients.insert(send.patientID)
            if let point = send.pointID { points.insert(point) }
            if !isFirst { deferred.append(send) }
            return isFirst
        }
    }

    private func judge(
        _ send: ClaimedSend, _ question: WireQuestion, _ now: Instant, _ compose: (Candidate) throws -> Letter?,
        _ placings: inout Placings, _ result: inout Result
    ) throws {
        guard let asked = question.question(over: send) else {
            placings.skip(send, .anchorGone, &result)
            return
        }
        switch asked.verdict(at: now) {
        case .hold(let until, let reason):
            placings.hold(send, until: until, reason)
            result.held += 1
        case .park(let reason):
            placings.park(send, reason)
            result.parked += 1
        case .skip(let reason): placings.skip(send, reason, &result)
        case .send:
            guard let candidate = question.candidate(for: send, asked, at: now) else {
                placings.skip(send, .noLongerReceives, &result)
                return
            }
            switch Swift.Result(catching: { try compose(candidate) }) {
            case .success(let letter?): result.wired.append(Wired(candidate: candidate, letter: letter))
            case .success(nil): placings.skip(send, .missingField, &result)
            case .failure: placings.error(send, &result)
            }
        }
    }

    private func commitToWire(_ wired: [Wired], of clinic: ID<Clinic>, token: ClaimToken, at now: Instant) throws {
        guard !wired.isEmpty else { return }
        let ids = wired.map(\.candidate.send.id)
        let lease = now.adding(seconds: Self.leaseSeconds)
        let change = try db.run(
            SendSQL.wire.rawValue, [.ids(ids), .instant(lease), .instant(now), token.value])
        // A claim that another tick took back in the meantime must not leave from here.
        guard change.rows == ids.count else { throw ClaimLost() }
        _ = try db.run(SendSQL.addAttempts.rawValue, [token.value, .id(clinic), .instant(now), .ids(ids)])
        let messages = wired.map { one in
            JSONCell.row([
                .number(one.candidate.send.id.rawValue), .text(one.letter.message.subject),
                .text(one.letter.message.text), .number(one.letter.smsParts.map(Int64.init)),
            ])
        }
        _ = try db.run(
            SendSQL.keepMessages.rawValue, [.id(clinic), .instant(now), .text(JSONCell.table(messages))])
        try InboxStore(db).keep(wired, of: clinic, at: now)
    }
}

/// The lease was over before the group reached the wire: whoever took the rows back sends them.
public struct ClaimLost: Error {}
