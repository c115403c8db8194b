import Campaigns
import CivilTime

/// What one intake makes of a visit: the row before and after, and what that means for those who wait on it.
struct AppointmentChange {
    let old: Appointment?
    let new: Appointment

    var isMoved: Bool { old.map { $0.startsAt != new.startsAt } ?? false }

    /// Expected again after it was not; one that was only proposed may have been expected before that.
    var isRevived: Bool { old.map { !$0.isExpected && new.isExpected } ?? false }

    /// The confirmation goes again only after a cancellation (rules.md 3.4).
    var isRevivedFromCancelled: Bool { isRevived && old?.status == .cancelled }

    /// Booked at last, after it was only proposed.
    var isNewlyBooked: Bool { new.isExpected && (old == nil || old?.status == .proposed) }

    /// Why those who waited on the visit wait in vain from now on; nil while it is expected.
    var endReason: Reason? {
        guard old?.status != new.status else { return nil }
        switch new.status {
        case .proposed, .booked, .confirmed, .arrived: return nil
        case .cancelled, .enteredInError: return .visitCancelled
        case .noShow: return .visitMissed
        case .completed: return .visitCompleted
        }
    }

    /// The events that this change of state emits (api.md); moves are told by the tick once they have stood.
    var events: [EventType] {
        guard old?.status != new.status else { return [] }
        switch new.status {
        case .booked: return old?.status == .confirmed || old?.status == .arrived ? [] : [.appointmentBooked]
        case .confirmed: return wasExpected ? [.appointmentConfirmed] : [.appointmentBooked, .appointmentConfirmed]
        case .cancelled: return [.appointmentCancelled]
        case .completed: return [.appointmentCompleted]
        case .noShow: return [.appointmentNoShow]
        case .proposed, .arrived, .enteredInError: return []
        }
    }

    private var wasExpected: Bool { old?.isExpected ?? false }

    init(of intake: AppointmentIntake, to old: Appointment, at now: Instant) {
        self.old = old
        var new = old
        new.type = intake.type.value ?? old.type
        new.startsAt = intake.startsAt.value ?? old.startsAt
        new.endsAt = intake.endsAt.replacing(old.endsAt)
        new.provider = intake.provider.replacing(old.provider) ?? ""
        new.location = intake.location.replacing(old.location) ?? ""
        new.bookedAt = intake.bookedAt.replacing(old.bookedAt)
        new.status = intake.status.value ?? old.status
        let isMoved = new.startsAt != old.startsAt
        if isMoved, intake.status.value != .confirmed, old.isExpected, new.isExpected { new.status = .booked }
        // The patient's own word outlives a booking system that has not heard it.
        if !isMoved, new.patientConfirmedAt != nil, new.status == .booked { new.status = .confirmed }
        new.confirmedAt = Self.confirmedAt(old, new, at: now)
        if new.confirmedAt != old.confirmedAt { new.patientConfirmedAt = nil }
        self.new = new
    }

    /// A confirmation stands while the patient comes to the start that was confirmed: until the visit moves or falls
    /// through (rules.md 3.3).
    private static func confirmedAt(_ old: Appointment, _ new: Appointment, at now: Instant) -> Instant? {
        let known = new.startsAt == old.startsAt ? old.confirmedAt : nil
        return switch new.status {
        case .confirmed: known ?? now
        case .booked, .arrived, .completed: known
        case .proposed, .cancelled, .noShow, .enteredInError: nil
        }
    }

    init(from old: Appointment, to new: Appointment) {
        self.old = old
        self.new = new
    }

    init(new: Appointment) {
        old = nil
        self.new = new
    }
}
