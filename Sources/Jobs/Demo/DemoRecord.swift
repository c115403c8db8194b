import Campaigns
import CivilTime

/// One record of the demo clinic's other systems, as they told it from time to time.
struct DemoRecord {
    /// Its lines by when they were told, times ascending; never empty.
    private(set) var tellings: [Telling]

    struct Telling {
        let at: Instant
        let line: JSON
    }

    init(_ line: JSON, at time: Instant) { tellings = [Telling(at: time, line: line)] }

    /// Tells the record anew, not before it was told last.
    mutating func tell(_ line: JSON, at time: Instant) {
        tellings.append(Telling(at: max(time, tellings[tellings.count - 1].at), line: line))
    }

    /// As it stands in the end.
    var line: JSON { tellings[tellings.count - 1].line }

    /// As it stood at a time; nil while nobody knew of it.
    func line(at time: Instant) -> JSON? { tellings.last { $0.at <= time }?.line }

    func tellings(after time: Instant) -> [Telling] { tellings.filter { $0.at > time } }
}
