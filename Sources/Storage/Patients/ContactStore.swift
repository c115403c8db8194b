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

    /// Sets or removes one of the contact's addresses.
    ///
    /// - Returns: whether it is another one than before.
    func setAddress(_ kind: ContactPoint.Kind, _ point: Given<ID<ContactPoint>>, of contact: ID<Contact>) throws
        -> Bool
    {
        let values: [Value] = [.id(clinic), .id(contact), .choice(kind)]
        let old: ID<ContactPoint>? = try db.row(ContactSQL.address.rawValue, values)?.id("contact_point_id")
        switch point {
        case .absent: return false
        case .cleared:
            _ = try db.run(ContactSQL.removeAddress.rawValue, values)
            return old != nil
        case .value(let new):
            guard new != old else { return false }
            _ = try db.run(ContactSQL.setAddress.rawValue, values + [.id(new)])
            return true
        }
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
