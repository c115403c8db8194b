import CivilTime

/// What a field is for one patient; an unknown one is no answer at all.
public enum FieldAnswer: Sendable, Hashable {
    case number(Int)
    /// Every value it has; empty when it is known to have none.
    case texts([String])
    case yesNo(Bool)
    case date(CivilDate)
}

extension Field {
    /// What the facts say; nil when they do not know.
    func answer(_ facts: Facts, at now: Instant) -> FieldAnswer? {
        let patient = facts.patient
        switch self {
        case .age: return patient.age(on: facts.clinic.day(at: now)).map(FieldAnswer.number)
        case .sex: return .texts([patient.sex.rawValue])
        case .status: return .texts([patient.status.rawValue])
        case .tag: return .texts(Array(patient.tags))
        case .language: return .texts([facts.circle.own.language ?? facts.clinic.language])
        case .intakeForm: return patient.intakeForm.map { .texts([$0.rawValue]) }
        case .registeredOn: return patient.registeredAt.map { .date(facts.clinic.day(at: $0)) }
        case .visitTypes: return .texts(facts.appointments.filter(\.status.countsAsVisit).map(\.type))
        case .lastVisit: return facts.lastCompletedVisit.map { .date(facts.clinic.day(at: $0.startsAt)) }
        case .nextVisit: return facts.nextVisit(after: now).map { .date(facts.clinic.day(at: $0.startsAt)) }
        case .appointmentType: return facts.visit.map { .texts([$0.type]) }
        case .appointmentStatus: return facts.visit.map { .texts([$0.status.rawValue]) }
        case .appointmentConfirmed:
            return facts.visit.map { .yesNo($0.status == .confirmed || $0.confirmedAt != nil) }
        case .treatmentType: return .texts(facts.treatmentsInQuestion.map(\.type))
        case .treatmentStatus: return .texts(facts.treatmentsInQuestion.map(\.status.rawValue))
        case .treatmentPhase: return .texts(facts.treatmentsInQuestion.map(\.phase).filter { !$0.isEmpty })
        case .consent(let subject, let channel):
            return facts.consent(to: subject, by: channel, at: now).map(FieldAnswer.yesNo)
        }
    }
}

extension Facts {
    fileprivate var lastCompletedVisit: Appointment? { appointments.last { $0.status == .completed } }

    /// The treatment that the enrollment is about, else all of the patient's.
    var treatmentsInQuestion: [Treatment] { treatment.map { [$0] } ?? treatments }

    /// Yes when one of those who would receive said yes, no when one said no and none yes, else nil.
    fileprivate func consent(to subject: Consents.Subject, by channel: Channel, at now: Instant) -> Bool? {
        let recipients = circle.recipients(
            of: patient, for: subject == .marketing ? .marketing : .care, by: channel, on: clinic.day(at: now),
            majority: clinic.ageOfMajority)
        let answers = recipients.compactMap {
            consents.granted(Consents.Key(contact: $0.contact.id, subject: subject, channel: channel))
        }
        return answers.contains(true) ? true : answers.first
    }
}
