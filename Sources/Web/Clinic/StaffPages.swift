import Campaigns
import Storage
import Tokens

/// Who signs in, and what each may do.
enum StaffPages {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try StaffSheet(visit: visit, form: StaffForm()).respond()
    }

    static func add(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try StaffForm.read(request, isNew: true)
        guard let role = form.role, form.problems.isEmpty else {
            return try StaffSheet(visit: visit, form: form).respond(status: 422)
        }
        // A password is checked slowly on purpose: it is made only where all else is right.
        let hash = PasswordHash.make(form.password, salt: visit.freshSalt()).text
        let added = try desk(visit).add(
            name: form.name, email: form.email, passwordHash: hash, role: role, by: visit.author, at: visit.now)
        guard added != nil else {
            form.problems = [FormProblem("email", "Somebody signs in by this address already.")]
            return try StaffSheet(visit: visit, form: form).respond(status: 422)
        }
        return try visit.redirect(
            to: Path.staff,
            notice: Notice("\(form.name) can sign in.", "Tell them the password; they can do what the role allows."))
    }

    static func showOne(_ request: Request, _ visit: Visit) throws -> Response {
        let member = try member(request, visit)
        return try MemberSheet(visit: visit, member: member, form: StaffForm(member.staff)).respond()
    }

    static func change(_ request: Request, _ visit: Visit) throws -> Response {
        let member = try member(request, visit)
        var form = try StaffForm.read(request, isNew: false)
        form.email = member.staff.email
        guard let role = form.role, form.problems.isEmpty else {
            return try MemberSheet(visit: visit, member: member, form: form).respond(status: 422)
        }
        let outcome = try desk(visit).change(
            member.staff.id, name: form.name, role: role, by: visit.author, at: visit.now)
        if outcome == .lastAdmin {
            form.problems = [
                FormProblem("role", "\(form.name) is the last administrator. Make somebody else one first.")
            ]
            return try MemberSheet(visit: visit, member: member, form: form).respond(status: 422)
        }
        return try answer(outcome, Notice("\(form.name) is saved.", "The role holds from the next page on."), visit)
    }

    static func setPassword(_ request: Request, _ visit: Visit) throws -> Response {
        let member = try member(request, visit)
        var form = try Form(request, names: ["password"])
        let password = StaffForm.password(&form)
        guard form.problems.isEmpty else {
            var shown = StaffForm(member.staff)
            shown.problems = form.problems
            return try MemberSheet(visit: visit, member: member, form: shown).respond(status: 422)
        }
        let hash = PasswordHash.make(password, salt: visit.freshSalt()).text
        let outcome = try desk(visit).setPassword(hash, of: member.staff.id, by: visit.author, at: visit.now)
        return try answer(
            outcome,
            Notice(
                "The password of \(member.staff.name) is set.", "Whoever was signed in with the old one is signed out."),
            visit)
    }

    static func askRemoval(_ request: Request, _ visit: Visit) throws -> Response {
        let member = try member(request, visit)
        guard member.removedAt == nil else { return .redirect(to: Path.staff(member.staff.id)) }
        let page = visit.page("clinic/staff-remove.html")
        page.text("title", "May \(member.staff.name) sign in no more?")
        page.keep("oneself", if: member.staff.id == visit.staff.id)
        visit.fill(of: page, postingTo: Path.staffRemoval(member.staff.id))
        page.attribute("cancel", "href", Path.staff(member.staff.id))
        return try visit.respond(page, tab: .staff)
    }

    static func remove(_ request: Request, _ visit: Visit) throws -> Response {
        let member = try member(request, visit)
        _ = try Form(request, names: [])
        let outcome = try desk(visit).remove(member.staff.id, by: visit.author, at: visit.now)
        let undo = Notice.Undo(path: Path.staffRestoring(member.staff.id), label: "Undo")
        return try answer(outcome, Notice("\(member.staff.name) can sign in no more.", undo: undo), visit)
    }

    static func restore(_ request: Request, _ visit: Visit) throws -> Response {
        let member = try member(request, visit)
        _ = try Form(request, names: [])
        let outcome = try desk(visit).restore(member.staff.id, by: visit.author, at: visit.now)
        return try answer(
            outcome, Notice("\(member.staff.name) can sign in again.", "With the password and role of before."), visit)
    }

    private static func answer(_ outcome: StaffDesk.Outcome, _ done: Notice, _ visit: Visit) throws -> Response {
        let notice =
            switch outcome {
            case .done: done
            case .same: Notice("Nothing differs from before.")
            case .lastAdmin:
                Notice("Nothing was changed.", "The clinic would be left without an administrator.", tone: .warn)
            case .gone: Notice("Nothing was changed.", "They can sign in no more.", tone: .warn)
            }
        return try visit.redirect(to: Path.staff, notice: notice)
    }

    private static func desk(_ visit: Visit) -> StaffDesk { StaffDesk(visit.db, in: visit.clinicID) }

    private static func member(_ request: Request, _ visit: Visit) throws -> StaffDesk.Member {
        guard let member = try desk(visit).member(request.id("id")) else { throw HTTPRefusal.notFound }
        return member
    }
}

extension Visit {
    /// Bytes for one password's salt.
    func freshSalt() -> [UInt8] { Array(call.makeSecret().hash.prefix(16)) }
}
