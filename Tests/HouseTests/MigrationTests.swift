import Foundation
import Storage
import Testing

@Suite("The schema's history")
struct MigrationTests {
    @Test("migrations are numbered without a gap, and the newest is what the programs want")
    func order() throws {
        let numbers = try House.files(in: "db/migrations", ending: ".sql").map { Int($0.name.prefix(4)) }
        #expect(numbers == Array(1...Schema.version))
    }

    @Test("a migration changes one thing")
    func oneChange() throws {
        for file in try House.files(in: "db/migrations", ending: ".sql") {
            let statements = file.lines.filter { $0.hasSuffix(";") }
            #expect(statements.count == 1, "\(file.path)")
        }
    }
}
