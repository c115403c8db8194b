import Campaigns
import CivilTime
import Markup
import Storage

/// A test message as a patient reads it in the inbox, for the member of staff alone who asked for it.
enum TestInbox {
    /// `GET /tests/:id/inbox`
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let found = try TestMessageStore(visit.db).test(request.id("id"), of: visit.staff.id, in: visit.clinicID)
        guard let test = found, test.standsInInbox, let arrived = test.endedAt else { throw HTTPRefusal.notFound }
        let clinic = try visit.clinic()
        let words = InboxWords(language: test.language)
        let page = visit.page("public/inbox-message.html")
        page.text("back", "Back to the test")
        page.attribute("back", "href", Path.test(test.id))
        let heading = test.message.subject.isEmpty ? words.from(clinic.name) : test.message.subject
        page.text("heading", heading)
        page.attribute("heading", "lang", test.language)
        page.text("state", words.new)
        page.attribute("state", "data-state", "pending")
        let wording = DateWording(region: clinic.region, language: test.language)
        let local = clinic.zone.civil(at: arrived)
        page.text("arrived", "\(wording.date(local.date)), \(wording.time(local.time))")
        page.attribute("arrived", "datetime", arrived.rfc3339)
        page.attribute("text", "lang", test.language)
        page.insert(
            "text",
            InboxText(
                message: test.message, templates: visit.call.templates, words: words,
                links: PublicPage.links(visit.call)
            ).page())
        page.keep("unread", if: false)
        return try PublicPage.respond(
            page, title: heading, by: PublicPage.Sender(name: clinic.name, address: clinic.postalAddress),
            language: words.language, visit.call)
    }
}
