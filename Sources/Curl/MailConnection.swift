import CCurl
import Glibc

/// A connection to a mail server, greeted, secured and signed in by libcurl, and then ours to talk over
/// (CURLOPT_CONNECT_ONLY, `curl_easy_send(3)`, `curl_easy_recv(3)`).
///
/// libcurl can submit mail by itself too, but waits for the reply to a message in the calling thread, which makes
/// sixteen sessions no quicker than one.
final class MailConnection {
    /// Whether the server takes several commands at once.
    private(set) var isPipelined = false
    /// Whether it takes addresses beyond ASCII (RFC 6531).
    private(set) var takesUTF8 = false
    /// Replies to the session, and later to its messages.
    var replies = MailReplies()
    /// Known once the session stands.
    private(set) var descriptor: curl_socket_t = -1

    private let easy: UnsafeMutableRawPointer
    // A cache of its own: libcurl prunes connections whose input waits to be read when it opens another beside them.
    private let multi: UnsafeMutableRawPointer
    private let sockets = OpenSockets()
    private let totalMilliseconds: Int
    private var refusal: CurlCode?

    init(server: MailServer, limits: TransferLimits) {
        guard let easy = curl_easy_init(), let multi = curl_multi_init() else {
            preconditionFailure("libcurl could not reserve a handle")
        }
        (self.easy, self.multi, totalMilliseconds) = (easy, multi, limits.totalMilliseconds)
        var options = EasyOptions(easy)
        server.set(&options)
        options.setLimits(limits)
        options.set(CURLOPT_CONNECT_ONLY, 1)
        options.set(CURLOPT_HEADERFUNCTION, Self.reply, context: CURLOPT_HEADERDATA, self)
        options.set(CURLOPT_NOPROGRESS, 0)
        options.set(Self.progress, context: CURLOPT_XFERINFODATA, self)
        sockets.watch(&options)
        if options.code != .done { refusal = options.code }
        if refusal == nil, curl_multi_add_handle(multi, easy) != CURLM_OK { refusal = .aborted }
    }

    deinit {
        if descriptor >= 0 { _ = send(Array("QUIT\r\n".utf8)[...]) }
        sockets.shutDownAll()
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
    }

    /// The code of the last reply while the session was made; 0 before the first.
    var sessionCode: Int { ccurl_long(easy, CURLINFO_RESPONSE_CODE) }

    /// Goes on connecting.
    ///
    /// - Returns: nil while there is more to do, `.done` once the session stands, else why it never will.
    func connect() -> CurlCode? {
        if let refusal { return refusal }
        var running: Int32 = 0
        guard curl_multi_perform(multi, &running) == CURLM_OK else { return .aborted }
        var left: Int32 = 0
        guard let message = curl_multi_info_read(multi, &left), message.pointee.msg == CURLMSG_DONE else { return nil }
        let code = CurlCode(message.pointee.data.result)
        if code == .done { descriptor = ccurl_socket(easy) }
        return code == .done && descriptor < 0 ? .aborted : code
    }

    /// - Returns: how many of `bytes` went out, 0 when none can at the moment; nil when the connection is lost.
    func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        var sent = 0
        let code = bytes.withUnsafeBytes { curl_easy_send(easy, $0.baseAddress, $0.count, &sent) }
        return code == CURLE_OK ? sent : code == CURLE_AGAIN ? 0 : nil
    }

    /// Appends what has come.
    ///
    /// - Returns: how much that was, 0 when there is nothing at the moment; nil when the connection is lost.
    func receive(into bytes: inout [UInt8]) -> Int? {
        withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
            var count = 0
            let code = curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count)
            guard code == CURLE_OK else { return code == CURLE_AGAIN ? 0 : nil }
            bytes.append(contentsOf: buffer.prefix(count))
            return count > 0 ? count : nil
        }
    }

    private static let reply: ccurl_callback = { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        Unmanaged<MailConnection>.fromOpaque(context).takeUnretainedValue()
            .note(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    private func note(_ line: UnsafeRawBufferPointer) {
        _ = replies.note(line)
        let word = String(decoding: line.dropFirst(4).prefix { $0 > 0x20 }, as: UTF8.self)
        switch word.uppercased() {
        case "PIPELINING": isPipelined = true
        case "SMTPUTF8": takesUTF8 = true
        default: break
        }
    }

    /// Called at least once a second, also while libcurl waits for the reply to QUIT after the time is over.
    private static let progress: curl_xferinfo_callback = { context, _, _, _, _ in
        guard let context else { return 0 }
        return Unmanaged<MailConnection>.fromOpaque(context).takeUnretainedValue().hangUpWhenLate() ? 1 : 0
    }

    private func hangUpWhenLate() -> Bool {
        guard Int(ccurl_offset(easy, CURLINFO_TOTAL_TIME_T)) / 1000 >= totalMilliseconds else { return false }
        sockets.shutDownAll()
        return true
    }
}
