import Campaigns
import CivilTime
import Storage

/// What the address of a sends list asks for. A word that means nothing asks for nothing.
struct SendsQuery {
    /// Without a span of time; `filter(in:)` adds it.
    private let choices: SendFilter
    /// The clinic's dates, both included.
    let from: CivilDate?
    let to: CivilDate?
    let earlier: SendCursor?
    let later: SendCursor?

    init(_ query: Fields) {
        choices = SendFilter(
            status: query["status"].flatMap { SendStatus(rawValue: $0.uppercased()) },
            reason: query["reason"].flatMap { Reason(rawValue: $0) },
            step: query["step"].flatMap { ID<Step>(text: $0) },
            channel: query["channel"].flatMap { Channel(rawValue: $0.uppercased()) })
        from = Self.date(query["from"])
        to = Self.date(query["to"]).flatMap { [from] in $0 >= from ?? $0 ? $0 : nil }
        earlier = query["earlier"].flatMap { SendCursor(text: $0) }
        later = query["later"].flatMap { SendCursor(text: $0) }
    }

    /// Years that a campaign can have sent in.
    private static let years = 2000...2100

    private static func date(_ text: String?) -> CivilDate? {
        text.flatMap { CivilDate($0) }.flatMap { years.contains($0.year) ? $0 : nil }
    }

    func filter(in zone: Zone) -> SendFilter {
        func start(of day: CivilDate) -> Instant { zone.instant(of: day.at(ClockTime(minutes: 0))) }
        var filter = choices
        filter.from = from.map(start)
        filter.to = to.map { start(of: $0.adding(days: 1)) }
        return filter
    }

    /// The list begins at now, or at the end of the span that is nearest to it.
    func place(_ filter: SendFilter, at now: Instant) -> SendStretch.Place {
        if let earlier { return .earlier(earlier) }
        if let later { return .later(later) }
        let begun = max(now, filter.from ?? now)
        return .around(min(begun, filter.to ?? begun))
    }

    var status: SendStatus? { choices.status }
    var reason: Reason? { choices.reason }
    var step: ID<Step>? { choices.step }
    var channel: Channel? { choices.channel }

    var isFiltered: Bool { choices != SendFilter() || from != nil || to != nil }

    var isAtNow: Bool { earlier == nil && later == nil }

    func path(_ campaign: ID<Campaign>, earlier: SendCursor? = nil, later: SendCursor? = nil) -> String {
        Path.with(
            Path.sends(campaign),
            [
                ("status", status?.rawValue.lowercased() ?? ""), ("reason", reason?.rawValue ?? ""),
                ("step", step?.description ?? ""), ("channel", channel?.rawValue.lowercased() ?? ""),
                ("from", from?.text ?? ""), ("to", to?.text ?? ""), ("earlier", earlier?.text ?? ""),
                ("later", later?.text ?? ""),
            ])
    }
}
