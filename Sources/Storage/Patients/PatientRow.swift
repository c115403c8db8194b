import Campaigns
import MariaDB

/// A patient's row, without the tags.
enum PatientRow {
    static func decode(_ row: Row) -> Patient {
        Patient(
            id: row.id("id"), externalID: row.text("external_id"), contactID: row.id("contact_id"),
            firstName: row.text("first_name"), lastName: row.text("last_name"),
            birthDate: row.optionalDate("birth_date"), sex: row.choice("sex"), status: row.choice("status"),
            registeredAt: row.optionalInstant("registered_at"), intakeForm: row.optionalChoice("intake_form"),
            preferredChannel: row.optionalChoice("preferred_channel"), tags: [])
    }
}

/// A contact's row with the current addresses.
enum ContactRow {
    static func decode(_ row: Row) -> Contact {
        Contact(
            id: row.id("id"), externalID: row.optionalText("external_id"), firstName: row.text("first_name"),
            lastName: row.text("last_name"), language: row.optionalText("language"), zone: row.optionalZone("zone"),
            email: point(row, .email, "email_id", "email"), phone: point(row, .phone, "phone_id", "phone"))
    }

    /// The same with the inbox and the devices.
    static func decodeWhole(_ row: Row) -> Contact {
        var contact = decode(row)
        contact.inbox = own(row.optionalID("inbox_id"), .inbox, contact.id)
        contact.push = own(row.optionalID("push_id"), .push, contact.id)
        return contact
    }

    /// A point that is this contact's alone.
    static func own(_ id: ID<ContactPoint>?, _ kind: ContactPoint.Kind, _ contact: ID<Contact>) -> ContactPoint? {
        id.map { ContactPoint(id: $0, kind: kind, address: contact.description) }
    }

    private static func point(_ row: Row, _ kind: ContactPoint.Kind, _ id: String, _ address: String) -> ContactPoint? {
        guard let pointID: ID<ContactPoint> = row.optionalID(id) else { return nil }
        return ContactPoint(id: pointID, kind: kind, address: row.text(address))
    }
}
