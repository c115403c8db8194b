import Campaigns
import MariaDB

/// What steps were called by the revisions that planned sends.
struct StepNames {
    private let revisions: RevisionStore

    init(_ revisions: RevisionStore) { self.revisions = revisions }

    /// Of a row with `clinic_id`, `campaign_id`, `revision_id` and `step_id`; empty for a step without a name.
    func name(of row: Row) throws -> String {
        let terms = try revisions.terms(
            row.id("revision_id"), of: row.id("campaign_id"), in: row.id("clinic_id"))
        return terms.workflow.step(row.id("step_id"))?.name ?? ""
    }
}
