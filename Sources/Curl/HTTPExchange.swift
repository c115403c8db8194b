import CCurl

/// One easy handle and the form it posts, one after another (`libcurl-easy(3)`).
final class HTTPExchange {
    let handle: UnsafeMutableRawPointer
    private(set) var ticket = 0

    private var limits = TransferLimits()
    private var outgoing: [UInt8] = []
    private var taken = 0
    private var answer: [UInt8] = []
    private var headers: StringList?

    init() {
        guard let handle = curl_easy_init() else { preconditionFailure("libcurl could not reserve a handle") }
        self.handle = handle
    }

    deinit { curl_easy_cleanup(handle) }

    /// Loads a form.
    ///
    /// - Returns: the code of the first option that libcurl refused, else `.done`.
    func load(_ transfer: HTTPTransfer, ticket: Int, limits: TransferLimits) -> CurlCode {
        (self.ticket, self.limits, outgoing, taken, answer) = (ticket, limits, transfer.body, 0, [])
        curl_easy_reset(handle)
        var options = EasyOptions(handle)
        options.setLimits(limits)
        headers = transfer.set(&options)
        // READFUNCTION without SEEKFUNCTION: libcurl cannot send the body a second time by itself.
        options.set(CURLOPT_READFUNCTION, Self.read, context: CURLOPT_READDATA, self)
        options.set(CURLOPT_WRITEFUNCTION, Self.write, context: CURLOPT_WRITEDATA, self)
        return options.code
    }

    /// What is known now that libcurl has ended the transfer with `code`; the form is let go.
    func end(_ code: CurlCode) -> TransferResult {
        let retryAfter = Int(ccurl_offset(handle, CURLINFO_RETRY_AFTER))
        defer { (outgoing, answer, headers) = ([], [], nil) }
        return TransferResult(
            code: code, responseCode: ccurl_long(handle, CURLINFO_RESPONSE_CODE), answer: answer,
            isDrained: taken == outgoing.count, retryAfterSeconds: retryAfter > 0 ? retryAfter : nil, stage: nil,
            isReused: ccurl_long(handle, CURLINFO_NUM_CONNECTS) == 0 && ccurl_long(handle, CURLINFO_LOCAL_PORT) > 0)
    }

    private static let read: ccurl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        return Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
            .take(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }

    private static let write: ccurl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        Unmanaged<HTTPExchange>.fromOpaque(context).takeUnretainedValue()
            .keep(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
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
}
