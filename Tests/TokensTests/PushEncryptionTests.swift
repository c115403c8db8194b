import Testing

@testable import Tokens

@Suite struct PushEncryptionTests {
    /// RFC 8291, appendix A.
    enum Example {
        static let text = "When I grow up, I want to be a watermelon"
        static let p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        static let auth = "BTBZMqHH6r4Tts7J_aSIgg"
        static let privateKey = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
        static let salt = "DGv6ra1nlYgDCS1FRnbzlw"
        static let body = """
            DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl\
            7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN
            """
    }

    @Test("the example of RFC 8291, appendix A, comes out byte by byte")
    func example() throws {
        let keys = try #require(PushKeys(p256dh: Example.p256dh, auth: Example.auth))
        let key = try #require(Base64URL.bytes(of: Example.privateKey))
        let salt = try #require(Base64URL.bytes(of: Example.salt))
        let secret = try #require(PushSecret(privateKey: key, salt: salt))
        let body = try #require(PushEncryption.body(of: Array(Example.text.utf8), for: keys, using: secret))
        #expect(Base64URL.text(of: body) == Example.body)
    }

    @Test(
        "a text up to the record's end is taken, a longer one is not",
        arguments: [(0, true), (3_993, true), (3_994, false)])
    func length(count: Int, isTaken: Bool) throws {
        let keys = try #require(PushKeys(p256dh: Example.p256dh, auth: Example.auth))
        var random = SystemRandomNumberGenerator()
        let body = PushEncryption.body(
            of: [UInt8](repeating: 65, count: count), for: keys, using: PushSecret(using: &random))
        // 86 bytes of header, the mark of the last record, 16 of the tag.
        #expect(body?.count == (isTaken ? 86 + count + 17 : nil))
    }

    @Test("no copy is like another")
    func fresh() throws {
        let keys = try #require(PushKeys(p256dh: Example.p256dh, auth: Example.auth))
        var random = SystemRandomNumberGenerator()
        let bodies = (0..<3).map { _ in PushEncryption.body(of: [65], for: keys, using: PushSecret(using: &random)) }
        #expect(Set(bodies).count == 3)
    }

    @Test(
        "what is no point of the curve, or no secret of 16 bytes, is no key",
        arguments: [
            ("", Example.auth), (Example.p256dh, ""), (Example.p256dh, Example.auth + "AA"),
            (Example.p256dh + "=", Example.auth),
            (String(Example.p256dh.dropLast(4)), Example.auth), ("B" + String(repeating: "A", count: 86), Example.auth),
            (Example.p256dh.replacing("BCVx", with: "BCVy"), Example.auth),
        ])
    func keys(p256dh: String, auth: String) {
        #expect(PushKeys(p256dh: p256dh, auth: auth) == nil)
    }
}
