import Campaigns
import MariaDB

enum ExistingSendRow {
    static func decode(_ row: Row) -> ExistingSend {
        let phase: SendPhase = row.choice("phase")
        return ExistingSend(
            id: row.id("id"), step: row.id("step_id"), point: row.optionalID("contact_point_id"),
            channel: row.choice("channel"), version: row.int("schedule_version"),
            isOpening: row.bool("is_opening"), isUntouched: phase == .ready || phase == .parked,
            skip: phase == .skipped ? row.optionalChoice("reason") : nil, retry: row.int("retry_number"),
            plannedAt: row.instant("planned_at"), stage: stage(phase, row.optionalChoice("failure")))
    }

    private static func stage(_ phase: SendPhase, _ failure: FailureClass?) -> ExistingSend.Stage {
        switch phase {
        case .ready, .parked: .waiting
        case .claimed: .claimed
        case .wire, .unknown, .sent, .delivered: .left
        case .skipped: .over
        case .failed: failure == .ambiguous || failure == .bounced ? .left : .over
        }
    }
}
