import Campaigns
import Markup
import Storage

/// How the providers of messages fare.
enum ProviderPages {
    static func show(_ request: Request, _ visit: Visit) throws -> Response { try respond(visit) }

    /// A person says that a stopped provider works again.
    static func start(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try Form(request, names: ["provider"])
        let isStarted = try ProviderStore(visit.db).start(
            stopped: form["provider"], for: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.providers,
            notice: isStarted
                ? Notice("It is used again.", "The next minute begins with what waits for it.")
                : Notice("It was not stopped.", tone: .warn))
    }

    private static func respond(_ visit: Visit) throws -> Response {
        let page = visit.page("clinic/providers.html")
        let states = try ProviderStore(visit.db).all()
        page.keep("states", if: !states.isEmpty)
        page.keep("no-states", if: states.isEmpty)
        page.each("provider", states) { row, state in fill(row, state, visit) }
        return try visit.respond(page, tab: .providers)
    }

    private static func fill(_ row: Page, _ state: ProviderStore.Listed, _ visit: Visit) {
        row.text("name", ProviderWords.name(state.name))
        let (word, badge, text) = words(state, visit)
        row.text("provider-state", word)
        row.attribute("provider-state", "data-state", badge)
        row.text("says", text)
        visit.times.fill(row, "since", state.since)
        row.keep("may-start", if: state.state.isStopped)
        visit.fill(form: "start", of: row, postingTo: Path.providerStart)
        row.attribute("provider", "value", state.name)
        row.attribute("start-button", "aria-label", "Use again: \(ProviderWords.name(state.name))")
    }

    private static func words(_ listed: ProviderStore.Listed, _ visit: Visit) -> (String, String, String) {
        if listed.state.isStopped {
            return (
                "Stopped", "failed",
                "It refuses our account. Have the account mended, then use it again; what waits is then sent."
            )
        }
        if let until = listed.state.openUntil, until > visit.now {
            let times = Numbers.count(listed.state.failures, "time", "times")
            return (
                "In trouble", "held", "It took no messages \(times) in a row; tried again \(visit.times.near(until))."
            )
        }
        return ("Working", "active", "Nothing is wrong.")
    }
}
