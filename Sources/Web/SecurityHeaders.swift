/// What every response carries (delivery.md 6).
enum SecurityHeaders {
    static let contentPolicy = """
        default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
        frame-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    /// A handler's own headers stay, such as the tighter policy of an e-mail's preview.
    static func add(to response: inout Response, for request: Request) {
        let headers = [
            ("Content-Security-Policy", contentPolicy),
            ("X-Content-Type-Options", "nosniff"),
            // Under no-referrer a browser would send `Origin: null` with the staff's own forms.
            ("Referrer-Policy", request.isForPatients ? "no-referrer" : "same-origin"),
            ("Cache-Control", "no-store"),
        ]
        for (name, value) in headers where response.header(name) == nil { response.headers.append((name, value)) }
    }
}
