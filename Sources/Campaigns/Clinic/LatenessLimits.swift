/// How late a send may still leave, in minutes after its due time (rules.md 3.2).
public struct LatenessLimits: Sendable, Hashable {
    public var reminderMinutes: Int
    public var otherMinutes: Int

    public init(reminderMinutes: Int = 120, otherMinutes: Int = 24 * 60) {
        self.reminderMinutes = reminderMinutes
        self.otherMinutes = otherMinutes
    }

    public func minutes(for type: CampaignType) -> Int { type == .reminder ? reminderMinutes : otherMinutes }
}
