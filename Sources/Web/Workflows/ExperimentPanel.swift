import Campaigns
import Markup

/// Draws the part of a SEND's form that tries other messages against its own.
struct ExperimentPanel {
    let visit: Visit
    let fields: FieldPages
    let form: ExperimentForm
    /// Each message template, as the step's own field offers them.
    let messages: [FieldPages.Choice]
    let purpose: Purpose
    /// What it needs to be decided, as sentences.
    let needs: [String]

    func page() -> Page {
        let page = visit.page("steps/experiment.html")
        let isOpen = !form.isEmpty || fields.problems.contains { ExperimentForm.names.contains($0.field) }
        page.attribute("test", "open", isOpen ? "open" : nil)
        page.each("need", needs) { row, need in row.text("need", need) }
        page.insert("fields", share(of: .a))
        for arm in Arm.challengers {
            page.insert(
                "fields",
                fields.select(
                    ExperimentForm.templateField(arm), "Message \(arm.rawValue)",
                    [FieldPages.Choice("", "None")] + messages, value: form[ExperimentForm.templateField(arm)]))
            page.insert("fields", share(of: arm))
        }
        page.insert(
            "fields",
            fields.input(
                ExperimentForm.holdout, "Share without a message", value: form[ExperimentForm.holdout],
                hint: "Percent of households that get nothing, to show what the message itself does; may be empty.",
                attributes: ["inputmode": "numeric"]))
        page.insert("fields", goal)
        page.insert(
            "fields",
            fields.input(
                ExperimentForm.date, "The test ends on", value: form[ExperimentForm.date],
                hint:
                    "Fixed beforehand: looking early decides nothing. Households outside of the test get the message then.",
                type: "date"))
        page.insert(
            "fields",
            fields.input(ExperimentForm.time, "At", value: form[ExperimentForm.time], type: "time"))
        page.insert(
            "fields",
            fields.checkboxes(
                ExperimentForm.winner, "Afterwards",
                [
                    FieldPages.Choice(
                        "yes", "Go on with the better message, if the test decides",
                        hint: "Else, and whenever nothing is decided, message A goes on.")
                ],
                values: form[ExperimentForm.winner].isEmpty ? [] : ["yes"]))
        return page
    }

    private func share(of arm: Arm) -> Page {
        let name = ExperimentForm.weightField(arm)
        let hint = arm == .a ? "Percent of households that get the message above." : nil
        return fields.input(
            name, "Share of message \(arm.rawValue)", value: form[name], hint: hint,
            attributes: ["inputmode": "numeric"])
    }

    /// Care messages carry no tracking, so that their clicks are not counted.
    private var usualGoal: Experiment.Goal { purpose == .marketing ? .clicks : .confirmations }

    private var goal: Page {
        fields.select(
            ExperimentForm.goal, "Measured by",
            Experiment.Goal.allCases.map { FieldPages.Choice($0.rawValue, $0.label) },
            value: form[ExperimentForm.goal].isEmpty
                ? usualGoal.rawValue : form[ExperimentForm.goal],
            hint: "Openings are shown, but never decide: mail programs open everything.")
    }
}

extension Experiment.Goal {
    /// As a choice says it.
    var label: String {
        switch self {
        case .clicks: "Clicks on its links (marketing only)"
        case .confirmations: "Confirmed visits"
        case .bookings: "Booked visits"
        case .answers: "Answered surveys"
        }
    }
}
