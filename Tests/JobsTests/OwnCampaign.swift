import Campaigns
import CivilTime
import Storage

extension Practice {
    /// A running campaign of messages after waits, of SMS unless told: a wait as its expression, a message as "send".
    @discardableResult
    func campaign(
        _ type: CampaignType = .followUp, on event: EventType, _ steps: [String], by channel: Channel = .sms,
        saying body: String = "Hello {{patient.first_name|you}}", at local: String = "2027-03-01T08:00"
    ) throws -> ID<Campaign> {
        let text = MessageDraft(
            name: "Note", channel: channel, language: "en", subject: channel == .email ? "Note" : "", body: body)
        let template = try MessageTemplateStore(db).create(text, in: clinic.id, by: .program, at: at(local))
        let head = CampaignHead(name: "Notes", type: type)
        let id = try CampaignStore(db).create(
            head, trigger: .event(event, rule: nil), in: clinic.id, by: .program, at: at(local))
        for step in steps {
            let action: DraftAction =
                step == "send"
                ? .send(SendStep(channel: channel, template: template))
                : .wait(Wait(expression: try WaitExpression.parse(step)))
            _ = try StepStore(db).add(
                name: step, action, at: .end(of: .main), to: id, in: clinic.id, by: .program, at: at(local))
        }
        try activate(id, at: local)
        return id
    }
}
