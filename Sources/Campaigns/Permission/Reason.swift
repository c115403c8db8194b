/// Why a message is held, parked or skipped; the code that rows keep (rules.md 2–5).
public enum Reason: String, Sendable, Codable, CaseIterable, Error {
    case clinicHeld = "CLINIC_HELD"
    case campaignPaused = "CAMPAIGN_PAUSED"
    case providerStopped = "PROVIDER_STOPPED"
    case campaignEnded = "CAMPAIGN_ENDED"
    case enrollmentEnded = "ENROLLMENT_ENDED"
    case visitCancelled = "VISIT_CANCELLED"
    case visitMissed = "VISIT_MISSED"
    case visitCompleted = "VISIT_COMPLETED"
    case visitMoved = "VISIT_MOVED"
    case dateMoved = "DATE_MOVED"
    case visitInPast = "VISIT_IN_PAST"
    case anchorGone = "ANCHOR_GONE"
    case confirmed = "CONFIRMED"
    case tooLate = "TOO_LATE"
    case heldTooLong = "HELD_TOO_LONG"
    case notInAudience = "NOT_IN_AUDIENCE"
    case noRecipient = "NO_RECIPIENT"
    case noLongerReceives = "NO_LONGER_RECEIVES"
    case patientDeceased = "PATIENT_DECEASED"
    case patientInactive = "PATIENT_INACTIVE"
    case suppressed = "SUPPRESSED"
    case noConsent = "NO_CONSENT"
    case overCap = "OVER_CAP"
    case outsideWindow = "OUTSIDE_WINDOW"
    case noWindow = "NO_WINDOW"
    case noWindowBeforeVisit = "NO_WINDOW_BEFORE_VISIT"
    case missingField = "MISSING_FIELD"
    case pastWhenPlanned = "PAST_WHEN_PLANNED"
    case justTold = "JUST_TOLD"
    case beforeReceipt = "BEFORE_RECEIPT"
    case noAppointment = "NO_APPOINTMENT"
    case stepRemoved = "STEP_REMOVED"
    case stepChanged = "STEP_CHANGED"
    case revisionPending = "REVISION_PENDING"
    case resumedWithout = "SKIPPED_AT_RESUME"
    case backOff = "BACK_OFF"
    case holdout = "HOLDOUT"
    case channelUnavailable = "CHANNEL_UNAVAILABLE"
    case addressNotCarried = "ADDRESS_NOT_CARRIED"
}

extension Reason {
    init(_ reason: ShiftResult.Reason) {
        switch reason {
        case .noWindow: self = .noWindow
        case .noWindowBeforeVisit: self = .noWindowBeforeVisit
        }
    }
}
