import Foundation
import Testing

@Suite("The page of the rules")
struct RulesPageTests {
    /// A test as the page names it.
    private struct Named {
        /// The name of its file without the ending.
        let suite: String
        let part: String
    }

    private static func lines() throws -> [String] {
        let page = try House.files(in: "Tests", ending: "rules.md").first { $0.path == "Tests/rules.md" }
        return try #require(page).lines.filter { $0.firstMatch(of: /^\| \d/) != nil }
    }

    private static func named(in line: String) -> [Named] {
        line.matches(of: /`(\w+)` “([^”]+)”/).map { Named(suite: String($0.1), part: String($0.2)) }
    }

    @Test("every line names a test, and is itself there once")
    func lines() throws {
        let lines = try Self.lines()
        #expect(lines.count > 100)
        #expect(Set(lines).count == lines.count)
        for line in lines { #expect(!Self.named(in: line).isEmpty, "no test holds: \(line)") }
    }

    @Test("every test that it names is there, and is one test")
    func tests() throws {
        let files = try House.files(in: "Tests", ending: ".swift") + House.files(in: "Tests", ending: ".py")
        let names = Dictionary(files.map { ($0.name.prefix { $0 != "." }, Self.tests(in: $0)) }) { $0 + $1 }
        for named in try Self.lines().flatMap(Self.named) {
            let tests = names[named.suite[...]] ?? []
            let found = tests.contains(named.part) ? [named.part] : tests.filter { $0.contains(named.part) }
            #expect(found.count == 1, "\(named.suite) has \(found.count) tests named “\(named.part)”")
        }
    }

    /// The names of a file's tests: what they are called in Swift, their functions in Python.
    private static func tests(in file: House.File) -> [String] {
        if file.name.hasSuffix(".py") { return file.text.matches(of: /\ndef (test_\w+)/).map { String($0.1) } }
        return file.text.matches(of: /@Test\(\s*"((?:[^"\\]|\\.)+)"/).map { String($0.1) }
            + file.text.matches(of: /@Test func (\w+)/).map { String($0.1) }
    }
}
