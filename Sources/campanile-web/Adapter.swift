import FastCGI
import Web

extension Request {
    /// The web server's parameters as a request: `HTTP_X_CAMPANILE_NOW` is the header `x-campanile-now`.
    init(_ request: FastCGIRequest) {
        let parameters = request.parameters
        var headers: [String: String] = [:]
        for (name, value) in parameters where name.hasPrefix("HTTP_") {
            headers[name.dropFirst("HTTP_".count).lowercased().replacing("_", with: "-")] = value
        }
        headers["content-type"] = parameters["CONTENT_TYPE"]
        self.init(
            method: parameters["REQUEST_METHOD"] ?? "GET", target: parameters["REQUEST_URI"] ?? "/", headers: headers,
            body: request.body, isTooLarge: request.isTooLarge, remoteAddress: parameters["REMOTE_ADDR"] ?? "")
    }
}

extension FastCGIResponse {
    init(_ response: Response) {
        self.init(status: response.status, headers: response.headers, body: response.body)
    }
}

/// How many bytes of body a request may have: nginx holds the same limits before us (delivery.md 6).
enum BodyLimit {
    static let form = 256 * 1024
    static let intake = 10 * 1024 * 1024

    static func bytes(_ parameters: [String: String]) -> Int {
        parameters["DOCUMENT_URI"] == "/api/v1/intake" ? intake : form
    }
}
