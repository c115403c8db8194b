import Campaigns
import Storage

/// A replay in sentences.
struct ReplayWords {
    let report: ReplayReport
    let times: Times

    /// "Over the last 30 days it would have sent 412 messages to 301 patients. 38 would have been held and 12 skipped.".
    var summary: String {
        let tally = report.tally
        let start = report.state == .done ? "Over the last \(report.days) days it" : "So far it"
        var parts = [
            "\(start) would have sent \(Numbers.count(tally.sent, "message", "messages")) to \(Numbers.count(tally.patients, "patient", "patients"))."
        ]
        let held = tally.held.values.reduce(0, +)
        let skipped = tally.skipped.values.reduce(0, +)
        let others = [(held, "held"), (skipped, "skipped")].filter { $0.0 > 0 }
        if let (count, word) = others.first {
            let rest = others.dropFirst().map { " and \(Numbers.grouped($0.0)) \($0.1)" }.joined()
            parts.append("\(Numbers.grouped(count)) would have been \(word)\(rest).")
        }
        if let busiest = tally.busiest(1).first {
            parts.append(
                "Most on one day: \(Numbers.grouped(busiest.messages)), on \(times.day(busiest.day)).")
        }
        if tally.crowded > 0 {
            parts.append(
                "\(Numbers.count(tally.crowded, "patient", "patients")) would have got \(ReplayTally.crowd) or more in a week."
            )
        }
        if tally.ahead > 0 { parts.append("\(Numbers.grouped(tally.ahead)) more would still be to come.") }
        return parts.joined(separator: " ")
    }
}
