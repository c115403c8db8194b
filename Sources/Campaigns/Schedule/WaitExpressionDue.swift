import CivilTime

extension WaitExpression {
    /// When a wait is over, on a whole minute; it may be past. A wait for an event is over then at the latest. Everything counts in the clinic's zone (rules.md 2).
    ///
    /// - Parameters:
    ///   - reached: where the enrollment has got to (rules.md 1.4).
    ///   - anchor: when the named anchor, or the trigger's, is; needed where `needsAnchor` says so. Of a birthday, the
    ///     next.
    public func due(from reached: Instant, anchor: AnchorTime?, calendar: ClinicCalendar) -> Instant {
        instant(from: reached.roundedUpToMinute, anchor: anchor, calendar: calendar).roundedUpToMinute
    }

    private func instant(from reached: Instant, anchor: AnchorTime?, calendar: ClinicCalendar) -> Instant {
        switch self {
        case .lasting(let span), .event(_, let span):
            return span.instant(1, from: .instant(reached), at: nil, calendar)
        case .offset(let span, let direction, _, let time):
            return span.instant(direction == .before ? -1 : 1, from: Self.known(anchor), at: time, calendar)
        case .morning(let kind):
            return Self.morning(of: Self.known(anchor), isVisit: kind.isVisit, calendar)
        case .day(_, let time):
            return calendar.zone.instant(of: Self.known(anchor).local(in: calendar).date.at(time))
        case .next(let weekday, let time):
            let today = calendar.zone.civil(at: reached).date
            let days = (weekday.rawValue - today.weekday + 6) % 7 + 1
            return calendar.zone.instant(of: today.adding(days: days).at(time ?? calendar.morning))
        case .until(let time):
            return Self.next(time, from: reached, calendar.zone)
        case .untilDate(let date, let time):
            return calendar.zone.instant(of: date.at(time ?? calendar.morning))
        case .nextOpening:
            // A clinic that never opens still has mornings.
            return calendar.opening(atOrAfter: reached) ?? Self.next(calendar.morning, from: reached, calendar.zone)
        }
    }

    private static func known(_ anchor: AnchorTime?) -> AnchorTime {
        guard let anchor else {
            preconditionFailure("a wait is planned only once its anchor's time is known")
        }
        return anchor
    }

    /// Today when that is not past, else tomorrow.
    private static func next(_ time: ClockTime, from reached: Instant, _ zone: Zone) -> Instant {
        let today = zone.civil(at: reached).date
        let instant = zone.instant(of: today.at(time))
        return instant >= reached ? instant : zone.instant(of: today.adding(days: 1).at(time))
    }

    /// The clinic's morning time, or 60 minutes before a visit that starts less than 60 minutes after it (rules.md 2.6).
    private static func morning(of anchor: AnchorTime, isVisit: Bool, _ calendar: ClinicCalendar) -> Instant {
        let morning = calendar.zone.instant(of: anchor.local(in: calendar).date.at(calendar.morning))
        guard isVisit, case .instant(let visit) = anchor else { return morning }
        return min(morning, visit.adding(minutes: -60))
    }
}

extension WaitSpan {
    /// The anchor's time with this span added, or with a sign of -1 taken away.
    fileprivate func instant(
        _ sign: Int, from anchor: AnchorTime, at time: ClockTime?, _ calendar: ClinicCalendar
    ) -> Instant {
        let local = anchor.local(in: calendar)
        let date: CivilDate
        switch unit {
        case .minute: return anchor.instant(in: calendar).adding(minutes: sign * amount)
        case .hour: return anchor.instant(in: calendar).adding(hours: sign * amount)
        case .day: date = local.date.adding(days: sign * amount)
        case .week: date = local.date.adding(days: sign * amount * 7)
        case .month: date = local.date.adding(months: sign * amount)
        }
        return calendar.zone.instant(of: date.at(time ?? local.time))
    }
}
