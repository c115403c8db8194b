import Foundation

/// The settings as they were written: the environment wins over the file.
struct Settings {
    private let environment: [String: String]
    private let file: [String: String]

    /// - Throws: a sentence where the file cannot be read, or says something that is no setting.
    init(environment: [String: String]) throws(StartRefusal) {
        self.environment = environment
        guard let path = environment[Setting.fileName], !path.isEmpty else {
            file = [:]
            return
        }
        file = try SettingsFile.read(path)
    }

    /// What is set, else the default; an empty value counts as none.
    subscript(_ setting: Setting) -> String? {
        let text = environment[setting.rawValue] ?? file[setting.rawValue] ?? setting.standard
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A setting that something else needs.
    func required(_ setting: Setting, because reason: String) throws(StartRefusal) -> String {
        guard let text = self[setting] else { throw .settings("\(setting.rawValue) is not set: \(reason)") }
        return text
    }

    func number(_ setting: Setting, in range: ClosedRange<Int>) throws(StartRefusal) -> Int {
        guard let number = self[setting].flatMap({ Int($0) }), range.contains(number) else {
            throw .settings("\(setting.rawValue) wants a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// So many in a second; nil for 0, which sets no limit.
    func rate(_ setting: Setting) throws(StartRefusal) -> Int? {
        let number = try number(setting, in: 0...10_000)
        return number == 0 ? nil : number
    }

    func isOn(_ setting: Setting) throws(StartRefusal) -> Bool { try number(setting, in: 0...1) == 1 }

    /// An address such as `https://campanile.clinic.example`, without a slash at its end.
    func address(_ setting: Setting) throws(StartRefusal) -> String {
        let text = try required(setting, because: "give an address such as https://campanile.example.")
        let isAddress = ["http", "https"].contains { text.hasPrefix("\($0)://") && text.count > $0.count + 3 }
        guard isAddress, !text.contains(where: \.isWhitespace) else {
            throw .settings("\(setting.rawValue) wants an address that begins with http:// or https://.")
        }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// The file with certificates of authorities that a setting names; nil for none.
    func authority(_ setting: Setting) throws(StartRefusal) -> String? {
        guard let path = self[setting] else { return nil }
        guard try SettingsFile.lines(of: path).contains("-----BEGIN CERTIFICATE-----") else {
            throw .settings("\(path), which \(setting.rawValue) names, holds no certificate: it wants them as PEM.")
        }
        return path
    }

    /// The lines of the file that a setting names, without blank ones.
    func secretLines(_ setting: Setting, because reason: String) throws(StartRefusal) -> [String] {
        let path = try required(setting, because: reason)
        let lines = try SettingsFile.lines(of: path).filter { !$0.isEmpty }
        guard !lines.isEmpty else { throw .settings("\(path), which \(setting.rawValue) names, is empty.") }
        return lines
    }
}
