import PhoneNumbers
import Testing

@Suite struct PhoneNumberTests {
    @Test(
        "a number as people write it becomes E.164",
        arguments: [
            ("(312) 555-0142", "US", "+13125550142"),
            ("312.555.0142", "us", "+13125550142"),
            ("1 312 555 0142", "US", "+13125550142"),
            ("+1 312-555-0142 x 12", "DE", "+13125550142"),
            ("tel:+1-312-555-0142", "US", "+13125550142"),
            ("030 901820", "DE", "+4930901820"),
            ("+44 20 7946 0018", "US", "+442079460018"),
            ("020 7946 0018", "GB", "+442079460018"),
            ("０３１２５５５０１４２", "US", nil),
            ("+３１２", "US", nil),
            ("555-0142", "US", nil),
            ("(312) 155-0142", "US", nil),
            ("312 555 01422", "US", nil),
            ("(312) 555-0142", "ZZ", nil),
            ("(312) 555-0142", "", nil),
            ("", "US", nil),
            ("call me", "US", nil),
            ("+", "US", nil),
            ("312\u{0}5550142", "US\u{0}DE", nil),
            (String(repeating: "3", count: 300), "US", nil),
        ] as [(String, String, String?)])
    func e164(text: String, region: String, expected: String?) {
        #expect(PhoneNumber.e164(text, region: region) == expected)
    }

    @Test(
        "a number is shown as people of the region write it",
        arguments: [
            ("+13125550142", "US", "(312) 555-0142"), ("+13125550142", "CA", "(312) 555-0142"),
            ("+13125550142", "DE", "+1 312-555-0142"), ("+4930901820", "DE", "030 901820"),
            ("+34912345678", "ES", "912 34 56 78"), ("312 555 0142", "us", "(312) 555-0142"), ("call me", "US", nil),
            ("", "US", nil), ("+13125550142", "ZZ", "+1 312-555-0142"),
        ] as [(String, String, String?)])
    func local(text: String, region: String, expected: String?) {
        #expect(PhoneNumber.local(text, region: region) == expected)
    }
}
