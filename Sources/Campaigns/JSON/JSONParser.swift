extension JSON {
    /// Containers may stand this deep in one another.
    public static let maximumDepth = 64

    /// Reads one JSON document: strict RFC 8259, in UTF-8 without a byte-order mark.
    ///
    /// - Throws: a problem also where the RFC leaves a choice: a key that stands twice, nesting deeper than
    ///   `maximumDepth`, half a surrogate pair, a number beyond a Double.
    public static func parse(_ bytes: [UInt8]) throws(JSONProblem) -> JSON {
        var parser = JSONParser(bytes)
        return try parser.document()
    }
}

/// One pass over the bytes of a document.
struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    private var path: [PathPart] = []

    private enum PathPart {
        case key(String)
        case index(Int)
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONProblem) -> JSON {
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw problem("more follows after the end of the value") }
        return value
    }

    private mutating func value() throws(JSONProblem) -> JSON {
        switch next {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"): return try number()
        case let byte? where Self.digits.contains(byte): return try number()
        case nil: throw problem("the document ends where a value is expected")
        default: throw problem("a value is expected here")
        }
    }

    private mutating func object() throws(JSONProblem) -> JSON {
        try enter()
        var members: [JSON.Member] = []
        var keys: Set<String> = []
        if try !isClosed(by: "}") {
            repeat {
                skipSpace()
                let start = position
                guard next == UInt8(ascii: "\"") else { throw problem("a member's name in quotes is expected here") }
                let key = try string()
                path.append(.key(key))
                guard Self.isNew(key, members, &keys) else { throw problem("the member stands twice", at: start) }
                skipSpace()
                guard skip(":") else { throw problem("a colon is expected here") }
                skipSpace()
                members.append(JSON.Member(key: key, value: try value()))
                path.removeLast()
            } while try !isDone(closing: "}")
        }
        return .object(members)
    }

    private mutating func array() throws(JSONProblem) -> JSON {
        try enter()
        var values: [JSON] = []
        if try !isClosed(by: "]") {
            repeat {
                skipSpace()
                path.append(.index(values.count))
                values.append(try value())
                path.removeLast()
            } while try !isDone(closing: "]")
        }
        return .array(values)
    }

    /// Most objects are small: a set is worth its price only for large ones.
    private static func isNew(_ key: String, _ members: [JSON.Member], _ keys: inout Set<String>) -> Bool {
        if members.count < 16 { return !members.contains { $0.key == key } }
        if keys.isEmpty { keys = Set(members.map(\.key)) }
        return keys.insert(key).inserted
    }

    /// Takes the opening bracket.
    private mutating func enter() throws(JSONProblem) {
        guard path.count < JSON.maximumDepth else {
            throw problem("nested deeper than \(JSON.maximumDepth) levels")
        }
        position += 1
    }

    private mutating func isClosed(by bracket: Unicode.Scalar) throws(JSONProblem) -> Bool {
        skipSpace()
        return skip(bracket)
    }

    private mutating func isDone(closing bracket: Unicode.Scalar) throws(JSONProblem) -> Bool {
        skipSpace()
        if skip(",") { return false }
        if skip(bracket) { return true }
        throw problem("a comma or \(bracket) is expected here")
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONProblem) -> JSON {
        let length = word.utf8CodeUnitCount
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: length)
        guard bytes[position...].prefix(length).elementsEqual(expected) else {
            throw problem("a value is expected here")
        }
        position += length
        return value
    }
}

extension JSONParser {
    static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    func problem(_ message: String, at place: Int? = nil) -> JSONProblem {
        var text = ""
        for part in path {
            switch part {
            case .key(let key): text += text.isEmpty ? key : "." + key
            case .index(let index): text += "[\(index)]"
            }
        }
        return JSONProblem(position: place ?? position, path: text, message: message)
    }
}
