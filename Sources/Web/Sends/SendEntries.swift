import Campaigns
import CivilTime
import Storage

/// What happened to a send, line by line, oldest first.
struct SendEntries {
    let history: SendHistory
    let times: Times

    struct Entry {
        let at: Instant
        let text: String
    }

    var all: [Entry] {
        let entries =
            planning + history.attempts.flatMap(wire) + history.receipts.map(told) + ending
            + history.hits.map(Self.hit)
        // What happened at the same moment keeps its order.
        return entries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private var planning: [Entry] {
        let time = times.text(history.send.plannedAt)
        let again = history.retry > 0 ? "Sent once more by staff" : "Planned"
        guard let moved = history.replannedAt else {
            return [Entry(at: history.createdAt, text: "\(again) for \(time).")]
        }
        return [
            Entry(at: history.createdAt, text: "\(again) for the time that the visit or date had then."),
            Entry(at: moved, text: "Planned anew for \(time), because the visit or date moved."),
        ]
    }

    private func wire(_ attempt: SendHistory.Attempt) -> [Entry] {
        // Its inbox is ours: there is nobody in between.
        if history.send.channel == .inApp { return [Entry(at: attempt.wiredAt, text: "Put into the inbox.")] }
        let begun = Entry(at: attempt.wiredAt, text: "Handed to the provider.")
        guard let outcome = attempt.outcome else { return [begun] }
        return [begun, Entry(at: attempt.endedAt ?? attempt.wiredAt, text: sentence(outcome, attempt))]
    }

    /// How it stands, where that is more than its attempts tell.
    private var ending: [Entry] {
        let send = history.send
        switch send.phase {
        case .delivered: return send.deliveredAt.map { [Entry(at: $0, text: arrival)] } ?? []
        case .skipped:
            return [Entry(at: history.changedAt, text: "Skipped. \(send.reason?.skippedSentence ?? "")")]
        case .failed:
            let why = send.reason == .addressNotCarried ? send.reason?.skippedSentence : send.failure?.sentence
            return [Entry(at: history.changedAt, text: "Failed. \(why ?? "")")]
        case .parked:
            let since = history.parkedAt ?? history.changedAt
            return [Entry(at: since, text: "Put aside until it may go. \(send.reason?.skippedSentence ?? "")")]
        case .ready:
            guard let reason = send.reason, let next = send.nextAt else { return [] }
            return [Entry(at: history.changedAt, text: "Held until \(times.text(next)). \(reason.skippedSentence)")]
        case .claimed, .wire, .unknown, .sent: return []
        }
    }

    /// Whether somebody said so, or nobody said otherwise.
    private var arrival: String {
        let isTold = history.receipts.contains { $0.kind == .delivered || $0.kind == .complaint }
        switch history.send.channel {
        case .email where !isTold, .sms where !isTold:
            return "Counts as delivered: a day has passed and it has not come back."
        default: return "Delivered."
        }
    }

    private func told(_ receipt: SendHistory.Told) -> Entry {
        let code = receipt.code.map { " (code \($0))" } ?? ""
        let text =
            switch receipt.kind {
            case .accepted: "The provider says that it is on its way."
            case .delivered where history.send.channel.isReadInInbox: "It was marked as read."
            case .delivered: "The provider says that it arrived."
            case .bouncedNow: "The provider says that it could not be delivered\(code)."
            case .bouncedForEver: "The provider says that nothing can arrive there\(code): nothing more goes there."
            case .optedOut: "The provider says that they want nothing more\(code): nothing more goes there."
            case .complaint: "It arrived and was reported as unwanted: no more offers go there."
            }
        return Entry(at: receipt.at, text: text)
    }

    private func sentence(_ outcome: CourierAnswer.Outcome, _ attempt: SendHistory.Attempt) -> String {
        let answer = [attempt.code.map(String.init), attempt.detail].compactMap(\.self).joined(separator: " ")
        let code = answer.isEmpty ? "" : " (code \(answer))"
        return switch outcome {
        case .accepted: "Accepted by the provider\(attempt.reference.map { ", which calls it \($0)" } ?? "")."
        case .refusedNow: "Refused for now\(code)."
        case .refusedForEver: "Refused for good\(code)."
        case .providerTrouble: "The provider took no messages\(code)."
        case .unauthorised: "The provider refused our account\(code)."
        case .unknown: "The provider's answer was lost; it may have left."
        case .notBegun: "There was no time to begin; nothing had left."
        }
    }

    private static func hit(_ hit: SendHistory.TrackedHit) -> Entry {
        let what = hit.kind == .open ? "Opened" : "A link was clicked\(hit.url.map { ", to \($0)" } ?? "")"
        let text = hit.isMachine ? "\(what), by a program that looks through mail; it does not count." : "\(what)."
        return Entry(at: hit.at, text: text)
    }
}
