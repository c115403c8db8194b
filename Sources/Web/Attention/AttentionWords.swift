import Storage

/// What staff are told of a kind of failure.
extension AttentionKind {
    /// On a tab and in a row: "Address refused".
    var title: String {
        switch self {
        case .address: "Address refused"
        case .optedOut: "Stopped by the person"
        case .sender: "Sender refused"
        case .content: "Refused for what it says"
        case .refused: "Refused"
        case .exhausted: "Too late"
        case .ambiguous: "May have arrived"
        case .poison: "Could not be decided"
        case .bounced: "Returned"
        }
    }

    /// What it means, and what somebody can do.
    var advice: String {
        switch self {
        case .address:
            "The provider says that nobody can be reached there, so the address is closed. Correct it here or in the booking system; what is still to come goes to the new one."
        case .optedOut:
            "The person told the carrier to stop. It refuses every further text, until they write START themselves."
        case .sender:
            "The provider does not let your own address or number send. Have the settings of this installation mended, then send these again."
        case .content:
            "The provider refused what the message says, or how it looks. Change the text and publish it; then send these again."
        case .refused:
            "The provider refused them for good and named no reason that is known. Look at its answer before you send them again."
        case .exhausted:
            "They were tried until they were no longer of use. Sent again, they go at once, whatever the time."
        case .ambiguous:
            "The provider’s answer was lost: they may have arrived. Ask the person if it matters; sent again, they may arrive twice."
        case .poison:
            "Campanile failed several times over them. Tell whoever looks after it, and send them again when it is mended."
        case .bounced:
            "They were taken and then returned: the address does not work, or is full. Correct it here or in the booking system."
        }
    }

    /// Whether it is the address that has to be mended.
    var isAboutAddress: Bool { self == .address || self == .bounced }
}
