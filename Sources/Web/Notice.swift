import Foundation

/// What happened, said once on top of the next page; kept with the session until then.
struct Notice: Codable, Hashable {
    enum Tone: String, Codable {
        case done, warn, bad
    }

    /// A way back, posted with the session's token.
    struct Undo: Codable, Hashable {
        let path: String
        let label: String
    }

    /// The column's width in the database.
    static let limit = 400

    var tone = Tone.done
    var title: String
    var text = ""
    var undo: Undo?

    init(_ title: String, _ text: String = "", tone: Tone = .done, undo: Undo? = nil) {
        self.tone = tone
        self.title = title
        self.text = text
        self.undo = undo
    }

    /// As the session's row keeps it; a text too long for it is left out.
    var stored: String? {
        for notice in [self, Notice(title, "", tone: tone, undo: undo), Notice("Done.", tone: tone, undo: undo)] {
            // Encoding text cannot fail.
            guard let data = try? JSONEncoder().encode(notice) else { continue }
            let text = String(decoding: data, as: UTF8.self)
            if text.unicodeScalars.count <= Self.limit { return text }
        }
        return nil
    }

    /// nil for what no version of this program wrote.
    init?(stored: String) {
        // A notice that cannot be read is not worth a page that fails.
        guard let notice = try? JSONDecoder().decode(Notice.self, from: Data(stored.utf8)) else { return nil }
        self = notice
    }
}
