import Foundation

/// A table that another program answered (see Tests/Oracles/README.md).
struct Oracle {
    /// One element per case; the header is left out.
    let rows: [[String]]

    init(_ name: String) throws {
        let file = URL(filePath: #filePath).appending(path: "../../../Oracles").appending(path: name)
        rows = try String(contentsOf: file.standardizedFileURL, encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }
}
