/// Decodes a value that is coded as its text.
func decoded<Value>(from decoder: any Decoder, _ expected: String, _ read: (String) -> Value?) throws -> Value {
    let container = try decoder.singleValueContainer()
    guard let value = read(try container.decode(String.self)) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected \(expected)")
    }
    return value
}
