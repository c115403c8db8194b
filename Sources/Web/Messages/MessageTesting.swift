import Campaigns
import CivilTime
import PhoneNumbers
import Storage

/// Sends a text as it stands in the form to whoever signed in, saved or not. The form's page shows it again as it was typed.
enum MessageTesting {
    static func send(_ request: Request, _ visit: Visit) throws -> Response {
        let typed = try MessageTyped(request, visit)
        var page = typed.page(visit)
        page.phone = typed.form["phone"]
        guard typed.form.problems.isEmpty else {
            page.problems = typed.form.problems
            return try page.respond(status: 422)
        }
        let subject = try MessageSubject(visit, typed.clinic, asked: typed.patient)
        guard let address = try address(typed, visit) else {
            page.problems = [FormProblem("phone", "Give the number of your own mobile phone, such as +1 312 555 0142.")]
            return try page.respond(status: 422)
        }
        guard
            let message = subject.chosen.flatMap({ facts in
                MessagePreview(template: typed.draft.template, facts: facts, now: visit.now, links: visit.sampleLinks)
                    .message
            })
        else {
            page.testRefusal = "There is nothing to send: the text cannot be filled for this patient."
            return try page.respond(status: 422)
        }
        let wish = TestMessageStore.Wish(
            message: message, language: typed.typed.language, template: typed.texts.first?.id, address: address,
            typed: TestMessageStore.TypedText(
                name: typed.typed.name, subject: typed.typed.subject, body: typed.typed.body,
                version: typed.form.version, patient: typed.patient))
        switch try TestMessageStore(visit.db).ask(wish, for: visit.staff.id, in: visit.clinicID, at: visit.now) {
        case .asked(let id):
            return try visit.redirect(
                to: Path.message(tested: id, typed),
                notice: Notice(
                    "The test is on its way.", typed.isSaved ? "" : "What you typed is below, not saved yet."))
        case let refused:
            page.testRefusal = TestRefusal.sentence(refused, visit.times)
            return try page.respond(status: 422)
        }
    }

    /// The staff's own address for the channel; a phone number is kept for the next time. nil without a valid one.
    private static func address(_ typed: MessageTyped, _ visit: Visit) throws -> String? {
        switch typed.typed.channel {
        case .email: return visit.staff.email
        // Staff have no inbox among the patients': the test's own page is one.
        case .inApp, .push: return TestMessageStore.Wish.inbox
        case .sms: break
        }
        guard let phone = PhoneNumber.e164(typed.form["phone"], region: typed.clinic.region) else { return nil }
        let store = StaffStore(visit.db)
        if try store.phone(of: visit.staff.id, in: visit.clinicID) != phone {
            try store.setPhone(phone, of: visit.staff.id, in: visit.clinicID)
        }
        return phone
    }
}

extension Path {
    /// The form from which a test was asked for, as it was typed then.
    fileprivate static func message(tested test: ID<TestMessage>, _ typed: MessageTyped) -> String {
        let language = typed.typed.language
        guard let id = typed.texts.first?.id else {
            return "\(newMessage)?channel=\(typed.typed.channel.rawValue.lowercased())&test=\(test)#test-panel"
        }
        return "\(message(id, in: language))&test=\(test)#test-panel"
    }
}

/// Why a test message was not taken.
enum TestRefusal {
    static func sentence(_ asked: TestMessageStore.Asked, _ times: Times) -> String {
        switch asked {
        case .asked: ""
        case .tooMany(let until):
            "You sent \(TestMessageStore.limit) tests within \(TestMessageStore.limitMinutes) minutes. The next can go \(times.near(until))."
        case .held: "All messages of the clinic are stopped, tests too."
        case .stopped:
            "This address wants no messages of the clinic, or cannot be reached: a test would not leave either."
        case .gone: "You are no longer among the staff."
        }
    }
}
