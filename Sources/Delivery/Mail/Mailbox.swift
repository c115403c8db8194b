/// An address and the name that people see.
public struct Mailbox: Hashable, Sendable {
    public let name: HeaderText?
    public let address: MailAddress

    public init(name: HeaderText?, address: MailAddress) {
        (self.name, self.address) = (name, address)
    }
}
