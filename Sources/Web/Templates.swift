import Foundation
import Markup

/// Every page of the folder `templates`, read once at start.
public struct Templates: Sendable {
    private let byName: [String: Template]

    /// - Throws: when the folder cannot be read, or a template is malformed.
    public init(folder: URL) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }
        var byName: [String: Template] = [:]
        for name in names {
            let source = try Data(contentsOf: folder.appending(path: name))
            byName[name] = try Template(name: name, source: Array(source))
        }
        self.byName = byName
    }

    /// An empty page of the template.
    func page(_ name: String) -> Page {
        guard let template = byName[name] else { preconditionFailure("there is no template \(name)") }
        return Page(template)
    }
}
