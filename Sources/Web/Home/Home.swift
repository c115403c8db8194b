import Campaigns
import Storage

/// The first page of the day: what leaves, what needs a person, who has confirmed for tomorrow, what is paused.
enum Home {
    /// Failures older than this have been seen, or will not be.
    static let failureDays = 7

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let trouble = Trouble(visit.db, in: visit.clinicID)
        let today = visit.zone.civil(at: visit.now).date
        let model = HomePage(
            visit: visit,
            leaving: try LeavingTodayStore(visit.db).leaving(in: visit.clinicID, zone: visit.zone, at: visit.now),
            requests: try trouble.requests(), lowScores: try LowScores(visit.db).count(in: visit.clinicID),
            failed: try trouble.failed(since: visit.now.adding(hours: -24 * failureDays)),
            stuck: try trouble.stuck(at: visit.now), providers: try trouble.providers(),
            paused: try trouble.paused(),
            visits: try ExpectedVisitsStore(visit.db).visits(
                on: today.adding(days: 1), in: visit.clinicID, zone: visit.zone, listing: TomorrowSheet.most))
        let page = visit.page("home/home.html")
        model.fill(page)
        return try visit.respond(page, in: Frame(title: Noun.home.name, noun: .home))
    }

    /// Lets a patient's way go on that was given up after errors.
    static func tryAgain(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        guard
            let isTried = try Trouble(visit.db, in: visit.clinicID)
                .tryAgain(request.id("id"), by: visit.author, at: visit.now)
        else { throw HTTPRefusal.notFound }
        let notice =
            isTried
            ? Notice("It is tried again with the next minutes.", "If it fails five times more, it stands here again.")
            : Notice("It goes on already.", tone: .warn)
        return try visit.redirect(to: Path.start, notice: notice)
    }
}

extension Path {
    static func tryAgain(_ id: ID<Enrollment>) -> String { "/ways/\(id)/again" }
}
