import Campaigns
import CivilTime
import MariaDB

/// By which column the campaign list stands in order.
public enum CampaignSort: String, Sendable, CaseIterable {
    case name, type, status, recipients, sent, delivered, opened, clicked, updated
}

/// Which campaigns a list shows, and how.
public struct CampaignFilter: Sendable, Hashable {
    public var status: CampaignStatus?
    public var type: CampaignType?
    /// Part of a name; empty for all.
    public var search: String
    public var sort: CampaignSort
    public var isAscending: Bool
    /// From 1.
    public var page: Int

    public init(
        status: CampaignStatus? = nil, type: CampaignType? = nil, search: String = "", sort: CampaignSort = .updated,
        isAscending: Bool = false, page: Int = 1
    ) {
        self.status = status
        self.type = type
        self.search = search
        self.sort = sort
        self.isAscending = isAscending
        self.page = max(1, page)
    }

    var isOpen: Bool { type == nil && search.isEmpty }
}

/// One page of the campaign list.
public struct CampaignPage: Sendable, Hashable {
    /// One campaign as the list shows it.
    public struct Line: Sendable, Hashable {
        public let id: ID<Campaign>
        public let name: String
        public let type: CampaignType
        public let status: CampaignStatus
        /// Without its rule.
        public let trigger: Trigger?
        /// SEND steps.
        public let messages: Int
        /// Why it paused itself; nil when it did not.
        public let selfPause: SelfPause?
        public let tally: Tally
        public let updatedAt: Instant
    }

    public static let size = 50

    public let lines: [Line]
    /// How many campaigns fit the filters, on all pages.
    public let matching: Int
    /// How many the clinic has, by status.
    public let statuses: [CampaignStatus: Int]

    public var active: Int { statuses[.active] ?? 0 }
    public var total: Int { statuses.values.reduce(0, +) }
}

extension CampaignStore {
    /// One page of the list: three statements at most.
    public func page(_ filter: CampaignFilter, in clinic: ID<Clinic>) throws -> CampaignPage {
        let counts = try db.rows(CampaignPageSQL.statuses.rawValue, [.id(clinic)])
        let statuses: [CampaignStatus: Int] = Dictionary(
            uniqueKeysWithValues: counts.map { ($0.choice("status"), $0.int("campaigns")) })
        let values = [.id(clinic)] + Self.values(of: filter)
        let order = CampaignPageOrder(sort: filter.sort, isAscending: filter.isAscending)
        let offset = (filter.page - 1).multipliedReportingOverflow(by: CampaignPage.size)
        let rows =
            offset.overflow
            ? [] : try db.rows(order.text, values + [.number(CampaignPage.size), .number(offset.partialValue)])
        return CampaignPage(
            lines: try rows.map(Self.line), matching: try matching(filter, values, statuses), statuses: statuses)
    }

    private func matching(_ filter: CampaignFilter, _ values: [Value], _ statuses: [CampaignStatus: Int]) throws -> Int
    {
        guard filter.isOpen else {
            return try db.row(CampaignPageSQL.matching.rawValue, values)?.int("campaigns") ?? 0
        }
        guard let status = filter.status else { return statuses.values.reduce(0, +) }
        return statuses[status] ?? 0
    }

    private static func values(of filter: CampaignFilter) -> [Value] {
        let status = Value.choice(filter.status)
        let type = Value.choice(filter.type)
        let name: Value = filter.search.isEmpty ? .null : .text(LikePattern.containing(filter.search))
        return [status, status, type, type, name, name]
    }

    private static func line(_ row: Row) throws -> CampaignPage.Line {
        CampaignPage.Line(
            id: row.id("id"), name: row.text("name"), type: row.choice("type"), status: row.choice("status"),
            trigger: try CampaignRow.trigger(row, rule: nil), messages: row.int("messages"),
            selfPause: SelfPause.decode(row), tally: TallyRow.decode(row), updatedAt: row.instant("updated_at"))
    }

    /// When the next message of the clinic's running campaigns is due; nil without one.
    public func nextSend(in clinic: ID<Clinic>, at now: Instant) throws -> Instant? {
        try db.row(CampaignPageSQL.nextSend.rawValue, [.id(clinic), .instant(now)])?.instant("awaits_at")
    }
}
