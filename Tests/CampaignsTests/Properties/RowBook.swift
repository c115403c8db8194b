import CivilTime

@testable import Campaigns

/// The rows of one enrollment as the database would keep them: plans change them, and time makes due ones leave.
struct RowBook {
    struct Row {
        let id: ID<Send>
        var planned: PlannedSend
        var version: Int
        var phase: SendPhase
        var skip: Reason?
    }

    private(set) var rows: [Row] = []

    /// One look of a tick: the rows follow the itinerary, and decisions are kept.
    mutating func plan(_ story: inout RandomStory, because cause: PlanCause = .onward, at now: Instant) {
        let itinerary = Itinerary(of: story.enrollment, by: story.terms, facts: story.facts, now: now)
        for change in itinerary.changes(from: existing, because: cause) {
            apply(change, story.enrollment.scheduleVersion)
        }
        story.enrollment.decisions = itinerary.decisions
    }

    /// What was planned by then has left.
    mutating func leave(until now: Instant) {
        for index in rows.indices where rows[index].phase == .ready && rows[index].planned.plannedAt <= now {
            rows[index].phase = .sent
        }
    }

    var waiting: [Row] { rows.filter { $0.phase == .ready } }

    /// Each row without its id: step, version, address and time, or why it does not go.
    var lines: [String] {
        rows.map { row in
            let fate = row.planned.skip?.rawValue ?? row.planned.plannedAt.text
            let point = row.planned.recipient.map { $0.point.id.description } ?? "-"
            return "\(row.planned.step.id) \(row.version) \(point) \(fate) \(row.planned.dueAt.text)"
        }.sorted()
    }

    private var existing: [ExistingSend] {
        rows.map { row in
            ExistingSend(
                id: row.id, step: row.planned.step.id, point: row.planned.recipient?.point.id,
                channel: row.planned.action.channel, version: row.version,
                isOpening: row.planned.wait.isOpening,
                isUntouched: row.phase == .ready, skip: row.planned.skip ?? row.skip,
                plannedAt: row.planned.plannedAt)
        }
    }

    private mutating func apply(_ change: PlanChange, _ version: Int) {
        switch change {
        case .insert(let planned), .renew(_, let planned):
            rows.append(
                Row(
                    id: ID(Int64(rows.count + 1)), planned: planned, version: planned.version,
                    phase: planned.skip == nil ? .ready : .skipped))
        case .retime(let id, let planned): update(id) { ($0.planned, $0.version) = (planned, planned.version) }
        case .skip(let id, let reason): update(id) { ($0.phase, $0.skip) = (.skipped, reason) }
        case .carry(let id): update(id) { $0.version = version }
        }
    }

    private mutating func update(_ id: ID<Send>, _ change: (inout Row) -> Void) {
        for index in rows.indices where rows[index].id == id { change(&rows[index]) }
    }
}
