/// A campaign as a program tells it (api.md, *Campaigns*): a missing field is unchanged.
public struct CampaignIntake: Sendable, Hashable {
    public let name: Given<String>
    /// Cleared is empty.
    public let description: Given<String>
    public let type: Given<CampaignType>
    public let purpose: Given<Purpose>
    /// Cleared takes it away.
    public let trigger: Given<Trigger>
    /// Cleared is everybody.
    public let audience: Given<Rule>
    /// Cleared is nobody.
    public let exclusions: Given<Rule>
    /// Cleared is what the type says by itself.
    public let asksAudienceAgain: Given<Bool>
    /// Days after which the same may begin again; cleared is never.
    public let reentryDays: Given<Int64>

    /// Reads all that a program may say about a campaign; problems stay with the reader.
    public init(_ reader: inout IntakeReader) {
        name = reader.kept("name", reader.line("name", atMost: CampaignHead.maximumNameLength))
        description = reader.text("description", atMost: CampaignHead.maximumDescriptionLength)
        type = reader.kept("type", reader.word("type", CampaignType.self))
        purpose = reader.word("purpose", Purpose.self)
        trigger = reader.trigger()
        audience = reader.audience("audience")
        exclusions = reader.audience("excludeCriteria")
        asksAudienceAgain = reader.given("asksAudienceAgain", expected: "true or false", \.boolValue)
        reentryDays = reader.number(
            "reentryDays", in: Int64(Reentry.limits.lowerBound)...Int64(Reentry.limits.upperBound))
    }

    /// The campaign with what was told.
    ///
    /// - Parameter stored: nil for a new one.
    /// - Throws: what a new one lacks, and a purpose that the type does not have.
    public func outline(replacing stored: CampaignOutline?) throws(IntakeRefusal) -> CampaignOutline {
        guard let name = name.replacing(stored?.head.name), let type = type.replacing(stored?.head.type) else {
            let missing = [("name", name == .absent), ("type", type == .absent)].filter(\.1)
            throw IntakeRefusal(
                unknownFields: [],
                problems: missing.map { FieldProblem(field: $0.0, message: "This is required for a new campaign.") })
        }
        let head = CampaignHead(
            name: name, description: description.replacing(stored?.head.description) ?? "", type: type,
            purpose: purpose.replacing(stored?.head.purpose) ?? .care)
        if let told = purpose.value, told != head.purpose {
            let message = "A campaign of the type \(type.rawValue) is always \(head.purpose.rawValue)."
            throw IntakeRefusal(unknownFields: [], problems: [FieldProblem(field: "purpose", message: message)])
        }
        var draft = stored?.draft ?? CampaignDraft()
        draft.trigger = trigger.replacing(draft.trigger)
        draft.audience = audience.replacing(draft.audience) ?? .everybody
        draft.exclusions = exclusions.replacing(draft.exclusions)
        draft.asksAudienceAgain = try asking(of: head, stored?.draft)
        draft.reentryDays = reentryDays.replacing(draft.reentryDays.map(Int64.init)).map { Int($0) }
        return CampaignOutline(head: head, draft: draft)
    }

    private func asking(of head: CampaignHead, _ stored: CampaignDraft?) throws(IntakeRefusal) -> Bool {
        if let told = asksAudienceAgain.value, told != head.type.asksAudienceAgain(head.purpose, ifCare: told) {
            let message =
                told
                ? "Reminders are bound only to their visit: they do not ask the audience again."
                : "Marketing always asks the audience again."
            throw IntakeRefusal(
                unknownFields: [], problems: [FieldProblem(field: "asksAudienceAgain", message: message)])
        }
        // Where the type leaves no choice nothing is kept, and nothing is there to publish.
        return head.purpose == .care && head.type != .reminder
            && asksAudienceAgain.replacing(stored?.asksAudienceAgain) ?? false
    }
}
