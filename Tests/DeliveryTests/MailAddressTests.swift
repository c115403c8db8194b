import Testing

@testable import Delivery

@Suite struct MailAddressTests {
    @Test(
        "what can stand in an envelope",
        arguments: [
            "anna@example.com", "a.b+c=d@sub.example.com", "o'neil@example.org", "desk@localhost", "x@1.example",
        ])
    func good(text: String) {
        #expect(MailAddress(text)?.text == text)
    }

    @Test(
        "what cannot",
        arguments: [
            "", "@", "anna", "anna@", "@example.com", "a@b@c", "a b@example.com", "a@exa mple.com",
            "a@example.com\r\nRCPT TO:<b@x>",
            "a\n@example.com", "<a@example.com>", ".a@example.com", "a..b@example.com", "a.@example.com",
            "a@-example.com",
            "a@example..com", "a@example.com.", "\"a b\"@example.com", "ä b@example.com", "ä@example.com\r\n",
            "a@[127.0.0.1]",
            "a@example.com\0", "\u{202E}a@example.com", "a\u{85}@example.com", "a@ex☃mple.com",
        ])
    func bad(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(
        "beyond ASCII the local part stays, and the domain becomes its A-labels",
        arguments: [
            ("josé@example.com", "josé@example.com", true),
            ("anna@Bücher.example", "anna@xn--bcher-kva.example", false),
            ("用户@例え.テスト", "用户@xn--r8jz45g.xn--zckzah", true),
        ])
    func international(typed: String, text: String, needsUTF8: Bool) throws {
        let address = try #require(MailAddress(typed))
        #expect(address.text == text)
        #expect(address.needsUTF8 == needsUTF8)
    }

    @Test("one that is too long for its place")
    func long() {
        #expect(MailAddress(String(repeating: "a", count: 65) + "@example.com") == nil)
        #expect(MailAddress("a@" + String(repeating: "a", count: 64) + ".com") == nil)
        #expect(MailAddress("a@" + String(repeating: "abc.", count: 70) + "com") == nil)
    }
}
