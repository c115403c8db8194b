import Campaigns
import CivilTime

/// What stands in the form of what starts a campaign.
struct TriggerForm {
    enum Kind: String, CaseIterable {
        case event, custom, scheduled, recurring
    }

    var kind = ""
    var event = ""
    /// Days before or after a daily event.
    var leadDays = ""
    var leadSide = ""
    /// Days after which the same may begin again; empty for never.
    var reentryDays = ""
    var reentryChoice = ReentryChoice.never
    var custom = ""
    var date = ""
    var time = ""
    var recurrence = RecurrenceForm()
    /// What must hold when an event happens.
    var rules = RuleForm(prefix: Self.rulesPrefix)

    /// The button that shows a recurrence's dates, and saves nothing.
    static let showDates = "show-dates"

    static let rulesPrefix = "when"

    static let names: Set<String> = RecurrenceForm.names.union(RuleForm.names(rulesPrefix)).union([
        "kind", "event", "lead-days", "lead-side", "reentry", "reentry-days", "custom", "date", "time", showDates,
        Form.versionField,
    ])
    static let lists = RuleForm.lists(rulesPrefix).union([RecurrenceForm.weekdayName])

    enum ReentryChoice: String, CaseIterable {
        case never, after

        var phrase: String { self == .never ? "begins it only once" : "may begin it again after" }
    }

    enum LeadSide: String, CaseIterable {
        case before, after
    }

    init(_ trigger: Trigger?, reentryDays: Int?, offers: RuleOffers) {
        rules = RuleForm(prefix: Self.rulesPrefix, offers: offers)
        self.reentryDays = reentryDays.map(String.init) ?? ""
        reentryChoice = reentryDays == nil ? .never : .after
        switch trigger {
        case nil: kind = Kind.event.rawValue
        case .event(let type, let rule, let lead):
            rules = RuleForm(prefix: Self.rulesPrefix, rule, offers: offers)
            let isKnown = EventType.known.contains { $0.type == type }
            kind = (isKnown ? Kind.event : .custom).rawValue
            event = isKnown ? type.rawValue : ""
            custom = isKnown ? "" : type.rawValue
            leadDays = lead == 0 ? "" : String(abs(lead))
            leadSide = (lead < 0 ? LeadSide.after : .before).rawValue
        case .scheduled(let local):
            kind = Kind.scheduled.rawValue
            date = local.date.text
            time = local.time.text
        case .recurring(let recurrence):
            kind = Kind.recurring.rawValue
            self.recurrence = RecurrenceForm(recurrence)
        }
    }

    init(_ form: Form, offers: RuleOffers) {
        kind = form["kind"]
        event = form["event"]
        custom = form["custom"]
        date = form["date"]
        time = form["time"]
        leadDays = form["lead-days"]
        leadSide = form["lead-side"]
        reentryDays = form["reentry-days"]
        // Days alone say that it may begin again.
        reentryChoice = ReentryChoice(rawValue: form["reentry"]) ?? (reentryDays.isEmpty ? .never : .after)
        recurrence = RecurrenceForm(form)
        rules = RuleForm(prefix: Self.rulesPrefix, form, offers: offers)
    }

    /// The event that was chosen; nil where none is.
    static func event(_ form: Form) -> EventType? {
        switch Kind(rawValue: form["kind"]) {
        case .event?: EventType(rawValue: form["event"])
        case .custom?: EventType(rawValue: form["custom"])
        case .scheduled?, .recurring?, nil: nil
        }
    }

    /// The trigger that the fields say; nil with what is wrong added to the form.
    func trigger(_ form: inout Form, zone: Zone, now: Instant) -> Trigger? {
        switch Kind(rawValue: kind) {
        case .event?:
            guard let type = EventType.known.first(where: { $0.type.rawValue == event })?.type else {
                form.add("event", "Choose what happens.")
                return nil
            }
            guard let lead = lead(of: type, &form), let rule = rules.rule(&form) else { return nil }
            return .event(type, rule: rule == .everybody ? nil : rule, leadDays: lead)
        case .custom?:
            guard let type = EventType(rawValue: form.line("custom", limit: 64)) else {
                form.add("custom", "Give the event’s name in capitals, digits and _, such as REVIEW_ASKED.")
                return nil
            }
            guard let rule = rules.rule(&form) else { return nil }
            return .event(type, rule: rule == .everybody ? nil : rule)
        case .scheduled?: return scheduled(&form, zone, now)
        case .recurring?: return recurring(&form, zone, now)
        case nil:
            form.add("kind", "Choose what starts the campaign.")
            return nil
        }
    }

    /// When the same may begin again; nil with what is wrong added to the form.
    func reentry(_ form: inout Form) -> Reentry? {
        guard reentryChoice == .after else { return .never }
        return form.number(
            "reentry-days", in: Reentry.limits, missing: "Give a whole number of days, or choose never."
        ).map { Reentry(days: $0) }
    }

    private func lead(of type: EventType, _ form: inout Form) -> Int? {
        guard !leadDays.isEmpty, leadDays != "0" else { return 0 }
        guard type.isDaily else {
            form.add(
                "lead-days",
                "Leave this empty: only birthdays, recalls, payments and retainers that are due have a day.")
            return nil
        }
        guard
            let days = form.number(
                "lead-days", in: 0...Trigger.leadDays.upperBound, missing: "Give a whole number of days from 0 to 60."),
            let side = form.choice("lead-side", of: LeadSide.self, missing: "Choose before or after.")
        else { return nil }
        return side == .before ? days : -days
    }

    private func recurring(_ form: inout Form, _ zone: Zone, _ now: Instant) -> Trigger? {
        guard let recurrence = recurrence.recurrence(&form) else { return nil }
        guard recurrence.next(after: now, in: zone) != nil else {
            form.add("start", "None of its dates is still to come.")
            return nil
        }
        return .recurring(recurrence)
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
