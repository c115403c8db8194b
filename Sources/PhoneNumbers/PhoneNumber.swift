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
        written(text, region, phonenumbers_e164)
    }

    /// The number as people of a region write and dial it: "(312) 555-0142" in the United States, "+1 312-555-0142"
    /// elsewhere. Wraps libphonenumber's `Format` with `NATIONAL`, of another country's number `INTERNATIONAL`.
    /// - Parameter region: as for `e164`.
    /// - Returns: nil when the text is no valid number.
    public static func local(_ text: String, region: String) -> String? { written(text, region, phonenumbers_local) }

    private typealias Writer = (
        UnsafePointer<CChar>?, Int, UnsafePointer<CChar>?, UnsafeMutablePointer<CChar>?, Int
    ) -> Int

    private static func written(_ text: String, _ region: String, _ write: Writer) -> String? {
        guard text.utf8.count <= longestText, !region.utf8.contains(0) else { return nil }
        var out = [CChar](repeating: 0, count: capacity)
        let length = write(text, text.utf8.count, region.uppercased(), &out, out.count)
        return length == 0 ? nil : String(decoding: out.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// libphonenumber refuses longer ones too (its MAX_INPUT_STRING_LENGTH), but only after work on them.
    private static let longestText = 250

    /// "+", at most 15 digits by ITU-T E.164, up to 3 more that libphonenumber tolerates, what stands between them, and NUL.
    private static let capacity = 64
}
