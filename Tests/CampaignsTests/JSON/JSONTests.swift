import Campaigns
import Testing

@Suite struct JSONTests {
    @Test(
        "a document is read and written in its own order",
        arguments: [
            ("null", "null"),
            (" [ 1 , -2.5 , 1e3 , true ] \n", "[1,-2.5,1000.0,true]"),
            (#"{"b":1,"a":{"c":[]}}"#, #"{"b":1,"a":{"c":[]}}"#),
            (#""é😀\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\""#, #""é😀é😀/\u0008\u000c\n\r\t\"\\""#),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "9.223372036854776e+18"),
            ("-0", "0"),
            (#"{"":{}}"#, #"{"":{}}"#),
            (#""\u0000""#, #""\u0000""#),
        ])
    func reads(document: String, expected: String) throws {
        let value = try JSON.parse(Array(document.utf8))
        #expect(value.text == expected)
        #expect(try JSON.parse(value.bytes) == value)
    }

    @Test(
        "what is not strict JSON is refused with its byte and its path",
        arguments: [
            ("", 0, ""),
            ("  ", 2, ""),
            ("nul", 0, ""),
            ("[1,]", 3, "[1]"),
            ("[1 2]", 3, ""),
            (#"{"a":1,}"#, 7, ""),
            (#"{"a" 1}"#, 5, "a"),
            (#"{a:1}"#, 1, ""),
            (#"{"a":[0,{"b":01}]}"#, 14, "a[1]"),
            (#"{"a":1,"b":2,"a":3}"#, 13, "a"),
            (#"[{"x":{"y":1,"y":1}}]"#, 13, "[0].x.y"),
            ("1 2", 2, ""),
            ("+1", 0, ""),
            (".5", 0, ""),
            ("1.", 2, ""),
            ("1e", 2, ""),
            ("-", 1, ""),
            ("1e400", 0, ""),
            ("NaN", 0, ""),
            ("'a'", 0, ""),
            ("\"a", 0, ""),
            ("\"a\nb\"", 2, ""),
            (#""\x""#, 1, ""),
            (#""\ud83d""#, 1, ""),
            (#""\ud83d\u0041""#, 1, ""),
            (#""\ude00""#, 1, ""),
            (#""\u12g4""#, 5, ""),
            ("\u{FEFF}1", 0, ""),
            ("// 1", 0, ""),
        ])
    func refuses(document: String, position: Int, path: String) {
        let problem = #expect(throws: JSONProblem.self) { try JSON.parse(Array(document.utf8)) }
        #expect(problem?.position == position)
        #expect(problem?.path == path)
    }

    @Test(
        "text that is not UTF-8 is refused",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
            [0xE9],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: JSONProblem.self) { try JSON.parse(bytes) }
    }

    @Test func nestingEndsAtSixtyFourLevels() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSON.parse(nested(64)) }
        #expect(throws: JSONProblem.self) { try JSON.parse(nested(65)) }
        #expect(throws: JSONProblem.self) { try JSON.parse(Array(repeating: UInt8(ascii: "["), count: 1_000_000)) }
    }

    @Test func aMemberThatStandsTwiceIsFoundInALargeObject() {
        let members = (0..<5_000).map { "\"k\($0)\":\($0)" } + ["\"k17\":0"]
        let problem = #expect(throws: JSONProblem.self) {
            try JSON.parse(Array("{\(members.joined(separator: ","))}".utf8))
        }
        #expect(problem?.path == "k17")
    }

    @Test func membersAreAskedByTheirName() {
        let value: JSON = ["name": "Ana", "age": 12, "share": 0.5, "tags": ["new"], "seen": .null, "adult": false]
        #expect(value["name"]?.stringValue == "Ana")
        #expect(value["age"]?.integerValue == 12 && value["age"]?.numberValue == 12)
        #expect(value["share"]?.numberValue == 0.5 && value["share"]?.integerValue == nil)
        #expect(value["tags"]?.arrayValue == ["new"])
        #expect(value["seen"]?.isNull == true && value["gone"] == nil)
        #expect(value["adult"]?.boolValue == false)
        #expect(value["name"]?["name"] == nil)
    }
}
