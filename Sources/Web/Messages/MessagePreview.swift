import Campaigns
import CivilTime
import Markup

/// A template filled for one patient: as whoever receives for them would get it now.
struct MessagePreview {
    let template: MessageTemplate
    let facts: Facts
    let now: Instant
    /// What stands in for the recipient's own links.
    let links: MessageLinks
    /// Marketing is shown with what it has to carry.
    var purpose = Purpose.care

    /// nil when nobody receives messages of this channel for the patient.
    var recipient: Recipient? {
        facts.circle.recipients(
            of: facts.patient, for: .care, by: road, on: facts.clinic.day(at: now),
            majority: facts.clinic.ageOfMajority
        ).first
    }

    /// Everybody has an inbox: a notification is looked at also for whoever has not turned them on.
    private var road: Channel { template.channel == .push ? .inApp : template.channel }

    var rendering: Rendering? {
        recipient.map {
            SendRendering(
                template: template, facts: about, recipient: $0, purpose: purpose, visit: about.visit,
                links: links, at: now
            ).rendering
        }
    }

    /// What the text's fields stand for here; nil where nobody receives.
    var values: MergeValues? {
        recipient.map {
            MergeValues.make(
                facts: about, recipient: $0, visit: about.visit, language: template.language, links: links)
        }
    }

    var message: RenderedMessage? {
        if case .message(let message) = rendering { message } else { nil }
    }

    /// Why there is nothing to show; nil when there is.
    var refusal: String? {
        switch rendering {
        case .message: nil
        case nil:
            "Nobody who receives for \(facts.patient.fullName) has \(road.place)."
        case .missing(let field) where field.asksAboutVisit:
            "The patient has no visit to come, so this message would not be sent."
        case .missing(let field) where field.asksSurvey:
            "No survey is in use, so this message would not be sent. Choose one under Surveys."
        case .missing(let field): "\(field.phrase.capitalisedStart) is not recorded, so this message would not be sent."
        case .unreadable: "The text cannot be filled until its fields are mended."
        }
    }

    /// The patient's next visit, latest treatment and open invoice.
    private var about: Facts {
        let visit = facts.nextVisit(after: now) ?? facts.appointments.last
        let treatment = facts.treatments.last { $0.status == .active } ?? facts.treatments.last
        let invoice = facts.invoices.first { $0.status == .open } ?? facts.invoices.first
        return facts.about(
            Anchor(appointment: visit?.id, treatment: treatment?.id, invoice: invoice?.id), eventAt: now)
    }
}
