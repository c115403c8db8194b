import CivilTime

/// What an enrollment moves from and to when its campaign's next revision is published.
public struct Publication: Sendable, Hashable {
    /// As it runs until now.
    public let enrollment: Enrollment
    /// Its itinerary by the revision that it ran, with the same facts at the same time.
    public let before: Itinerary
    /// What it runs from now on.
    public let terms: Terms
    /// When it was published: what is due later has not been passed.
    public let at: Instant

    /// - Parameter now: when the enrollment moves, which a tick may do later.
    public init(
        of enrollment: Enrollment, from old: Terms, to new: Terms, facts: Facts, published: Instant, at now: Instant
    ) {
        self.enrollment = enrollment
        before = Itinerary(of: enrollment, by: old, facts: facts, now: now)
        terms = new
        at = published
    }

    /// A row that no later re-plan has replaced.
    func isCurrent(_ row: ExistingSend) -> Bool {
        row.version == (row.isOpening ? enrollment.openingVersion : enrollment.scheduleVersion)
    }
}

extension Itinerary {
    /// The changes that bring the rows of an enrollment from the revision it ran to this itinerary (rules.md 5).
    ///
    /// Only what the new revision changes is touched: a time that differs re-plans rows that nobody has claimed, a
    /// step that is gone takes its rows along, and a new step reaches those whose way has not passed it. What has begun
    /// to leave never repeats.
    func published(_ publication: Publication, _ existing: [ExistingSend]) -> [PlanChange] {
        let rows = PublishedRows(existing.filter(publication.isCurrent))
        return sends.compactMap { changed($0, publication, rows) } + withdrawn(publication, rows)
    }

    private func changed(_ send: PlannedSend, _ publication: Publication, _ rows: PublishedRows) -> PlanChange? {
        let isLater = send.skip == nil && send.plannedAt > publication.at
        guard let row = rows[Address(send)] else {
            // By another channel than before; where the message has gone already, it does not go again.
            if rows.hasBegun(send.step.id) { return nil }
            if !isLater, rows.knows(send.step.id, by: send.action.channel) { return nil }
            // What is past gets a row too: without one the next tick would take it for something that nobody got.
            return .insert(isLater ? send : send.skipped(.pastWhenPlanned))
        }
        let before = publication.before.sends.first { Address($0) == Address(send) }
        let isAnother = before?.plannedAt != send.plannedAt || before?.skip != send.skip
        if row.isUntouched {
            if isAnother { return rearranged(row, send, publication) }
            return before.map { $0.stands(like: send) } ?? true ? nil : .retime(row.id, send)
        }
        if rows.hasBegun(send.step.id) {
            // Under another version the next plan would take it for a step that nobody got.
            return row.version == send.version ? nil : .insert(send.skipped(.pastWhenPlanned))
        }
        return isAnother && isLater && row.skip.map(Self.mayComeBack) ?? false ? .renew(row, send) : nil
    }

    private func rearranged(_ row: ExistingSend, _ send: PlannedSend, _ publication: Publication) -> PlanChange {
        if let reason = send.skip { return .skip(row.id, reason) }
        if send.plannedAt > publication.at { return .retime(row.id, send) }
        let wait = publication.terms.workflow.wait(before: send.step.id, along: decisions)
        guard wait?.ifPast == .continue else { return .skip(row.id, .pastWhenPlanned) }
        return .retime(row.id, send.leaving(at: publication.at.roundedUpToMinute))
    }

    /// Skipped by a plan, not by what the sender found: a plan may take it back.
    private static func mayComeBack(_ reason: Reason) -> Bool {
        switch reason {
        case .pastWhenPlanned, .noWindow, .noWindowBeforeVisit, .justTold, .noAppointment, .stepRemoved, .stepChanged:
            true
        default: false
        }
    }

    /// Waiting rows that this itinerary has no place for.
    private func withdrawn(_ publication: Publication, _ rows: PublishedRows) -> [PlanChange] {
        let covered = Set(sends.map(Address.init))
        return rows.untouched.filter { !covered.contains(Address($0)) }.map { row in
            .skip(row.id, reason(for: row, publication.terms))
        }
    }

    private func reason(for row: ExistingSend, _ terms: Terms) -> Reason {
        guard terms.workflow.step(row.step) != nil else { return .stepRemoved }
        let stays = sends.contains { $0.step.id == row.step && $0.action.channel == row.channel }
        return stays ? .noLongerReceives : .stepChanged
    }
}

/// The rows of an enrollment by step and address, the newest of each.
private struct PublishedRows {
    private let latest: [Address: ExistingSend]
    private let all: [ExistingSend]

    init(_ rows: [ExistingSend]) {
        all = rows
        latest = Dictionary(rows.map { (Address($0), $0) }) { $0.retry > $1.retry ? $0 : $1 }
    }

    subscript(address: Address) -> ExistingSend? { latest[address] }

    var untouched: [ExistingSend] { all.filter(\.isUntouched) }

    func knows(_ step: ID<Step>, by channel: Channel) -> Bool {
        all.contains { $0.step == step && $0.channel == channel }
    }

    /// Whether a message of the step has left, or may have.
    func hasBegun(_ step: ID<Step>) -> Bool {
        all.contains { $0.step == step && !$0.isUntouched && $0.skip == nil }
    }
}

extension PlannedSend {
    /// Whether both stand to the visit in the same way.
    fileprivate func stands(like other: PlannedSend) -> Bool {
        wait.visitRelation == other.wait.visitRelation && wait.isAtEvent == other.wait.isAtEvent
            && wait.isOpening == other.wait.isOpening && version == other.version
    }

    fileprivate func leaving(at time: Instant) -> PlannedSend {
        PlannedSend(
            step: step, action: action, recipient: recipient, plannedAt: time, dueAt: time, wait: wait,
            visit: visit, version: version, skip: skip, arm: arm)
    }
}
