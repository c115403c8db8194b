/// What a household gets in the experiment of one SEND step.
public enum Arm: String, Sendable, Codable, CaseIterable, Comparable {
    /// The step's own message template.
    case a = "A"
    case b = "B"
    case c = "C"
    case d = "D"
    /// Nothing, so that it shows what the message itself does.
    case holdout = "HOLDOUT"
    /// Waits for the end of the test, and gets what won.
    case rest = "REST"

    /// Those that can be tried against the step's own message template.
    public static let challengers: [Arm] = [.b, .c, .d]

    /// Whether it gets a message template of its own.
    public var hasMessage: Bool { self == .a || Self.challengers.contains(self) }

    /// As staff read it.
    public var phrase: String {
        switch self {
        case .a, .b, .c, .d: "Message \(rawValue)"
        case .holdout: "No message"
        case .rest: "After the test"
        }
    }

    public static func < (left: Arm, right: Arm) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
