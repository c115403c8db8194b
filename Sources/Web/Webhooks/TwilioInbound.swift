import PhoneNumbers
import Storage
import Tokens

/// Texts that people write to our number, as Twilio tells of them.
enum TwilioInbound {
    static let path = "/webhooks/twilio/sms"

    /// `POST /webhooks/twilio/sms`. What is not signed, or cannot be read, changes nothing; neither does what was told
    /// before. Fields that we do not know are none of our business.
    static func receive(_ request: Request, _ call: Call) throws -> Response {
        guard let gateway = call.settings.textGateway else { throw HTTPRefusal.notFound }
        let fields = try signed(request, by: gateway, call.settings.publicURL)
        let text = try text(fields, for: gateway)
        if try InboundStore(call.db).receive(text, at: call.now) == .unplaced { throw UnplacedText(key: text.key) }
        return thanks
    }

    /// TwiML that answers nothing: the gateway itself confirms STOP and START.
    private static var thanks: Response {
        Response(headers: [("Content-Type", "text/xml; charset=utf-8")], body: Array("<Response/>".utf8))
    }

    private static func signed(_ request: Request, by gateway: TextGateway, _ base: String) throws -> Fields {
        guard let signature = request.headers[TwilioSignature.header],
            let fields = Fields(form: request.body),
            TwilioSignature.isValid(
                signature, url: base + path, fields: fields.all.map { ($0.name, $0.value) }, token: gateway.token)
        else { throw HTTPRefusal.unsigned }
        return fields
    }

    private static func text(_ fields: Fields, for gateway: TextGateway) throws -> InboundText {
        guard let key = fields["MessageSid"], isKey(key), let from = fields["From"], let to = fields["To"],
            let body = fields["Body"]
        else { throw HTTPRefusal.badRequest("A field is missing. Nothing was changed.") }
        let text = plain(body)
        guard text.unicodeScalars.count <= InboundText.limit else { throw HTTPRefusal.tooLarge }
        // A short code, or another kind of sender, is no person's telephone.
        guard gateway.isOurs(to), from.hasPrefix("+"), let sender = PhoneNumber.e164(from, region: "") else {
            throw UnplacedText(key: key)
        }
        return InboundText(provider: "twilio", key: key, sender: sender, text: text)
    }

    /// `SM` or `MM` and 32 digits at Twilio; other gateways have ids of their own.
    private static func isKey(_ text: String) -> Bool {
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
