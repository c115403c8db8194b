import CCurl
import Glibc

/// Many transfers at once in one thread (`libcurl-multi(3)`), over connections that outlive them.
///
/// Keep one pool for a whole run: its connections are what makes the next batch quick.
public final class TransferPool {
    /// How many transfers may be under way.
    public let concurrency: Int

    private let limits: TransferLimits
    private let multi: UnsafeMutableRawPointer
    private var idle: [HTTPExchange] = []
    private var active: [UnsafeMutableRawPointer: HTTPExchange] = [:]
    private(set) var mail: MailLane
    private var finished: [(ticket: Int, result: TransferResult)] = []
    /// Of the batches that are paced; it goes on from one to the next.
    var pace: Pace?

    public init(concurrency: Int = 16, limits: TransferLimits = TransferLimits()) {
        precondition(concurrency > 0, "a pool carries at least one transfer")
        guard ccurl_global_init() == CURLE_OK, let multi = curl_multi_init() else {
            preconditionFailure("libcurl could not begin")
        }
        // A peer that has gone away is told by a failed write, in TLS too, where a write can raise it.
        signal(SIGPIPE, SIG_IGN)
        (self.concurrency, self.limits, self.multi) = (concurrency, limits, multi)
        mail = MailLane(concurrency: concurrency, limits: limits)
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, concurrency)
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, concurrency)
    }

    deinit {
        for exchange in active.values { curl_multi_remove_handle(multi, exchange.handle) }
        active = [:]
        idle = []
        // Its connections end before libcurl does.
        mail = MailLane(concurrency: concurrency, limits: limits)
        curl_multi_cleanup(multi)
        curl_global_cleanup()
    }

    /// How many more transfers `add` would take now.
    public var freePlaces: Int { concurrency - active.count - mail.workingCount }

    /// Whether a transfer is under way, or ended and not yet polled.
    public var isBusy: Bool { freePlaces < concurrency || !finished.isEmpty }

    /// Begins a transfer, whose end a later `poll` tells under `ticket`.
    ///
    /// There must be a free place. What libcurl refuses at once ends like any other transfer.
    public func add(_ transfer: Transfer, ticket: Int) {
        precondition(freePlaces > 0, "every place of the pool is taken")
        switch transfer {
        case .http(let form): begin(form, ticket: ticket)
        case .mail(let message): mail.begin(message, ticket: ticket)
        }
    }

    /// Moves all transfers on, and answers those that have ended since the last call, each once, in no order.
    ///
    /// - Parameter waitMilliseconds: how long to wait for something to happen while nothing has ended; also waited when
    ///   nothing is under way.
    public func poll(waitMilliseconds: Int) -> [(ticket: Int, result: TransferResult)] {
        perform()
        if finished.isEmpty, waitMilliseconds > 0 {
            var interests = mail.interests
            let wait = Int32(mail.longestWaitMilliseconds(upTo: waitMilliseconds))
            let isWell = curl_multi_poll(multi, &interests, UInt32(interests.count), wait, nil) == CURLM_OK
            if isWell { perform() } else { giveUp() }
        }
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    private func begin(_ form: HTTPTransfer, ticket: Int) {
        let exchange = idle.popLast() ?? HTTPExchange()
        let loaded = exchange.load(form, ticket: ticket, limits: limits)
        guard loaded == .done, curl_multi_add_handle(multi, exchange.handle) == CURLM_OK else {
            return finish(exchange, loaded == .done ? .aborted : loaded)
        }
        active[exchange.handle] = exchange
    }

    private func perform() {
        finished += mail.advance()
        guard !active.isEmpty else { return }
        var running: Int32 = 0
        guard curl_multi_perform(multi, &running) == CURLM_OK else { return giveUp() }
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            // Read before the handle is removed, which frees the message.
            let (handle, code) = (message.pointee.easy_handle, message.pointee.data.result)
            guard message.pointee.msg == CURLMSG_DONE, let handle else { continue }
            end(handle, CurlCode(code))
        }
    }

    private func end(_ handle: UnsafeMutableRawPointer, _ code: CurlCode) {
        guard let exchange = active.removeValue(forKey: handle) else { return }
        curl_multi_remove_handle(multi, handle)
        finish(exchange, code)
    }

    private func finish(_ exchange: HTTPExchange, _ code: CurlCode) {
        finished.append((exchange.ticket, exchange.end(code)))
        idle.append(exchange)
    }

    /// libcurl cannot go on (out of memory, mostly): what it has under way ends as it stands, drained or not.
    private func giveUp() {
        for handle in Array(active.keys) { end(handle, .aborted) }
    }
}
