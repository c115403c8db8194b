import Campaigns
import CivilTime
import Storage

/// A marketing campaign of the demo clinic's own: one e-mail with two subjects, each tried on a quarter of the families;
/// the better one goes to the rest.
struct DemoOffer {
    /// It goes out so long before today, on a Tuesday.
    private static let days = 23
    private static let trialDays = 2

    let db: Database
    let clinic: ID<Clinic>
    let zone: Zone

    /// When staff activate it; nil where the weeks are too few for that.
    func activation(from began: Instant, to now: Instant) -> Instant? {
        let time = zone.instant(of: tuesday(before: now).at(ClockTime(minutes: 9 * 60)))
        return time > began ? time : nil
    }

    private func tuesday(before now: Instant) -> CivilDate {
        let day = zone.civil(at: now).date.adding(days: -Self.days)
        return day.adding(days: -((day.weekday + 5) % 7))
    }

    /// A draft without problems, to be activated on its day.
    func make(at now: Instant) throws -> ID<Campaign> {
        let today = zone.civil(at: now).date
        let id = try CampaignStore(db).create(
            CampaignOutline(
                head: CampaignHead(
                    name: "Whitening After Braces", description: "Before the holidays, for those whose braces are off.",
                    type: .marketing),
                draft: CampaignDraft(
                    trigger: .scheduled(today.at(ClockTime(minutes: 10 * 60))),
                    audience: .test(FieldTest(field: .status, op: .equal, value: .text(PatientStatus.active.rawValue))))
            ),
            in: clinic, by: .program, at: now)
        let plain = try template("Whitening, plain", "A brighter smile for the holidays", at: now)
        let price = try template("Whitening, with the price", "Whitening for $99 until the holidays", at: now)
        var random = DemoRandom(seed: 99)
        let experiment = Experiment(
            key: ExperimentKey(using: &random), weight: 25,
            challengers: [Experiment.Challenger(template: price, weight: 25)], goal: .clicks,
            endsAt: today.adding(days: Self.trialDays).at(ClockTime(minutes: 9 * 60)), picksWinner: true)
        let step = SendStep(channel: .email, template: plain, experiment: experiment)
        let added = try StepStore(db).add(
            name: "The offer", .send(step), at: .end(of: .main), to: id, in: clinic, by: .program, at: now)
        guard case .added = added else { preconditionFailure("the demo clinic's offer takes no step: \(added)") }
        return id
    }

    private func template(_ name: String, _ subject: String, at now: Instant) throws -> ID<MessageTemplate> {
        let draft = MessageDraft(
            name: name, channel: .email, language: "en", subject: subject,
            body: """
                Hello {{contact.first_name}},

                braces off, smile on: until the end of the year we whiten teeth after treatment at a special price.

                [See how it works](https://www.lakeview.example/whitening)

                {{clinic.name}}
                """)
        return try MessageTemplateStore(db).create(draft, in: clinic, by: .program, at: now)
    }
}
