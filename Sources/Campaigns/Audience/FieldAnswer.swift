import CivilTime

/// What a field is for one patient; an unknown one is no answer at all.
public enum FieldAnswer: Sendable, Hashable {
    case number(Int)
    /// Every value it has; empty when it is known to have none.
    case texts([String])
    case yesNo(Bool)
    case date(CivilDate)
    /// One of each treatment that has it; never empty.
    case dates([CivilDate])
    /// What an event's data holds.
    case told(EventValue)
}

extension Field {
    /// What the facts say; nil when they do not know.
    func answer(_ facts: Facts, at now: Instant) -> FieldAnswer? {
        let patient = facts.patient
        switch self {
        case .eventType: return facts.event.map { .texts([$0.type.rawValue]) }
        case .eventData(let name): return facts.event?.data?[name].flatMap(EventValue.init).map(FieldAnswer.told)
        case .age: return patient.age(on: facts.clinic.day(at: now)).map(FieldAnswer.number)
        case .sex: return .texts([patient.sex.rawValue])
        case .status: return .texts([patient.status.rawValue])
        case .tag: return .texts(Array(patient.tags))
        case .language: return .texts([facts.circle.own.language ?? facts.clinic.language])
        case .intakeForm: return patient.intakeForm.map { .texts([$0.rawValue]) }
        case .preferredChannel: return patient.preferredChannel.map { .texts([$0.rawValue]) }
        case .registeredOn: return facts.day(patient.registeredAt)
        case .contactLanguage: return .texts(facts.receivers(at: now).map { $0.language ?? facts.clinic.language })
        case .contactZone: return .texts(facts.receivers(at: now).map { ($0.zone ?? facts.clinic.zone).name })
        case .hasEmail: return .yesNo(facts.receivers(at: now).contains { $0.email != nil })
        case .hasPhone: return .yesNo(facts.receivers(at: now).contains { $0.phone != nil })
        case .lastMessage: return facts.day(facts.lastMessageAt)
        case .surveyScore: return facts.lastSurvey?.score.map(FieldAnswer.number)
        case .surveyAnswered: return facts.day(facts.lastSurvey?.answeredAt)
        case .surveyInvited: return facts.day(facts.lastSurveyInvitationAt)
        case .consent(let subject, let channel):
            return facts.consent(to: subject, by: channel, at: now).map(FieldAnswer.yesNo)
        default:
            switch group {
            case .visits: return visitsAnswer(facts, at: now)
            case .appointment: return facts.visit.flatMap { appointmentAnswer($0, facts) }
            case .invoice: return facts.invoice.map(invoiceAnswer)
            case .treatment: return treatmentAnswer(facts)
            default: return invoicesAnswer(facts, today: facts.clinic.day(at: now))
            }
        }
    }

    private func visitsAnswer(_ facts: Facts, at now: Instant) -> FieldAnswer? {
        let visits = facts.appointments
        switch self {
        case .visitTypes: return .texts(visits.filter(\.status.countsAsVisit).map(\.type))
        case .firstVisit: return facts.day(facts.firstVisit?.startsAt)
        case .lastVisit: return facts.day(facts.lastVisit(.completed)?.startsAt)
        case .lastVisitType: return facts.lastVisit(.completed).map { .texts([$0.type]) }
        case .nextVisit: return facts.day(facts.nextVisit(after: now)?.startsAt)
        case .nextVisitType: return facts.nextVisit(after: now).map { .texts([$0.type]) }
        case .completedVisits: return .number(visits.count { $0.status == .completed })
        case .upcomingVisits: return .number(visits.count { $0.isExpected && $0.startsAt > now })
        case .missedVisits: return .number(visits.count { $0.status == .noShow })
        case .lastMissedVisit: return facts.day(facts.lastVisit(.noShow)?.startsAt)
        default: return nil
        }
    }

    private func appointmentAnswer(_ visit: Appointment, _ facts: Facts) -> FieldAnswer? {
        switch self {
        case .appointmentType: .texts([visit.type])
        case .appointmentStart: facts.day(visit.startsAt)
        case .appointmentProvider: .texts([visit.provider].filter { !$0.isEmpty })
        case .appointmentLocation: .texts([visit.location].filter { !$0.isEmpty })
        case .appointmentStatus: .texts([visit.status.rawValue])
        default: .yesNo(visit.status == .confirmed || visit.confirmedAt != nil)
        }
    }

    private func treatmentAnswer(_ facts: Facts) -> FieldAnswer? {
        let treatments = facts.treatmentsInQuestion
        switch self {
        case .treatmentType: return .texts(treatments.map(\.type))
        case .treatmentStatus: return .texts(treatments.map(\.status.rawValue))
        case .treatmentPhase: return .texts(treatments.map(\.phase).filter { !$0.isEmpty })
        case .treatmentStart: return facts.days(treatments.map(\.startedAt))
        case .treatmentEnd: return facts.days(treatments.map(\.endedAt))
        default: return facts.days(treatments.map(\.phaseStartedAt))
        }
    }

    private func invoiceAnswer(_ invoice: Invoice) -> FieldAnswer {
        switch self {
        case .invoiceAmount: .number(Int(invoice.amountCents / 100))
        case .invoiceDue: .date(invoice.dueOn)
        default: .texts([invoice.status.rawValue])
        }
    }

    private func invoicesAnswer(_ facts: Facts, today: CivilDate) -> FieldAnswer? {
        let open = facts.invoices.filter(\.isOpen)
        switch self {
        case .openInvoices: return .number(open.count)
        case .overdueInvoices: return .number(open.count { $0.dueOn < today })
        case .overdueSince: return open.map(\.dueOn).filter { $0 < today }.min().map(FieldAnswer.date)
        case .balance: return .number(Int(open.reduce(0) { $0 + $1.openCents } / 100))
        default: return nil
        }
    }
}

extension Facts {
    fileprivate func day(_ instant: Instant?) -> FieldAnswer? { instant.map { .date(clinic.day(at: $0)) } }

    fileprivate func days(_ instants: [Instant?]) -> FieldAnswer? {
        let known = instants.compactMap(\.self)
        return known.isEmpty ? nil : .dates(known.map { clinic.day(at: $0) })
    }

    fileprivate func lastVisit(_ status: AppointmentStatus) -> Appointment? {
        appointments.last { $0.status == status }
    }

    fileprivate func receivers(at now: Instant) -> [Contact] {
        circle.receivers(of: patient, for: .care, on: clinic.day(at: now), majority: clinic.ageOfMajority)
            .map(\.contact)
    }

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
