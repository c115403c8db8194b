import Storage
import Tokens

/// Texts that people write to our number, as Twilio tells of them.
enum TwilioInbound {
    static let path = ProviderPath.twilioTexts

    /// `POST /webhooks/twilio/sms`. What is not signed, or cannot be read, changes nothing; neither does what was told
    /// before. Fields that we do not know are none of our business.
    static func receive(_ request: Request, _ call: Call) throws -> Response {
        guard let gateway = call.settings.textGateway else { throw HTTPRefusal.notFound }
        let fields = try gateway.signedFields(request, call)
        guard let key = fields["MessageSid"], let from = fields["From"], let to = fields["To"],
            let body = fields["Body"]
        else { throw HTTPRefusal.badRequest("A field is missing. Nothing was changed.") }
        try GatewayText(provider: "twilio", key: key, sender: from, recipient: to, body: body)
            .receive(from: gateway, call)
        return thanks
    }

    /// TwiML that answers nothing: the gateway itself confirms STOP and START.
    private static var thanks: Response {
        Response(headers: [("Content-Type", "text/xml; charset=utf-8")], body: Array("<Response/>".utf8))
    }
}
