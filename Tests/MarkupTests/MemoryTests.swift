import Foundation
import Markup
import Testing

@Suite("Memory")
struct MemoryTests {
    @Test("reading and filling again and again does not grow the process")
    func steady() async {
        // In a process of its own: other tests grow this one meanwhile.
        await #expect(processExitsWith: .success) {
            try MemoryTests.round()
            let before = try MemoryTests.residentPages()
            try MemoryTests.round()
            try MemoryTests.round()
            let grown = try MemoryTests.residentPages() - before
            precondition(grown < 512, "grew by \(grown) pages")  // 2 MiB; forty leaked trees would be over 10
        }
    }

    private static let source =
        "<ul>" + String(repeating: "<li title='&amp;'><b slot='a'>text</b></li>", count: 200) + "</ul>"

    private static func round() throws {
        for _ in 0..<20 {
            _ = try? template(source + "<")  // the refusal must free as well
            let page = try page(source)
            page.text("a", "filled")
            _ = try page.html()
        }
    }

    /// Resident pages of 4 KiB (proc(5), statm, second field).
    private static func residentPages() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { throw CocoaError(.fileReadCorruptFile) }
        return pages
    }
}
