import Foundation

/// The project's own files, read as text.
enum House {
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    struct File {
        /// From the project's root: `Sources/Jobs/Tick.swift`.
        let path: String
        let lines: [String]

        var name: String { String(path.split(separator: "/").last ?? "") }
        /// The folder below `Sources`.
        var room: String { String(path.split(separator: "/")[1]) }
        var text: String { lines.joined(separator: "\n") }

        /// Without what follows `//`, so that prose may name anything.
        var code: [String] { lines.map { String($0.prefix(upTo: $0.firstRange(of: "//")?.lowerBound ?? $0.endIndex)) } }
    }

    /// All files below a folder whose names end so, in the order of their paths.
    static func files(in folder: String, ending: String) throws -> [File] {
        let url = root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: url.path()).filter { $0.hasSuffix(ending) }
        return try paths.sorted().map { path in
            let text = try String(contentsOf: url.appending(path: path), encoding: .utf8)
            return File(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
        }
    }

    static func sources() throws -> [File] { try files(in: "Sources", ending: ".swift") }
}
