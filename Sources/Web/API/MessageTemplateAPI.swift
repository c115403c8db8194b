import Campaigns
import CivilTime
import Storage

/// The clinic's texts: a change makes a new version, whose number is the ETag.
enum MessageTemplateAPI {
    /// `GET /api/v1/message-templates`: by channel.
    static func list(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["channel", "cursor"])
        let clinic = try api.clinic()
        let page = try MessageTemplateRecords(api.db).page(
            channel: query.word("channel", Channel.self), language: clinic.language, after: query.cursor(),
            in: clinic.id)
        return .page(page, cursor: { $0.id.description }, json)
    }

    /// `GET /api/v1/message-templates/ID?language=es`: without, in the clinic's language.
    static func show(_ api: APICall) throws -> Response {
        let query = try APIQuery(api.request, names: ["language"])
        let language = try query.value("language", expected: "Give a language tag such as en or es-MX.") { text in
            LanguageTag.isValid(text) ? text : nil
        }
        return answer(try stored(api, language: language))
    }

    /// `POST /api/v1/message-templates`
    static func create(_ api: APICall) throws -> Response {
        let clinic = try api.clinic()
        let intake = try api.body { MessageIntake(&$0) }
        let text = try api.refusing { () throws(IntakeRefusal) in
            try intake.text(replacing: nil, language: clinic.language)
        }
        let id = try MessageTemplateStore(api.db).create(
            MessageDraft(text), in: clinic.id, by: api.author, at: api.now)
        let made = try api.found(
            MessageTemplateStore(api.db).template(id, language: text.language, in: clinic.id))
        var response = answer(made, status: 201)
        response.set("Location", "\(APIDoor.prefix)/message-templates/\(id)")
        return response
    }

    /// `PUT /api/v1/message-templates/ID`: a missing field is unchanged; another `language` is one more of its texts.
    static func update(_ api: APICall) throws -> Response {
        let clinic = try api.clinic()
        let intake = try api.body { MessageIntake(&$0) }
        let language = intake.language.value ?? clinic.language
        let id = try stored(api, language: language).id
        try api.change { seen -> EditOutcome<MessageTemplate> in
            let stored = try stored(api, language: language)
            let version = try seen.checked(stored.number)
            let text = try api.refusing { () throws(IntakeRefusal) in
                try intake.text(replacing: stored, language: clinic.language)
            }
            if text == stored { return .done }
            let saved = try MessageTemplateStore(api.db).save(
                MessageDraft(text), of: id, ifNumber: version, in: clinic.id, by: api.author, at: api.now)
            switch saved {
            case .saved: return .done
            case .stale(let current, let by): return .stale(current, by: by)
            case .gone: return .gone
            }
        }
        return answer(try stored(api, language: language))
    }

    /// `DELETE /api/v1/message-templates/ID`: one that no campaign uses; what was sent from it stays.
    static func remove(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        let stored = try stored(api, language: nil)
        _ = try SeenVersions(api.request).checked(stored.number)
        switch try MessageTemplateStore(api.db).remove(stored.id, in: api.clinicID, by: api.author, at: api.now) {
        case .done: return Response(status: 204)
        case .gone: throw HTTPRefusal.notFound
        case .used(let uses):
            let names = uses.map { "“\($0.name)”" }.joined(separator: ", ")
            throw APIProblem(status: 409, title: "It is used by \(names).")
        }
    }

    /// The template that the path names, in a language or the clinic's.
    private static func stored(_ api: APICall, language: String?) throws -> MessageTemplate {
        let language = try language ?? api.clinic().language
        return try api.found(
            MessageTemplateStore(api.db).template(api.request.id("id"), language: language, in: api.clinicID))
    }

    private static func answer(_ template: MessageTemplate, status: Int = 200) -> Response {
        var response = Response.json(json(template), status: status)
        response.set("ETag", EntityTag(version: template.number).text)
        return response
    }

    private static func json(_ template: MessageTemplate) -> JSON {
        .object([
            "id": .id(template.id), "name": .string(template.name), "channel": .string(template.channel.rawValue),
            "version": .count(template.number), "language": .string(template.language),
            "subject": .string(template.subject), "body": .string(template.body),
        ])
    }
}

extension MessageDraft {
    fileprivate init(_ template: MessageTemplate) {
        self.init(
            name: template.name, channel: template.channel, language: template.language, subject: template.subject,
            body: template.body)
    }
}
