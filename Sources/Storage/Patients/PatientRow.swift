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

    private static func point(_ row: Row, _ kind: ContactPoint.Kind, _ id: String, _ address: String) -> ContactPoint? {
        guard let pointID: ID<ContactPoint> = row.optionalID(id) else { return nil }
        return ContactPoint(id: pointID, kind: kind, address: row.text(address))
    }
}
