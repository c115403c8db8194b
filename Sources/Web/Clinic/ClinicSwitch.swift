import Campaigns
import Markup
import Storage

/// The one switch that stops everything of a clinic: asked with the numbers, and taken back at once.
enum ClinicSwitch {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        guard try ClinicHold(visit.db).since(visit.clinicID) == nil else { return .redirect(to: Path.clinic) }
        let counts = try ClinicHold(visit.db).counts(of: visit.clinicID, at: visit.now)
        let page = visit.page("clinic/hold.html")
        page.text("title", "Stop all messages of \(visit.clinicName)?")
        page.text(
            "campaigns",
            "\(Numbers.count(counts.campaigns, "campaign runs", "campaigns run")); from now on no message leaves.")
        page.text(
            "due",
            counts.due == 0
                ? "No message is due around today; what falls due waits until you release the clinic."
                : """
                \(Numbers.count(counts.due, "message is", "messages are")) due around today and \
                \(counts.due == 1 ? "waits" : "wait") until you release the clinic; what is then too late is skipped.
                """)
        visit.fill(of: page, postingTo: Path.hold)
        page.attribute("cancel", "href", Path.clinic)
        return try visit.respond(
            page, in: Frame(title: "Stop all messages", crumbs: [Crumb(Noun.clinic.name, Path.clinic)], noun: .clinic))
    }

    static func hold(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        guard try ClinicHold(visit.db).hold(visit.clinicID, by: visit.author, at: visit.now) else {
            return try visit.redirect(to: Path.clinic, notice: Notice("The clinic was stopped before.", tone: .warn))
        }
        // The banner of every page says so from now on, and the page releases it.
        return .redirect(to: Path.clinic)
    }

    static func release(_ request: Request, _ visit: Visit) throws -> Response {
        _ = try Form(request, names: [])
        guard try ClinicHold(visit.db).release(visit.clinicID, by: visit.author, at: visit.now) else {
            return try visit.redirect(to: Path.clinic, notice: Notice("The clinic was released before."))
        }
        return try visit.redirect(
            to: Path.clinic,
            notice: Notice("Messages of \(visit.clinicName) leave again.", "The next minute begins with what is due."))
    }
}
