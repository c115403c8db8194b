import Campaigns
import Markup
import Storage

/// What a replay counted, as its page shows it.
struct ReplaySheet {
    let report: ReplayReport
    let clinic: Clinic
    let labels: [ID<Step>: StepStore.Label]
    let visit: Visit

    private var tally: ReplayTally { report.tally }

    func fill(_ page: Page) {
        page.text("summary", ReplayWords(report: report, times: visit.times).summary)
        page.keep("running", if: report.state == .running)
        page.attribute("progress", "max", String(max(1, report.patientsTotal)))
        page.attribute("progress", "value", String(report.patientsDone))
        page.text(
            "done",
            "\(Numbers.grouped(report.patientsDone)) of \(Numbers.count(report.patientsTotal, "patient", "patients"))")
        page.text("as-of", "Replayed \(visit.times.text(report.requestedAt))")
        page.insert(
            "days",
            DaysChart(
                days: report.dayCounts(of: clinic), times: visit.times, templates: visit.call.templates,
                title: "Messages"
            ).page())
        page.each("tally", figures) { row, figure in
            row.text("label", figure.label)
            row.text("figure", Numbers.grouped(figure.count))
            row.text("sub", figure.note)
        }
        page.keep("steps", if: !tally.steps.isEmpty)
        page.each("step", tally.steps.sorted { $0.step < $1.step }) { row, step in
            row.text("step", labels[step.step]?.name ?? step.channel.title)
            row.text("channel", step.channel.title)
            row.text("sent", Numbers.grouped(step.sent))
            row.text("held", Numbers.grouped(step.held))
            row.text("skipped", Numbers.grouped(step.skipped))
        }
        let reasons = reasons
        page.keep("reasons", if: !reasons.isEmpty)
        page.each("reason", reasons) { row, reason in
            row.text("reason", reason.sentence)
            row.text("count", Numbers.grouped(reason.count))
        }
    }

    private var figures: [(label: String, count: Int, note: String)] {
        let closed = tally.onClosedDays
        return [
            (
                "Messages", tally.sent,
                closed == 0 ? "none on a closed day" : "\(Numbers.grouped(closed)) on closed days"
            ),
            ("Patients", tally.patients, "\(Numbers.count(tally.enrolled, "enrollment", "enrollments"))"),
            ("Three or more in a week", tally.crowded, "patients"),
            ("Still to come", tally.ahead, "planned for after today"),
        ]
    }

    /// The held first, then the skipped; the most frequent first.
    private var reasons: [(sentence: String, count: Int)] {
        func lines(_ counts: [Reason: Int], _ word: String) -> [(sentence: String, count: Int)] {
            counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
                .map { ("\(word): \($0.key.skippedSentence)", $0.value) }
        }
        return lines(tally.held, "Held") + lines(tally.skipped, "Skipped")
    }
}

extension Path {
    static func replay(_ id: ID<Campaign>) -> String { "\(campaign(id))/replay" }
}
