/// How long an SMS template will be before it is known who receives it: with usual values, and with the longest names.
public struct SMSEstimate: Sendable, Hashable {
    public let usual: SMSLength
    public let longest: SMSLength

    /// Names as long as almost nobody's; in GSM characters, so that they change the length and not the encoding.
    static let longFirstName = "Maximiliana-Alexandra"
    static let longLastName = "Wolfeschlegel-Hausenberger"

    /// - Parameter isMarketing: then the line that says how to hear no more is counted, where the text lacks it.
    /// - Returns: nil when the text cannot be read, or is no SMS.
    public init?(of template: MessageTemplate, clinic: Clinic, isMarketing: Bool = false) {
        guard template.channel == .sms else { return nil }
        var template = template
        if isMarketing, let line = template.missingStopLine { template.body += "\n" + line }
        var values = Dictionary(uniqueKeysWithValues: MergeField.allCases.map { ($0, $0.sample) })
        values[.clinicName] = clinic.name
        values[.clinicPhone] = clinic.phone
        values[.clinicAddress] = clinic.postalAddress
        guard let usual = Self.length(template, values) else { return nil }
        values[.patientFirstName] = Self.longFirstName
        values[.patientLastName] = Self.longLastName
        values[.contactFirstName] = Self.longFirstName
        self.usual = usual
        longest = Self.length(template, values) ?? usual
    }

    private static func length(_ template: MessageTemplate, _ values: [MergeField: String]) -> SMSLength? {
        let filled = template.rendered(with: MergeValues(values, language: template.language))
        guard case .message(let message) = filled else { return nil }
        return SMSLength(of: message.text)
    }
}
