import Campaigns
import CivilTime
import Storage

/// What staff are told of a person's e-mail address or mobile number.
enum AddressWords {
    /// "e-mail address", within a sentence.
    static func name(_ kind: ContactPoint.Kind) -> String { kind == .phone ? "mobile number" : "e-mail address" }

    /// By whose word it stands.
    static func origin(_ standing: StandingAddress?, _ kind: ContactPoint.Kind, _ times: Times) -> String {
        guard let standing else { return "The booking system tells no \(name(kind))." }
        return correction(of: standing, times) ?? "As the booking system tells it."
    }

    /// "Corrected here on Tue 13 Mar by Ana Ruiz; the booking system still has +1 312 555 0142."; nil for one as it was told.
    static func correction(of standing: StandingAddress, _ times: Times) -> String? {
        standing.correction.map { correction in
            let day = times.day(times.zone.civil(at: correction.at).date)
            let told = correction.told.map { "still has \(PhoneWords.spaced($0))" } ?? "has none"
            return "Corrected here on \(day) by \(correction.by); the booking system \(told)."
        }
    }

    /// Why an address takes no messages, or no offers.
    static func closure(_ closure: ConsentProof.Closure, _ address: String, _ times: Times) -> String {
        let since = times.text(closure.since)
        let what = closure.scope == .all ? "no message at all" : "no offers"
        let why =
            switch closure.cause {
            case .optOut: "it answered STOP. It opens again when it answers START"
            case .unsubscribe: "somebody unsubscribed it. A yes to offers that you write down here opens it again"
            case .badAddress: "messages to it came back. Correct the address here or in the booking system"
            case .staff: "staff closed it"
            }
        return "\(address) gets \(what) since \(since): \(why)."
    }

    /// What was asked for and is not done yet.
    static func obstacle(
        _ obstacle: AddressDesk.Obstacle, _ kind: ContactPoint.Kind, _ standing: StandingAddress?, _ times: Times
    ) -> String {
        switch obstacle {
        case .closed(let closed):
            return "\(closure(closed, "This \(name(kind))", times)) If it is theirs all the same, say so below."
        case .stale:
            let by = standing?.correction.map { ", by \($0.by) \(times.near($0.at))" } ?? ""
            let now = standing.map { "It is \($0.point.shown) now" } ?? "There is none now"
            return "It was changed while you had this page open\(by). \(now). Save again to put yours in its place."
        }
    }
}
