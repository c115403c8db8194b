import CPhoneNumbers

/// Telephone numbers as people write them.
public enum PhoneNumber {
    /// The number as "+13125550142", the one form in which we store, compare and dial it.
    ///
    /// Only numbers that their country's numbering plan assigns count (`IsValidNumber`; it accepts the 555 numbers kept
    /// for fiction). A merely possible number would pass a slip of the finger on to a stranger's phone. An extension is
    /// dropped. Wraps libphonenumber's `Parse`, `IsValidNumber` and `Format`.
    /// - Parameter region: the country meant by a number without "+", as an ISO 3166 code such as "US".
    /// - Returns: nil when the text is no valid number, or longer than anybody writes one.
    public static func e164(_ text: String, region: String) -> String? {
        guard text.utf8.count <= longestText, !region.utf8.contains(0) else { return nil }
        var out = [CChar](repeating: 0, count: e164Capacity)
        let length = phonenumbers_e164(text, text.utf8.count, region.uppercased(), &out, out.count)
        return length == 0 ? nil : String(decoding: out.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// libphonenumber refuses longer ones too (its MAX_INPUT_STRING_LENGTH), but only after work on them.
    private static let longestText = 250

    /// "+", at most 15 digits by ITU-T E.164, up to 3 more that libphonenumber tolerates, and NUL.
    private static let e164Capacity = 32
}
