import Campaigns
import Markup
import Storage

/// Whether a test message of one's own has left: a page for whoever has no script, and what a script asks until it has.
enum TestMessagePage {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        guard
            let test = try TestMessageStore(visit.db).test(
                request.id("id"), of: visit.staff.id, in: visit.clinicID)
        else { throw HTTPRefusal.notFound }
        let page = visit.page("messages/test-page.html")
        page.insert("test", TestPicture(test: test, times: visit.times).page(visit.call.templates))
        page.keep("notice", if: test.message.channel == .push)
        if test.message.channel == .push {
            let picture = MessagePicture(
                templates: visit.call.templates, message: test.message,
                note: "So a phone shows it. No notification has left: staff have no phone signed up for them.",
                sender: visit.clinicName)
            page.insert("notice", picture.page())
        }
        page.attribute("back", "href", test.template.map { Path.message($0) } ?? Path.clinic)
        let noun: Noun = test.template == nil ? .clinic : .messages
        let scripts = test.isOver ? [] : ["refresh"]
        return try visit.respond(
            page,
            in: Frame(title: "Test message", crumbs: [Crumb(noun.name, noun.path)], noun: noun, scripts: scripts))
    }
}

/// A test message's state, as a badge and a sentence.
struct TestPicture {
    let test: TestMessage
    let times: Times

    func page(_ templates: Templates) -> Page {
        let page = templates.page("messages/test.html")
        // A script asks again while something may still become of it.
        page.attribute("test", "data-refresh", test.isOver ? nil : Path.test(test.id))
        page.attribute("badge", "data-state", badge.state)
        page.text("badge", badge.word)
        page.text("sentence", sentence)
        page.keep("open", if: test.standsInInbox)
        page.attribute("open", "href", Path.testInbox(test.id))
        page.keep("again", if: !test.isOver)
        page.attribute("again", "href", Path.test(test.id))
        return page
    }

    private var badge: (state: String, word: String) {
        switch test.state {
        case .waiting: ("pending", "Waiting")
        case .leaving: ("pending", "Leaving")
        case .sent: ("sent", test.message.channel.isReadInInbox ? "In your inbox" : "Left")
        case .failed: ("failed", "Did not leave")
        case .unknown: ("held", "Not sure")
        }
    }

    var sentence: String {
        if test.message.channel.isReadInInbox { return inboxSentence }
        let address = PhoneWords.spaced(test.address)
        let ended = test.endedAt.map { times.near($0) } ?? ""
        let code = test.code.map { " It answered \($0)." } ?? ""
        switch test.state {
        case .waiting: return "The test to \(address) leaves within a minute or two."
        case .leaving: return "The test to \(address) is being handed over."
        case .sent: return "The test to \(address) left \(ended)."
        case .unknown: return "The test to \(address) may have left \(ended): no answer came.\(code)"
        case .failed: return "The test to \(address) did not leave. \(reason)\(code)"
        }
    }

    private var inboxSentence: String {
        let ended = test.endedAt.map { times.near($0) } ?? ""
        switch test.state {
        case .waiting, .leaving: return "The test stands in your test inbox within a minute or two."
        case .sent: return "The test stands in your test inbox since \(ended)."
        case .failed, .unknown: return "The test did not get into your test inbox. \(reason)"
        }
    }

    private var reason: String {
        switch test.failure {
        case .address: "Nobody can be reached at this address."
        case .trouble: "The provider takes nothing at the moment."
        case .credentials: "The provider does not accept the clinic's account: an administrator has to see to it."
        case .late: "Nothing took it along in time: all messages are stopped, or the minute's tick does not run."
        case .refused, nil: "The provider refused this message."
        }
    }
}

extension TestMessage {
    /// Whether its asker can read it as a patient would in the inbox.
    var standsInInbox: Bool { message.channel.isReadInInbox && state == .sent }
}
