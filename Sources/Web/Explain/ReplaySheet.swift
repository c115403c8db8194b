import Campaigns
import CivilTime
import Markup
import Storage

/// What a replay counted, as its page shows it.
struct ReplaySheet {
    let report: ReplayReport
    let campaign: Campaign
    let clinic: Clinic
    /// Whose messages are listed; nil lists none.
    let day: CivilDate?
    let labels: [ID<Step>: StepStore.Label]
    let names: [ID<Patient>: String]
    let visit: Visit

    private var tally: ReplayTally { report.tally }
    private static let mostCrowded = 10

    init(report: ReplayReport, campaign: Campaign, day: CivilDate?, visit: Visit) throws {
        self.report = report
        self.campaign = campaign
        self.day = day.flatMap { report.tally.days[$0] == nil ? nil : $0 }
        self.visit = visit
        clinic = try visit.clinic()
        labels = try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID)
        let samples = self.day.flatMap { report.tally.samples.days[$0] } ?? []
        let shown = samples.map(\.patient) + report.tally.mostCrowded.prefix(Self.mostCrowded).map(\.patient)
        names = shown.isEmpty ? [:] : try ReplayStore(visit.db).names(of: shown, in: visit.clinicID)
    }

    func fill(_ page: Page) {
        page.text("summary", ReplayWords(report: report, times: visit.times).summary)
        fillProgress(page)
        page.each("tally", figures) { row, figure in
            row.text("label", figure.label)
            row.text("figure", Numbers.grouped(figure.count))
            row.text("sub", figure.note)
        }
        ReplayCalendar(report: report, campaign: campaign, chosen: day, clinic: clinic, times: visit.times).fill(page)
        fillDay(page)
        fillCrowded(page)
        fillSteps(page)
        fillReasons(page)
    }

    private func fillProgress(_ page: Page) {
        let isRunning = report.state == .running
        page.keep("running", if: isRunning)
        page.attribute("again", "data-look-again", isRunning ? "" : nil)
        page.attribute("look", "href", Path.replay(campaign.id))
        page.attribute("progress", "max", String(max(1, report.patientsTotal)))
        page.attribute("progress", "value", String(report.patientsDone))
        page.text(
            "done",
            "\(Numbers.grouped(report.patientsDone)) of \(Numbers.count(report.patientsTotal, "patient", "patients"))")
        page.text("as-of", "Replayed \(visit.times.text(report.requestedAt))")
        page.attribute("cancel", "action", Path.cancelReplay(campaign.id))
        page.text("cancel-label", isRunning ? "Stop" : "Forget this replay")
        page.attribute("cancel-token", "value", visit.token)
    }

    private func fillDay(_ page: Page) {
        page.keep("day", if: day != nil)
        guard let day else { return }
        let samples = tally.samples.days[day] ?? []
        let count = tally.days[day] ?? 0
        page.text("day-title", "\(visit.times.day(day)): \(Numbers.count(count, "message", "messages"))")
        page.text(
            "day-note", samples.count < count ? "\(samples.count) of them, to look at:" : "Each can be opened.")
        page.each("sample", samples.sorted { ($0.at, $0.patient) < ($1.at, $1.patient) }) { row, sample in
            row.text("sample", names[sample.patient] ?? "A patient")
            row.attribute("sample", "href", Path.replay(campaign.id, patient: sample.patient, step: sample.step))
            row.text("sample-step", name(sample.step, sample.channel))
            row.text("sample-time", visit.zone.civil(at: sample.at).time.text)
        }
    }

    private func name(_ step: ID<Step>, _ channel: Channel) -> String {
        labels[step].flatMap { $0.name.isEmpty ? nil : $0.name } ?? channel.title
    }

    private func fillCrowded(_ page: Page) {
        page.keep("crowded", if: !tally.mostCrowded.isEmpty)
        page.text(
            "crowded-says",
            "\(Numbers.count(tally.crowded, "patient", "patients")) would have got \(ReplayTally.crowd) or more messages in a week."
        )
        page.each("crowd", tally.mostCrowded.prefix(Self.mostCrowded)) { row, crowd in
            row.text("crowd", names[crowd.patient] ?? "A patient")
            row.attribute("crowd", "href", Path.replay(campaign.id, patient: crowd.patient))
            row.text("crowd-count", Numbers.grouped(crowd.messages))
        }
    }

    private func fillSteps(_ page: Page) {
        page.keep("steps", if: !tally.steps.isEmpty)
        page.each("step", tally.steps.sorted { $0.step < $1.step }) { row, step in
            row.text("step", name(step.step, step.channel))
            row.text("channel", step.channel.title)
            row.text("sent", Numbers.grouped(step.sent))
            row.text("held", Numbers.grouped(step.held))
            row.text("skipped", Numbers.grouped(step.skipped))
        }
    }

    private func fillReasons(_ page: Page) {
        let reasons = reasons
        page.keep("reasons", if: !reasons.isEmpty)
        page.each("reason", reasons) { row, reason in
            row.text("reason", reason.sentence)
            row.text("count", Numbers.grouped(reason.count))
            row.keep("example", if: reason.sample != nil)
            row.attribute(
                "example", "href",
                reason.sample.map { Path.replay(campaign.id, patient: $0.patient, step: $0.step) } ?? "#main")
        }
    }

    private var figures: [(label: String, count: Int, note: String)] {
        let closed = tally.onClosedDays
        return [
            (
                "Messages", tally.sent,
                closed == 0 ? "none on a closed day" : "\(Numbers.grouped(closed)) on closed days"
            ),
            ("Patients", tally.patients, "began \(Numbers.count(tally.enrolled, "time", "times"))"),
            ("Three or more in a week", tally.crowded, tally.crowded == 1 ? "patient" : "patients"),
            ("Still to come", tally.ahead, "planned for after today"),
        ]
    }

    /// The held first, then the skipped; the most frequent first.
    private var reasons: [(sentence: String, count: Int, sample: ReplaySamples.Sample?)] {
        func lines(_ counts: [Reason: Int], _ word: String, _ samples: [Reason: [ReplaySamples.Sample]])
            -> [(sentence: String, count: Int, sample: ReplaySamples.Sample?)]
        {
            counts.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
                .map { ("\(word): \($0.key.skippedSentence)", $0.value, samples[$0.key]?.first) }
        }
        return lines(tally.held, "Held", tally.samples.held) + lines(tally.skipped, "Skipped", tally.samples.skipped)
    }
}
