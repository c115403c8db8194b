import Campaigns
import TestSupport
import Testing

@Suite("Two texts held against each other")
struct LineChangeTests {
    @Test(
        "tell what went and what came, line by line",
        arguments: [
            ("", "", []), ("a", "a", [LineChange.same("a")]), ("", "a", [.added("a")]), ("a", "", [.removed("a")]),
            ("a\nb\nc", "a\nx\nc", [.same("a"), .removed("b"), .added("x"), .same("c")]),
            ("a\n\nb", "a\n\nb\n", [.same("a"), .same(""), .same("b"), .added("")]),
            ("a\nb", "b\na", [.removed("a"), .same("b"), .added("a")]),
        ] as [(String, String, [LineChange])])
    func told(old: String, new: String, changes: [LineChange]) {
        #expect(LineChange.all(from: old, to: new) == changes)
    }

    @Test("give both texts back, whatever they are")
    func both() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let texts = (0..<2).map { _ in
                (0..<Int.random(in: 1...12, using: &random)).map { _ in String(Int.random(in: 0...4, using: &random)) }
            }
            let changes = LineChange.all(from: texts[0].joined(separator: "\n"), to: texts[1].joined(separator: "\n"))
            let old = changes.compactMap { change -> String? in if case .added = change { nil } else { change.text } }
            let new = changes.compactMap { change -> String? in if case .removed = change { nil } else { change.text } }
            #expect(old == texts[0] && new == texts[1])
        }
    }

    @Test("are told whole where they are very long")
    func long() {
        let old = (0..<2_000).map(String.init).joined(separator: "\n")
        #expect(LineChange.all(from: old, to: old + "\nx").count == 4_001)
    }
}

extension LineChange {
    fileprivate var text: String {
        switch self {
        case .same(let text), .removed(let text), .added(let text): text
        }
    }
}
