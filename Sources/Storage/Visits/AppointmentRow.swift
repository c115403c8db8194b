import Campaigns
import MariaDB

enum AppointmentRow {
    static func decode(_ row: Row) -> Appointment {
        Appointment(
            id: row.id("id"), externalID: row.text("external_id"), patientID: row.id("patient_id"),
            type: row.text("type"), startsAt: row.instant("starts_at"), endsAt: row.optionalInstant("ends_at"),
            provider: row.text("provider"), location: row.text("location"), status: row.choice("status"),
            bookedAt: row.optionalInstant("booked_at"), confirmedAt: row.optionalInstant("confirmed_at"),
            patientConfirmedAt: row.optionalInstant("patient_confirmed_at"),
            receivedAt: row.instant("created_at"), scheduleVersion: row.int("schedule_version"))
    }
}
