import CivilTime

extension Itinerary {
    /// The changes that bring the rows of an enrollment to dates which were told anew.
    ///
    /// Only what has not left and whose time differs is touched; the rest is carried on under the new version as it is,
    /// so that no later plan takes it for something that nobody got. What a claimer holds it will find outdated.
    func redated(_ existing: [ExistingSend], _ redating: Redating) -> [PlanChange] {
        let latest = Dictionary(existing.map { (Address($0), $0) }) {
            ($0.version, $0.retry) > ($1.version, $1.retry) ? $0 : $1
        }
        let planned = Set(sends.map(Address.init))
        let lapsed = existing.filter { $0.stage == .waiting && !planned.contains(Address($0)) }
        return sends.flatMap { redated($0, latest[Address($0)], redating) }
            + lapsed.map { redating.before.contains($0.step) ? .carry($0.id) : .skip($0.id, .dateMoved) }
    }

    private func redated(_ send: PlannedSend, _ old: ExistingSend?, _ redating: Redating) -> [PlanChange] {
        let isAfter = !redating.before.contains(send.step.id)
        let isLater = send.skip == nil && send.plannedAt > redating.at
        let anew = PlanChange.insert(isLater ? send : send.skipped(.pastWhenPlanned))
        guard let old else { return isAfter ? [anew] : [] }
        let isMoved = isAfter && old.plannedAt != send.plannedAt
        switch old.stage {
        case .claimed: return [isMoved ? anew : .insert(send)]
        case .waiting where isMoved:
            return isLater
                ? [.retime(old.id, send)] : [.skip(old.id, send.skip ?? .pastWhenPlanned), .carry(old.id)]
        case .over where isMoved && isLater: return [anew]
        case .waiting, .over, .left: return [.carry(old.id)]
        }
    }
}
