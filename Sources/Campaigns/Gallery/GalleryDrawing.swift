extension GalleryWorkflow {
    /// The workflow as the drawing shows it: steps numbered from 1 in reading order, no templates yet.
    public var workflow: Workflow {
        var number: Int64 = 0
        return Workflow(steps: drawn(steps, &number))
    }

    private func drawn(_ steps: [GalleryStep], _ number: inout Int64) -> [Step] {
        var drawn: [Step] = []
        for step in steps {
            number += 1
            let id = ID<Step>(number)
            drawn.append(Step(id: id, name: step.name, action: action(step, &number)))
        }
        return drawn
    }

    private func action(_ step: GalleryStep, _ number: inout Int64) -> Step.Action {
        switch step.action {
        case .send(let key):
            guard let message = message(key) else { preconditionFailure("the gallery names a message it has not") }
            return .send(SendStep(channel: message.channel, template: nil))
        case .wait(let text, let ifPast):
            return .wait(Wait(expression: Self.expression(text), ifPast: ifPast))
        case .condition(let rule, let yes, let no):
            let yesLane = Lane(steps: drawn(yes, &number))
            return .condition(Condition(rule: rule, yes: yesLane, no: Lane(steps: drawn(no, &number))))
        }
    }

    private static func expression(_ text: String) -> WaitExpression {
        do {
            return try WaitExpression.parse(text)
        } catch {
            preconditionFailure("the gallery's own wait cannot be read: \(text)")
        }
    }
}
