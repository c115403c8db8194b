import Campaigns
import MariaDB

/// A line of the reminder table in its columns.
enum ReminderRow {
    private enum Kind: String {
        case booking, hours, days, morning
    }

    static func decode(_ row: Row) -> ReminderRule {
        ReminderRule(
            id: row.id("id"), type: row.optionalID("type_id"), lead: lead(row), channel: row.choice("channel"),
            message: row.optionalID("template_id"), isOnlyUntilConfirmed: row.bool("only_until_confirmed"))
    }

    private static func lead(_ row: Row) -> ReminderLead {
        switch row.choice("lead_kind") as Kind {
        case .booking: .atBooking
        case .hours: .hours(row.int("amount"))
        case .days: .days(row.int("amount"))
        case .morning: .morning
        }
    }

    /// What the columns from `type_id` to `only_until_confirmed` hold.
    static func values(_ rule: ReminderRule) -> [Value] {
        let (kind, amount): (Kind, Int?) =
            switch rule.lead {
            case .atBooking: (.booking, nil)
            case .hours(let hours): (.hours, hours)
            case .days(let days): (.days, days)
            case .morning: (.morning, nil)
            }
        return [
            .id(rule.type), .choice(kind), .number(amount), .choice(rule.channel), .id(rule.message),
            .bool(rule.isOnlyUntilConfirmed),
        ]
    }
}
