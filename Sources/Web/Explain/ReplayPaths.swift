import Campaigns
import CivilTime

extension Path {
    static func replay(_ id: ID<Campaign>) -> String { "\(campaign(id))/replay" }
    static func cancelReplay(_ id: ID<Campaign>) -> String { "\(replay(id))/cancel" }

    /// The replay with some of a day's messages.
    static func replay(_ id: ID<Campaign>, day: CivilDate) -> String { "\(replay(id))?day=\(day.text)#day" }

    /// All that the replay would have sent to one patient; with a step, scrolled to its message.
    static func replay(_ id: ID<Campaign>, patient: ID<Patient>, step: ID<Step>? = nil) -> String {
        "\(replay(id))/patients/\(patient)" + (step.map { "#step-\($0)" } ?? "")
    }
}
