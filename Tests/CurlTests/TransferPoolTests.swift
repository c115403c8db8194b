import Glibc
import Peers
import Testing

@testable import Curl

@Suite struct TransferPoolTests {
    @Test("a batch larger than the pool is carried whole, each transfer told once, over few connections")
    func batch() {
        let peer = SMTPPeer()
        let pool = TransferPool(concurrency: 4)
        for _ in 1...2 {
            var told: [Int] = []
            pool.run((0..<50).map { .mail(to: peer, recipient: "p\($0)@example.com") }) { index, end in
                told.append(index)
                guard case .finished(let result) = end, result.code == .done else { return #expect(Bool(false)) }
            }
            #expect(told.sorted() == Array(0..<50))
        }
        #expect(peer.messages.count == 100)
        #expect(Set(peer.messages.map(\.recipient)).count == 50)
        #expect(peer.connections <= 4)
    }

    @Test("HTTP transfers wait for their answers side by side")
    func sideBySide() {
        let together = Shared(0)
        let peer = HTTPPeer { _ in
            together.withLock { $0 += 1 }
            while together.withLock({ $0 }) < 8 { usleep(1000) }
            return .status(201)
        }
        var accepted = 0
        TransferPool(concurrency: 8).run((0..<8).map { _ in .form(to: peer) }) { _, end in
            if case .finished(let result) = end, result.responseCode == 201 { accepted += 1 }
        }
        #expect(accepted == 8)
    }

    @Test("mail servers that think about each message do it side by side")
    func slowServers() {
        let peer = SMTPPeer { moment, _ in
            moment == .message ? .replyAfter(milliseconds: 200, "250 ok") : .usual
        }
        var accepted = 0
        let spent = ContinuousClock().measure {
            TransferPool(concurrency: 16).run((0..<32).map { _ in .mail(to: peer) }) { _, end in
                if case .finished(let result) = end, result.code == .done { accepted += 1 }
            }
        }
        #expect(accepted == 32)
        #expect(spent < .seconds(3))
    }

    @Test("what cannot begin in time is not begun, and not a byte of it leaves")
    func notBegun() {
        let peer = HTTPPeer { _ in .silence }
        let pool = TransferPool(
            concurrency: 2, limits: TransferLimits(connectMilliseconds: 300, totalMilliseconds: 300))
        var ends: [Int: TransferEnd] = [:]
        pool.run((0..<5).map { _ in .form(to: peer) }, beginWithin: .milliseconds(100)) { ends[$0] = $1 }
        #expect(ends.count == 5)
        #expect((2..<5).allSatisfy { ends[$0] == .notBegun })
        #expect(peer.requests.count == 2)
    }

    @Test("asked to end, nothing more begins, and what has begun is finished")
    func ending() {
        let wasAsked = Shared(false)
        let peer = HTTPPeer { _ in
            // Answered only once the pool knows: what has begun must outlast that.
            while !wasAsked.withLock({ $0 }) { usleep(1000) }
            return .status(201)
        }
        var ends: [Int: TransferEnd] = [:]
        TransferPool(concurrency: 2).run(
            (0..<5).map { _ in .form(to: peer) },
            isEnding: {
                wasAsked.withLock { asked in
                    asked = asked || peer.connections == 2
                    return asked
                }
            }
        ) { ends[$0] = $1 }
        #expect(ends.count == 5)
        for index in 0..<2 {
            guard case .finished(let result) = ends[index] else { return #expect(Bool(false)) }
            #expect(result.responseCode == 201)
        }
        #expect((2..<5).allSatisfy { ends[$0] == .notBegun })
        #expect(peer.requests.count == 2)
    }

    @Test("whether to end is asked each second also while all that there is has begun")
    func endingWhileBegun() {
        let peer = HTTPPeer { _ in .silence }
        let asked = Shared(0)
        let limits = TransferLimits(connectMilliseconds: 3_500, totalMilliseconds: 3_500)
        TransferPool(concurrency: 2, limits: limits).run(
            [.form(to: peer), .form(to: peer)],
            isEnding: {
                if peer.requests.count == 2 { asked.withLock { $0 += 1 } }
                return false
            }
        ) { _, _ in }
        #expect(asked.withLock { $0 } >= 2)
    }

    @Test("servers that fall silent hold the pool no longer than its limit, and no longer when it goes")
    func silentServers() {
        let peer = SMTPPeer { moment, _ in moment == .message ? .silence : .usual }
        let spent = ContinuousClock().measure {
            let pool = TransferPool(concurrency: 8, limits: TransferPool.brief)
            pool.run((0..<8).map { _ in .mail(to: peer) }) { _, end in
                guard case .finished(let result) = end else { return #expect(Bool(false)) }
                #expect(!result.hasAnswer)
            }
        }
        #expect(spent < .seconds(5))
    }

    @Test("a pool is let go at once although its kept connections have fallen silent")
    func silentFarewell() {
        let peer = SMTPPeer { moment, _ in moment == .farewell ? .silence : .usual }
        let spent = ContinuousClock().measure {
            #expect(TransferPool().result(of: .mail(to: peer))?.code == .done)
        }
        #expect(spent < .seconds(5))
    }

    @Test("a paced batch begins no faster than it may")
    func paced() {
        let peer = HTTPPeer { _ in .status(201) }
        let pool = TransferPool()
        var begun = 0
        pool.run((0..<10).map { _ in .form(to: peer) }, perSecond: 10, beginWithin: .milliseconds(450)) { _, end in
            if case .finished = end { begun += 1 }
        }
        #expect((1...5).contains(begun))
        #expect(peer.requests.count == begun)
    }

    @Test("batches that follow each other keep to one pace")
    func pacedTogether() {
        let peer = HTTPPeer { _ in .status(201) }
        let pool = TransferPool()
        for _ in 1...3 {
            // The second and the third would have to wait longer for their turn than they may.
            pool.run([.form(to: peer)], perSecond: 1, beginWithin: .milliseconds(50), clock: StepClock()) { _, _ in }
        }
        #expect(peer.requests.count == 1)
    }

    @Test("transfers can be added while others are under way")
    func incremental() {
        let peer = HTTPPeer { _ in .status(201) }
        let pool = TransferPool(concurrency: 2)
        var next = 0
        var told: Set<Int> = []
        while told.count < 10 {
            while next < 10, pool.freePlaces > 0 {
                pool.add(.form(to: peer, text: "\(next)"), ticket: next)
                next += 1
            }
            for (ticket, _) in pool.poll(waitMilliseconds: 1000) { told.insert(ticket) }
        }
        #expect(!pool.isBusy)
        #expect(peer.requests.count == 10)
    }

    @Test("a pool let go with transfers under way lets go of them too")
    func abandoned() {
        let peer = HTTPPeer { _ in .silence }
        let pool = TransferPool()
        pool.add(.form(to: peer), ticket: 1)
        #expect(pool.poll(waitMilliseconds: 10).isEmpty)
    }
}

/// A clock that moves by a millisecond whenever somebody looks at it.
private final class StepClock: Clock {
    private let start = ContinuousClock.now
    private let looks = Shared(0)

    var now: ContinuousClock.Instant {
        start.advanced(
            by: .milliseconds(
                looks.withLock {
                    $0 += 1; return $0
                }))
    }
    var minimumResolution: Duration { .milliseconds(1) }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {}
}
