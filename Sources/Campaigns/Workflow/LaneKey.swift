/// Names one lane of a step: stays when lanes are renamed or change places, and never names another lane of that step
/// later, so that what an enrollment decided survives every edit.
public struct LaneKey: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    /// nil unless lower case letters and digits, at most 16, beginning with a letter.
    public init?(rawValue: String) {
        let bytes = Array(rawValue.utf8)
        guard let first = bytes.first, bytes.count <= 16, Self.letters.contains(first),
            bytes.allSatisfy({ Self.letters.contains($0) || Self.digits.contains($0) })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(known: String) { rawValue = known }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    /// The lanes of a condition.
    public static let yes = LaneKey(known: "yes")
    public static let no = LaneKey(known: "no")
    /// The lane of a branch for whom no rule holds.
    public static let otherwise = LaneKey(known: "otherwise")

    /// The lane of a branch that was added as its `number`th, from 1.
    public static func added(_ number: Int) -> LaneKey { LaneKey(known: "b\(number)") }
}
