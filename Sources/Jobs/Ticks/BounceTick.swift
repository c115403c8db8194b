import CivilTime
import Delivery
import Storage

/// Reads the folder into which a mail server puts what comes back.
struct BounceTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 500

    /// Each mail once: what was kept and not yet set aside when a tick died is known the next time.
    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        guard let folder = place.bounceFolder.map(Maildir.init) else { return [:] }
        var counts: Tick.Counts = [:]
        do {
            for name in try folder.fresh(limit: Self.batch) where !budget.isSpent {
                guard let mail = try read(name, in: folder) else { continue }
                let count = try take(mail, name)
                counts[count, default: 0] += 1
                try folder.setAside(name)
            }
        } catch let error as DeliveryError {
            place.log("mail that comes back cannot be read: \(error)")
        }
        return counts
    }

    /// nil for one that cannot be read: it stays, and those behind it are looked at all the same.
    private func read(_ name: String, in folder: Maildir) throws -> [UInt8]? {
        do {
            return try folder.read(name, longest: BounceIntake.longest)
        } catch {
            place.log("mail that came back as \(name) cannot be read: \(error)")
            return nil
        }
    }

    /// - Returns: the name under which the tick counts it.
    private func take(_ mail: [UInt8], _ name: String) throws -> String {
        switch try BounceIntake(place.db, bounces: place.sender.bounces).take(mail, at: place.clock()) {
        case .kept: return "kept"
        case .known: return "known"
        case .answer: return "answers"
        case .unreadable:
            place.log("mail that came back as \(name) tells nothing that we understand")
            return "unreadable"
        case .unmatched:
            place.log("mail that came back as \(name) is about none that we sent")
            return "unmatched"
        }
    }
}
