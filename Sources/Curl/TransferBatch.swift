extension TransferPool {
    /// Carries all `transfers`, and tells each one's end once, in no order.
    ///
    /// - Parameters:
    ///   - atOnce: how many may be under way, at most as many as the pool has places, which is also what nil means.
    ///   - perSecond: how many may begin in a second, evenly spread, those of the batch before counted in; nil for as
    ///     many as can.
    ///   - beginWithin: what has not begun by then is not begun at all.
    ///   - isEnding: asked at least each second until all have ended; once it is true, nothing more begins.
    ///   - clock: measures pace and beginning, from the call on.
    public func run(
        _ transfers: [Transfer],
        atOnce: Int? = nil,
        perSecond: Int? = nil,
        beginWithin: Duration = .seconds(10),
        isEnding: () -> Bool = { false },
        clock: some Clock<Duration> = ContinuousClock(),
        each: (_ index: Int, _ end: TransferEnd) -> Void
    ) {
        precondition(!isBusy, "the pool carries another batch")
        let reserve = atOnce.map { max(0, concurrency - $0) } ?? 0
        if reserve > 0 { mail.keep(atMost: concurrency - reserve) }
        if pace?.perSecond != perSecond { pace = perSecond.map { Pace(perSecond: $0) } }
        let start = clock.now
        var next = transfers.startIndex
        var begun = 0
        defer { pace?.note(begun: begun, after: start.duration(to: clock.now)) }
        while next < transfers.endIndex || isBusy {
            let elapsed = start.duration(to: clock.now)
            let mayBegin = !isEnding() && elapsed < beginWithin
            if next < transfers.endIndex, !mayBegin {
                for index in next..<transfers.endIndex { each(index, .notBegun) }
                next = transfers.endIndex
            }
            let turns = min(transfers.endIndex, pace?.turns(after: elapsed) ?? .max)
            while next < turns, freePlaces > reserve {
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
