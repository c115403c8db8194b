import Campaigns
import CivilTime
import Storage

/// One run of cron: every job in order, or one by name.
public struct Tick {
    let place: Workplace

    public init(_ place: Workplace) { self.place = place }

    /// What a job did, by what.
    public typealias Counts = [String: Int]

    /// Runs the jobs, each as a row of `job_run`.
    ///
    /// - Parameter names: of the jobs to run; empty for all, in their order.
    /// - Returns: what was done, by job; jobs with nothing to do are left out.
    /// - Throws: `DatabaseError` when the database goes away: the next tick goes on.
    public func run(_ names: [JobName] = []) throws -> [(job: JobName, counts: Counts)] {
        let beganAt = place.clock()
        let budget = TimeBudget(place, startedAt: beganAt)
        var done: [(job: JobName, counts: Counts)] = []
        for name in names.isEmpty ? JobName.allCases : names {
            let counts = try run(name, budget).filter { $0.value != 0 }
            if !counts.isEmpty { done.append((name, counts)) }
        }
        try note(done)
        if names.isEmpty { try HeartbeatStore(place.db).beat(beganAt: beganAt, endedAt: place.clock()) }
        return done
    }

    private func run(_ name: JobName, _ budget: TimeBudget) throws -> Counts {
        switch name {
        case .recover: try RecoverTick(place).run(budget)
        case .bounces: try BounceTick(place).run(budget)
        case .receipts: try ReceiptTick(place).run(budget)
        case .moves: try MovesTick(place).run(budget)
        case .daily: try DailyTick(place).run(budget)
        case .schedule: try ScheduleTick(place).run(budget)
        case .takeUp: try TakeUpTick(place).run(budget)
        case .replies: try ReplyTick(place).run(budget)
        case .events: try EventTick(place).run(budget)
        case .clocks: try ClockTick(place).run(budget)
        case .revisions: try RevisionTick(place).run(budget)
        case .experiments: try ExperimentTick(place).run(budget)
        case .workflow: try WorkflowTick(place).run(budget)
        case .delivery: try DeliveryTick(place).run(budget)
        case .settle: try SettleTick(place).run(budget)
        case .tally: try TallyTick(place).run(budget)
        case .visitDays: try VisitDayTick(place).run(budget)
        case .sweep: try SweepTick(place).run(budget)
        case .replay: try ReplayTick(place).run(budget)
        }
    }

    /// One row per job that did something; of a tick with nothing due only the heartbeat tells.
    private func note(_ done: [(job: JobName, counts: Counts)]) throws {
        guard !done.isEmpty else { return }
        let runs = JobRunStore(place.db)
        for (job, counts) in done {
            let words = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
            let run = try runs.start(job.rawValue, at: place.clock())
            try runs.end(run, counts: "{" + words.joined(separator: ",") + "}", at: place.clock())
        }
    }
}

/// The jobs of a tick, in the order in which they run: what comes in before what goes out.
public enum JobName: String, CaseIterable, Sendable {
    case recover
    /// Before the receipts that they make, and these before anything leaves: what has arrived does not go again.
    case bounces, receipts
    case moves, daily, schedule, replies, events
    /// After the events: a visit booked since the activation is confirmed, and not merely taken up.
    case takeUp = "take-up"
    /// Before anything is planned or sent by a revision that no longer counts.
    case revisions, clocks
    /// Before whatever leaves after their end.
    case experiments
    case workflow, delivery, settle, tally
    case visitDays = "visit-days"
    case sweep
    /// Last: it may take whatever time is left.
    case replay
}
