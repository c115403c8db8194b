import CivilTime

/// Those who may receive for one patient.
public struct Circle: Sendable, Hashable {
    /// The patient as a contact.
    public var own: Contact
    public var members: [Member]

    public struct Member: Sendable, Hashable {
        public var contact: Contact
        public var relation: Relation
        public var receivesCare: Bool
        public var receivesMarketing: Bool

        public init(contact: Contact, relation: Relation, receivesCare: Bool, receivesMarketing: Bool) {
            self.contact = contact
            self.relation = relation
            self.receivesCare = receivesCare
            self.receivesMarketing = receivesMarketing
        }

        func receives(_ purpose: Purpose) -> Bool { purpose == .marketing ? receivesMarketing : receivesCare }
    }

    public init(own: Contact, members: [Member]) {
        self.own = own
        self.members = members
    }

    /// To whom messages about `patient` go on `day`, by rules.md 4 *Who receives*: an adult himself; for a minor each
    /// member who receives for the purpose, else the patient's own address.
    ///
    /// - Returns: one row per contact point, in the members' order; empty where no address for the channel is known.
    public func recipients(
        of patient: Patient, for purpose: Purpose, by channel: Channel, on day: CivilDate, majority: Int
    ) -> [Recipient] {
        var seen: Set<ID<ContactPoint>> = []
        return receivers(of: patient, for: purpose, on: day, majority: majority).compactMap { contact, relation in
            guard let point = contact.point(for: channel), seen.insert(point.id).inserted else { return nil }
            return Recipient(contact: contact, relation: relation, point: point)
        }
    }

    /// The same people, whether or not there is an address of theirs; never empty.
    func receivers(of patient: Patient, for purpose: Purpose, on day: CivilDate, majority: Int)
        -> [(contact: Contact, relation: Relation)]
    {
        let isMinor = patient.isMinor(on: day, majority: majority)
        let receiving = isMinor ? members.filter { $0.receives(purpose) } : []
        return receiving.isEmpty ? [(own, .own)] : receiving.map { ($0.contact, $0.relation) }
    }

    /// Whether messages about a minor go to the minor's own address, because nobody else receives for the purpose: staff
    /// are warned of that (rules.md 4).
    public func leavesMinorAlone(_ patient: Patient, for purpose: Purpose, on day: CivilDate, majority: Int) -> Bool {
        patient.isMinor(on: day, majority: majority) && !members.contains { $0.receives(purpose) }
    }

    /// Every person of the circle, the patient first.
    public var everyone: [Contact] { [own] + members.map(\.contact) }
}

/// Who a receiving person is to the patient.
public enum Relation: String, Sendable, Codable, CaseIterable {
    case own, parent, guardian, other
}

/// One person and the address at which one message reaches them.
public struct Recipient: Sendable, Hashable {
    public let contact: Contact
    public let relation: Relation
    public let point: ContactPoint

    public init(contact: Contact, relation: Relation, point: ContactPoint) {
        self.contact = contact
        self.relation = relation
        self.point = point
    }
}
