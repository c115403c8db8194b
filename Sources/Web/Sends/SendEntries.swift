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
        var entries = [Entry(at: history.createdAt, text: "Planned for \(times.text(history.send.plannedAt)).")]
        for attempt in history.attempts {
            entries.append(Entry(at: attempt.wiredAt, text: "Handed to the provider."))
            if let outcome = attempt.outcome {
                entries.append(Entry(at: attempt.endedAt ?? attempt.wiredAt, text: sentence(outcome, attempt.code)))
            }
        }
        if let deliveredAt = history.send.deliveredAt { entries.append(Entry(at: deliveredAt, text: "Delivered.")) }
        entries += history.hits.map { Entry(at: $0.at, text: Self.sentence($0)) }
        // What happened at the same moment keeps its order.
        return entries.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private func sentence(_ outcome: CourierAnswer.Outcome, _ code: Int?) -> String {
        let code = code.map { " (code \($0))" } ?? ""
        return switch outcome {
        case .accepted: "Accepted by the provider."
        case .refusedNow: "Refused for now\(code)."
        case .refusedForEver: "Refused for good\(code)."
        case .providerTrouble: "The provider took no messages\(code)."
        case .unauthorised: "The provider refused our account\(code)."
        case .unknown: "The provider's answer was lost; it may have left."
        case .notBegun: "There was no time to begin; nothing had left."
        }
    }

    private static func sentence(_ hit: SendHistory.TrackedHit) -> String {
        let what = hit.kind == .open ? "Opened" : "A link was clicked"
        return hit.isMachine ? "\(what), by a program that looks through mail; it does not count." : "\(what)."
    }
}
