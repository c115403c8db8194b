import CivilTime

extension CalcInput {
    /// Where a window moves a send.
    func window() throws -> JSON {
        let zone = try zone()
        let send = SendTime(
            due: try required(try instant("candidate", in: zone), "candidate"), rule: try rule(),
            visit: try instant("visit", in: zone), earliest: try instant("earliest", in: zone),
            limitMinutes: try minutes("limitMinutes"))
        switch send.shifted(into: SendWindow([try openTimes(in: zone)]), clinicZone: zone) {
        case .at(let instant): return ["at": .string(instant.text), "local": .string(zone.civil(at: instant).text)]
        case .skip(let reason): return ["skip": .string(reason.rawValue)]
        }
    }

    /// `days`, `from`, `to` and `closed`; what is left out does not narrow the window.
    func openTimes(in zone: Zone) throws -> OpenTimes {
        let from = try clock("from")
        let to = try clock("to")
        let midnight = ClockTime(minutes: 0)
        let hours = from == nil && to == nil ? .allDay : OpeningHours(from: from ?? midnight, to: to ?? midnight)
        // Only one of the two, and that midnight, is a whole day.
        guard let hours = hours ?? (from == nil || to == nil ? .allDay : nil) else {
            throw CalcProblem("to: must differ from \"from\"")
        }
        let days = try weekdays()
        return OpenTimes(zone: zone, hours: (0..<7).map { days.contains($0) ? hours : nil }, closed: try closedDays())
    }

    private func weekdays() throws -> Set<Int> {
        guard let value = value("days") else { return Set(0..<7) }
        guard let days = value.arrayValue?.map(\.integerValue),
            days.allSatisfy({ $0.map { (0..<7).contains($0) } ?? false })
        else { throw CalcProblem("days: a list of numbers from 0, Sunday, to 6 is expected") }
        return Set(days.compactMap { $0.map(Int.init) })
    }

    private func closedDays() throws -> Set<CivilDate> {
        guard let value = value("closed") else { return [] }
        guard let dates = value.arrayValue else { throw CalcProblem("closed: a list of dates is expected") }
        return Set(try dates.map { try date("closed", $0) })
    }

    private func rule() throws -> ShiftRule {
        switch try value("shift").map({ _ in try text("shift") }) {
        case nil, "forward": return .forward
        case "back": return .back
        default: throw CalcProblem("shift: \"forward\" or \"back\" is expected")
        }
    }
}
