import Campaigns

/// What makes a send once-only: enrollment, step, contact point, channel, schedule version, retry number
/// (rules.md 1.3). Only ever compared.
struct DedupeKey {
    let text: String

    init(_ enrollment: ID<Enrollment>, _ send: PlannedSend, retry: Int = 0) {
        self.init(
            enrollment, step: send.step.id, point: send.recipient?.point.id, channel: send.action.channel,
            version: send.version, retry: retry)
    }

    init(
        _ enrollment: ID<Enrollment>, step: ID<Step>, point: ID<ContactPoint>?, channel: Channel, version: Int,
        retry: Int
    ) {
        text = "\(enrollment)-\(step)-\(point?.rawValue ?? 0)-\(channel.rawValue)-\(version)-\(retry)"
    }
}
