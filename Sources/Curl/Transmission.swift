import CCurl

/// One easy handle and what it carries, one transfer after another (`libcurl-easy(3)`).
final class Transmission {
    let handle: UnsafeMutableRawPointer
    private(set) var ticket = 0
    private(set) var isSecondTry = false

    private let sockets: OpenSockets
    private var transfer: Transfer?
    private var limits = TransferLimits()
    private var outgoing: [UInt8] = []
    private var taken = 0
    private var answer: [UInt8] = []
    private var replies = MailReplies()
    private var list: StringList?

    init(sockets: OpenSockets) {
        guard let handle = curl_easy_init() else { preconditionFailure("libcurl could not reserve a handle") }
        (self.handle, self.sockets) = (handle, sockets)
    }

    deinit { curl_easy_cleanup(handle) }

    /// Loads a transfer.
    ///
    /// - Returns: the code of the first option that libcurl refused, else `.done`.
    func load(_ transfer: Transfer, ticket: Int, limits: TransferLimits) -> CurlCode {
        (self.transfer, self.ticket, self.limits, isSecondTry) = (transfer, ticket, limits, false)
        return configure()
    }

    /// Loads the same transfer once more, for a new connection and for the time that is left.
    func loadAgain() -> CurlCode {
        isSecondTry = true
        limits.totalMilliseconds = max(1, limits.totalMilliseconds - elapsedMilliseconds)
        return configure()
    }

    /// What is known now that libcurl has ended the transfer with `code`.
    func result(_ code: CurlCode) -> TransferResult {
        let responseCode = ccurl_long(handle, CURLINFO_RESPONSE_CODE)
        let isReused = ccurl_long(handle, CURLINFO_NUM_CONNECTS) == 0 && code != .noConnection && code != .noHost
        let retryAfter = Int(ccurl_offset(handle, CURLINFO_RETRY_AFTER))
        var stage: MailStage?
        if case .mail(let mail) = transfer {
            stage = MailStage(
                replies: replies.codes, server: mail.server, isReused: isReused, isLoginDenied: code == .loginDenied)
        }
        return TransferResult(
            code: code, responseCode: responseCode, answer: stage == nil ? answer : replies.lastText,
            isDrained: taken == outgoing.count, retryAfterSeconds: retryAfter > 0 ? retryAfter : nil, stage: stage,
            isReused: isReused)
    }

    /// Lets go of the message, which may be large, until the next one is loaded.
    func unload() {
        (transfer, list) = (nil, nil)
        outgoing = []
        answer = []
        replies = MailReplies()
    }

    private var elapsedMilliseconds: Int { Int(ccurl_offset(handle, CURLINFO_TOTAL_TIME_T)) / 1000 }

    private func configure() -> CurlCode {
        guard let transfer else { preconditionFailure("nothing is loaded") }
        outgoing = transfer.outgoing
        (taken, answer, replies) = (0, [], MailReplies())
        curl_easy_reset(handle)
        var options = EasyOptions(handle)
        setCommon(&options)
        switch transfer {
        case .http(let http): list = http.set(&options)
        case .mail(let mail):
            list = mail.set(&options)
            options.set(CURLOPT_HEADERFUNCTION, Self.reply, context: CURLOPT_HEADERDATA, self)
        }
        return options.code
    }

    private func setCommon(_ options: inout EasyOptions) {
        options.set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectMilliseconds)
        options.set(CURLOPT_TIMEOUT_MS, limits.totalMilliseconds)
        // Never a proxy that happens to stand in the environment: what leaves, and whither, is configured.
        options.set(CURLOPT_PROXY, "")
        options.set(CURLOPT_FRESH_CONNECT, isSecondTry ? 1 : 0)
        options.set(CURLOPT_TCP_NODELAY, 1)
        sockets.watch(&options)
        options.set(CURLOPT_NOPROGRESS, 0)
        options.set(Self.progress, context: CURLOPT_XFERINFODATA, self)
        // READFUNCTION without SEEKFUNCTION: libcurl cannot send the body a second time by itself.
        options.set(CURLOPT_READFUNCTION, Self.read, context: CURLOPT_READDATA, self)
        options.set(CURLOPT_WRITEFUNCTION, Self.write, context: CURLOPT_WRITEDATA, self)
    }

    // MARK: What libcurl calls

    private static let read: ccurl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Unmanaged<Transmission>.fromOpaque(context).takeUnretainedValue()
            .take(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }

    private static let write: ccurl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        Unmanaged<Transmission>.fromOpaque(context).takeUnretainedValue()
            .keep(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    private static let reply: ccurl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        Unmanaged<Transmission>.fromOpaque(context).takeUnretainedValue()
            .note(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    /// Called at least once a second, also while libcurl waits for the reply to QUIT after the time is over.
    private static let progress: curl_xferinfo_callback = { context, _, _, _, _ in
        guard let context else { return 0 }
        return Unmanaged<Transmission>.fromOpaque(context).takeUnretainedValue().hangUpWhenLate() ? 1 : 0
    }

    private func hangUpWhenLate() -> Bool {
        guard elapsedMilliseconds >= limits.totalMilliseconds else { return false }
        sockets.shutDown(localPort: ccurl_long(handle, CURLINFO_LOCAL_PORT))
        return true
    }

    private func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, outgoing.count - taken)
        outgoing.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[taken..<taken + count]))
        }
        taken += count
        return count
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) {
        answer.append(contentsOf: bytes.prefix(limits.answerBytes - answer.count))
    }

    private func note(_ line: UnsafeRawBufferPointer) {
        replies.note(line)
    }
}
