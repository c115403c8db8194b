import Campaigns
import CivilTime
import Delivery
import Storage

/// The way of one lane's messages through one courier.
struct DeliveryRoute {
    private let place: Workplace
    private let channel: Channel
    private let lane: SendLane
    private let courier: any Courier
    private let shelf: LetterShelf
    private let hands: Hands
    private var provider: ProviderWatch
    /// What the courier said over the group before; settled with the next group's wire.
    private var answers: [CourierAnswer] = []
    private var isSlow = false
    private var content: ContentWatch
    private(set) var counts: Tick.Counts = [:]

    init(
        _ place: Workplace, _ channel: Channel, _ lane: SendLane, _ courier: any Courier, _ shelf: LetterShelf,
        _ hands: Hands
    ) throws {
        self.place = place
        self.channel = channel
        self.lane = lane
        self.courier = courier
        self.shelf = shelf
        self.hands = hands
        provider = try ProviderWatch(place, courier.name)
        content = ContentWatch(place)
    }

    mutating func run(_ budget: TimeBudget) throws {
        let store = SendStore(place.db)
        while !budget.isSpent, !provider.isOpen(at: place.clock()) {
            let token = place.claimToken()
            let claimed = try store.claim(channel, lane, at: place.clock(), limit: DeliveryTick.batch, token: token)
            if claimed.isEmpty { break }
            if claimed.count == DeliveryTick.batch { try hands.call(for: courier.limits) }
            try deliver(claimed, token, budget)
        }
        try settle()
        try provider.writeCounts(at: place.clock())
    }

    private mutating func deliver(_ claimed: [ClaimedSend], _ token: ClaimToken, _ budget: TimeBudget) throws {
        let claimedAt = place.clock()
        var left = claimed
        while !left.isEmpty {
            let isOver = place.clock() > claimedAt.adding(seconds: Self.wireSeconds)
            if isOver || budget.isSpent || provider.isOpen(at: place.clock()) {
                try SendStore(place.db).release(left, token: token, at: place.clock())
                return
            }
            let group = nextGroup(of: left)
            left.removeFirst(group.count)
            do {
                left += try deliver(group: group, token)
            } catch is ClaimLost {
                // The lease was over: whoever took the rows back sends them. What is left is not ours either.
                return
            }
        }
    }

    /// Nothing is wired whose three-minute lease has under 60 s left (delivery.md 2).
    private static let wireSeconds = 120

    /// The first rows of one clinic, as many as one WIRE may cover.
    private func nextGroup(of left: [ClaimedSend]) -> [ClaimedSend] {
        let size = courier.limits.groupSize(isMarketing: lane == .marketing, isSlow: isSlow)
        guard let clinic = left.first?.clinicID else { return [] }
        return Array(left.prefix(size).prefix { $0.clinicID == clinic })
    }

    /// - Returns: rows that wait for a later group.
    private mutating func deliver(group: [ClaimedSend], _ token: ClaimToken) throws -> [ClaimedSend] {
        guard let clinic = group.first?.clinicID else { return [] }
        if provider.isStopped {
            try park(group, token)
            return []
        }
        let now = place.clock()
        let writer = LetterWriter(place, shelf, at: now)
        let result = try WireStore(place.db, revisions: place.revisions).wire(
            group, of: clinic, token: token, settling: answers, at: now, compose: writer.write)
        answers = []
        shelf.committed()
        count(result)
        try hand(result.wired, token)
        return result.deferred
    }

    private mutating func park(_ group: [ClaimedSend], _ token: ClaimToken) throws {
        let isStopped = try ParkStore(place.db).park(group, of: courier.name, token: token, at: place.clock())
        if !isStopped { try provider.readAgain() }
    }

    private mutating func hand(_ wired: [WireStore.Wired], _ token: ClaimToken) throws {
        guard !wired.isEmpty else { return }
        let envelope = Envelope(sender: place.sender)
        let now = place.clock()
        let letters = wired.map { one in Result { try envelope.message(one, at: now) } }
        // A letter that no envelope fits does not leave, and is answered below as refused; the others' outcomes come in
        // their order.
        let outcomes = courier.deliver(letters.compactMap { try? $0.get() }, under: hands.conditions)
        var next = outcomes.makeIterator()
        let answered = place.clock()
        for (one, letter) in zip(wired, letters) {
            let outcome: Outcome
            switch letter {
            case .success: outcome = next.next() ?? .unknown(code: 0)
            case .failure: outcome = .refused(Refusal(.forEver, .address, code: 0))
            }
            provider.note(outcome, at: answered)
            answers.append(answer(one.candidate.send, token, outcome, at: answered))
        }
        isSlow = outcomes.contains(.notBegun)
        try provider.save(at: answered)
        try heed(courier.takeNews(), at: answered)
        try pauseRefused()
    }

    /// A device that its service has forgotten is forgotten here.
    private func heed(_ news: [DeviceNews], at now: Instant) throws {
        let store = PushStore(place.db)
        try store.noteUse(of: news.filter { !$0.isGone }.map(\.device), at: now)
        for one in news where one.isGone { try store.forget(one.device, at: now) }
    }

    /// A campaign whose messages are refused for what they say goes no further; its answers must stand in their rows
    /// before they are counted.
    private mutating func pauseRefused() throws {
        guard content.hasRefusals else { return }
        try settle()
        try content.pause(at: place.clock())
    }

    private mutating func answer(_ send: ClaimedSend, _ token: ClaimToken, _ outcome: Outcome, at now: Instant)
        -> CourierAnswer
    {
        let reading = OutcomeReading(outcome, of: send, provider: provider, at: now, chance: place.chance)
        counts[reading.count, default: 0] += 1
        provider.count(reading.word, of: send.clinicID)
        content.note(reading, of: send)
        return CourierAnswer(
            send: send, token: token, outcome: reading.word, code: outcome.code, cause: reading.cause,
            detail: reading.detail, reference: reading.reference, suppression: reading.suppression,
            hasReceipts: channel == .sms && place.sender.textReceipts != nil, settlement: reading.settlement)
    }

    private mutating func count(_ result: WireStore.Result) {
        counts["held", default: 0] += result.held
        counts["parked", default: 0] += result.parked
        counts["skipped", default: 0] += result.skipped
        counts["failed", default: 0] += result.failed
    }

    private mutating func settle() throws {
        guard !answers.isEmpty else { return }
        try WireStore(place.db, revisions: place.revisions).settle(answers, at: place.clock())
        answers = []
    }
}
