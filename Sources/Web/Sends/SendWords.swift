import Campaigns
import Storage

extension ListedSend {
    /// A word for where it stands, and the state that its badge shows.
    var badge: (word: String, state: String) { Self.badge(phase, reason) }

    static func badge(_ phase: SendPhase, _ reason: Reason?) -> (word: String, state: String) {
        switch phase {
        case .ready: reason == nil ? ("Planned", "pending") : ("Held", "held")
        case .parked: ("Waiting", "parked")
        case .claimed, .wire: ("Leaving", "pending")
        case .unknown: ("Unanswered", "held")
        case .sent: ("Sent", "sent")
        case .delivered: ("Delivered", "delivered")
        case .skipped: ("Skipped", "skipped")
        case .failed: ("Failed", "failed")
        }
    }

    /// What it is called: its step's name, else its channel.
    var title: String { stepName.isEmpty ? channel.title : stepName }

    var recipientName: String { contactName ?? "nobody" }
}

extension Channel {
    /// At the beginning of a line: "E-mail", "SMS".
    var title: String { phrase.prefix(1).uppercased() + phrase.dropFirst() }
}

extension SendStatus {
    var phrase: String {
        switch self {
        case .pending: "Planned"
        case .sent: "Sent"
        case .delivered: "Delivered"
        case .failed: "Failed"
        case .skipped: "Skipped"
        }
    }
}
