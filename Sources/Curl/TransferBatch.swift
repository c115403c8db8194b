extension TransferPool {
    /// Carries all `transfers`, as many at once as the pool has places, and tells each one's end once, in no order.
    ///
    /// - Parameters:
    ///   - perSecond: how many may begin in a second, evenly spread, those of the batch before counted in; nil for as
    ///     many as can.
    ///   - beginWithin: what has not begun by then is not begun at all.
    ///   - clock: measures both, from the call on.
    public func run(
        _ transfers: [Transfer],
        perSecond: Int? = nil,
        beginWithin: Duration = .seconds(10),
        clock: some Clock<Duration> = ContinuousClock(),
        each: (_ index: Int, _ end: TransferEnd) -> Void
    ) {
        precondition(!isBusy, "the pool carries another batch")
        if pace?.perSecond != perSecond { pace = perSecond.map { Pace(perSecond: $0) } }
        let start = clock.now
        var next = transfers.startIndex
        var begun = 0
        defer { pace?.note(begun: begun, after: start.duration(to: clock.now)) }
        while next < transfers.endIndex || isBusy {
            let elapsed = start.duration(to: clock.now)
            if elapsed >= beginWithin {
                for index in next..<transfers.endIndex { each(index, .notBegun) }
                next = transfers.endIndex
            }
            let turns = min(transfers.endIndex, pace?.turns(after: elapsed) ?? .max)
            while next < turns, freePlaces > 0 {
                add(transfers[next], ticket: next)
                next += 1
                begun += 1
            }
            guard next < transfers.endIndex || isBusy else { return }
            let wait = next < transfers.endIndex && next >= turns ? Self.paceMilliseconds : Self.idleMilliseconds
            for (index, result) in poll(waitMilliseconds: wait) { each(index, .finished(result)) }
        }
    }

    /// How often a paced batch looks whether the next may begin.
    private static var paceMilliseconds: Int { 10 }
    /// libcurl wakes up earlier by itself whenever something happens.
    private static var idleMilliseconds: Int { 1_000 }
}
