import CivilTime

extension CalcInput {
    /// When a wait is over. `morning`, and the opening hours of `window`, may be given too.
    func wait() throws -> JSON {
        let zone = try zone()
        let expression = try expression()
        if case .event(let type, _) = expression {
            throw CalcProblem("expression: this wait ends when \(type.rawValue) happens, which no calculation knows")
        }
        let times = try openTimes(in: zone)
        let calendar = ClinicCalendar(
            zone: zone, morning: try clock("morning") ?? ClinicCalendar.defaultMorning, hours: times.hours,
            closed: times.closed)
        let anchor = try anchor(of: expression, calendar)
        let due = expression.due(from: anchor.instant(in: calendar), anchor: anchor, calendar: calendar)
        let now = try instant("now", in: zone)
        return [
            "due": .string(due.text), "local": .string(zone.civil(at: due).text),
            "past": .bool(now.map { $0 > due } ?? false),
        ]
    }

    /// What a local time means in a zone.
    func local() throws -> JSON {
        guard let time = CivilDateTime(try text("time")) else {
            throw CalcProblem("time: a local time as YYYY-MM-DDTHH:MM is expected")
        }
        let resolution = try zone().resolve(time)
        return ["instant": .string(resolution.instant.text), "kind": .string(resolution.kind.rawValue)]
    }

    private func expression() throws -> WaitExpression {
        let text = try text("expression")
        do {
            return try WaitExpression.parse(text)
        } catch {
            throw CalcProblem("expression: " + error.sentence)
        }
    }

    /// The one time that a wait counts from, be it an anchor or where the enrollment has got to.
    private func anchor(of expression: WaitExpression, _ calendar: ClinicCalendar) throws -> AnchorTime {
        // A fixed date counts from nothing.
        if case .untilDate = expression, value("anchor") == nil { return .instant(Instant(seconds: 0)) }
        if let text = value("anchor")?.stringValue, let date = CivilDate(text) {
            if expression.needsTimeOfDay {
                throw CalcProblem("anchor: a time is expected, a day has no hours before it")
            }
            return .date(date)
        }
        let instant = try required(try instant("anchor", in: calendar.zone), "anchor")
        switch expression.anchor {
        case .dueDate, .birthday: return .date(calendar.zone.civil(at: instant).date)
        default: return .instant(instant)
        }
    }
}
