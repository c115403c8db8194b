/// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 section 6.2.1).
enum GSMAlphabet {
    /// How many septets a character takes: 1, or 2 with the escape before it; nil when the alphabet lacks it.
    static func septets(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return asciiSeptets[Int(scalar.value)] }
        return basic.contains(scalar) ? 1 : scalar == "€" ? 2 : nil
    }

    private static let basic = Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?".unicodeScalars)
        .union("¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà".unicodeScalars)

    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

    private static let asciiSeptets: [Int?] = (0..<128).map { code in
        let scalar = Unicode.Scalar(UInt8(code))
        return basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : nil
    }
}
