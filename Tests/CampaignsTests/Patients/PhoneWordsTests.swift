import Campaigns
import Testing

@Suite("Telephone numbers as they are read aloud")
struct PhoneWordsTests {
    @Test(
        "a number of North America has blanks, any other text stays as it is",
        arguments: [
            ("+13125550142", "+1\u{A0}312\u{A0}555\u{A0}0142"), ("+1312555014", "+1312555014"),
            ("+131255501420", "+131255501420"),
            ("+4930901820", "+4930901820"), ("13125550142", "13125550142"), ("+1312555014x", "+1312555014x"),
            ("ana@clinic.example", "ana@clinic.example"), ("+1", "+1"), ("", ""),
        ])
    func spaced(number: String, words: String) {
        #expect(PhoneWords.spaced(number) == words)
    }

    @Test("staff read a number with blanks, an address as it is, and what has no address by its name")
    func shown() {
        #expect(ContactPoint.Kind.phone.shown("+13125550142") == "+1\u{A0}312\u{A0}555\u{A0}0142")
        #expect(ContactPoint.Kind.email.shown("ana@clinic.example") == "ana@clinic.example")
        #expect(ContactPoint.Kind.inbox.shown("7") == "their inbox")
    }
}
