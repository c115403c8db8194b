import Campaigns
import Storage

/// Who is on the way through a campaign, and who was.
enum EnrollmentsAPI {
    /// `GET /api/v1/campaigns/ID/enrollments`: newest revision first, by status.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["status", "cursor"])
        let campaign = try api.campaign()
        let status = try query.word("status", EnrollmentStatus.self)
        let after = try query.value("cursor", expected: "Give what `next` of the page before said.") {
            EnrollmentCursor(text: $0)
        }
        let page = try EnrollmentList(api.db).page(of: campaign.id, in: api.clinicID, status: status, after: after)
        let times = try api.times()
        return .json(
            .object([
                "items": .array(page.enrollments.map { item($0, of: campaign.id, times) }),
                "next": .text(page.next?.text),
            ]))
    }

    private static func item(_ enrollment: ListedEnrollment, of campaign: ID<Campaign>, _ times: APITimes) -> JSON {
        .object([
            "id": .id(enrollment.id), "campaignId": .id(campaign), "patientId": .id(enrollment.patientID),
            "appointmentId": .id(enrollment.anchor.appointment), "treatmentId": .id(enrollment.anchor.treatment),
            "invoiceId": .id(enrollment.anchor.invoice), "round": .integer(Int64(enrollment.round)),
            "revision": .integer(Int64(enrollment.revision)), "status": .string(enrollment.status.rawValue),
            "endReason": .text(enrollment.endReason?.rawValue), "stepId": .id(enrollment.stepID),
            "startedAt": times.json(enrollment.startedAt), "reachedAt": times.json(enrollment.reachedAt),
            "nextLookAt": times.json(enrollment.dueAt),
        ])
    }
}
