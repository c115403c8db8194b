import Campaigns
import CivilTime
import Markup
import Storage

/// One provider as all staff see it: how it fares, what it answered of late, and what waits behind it.
enum ProviderPage {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let name = try request.word("name")
        let counts = try ProviderTallyStore(visit.db).counts(in: visit.clinicID, at: visit.now)
        let states = try ProviderStore(visit.db).all()
        guard visit.call.settings.providers.values.contains(name) || states[name] != nil || counts[name] != nil else {
            throw HTTPRefusal.notFound
        }
        let sheet = try ProviderSheet(
            name: name, state: states[name] ?? .working, counts: counts[name] ?? ProviderTallyStore.Counts(),
            acceptedAt: ProviderTallyStore(visit.db).acceptedAt(name, in: visit.clinicID, at: visit.now),
            channels: channels(of: name, visit), waiting: waiting(behind: name, states[name] ?? .working, visit),
            visit: visit)
        let page = visit.page("clinic/provider.html")
        sheet.fill(page)
        let isAdmin = visit.may(.admin)
        let crumbs =
            isAdmin
            ? [Crumb(Noun.clinic.name, Path.clinic), Crumb("Providers", Path.providers)]
            : [Crumb(Noun.home.name, Path.start)]
        return try visit.respond(
            page, in: Frame(title: ProviderWords.name(name), crumbs: crumbs, noun: isAdmin ? .clinic : .home))
    }

    static func channels(of name: String, _ visit: Visit) -> [Channel] {
        Channel.allCases.filter { visit.call.settings.providers[$0] == name }
    }

    /// The clinic's messages that are due until it is tried again.
    private static func waiting(behind name: String, _ state: ProviderState, _ visit: Visit) throws -> Int {
        let until = max(visit.now, state.openUntil ?? visit.now)
        return try channels(of: name, visit).reduce(0) {
            $0 + (try ProviderTallyStore(visit.db).waiting($1, in: visit.clinicID, until: until))
        }
    }
}

extension Path {
    static func provider(_ name: String) -> String { "/providers/\(name)" }
}
