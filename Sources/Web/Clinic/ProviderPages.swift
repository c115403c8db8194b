import Campaigns
import Markup
import PhoneNumbers
import Storage

/// How the providers of messages fare, with a test to oneself by the road that patients' messages take.
enum ProviderPages {
    static func show(_ request: Request, _ visit: Visit) throws -> Response { try respond(visit) }

    /// A person says that a stopped provider works again.
    static func start(_ request: Request, _ visit: Visit) throws -> Response {
        let form = try Form(request, names: ["provider"])
        let isStarted = try ProviderStore(visit.db).start(
            stopped: form["provider"], for: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.providers,
            notice: isStarted
                ? Notice("It is used again.", "The next minute begins with what waits for it.")
                : Notice("It was not stopped.", tone: .warn))
    }

    static func test(_ request: Request, _ visit: Visit) throws -> Response {
        var form = try Form(request, names: ["channel", "phone"])
        let channel = form.choice("channel", of: Channel.self, missing: "Choose what to test.")
        var address = visit.staff.email
        if channel == .sms {
            let phone = PhoneNumber.e164(form["phone"], region: try visit.clinic().region)
            if phone == nil {
                form.add("phone", "Give the number of your own mobile phone, such as +1 312 555 0142.")
            }
            address = phone ?? ""
        } else if channel != .email {
            form.add("channel", "Choose what to test.")
        }
        guard let channel, form.problems.isEmpty else {
            return try respond(visit, phone: form["phone"], problems: form.problems, status: 422)
        }
        let wish = TestMessageStore.Wish(
            message: message(channel, visit), language: "en", template: nil, address: address)
        switch try TestMessageStore(visit.db).ask(wish, for: visit.staff.id, in: visit.clinicID, at: visit.now) {
        case .asked(let id): return .redirect(to: Path.test(id))
        case let refused:
            let problem = FormProblem(
                channel == .sms ? "phone" : "channel", TestRefusal.sentence(refused, visit.times))
            return try respond(visit, phone: form["phone"], problems: [problem], status: 422)
        }
    }

    private static func message(_ channel: Channel, _ visit: Visit) -> RenderedMessage {
        let text =
            "This is a test of \(visit.clinicName)’s \(channel.phrase) by \(visit.staff.name). Nobody else got it."
        return RenderedMessage(
            channel: channel, subject: channel == .email ? "A test of the e-mail server" : "",
            paragraphs: [Paragraph(text: text)])
    }

    private static func respond(
        _ visit: Visit, phone: String? = nil, problems: [FormProblem] = [], status: Int = 200
    ) throws -> Response {
        let page = visit.page("clinic/providers.html")
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        let states = try ProviderStore(visit.db).all()
        page.each("provider", names(states, visit)) { row, name in fill(row, name, states[name] ?? .working, visit) }
        for (slot, channel) in [("email", Channel.email), ("sms", .sms)] {
            visit.fill(form: "\(slot)-form", of: page, postingTo: Path.providerTest)
            let latest = try TestMessageStore(visit.db).latest(
                of: nil, by: channel, for: visit.staff.id, in: visit.clinicID, at: visit.now)
            page.keep("\(slot)-latest", if: latest != nil)
            if let latest {
                let picture = TestPicture(test: latest, times: visit.times).page(visit.call.templates)
                // Both may stand on the page.
                picture.attribute("test", "id", "test-\(slot)")
                page.insert("\(slot)-latest", picture)
            }
        }
        page.text("email-address", visit.staff.email)
        let kept = try StaffStore(visit.db).phone(of: visit.staff.id, in: visit.clinicID)
        page.insert(
            "phone-field",
            fields.input(
                "phone", "Your mobile number", value: phone ?? kept ?? "", type: "tel",
                attributes: ["autocomplete": "tel"]))
        return try visit.respond(page, tab: .providers, status: status)
    }

    /// Those that carry something, then those that only have had trouble once.
    private static func names(_ states: [String: ProviderState], _ visit: Visit) -> [String] {
        let carrying = Channel.allCases.compactMap { visit.call.settings.providers[$0] }
        var names: [String] = []
        for name in carrying + states.keys.sorted() where !names.contains(name) { names.append(name) }
        return names
    }

    private static func fill(_ row: Page, _ name: String, _ state: ProviderState, _ visit: Visit) {
        row.text("name", ProviderWords.name(name))
        row.attribute("name", "href", Path.provider(name))
        row.text("carries", ProviderSheet.carries(ProviderPage.channels(of: name, visit)))
        let badge = ProviderWords.badge(state, visit.times)
        row.text("provider-state", badge.word)
        row.attribute("provider-state", "data-state", badge.state)
        row.text("says", ProviderWords.sentence(name, state, visit.times))
        row.keep("may-start", if: state.isStopped)
        visit.fill(form: "start", of: row, postingTo: Path.providerStart)
        row.attribute("provider", "value", name)
        row.attribute("start-button", "aria-label", "Use again: \(ProviderWords.name(name))")
    }
}
