import Campaigns
import CivilTime
import MariaDB

/// Where verdicts put claimed sends that do not go on the wire; written as one statement.
struct Placings {
    let now: Instant
    private var rows: [String] = []
    private var deltas: [Tally.Delta] = []
    private var failed: [ID<Send>] = []

    /// So many errors while asking are poison (rules.md 4).
    static let errorLimit = 5

    init(now: Instant) { self.now = now }

    mutating func hold(_ send: ClaimedSend, until: Instant, _ reason: Reason) {
        let hold = Hold(until: until, reason, due: send.dueAt, at: now)
        add(send, .ready, reason: reason, nextAt: hold.nextAt, dueAt: hold.dueAt, held: hold.seconds)
    }

    mutating func park(_ send: ClaimedSend, _ reason: Reason) {
        add(send, .parked, reason: reason, parkedAt: now)
    }

    /// It never leaves, for this reason.
    mutating func skip(_ send: ClaimedSend, _ reason: Reason, _ result: inout WireStore.Result) {
        let end = Settlement.ended(because: reason, wires: send.wires, refusals: send.refusals)
        guard let failure = end.failure else {
            add(send, .skipped, reason: reason)
            deltas.append(send.delta(.skipped, reason: reason, at: now))
            result.skipped += 1
            return
        }
        fail(send, failure, reason, &result)
    }

    /// An error while asking backs off like a refusal, never sends, and is poison after five.
    mutating func error(_ send: ClaimedSend, _ result: inout WireStore.Result) {
        guard send.errors + 1 < Self.errorLimit else {
            fail(send, .poison, nil, &result)
            return
        }
        let settlement = Settlement.refusedNow(refusals: send.errors, at: now, jitter: 0)
        add(send, .ready, reason: .backOff, nextAt: settlement.nextAt, errors: 1)
    }

    private mutating func fail(
        _ send: ClaimedSend, _ failure: FailureClass, _ reason: Reason?, _ result: inout WireStore.Result
    ) {
        add(send, .failed, failure: failure, reason: reason)
        deltas.append(send.delta(.failed, at: now))
        failed.append(send.id)
        result.failed += 1
    }

    private mutating func add(
        _ send: ClaimedSend, _ phase: SendPhase, failure: FailureClass? = nil, reason: Reason? = nil,
        nextAt: Instant? = nil, dueAt: Instant? = nil, held: Int = 0, parkedAt: Instant? = nil, errors: Int = 0
    ) {
        let cells: [JSONCell] = [
            .number(send.id.rawValue), .word(phase.rawValue), .word(failure?.rawValue), .word(reason?.rawValue),
            .instant(nextAt), .instant(dueAt ?? send.dueAt), .number(Int64(held)), .instant(parkedAt),
            .number(Int64(errors)),
        ]
        rows.append(JSONCell.row(cells))
    }

    func write(token: ClaimToken, db: Database) throws {
        guard !rows.isEmpty else { return }
        let change = try db.run(
            SendSQL.place.rawValue, [.text(JSONCell.table(rows)), .instant(now), token.value])
        guard change.rows == rows.count else { throw ClaimLost() }
        try TallyStore(db).note(deltas)
        try AttentionStore(db).note(failed, at: now)
    }
}
