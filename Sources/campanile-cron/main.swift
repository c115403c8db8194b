import ArgumentParser
import Campaigns
import CivilTime
import Delivery
import Foundation
import Jobs
import MariaDB
import Storage
import Tokens
import Wiring

struct CampanileCron: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campanile-cron",
        abstract: "One tick: enrolls, advances, delivers and settles what is due. For cron, every minute.")

    @Argument(
        help: "Jobs to run: \(JobName.allCases.map(\.rawValue).joined(separator: ", ")). None means all, in order.")
    var jobs: [String] = []

    @Option(help: "Run as if it were this time, such as 2027-03-13T14:00Z; only where the clock may be moved.")
    var now: String?

    /// The process of the tick that this one delivers beside, and how long it may claim.
    @Option(help: .hidden)
    var colleagueOf: Int32?
    @Option(help: .hidden)
    var claimSeconds: Int = TimeBudget.seconds

    func run() throws {
        do {
            try tick(names: jobs.map(Self.name))
        } catch let refusal as StartRefusal {
            refusal.end()
        } catch let error as DatabaseError {
            StartRefusal(error).end()
        }
    }

    private func tick(names: [JobName]) throws {
        let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
        let moved = try movedTime(configuration)
        let ending = EndingSignal()
        let database = try openDatabase(configuration)
        try requireCurrentSchema(database)
        let started = try moved ?? AgreedTime.of(database, host: Self.hostTime)
        let begun = ContinuousClock.now
        // The tick's time runs on from its start, moved or not.
        let clock: @Sendable () -> Instant = {
            let spent = (ContinuousClock.now - begun).components
            return Instant(
                microseconds: started.microseconds + spent.seconds * 1_000_000 + spent.attoseconds / 1_000_000_000_000)
        }
        let log = Log(program: "campanile-cron", level: configuration.logLevel, clock: clock)
        let configured = try Couriers(configuration)
        var couriers: [Channel: any Courier] = [.email: configured.email, .sms: configured.sms]
        couriers[.push] = configured.push
        let keys = try configuration.tokenKeys()
        let place = Workplace(
            db: database, revisions: RevisionStore(database), couriers: couriers,
            sender: Sender(
                mailFrom: configuration.mail.from, smsFrom: configuration.text.from,
                links: PublicLinks(base: configuration.publicURL, keys: keys),
                bounces: configuration.mail.bounces(keys),
                textReceipts: configuration.text.receiptsURL(configuration.publicURL)),
            bounceFolder: configuration.mail.bounceFolder, clock: clock, chance: { Double.random(in: 0...1) },
            claimToken: Self.claimToken, makeSecret: Self.makeSecret,
            log: { log.write(.warning, "tick", ["what": .word($0)]) },
            isEnding: { ending.isRaised() || ColleagueProcess.isLeft(by: colleagueOf) }, claimSeconds: claimSeconds,
            isColleague: colleagueOf != nil,
            hire: { seconds in
                ColleagueProcess(now: moved.map { _ in clock() }, claimSeconds: seconds).map { process in
                    Colleague(tellToEnd: process.tellToEnd) { process.awaitEnd(ending) }
                }
            })
        for (job, counts) in try Tick(place).run(names) {
            log.write(.info, "job", counts.mapValues { .count($0) }.merging(["job": .word(job.rawValue)]) { $1 })
        }
    }

    private static var hostTime: Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    private static func claimToken() -> ClaimToken {
        var random = SystemRandomNumberGenerator()
        return ClaimToken(using: &random)
    }

    private static func makeSecret() -> SecretToken {
        var random = SystemRandomNumberGenerator()
        return SecretToken(using: &random)
    }

    private static func name(_ text: String) throws -> JobName {
        guard let name = JobName(rawValue: text) else {
            let known = JobName.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no job \(text). Jobs are: \(known).")
        }
        return name
    }

    private func movedTime(_ configuration: Configuration) throws -> Instant? {
        guard let now else { return nil }
        guard configuration.isClockMovable else {
            throw ValidationError("The clock may not be moved here: CAMPANILE_MOVED_CLOCK is not 1.")
        }
        guard let instant = Instant(now) else {
            throw ValidationError("--now wants a time such as 2027-03-13T14:00Z.")
        }
        return instant
    }
}

CampanileCron.main()
