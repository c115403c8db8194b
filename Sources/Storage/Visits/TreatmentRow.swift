import Campaigns
import MariaDB

enum TreatmentRow {
    static func decode(_ row: Row) -> Treatment {
        Treatment(
            id: row.id("id"), externalID: row.text("external_id"), patientID: row.id("patient_id"),
            type: row.text("type"), status: row.choice("status"), phase: row.text("phase"),
            phaseStartedAt: row.optionalInstant("phase_started_at"), startedAt: row.optionalInstant("started_at"),
            endedAt: row.optionalInstant("ended_at"))
    }
}

extension Treatment {
    /// The same treatment under the id that its row was given.
    func with(id: ID<Treatment>) -> Treatment {
        Treatment(
            id: id, externalID: externalID, patientID: patientID, type: type, status: status, phase: phase,
            phaseStartedAt: phaseStartedAt, startedAt: startedAt, endedAt: endedAt)
    }
}
