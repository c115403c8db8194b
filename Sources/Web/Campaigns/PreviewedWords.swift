import Campaigns

/// What pages say of a message that nobody was sent.
extension PreviewedMessage {
    /// "To Ana Torres (parent), +1312…  · leaves Sun 11 Apr, 15:30".
    func note(_ times: Times) -> String {
        let to = planned.recipient.map { "To \(PatientWords.name($0)), \($0.point.shown)" } ?? "To nobody"
        return leavesAt.map { "\(to) · leaves \(times.text($0))" } ?? to
    }

    /// What stands where there is no text.
    var silence: String {
        switch rendering {
        case .missing(let field)?: "\(field.phrase.capitalisedStart) is not recorded."
        case .unreadable?: "The message template has problems; open it to see them."
        case .message?: ""
        case nil where planned.recipient == nil: ""
        case nil: "The step has no message template yet."
        }
    }
}

extension Verdict {
    var words: String {
        switch self {
        case .send: "Would be sent"
        case .hold: "Would be held"
        case .park: "Would wait"
        case .skip: "Would be skipped"
        }
    }

    var state: String {
        switch self {
        case .send: "send"
        case .hold, .park: "held"
        case .skip: "skipped"
        }
    }
}
