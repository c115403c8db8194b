import Campaigns
import Testing

@Suite struct SMSLengthTests {
    @Test(
        "parts are counted as the network counts them",
        arguments: [
            ("a", 0, 0, 1),
            ("a", 160, 160, 1),
            ("a", 161, 161, 2),
            ("a", 306, 306, 2),
            ("a", 307, 307, 3),
            ("€", 80, 160, 1),
            ("€", 81, 162, 2),
            ("€", 152, 304, 2),
            ("€", 153, 306, 3),
            ("я", 70, 70, 1),
            ("я", 71, 71, 2),
            ("я", 134, 134, 2),
            ("я", 135, 135, 3),
            ("😀", 35, 70, 1),
            ("😀", 36, 72, 2),
            ("😀", 66, 132, 2),
            ("😀", 67, 134, 3),
        ])
    func parts(character: String, count: Int, units: Int, parts: Int) {
        let length = SMSLength(of: String(repeating: character, count: count))
        #expect(length.units == units)
        #expect(length.parts == parts)
    }

    @Test(
        "the first character that is not GSM is named",
        arguments: [
            ("Ç", nil), ("ç", "ç"), ("Hello @£$ {~}", nil), ("tab\t", "\t"), ("`", "`"), ("a’b", "’"),
            ("line\r\nline", nil),
            ("e\u{301}", "e\u{301}"), ("Ω", nil), ("\u{0C}", nil), ("\u{1B}", "\u{1B}"),
        ] as [(String, Character?)])
    func nonGSM(text: String, expected: Character?) {
        let length = SMSLength(of: text)
        #expect(length.firstNonGSM == expected)
        #expect(length.encoding == (expected == nil ? .gsm7 : .ucs2))
    }

    @Test func typographyBecomesGSM() {
        let tidied = SMSText.tidied("“It’s” – well…\u{A0}9\u{202F}am „x“ ‚y‘ \u{AD}— я")
        #expect(tidied == "\"It's\" - well... 9 am \"x\" 'y' - я")
        #expect(SMSText.tidied(tidied) == tidied)
    }
}
