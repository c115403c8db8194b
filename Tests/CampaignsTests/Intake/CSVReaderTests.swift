import Testing

@testable import Campaigns

@Suite struct CSVReaderTests {
    private func records(_ bytes: [UInt8], piece: Int = .max) -> [CSVRecord] {
        var reader = CSVReader()
        var records: [CSVRecord] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            records += reader.read(rest.prefix(piece))
            rest = rest.dropFirst(piece)
        }
        return records + [reader.finish()].compactMap(\.self)
    }

    private func fields(_ text: String) -> [[String]?] {
        records(Array(text.utf8)).map { if case .fields(let fields) = $0.content { fields } else { nil } }
    }

    @Test(
        "fields are read as RFC 4180 writes them",
        arguments: [
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a,b\nc", [["a", "b"], ["c"]]), ("", []), ("\r\n\n", []),
            ("\"a,\"\"b\"\"\r\nc\",d\n", [["a,\"b\"\r\nc", "d"]]), ("\u{FEFF}a\n", [["a"]]), (",\n", [["", ""]]),
            ("\"\"\n", [[""]]),
            ("a,\"b\"", [["a", "b"]]), ("\"a\"\r\nb", [["a"], ["b"]]), ("ä,😀\n", [["ä", "😀"]]), ("a,", [["a", ""]]),
        ])
    func read(text: String, expected: [[String]]) {
        #expect(fields(text) == expected)
    }

    @Test("how the file is cut into pieces changes nothing", arguments: [1, 2, 3, 5])
    func pieces(size: Int) {
        let bytes = Array("\u{FEFF}a,\"b\r\n\"\"c\"\r\nä\n\n\"x\"y\nz".utf8)
        #expect(records(bytes, piece: size) == records(bytes))
    }

    @Test("a bad record is named by its line, and the next one is read")
    func bad() {
        let text = "a\n\"b\nb\"\nc\"d,e\n\"f\"g\nh"
        let all = records(Array(text.utf8))
        #expect(all.map(\.line) == [1, 2, 4, 5, 6])
        #expect(fields(text) == [["a"], ["b\nb"], nil, nil, ["h"]])
    }

    @Test("what is not UTF-8 is a bad record")
    func encoding() {
        let all = records([0x61, 0xFF, 0x0A, 0x62, 0x0A])
        #expect(all.first?.content == .problem("The text is not UTF-8."))
        #expect(all.last?.content == .fields(["b"]))
    }

    @Test("an unclosed quote does not swallow the whole file")
    func unclosed() {
        #expect(fields("\"a") == [nil])
        let long = "\"" + String(repeating: "x\n", count: 40_000) + "y\n"
        let all = records(Array(long.utf8))
        #expect(all.first?.line == 1)
        #expect(all.last?.content == .fields(["y"]))
    }
}
