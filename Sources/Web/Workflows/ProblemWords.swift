import Campaigns

/// What stands against a draft, as sentences that name their steps.
struct ProblemWords {
    let workflow: Workflow
    let messages: [ID<MessageTemplate>: String]

    /// "“Which treatment?” has no lane yet besides “otherwise”.", "“Reminder SMS”: No message template is chosen yet."
    func sentence(_ problem: Problem) -> String {
        guard let step = problem.step.flatMap(workflow.step) else { return problem.message }
        let name = "“\(StepWords(step, in: workflow, messages: messages).name)”"
        let subject = "It "
        guard problem.message.hasPrefix(subject) else { return "\(name): \(problem.message)" }
        return "\(name) \(problem.message.dropFirst(subject.count))"
    }
}

extension Draft {
    var problemWords: ProblemWords { ProblemWords(workflow: workflow, messages: messageNames) }
}
