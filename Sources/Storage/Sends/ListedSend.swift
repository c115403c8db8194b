import Campaigns
import CivilTime
import MariaDB

/// One send as lists and its own page show it, with the names that staff know it by.
public struct ListedSend: Sendable, Hashable {
    public let id: ID<Send>
    public let campaignID: ID<Campaign>
    /// The one that planned it.
    public let revisionID: ID<Revision>
    public let stepID: ID<Step>
    /// As the revision called it that planned the send: history keeps its names (rules.md 5).
    public let stepName: String
    public let patientID: ID<Patient>
    public let patientName: String
    /// nil for a send that found nobody to receive it.
    public let contactID: ID<Contact>?
    public let contactName: String?
    public let channel: Channel
    public let phase: SendPhase
    public let failure: FailureClass?
    /// Why it is held, parked or skipped.
    public let reason: Reason?
    public let plannedAt: Instant
    /// When a claimer may take it; nil when parked or ended.
    public let nextAt: Instant?
    public let sentAt: Instant?
    public let deliveredAt: Instant?
    public let openedAt: Instant?
    public let clickedAt: Instant?
    /// Whether its text as sent is kept: from the moment when it starts to leave.
    public let hasMessage: Bool

    public var status: SendStatus { phase.status }

    /// - Parameter step: what its step is called.
    static func decode(_ row: Row, step: String) -> ListedSend {
        let contact: ID<Contact>? = row.optionalID("contact_id")
        return ListedSend(
            id: row.id("id"), campaignID: row.id("campaign_id"), revisionID: row.id("revision_id"),
            stepID: row.id("step_id"), stepName: step, patientID: row.id("patient_id"),
            patientName: name(row, "patient_first", "patient_last"), contactID: contact,
            contactName: contact.map { _ in name(row, "contact_first", "contact_last") },
            channel: row.choice("channel"), phase: row.choice("phase"), failure: row.optionalChoice("failure"),
            reason: row.optionalChoice("reason"), plannedAt: row.instant("planned_at"),
            nextAt: row.optionalInstant("next_at"), sentAt: row.optionalInstant("sent_at"),
            deliveredAt: row.optionalInstant("delivered_at"), openedAt: row.optionalInstant("opened_at"),
            clickedAt: row.optionalInstant("clicked_at"), hasMessage: row.bool("has_message"))
    }

    private static func name(_ row: Row, _ first: String, _ last: String) -> String {
        [row.optionalText(first), row.optionalText(last)].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: " ")
    }
}
