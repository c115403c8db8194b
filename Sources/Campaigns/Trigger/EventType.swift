/// What happened, by the name that crosses the border (api.md, *Events by name*), or a clinic's own name.
public struct EventType: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String

    /// nil unless upper case letters, digits and `_`, at most 64, beginning with a letter.
    public init?(rawValue: String) {
        let bytes = Array(rawValue.utf8)
        guard let first = bytes.first, bytes.count <= 64, Self.letters.contains(first),
            bytes.allSatisfy({ Self.letters.contains($0) || Self.digits.contains($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        self.rawValue = rawValue
    }

    private init(known: String) { rawValue = known }

    private static let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    public static let appointmentBooked = EventType(known: "APPOINTMENT_BOOKED")
    public static let appointmentMoved = EventType(known: "APPOINTMENT_MOVED")
    public static let appointmentConfirmed = EventType(known: "APPOINTMENT_CONFIRMED")
    public static let appointmentCancelled = EventType(known: "APPOINTMENT_CANCELLED")
    public static let appointmentCompleted = EventType(known: "APPOINTMENT_COMPLETED")
    public static let appointmentNoShow = EventType(known: "APPOINTMENT_NO_SHOW")
    public static let rescheduleRequested = EventType(known: "RESCHEDULE_REQUESTED")
    public static let patientCreated = EventType(known: "PATIENT_CREATED")
    public static let treatmentStarted = EventType(known: "TREATMENT_STARTED")
    public static let treatmentPhaseChanged = EventType(known: "TREATMENT_PHASE_CHANGED")
    public static let treatmentMilestone = EventType(known: "TREATMENT_MILESTONE")
    public static let treatmentCompleted = EventType(known: "TREATMENT_COMPLETED")
    public static let paymentDue = EventType(known: "PAYMENT_DUE")
    public static let paymentReceived = EventType(known: "PAYMENT_RECEIVED")
    public static let birthday = EventType(known: "BIRTHDAY")
    public static let retainerReorderDue = EventType(known: "RETAINER_REORDER_DUE")
    public static let recallDue = EventType(known: "RECALL_DUE")
    public static let messageClicked = EventType(known: "MESSAGE_CLICKED")
    public static let surveyAnswered = EventType(known: "SURVEY_ANSWERED")

    /// Every named event, with the sentence that a trigger card shows.
    public static let known: [(type: EventType, phrase: String)] = [
        (.appointmentBooked, "An appointment is booked"),
        (.appointmentMoved, "An appointment is moved"),
        (.appointmentConfirmed, "An appointment is confirmed"),
        (.appointmentCancelled, "An appointment is cancelled"),
        (.appointmentCompleted, "An appointment is completed"),
        (.appointmentNoShow, "A patient misses an appointment"),
        (.rescheduleRequested, "A patient asks for another time"),
        (.patientCreated, "A patient is created"),
        (.treatmentStarted, "A treatment starts"),
        (.treatmentPhaseChanged, "A treatment enters a phase"),
        (.treatmentMilestone, "A treatment reaches a milestone"),
        (.treatmentCompleted, "A treatment is completed"),
        (.paymentDue, "A payment is due"),
        (.paymentReceived, "A payment is received"),
        (.birthday, "A patient has a birthday"),
        (.retainerReorderDue, "A retainer is due to be re-ordered"),
        (.recallDue, "A recall is due"),
        (.messageClicked, "A link in a message is clicked"),
        (.surveyAnswered, "A survey is answered"),
    ]

    /// "An appointment is booked", or the clinic's own name.
    public var phrase: String { Self.known.first { $0.type == self }?.phrase ?? "Event \(rawValue)" }

    /// What our own events say in their data that the records do not say better.
    public var dataNames: Set<String> {
        switch self {
        case .treatmentMilestone: ["milestone"]
        case .treatmentPhaseChanged: ["phase"]
        case .surveyAnswered: ["score"]
        default: []
        }
    }

    /// What an enrollment by this event is about, and so which anchors its waits may use.
    public var anchor: AnchorKind? {
        switch self {
        case .appointmentBooked, .appointmentMoved, .appointmentConfirmed, .appointmentCancelled,
            .appointmentCompleted, .appointmentNoShow, .rescheduleRequested:
            .appointment
        case .treatmentStarted, .treatmentPhaseChanged, .treatmentMilestone, .treatmentCompleted: .treatment
        case .paymentDue, .paymentReceived: .invoice
        default: nil
        }
    }
}

/// What an enrollment can be about.
public enum AnchorKind: String, Sendable, Codable, CaseIterable {
    case appointment, treatment, invoice
}
