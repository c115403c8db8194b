import CivilTime

/// The appointment, treatment or invoice that an enrollment is about; all nil when it is about none.
public struct Anchor: Sendable, Hashable {
    public var appointment: ID<Appointment>?
    public var treatment: ID<Treatment>?
    public var invoice: ID<Invoice>?

    public init(
        appointment: ID<Appointment>? = nil, treatment: ID<Treatment>? = nil, invoice: ID<Invoice>? = nil
    ) {
        self.appointment = appointment
        self.treatment = treatment
        self.invoice = invoice
    }
}
