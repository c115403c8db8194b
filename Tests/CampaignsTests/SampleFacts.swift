import CivilTime
import Testing

@testable import Campaigns

/// One invented patient of an invented clinic in Chicago, for tests to change.
struct SampleFacts {
    var age = 14
    var tags: Set<String> = ["VIP"]
    var sex = Sex.female
    var firstName = "Mia"
    var intakeForm: IntakeForm?
    var consents = Consents()
    var appointments: [Appointment] = []
    var treatments: [Treatment] = []
    var invoices: [Invoice] = []
    var anchor = Anchor()
    var region = "US"
    var hasGuardian = true

    static let now = instant("2027-03-13T15:00Z")
    static let mother = Contact(
        id: ID(2), externalID: "M-1", firstName: "Helena", lastName: "Lindqvist", language: nil, zone: nil,
        email: ContactPoint(id: ID(21), kind: .email, address: "helena@example.org"),
        phone: ContactPoint(id: ID(22), kind: .phone, address: "+13125550142"))
    static let own = Contact(
        id: ID(1), externalID: nil, firstName: "Mia", lastName: "Lindqvist", language: nil, zone: nil,
        email: ContactPoint(id: ID(11), kind: .email, address: "mia@example.org"), phone: nil)

    static func instant(_ text: String) -> Instant {
        guard let instant = Instant(text) else { preconditionFailure("no instant: \(text)") }
        return instant
    }

    static func zone() -> Zone {
        guard let zone = Zone("America/Chicago") else { preconditionFailure("tzdata lacks America/Chicago") }
        return zone
    }

    static func recipient(_ relation: Relation = .parent) -> Recipient {
        let contact = relation == .own ? own : mother
        return Recipient(
            contact: contact, relation: relation,
            point: contact.email ?? ContactPoint(id: ID(9), kind: .email, address: "nobody@example.org"))
    }

    static func visit(
        _ number: Int64 = 1, type: String = "Adjustment", at start: String = "2027-03-16T20:30Z",
        status: AppointmentStatus = .booked, confirmedAt: Instant? = nil
    ) -> Appointment {
        Appointment(
            id: ID(number), externalID: "A-\(number)", patientID: ID(1), type: type, startsAt: instant(start),
            endsAt: nil, provider: "Dr. Okafor", location: "", status: status, bookedAt: nil, confirmedAt: confirmedAt)
    }

    static func treatment(_ number: Int64, _ type: String, _ status: TreatmentStatus, phase: String = "") -> Treatment {
        Treatment(
            id: ID(number), externalID: "T-\(number)", patientID: ID(1), type: type, status: status, phase: phase,
            phaseStartedAt: nil, startedAt: nil, endedAt: nil)
    }

    var facts: Facts {
        let patient = Patient(
            id: ID(1), externalID: "P-1", contactID: ID(1), firstName: firstName, lastName: "Lindqvist",
            birthDate: CivilDate(year: 2027 - age, month: 1, day: 20), sex: sex, status: .active,
            registeredAt: Self.instant("2027-03-01T18:00Z"), intakeForm: intakeForm, preferredChannel: nil, tags: tags)
        let members =
            hasGuardian
            ? [Circle.Member(contact: Self.mother, relation: .parent, receivesCare: true, receivesMarketing: true)] : []
        return Facts(
            clinic: clinic, patient: patient, circle: Circle(own: Self.own, members: members), consents: consents,
            appointments: appointments, treatments: treatments, invoices: invoices, anchor: anchor, eventAt: nil)
    }

    private var clinic: Clinic {
        Clinic(
            id: ID(1), name: "Lakeside Orthodontics", region: region, language: "en",
            postalAddress: "12 Main Street\nSpringfield", phone: "(312) 555-0142",
            calendar: ClinicCalendar(zone: Self.zone(), hours: Array(repeating: .allDay, count: 7)), careHours: .allDay,
            cap: FrequencyCap(), activeLimit: 10, ageOfMajority: 18, lateness: LatenessLimits(), smsPartLimit: 3,
            isHeld: false)
    }
}
