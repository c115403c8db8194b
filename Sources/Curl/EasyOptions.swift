import CCurl

/// Sets one option after another and remembers the first that libcurl refused (`curl_easy_setopt(3)`).
///
/// libcurl copies texts; lists and contexts must live until the transfer has ended.
struct EasyOptions {
    let handle: UnsafeMutableRawPointer
    private(set) var code = CurlCode.done

    init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(ccurl_set_long(handle, option, value))
    }

    mutating func set(_ option: CURLoption, offset value: Int) {
        note(ccurl_set_offset(handle, option, curl_off_t(value)))
    }

    mutating func set(_ option: CURLoption, _ value: String) {
        note(ccurl_set_text(handle, option, value))
    }

    mutating func set(_ option: CURLoption, _ list: StringList) {
        note(ccurl_set_list(handle, option, list.head))
    }

    /// What every transfer has.
    mutating func setLimits(_ limits: TransferLimits) {
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds)
        set(CURLOPT_TIMEOUT_MS, limits.totalMilliseconds)
        // Never a proxy that happens to stand in the environment: what leaves, and whither, is configured.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_TCP_NODELAY, 1)
        // libcurl asks for no signal, and need not shut SIGPIPE out and let it in again at each step of each transfer.
        set(CURLOPT_NOSIGNAL, 1)
    }

    /// Whose signature under a certificate counts, and nobody else's; nil for those that the system trusts.
    mutating func trust(_ authority: String?) {
        guard let authority else { return }
        set(CURLOPT_CAINFO, authority)
        // Debian's libcurl looks into the system's folder of authorities as well unless it is told of none.
        note(ccurl_set_text(handle, CURLOPT_CAPATH, nil))
    }

    mutating func set(_ credentials: Credentials) {
        set(CURLOPT_USERNAME, credentials.name)
        set(CURLOPT_PASSWORD, credentials.password)
    }

    mutating func set(
        _ option: CURLoption, _ callback: @escaping ccurl_callback, context: CURLoption, _ owner: AnyObject
    ) {
        note(ccurl_set_callback(handle, option, callback))
        note(ccurl_set_context(handle, context, Unmanaged.passUnretained(owner).toOpaque()))
    }

    mutating func set(_ callback: @escaping curl_sockopt_callback, context: CURLoption, _ owner: AnyObject) {
        note(ccurl_set_socket_callback(handle, callback))
        note(ccurl_set_context(handle, context, Unmanaged.passUnretained(owner).toOpaque()))
    }

    mutating func set(_ callback: @escaping curl_opensocket_callback) {
        note(ccurl_set_open_callback(handle, callback))
    }

    mutating func set(_ callback: @escaping curl_closesocket_callback, context: CURLoption, _ owner: AnyObject) {
        note(ccurl_set_close_callback(handle, callback))
        note(ccurl_set_context(handle, context, Unmanaged.passUnretained(owner).toOpaque()))
    }

    mutating func set(_ callback: @escaping curl_xferinfo_callback, context: CURLoption, _ owner: AnyObject) {
        note(ccurl_set_progress_callback(handle, callback))
        note(ccurl_set_context(handle, context, Unmanaged.passUnretained(owner).toOpaque()))
    }

    private mutating func note(_ result: CURLcode) {
        if code == .done { code = CurlCode(result) }
    }
}
