import Campaigns
import Markup
import Storage

/// The list of who signs in, with the form for somebody new.
struct StaffSheet {
    let visit: Visit
    let form: StaffForm

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("clinic/staff.html")
        page.each("member", try StaffDesk(visit.db, in: visit.clinicID).all()) { row, member in
            row.text("name", member.staff.name)
            row.attribute("name", "href", Path.staff(member.staff.id))
            row.text("email", member.staff.email)
            row.text("role", member.staff.role.phrase)
            row.text("member-state", member.removedAt == nil ? "Can sign in" : "Can sign in no more")
            row.attribute("member-state", "data-state", member.removedAt == nil ? "active" : "archived")
            row.keep("seen", if: member.seenAt != nil)
            row.keep("unseen", if: member.seenAt == nil)
            if let seen = member.seenAt { visit.times.fill(row, "seen", seen) }
        }
        let fields = visit.fields(problems: form.problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.staff)
        page.insert("fields", fields.input("name", "Name", value: form.name, attributes: ["maxlength": "120"]))
        page.insert(
            "fields",
            fields.input(
                "email", "E-mail address", value: form.email, hint: "They sign in by it.", type: "email",
                attributes: ["autocomplete": "off"]))
        page.insert("fields", Self.roles(fields, form))
        page.insert("fields", Self.password(fields))
        return try visit.respond(page, tab: .staff, status: status)
    }

    static func roles(_ fields: FieldPages, _ form: StaffForm) -> Page {
        let choices = Role.allCases.map { FieldPages.Choice($0.rawValue, $0.phrase, hint: $0.hint) }
        return fields.radios("role", "Role", choices, value: form.roleText)
    }

    static func password(_ fields: FieldPages) -> Page {
        fields.input(
            "password", "Password", value: "",
            hint: "At least \(StaffForm.passwordLengths.lowerBound) characters; a short sentence is best.",
            type: "password", attributes: ["autocomplete": "new-password"])
    }
}

/// The page of one member of staff.
struct MemberSheet {
    let visit: Visit
    let member: StaffDesk.Member
    let form: StaffForm

    func respond(status: Int = 200) throws -> Response {
        let page = visit.page("clinic/member.html")
        let id = member.staff.id
        let fields = visit.fields(problems: form.problems)
        page.text("name", member.staff.name)
        page.text("email", member.staff.email)
        fields.fillErrors(page)
        page.keep("may-sign-in", if: member.removedAt == nil)
        page.keep("removed", if: member.removedAt != nil)
        visit.fill(of: page, postingTo: Path.staff(id))
        page.insert("fields", fields.input("name", "Name", value: form.name, attributes: ["maxlength": "120"]))
        page.insert("fields", StaffSheet.roles(fields, form))
        visit.fill(form: "set-password", of: page, postingTo: Path.staffPassword(id))
        page.insert("password-fields", StaffSheet.password(fields))
        page.attribute("remove", "href", Path.staffRemoval(id))
        visit.fill(form: "restore", of: page, postingTo: Path.staffRestoring(id))
        if let removed = member.removedAt { visit.times.fill(page, "removed-at", removed) }
        return try visit.respond(page, tab: .staff, status: status)
    }
}
