import Campaigns

extension Path {
    static let newMessage = "/messages/new"
    static func message(_ id: ID<MessageTemplate>) -> String { "\(messages)/\(id)" }
    /// Its text in a language.
    static func message(_ id: ID<MessageTemplate>, in language: String) -> String {
        "\(message(id))?language=\(language)"
    }
    static let showMessage = "\(messages)/preview"
    static let showMessageBody = "\(messages)/preview.html"
    static let testMessage = "\(messages)/test"
    static func messageVersions(_ id: ID<MessageTemplate>) -> String { "\(message(id))/versions" }
    static func bringBack(_ number: Int, of id: ID<MessageTemplate>) -> String {
        "\(messageVersions(id))/\(number)/back"
    }
    static func dropLanguage(_ id: ID<MessageTemplate>) -> String { "\(message(id))/languages/remove" }
    static func duplicateMessage(_ id: ID<MessageTemplate>) -> String { "\(message(id))/duplicate" }
    static func removeMessage(_ id: ID<MessageTemplate>) -> String { "\(message(id))/remove" }
    /// Filled for a patient.
    static func message(_ id: ID<MessageTemplate>, for patient: ID<Patient>) -> String {
        "\(message(id))?patient=\(patient)#preview"
    }
    /// The e-mail alone, as its frame shows it.
    static func messageBody(_ id: ID<MessageTemplate>, in language: String, for patient: ID<Patient>) -> String {
        "\(message(id))/preview.html?patient=\(patient)&language=\(language)"
    }
    /// Whether a test message has left.
    static func testInbox(_ id: ID<TestMessage>) -> String { "\(test(id))/inbox" }
    static func test(_ id: ID<TestMessage>) -> String { "/tests/\(id)" }
    static func messagePatients(_ id: ID<MessageTemplate>) -> String { "\(message(id))/patients" }
}
