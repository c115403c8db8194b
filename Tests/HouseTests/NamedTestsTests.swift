import Foundation
import Testing

/// Pages that name the tests by which something holds: the rules, the promises of sending, and those of the README.
@Suite("The pages that name tests")
struct NamedTestsTests {
    struct Page: CustomTestStringConvertible, Sendable {
        let path: String
        let leastLines: Int
        var testDescription: String { path }
    }

    static let pages = [
        Page(path: "Tests/rules.md", leastLines: 100), Page(path: "Tests/delivery.md", leastLines: 60),
        Page(path: "README.md", leastLines: 8),
    ]

    /// A test as a page names it.
    private struct Named {
        /// The name of its file without the ending.
        let suite: String
        let part: String
    }

    /// The lines that must name tests: of the README those that promise something.
    private static func lines(of page: Page) throws -> [String] {
        let isReadme = page.path == "README.md"
        let files = try House.files(in: isReadme ? "" : "Tests", ending: ".md")
        let file = try #require(files.first { $0.path.drop { $0 == "/" } == page.path })
        return isReadme
            ? file.lines.filter { $0.hasPrefix("| ") && !named(in: $0).isEmpty }
            : file.lines.filter { $0.firstMatch(of: /^\| \d/) != nil }
    }

    private static func named(in line: String) -> [Named] {
        line.matches(of: /`(\w+)` “([^”]+)”/).map { Named(suite: String($0.1), part: String($0.2)) }
    }

    @Test("every line names a test, and is itself there once", arguments: pages)
    func lines(page: Page) throws {
        let lines = try Self.lines(of: page)
        #expect(lines.count > page.leastLines)
        #expect(Set(lines).count == lines.count)
        for line in lines { #expect(!Self.named(in: line).isEmpty, "no test holds: \(line)") }
    }

    @Test("every test that one names is there, and is one test", arguments: pages)
    func tests(page: Page) throws {
        let files = try House.files(in: "Tests", ending: ".swift") + House.files(in: "Tests", ending: ".py")
        let names = Dictionary(files.map { ($0.name.prefix { $0 != "." }, Self.tests(in: $0)) }) { $0 + $1 }
        for named in try Self.lines(of: page).flatMap(Self.named) {
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
