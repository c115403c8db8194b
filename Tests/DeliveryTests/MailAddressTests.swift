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
            "a@example..com", "a@example.com.", "ä@example.com", "a@exämple.com", "\"a b\"@example.com",
            "a@[127.0.0.1]",
            "a@example.com\0", "a\u{301}@example.com",
        ])
    func bad(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test("one that is too long for its place")
    func long() {
        #expect(MailAddress(String(repeating: "a", count: 65) + "@example.com") == nil)
        #expect(MailAddress("a@" + String(repeating: "a", count: 64) + ".com") == nil)
        #expect(MailAddress("a@" + String(repeating: "abc.", count: 70) + "com") == nil)
    }
}
