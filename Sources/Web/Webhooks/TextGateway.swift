import Tokens

/// The gateway that carries our texts, and brings what people answer and what became of what we sent.
public struct TextGateway: Sendable {
    /// By what we know that it is the gateway that asks.
    enum Proof: Sendable {
        /// It signs its requests with this.
        case signature(token: String)
        /// It asks at an address that holds this.
        case path(secret: String)
    }

    let proof: Proof
    /// What it sends our texts from: a number in E.164, or a name of the gateway's for several.
    let number: String

    /// One that speaks Twilio's dialect.
    public init(token: String, number: String) {
        proof = .signature(token: token)
        self.number = number
    }

    /// A Kannel gateway.
    public init(secret: String, number: String) {
        proof = .path(secret: secret)
        self.number = number
    }

    /// Whether a text to this number is for us. Which numbers stand behind a name only the gateway knows.
    func isOurs(_ number: String) -> Bool { !self.number.hasPrefix("+") || number == self.number }

    /// The fields of a form that the gateway signed.
    ///
    /// - Throws: `notFound` where the gateway signs nothing, `unsigned` for a form that it did not sign.
    func signedFields(_ request: Request, _ call: Call) throws -> Fields {
        guard case .signature(let token) = proof else { throw HTTPRefusal.notFound }
        guard let signature = request.headers[TwilioSignature.header], let fields = Fields(form: request.body),
            TwilioSignature.isValid(
                signature, url: call.settings.publicURL + request.path,
                fields: fields.all.map { ($0.name, $0.value) }, token: token)
        else { throw HTTPRefusal.unsigned }
        return fields
    }

    /// - Throws: `notFound` for whoever does not know the secret of the address.
    func checkSecret(of request: Request) throws {
        guard case .path(let secret) = proof, let given = request.parameters["secret"],
            ConstantTime.isEqual(Array(given.utf8), Array(secret.utf8))
        else { throw HTTPRefusal.notFound }
    }
}

/// A text that belongs to no clinic, by the provider's id of it.
public struct UnplacedText: Error, CustomStringConvertible {
    let key: String

    public var description: String { "text \(key) is for no clinic" }
}
