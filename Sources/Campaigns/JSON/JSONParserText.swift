/// Numbers and texts.
extension JSONParser {
    mutating func number() throws(JSONProblem) -> JSON {
        let start = position
        _ = skip("-")
        if !skip("0") { try digits() }
        var isWhole = true
        if skip(".") {
            isWhole = false
            try digits()
        }
        if skip("e") || skip("E") {
            isWhole = false
            if !skip("+") { _ = skip("-") }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw problem("the number is too large", at: start) }
        return .number(number)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = position
        while let byte = next, Self.digits.contains(byte) { position += 1 }
        guard position > start else { throw problem("a digit is expected here") }
    }

    mutating func string() throws(JSONProblem) -> String {
        let start = position
        position += 1
        var unescaped: [UInt8] = []
        var runStart = position
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                let run = bytes[runStart..<position]
                position += 1
                guard let text = Self.text(unescaped, run) else { throw problem("the text is not UTF-8", at: start) }
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[runStart..<position]
                unescaped += String(Character(try escape())).utf8
                runStart = position
            case 0..<0x20: throw problem("a control character stands in the text")
            default: position += 1
            }
        }
        throw problem("the text has no closing quote", at: start)
    }

    private static func text(_ unescaped: [UInt8], _ run: ArraySlice<UInt8>) -> String? {
        unescaped.isEmpty ? String(validating: run, as: UTF8.self) : String(validating: unescaped + run, as: UTF8.self)
    }

    private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let byte = next else { throw problem("the document ends inside a text") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw problem("the escape is unknown", at: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONProblem) -> Unicode.Scalar {
        let first = try hexUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), skip("\\"), skip("u") else {
            throw problem("half a surrogate pair", at: start)
        }
        let second = try hexUnit()
        guard UTF16.isTrailSurrogate(second) else { throw problem("half a surrogate pair", at: start) }
        let code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return Unicode.Scalar(code) ?? "\u{FFFD}"
    }

    private mutating func hexUnit() throws(JSONProblem) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("four hexadecimal digits are expected here")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
