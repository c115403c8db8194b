/// Telephone numbers as they are read aloud.
public enum PhoneWords {
    /// "+1 312 555 0142" for a number of North America; any other as it is kept, since each country groups its own way.
    /// Its blanks break no line.
    ///
    /// - Source: ITU-T E.123 for the blanks, the North American Numbering Plan for the groups of 3, 3 and 4.
    public static func spaced(_ number: String) -> String {
        let digits = number.utf8.dropFirst(2)
        guard number.hasPrefix("+1"), digits.count == 10, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return number
        }
        let text = String(number.dropFirst(2))
        return "+1\u{A0}\(text.prefix(3))\u{A0}\(text.dropFirst(3).prefix(3))\u{A0}\(text.suffix(4))"
    }
}
