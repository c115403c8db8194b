import Tokens

/// Whether a form was drawn by us for this very session, and sent from our own page.
enum FormGuard {
    /// - Returns: the nonce of the page that it was drawn on.
    /// - Throws: `HTTPRefusal` (403) otherwise; 400 when the body is no form.
    static func check(_ request: Request, _ visit: Visit) throws -> [UInt8] {
        guard isFromHere(request, visit.call.settings) else { throw HTTPRefusal.foreignForm }
        guard let fields = Fields(form: request.body) else {
            throw HTTPRefusal.badRequest("The form is malformed or not in UTF-8. Nothing was changed.")
        }
        let tokens = fields.values(Form.tokenField)
        guard tokens.count == 1,
            let nonce = CSRFToken.nonce(of: tokens[0], session: visit.visitor.session, keys: visit.call.keys)
        else { throw HTTPRefusal.foreignForm }
        return nonce
    }

    /// Browsers send `Origin` with every POST.
    static func isFromHere(_ request: Request, _ settings: SiteSettings) -> Bool {
        request.headers["origin"] == settings.staffURL
    }
}
