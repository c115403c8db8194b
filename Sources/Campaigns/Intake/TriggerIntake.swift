import CivilTime

extension IntakeReader {
    private enum TriggerKind: String, CaseIterable {
        case event = "EVENT"
        case scheduled = "SCHEDULED"
    }

    /// What starts a campaign: `triggerType` and the fields that belong to it, told together; null takes it away.
    mutating func trigger() -> Given<Trigger> {
        let kind = word("triggerType", TriggerKind.self)
        let event = eventType("triggerEvent")
        let rule = rule("triggerRule")
        let time = localTime("triggerSchedule")
        let told = [
            ("triggerEvent", event.value != nil), ("triggerRule", rule.value != nil),
            ("triggerSchedule", time.value != nil),
        ].filter(\.1).map(\.0)
        switch kind {
        case .absent:
            if !told.isEmpty { refuse("triggerType", "Say it too: the other fields of the trigger depend on it.") }
            return .absent
        case .cleared:
            refuse(told, "Without a trigger there is none of this.")
            return .cleared
        case .value(.event):
            refuse(told.filter { $0 == "triggerSchedule" }, "A trigger by an event has none.")
            return required("triggerEvent", event).map { .value(.event($0, rule: rule.value)) } ?? .absent
        case .value(.scheduled):
            refuse(told.filter { $0 != "triggerSchedule" }, "A trigger at a time has none.")
            return required("triggerSchedule", time).map { .value(.scheduled($0)) } ?? .absent
        }
    }

    private mutating func refuse(_ keys: [String], _ message: String) {
        for key in keys { refuse(key, message) }
    }

    /// A time to come, as the clinic's clocks will show it.
    private mutating func localTime(_ key: String) -> Given<CivilDateTime> {
        switch instant(key) {
        case .absent: return .absent
        case .cleared: return .cleared
        case .value(let instant):
            if instant <= context.now { refuse(key, "Give a time that is still to come.") }
            return .value(context.zone.civil(at: instant))
        }
    }
}
