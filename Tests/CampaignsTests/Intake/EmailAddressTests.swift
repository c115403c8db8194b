import Testing

@testable import Campaigns

@Suite struct EmailAddressTests {
    @Test(
        "an address that can be written to is taken, with a lower-case domain",
        arguments: [
            ("Mia.L+x@Example.ORG", "Mia.L+x@example.org"), (" a@b.co ", "a@b.co"),
            ("o'neil@a-b.example", "o'neil@a-b.example"), ("josé@example.org", "josé@example.org"),
            ("jose\u{301}@example.org", "jos\u{E9}@example.org"), ("用户@example.org", "用户@example.org"),
            ("a@Bücher.example", "a@xn--bcher-kva.example"), ("a@XN--BCHER-KVA.example", "a@xn--bcher-kva.example"),
            ("a@例え.テスト", "a@xn--r8jz45g.xn--zckzah"), ("a@straße.de", "a@xn--strae-oqa.de"),
            ("a@españa。es", "a@xn--espaa-rta.es"), ("a@правда.рф", "a@xn--80aafi6cg.xn--p1ai"),
        ])
    func taken(text: String, expected: String) {
        #expect(EmailAddress.normalised(text) == expected)
    }

    @Test(
        "any other is not",
        arguments: [
            "", "a", "@b.co", "a@", "a@b", "a@b.c", "a@b.12", "a@@b.co", ".a@b.co", "a.@b.co", "a..b@c.co", "a b@c.co",
            "a@b..co",
            "a@-b.co", "a@b-.co", "a@b.co\r\nBcc: c@d.co", "a\u{0}@b.co", "a@☃.co", "a@\u{301}b.co", "a@-ä.co",
            "a\u{202E}b@c.co", "a\u{A0}b@c.co", "😀@b.co", "<a@b.co>", "a,b@c.co",
            String(repeating: "a", count: 65) + "@b.co", String(repeating: "é", count: 33) + "@b.co",
            "a@" + String(repeating: "ä", count: 60) + ".co", "a@" + String(repeating: "b", count: 64) + ".co",
        ])
    func refused(text: String) {
        #expect(EmailAddress.normalised(text) == nil)
    }
}
