import CCurl

/// Many transfers at once in one thread (`libcurl-multi(3)`), over connections that outlive them.
///
/// Keep one pool for a whole run: its connections are what makes the next batch quick.
public final class TransferPool {
    /// How many transfers may be under way.
    public let concurrency: Int

    private let limits: TransferLimits
    private let multi: UnsafeMutableRawPointer
    private let sockets = OpenSockets()
    private var idle: [Transmission] = []
    private var active: [UnsafeMutableRawPointer: Transmission] = [:]
    private var finished: [(ticket: Int, result: TransferResult)] = []

    public init(concurrency: Int = 16, limits: TransferLimits = TransferLimits()) {
        precondition(concurrency > 0, "a pool carries at least one transfer")
        guard ccurl_global_init() == CURLE_OK, let multi = curl_multi_init() else {
            preconditionFailure("libcurl could not begin")
        }
        (self.concurrency, self.limits, self.multi) = (concurrency, limits, multi)
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, concurrency)
        _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, concurrency)
    }

    deinit {
        // A silent server would otherwise hold the process for minutes at each QUIT.
        sockets.shutDownAll()
        for transmission in active.values { curl_multi_remove_handle(multi, transmission.handle) }
        active = [:]
        idle = []
        curl_multi_cleanup(multi)
        curl_global_cleanup()
    }

    /// How many more transfers `add` would take now.
    public var freePlaces: Int { concurrency - active.count }

    /// Whether a transfer is under way, or ended and not yet polled.
    public var isBusy: Bool { !active.isEmpty || !finished.isEmpty }

    /// Begins a transfer, whose end a later `poll` tells under `ticket`.
    ///
    /// There must be a free place. What libcurl refuses at once ends like any other transfer.
    public func add(_ transfer: Transfer, ticket: Int) {
        precondition(freePlaces > 0, "every place of the pool is taken")
        let transmission = idle.popLast() ?? Transmission(sockets: sockets)
        begin(transmission, transmission.load(transfer, ticket: ticket, limits: limits))
    }

    /// Moves all transfers on, and answers those that have ended since the last call, each once, in no order.
    ///
    /// - Parameter waitMilliseconds: how long to wait for something to happen while nothing has ended; also waited when
    ///   nothing is under way.
    public func poll(waitMilliseconds: Int) -> [(ticket: Int, result: TransferResult)] {
        perform()
        if finished.isEmpty, waitMilliseconds > 0 {
            if curl_multi_poll(multi, nil, 0, Int32(waitMilliseconds), nil) == CURLM_OK { perform() } else { giveUp() }
        }
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    private func begin(_ transmission: Transmission, _ loaded: CurlCode) {
        guard loaded == .done, curl_multi_add_handle(multi, transmission.handle) == CURLM_OK else {
            return finish(transmission, transmission.result(loaded == .done ? .aborted : loaded))
        }
        active[transmission.handle] = transmission
    }

    private func perform() {
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
        guard let transmission = active.removeValue(forKey: handle) else { return }
        let result = transmission.result(code)
        curl_multi_remove_handle(multi, handle)
        if result.metStaleConnection, !transmission.isSecondTry {
            begin(transmission, transmission.loadAgain())
        } else {
            finish(transmission, result)
        }
    }

    private func finish(_ transmission: Transmission, _ result: TransferResult) {
        finished.append((transmission.ticket, result))
        transmission.unload()
        idle.append(transmission)
    }

    /// libcurl cannot go on (out of memory, mostly): what is under way ends as it stands, drained or not.
    private func giveUp() {
        for handle in active.keys { end(handle, .aborted) }
    }
}
