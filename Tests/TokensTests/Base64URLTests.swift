import Testing

@testable import Tokens

@Suite struct Base64URLTests {
    @Test(
        "the vectors of RFC 4648, without padding",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"), ("\u{3ff}\u{3fe}", "z7_Pvg"),
        ])
    func vectors(plain: String, encoded: String) {
        #expect(Base64URL.text(of: plain.utf8) == encoded)
        #expect(Base64URL.bytes(of: encoded) == Array(plain.utf8))
    }

    @Test(
        "another spelling of the same bytes is refused",
        arguments: ["Zg==", "Zh", "Zm8=", "Zm9", "Z", "Zg\n", "Z+8v", "Z/8v", "é"])
    func strict(text: String) {
        #expect(Base64URL.bytes(of: text) == nil)
    }

    @Test("every length up to 64 survives the way there and back")
    func roundTrip() {
        var random = SystemRandomNumberGenerator()
        for count in 0...64 {
            let bytes = RandomBytes.draw(count, from: &random)
            #expect(Base64URL.bytes(of: Base64URL.text(of: bytes)) == bytes)
        }
    }
}
