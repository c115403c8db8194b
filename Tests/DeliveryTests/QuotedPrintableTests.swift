import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite struct QuotedPrintableTests {
    @Test(
        "text and what it becomes",
        arguments: [
            ("", ""), ("a", "a\r\n"), ("a\nb\r\nc\rd", "a\r\nb\r\nc\r\nd\r\n"), ("1=1", "1=3D1\r\n"),
            ("é", "=C3=A9\r\n"),
            ("end \nnext", "end=20\r\nnext\r\n"), ("tab\t", "tab=09\r\n"), ("\n\n", "\r\n\r\n"), (" ", "=20\r\n"),
            (String(repeating: "x", count: 76), String(repeating: "x", count: 75) + "=\r\nx\r\n"),
        ])
    func table(text: String, encoded: String) {
        #expect(String(decoding: QuotedPrintable.encode(text.utf8), as: UTF8.self) == encoded)
    }

    @Test("any bytes come back as they were, in lines of at most 76", arguments: 1...100)
    func roundTrip(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters: [UInt8] = [65, 32, 61, 0xC3, 0xA9, 0, 46, 9]
        let bytes = (0..<Int.random(in: 0...400, using: &random)).map { _ in letters.randomElement(using: &random)! }
        let encoded = QuotedPrintable.encode(bytes)
        let lines = String(decoding: encoded, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") })
        #expect(decode(lines) == bytes)
        // The encoding ends the last line; what was encoded had none there.
        #expect(QuotedPrintable.decode(encoded) == bytes + (bytes.isEmpty ? [] : [13, 10]))
    }

    @Test(
        "what is read back, and what is no encoding",
        arguments: [
            ("", ""), ("a=\nb", "ab"), ("a=\r\nb", "ab"), ("=C3=A9", "é"), ("=c3=a9", "é"), ("1=1", "1=1"), ("=", "="),
            ("=4", "=4"), ("=ZZ", "=ZZ"),
        ])
    func reading(encoded: String, text: String) {
        #expect(String(decoding: QuotedPrintable.decode(encoded.utf8), as: UTF8.self) == text)
    }

    private func decode(_ lines: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        var text = lines.map { $0.hasSuffix("=") ? String($0.dropLast()) : $0 }.joined().utf8[...]
        while let byte = text.popFirst() {
            if byte == UInt8(ascii: "=") {
                bytes.append(UInt8(String(decoding: text.prefix(2), as: UTF8.self), radix: 16)!)
                text = text.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
