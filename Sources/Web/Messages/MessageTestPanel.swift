import Campaigns
import Markup
import Storage

/// Sending a text to oneself, and what became of the last time.
struct MessageTestPanel {
    let visit: Visit
    let channel: Channel
    let id: ID<MessageTemplate>?
    /// As it was typed; nil for the number that is known.
    let phone: String?
    let asked: ID<TestMessage>?
    let refusal: String?
    let problems: [FormProblem]

    func fill(_ page: Page) throws {
        let mayTest = visit.may(.manager)
        page.keep("test-panel", if: mayTest)
        guard mayTest else { return }
        page.attribute("test-button", "formaction", Path.testMessage)
        page.keep("test-phone", if: channel == .sms)
        if channel == .sms {
            let known = try phone ?? StaffStore(visit.db).phone(of: visit.staff.id, in: visit.clinicID) ?? ""
            page.insert(
                "test-phone",
                visit.fields(problems: problems).input(
                    "phone", "Your mobile number", value: known, type: "tel",
                    attributes: ["form": "message", "autocomplete": "tel"]))
        }
        page.text("test-lead", lead)
        page.keep("test-refusal", if: refusal != nil)
        page.text("test-refusal", refusal ?? "")
        let store = TestMessageStore(visit.db)
        let test =
            if let asked {
                try store.test(asked, of: visit.staff.id, in: visit.clinicID)
            } else {
                try id.flatMap { id in
                    try store.latest(of: id, by: channel, for: visit.staff.id, in: visit.clinicID, at: visit.now)
                }
            }
        page.keep("test-state", if: test != nil)
        if let test {
            page.insert("test-state", TestPicture(test: test, times: visit.times).page(visit.call.templates))
        }
    }

    private var lead: String {
        switch channel {
        case .email: "The text goes to \(visit.staff.email), marked [Test]. It counts nowhere."
        case .sms: "The text goes to your own phone, marked [Test]. It counts nowhere."
        case .inApp: "The text goes to a test inbox that only you can open, marked [Test]. It counts nowhere."
        case .push:
            "What stands behind the notification goes to a test inbox that only you can open, marked [Test]. The notification itself goes to no phone: staff have none signed up. How a phone shows it stands above."
        }
    }
}
