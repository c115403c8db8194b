import Foundation
import Markup
import Testing

@Suite("Memory")
struct MemoryTests {
    @Test("reading and filling again and again does not grow the process")
    func steady() throws {
        let source = "<ul>" + String(repeating: "<li title='&amp;'><b slot='a'>text</b></li>", count: 200) + "</ul>"
        func round() throws {
            for _ in 0..<20 {
                _ = try? template(source + "<")  // the refusal must free as well
                let page = try page(source)
                page.text("a", "filled")
                _ = try page.html()
            }
        }
        try round()
        let before = try residentPages()
        try round()
        try round()
        #expect(try residentPages() - before < 512)  // 2 MiB; forty leaked trees would be over 10
    }

    /// Resident pages of 4 KiB (proc(5), statm, second field).
    private func residentPages() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(fields[1]))
    }
}
