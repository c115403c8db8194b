import Foundation

/// The file with the settings: `NAME=VALUE` a line; lines that begin with `#` are comments.
enum SettingsFile {
    static func read(_ path: String) throws(StartRefusal) -> [String: String] {
        var values: [String: String] = [:]
        for (index, line) in try lines(of: path).enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let fields = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let name = trimmed(fields[0])
            let place = "Line \(index + 1) of \(path)"
            guard fields.count == 2 else { throw .settings("\(place) is not of the form NAME=VALUE.") }
            guard Setting(rawValue: name) != nil else { throw .settings("\(place) sets \(name), which is no setting.") }
            guard values[name] == nil else { throw .settings("\(place) sets \(name) a second time.") }
            values[name] = trimmed(fields[1])
        }
        return values
    }

    /// The lines without the blanks around them.
    static func lines(of path: String) throws(StartRefusal) -> [String] {
        do {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            return text.split(separator: "\n", omittingEmptySubsequences: false).map(trimmed)
        } catch {
            throw .settings("\(path) cannot be read.")
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
