import CivilTime
import Storage

/// Forgets sessions that have lapsed, failed sign-ins that no longer count, links of visits and surveys long over, codes of
/// inboxes that have ended, old test messages and codes, forms that were sent, receipts of long ago, and what providers
/// answered then.
struct SweepTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 1_000
    /// A session lives half a day at most (delivery.md 6).
    static let sessionHours = 12

    /// How long a link can still say that its visit has passed, or that its survey is over.
    static let linkDays = 30

    /// The text of a test message may name a patient, and is kept no longer than it is of use.
    static let testDays = 7

    /// Nobody tells of a message again after so long, and nobody asks.
    static let receiptDays = 90

    /// What a tick did long ago tells nobody anything.
    static let runDays = 90

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let now = place.clock()
        let lapsed = now.adding(hours: -Self.sessionHours)
        let sessions = try SessionStore(place.db).sweep(unusedSince: lapsed, limit: Self.batch)
        let failures = try SignInLimit(place.db).sweep(at: now, limit: Self.batch)
        let over = now.adding(hours: -Self.linkDays * 24)
        let links = try VisitLinkStore(place.db).sweep(begunBefore: over, limit: Self.batch)
        let surveys = try SurveyInvitations(place.db).sweep(endedBefore: over, limit: Self.batch)
        let inboxes = try InboxLinkStore(place.db).sweep(endedBefore: over, limit: Self.batch)
        let tests = try TestMessageQueue(place.db).sweep(
            askedBefore: now.adding(hours: -Self.testDays * 24), limit: Self.batch)
        let codes = try PreferenceCodeQueue(place.db).sweep(
            askedBefore: now.adding(hours: -Self.testDays * 24), limit: Self.batch)
        let forms = try FormUses(place.db).sweep(usedBefore: lapsed, limit: Self.batch)
        let receipts = try ReceiptStore(place.db).sweep(
            receivedBefore: now.adding(hours: -Self.receiptDays * 24), limit: Self.batch)
        let answers = try ProviderTallyStore(place.db).sweep(at: now, limit: Self.batch)
        let runs = try JobRunStore(place.db).sweep(before: now.adding(hours: -Self.runDays * 24))
        return [
            "sessions": sessions, "failures": failures, "links": links + surveys + inboxes, "tests": tests,
            "codes": codes, "forms": forms, "receipts": receipts, "answers": answers, "runs": runs,
        ]
    }
}
