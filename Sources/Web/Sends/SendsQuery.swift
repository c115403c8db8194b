import Campaigns
import Storage

/// What the address of a sends list asks for. A word that means nothing asks for nothing.
struct SendsQuery {
    let filter: SendFilter
    let after: SendCursor?

    init(_ query: Fields) {
        filter = SendFilter(
            status: query["status"].flatMap { SendStatus(rawValue: $0.uppercased()) },
            reason: query["reason"].flatMap { Reason(rawValue: $0) },
            step: query["step"].flatMap { ID<Step>(text: $0) })
        after = query["after"].flatMap { SendCursor(text: $0) }
    }

    var isFiltered: Bool { filter != SendFilter() }

    func path(_ campaign: ID<Campaign>, after: SendCursor? = nil) -> String {
        Path.with(
            Path.sends(campaign),
            [
                ("status", filter.status?.rawValue.lowercased() ?? ""), ("step", filter.step?.description ?? ""),
                ("reason", filter.reason?.rawValue ?? ""), ("after", after?.text ?? ""),
            ])
    }
}
