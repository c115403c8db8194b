extension TransferPool {
    /// Carries all `transfers`, as many at once as the pool has places, and tells each one's end once, in no order.
    ///
    /// - Parameters:
    ///   - beginWithin: what has not begun by then is not begun at all.
    ///   - clock: measures that, from the call on; nothing else here looks at a clock.
    public func run(
        _ transfers: [Transfer],
        beginWithin: Duration = .seconds(10),
        clock: some Clock<Duration> = ContinuousClock(),
        each: (_ index: Int, _ end: TransferEnd) -> Void
    ) {
        precondition(!isBusy, "the pool carries another batch")
        let deadline = clock.now.advanced(by: beginWithin)
        var next = transfers.startIndex
        while next < transfers.endIndex || isBusy {
            while next < transfers.endIndex, freePlaces > 0 {
                guard clock.now < deadline else {
                    for index in next..<transfers.endIndex { each(index, .notBegun) }
                    next = transfers.endIndex
                    break
                }
                add(transfers[next], ticket: next)
                next += 1
            }
            for (index, result) in poll(waitMilliseconds: Self.longestWaitMilliseconds) {
                each(index, .finished(result))
            }
        }
    }

    /// libcurl wakes up earlier by itself whenever something happens.
    private static var longestWaitMilliseconds: Int { 1_000 }
}
