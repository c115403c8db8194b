import CivilTime

extension IntakeReader {
    private enum TriggerKind: String, CaseIterable {
        case event = "EVENT"
        case scheduled = "SCHEDULED"
        case recurring = "RECURRING"
    }

    /// What starts a campaign: `triggerType` and the fields that belong to it, told together; null takes it away.
    mutating func trigger() -> Given<Trigger> {
        let kind = word("triggerType", TriggerKind.self)
        let event = eventType("triggerEvent")
        let rule = rule("triggerRule")
        let leadDays = number(
            "triggerLeadDays", in: Int64(Trigger.leadDays.lowerBound)...Int64(Trigger.leadDays.upperBound))
        let time = localTime("triggerSchedule")
        let recurrence = recurrence("triggerRecurrence")
        let told = [
            ("triggerEvent", event.value != nil), ("triggerRule", rule.value != nil),
            ("triggerLeadDays", leadDays.value != nil), ("triggerSchedule", time.value != nil),
            ("triggerRecurrence", recurrence.value != nil),
        ].filter(\.1).map(\.0)
        switch kind {
        case .absent:
            if !told.isEmpty { refuse("triggerType", "Say it too: the other fields of the trigger depend on it.") }
            return .absent
        case .cleared:
            refuse(told, "Without a trigger there is none of this.")
            return .cleared
        case .value(.event):
            refuse(told.filter(Self.timeFields.contains), "A trigger by an event has none.")
            guard let type = required("triggerEvent", event) else { return .absent }
            let lead = Int(leadDays.value ?? 0)
            if lead != 0, !type.isDaily {
                refuse(
                    "triggerLeadDays", "Only events with a day have it: a payment, recall or retainer due, a birthday.")
            }
            return .value(.event(type, rule: rule.value, leadDays: lead))
        case .value(.scheduled):
            refuse(told.filter { $0 != "triggerSchedule" }, "A trigger at a time has none.")
            return required("triggerSchedule", time).map { .value(.scheduled($0)) } ?? .absent
        case .value(.recurring):
            refuse(told.filter { $0 != "triggerRecurrence" }, "A recurring trigger has none.")
            if problems.contains(where: { $0.field.hasPrefix("triggerRecurrence.") }) { return .absent }
            return required("triggerRecurrence", recurrence).map { .value(.recurring($0)) } ?? .absent
        }
    }

    private static let timeFields: Set = ["triggerSchedule", "triggerRecurrence"]

    /// A recurrence of which a time is still to come.
    private mutating func recurrence(_ key: String) -> Given<Recurrence> {
        let json = given(key, expected: "Give an object with frequency, interval, at and start.") {
            $0.objectValue == nil ? nil : $0
        }
        guard case .value(let json) = json else { return json == .cleared ? .cleared : .absent }
        do {
            let recurrence = try Recurrence(json: json)
            if recurrence.next(after: context.now, in: context.zone) == nil {
                refuse(key, "Give one of which a time is still to come.")
            }
            return .value(recurrence)
        } catch {
            for problem in error.problems { refuse("\(key).\(problem.field)", problem.message) }
            return .absent
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
