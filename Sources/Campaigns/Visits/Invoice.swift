import CivilTime

/// A bill as the billing system told it last.
public struct Invoice: Sendable, Hashable {
    public let id: ID<Invoice>
    public let externalID: String
    public let patientID: ID<Patient>
    public var amountCents: Int64
    /// ISO 4217 code.
    public var currency: String
    public var dueOn: CivilDate
    public var paidCents: Int64
    public var status: InvoiceStatus

    public init(
        id: ID<Invoice>, externalID: String, patientID: ID<Patient>, amountCents: Int64, currency: String,
        dueOn: CivilDate, paidCents: Int64, status: InvoiceStatus
    ) {
        self.id = id
        self.externalID = externalID
        self.patientID = patientID
        self.amountCents = amountCents
        self.currency = currency
        self.dueOn = dueOn
        self.paidCents = paidCents
        self.status = status
    }

    /// Whether something of it is still to be paid.
    public var isOpen: Bool { status == .open && openCents > 0 }

    public var openCents: Int64 { amountCents - paidCents }
}

public enum InvoiceStatus: String, Sendable, Codable, CaseIterable {
    case open, paid, void
}
