import Campaigns
import CivilTime
import Markup
import Storage
import Tokens

/// A request of someone who has signed in: who it is, and all that a handler works with.
struct Visit {
    let call: Call
    let visitor: Visitor
    /// Tells the forms of this page from those of another.
    private let nonce: SecretToken

    init(call: Call, visitor: Visitor) {
        self.call = call
        self.visitor = visitor
        nonce = call.makeSecret()
    }

    var db: Database { call.db }
    var now: Instant { call.now }
    var staff: Staff { visitor.staff }
    var clinicID: ID<Clinic> { visitor.staff.clinicID }
    var clinicName: String { visitor.clinicName }
    var zone: Zone { visitor.zone }
    var times: Times { Times(zone: visitor.zone, now: call.now) }
    /// The hidden field of every form.
    var token: String { CSRFToken(session: visitor.session, nonce: nonce, keys: call.keys).text }

    /// The whole clinic with hours and closed days: three statements, for pages that plan.
    func clinic() throws -> Clinic {
        guard let clinic = try ClinicStore(db).clinic(clinicID) else { throw HTTPRefusal.notFound }
        return clinic
    }

    func may(_ role: Role) -> Bool { staff.role >= role }

    func page(_ template: String) -> Page { call.page(template) }

    /// The fields of a form, drawn with what was typed and what is wrong with it.
    func fields(problems: [FormProblem] = []) -> FieldPages {
        FieldPages(templates: call.templates, problems: problems)
    }

    /// Fills a form's marks: where it is posted, and the hidden token.
    func fill(form: String = "form", of page: Page, postingTo path: String) {
        page.attribute(form, "action", path)
        page.attribute("token", "value", token)
    }

    /// See other, with a notice on the next page.
    func redirect(to path: String, notice: Notice? = nil) throws -> Response {
        if let notice { try VisitorStore(db).leave(notice.stored, for: visitor) }
        return .redirect(to: path)
    }
}
