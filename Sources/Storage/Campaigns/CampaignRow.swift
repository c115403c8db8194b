import Campaigns
import CivilTime
import Foundation
import MariaDB

/// A campaign's row without its counts.
enum CampaignRow {
    /// With what has been edited since it was published.
    static func decode(_ row: Row) throws -> Campaign {
        var campaign = try decodeRunning(row)
        campaign.shiftUntil = row.optionalInstant("shift_until")
        campaign.reminderTable = row.optionalChoice("reminder_table")
        guard let text = row.optionalText("draft") else { return campaign }
        let draft = try JSONDecoder().decode(CampaignDraft.self, from: Data(text.utf8))
        campaign.trigger = draft.trigger
        campaign.audience = draft.audience
        campaign.exclusions = draft.exclusions
        campaign.reentryDays = draft.reentryDays
        campaign.asksAudienceAgain = draft.asksAudienceAgain
        return campaign
    }

    static func text(of draft: CampaignDraft) throws -> String {
        String(decoding: try JSONEncoder().encode(draft), as: UTF8.self)
    }

    private static func decodeRunning(_ row: Row) throws -> Campaign {
        var campaign = Campaign(
            id: row.id("id"), clinicID: row.id("clinic_id"), name: row.text("name"),
            description: row.text("description"), type: row.choice("type"),
            purpose: row.bool("is_marketing") ? .marketing : .care,
            trigger: try trigger(row, rule: RuleText.decode(row.optionalText("trigger_rule"))),
            audience: try RuleText.decode(row.text("audience")),
            exclusions: try RuleText.decode(row.optionalText("exclude_criteria")),
            reentryDays: row.optionalInt("reentry_days"), status: row.choice("status"), version: row.int("version"),
            revisionID: row.optionalID("revision_id"), galleryKey: row.optionalText("gallery_key"),
            createdBy: row.optionalID("created_by"), activatedAt: row.optionalInstant("activated_at"),
            pausedAt: row.optionalInstant("paused_at"), completedAt: row.optionalInstant("completed_at"),
            archivedAt: row.optionalInstant("archived_at"), createdAt: row.instant("created_at"),
            updatedAt: row.instant("updated_at"), publishedVersion: row.optionalInt("published_version"),
            movingSince: row.optionalInstant("moving_since"))
        campaign.asksAudienceAgain = row.bool("asks_audience_again")
        return campaign
    }

    /// The trigger of columns `trigger_type`, `trigger_event`, `trigger_lead_days`, `trigger_local` and
    /// `trigger_recurrence`.
    static func trigger(_ row: Row, rule: Rule?) throws -> Trigger? {
        switch row.optionalText("trigger_type") {
        case nil: return nil
        case "EVENT":
            guard let type = row.optionalText("trigger_event").flatMap(EventType.init) else {
                preconditionFailure("a campaign by an event that has no name")
            }
            return .event(type, rule: rule, leadDays: row.int("trigger_lead_days"))
        case "SCHEDULED":
            guard let local = row.optionalText("trigger_local").flatMap({ CivilDateTime($0) }) else {
                preconditionFailure("a scheduled campaign without a time")
            }
            return .scheduled(local)
        case "RECURRING":
            return .recurring(try Recurrence(json: JSON.parse(Array(row.text("trigger_recurrence").utf8))))
        default: preconditionFailure("a campaign by a trigger that this program does not know")
        }
    }

    /// What the columns `trigger_type`, `trigger_event`, `trigger_rule`, `trigger_lead_days`, `trigger_local` and
    /// `trigger_recurrence` hold.
    static func values(of trigger: Trigger?) -> [Value] {
        let type: Value = .text(trigger?.typeName)
        switch trigger {
        case nil: return [type, .null, .null, .number(0), .null, .null]
        case .event(let event, let rule, let leadDays):
            return [type, .text(event.rawValue), .text(rule?.json.text), .number(leadDays), .null, .null]
        case .scheduled(let local):
            return [type, .null, .null, .number(0), .text(local.textWithSeconds), .null]
        case .recurring(let recurrence):
            return [type, .null, .null, .number(0), .null, .text(recurrence.json.text)]
        }
    }
}

/// Rules in the shape of api.md.
enum RuleText {
    static func decode(_ text: String) throws -> Rule { try Rule(json: JSON.parse(Array(text.utf8))) }

    static func decode(_ text: String?) throws -> Rule? { try text.map { try decode($0) } }
}

/// The counts of `tally`, 0 where it has no row yet.
enum TallyRow {
    static func decode(_ row: Row) -> Tally {
        let counts = Tally.Measure.whole.map { ($0, row.optionalInt($0.rawValue) ?? 0) }
        return Tally(counts: Dictionary(uniqueKeysWithValues: counts))
    }
}
