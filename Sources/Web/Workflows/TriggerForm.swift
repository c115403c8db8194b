import Campaigns
import CivilTime

/// What stands in the form of what starts a campaign.
struct TriggerForm {
    enum Kind: String, CaseIterable {
        case event, custom, scheduled
    }

    var kind = ""
    var event = ""
    var custom = ""
    var date = ""
    var time = ""

    static let names: Set<String> = ["kind", "event", "custom", "date", "time", Form.versionField]

    init(_ trigger: Trigger?) {
        switch trigger {
        case nil: kind = Kind.event.rawValue
        case .event(let type, _):
            let isKnown = EventType.known.contains { $0.type == type }
            kind = (isKnown ? Kind.event : .custom).rawValue
            event = isKnown ? type.rawValue : ""
            custom = isKnown ? "" : type.rawValue
        case .scheduled(let local):
            kind = Kind.scheduled.rawValue
            date = local.date.text
            time = local.time.text
        }
    }

    init(_ form: Form) {
        kind = form["kind"]
        event = form["event"]
        custom = form["custom"]
        date = form["date"]
        time = form["time"]
    }

    /// The trigger that the fields say; nil with what is wrong added to the form.
    ///
    /// - Parameter stored: its rule stays while the event does.
    func trigger(_ form: inout Form, stored: Trigger?, zone: Zone, now: Instant) -> Trigger? {
        switch Kind(rawValue: kind) {
        case .event?:
            guard let type = EventType.known.first(where: { $0.type.rawValue == event })?.type else {
                form.add("event", "Choose what happens.")
                return nil
            }
            return .event(type, rule: stored?.rule(of: type))
        case .custom?:
            guard let type = EventType(rawValue: form.line("custom", limit: 64)) else {
                form.add("custom", "Give the event’s name in capitals, digits and _, such as REVIEW_ASKED.")
                return nil
            }
            return .event(type, rule: stored?.rule(of: type))
        case .scheduled?: return scheduled(&form, zone, now)
        case nil:
            form.add("kind", "Choose what starts the campaign.")
            return nil
        }
    }

    private func scheduled(_ form: inout Form, _ zone: Zone, _ now: Instant) -> Trigger? {
        guard let date = CivilDate(date) else {
            form.add("date", "Choose a day.")
            return nil
        }
        // Browsers may send seconds.
        guard let time = ClockTime(String(time.prefix(5))) else {
            form.add("time", "Choose a time of day, such as 09:00.")
            return nil
        }
        let local = date.at(time)
        guard zone.instant(of: local) > now else {
            form.add("date", "Choose a time that is still to come.")
            return nil
        }
        return .scheduled(local)
    }
}

extension Trigger {
    fileprivate func rule(of type: EventType) -> Rule? {
        if case .event(type, let rule) = self { rule } else { nil }
    }
}
