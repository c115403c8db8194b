import Foundation
import Markup
import Testing

@Suite("The templates")
struct TemplateTests {
    /// What pages name: `page("campaigns/list.html")`, and the marks they fill.
    private func quotedInWeb() throws -> Set<String> {
        let words = try House.files(in: "Sources/Web", ending: ".swift").flatMap { file in
            file.code.flatMap { $0.matches(of: /"([a-z][a-z0-9\/.-]*)"/).map { String($0.1) } }
        }
        return Set(words)
    }

    /// Marks whose beginning a page composes, as in `"\(kind)-chosen"`: what they end in.
    private func composedInWeb() throws -> Set<String> {
        let endings = try House.files(in: "Sources/Web", ending: ".swift").flatMap { file in
            file.code.flatMap { $0.matches(of: /"\\\([a-zA-Z.]+\)(-[a-z]+)"/).map { String($0.1) } }
        }
        return Set(endings)
    }

    private func marks(of template: House.File) -> Set<String> {
        let marks = template.text.matches(of: /\s(?:slot|each|when)="([^"]+)"/)
        return Set(marks.flatMap { $0.1.split(separator: " ").map(String.init) })
    }

    @Test("every template can be read")
    func parse() throws {
        for file in try House.files(in: "templates", ending: ".html") {
            let name = String(file.path.dropFirst("templates/".count))
            #expect(throws: Never.self, "\(name)") { _ = try Template(name: name, source: Array(file.text.utf8)) }
        }
    }

    @Test("every template that a page uses has its marks filled by name somewhere in Web")
    func filled() throws {
        let quoted = try quotedInWeb()
        let composed = try composedInWeb()
        for file in try House.files(in: "templates", ending: ".html") {
            guard quoted.contains(String(file.path.dropFirst("templates/".count))) else { continue }
            for mark in marks(of: file).sorted() {
                let isFilled = quoted.contains(mark) || composed.contains { mark.hasSuffix($0) }
                #expect(isFilled, "\(file.path): \(mark)")
            }
        }
    }

    @Test("what a page fills stands in some template")
    func named() throws {
        let known = Set(try House.files(in: "templates", ending: ".html").flatMap(marks))
        for file in try House.files(in: "Sources/Web", ending: ".swift") {
            for line in file.code {
                for match in line.matches(of: /\.(?:text|attribute|keep|each|insert)\("([^"\\]+)"/) {
                    #expect(known.contains(String(match.1)), "\(file.path): \(match.1)")
                }
            }
        }
    }
}
