import CivilTime

/// What the merge fields of one message stand for. Every value is one line without control characters.
public struct MergeValues: Sendable, Hashable {
    private let values: [MergeField: String]
    /// The first name of the patient when another person receives (rules.md 4 *Who receives*).
    let childName: String?
    let language: String

    /// - Parameters:
    ///   - values: as they came from outside; they are cleaned here, and an empty one counts as missing.
    ///   - childName: nil when the patient receives.
    ///   - language: tag of the message's language.
    public init(_ values: [MergeField: String], childName: String? = nil, language: String = "en") {
        self.values = values.mapValues(Self.oneLine).filter { !$0.value.isEmpty }
        let name = childName.map(Self.oneLine) ?? ""
        self.childName = name.isEmpty ? nil : name
        self.language = language
    }

    /// nil where the value is missing.
    public subscript(field: MergeField) -> String? { values[field] }

    public static let maximumLength = 300

    /// Blanks and control characters become single spaces; marks that turn the direction of what follows are dropped.
    private static func oneLine(_ text: String) -> String {
        if isPlainLine(text) { return text }
        var line = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars where !turnsDirection(scalar) {
            let isBlank = scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            if isBlank, line.last == " " { continue }
            line.append(isBlank ? " " : scalar)
            count += 1
            if count == maximumLength { break }
        }
        return String(line).trimmed
    }

    /// Whether it is one line as it stands: printable ASCII with single spaces, none at the ends. Most values are, and the
    /// properties of Unicode need not be asked for each of their letters.
    private static func isPlainLine(_ text: String) -> Bool {
        let space = UInt8(ascii: " ")
        var last = space
        var count = 0
        for byte in text.utf8 {
            guard (space..<0x7F).contains(byte), byte != space || last != space else { return false }
            last = byte
            count += 1
        }
        return last != space && count <= maximumLength
    }

    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        ("\u{202A}"..."\u{202E}").contains(scalar) || ("\u{2066}"..."\u{2069}").contains(scalar)
    }
}

extension MergeValues {
    /// The values of a message to one recipient; dates and times are the clinic's (rules.md 2.5).
    ///
    /// - Parameters:
    ///   - visit: the one the message is about: the enrollment's, or the one it waited for.
    ///   - language: the message template's.
    ///   - links: those that the message may show.
    public static func make(
        facts: Facts, recipient: Recipient, visit: Appointment?, language: String, links: MessageLinks
    ) -> MergeValues {
        let clinic = facts.clinic
        let wording = DateWording(region: clinic.region, language: language)
        let person: [MergeField: String?] = [
            .patientFirstName: facts.patient.firstName,
            .patientLastName: facts.patient.lastName,
            .contactFirstName: recipient.contact.firstName,
            .clinicName: clinic.name,
            .clinicPhone: clinic.phone,
            .clinicAddress: clinic.postalAddress,
            .confirmLink: links.confirm,
            .rescheduleLink: links.reschedule,
            .surveyLink: links.survey,
            .surveyScores: links.survey,
            .inboxLink: links.inbox,
            .unsubscribeLink: links.unsubscribe,
        ]
        let about = [
            visitValues(visit, clinic, wording), treatmentValues(facts.treatment),
            invoiceValues(facts.invoice, wording),
        ]
        let values = about.reduce(into: person.compactMapValues(\.self)) { values, more in
            values.merge(more) { _, new in new }
        }
        let childName = recipient.relation == .own ? nil : facts.patient.firstName
        return MergeValues(values, childName: childName, language: language)
    }

    private static func visitValues(
        _ visit: Appointment?, _ clinic: Clinic, _ wording: DateWording
    ) -> [MergeField: String] {
        guard let visit else { return [:] }
        let start = clinic.zone.civil(at: visit.startsAt)
        return [
            .appointmentDate: wording.date(start.date),
            .appointmentTime: wording.time(start.time),
            .appointmentType: visit.type,
            .appointmentProvider: visit.provider,
            .appointmentLocation: visit.location,
        ]
    }

    private static func treatmentValues(_ treatment: Treatment?) -> [MergeField: String] {
        guard let treatment else { return [:] }
        return [.treatmentType: treatment.type, .treatmentPhase: treatment.phase]
    }

    private static func invoiceValues(_ invoice: Invoice?, _ wording: DateWording) -> [MergeField: String] {
        guard let invoice else { return [:] }
        let open = max(0, invoice.amountCents - invoice.paidCents)
        return [
            .invoiceAmount: wording.amount(cents: open, currency: invoice.currency),
            .invoiceDueDate: wording.date(invoice.dueOn),
        ]
    }
}
