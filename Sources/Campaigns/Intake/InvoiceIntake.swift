import CivilTime

/// A bill as the billing system tells it (api.md, `PUT /invoices`).
public struct InvoiceIntake: Sendable, Hashable {
    public let externalID: String
    /// The neighbour's id of the patient.
    public let patient: Given<String>
    public let amountCents: Given<Int64>
    /// ISO 4217 code.
    public let currency: Given<String>
    public let dueOn: Given<CivilDate>
    /// Cleared is 0.
    public let paidCents: Given<Int64>
    public let paidAt: Given<Instant>
    public let status: Given<InvoiceStatus>

    /// - Throws: everything that is wrong or unknown.
    public init(externalID: String, json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        var reader = IntakeReader(json, context: context)
        if !ExternalID.isValid(externalID) { reader.refuse("externalId", ExternalID.expected) }
        self.externalID = externalID
        patient = reader.kept("patient", reader.externalID("patient"))
        amountCents = reader.kept("amountCents", reader.number("amountCents", in: 0...Self.maximumCents))
        currency = reader.kept("currency", reader.currency("currency"))
        dueOn = reader.kept("dueOn", reader.date("dueOn"))
        paidCents = reader.number("paidCents", in: 0...Self.maximumCents)
        paidAt = reader.instant("paidAt")
        status = reader.kept("status", reader.word("status", InvoiceStatus.self))
        try reader.finish()
    }

    /// What is missing if no such invoice is stored yet.
    public var problemsIfNew: [FieldProblem] {
        let missing = [
            ("patient", patient == .absent), ("amountCents", amountCents == .absent),
            ("currency", currency == .absent), ("dueOn", dueOn == .absent), ("status", status == .absent),
        ]
        return missing.filter(\.1).map { FieldProblem(field: $0.0, message: "This is required for a new invoice.") }
    }

    private static let maximumCents: Int64 = 1_000_000_000_000
}

extension IntakeReader {
    fileprivate mutating func currency(_ key: String) -> Given<String> {
        given(key, expected: "Give a currency's three capital letters, such as USD.") { json in
            json.stringValue.flatMap { text in
                text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? text : nil
            }
        }
    }
}
