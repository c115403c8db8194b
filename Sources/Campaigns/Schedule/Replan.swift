import CivilTime

/// What a plan changes among an enrollment's rows.
public enum PlanChange: Sendable, Hashable {
    case insert(PlannedSend)
    /// The row takes the new time, version and key.
    case retime(ID<Send>, PlannedSend)
    case skip(ID<Send>, Reason)
    /// A new row for what was skipped before: it names the old one.
    case renew(ExistingSend, PlannedSend)
    /// The row stays what it is, under the enrollment's new version.
    case carry(ID<Send>)
}

/// Why an enrollment is planned.
public enum PlanCause: Sendable, Hashable {
    /// It starts, or a condition's or patience's time has come.
    case onward
    /// Its visit was moved, or booked again after an end (rules.md 3.3, 3.4); the visit it followed ended for `ended`.
    case visitChanged(at: Instant, ended: Reason? = nil)
    /// Dates that waits count from were told anew (rules.md 2.6).
    case datesChanged(Redating)
    /// Other people or addresses receive (rules.md 4).
    case recipientsChanged(at: Instant)
    /// An address that was closed to us is open again.
    case optedIn(at: Instant)
    /// The enrollment runs other terms from now on (rules.md 5).
    case published(Publication)
    /// A pause made waits last longer, or the clocks by which they count have changed (rules.md 2.5, 5).
    case timesChanged(at: Instant)
}

extension Itinerary {
    /// The changes that bring the rows of an enrollment to this itinerary.
    ///
    /// - Parameter existing: every row of the enrollment, retries included.
    public func changes(from existing: [ExistingSend], because cause: PlanCause) -> [PlanChange] {
        switch cause {
        case .onward: newSteps(existing)
        case .visitChanged(let change, let reason): replanned(existing, change, lapsing: reason ?? .visitMoved)
        case .datesChanged(let redating): redated(existing, redating)
        case .recipientsChanged(let change): readdressed(existing, change)
        case .optedIn(let change): heardAgain(existing, change)
        case .published(let publication): published(publication, existing)
        case .timesChanged(let change): retimed(existing, change)
        }
    }

    /// Steps that the way reaches now, and those that a publication had withdrawn from where it stood.
    private func newSteps(_ existing: [ExistingSend]) -> [PlanChange] {
        let planned = Set(existing.filter { !$0.isWithdrawn }.map { StepVersion(step: $0.step, version: $0.version) })
        let withdrawn = Dictionary(existing.filter(\.isWithdrawn).map { (Address($0), $0) }) {
            $0.retry > $1.retry ? $0 : $1
        }
        let known = Dictionary(grouping: existing, by: Address.init).mapValues { $0.map(\.stage) }
        return sends.filter { !planned.contains(StepVersion(step: $0.step.id, version: $0.version)) }.compactMap {
            send in
            if let old = withdrawn[Address(send)], old.version == send.version { return .renew(old, send) }
            if let sent = sentBefore(send, existing) { return .carry(sent.id) }
            // The last move decided over this one already: its new time was not later than the move.
            if let reopenedAt, let stages = known[Address(send)],
                send.plannedAt <= Self.grain(of: reopenedAt, for: stages)
            {
                return nil
            }
            return .insert(send)
        }
    }

    private func replanned(_ existing: [ExistingSend], _ change: Instant, lapsing: Reason) -> [PlanChange] {
        let latest = Dictionary(existing.map { (Address($0), $0) }) { $0.version > $1.version ? $0 : $1 }
        var changes: [PlanChange] = []
        var covered: Set<ID<Send>> = []
        for send in sends {
            let old = latest[Address(send)]
            if let old { covered.insert(old.id) }
            if let old, old.version == send.version { continue }
            if let sent = sentBefore(send, existing) {
                if let old, old.isUntouched { changes.append(.skip(old.id, .pastWhenPlanned)) }
                // Under an older version the next plan would take it for something that nobody got.
                changes.append(.carry(sent.id))
                continue
            }
            changes += replanned(send, old, change)
        }
        for old in existing where old.isUntouched && !old.isOpening && !covered.contains(old.id) {
            changes.append(.skip(old.id, lapsing))
        }
        return changes
    }

    private func replanned(_ send: PlannedSend, _ old: ExistingSend?, _ change: Instant) -> [PlanChange] {
        let floor = Self.grain(of: change, for: [old?.stage].compactMap(\.self))
        let isLater = send.wait.isAtEvent ? send.plannedAt >= change : send.plannedAt > floor
        if send.skip == nil, isLater {
            guard let old, old.isUntouched else { return [.insert(send)] }
            return [.retime(old.id, send)]
        }
        guard let old else { return [.insert(send.skipped(.pastWhenPlanned))] }
        return old.isUntouched ? [.skip(old.id, send.skip ?? .pastWhenPlanned)] : []
    }

    /// The time of a change, which a plan must be later than. "At once" is the change itself, and a planned second rounds up
    /// (rules.md 1.4): what has left already is not later by that, while what waits may still go.
    private static func grain(of change: Instant, for stages: [ExistingSend.Stage]) -> Instant {
        stages.contains(.left) ? change.roundedUpToMinute : change
    }

    /// What nobody has claimed takes its new time, but for what was due before the change and stays so: that waits for
    /// something else.
    private func retimed(_ existing: [ExistingSend], _ change: Instant) -> [PlanChange] {
        let waiting = Dictionary(existing.filter(\.isUntouched).map { (Address($0), $0) }) {
            $0.version > $1.version ? $0 : $1
        }
        return sends.compactMap { send in
            guard let row = waiting[Address(send)], row.version == send.version, let old = row.plannedAt,
                old != send.plannedAt, old >= change || send.plannedAt >= change
            else { return nil }
            return send.skip.map { .skip(row.id, $0) } ?? .retime(row.id, send)
        }
    }

    private func readdressed(_ existing: [ExistingSend], _ change: Instant) -> [PlanChange] {
        let receiving = Set(sends.map(Address.init))
        let latest = Dictionary(existing.map { (Address($0), $0) }) {
            ($0.version, $0.retry) > ($1.version, $1.retry) ? $0 : $1
        }
        let lapsed = existing.filter { $0.isUntouched && !receiving.contains(Address($0)) }
        let fresh = sends.compactMap { send -> PlanChange? in
            guard send.skip == nil, send.plannedAt > change else { return nil }
            guard let old = latest[Address(send)] else { return .insert(send) }
            // Somebody who received before does so again.
            guard old.skip == .noLongerReceives else { return nil }
            return old.version == send.version ? .renew(old, send) : .insert(send)
        }
        return lapsed.map { .skip($0.id, .noLongerReceives) } + fresh
    }
}

extension Itinerary {
    /// What is still to come of what was skipped while the address was closed; nothing of what fell due meanwhile.
    fileprivate func heardAgain(_ existing: [ExistingSend], _ change: Instant) -> [PlanChange] {
        let latest = Dictionary(existing.map { (Address($0), $0) }) {
            ($0.version, $0.retry) > ($1.version, $1.retry) ? $0 : $1
        }
        return sends.compactMap { send in
            guard send.skip == nil, send.plannedAt > change, let old = latest[Address(send)], old.skip == .suppressed
            else { return nil }
            return old.version == send.version ? .renew(old, send) : .insert(send)
        }
    }
}

private struct StepVersion: Hashable {
    let step: ID<Step>
    let version: Int
}

/// Step and contact point: what a row of an older version is compared by.
struct Address: Hashable {
    let step: ID<Step>
    let point: ID<ContactPoint>?
    let channel: Channel

    init(_ send: ExistingSend) {
        step = send.step
        point = send.point
        channel = send.channel
    }

    init(_ send: PlannedSend) {
        step = send.step.id
        point = send.recipient?.point.id
        channel = send.action.channel
    }
}

extension PlannedSend {
    func skipped(_ reason: Reason) -> PlannedSend {
        PlannedSend(
            step: step, action: action, recipient: recipient, plannedAt: plannedAt, dueAt: dueAt, wait: wait,
            visit: visit, version: version, skip: skip ?? reason, arm: arm)
    }
}
