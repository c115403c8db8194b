extension GalleryWorkflow {
    /// The workflow as the drawing shows it: steps numbered from 1 in reading order, message templates as `messages` are.
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
            guard let index = messages.firstIndex(where: { $0.key == key }) else {
                preconditionFailure("the gallery names a message it has not")
            }
            return .send(SendStep(channel: messages[index].channel, template: Self.template(index)))
        case .wait(let text, let ifPast):
            return .wait(Wait(expression: Self.expression(text), ifPast: ifPast))
        case .condition(let rule, let yes, let no):
            let yesLane = Lane(steps: drawn(yes, &number))
            return .condition(Condition(rule: rule, yes: yesLane, no: Lane(steps: drawn(no, &number))))
        }
    }

    /// What the drawing's messages are called.
    public var messageNames: [ID<MessageTemplate>: String] {
        Dictionary(uniqueKeysWithValues: messages.enumerated().map { (Self.template($0.offset), $0.element.name) })
    }

    /// Which message a step of the drawing names.
    public func messageKey(of template: ID<MessageTemplate>) -> String? {
        messages.indices.first { Self.template($0) == template }.map { messages[$0].key }
    }

    private static func template(_ index: Int) -> ID<MessageTemplate> { ID(Int64(index + 1)) }

    private static func expression(_ text: String) -> WaitExpression {
        do {
            return try WaitExpression.parse(text)
        } catch {
            preconditionFailure("the gallery's own wait cannot be read: \(text)")
        }
    }
}
