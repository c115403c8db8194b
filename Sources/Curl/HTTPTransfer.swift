import CCurl

/// A body to post, once.
///
/// It leaves at most once: libcurl gets no way to go back to its beginning, because it sends a POST a second time by
/// itself when a reused connection closes without an answer. Redirects are answers here, not followed.
public struct HTTPTransfer: Hashable, Sendable {
    /// How far it may go.
    public enum Reach: Hashable, Sendable {
        /// To an address that the configuration names; by https with certificates that the file's authority has signed, or
        /// those of the system where there is none.
        case configured(authority: String? = nil)
        /// To an address that a stranger named: by https alone, and only into the public internet.
        case publicHosts
        /// The same, and to this machine, by certificates that the file's authority has signed: for tests, which play a
        /// service.
        case publicHostsAndHere(authority: String)
    }

    public let url: String
    /// `Name: value`, without line ends.
    public let headers: [String]
    public let body: [UInt8]
    /// For Basic authentication.
    public let credentials: Credentials?
    public let reach: Reach

    /// A form, `application/x-www-form-urlencoded`.
    ///
    /// - Parameter form: fields in the order in which they are sent; a name may come more than once.
    public init(
        url: String, form: [(name: String, value: String)], credentials: Credentials?, reach: Reach = .configured()
    ) {
        self.init(
            url: url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
            body: FormEncoding.bytes(of: form), credentials: credentials, reach: reach)
    }

    /// - Parameter headers: control characters in a value are left out, so that none can end its line.
    public init(
        url: String, headers: [(name: String, value: String)], body: [UInt8], credentials: Credentials? = nil,
        reach: Reach = .configured()
    ) {
        self.url = url
        self.headers = headers.map { "\($0.name): " + Self.line($0.value) }
        self.body = body
        self.credentials = credentials
        self.reach = reach
    }

    private static func line(_ value: String) -> String {
        String(decoding: value.utf8.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }
}

extension HTTPTransfer {
    /// - Returns: the headers, which must live as long as the transfer.
    func set(_ options: inout EasyOptions) -> StringList {
        let headers = StringList(headers + ["Expect:"])
        options.set(CURLOPT_URL, url)
        options.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        options.set(CURLOPT_POST, 1)
        options.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count)
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.set(CURLOPT_HTTPHEADER, headers)
        // Basic is libcurl's default.
        if let credentials { options.set(credentials) }
        set(reach, &options)
        return headers
    }

    private func set(_ reach: Reach, _ options: inout EasyOptions) {
        switch reach {
        case .configured(let authority):
            options.set(CURLOPT_PROTOCOLS_STR, "http,https")
            options.trust(authority)
        case .publicHosts:
            options.set(CURLOPT_PROTOCOLS_STR, "https")
            options.set(PublicSocket.open)
        case .publicHostsAndHere(let authority):
            options.set(CURLOPT_PROTOCOLS_STR, "https")
            options.set(PublicSocket.openHere)
            options.trust(authority)
        }
    }
}
