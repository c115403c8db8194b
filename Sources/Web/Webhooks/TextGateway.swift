/// The gateway that carries our texts, and brings what people answer.
public struct TextGateway: Sendable {
    /// What it signs its requests with.
    let token: String
    /// What it sends our texts from: a number in E.164, or a name of the gateway's for several.
    let number: String

    public init(token: String, number: String) {
        self.token = token
        self.number = number
    }

    /// Whether a text to this number is for us. Which numbers stand behind a name only the gateway knows.
    func isOurs(_ number: String) -> Bool { !self.number.hasPrefix("+") || number == self.number }
}

/// A text that belongs to no clinic, by the provider's id of it.
public struct UnplacedText: Error, CustomStringConvertible {
    let key: String

    public var description: String { "text \(key) is for no clinic" }
}
