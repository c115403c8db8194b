import Testing
import Wiring

@Suite("The README")
struct ReadmeTests {
    @Test("its table of settings names those that the programs know")
    func settings() throws {
        let readme = try #require(try House.files(in: "", ending: "README.md").first { $0.path == "/README.md" })
        let rows = readme.lines.filter { $0.hasPrefix("| `CAMPANILE_") }
        let names = rows.flatMap { $0.split(separator: "|")[0].matches(of: /CAMPANILE_\w+/).map { String($0.0) } }
        #expect(Set(names) == Set(Setting.allCases.map(\.rawValue) + [Setting.fileName]))
    }
}
