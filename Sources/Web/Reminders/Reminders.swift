import Campaigns
import Markup
import Storage

/// The clinic's reminders: their table, or what stands in its place.
enum Reminders {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        switch try ReminderStore(visit.db).standing(in: visit.clinicID) {
        case .table(let campaign):
            let table = try ReminderStore(visit.db).table(of: campaign.id, in: visit.clinicID)
            return try ReminderSheet(visit: visit, campaign: campaign, stored: table, form: ReminderForm(table))
                .respond()
        case .free(let campaign): return try withoutTable(campaign, visit)
        case .none: return try withoutTable(nil, visit)
        }
    }

    /// "Begin with these": the gallery's reminders as a table.
    static func begin(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        return try begin(visit)
    }

    static func begin(_ visit: Visit) throws -> Response {
        let outcome = try ReminderStore(visit.db).begin(
            .appointmentReminders, in: visit.clinicID, by: visit.author, at: visit.now)
        let notice =
            switch outcome {
            case .begun:
                Notice(
                    "The reminders are a draft of yours.",
                    "Their message templates are yours too. Nothing is sent before you activate them.")
            case .standing: Notice("There are reminders already: here they are.", tone: .warn)
            }
        return try visit.redirect(to: Path.reminders, notice: notice)
    }

    private static func withoutTable(_ campaign: Campaign?, _ visit: Visit) throws -> Response {
        let page = visit.page("reminders/none.html")
        page.keep("empty", if: campaign == nil)
        page.keep("may-begin", if: visit.may(.manager))
        visit.fill(of: page, postingTo: Path.beginReminders)
        page.attribute("gallery", "href", "\(Path.gallery)#\(GalleryWorkflow.appointmentReminders.key)")
        page.keep("free", if: campaign != nil)
        if let campaign {
            page.text("free-title", "“\(campaign.name)” reminds of booked visits")
            page.text("state", campaign.status.phrase)
            page.attribute("state", "data-state", campaign.status.rawValue.lowercased())
            page.text(
                "free-text",
                campaign.reminderTable == .detached
                    ? "It was detached from the table, so the table is gone: its steps are changed in its workflow."
                    : "It was not made as a table: its steps are changed in its workflow.")
            page.attribute("workflow", "href", Path.builder(campaign.id))
        }
        return try visit.respond(page, in: Frame(title: Noun.reminders.name, noun: .reminders))
    }
}

extension Path {
    static let reminders = "/reminders"
    static let beginReminders = "/reminders/begin"
    static let detachReminders = "/reminders/detach"
}
