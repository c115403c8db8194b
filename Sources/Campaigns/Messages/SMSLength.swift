/// How long a text is as SMS: its encoding, its units and the parts it is sent in.
///
/// - Source: 3GPP TS 23.038 section 6.2.1 (the default alphabet and its extension table) and TS 23.040 section
///   9.2.3.24.1 (140 octets a message, of which a part of several gives 6 to its header).
public struct SMSLength: Hashable, Sendable {
    public enum Encoding: String, Hashable, Sendable {
        case gsm7 = "GSM-7"
        case ucs2 = "UCS-2"
    }

    public let encoding: Encoding
    /// Septets of GSM-7, where a character of the extension table counts 2; else UTF-16 units.
    public let units: Int
    /// At least 1, for an empty text too.
    public let parts: Int
    /// The first character that forces UCS-2; nil when all are GSM.
    public let firstNonGSM: Character?

    public init(of text: String) {
        // Cutting a text into characters is slow, and few have one that is not GSM.
        let isGSM = text.unicodeScalars.allSatisfy { GSMAlphabet.septets($0) != nil }
        firstNonGSM = isGSM ? nil : text.first { !$0.unicodeScalars.allSatisfy { GSMAlphabet.septets($0) != nil } }
        encoding = firstNonGSM == nil ? .gsm7 : .ucs2
        let (single, concatenated) = encoding == .gsm7 ? (160, 153) : (70, 67)
        var units = 0
        var parts = 1
        var used = 0
        for scalar in text.unicodeScalars {
            let width = encoding == .gsm7 ? GSMAlphabet.septets(scalar) ?? 0 : UTF16.width(scalar)
            units += width
            used += width
            // An extension character, or a surrogate pair, that does not fit moves to the next part as a whole.
            if used > concatenated {
                parts += 1
                used = width
            }
        }
        self.units = units
        self.parts = units <= single ? 1 : parts
    }
}
