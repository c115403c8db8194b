/// The version of a thing as `ETag` names it (RFC 9110, 8.8.3): strong, and covering what can be changed.
struct EntityTag: Hashable {
    let version: Int

    var text: String { "\"\(version)\"" }
}

/// Which versions of a thing a program has seen and may change: `If-Match` (RFC 9110, 13.1.1).
enum SeenVersions: Hashable {
    /// No header, or `*`: the last to write wins.
    case any
    case some([String])

    /// - Throws: `APIProblem` (400) for what is no list of entity tags.
    init(_ request: Request) throws {
        guard let header = request.headers["if-match"] else {
            self = .any
            return
        }
        let blanks: Set<Character> = [" ", "\t"]
        let parts = header.split(separator: ",", omittingEmptySubsequences: false).map { part in
            String(part.drop(while: blanks.contains).reversed().drop(while: blanks.contains).reversed())
        }
        if parts == ["*"] {
            self = .any
            return
        }
        guard parts.allSatisfy({ $0.wholeMatch(of: /(W\/)?"[\x21\x23-\x7e\u{80}-\u{ff}]*"/) != nil }) else {
            throw APIProblem(status: 400, title: "If-Match takes what ETag said, such as \"3\", or *.")
        }
        self = .some(parts)
    }

    /// The version to change.
    ///
    /// - Throws: `APIProblem` (412) when the program has not seen the current one. A weak tag matches none.
    func checked(_ current: Int) throws -> Int {
        let tag = EntityTag(version: current)
        if case .some(let tags) = self, !tags.contains(tag.text) {
            throw APIProblem(
                status: 412, title: "It was changed since you read it. Read it again.", headers: ["ETag": tag.text])
        }
        return current
    }
}
