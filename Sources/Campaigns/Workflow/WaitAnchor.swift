/// What a wait expression counts from.
public enum WaitAnchor: String, Hashable, Sendable, Codable, CaseIterable {
    case appointment
    case firstAppointment = "first appointment"
    case nextAppointment = "next appointment"
    case treatmentStart = "treatment start"
    case treatmentEnd = "treatment end"
    case phaseStart = "phase start"
    case dueDate = "due date"
    case birthday
    case event
    case enrollment

    /// As it stands in a sentence: "the first appointment".
    public var phrase: String {
        switch self {
        case .appointment: "the appointment"
        case .firstAppointment: "the first appointment"
        case .nextAppointment: "the next appointment"
        case .treatmentStart: "the start of the treatment"
        case .treatmentEnd: "the end of the treatment"
        case .phaseStart: "the start of the phase"
        case .dueDate: "the due date"
        case .birthday: "the birthday"
        case .event: "the event"
        case .enrollment: "the enrollment"
        }
    }

    /// Is it a visit, which can move and be cancelled?
    public var isVisit: Bool {
        switch self {
        case .appointment, .firstAppointment, .nextAppointment: true
        default: false
        }
    }

    /// Is it a day rather than a time, so that minutes and hours before it mean nothing (rules.md 2.6)?
    ///
    /// Treatments and phases count too: their days are often recorded without a time that means anything. Where one was
    /// recorded, days before and after keep it.
    public var isDay: Bool {
        switch self {
        case .treatmentStart, .treatmentEnd, .phaseStart, .dueDate, .birthday: true
        default: false
        }
    }

    /// May a wait count from it whatever the trigger brings (rules.md 2.6)?
    public var isAlwaysAllowed: Bool {
        switch self {
        case .firstAppointment, .nextAppointment, .birthday, .enrollment: true
        default: false
        }
    }
}
