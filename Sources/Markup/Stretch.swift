/// A run of bytes inside a longer array, by place.
struct Stretch: Sendable, Equatable {
    let start: Int
    let end: Int

    var isEmpty: Bool { start == end }
}

extension [UInt8] {
    mutating func append(_ stretch: Stretch, of bytes: UnsafeBufferPointer<UInt8>) {
        append(contentsOf: UnsafeBufferPointer(rebasing: bytes[stretch.start..<stretch.end]))
    }
}
