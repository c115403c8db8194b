import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite("Statements")
struct StatementTests {
    @Test("every statement is understood by the server", arguments: Statements.all.map(\.name))
    func prepares(_ name: String) throws {
        let texts = try #require(Statements.all.first { $0.name == name }).texts
        try withDatabase { database in
            for text in texts {
                #expect(throws: Never.self, "\(name): \(text)") { try database.prepare(text) }
            }
        }
    }

    @Test("no statement is left out of the list")
    func complete() throws {
        let folder = URL(filePath: #filePath).appending(path: "../../../../Sources/Storage").standardizedFileURL
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var named: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let source = try String(contentsOf: file, encoding: .utf8)
            for match in source.matches(of: /enum (\w*SQL): String, CaseIterable/) { named.insert(String(match.1)) }
        }
        let missing = named.subtracting(Statements.all.map(\.name))
        #expect(missing.isEmpty)
    }

    @Test("only the host's clock is asked of the database, and only in one statement")
    func noHiddenClock() {
        let words = /\b(NOW|UTC_TIMESTAMP|CURRENT_TIMESTAMP|SYSDATE|CURDATE|UTC_DATE)\b/
        let texts = Statements.all.filter { $0.name != "DatabaseClockSQL" }.flatMap(\.texts)
        #expect(texts.allSatisfy { $0.firstMatch(of: words.ignoresCase()) == nil })
    }
}
