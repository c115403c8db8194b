/// The normal form of e-mail addresses.
public enum EmailAddress {
    /// The address without blanks around it and with a lower-case domain; nil when it is none that can be written to.
    ///
    /// The forms of RFC 5321 without quoted local parts and address literals; ASCII only, since not every mail server
    /// takes more.
    public static func normalised(_ text: String) -> String? {
        let bytes = Array(text.trimmed.utf8)
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = bytes[..<at]
        let domain = bytes[(at + 1)...].map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
        guard isLocalPart(local), isDomain(domain) else { return nil }
        return String(decoding: local + [UInt8(ascii: "@")] + domain, as: UTF8.self)
    }

    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        let atoms = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return bytes.count <= 64 && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(atomBytes.contains) }
    }

    private static func isDomain(_ bytes: [UInt8]) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.count >= 2, !top.allSatisfy(digits.contains) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy(labelBytes.contains)
                && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        }
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let labelBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
    private static let atomBytes = labelBytes.union("ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+/=?^_`{|}~".utf8)
}
