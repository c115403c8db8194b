/// A gallery workflow as the lines of a reminder table.
public struct ReminderStart: Sendable, Hashable {
    public let workflow: GalleryWorkflow
    private let lines: [Line]

    private struct Line: Sendable, Hashable {
        let lead: ReminderLead
        let channel: Channel
        /// The key of the workflow's message.
        let message: String
        var isOnlyUntilConfirmed = false
    }

    /// The gallery's *Appointment Reminders*.
    public static let appointmentReminders = ReminderStart(
        workflow: .appointmentReminders,
        lines: [
            Line(lead: .atBooking, channel: .email, message: "confirmation-email"),
            Line(lead: .atBooking, channel: .sms, message: "confirmation-sms"),
            Line(lead: .hours(48), channel: .sms, message: "reminder-sms"),
            Line(lead: .morning, channel: .sms, message: "day-of-sms"),
        ])

    /// - Parameter messages: the clinic's message templates by their keys in the workflow.
    public func rules(_ messages: [String: ID<MessageTemplate>]) -> [ReminderRule] {
        lines.map { line in
            ReminderRule(
                lead: line.lead, channel: line.channel, message: messages[line.message],
                isOnlyUntilConfirmed: line.isOnlyUntilConfirmed)
        }
    }
}
