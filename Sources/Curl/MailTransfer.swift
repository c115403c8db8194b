/// One message to one recipient.
public struct MailTransfer: Hashable, Sendable {
    public let server: MailServer
    /// The envelope's sender, without angle brackets.
    public let sender: String
    /// The envelope's recipient, without angle brackets.
    public let recipient: String
    /// Headers, an empty line and the body, lines ended by CR LF; dots are stuffed on the way.
    public let message: [UInt8]

    public init(server: MailServer, sender: String, recipient: String, message: [UInt8]) {
        for address in [sender, recipient] {
            precondition(address.utf8.allSatisfy(Self.mayStandInCommand), "an address holds a blank or a bracket")
        }
        (self.server, self.sender, self.recipient, self.message) = (server, sender, recipient, message)
    }

    /// Whether it can only go to a server that offers SMTPUTF8: an address is beyond ASCII (RFC 6531).
    public var needsUTF8: Bool { [sender, recipient].contains { $0.utf8.contains { $0 >= 0x80 } } }

    private static func mayStandInCommand(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
    }
}
