/// By which road a message travels.
public enum Channel: String, Sendable, Codable, CaseIterable {
    case email = "EMAIL"
    case sms = "SMS"
    case inApp = "IN_APP"
    case push = "PUSH"

    /// Whether its messages stand in the contact's inbox: a push message is the first words of one that does.
    public var isReadInInbox: Bool { self == .inApp || self == .push }

    /// As staff read it: "e-mail", "SMS".
    public var phrase: String {
        switch self {
        case .email: "e-mail"
        case .sms: "SMS"
        case .inApp: "in-app message"
        case .push: "push message"
        }
    }
}
