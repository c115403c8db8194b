import Campaigns
import CivilTime
import Foundation
import Markup
import Storage

/// Who receives for a patient: each person of the circle, where they are reached, and what they get.
struct PatientReceivers {
    let facts: Facts
    let times: Times
    /// How many browsers of each person take push messages.
    var devices: [ID<Contact>: Int] = [:]
    /// What staff corrected among their addresses.
    var corrected: [StandingAddress] = []

    /// One line of a cell: whether messages come, and by what.
    private struct Line {
        let text: String
        let comes: Bool
    }

    func fill(_ page: Page) {
        page.each("person", people) { row, person in
            row.text("person", person.contact.fullName)
            row.text("relation", Self.phrase(person.relation))
            row.text("language", language(person.contact))
            row.each("place", places(person.contact)) { row, place in
                row.text("place", place.text)
                row.keep("corrected", if: place.correction != nil)
                row.text("corrected", place.correction ?? "")
            }
            row.attribute("correct", "href", Path.addresses(person.contact.id, of: facts.patient.id))
            row.attribute("correct", "aria-label", "Correct where \(person.contact.fullName) is reached")
            for (slot, subject) in [("care", Consents.Subject.care), ("reminder", .reminder), ("offer", .marketing)] {
                row.each(slot, lines(person.contact, subject)) { row, line in
                    row.text("\(slot)-line", line.text)
                    row.attribute("\(slot)-line", "data-state", line.comes ? "sent" : "skipped")
                }
            }
        }
    }

    private var people: [(contact: Contact, relation: Relation)] {
        [(facts.circle.own, .own)] + facts.circle.members.map { ($0.contact, $0.relation) }
    }

    private struct Place {
        let text: String
        /// By whose word it stands; nil for one that the booking system told.
        var correction: String?
    }

    private func places(_ contact: Contact) -> [Place] {
        let push = devices[contact.id].map { Place(text: "Notifications on \(Numbers.count($0, "device", "devices"))") }
        let places =
            [contact.email, contact.phone].compactMap(\.self).map { place($0, contact) } + [push].compactMap(\.self)
        return places.isEmpty ? [Place(text: "No address is known")] : places
    }

    private func place(_ point: ContactPoint, _ contact: Contact) -> Place {
        let standing = corrected.first { $0.contact == contact.id && $0.point == point }
        return Place(text: point.shown, correction: standing.flatMap { AddressWords.correction(of: $0, times) })
    }

    private func language(_ contact: Contact) -> String {
        let tag = contact.language ?? facts.clinic.language
        return Locale(identifier: "en").localizedString(forIdentifier: tag) ?? tag
    }

    private func lines(_ contact: Contact, _ subject: Consents.Subject) -> [Line] {
        let answers = [Channel.email, .sms].map { channel in
            (channel, facts.reception(of: contact, subject, by: channel, at: times.now))
        }
        if answers.allSatisfy({ $0.1 == .isForOthers }) {
            return [Line(text: isMinor ? "Others receive it" : "The patient receives it", comes: false)]
        }
        return answers.map { channel, answer in
            Line(text: "\(channel.title): \(words(answer, channel))", comes: answer == .receives)
        }
    }

    private var isMinor: Bool {
        facts.patient.isMinor(on: facts.clinic.day(at: times.now), majority: facts.clinic.ageOfMajority)
    }

    private func words(_ answer: Reception, _ channel: Channel) -> String {
        switch answer {
        case .receives: "yes"
        case .isForOthers: "no, others receive it"
        case .hasNoAddress: channel == .email ? "no address is known" : "no number is known"
        case .sharesAddress(let other): "goes to \(other.fullName) at the same address"
        case .isClosed: channel == .email ? "no, the address is closed" : "no, the number is closed"
        case .saidNo(let at): "no, said on \(times.day(facts.clinic.day(at: at)))"
        case .wasNeverAsked: "no, nobody has said yes"
        }
    }

    static func phrase(_ relation: Relation) -> String {
        switch relation {
        case .own: "The patient"
        case .parent: "Parent"
        case .guardian: "Guardian"
        case .other: "Family or friend"
        }
    }
}
