import Campaigns
import Markup
import Storage

/// The keys by which programs come in; a key is shown once, when it is made.
enum KeyPages {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try respond(visit, name: "", scopes: [])
    }

    static func add(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try Form(request, names: ["name"], lists: ["scope"])
        let name = form.line("name", limit: 120, missing: "Give the key a name, such as that of the program.")
        let typed = form.list("scope")
        let scopes = Set(typed.compactMap(APIKey.Scope.init(rawValue:)))
        if scopes.isEmpty || scopes.count != Set(typed).count { form.add("scope", "Choose what the program may do.") }
        guard form.problems.isEmpty else {
            return try respond(visit, name: form["name"], scopes: Set(typed), problems: form.problems, status: 422)
        }
        let secret = visit.call.makeSecret()
        let added = try APIKeyDesk(visit.db, in: visit.clinicID).add(
            secret, name: name, scopes: scopes, by: visit.author, at: visit.now)
        guard added != nil else {
            let problem = FormProblem(
                "name", "A key of this name lives already. Take another name, or revoke that one.")
            return try respond(visit, name: name, scopes: Set(typed), problems: [problem], status: 422)
        }
        // Not by a redirect: what is shown once must not be kept for the next page.
        let page = visit.page("clinic/key-made.html")
        page.text("title", "The key of \(name)")
        page.text("key", secret.text)
        page.attribute("done", "href", Path.keys)
        return try visit.respond(page, tab: .keys)
    }

    static func askRevocation(_ request: Request, _ visit: Visit) throws -> Response {
        let kept = try key(request, visit)
        guard kept.revokedAt == nil else { return .redirect(to: Path.keys) }
        let page = visit.page("clinic/key-revoke.html")
        page.text("title", "Revoke the key of \(kept.key.name)?")
        page.text(
            "used",
            kept.key.lastUsedAt.map { "It was used last \(visit.times.near($0))." } ?? "It was never used.")
        visit.fill(of: page, postingTo: Path.keyRevocation(kept.key.id))
        page.attribute("cancel", "href", Path.keys)
        return try visit.respond(page, tab: .keys)
    }

    static func revoke(_ request: Request, _ visit: Visit) throws -> Response {
        let kept = try key(request, visit)
        _ = try Form(request, names: [])
        let isRevoked = try APIKeyDesk(visit.db, in: visit.clinicID)
            .revoke(kept.key.id, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.keys,
            notice: isRevoked
                ? Notice("The key of \(kept.key.name) is revoked.", "Its next request is refused.")
                : Notice("It was revoked before.", tone: .warn))
    }

    private static func key(_ request: Request, _ visit: Visit) throws -> APIKeyDesk.Kept {
        guard let kept = try APIKeyDesk(visit.db, in: visit.clinicID).key(request.id("id")) else {
            throw HTTPRefusal.notFound
        }
        return kept
    }

    private static func respond(
        _ visit: Visit, name: String, scopes: Set<String>, problems: [FormProblem] = [], status: Int = 200
    ) throws -> Response {
        let page = visit.page("clinic/keys.html")
        let kept = try APIKeyDesk(visit.db, in: visit.clinicID).all()
        page.keep("table", if: !kept.isEmpty)
        page.keep("no-keys", if: kept.isEmpty)
        page.each("key", kept) { row, kept in
            row.text("name", kept.key.name)
            row.text(
                "scopes", APIKey.Scope.allCases.filter(kept.key.scopes.contains).map(\.phrase).joined(separator: "; "))
            visit.times.fill(row, "made", kept.createdAt)
            row.keep("used", if: kept.key.lastUsedAt != nil)
            row.keep("unused", if: kept.key.lastUsedAt == nil)
            if let used = kept.key.lastUsedAt { visit.times.fill(row, "used", used) }
            row.text("key-state", kept.revokedAt == nil ? "Valid" : "Revoked")
            row.attribute("key-state", "data-state", kept.revokedAt == nil ? "active" : "archived")
            row.keep("may-revoke", if: kept.revokedAt == nil)
            row.attribute("revoke", "href", Path.keyRevocation(kept.key.id))
            row.attribute("revoke", "aria-label", "Revoke the key of \(kept.key.name)")
        }
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.keys)
        page.insert(
            "fields",
            fields.input(
                "name", "Name", value: name, hint: "Such as “Booking system”; the audit log shows it.",
                attributes: ["maxlength": "120"]))
        let choices = APIKey.Scope.allCases.map { FieldPages.Choice($0.rawValue, $0.phrase) }
        page.insert("fields", fields.checkboxes("scope", "The program may", choices, values: scopes))
        return try visit.respond(page, tab: .keys, status: status)
    }
}

extension APIKey.Scope {
    /// As staff read it.
    var phrase: String {
        switch self {
        case .intake: "tell patients, visits, treatments and bills"
        case .read: "read everything"
        case .manage: "make and change campaigns and messages"
        }
    }
}
