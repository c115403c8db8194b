import Testing

@testable import Tokens

@Suite struct TwilioSignatureTests {
    private static let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    private static let fields = [
        (name: "To", value: "+18005551212"), (name: "CallSid", value: "CA1234567890ABCDE"),
        (name: "From", value: "+14158675309"), (name: "Digits", value: "1234"), (name: "Caller", value: "+14158675309"),
    ]
    private static let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="

    private func isValid(
        _ signature: String = signature, url: String = url, fields: [(name: String, value: String)] = fields,
        token: String = "12345"
    ) -> Bool {
        TwilioSignature.isValid(signature, url: url, fields: fields, token: token)
    }

    @Test("the example of Twilio's own libraries holds, in whatever order its fields came")
    func example() {
        #expect(isValid())
        #expect(isValid(fields: Self.fields.reversed()))
    }

    @Test("a value that came twice counts once")
    func twice() { #expect(isValid(fields: Self.fields + [Self.fields[0]])) }

    @Test("another token, address, field or signature does not hold")
    func forged() {
        #expect(!isValid(token: "12346"))
        #expect(!isValid(token: ""))
        #expect(!isValid(url: "https://mycompany.com/myapp.php"))
        #expect(!isValid(fields: Array(Self.fields.dropLast())))
        #expect(!isValid(fields: Self.fields + [(name: "A", value: "")]))
        for signature in ["", "A", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "rSOYDt4T1cUTdK1PDd93/VVr8B8=", "é"] {
            #expect(!isValid(signature), "\(signature)")
        }
    }
}
