import Campaigns

extension Path {
    static let newMessage = "/messages/new"
    static func message(_ id: ID<MessageTemplate>) -> String { "\(messages)/\(id)" }
    /// Filled for a patient.
    static func message(_ id: ID<MessageTemplate>, for patient: ID<Patient>) -> String {
        "\(message(id))?patient=\(patient)#preview"
    }
    /// The e-mail alone, as its frame shows it.
    static func messageBody(_ id: ID<MessageTemplate>, for patient: ID<Patient>) -> String {
        "\(message(id))/preview.html?patient=\(patient)"
    }
    static func messagePatients(_ id: ID<MessageTemplate>) -> String { "\(message(id))/patients" }
}
