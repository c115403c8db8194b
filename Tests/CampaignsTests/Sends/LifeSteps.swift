@testable import Campaigns

/// What may happen next to a send, all of it.
struct LifeSteps {
    enum Kind {
        /// A tick or provider at work as it should.
        case work
        /// A crash, a lost answer, a lease that runs out under a slow tick.
        case fault
        /// Time that passes without an end: a refusal that may pass, a provider in trouble, a tick that was told to end.
        case again
        /// What people do, and the hour.
        case world
    }

    typealias Step = (kind: Kind, life: SendLife)

    let rules: LifeRules

    func next(_ life: SendLife) -> [Step] {
        var steps = world(life)
        for tick in 1...2 {
            switch life[tick] {
            case .empty:
                steps += begin(life, tick)
                continue
            case .claimed: steps += [(.work, wire(life, tick)), (.again, release(life, tick))]
            case .wired: steps += hand(life, tick)
            case let answer:
                steps.append((kind(of: answer) == .again ? .again : .work, settle(answer, life, tick)))
            }
            steps.append((.fault, life.with { $0[tick] = .empty }))
        }
        return steps
    }

    private func kind(of answer: SendLife.Hands) -> Kind {
        switch answer {
        case .refusedNow, .trouble, .notBegun: .again
        case .unknown: .fault
        default: .work
        }
    }

    /// A tick that holds nothing claims the row, takes it back, or gives it back.
    private func begin(_ life: SendLife, _ tick: Int) -> [Step] {
        switch life.phase {
        case .ready:
            let claimed = life.with {
                ($0.phase, $0.holder, $0.isLeaseOver, $0[tick]) = (.claimed, tick, false, .claimed)
            }
            return [(.work, claimed)]
        case .claimed, .wire, .unknown:
            guard life.isLeaseOver else { return [] }
            let settlement = rules.lapsed(life)
            let lapsed = life.with {
                if $0.phase == .claimed { $0.deaths += 1 }
                $0.take(settlement)
            }
            return [(.work, lapsed)]
        case .parked: return life.stand == .paused ? [] : [(.work, life.with { $0.phase = .ready })]
        case .sent, .delivered, .skipped, .failed: return []
        }
    }

    private func wire(_ life: SendLife, _ tick: Int) -> SendLife {
        var next = life
        next[tick] = .empty
        let isOurs = life.phase == .claimed && life.holder == tick
        guard isOurs || !rules.wireAsksForToken && !life.isOver else { return next }
        switch rules.verdicts[life.stand] {
        case .send: send(&next, tick)
        case .skip(let reason): next.take(rules.ended(reason, life))
        case .park: next.take(Settlement(phase: .parked))
        case .hold, nil: next.take(Settlement(phase: .ready))
        }
        return next
    }

    /// From this commit on it starts to leave; in-app it has then arrived.
    private func send(_ life: inout SendLife, _ tick: Int) {
        if life.stand == .forbidden { life.leftForbidden = true }
        life.wires += 1
        if rules.channel == .inApp {
            life.copies += 1
            life.take(.sent)
        } else {
            (life.phase, life.holder, life.isLeaseOver, life[tick]) = (.wire, tick, false, .wired)
        }
    }

    private func release(_ life: SendLife, _ tick: Int) -> SendLife {
        life.with {
            if $0.phase == .claimed, $0.holder == tick { $0.take(Settlement(phase: .ready)) }
            $0[tick] = .empty
        }
    }

    private func hand(_ life: SendLife, _ tick: Int) -> [Step] {
        var steps = SendLife.Hands.answers.map { answer in
            (
                kind(of: answer),
                life.with {
                    $0[tick] = answer
                    if answer == .accepted { $0.copies += 1 }
                }
            )
        }
        // It arrived, and its answer was lost.
        let lost = life.with {
            $0[tick] = .unknown
            $0.copies += 1
        }
        steps.append((.fault, lost))
        return steps
    }

    private func settle(_ answer: SendLife.Hands, _ life: SendLife, _ tick: Int) -> SendLife {
        var next = life
        next[tick] = .empty
        guard let settlement = rules.settlement(answer, of: life) else { return next }
        if life.phase == .wire, life.holder == tick {
            next.take(settlement)
            next.wires += settlement.wires
            if settlement.refusals > 0 { next.wasRefused = true }
        } else if answer == .accepted, rules.mayHaveLeft(life) {
            next.take(settlement)
        }
        return next
    }

    private func world(_ life: SendLife) -> [Step] {
        var steps: [Step] = []
        if [.claimed, .wire, .unknown].contains(life.phase), !life.isLeaseOver {
            let isDead = life.holder == 0 || life[life.holder] == .empty
            steps.append((isDead ? .work : .fault, life.with { $0.isLeaseOver = true }))
        }
        switch life.stand {
        case .open: steps.append((.world, life.with { $0.stand = .paused }))
        case .paused: steps.append((.world, life.with { $0.stand = .open }))
        case .forbidden, .tooLate: break
        }
        if life.stand == .open || life.stand == .paused {
            steps += [(.world, forbid(life)), (.world, life.with { $0.stand = .tooLate })]
        }
        if life.copies > 0, life.phase == .sent || rules.mayHaveLeft(life) {
            // The provider tells of a copy by our own id.
            steps.append((.world, life.with { $0.take(Settlement(phase: .delivered)) }))
        }
        return steps
    }

    /// STOP takes what waits out of the queue in its own transaction.
    private func forbid(_ life: SendLife) -> SendLife {
        life.with {
            $0.stand = .forbidden
            if life.phase == .ready || life.phase == .parked { $0.take(rules.ended(.suppressed, life)) }
        }
    }
}

extension SendLife {
    fileprivate func with(_ change: (inout SendLife) -> Void) -> SendLife {
        var life = self
        change(&life)
        return life
    }

    fileprivate mutating func take(_ settlement: Settlement) {
        (phase, failure, holder, isLeaseOver) = (settlement.phase, settlement.failure, 0, false)
    }
}
