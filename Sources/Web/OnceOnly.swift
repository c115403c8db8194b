import Storage

/// Lets a form act once: sent again as it was drawn, it leads to where it led.
enum OnceOnly {
    static func respond(
        _ request: Request, _ visit: Visit, nonce: [UInt8], _ respond: (Request, Visit) throws -> Response
    ) throws -> Response {
        let use = FormUse(nonce: nonce, path: request.path, clinic: visit.clinicID)
        let uses = FormUses(visit.db)
        if case .again(let location) = try uses.begin(use, at: visit.now) { return .redirect(to: location) }
        do {
            let response = try respond(request, visit)
            try uses.end(use, location: response.status == 303 ? response.header("Location") : nil)
            return response
        } catch {
            // Should this fail as well, the lock ends with the connection, and the form has led nowhere.
            try? uses.end(use, location: nil)
            throw error
        }
    }
}
