import CCurl

/// A form to post, once.
///
/// Its body leaves at most once: libcurl gets no way to go back to its beginning, because it sends a POST a second time
/// by itself when a reused connection closes without an answer. Redirects are answers here, not followed.
public struct HTTPTransfer: Hashable, Sendable {
    public let url: String
    /// The body, `application/x-www-form-urlencoded`.
    public let body: [UInt8]
    public let credentials: Credentials?

    /// - Parameter form: fields in the order in which they are sent; a name may come more than once.
    public init(url: String, form: [(name: String, value: String)], credentials: Credentials?) {
        self.url = url
        self.credentials = credentials
        body = FormEncoding.bytes(of: form)
    }
}

extension HTTPTransfer {
    /// - Returns: the headers, which must live as long as the transfer.
    func set(_ options: inout EasyOptions) -> StringList {
        let headers = StringList(["Content-Type: application/x-www-form-urlencoded", "Expect:"])
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.set(CURLOPT_URL, url)
        options.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        options.set(CURLOPT_POST, 1)
        options.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count)
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_HTTPHEADER, headers)
        // Basic is libcurl's default.
        if let credentials { options.set(credentials) }
        return headers
    }
}
