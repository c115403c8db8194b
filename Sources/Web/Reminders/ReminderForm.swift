import Campaigns

/// The reminder table as the lines of a form.
struct ReminderForm {
    struct Line {
        /// The kept line's id; empty for a new one.
        var row = ""
        /// Empty for every type.
        var type = ""
        var lead = Lead.days.rawValue
        var amount = ""
        var channel = Channel.sms.rawValue
        /// `none` sends nothing.
        var message = ""
        var confirmed = Confirmed.always.rawValue
    }

    enum Lead: String, CaseIterable {
        case booking, days, hours, morning

        var phrase: String {
            switch self {
            case .booking: "at booking"
            case .days: "days before"
            case .hours: "hours before"
            case .morning: "on the morning"
            }
        }
    }

    enum Confirmed: String, CaseIterable {
        case always, until

        var phrase: String { self == .always ? "still sent" : "not sent" }
    }

    static let nothing = "none"
    /// Where problems of the table as a whole stand.
    static let whole = "lines"

    static let names: Set<String> = ["campaign", Form.versionField, "add", "remove"]
    static let lists: Set<String> = ["row", "type", "lead", "amount", "channel", "message", "confirmed"]

    var lines: [Line]

    init(_ table: ReminderTable) { lines = table.inReadingOrder.map(Line.init) }

    /// As it was posted, with a line more or less where a button asked for it.
    init(_ form: Form) {
        let columns = Dictionary(uniqueKeysWithValues: Self.lists.map { ($0, form.list($0)) })
        let value = { (name: String, index: Int) -> String in
            let values = columns[name] ?? []
            return index < values.count ? values[index] : ""
        }
        lines = (columns["row"] ?? []).indices.map { index in
            Line(
                row: value("row", index), type: value("type", index), lead: value("lead", index),
                amount: value("amount", index), channel: value("channel", index), message: value("message", index),
                confirmed: value("confirmed", index))
        }
        if let removed = Int(form["remove"]), lines.indices.contains(removed - 1) { lines.remove(at: removed - 1) }
        // A new line is most often for the type of the one above.
        if !form["add"].isEmpty, lines.count < ReminderTable.mostRules {
            lines.append(Line(type: lines.last?.type ?? ""))
        }
    }

    static func id(_ line: Int, _ part: String) -> String { "line-\(line + 1)-\(part)" }

    func isRearranged(_ form: Form) -> Bool { !form["add"].isEmpty || !form["remove"].isEmpty }

    /// The lines that the fields say; nil with what is wrong added to the form beside its line.
    func rules(_ form: inout Form, messages: [ID<MessageTemplate>: MessageTemplate]) -> [ReminderRule]? {
        let rules = lines.enumerated().map { $0.element.rule(&form, $0.offset, messages) }
        let read = rules.compactMap(\.self)
        return read.count == lines.count ? read : nil
    }
}

extension ReminderForm.Line {
    init(_ rule: ReminderRule) {
        row = rule.id.description
        type = rule.type?.description ?? ""
        channel = rule.channel.rawValue
        message = rule.message?.description ?? ReminderForm.nothing
        confirmed = (rule.isOnlyUntilConfirmed ? ReminderForm.Confirmed.until : .always).rawValue
        switch rule.lead {
        case .atBooking: lead = ReminderForm.Lead.booking.rawValue
        case .morning: lead = ReminderForm.Lead.morning.rawValue
        case .days(let days):
            lead = ReminderForm.Lead.days.rawValue
            amount = String(days)
        case .hours(let hours):
            lead = ReminderForm.Lead.hours.rawValue
            amount = String(hours)
        }
    }

    fileprivate func rule(
        _ form: inout Form, _ index: Int, _ messages: [ID<MessageTemplate>: MessageTemplate]
    ) -> ReminderRule? {
        let lead = readLead(&form, index)
        let chosen = Channel(rawValue: channel).flatMap { StepForm.channels.contains($0) ? $0 : nil }
        guard let chosen else {
            form.add(ReminderForm.id(index, "channel"), "Choose a channel.")
            return nil
        }
        guard let confirmed = ReminderForm.Confirmed(rawValue: confirmed) else {
            form.add(ReminderForm.id(index, "confirmed"), "Choose what becomes of confirmed visits.")
            return nil
        }
        if !type.isEmpty, ID<AppointmentType>(text: type) == nil {
            form.add(ReminderForm.id(index, "type"), "Choose an appointment type of the list.")
            return nil
        }
        guard let lead, let message = readMessage(&form, index, by: chosen, messages) else { return nil }
        return ReminderRule(
            id: ID(text: row) ?? ID(0), type: ID(text: type), lead: lead, channel: chosen, message: message.id,
            isOnlyUntilConfirmed: confirmed == .until)
    }

    private func readLead(_ form: inout Form, _ index: Int) -> ReminderLead? {
        let number = Int(RuleValueText.trimmed(amount))
        switch ReminderForm.Lead(rawValue: lead) {
        case .booking?: return .atBooking
        case .morning?: return .morning
        case .days?:
            if let number, ReminderLead.days(number).isInBounds { return .days(number) }
            form.add(
                ReminderForm.id(index, "amount"), "Give a whole number of days from 1 to \(ReminderLead.mostDays).")
        case .hours?:
            if let number, ReminderLead.hours(number).isInBounds { return .hours(number) }
            form.add(
                ReminderForm.id(index, "amount"), "Give a whole number of hours from 1 to \(ReminderLead.mostHours).")
        case nil: form.add(ReminderForm.id(index, "lead"), "Choose when it is sent.")
        }
        return nil
    }

    /// A message, or none.
    private struct Chosen {
        let id: ID<MessageTemplate>?
    }

    private func readMessage(
        _ form: inout Form, _ index: Int, by channel: Channel, _ messages: [ID<MessageTemplate>: MessageTemplate]
    ) -> Chosen? {
        if message == ReminderForm.nothing { return Chosen(id: nil) }
        guard let known = ID<MessageTemplate>(text: message).flatMap({ messages[$0] }) else {
            form.add(ReminderForm.id(index, "message"), "Choose a message.")
            return nil
        }
        guard known.channel == channel else {
            form.add(
                ReminderForm.id(index, "message"),
                "“\(known.name)” is for \(known.channel.phrase): choose one for \(channel.phrase).")
            return nil
        }
        return Chosen(id: known.id)
    }
}
