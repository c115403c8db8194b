import Campaigns
import CivilTime
import Markup
import Storage

/// A place on the way here, linked except for the last.
struct Crumb {
    let name: String
    let path: String

    init(_ name: String, _ path: String) {
        self.name = name
        self.path = path
    }
}

/// What stands around a page's content.
struct Frame {
    let title: String
    /// The way here without the page itself; empty for the pages of the navigation.
    var crumbs: [Crumb] = []
    /// Which noun of the navigation it belongs to.
    var noun = Noun.campaigns
    /// Modules in public/js, such as `step-drag`.
    var scripts: [String] = []
    var status = 200
}

extension Visit {
    /// A page of the site around `content`; the session's notice is shown and gone.
    func respond(_ content: Page, in frame: Frame) throws -> Response {
        let layout = page("layout.html")
        Layout.fillHead(layout, title: frame.title, scripts: frame.scripts)
        layout.text("clinic", clinicName)
        fillNavigation(layout, frame.noun)
        layout.text("staff", staff.name)
        layout.text("role", staff.role.phrase)
        layout.attribute("token", "value", token)
        fillClock(layout)
        fillHold(layout)
        layout.keep("crumbs", if: !frame.crumbs.isEmpty)
        layout.each("crumb", frame.crumbs) { row, crumb in
            row.text("crumb", crumb.name)
            row.attribute("crumb", "href", crumb.path)
        }
        try fillNotice(layout)
        layout.insert("content", content)
        return .html(try layout.html(), status: frame.status)
    }

    private func fillNavigation(_ layout: Page, _ current: Noun) {
        let groups = Noun.Group.allCases.map { (name: $0.name, nouns: $0.nouns.filter { may($0.role) }) }
        layout.each("nav-group", groups.filter { !$0.nouns.isEmpty }) { row, group in
            row.keep("nav-title", if: group.name != nil)
            row.text("nav-title", group.name ?? "")
            row.each("nav", group.nouns) { row, noun in
                row.text("nav-name", noun.name)
                row.keep("waiting", if: waiting(noun) != nil)
                row.text("waiting", waiting(noun) ?? "")
                row.attribute("nav", "href", noun.path)
                row.attribute("nav", "aria-current", noun == current ? "page" : nil)
            }
        }
    }

    /// How much of it waits for a person; nil for nothing.
    private func waiting(_ noun: Noun) -> String? {
        let count: Int
        switch noun {
        case .replies: count = visitor.waitingReplies
        case .attention: count = visitor.waitingAttention
        default: return nil
        }
        guard count > 0 else { return nil }
        return count > Visitor.mostCounted ? "\(Visitor.mostCounted)+" : String(count)
    }

    private func fillClock(_ layout: Page) {
        layout.keep("clock", if: call.isClockMoved)
        if call.isClockMoved { times.fill(layout, "clock", now) }
    }

    /// Whoever works while nothing leaves must see why; the switch is an administrator's.
    private func fillHold(_ layout: Page) {
        layout.keep("held", if: visitor.heldSince != nil)
        guard let since = visitor.heldSince else { return }
        layout.text("held-title", "All messages of \(clinicName) are stopped since \(times.text(since)).")
        layout.text("held-text", "Nothing leaves until an administrator releases the clinic.")
        layout.keep("held-way", if: may(Noun.clinic.role))
        layout.attribute("held-way", "href", Path.clinic)
    }

    private func fillNotice(_ layout: Page) throws {
        let notice = visitor.notice.flatMap(Notice.init(stored:))
        layout.keep("notice", if: notice != nil)
        guard let notice else { return }
        layout.attribute("notice", "data-tone", notice.tone.rawValue)
        layout.text("notice-title", notice.title)
        layout.text("notice-text", notice.text)
        layout.keep("undo", if: notice.undo != nil)
        if let undo = notice.undo {
            layout.attribute("undo", "action", undo.path)
            layout.text("undo-label", undo.label)
        }
        try VisitorStore(db).leave(nil, for: visitor)
    }
}

enum Layout {
    static let stylesheets = [
        "tokens", "base", "shell", "forms", "lists", "workflow", "explain", "messages", "stats", "people", "home",
        "preferences", "survey", "inbox",
    ]

    static func fillHead(_ layout: Page, title: String, scripts: [String]) {
        layout.attribute("document", "lang", "en")
        layout.text("title", "\(title) · Campanile")
        layout.each("stylesheet", stylesheets) { row, name in
            row.attribute("stylesheet", "href", "/assets/css/\(name).css")
        }
        layout.attribute("icon", "href", "/assets/icon.svg")
        layout.each("script", scripts) { row, name in row.attribute("script", "src", "/assets/js/\(name).js") }
    }
}
