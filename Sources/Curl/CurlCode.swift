import CCurl

/// How a transfer ended, as libcurl puts it (`libcurl-errors(3)`).
public struct CurlCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    init(_ code: CURLcode) { rawValue = Int(code.rawValue) }

    public static let done = CurlCode(CURLE_OK)
    public static let noHost = CurlCode(CURLE_COULDNT_RESOLVE_HOST)
    public static let noConnection = CurlCode(CURLE_COULDNT_CONNECT)
    public static let oddReply = CurlCode(CURLE_WEIRD_SERVER_REPLY)
    public static let timedOut = CurlCode(CURLE_OPERATION_TIMEDOUT)
    public static let aborted = CurlCode(CURLE_ABORTED_BY_CALLBACK)
    public static let nothingAnswered = CurlCode(CURLE_GOT_NOTHING)
    public static let sendFailed = CurlCode(CURLE_SEND_ERROR)
    public static let receiveFailed = CurlCode(CURLE_RECV_ERROR)
    public static let noTLS = CurlCode(CURLE_USE_SSL_FAILED)
    public static let tlsHandshake = CurlCode(CURLE_SSL_CONNECT_ERROR)
    public static let tlsCertificate = CurlCode(CURLE_PEER_FAILED_VERIFICATION)
    /// The file with the trusted authority cannot be used.
    public static let tlsAuthority = CurlCode(CURLE_SSL_CACERT_BADFILE)
    /// libcurl wanted to send a body a second time and was not let: whether the first copy arrived is unknown.
    public static let wouldSendAgain = CurlCode(CURLE_SEND_FAIL_REWIND)
    public static let loginDenied = CurlCode(CURLE_LOGIN_DENIED)
    /// Ours, not libcurl's: an address is beyond ASCII, and the server does not offer SMTPUTF8. Nothing was said.
    public static let noUTF8 = CurlCode(rawValue: -1)
}

extension CurlCode: CustomStringConvertible {
    /// libcurl's own words (`curl_easy_strerror(3)`), which never hold an address or a message.
    public var description: String {
        if self == .noUTF8 { return "the server does not offer SMTPUTF8" }
        guard rawValue >= 0, rawValue < CURL_LAST.rawValue else { return "curl error \(rawValue)" }
        return String(cString: curl_easy_strerror(CURLcode(UInt32(rawValue))))
    }
}
