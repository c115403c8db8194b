import Foundation

/// A table of `Tests/Oracles`, made by a script in another language.
struct OracleTable {
    /// Of the tzdata that it was made with.
    let tzdataVersion: String
    /// Each row as its columns, in their order.
    let rows: [[String]]

    init(_ name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let file = folder.appending(path: "../../Oracles/\(name).tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        tzdataVersion = lines.first.map { String($0.dropFirst("# tzdata ".count)) } ?? ""
        rows = lines.dropFirst(2).map { $0.split(separator: "\t").map(String.init) }
    }
}
