import PhoneNumbers
import Storage

/// A text that people wrote to us, as any gateway hands it over.
struct GatewayText {
    let provider: String
    /// The gateway's own id of it.
    let key: String
    let sender: String
    let recipient: String
    let body: String

    /// Keeps it, once.
    ///
    /// - Throws: what is refused of it, or `UnplacedText`; nothing is changed then.
    func receive(from gateway: TextGateway, _ call: Call) throws {
        guard Self.isKey(key) else { throw HTTPRefusal.badRequest("A field is missing. Nothing was changed.") }
        let text = Self.plain(body)
        guard text.unicodeScalars.count <= InboundText.limit else { throw HTTPRefusal.tooLarge }
        // A short code, or another kind of sender, is no person's telephone.
        guard gateway.isOurs(recipient), sender.hasPrefix("+"), let number = PhoneNumber.e164(sender, region: "") else {
            throw UnplacedText(key: key)
        }
        let inbound = InboundText(provider: provider, key: key, sender: number, text: text)
        if try InboundStore(call.db).receive(inbound, at: call.now) == .unplaced { throw UnplacedText(key: key) }
    }

    /// `SM` or `MM` and 32 digits at Twilio, a UUID at Kannel; other gateways have ids of their own.
    static func isKey(_ text: String) -> Bool {
        let isPlain = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isPlain)
    }

    /// Line ends as `\n`, and a blank for each other control character.
    private static func plain(_ body: String) -> String {
        var text = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in body.unicodeScalars {
            if !(scalar == "\n" && wasReturn) {
                let isControl = scalar.properties.generalCategory == .control
                text.append(scalar == "\r" || scalar == "\n" ? "\n" : isControl ? " " : scalar)
            }
            wasReturn = scalar == "\r"
        }
        return String(text)
    }
}
