import Campaigns
import CivilTime
import Markup

/// What a trigger's form says, as the sentence that it ends in.
struct TriggerWords {
    /// nil while the fields make no sense.
    let trigger: Trigger?
    let reentryDays: Int?
    let draft: Draft
    let zone: Zone

    func fill(_ page: Page) {
        page.keep("says", if: trigger != nil)
        guard let trigger else { return }
        page.text("says-sentence", trigger.sentence(naming: draft.segments) + ".")
        let more = more(trigger)
        page.keep("says-more", if: more != nil)
        page.text("says-more", more ?? "")
    }

    private func more(_ trigger: Trigger) -> String? {
        switch trigger {
        case .event(let type, _, _): Reentry(days: reentryDays).sentence(about: type.anchor)
        case .scheduled(let local): clocks(at: local)
        case .recurring: nil
        }
    }

    /// What the clocks do at that time; nil where they go on as always.
    private func clocks(at local: CivilDateTime) -> String? {
        let found = zone.resolve(local)
        switch found.kind {
        case .unique: return nil
        case .gap:
            let time = zone.civil(at: found.instant).time.text
            return "The clocks go forward then: \(local.time.text) does not exist on that day, so it begins at \(time)."
        case .overlap:
            return "The clocks go back then: \(local.time.text) comes twice on that day, and it begins the first time."
        }
    }
}

extension TriggerForm {
    /// Events as the form lists them.
    enum EventGroup: String, CaseIterable {
        case appointments = "Appointments"
        case treatment = "Treatment"
        case payments = "Payments"
        case patients = "Patients and messages"

        func holds(_ type: EventType) -> Bool {
            switch type.anchor {
            case .appointment: self == .appointments
            case .treatment: self == .treatment
            case .invoice: self == .payments
            case nil: self == .patients
            }
        }
    }
}
