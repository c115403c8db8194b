import CivilTime

/// Whether one person gets messages of a kind about a patient by one channel, or why not (rules.md 4).
public enum Reception: Sendable, Hashable {
    case receives
    /// Others receive for the patient.
    case isForOthers
    case hasNoAddress
    /// Somebody before them in the circle has the same address, and one message goes to it.
    case sharesAddress(with: Contact)
    /// The address takes no messages of this kind.
    case isClosed
    case saidNo(Instant)
    /// Offers need a recorded yes.
    case wasNeverAsked
}

extension Facts {
    /// - Parameter contact: one of the patient's circle.
    public func reception(
        of contact: Contact, _ subject: Consents.Subject, by channel: Channel, at now: Instant
    ) -> Reception {
        let purpose: Purpose = subject == .marketing ? .marketing : .care
        let receivers = circle.receivers(
            of: patient, for: purpose, on: clinic.day(at: now), majority: clinic.ageOfMajority)
        guard let place = receivers.firstIndex(where: { $0.contact.id == contact.id }) else { return .isForOthers }
        guard let point = contact.point(for: channel) else { return .hasNoAddress }
        if let first = receivers[..<place].first(where: { $0.contact.point(for: channel)?.id == point.id }) {
            return .sharesAddress(with: first.contact)
        }
        if consents.isSuppressed(point.id, for: purpose) { return .isClosed }
        let type: CampaignType = subject == .marketing ? .marketing : subject == .reminder ? .reminder : .followUp
        if consents.allow(contact.id, type: type, purpose: purpose, channel: channel) { return .receives }
        let asked: [Consents.Subject] = subject == .reminder ? [.care, .reminder] : [subject]
        let refusals =
            asked
            .compactMap { consents.answer(Consents.Key(contact: contact.id, subject: $0, channel: channel)) }
            .filter { !$0.granted }
        return refusals.first.map { .saidNo($0.at) } ?? .wasNeverAsked
    }
}
