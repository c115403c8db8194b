import Campaigns
import CivilTime
import MariaDB

/// A locked send, as the receipts of a batch change it one after the other.
struct JoinedSend {
    let id: ID<Send>
    let clinic: ID<Clinic>
    private let campaign: ID<Campaign>
    private let step: ID<Step>
    private let channel: Channel
    private let before: ReceiptedSend
    private let changedAt: Instant
    private let times: Times
    private var stand: ReceiptedSend
    private var end: Times
    private var nextAt: Instant?

    private struct Times {
        var sentAt: Instant?
        var deliveredAt: Instant?
    }

    init(_ row: Row) {
        id = row.id("id")
        clinic = row.id("clinic_id")
        campaign = row.id("campaign_id")
        step = row.id("step_id")
        channel = row.choice("channel")
        before = ReceiptedSend(
            phase: row.choice("phase"), failure: row.optionalChoice("failure"), wires: row.int("wires"),
            plannedAt: row.instant("planned_at"), firstWiredAt: row.optionalInstant("first_wired_at"),
            lastWiredAt: row.optionalInstant("last_wired_at"))
        changedAt = row.instant("updated_at")
        times = Times(sentAt: row.optionalInstant("sent_at"), deliveredAt: row.optionalInstant("delivered_at"))
        (stand, end) = (before, times)
    }

    var hasFailed: Bool { stand.phase == .failed }

    var isMoved: Bool { stand.phase != before.phase || stand.failure != before.failure }

    mutating func take(_ receipt: Row, at now: Instant) -> ReceiptRuling {
        let ruling = ReceiptRuling(receipt.choice("kind"), wire: receipt.optionalInt("wire"), about: stand)
        switch ruling {
        case .keep, .moot: return ruling
        case .sent:
            (stand.phase, stand.failure) = (.sent, nil)
            nextAt = channel == .email ? now.adding(hours: CourierAnswer.quietHours) : nil
        case .delivered:
            (stand.phase, stand.failure) = (.delivered, nil)
            nextAt = nil
        case .bounced:
            (stand.phase, stand.failure) = (.failed, .bounced)
            nextAt = nil
        }
        // What proves that it left does not tell when: its last start does.
        if end.sentAt == nil { end.sentAt = before.lastWiredAt ?? now }
        end.deliveredAt =
            ruling == .delivered ? max(receipt.instant("occurred_at"), end.sentAt ?? before.plannedAt) : nil
        return ruling
    }

    /// As `ReceiptSQL.move` reads it.
    var row: String {
        JSONCell.row([
            .number(id.rawValue), .word(before.phase.rawValue), .word(stand.phase.rawValue),
            .word(stand.failure?.rawValue), .instant(nextAt), .instant(end.sentAt), .instant(end.deliveredAt),
        ])
    }

    /// Each on the day that its row names.
    func deltas(at now: Instant) -> [Tally.Delta] {
        var deltas: [Tally.Delta] = []
        if let sentAt = end.sentAt, times.sentAt == nil { deltas.append(delta(.sent, 1, sentAt)) }
        if before.phase == .failed { deltas.append(delta(.failed, -1, changedAt)) }
        if let at = times.deliveredAt { deltas.append(delta(.delivered, -1, at)) }
        if let at = end.deliveredAt { deltas.append(delta(.delivered, 1, at)) }
        if stand.phase == .failed { deltas.append(delta(.failed, 1, now)) }
        return deltas
    }

    private func delta(_ measure: Tally.Measure, _ amount: Int, _ at: Instant) -> Tally.Delta {
        Tally.Delta(clinic: clinic, campaign: campaign, step: step, measure: measure, at: at, amount: amount)
    }
}
