@testable import Campaigns

/// Every state that a send can come to, breadth first, and what is wrong among them.
struct LifeSearch {
    private(set) var lives: [SendLife] = [SendLife()]
    private(set) var stepCount = 0
    /// The first state that breaks a promise.
    private(set) var wrong: SendLife?
    /// One from which no end can be reached without another fault.
    private(set) var stuck: SendLife?
    /// One to which it can come back for ever though it is too late, without anybody's doing.
    private(set) var endless: SendLife?

    private let copies: Int
    private var numbers: [Int: Int] = [SendLife().key: 0]
    private var next: [[(kind: LifeSteps.Kind, to: Int)]] = []

    /// Stops at the first promise that is broken.
    init(_ rules: LifeRules, copies: Int) {
        self.copies = copies
        let steps = LifeSteps(rules: rules)
        while next.count < lives.count {
            let life = lives[next.count]
            guard isRight(life) else {
                wrong = life
                return
            }
            next.append(steps.next(life).map { ($0.kind, number($0.life)) })
            stepCount += next[next.count - 1].count
        }
        stuck = firstStuck()
        endless = firstEndless()
    }

    private mutating func number(_ life: SendLife) -> Int {
        let key = life.key
        if let known = numbers[key] { return known }
        numbers[key] = lives.count
        lives.append(life)
        return lives.count - 1
    }

    private func isRight(_ life: SendLife) -> Bool {
        if life.copies > copies || life.leftForbidden || life.copies > life.wires { return false }
        switch life.phase {
        case .sent, .delivered: return life.copies > 0
        case .skipped: return life.copies == 0
        case .claimed, .wire: return life.holder > 0
        default: return true
        }
    }

    /// Walks back from the ends over all steps but faults.
    private func firstStuck() -> SendLife? {
        var before: [[Int]] = Array(repeating: [], count: lives.count)
        for (from, steps) in next.enumerated() {
            for step in steps where step.kind != .fault { before[step.to].append(from) }
        }
        var reached = Set(lives.indices.filter { lives[$0].isOver })
        var open = Array(reached)
        while let one = open.popLast() {
            for from in before[one] where reached.insert(from).inserted { open.append(from) }
        }
        return lives.indices.first { !reached.contains($0) }.map { lives[$0] }
    }

    /// Takes away, again and again, what leads nowhere else: what is left goes round.
    private func firstEndless() -> SendLife? {
        let late = lives.indices.filter { lives[$0].stand == .tooLate }
        func onward(_ one: Int) -> [Int] {
            next[one].filter { ($0.kind == .work || $0.kind == .fault) && $0.to != one }.map(\.to)
        }
        var before: [Int: [Int]] = [:]
        var count: [Int: Int] = [:]
        for one in late {
            let steps = onward(one)
            count[one] = steps.count
            for to in steps { before[to, default: []].append(one) }
        }
        var open = late.filter { count[$0] == 0 }
        var gone = 0
        while let one = open.popLast() {
            gone += 1
            for from in before[one] ?? [] {
                count[from, default: 0] -= 1
                if count[from] == 0 { open.append(from) }
            }
        }
        return gone == late.count ? nil : late.first { (count[$0] ?? 0) > 0 }.map { lives[$0] }
    }
}
