import Campaigns
import CivilTime
import MariaDB

/// The people who receive, their addresses and what they said yes or no to.
struct ContactStore {
    let db: Database
    let clinic: ID<Clinic>
    let now: Instant

    /// What a contact is to become; fields that were not told stay.
    struct Draft {
        var firstName: Given<String>
        var lastName: Given<String>
        var language: Given<String>
        var zone: Given<Zone>
        var email: Given<String>
        var phone: Given<String>
    }

    /// The address's row, made when it is new. Contact points are locked before contacts (delivery.md 3), so this
    /// comes first.
    func point(_ kind: ContactPoint.Kind, _ address: Given<String>) throws -> Given<ID<ContactPoint>> {
        switch address {
        case .absent: return .absent
        case .cleared: return .cleared
        case .value(let text):
            let values: [Value] = [.id(clinic), .choice(kind), .text(text)]
            if let row = try db.row(ContactSQL.findPoint.rawValue, values) { return .value(row.id("id")) }
            return .value(ID(try db.run(ContactSQL.point.rawValue, values + [.instant(now)]).lastID))
        }
    }

    func insert(_ draft: Draft, externalID: String?) throws -> ID<Contact> {
        let change = try db.run(
            ContactSQL.insert.rawValue,
            [
                .id(clinic), .text(externalID), .text(draft.firstName.value ?? ""), .text(draft.lastName.value ?? ""),
                .text(draft.language.value), .text(draft.zone.value?.name), .instant(now), .instant(now),
            ])
        let contact = ID<Contact>(change.lastID)
        try openInbox(of: contact)
        return contact
    }

    /// Nobody else can know the new contact yet, so that its point may be made after it.
    private func openInbox(of contact: ID<Contact>) throws {
        let inbox = try point(.inbox, .value(contact.description))
        _ = try setAddress(.inbox, inbox, of: contact)
    }

    /// Brings a locked contact's row up to the draft.
    func update(_ row: Row, by draft: Draft) throws {
        let zone = draft.zone.replacing(row.optionalZone("zone"))
        _ = try db.run(
            ContactSQL.update.rawValue,
            [
                .text(draft.firstName.replacing(row.text("first_name")) ?? ""),
                .text(draft.lastName.replacing(row.text("last_name")) ?? ""),
                .text(draft.language.replacing(row.optionalText("language"))), .text(zone?.name), .instant(now),
                .id(clinic), .id(row.id("id") as ID<Contact>),
            ])
    }

    /// Sets or removes one of the contact's addresses, as it is told. One that staff corrected stands until something
    /// else is told than when they did.
    ///
    /// - Returns: whether it is another one than before.
    func setAddress(_ kind: ContactPoint.Kind, _ point: Given<ID<ContactPoint>>, of contact: ID<Contact>) throws
        -> Bool
    {
        guard point != .absent else { return false }
        let old = try address(kind, of: contact)
        if let old, old.isCorrected, old.told == point.value { return false }
        guard let new = point.value else {
            _ = try db.run(ContactSQL.removeAddress.rawValue, key(kind, contact))
            return old != nil
        }
        guard new != old?.point || old?.isCorrected == true else { return false }
        _ = try db.run(ContactSQL.setAddress.rawValue, key(kind, contact) + [.id(new)])
        return new != old?.point
    }

    /// Sets one of the contact's addresses by the word of staff; what the booking system tells is its own again.
    ///
    /// - Returns: whether it is another one than before.
    func correctAddress(
        _ kind: ContactPoint.Kind, _ new: ID<ContactPoint>, of contact: ID<Contact>, by staff: ID<Staff>
    )
        throws -> Bool
    {
        let old = try address(kind, of: contact)
        guard new != old?.point else { return false }
        let values = key(kind, contact) + [.id(new)]
        if let old, old.isCorrected, old.told == new {
            _ = try db.run(ContactSQL.setAddress.rawValue, values)
        } else {
            _ = try db.run(ContactSQL.correctAddress.rawValue, values + [.instant(now), .id(staff)])
        }
        return true
    }

    /// Gives up what staff corrected for what the booking system told last.
    ///
    /// - Returns: false when nothing was corrected.
    func takeBackAddress(_ kind: ContactPoint.Kind, of contact: ID<Contact>) throws -> Bool {
        guard let old = try address(kind, of: contact), old.isCorrected else { return false }
        if let told = old.told {
            _ = try db.run(ContactSQL.setAddress.rawValue, key(kind, contact) + [.id(told)])
        } else {
            _ = try db.run(ContactSQL.removeAddress.rawValue, key(kind, contact))
        }
        return true
    }

    /// An address as it stands.
    private struct Standing {
        let point: ID<ContactPoint>
        let isCorrected: Bool
        /// Of a corrected one: what was told; nil where nothing was.
        let told: ID<ContactPoint>?
    }

    private func address(_ kind: ContactPoint.Kind, of contact: ID<Contact>) throws -> Standing? {
        try db.row(ContactSQL.address.rawValue, key(kind, contact)).map { row in
            Standing(
                point: row.id("contact_point_id"), isCorrected: row.bool("is_corrected"),
                told: row.optionalID("told_point_id"))
        }
    }

    private func key(_ kind: ContactPoint.Kind, _ contact: ID<Contact>) -> [Value] {
        [.id(clinic), .id(contact), .choice(kind)]
    }

    /// Keeps an answer that a neighbour system told, once.
    ///
    /// - Returns: whether it is new.
    func addConsent(_ consent: ConsentIntake, of contact: ID<Contact>) throws -> Bool {
        let change = try db.run(
            ContactSQL.addConsent.rawValue,
            [
                .id(clinic), .id(contact), .choice(consent.subject), .choice(consent.channel),
                .bool(consent.granted), .instant(consent.at), .choice(Consents.Answer.Source.intake),
                .text(consent.how), .text(consent.wording), .instant(now),
            ])
        return change.rows == 1
    }
}
