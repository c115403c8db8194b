import Markup

/// A page without navigation: signing in, errors, what patients see.
struct PlainFrame {
    let title: String
    var language = "en"
    /// On top; patients read their clinic's name there.
    var brand = "Campanile"
    var foot = ""
    /// Modules in public/js.
    var scripts: [String] = []
    var status = 200
}

extension Templates {
    func respond(_ content: Page, in frame: PlainFrame) throws -> Response {
        let layout = page("layout-plain.html")
        layout.attribute("document", "lang", frame.language)
        layout.text("title", frame.brand == "Campanile" ? "\(frame.title) · Campanile" : frame.title)
        layout.each("stylesheet", Layout.stylesheets) { row, name in
            row.attribute("stylesheet", "href", "/assets/css/\(name).css")
        }
        layout.each("script", frame.scripts) { row, name in
            row.attribute("script", "src", "/assets/js/\(name).js")
        }
        layout.attribute("icon", "href", "/assets/icon.svg")
        layout.text("brand", frame.brand)
        layout.text("foot", frame.foot)
        layout.insert("content", content)
        return .html(try layout.html(), status: frame.status)
    }
}
