import Foundation
import Markup

/// Every page of the folder `templates`, and the API's description beside them, read once at start.
public struct Templates: Sendable {
    private let byName: [String: Template]
    /// `openapi.json` as it stands.
    let apiDescription: [UInt8]

    /// - Throws: when the folder or a file cannot be read, or a template is malformed.
    public init(folder: URL) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".html") }
        var byName: [String: Template] = [:]
        for name in names {
            let source = try Data(contentsOf: folder.appending(path: name))
            byName[name] = try Template(name: name, source: Array(source))
        }
        self.byName = byName
        apiDescription = Array(try Data(contentsOf: folder.appending(path: "openapi.json")))
    }

    /// An empty page of the template.
    func page(_ name: String) -> Page {
        guard let template = byName[name] else { preconditionFailure("there is no template \(name)") }
        return Page(template)
    }
}
