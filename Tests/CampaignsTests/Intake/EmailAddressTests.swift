import Testing

@testable import Campaigns

@Suite struct EmailAddressTests {
    @Test(
        "an address that can be written to is taken, with a lower-case domain",
        arguments: [
            ("Mia.L+x@Example.ORG", "Mia.L+x@example.org"), (" a@b.co ", "a@b.co"),
            ("o'neil@a-b.example", "o'neil@a-b.example"),
        ])
    func taken(text: String, expected: String) {
        #expect(EmailAddress.normalised(text) == expected)
    }

    @Test(
        "any other is not",
        arguments: [
            "", "a", "@b.co", "a@", "a@b", "a@b.c", "a@b.12", "a@@b.co", ".a@b.co", "a.@b.co", "a..b@c.co", "a b@c.co",
            "a@b..co",
            "a@-b.co", "a@b-.co", "a@b.co\r\nBcc: c@d.co", "a\u{0}@b.co", "ä@b.co", "a@ä.co", "<a@b.co>", "a,b@c.co",
            String(repeating: "a", count: 65) + "@b.co", "a@" + String(repeating: "b", count: 64) + ".co",
        ])
    func refused(text: String) {
        #expect(EmailAddress.normalised(text) == nil)
    }
}
