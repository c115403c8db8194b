/// By which road a message travels.
public enum Channel: String, Sendable, Codable, CaseIterable {
    case email = "EMAIL"
    case sms = "SMS"
    case inApp = "IN_APP"
    case push = "PUSH"

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
