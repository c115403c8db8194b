import Campaigns
import CivilTime
import Delivery
import Storage

/// The notification of one push message: the clinic's name, the first words of what it wrote, and where the whole stands.
struct PushNotice {
    let wired: WireStore.Wired

    init(_ wired: WireStore.Wired) { self.wired = wired }

    func push(at now: Instant) -> OutgoingPush {
        OutgoingPush(
            devices: wired.letter.devices, text: text.bytes, lifeSeconds: lifeSeconds(at: now), urgency: urgency,
            date: now)
    }

    /// What `public/js/inbox-worker.js` reads.
    private var text: JSON {
        .object([
            "title": .string(wired.candidate.facts.clinic.name), "body": .string(wired.letter.message.notice),
            "url": .string(wired.letter.inboxURL ?? ""), "tag": .string("message-\(wired.candidate.send.id)"),
            "language": .string(wired.letter.language),
        ])
    }

    /// As long as it would still be sent: no device that slept through a visit is woken for it (rules.md 3.2).
    private func lifeSeconds(at now: Instant) -> Int {
        let (send, candidate) = (wired.candidate.send, wired.candidate)
        let limit = candidate.facts.clinic.lateness.minutes(for: candidate.terms.type)
        var end = send.dueAt.adding(minutes: limit)
        if send.visitRelation == .before || send.visitRelation == .dayOf, let visit = candidate.visit {
            end = min(end, visit.startsAt)
        }
        return Int(end.seconds(since: now))
    }

    private var urgency: OutgoingPush.Urgency {
        switch wired.candidate.send.lane {
        case .reminder: .high
        case .marketing: .low
        default: .normal
        }
    }
}
