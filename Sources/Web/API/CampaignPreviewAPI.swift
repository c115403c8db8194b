import Campaigns
import CivilTime
import Markup
import Storage

/// `POST /api/v1/campaigns/ID/preview`: every message as one patient would get it, and why, or why not. Nothing is
/// written.
enum CampaignPreviewAPI {
    static func show(_ api: APICall) throws -> Response {
        let campaign = try api.campaign()
        let asked = try api.body { Question(&$0) }
        let clinic = try api.clinic()
        let draft = try Draft.load(campaign, of: clinic, api.db)
        let patients = PatientStore(api.db, revisions: RevisionStore(api.db))
        guard let patient = asked.patient,
            let id = try patients.id(ofExternalID: patient, in: clinic.id),
            let facts = try FactsStore(api.db).facts(of: id, in: clinic)
        else { throw APIProblem(FieldProblem(field: "patient", message: "There is no patient with this id.")) }
        let visit = asked.appointment.map { key in facts.appointments.first { $0.externalID == key } }
        if case .some(nil) = visit {
            throw APIProblem(
                FieldProblem(field: "appointment", message: "The patient has no appointment with this id."))
        }
        let now = asked.at ?? api.now
        let preview = DraftPreview(
            db: api.db, now: now, links: api.call.sampleLinks(of: clinic.id), draft: draft,
            facts: facts, chosen: visit??.id)
        return .json(try json(preview, Times(zone: clinic.zone, now: now)))
    }

    private struct Question {
        let patient: String?
        let appointment: String?
        /// The moment of asking; nil for now.
        let at: Instant?

        init(_ reader: inout IntakeReader) {
            patient = reader.required("patient", reader.externalID("patient"))
            appointment = reader.externalID("appointment").value
            at = reader.instant("at").value
        }
    }

    private static func json(_ preview: DraftPreview, _ times: Times) throws -> JSON {
        let answer = try preview.preview()
        return .object([
            "isInAudience": .bool(answer.isInAudience),
            "messages": .array(try answer.messages.map { try message($0, preview, times) }),
        ])
    }

    private static func message(_ message: PreviewedMessage, _ preview: DraftPreview, _ times: Times) throws -> JSON {
        let planned = message.planned
        let at = APITimes(zone: times.zone)
        let leavesAt = message.leavesAt
        return .object([
            "step": .id(planned.step.id), "channel": .string(planned.action.channel.rawValue),
            "to": .text(planned.recipient.map { Self.address($0.point) }), "subject": .text(message.message?.subject),
            "text": .text(message.message?.text), "html": .text(try html(message, preview.draft)),
            "leavesAt": at.json(leavesAt), "localTime": .text(leavesAt.map { times.zone.civil(at: $0).text }),
            "verdict": .string(message.verdict.word), "reason": .text(message.reason?.rawValue),
            "explanation": .string(preview.sentence(message, times)),
        ])
    }

    /// As programs dial it, where staff read blanks.
    private static func address(_ point: ContactPoint) -> String {
        point.kind == .phone ? point.address : point.shown
    }

    private static func html(_ message: PreviewedMessage, _ draft: Draft) throws -> String? {
        guard let rendered = message.message, rendered.channel == .email else { return nil }
        let template = message.planned.action.template.flatMap { draft.templates[$0] }
        let document = try rendered.htmlDocument(
            language: template?.language ?? draft.clinic.language, clinicName: draft.clinic.name)
        return String(decoding: document, as: UTF8.self)
    }
}

extension Verdict {
    fileprivate var word: String {
        switch self {
        case .send: "send"
        case .hold: "hold"
        case .park: "park"
        case .skip: "skip"
        }
    }
}
