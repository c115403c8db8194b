import Campaigns
import Markup

/// Fills the lines of the reminder table with what was typed.
struct ReminderLines {
    let fields: FieldPages
    let types: [AppointmentType]
    let messages: [ID<MessageTemplate>: MessageTemplate]

    private typealias Option = (value: String, label: String)

    private static let parts = ["type", "amount", "lead", "channel", "message", "confirmed"]

    func fill(_ row: Page, _ index: Int, _ line: ReminderForm.Line) {
        let problem = Self.parts.lazy.compactMap { fields.problem(ReminderForm.id(index, $0)) }.first
        row.attribute("line", "data-problem", problem == nil ? nil : "")
        for part in Self.parts {
            let isWrong = fields.problem(ReminderForm.id(index, part)) != nil
            row.attribute(part, "id", ReminderForm.id(index, part))
            row.attribute(part, "aria-label", "Line \(index + 1): \(Self.label(part))")
            row.attribute(part, "aria-invalid", isWrong ? "true" : nil)
            row.attribute(part, "aria-describedby", isWrong ? ReminderForm.id(index, "error") : nil)
        }
        row.attribute("row", "value", line.row)
        row.attribute("amount", "value", line.amount)
        fill(row, "type", [("", "Every type")] + types.map { ($0.id.description, $0.name) }, line.type)
        fill(row, "lead", ReminderForm.Lead.allCases.map { ($0.rawValue, $0.phrase) }, line.lead)
        fill(row, "channel", StepForm.channels.map { ($0.rawValue, $0.phrase.capitalisedStart) }, line.channel)
        fill(row, "confirmed", ReminderForm.Confirmed.allCases.map { ($0.rawValue, $0.phrase) }, line.confirmed)
        fillMessages(row, line)
        row.attribute("remove", "value", String(index + 1))
        row.attribute("remove", "aria-label", "Remove line \(index + 1)")
        row.keep("line-error", if: problem != nil)
        row.text("line-error", problem ?? "")
        row.attribute("line-error", "id", ReminderForm.id(index, "error"))
    }

    private static func label(_ part: String) -> String {
        switch part {
        case "type": "appointment type"
        case "amount": "how many hours or days"
        case "lead": "when"
        case "channel": "by"
        case "message": "message"
        default: "confirmed visits"
        }
    }

    private func fill(_ row: Page, _ name: String, _ options: [Option], _ chosen: String) {
        row.each("\(name)-option", options) { row, option in
            row.text("\(name)-option", option.label)
            row.attribute("\(name)-option", "value", option.value)
            row.attribute("\(name)-option", "selected", option.value == chosen ? "selected" : nil)
        }
    }

    private func fillMessages(_ row: Page, _ line: ReminderForm.Line) {
        row.attribute("message-unset", "selected", line.message.isEmpty ? "selected" : nil)
        row.attribute("message-nothing", "selected", line.message == ReminderForm.nothing ? "selected" : nil)
        row.attribute("message-nothing", "value", ReminderForm.nothing)
        let groups = StepForm.channels.map { channel in
            (channel, messages.values.filter { $0.channel == channel }.sorted { ($0.name, $0.id) < ($1.name, $1.id) })
        }.filter { !$0.1.isEmpty }
        row.each("message-group", groups) { row, group in
            row.attribute("message-group", "label", group.0.phrase.capitalisedStart)
            row.each("message-option", group.1) { row, message in
                row.text("message-option", message.name)
                row.attribute("message-option", "value", message.id.description)
                row.attribute("message-option", "selected", message.id.description == line.message ? "selected" : nil)
            }
        }
    }
}
