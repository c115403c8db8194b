import Campaigns
import Storage

/// How programs end campaigns: one that runs only when they say that they know whom it concerns.
enum CampaignEndingAPI {
    /// `POST /api/v1/campaigns/ID/complete`: `{"confirmed": true}` once the numbers were seen.
    static func complete(_ api: APICall) throws -> Response {
        let campaign = try confirmed(.completed, api)
        let outcome = try api.life.complete(campaign.id, in: api.clinicID, by: api.author, at: api.now)
        return try CampaignLifeAPI.answer(outcome, campaign.id, api)
    }

    /// `POST /api/v1/campaigns/ID/archive`: the same, and puts it away.
    static func archive(_ api: APICall) throws -> Response {
        let campaign = try confirmed(.archived, api)
        let outcome = try api.life.archive(campaign.id, in: api.clinicID, by: api.author, at: api.now)
        return try CampaignLifeAPI.answer(outcome, campaign.id, api)
    }

    /// - Throws: `APIProblem` 409 with the numbers, for a campaign that runs and that nobody confirmed.
    private static func confirmed(_ end: CampaignStatus, _ api: APICall) throws -> Campaign {
        let campaign = try api.campaign()
        let isConfirmed = try api.body(isOptional: true) { $0.yesNo("confirmed").value } ?? false
        _ = try SeenVersions(api.request).checked(campaign.version)
        guard campaign.status.mayBecome(end), campaign.status.isUnderWay, !isConfirmed else { return campaign }
        let counts = try api.life.counts(of: campaign.id, in: api.clinicID)
        throw APIProblem(
            status: 409, title: "This ends the campaign. Send {\"confirmed\": true} to go on.",
            errors: counts.losses.map { .init(field: "confirmed", message: $0) })
    }
}

extension CampaignStatus {
    /// Whether people may be on their way through it.
    var isUnderWay: Bool { self == .active || self == .paused }
}

extension CampaignLifeCounts {
    /// What ending the campaign takes away, as sentences.
    var losses: [String] {
        [
            "\(Numbers.count(enrollments, "patient is", "patients are")) on the way through it; their way ends.",
            "\(waitingText) skipped.",
        ]
    }

    private var waitingText: String {
        Numbers.count(waiting, upTo: Self.mostCounted, "message that waits is", "messages that wait are")
    }
}
