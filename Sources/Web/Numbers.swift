/// Numbers as staff read them.
enum Numbers {
    /// "1,284": thousands are grouped.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude).utf8)
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(digit))
        }
        return text
    }

    /// "98 %", rounded to the nearest; nil without a whole.
    static func percent(_ part: Int, of whole: Int) -> Int? {
        whole > 0 ? (part * 200 + whole) / (2 * whole) : nil
    }

    /// "1 message", "2 messages".
    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(grouped(number)) \(number == 1 ? one : many)"
    }

    /// "More than 10,000 messages" for a number that was counted up to one more than `most`.
    static func count(_ number: Int, upTo most: Int, _ one: String, _ many: String) -> String {
        number > most ? "More than \(grouped(most)) \(many)" : count(number, one, many)
    }
}
