import Campaigns
import Storage

/// What the list's address asks for. A word that means nothing asks for nothing.
struct CampaignListQuery: Hashable {
    static let searchLimit = 120

    let filter: CampaignFilter
    /// As it stands in addresses: `name`, `-sent`; empty for the usual order.
    let sortText: String

    init(_ query: Fields) {
        let given = query["sort"] ?? ""
        let isDescending = given.hasPrefix("-")
        let sort = CampaignSort(rawValue: String(given.drop { $0 == "-" }))
        sortText = sort.map { (isDescending ? "-" : "") + $0.rawValue } ?? ""
        filter = CampaignFilter(
            status: query["status"].flatMap { CampaignStatus(rawValue: $0.uppercased()) },
            type: query["type"].flatMap { CampaignType(rawValue: $0.uppercased()) },
            search: Self.search(query["q"] ?? ""), sort: sort ?? .updated,
            isAscending: sort != nil && !isDescending, page: query["page"].flatMap { Int($0) } ?? 1)
    }

    var isFiltered: Bool { filter.status != nil || filter.type != nil || !filter.search.isEmpty }

    /// The list's address with another page, and from the first page on with another order.
    func path(sort: String? = nil, page: Int = 1) -> String {
        Path.with(
            Path.campaigns,
            [
                ("q", filter.search), ("status", filter.status?.rawValue.lowercased() ?? ""),
                ("type", filter.type?.rawValue.lowercased() ?? ""), ("sort", sort ?? sortText),
                ("page", page > 1 ? String(page) : ""),
            ])
    }

    /// The order that a column's head leads to: the other way round where it is the order now.
    func path(sortedBy column: CampaignSort) -> String {
        let first = column.startsAscending ? column.rawValue : "-\(column.rawValue)"
        let other = column.startsAscending ? "-\(column.rawValue)" : column.rawValue
        return path(sort: sortText == first ? other : first)
    }

    private static func search(_ text: String) -> String {
        let isBlank = { (character: Character) in character.isWhitespace }
        let words = text.drop(while: isBlank)
        return String(words.prefix(searchLimit))
    }
}

extension CampaignSort {
    /// Names read from A on, numbers from the largest.
    fileprivate var startsAscending: Bool {
        switch self {
        case .name, .type, .status: true
        case .recipients, .sent, .delivered, .opened, .clicked, .updated: false
        }
    }
}
