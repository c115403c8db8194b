import Foundation
import Markup
import Testing

@Suite("Template files")
struct TemplateFilesTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../templates").standardized

    private static var names: [String] {
        let files = FileManager.default.enumerator(atPath: folder.path)
        return (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".html") }.sorted()
    }

    @Test("every template of the house parses")
    func parses() throws {
        #expect(!Self.names.isEmpty)
        for name in Self.names {
            let source = try Data(contentsOf: Self.folder.appending(path: name))
            #expect(throws: Never.self, "\(name)") { try Template(name: name, source: Array(source)) }
        }
    }
}
