import Campaigns
import CivilTime
import Storage

/// What staff are told of a provider.
enum ProviderWords {
    static func name(_ provider: String) -> String {
        switch provider {
        case "smtp": "The e-mail server"
        case "push": "The push services of browsers"
        case "twilio", "kannel": "The SMS gateway"
        case "files": "The outbox folder"
        default: "The provider \(provider)"
        }
    }

    /// A word for how it fares, and the state that its badge shows.
    static func badge(_ state: ProviderState, _ times: Times) -> (word: String, state: String) {
        if state.isStopped { return ("Stopped", "failed") }
        return state.isWaiting(at: times.now) ? ("Waiting", "held") : ("Working", "active")
    }

    /// "The e-mail server takes no messages just now, because …; it is tried again today at 12:10."
    static func sentence(_ provider: String, _ state: ProviderState, _ times: Times) -> String {
        let name = name(provider)
        if state.isStopped {
            let since = state.trouble.map { " since \(times.near($0.at))" } ?? ""
            return "\(name) is stopped\(since), because \(because(state.trouble) ?? "it refuses our account")."
        }
        guard state.isWaiting(at: times.now), let until = state.openUntil else { return "\(name) takes messages." }
        let reason = because(state.trouble).map { ", because \($0)" } ?? ""
        return "\(name) takes no messages just now\(reason); it is tried again \(times.near(until))."
    }

    /// "it asked us to wait (code 429)"
    static func because(_ trouble: ProviderState.Trouble?) -> String? {
        guard let trouble else { return nil }
        let code = trouble.code.map { " (code \($0))" } ?? ""
        return switch trouble.kind {
        case .busy: "it asked us to wait\(code)"
        case .unreachable: "no connection could be made, or it broke off\(code)"
        case .turnedAway: "it turned the connection away before any message\(code)"
        case .insecure: "no safe connection could be made: its certificate or its encryption is not in order\(code)"
        case .storage: "the folder for the messages cannot be written"
        case .credentials: "it refuses our account: the name or the password\(code)"
        }
    }

    /// What somebody can do about it.
    static func advice(_ state: ProviderState, at now: Instant) -> String {
        if state.isStopped {
            return
                "Have the account mended, at the provider or in the settings of this installation, and use it again; what waits is then sent, as far as it is still of use."
        }
        guard state.isWaiting(at: now) else { return "Nothing needs to be done." }
        return switch state.trouble?.kind {
        case .insecure: "Have your IT look at the certificate; until then it is tried again by itself."
        case .storage: "Have your IT look at the folder and the room on its disk; it is tried again by itself."
        case .busy, .unreachable, .turnedAway, .credentials, nil:
            "It is tried again by itself, each time after a longer pause, of an hour at most. Messages that become useless by then are not sent late: they stand under Needs attention or are skipped."
        }
    }
}
