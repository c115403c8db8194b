import Campaigns
import Testing

@Suite struct WebAddressTests {
    @Test(
        "an address of the web is a whole one in visible ASCII",
        arguments: [
            ("https://reviews.example/us?x=1", true), ("http://a.example", true), ("reviews.example", false),
            ("javascript:alert(1)", false), ("https://a.example b", false), (" https://a.example", false),
            ("https://ä.example/é", false), ("", false), ("see https://a.example", false),
        ])
    func whole(text: String, isOne: Bool) {
        #expect(WebAddress.isOne(text) == isOne)
    }
}
