import Campaigns

/// A draft with a step as it was typed, which nobody has saved.
extension Draft {
    /// - Returns: the draft, and which step of it is the typed one.
    func trying(_ reading: StepForm.Reading, at target: StepPanel.Target) -> (draft: Draft, step: ID<Step>) {
        switch target {
        case .saved(let step):
            return (with(steps.map { $0.id == step.id ? $0.saying(reading) : $0 }), step.id)
        case .new(let place):
            // No row has this id.
            let id = ID<Step>(.max)
            let others = steps.map { step in
                var step = step
                if step.lane == place.lane, step.position >= place.position { step.position += 1 }
                return step
            }
            let new = DraftStep(
                id: id, lane: place.lane, position: place.position, name: reading.name, action: reading.action,
                version: 0, updatedAt: campaign.updatedAt)
            return (with(others + [new]), id)
        }
    }

    private func with(_ steps: [DraftStep]) -> Draft {
        Draft(
            clinic: clinic, campaign: campaign, steps: steps, templates: templates, workflow: Workflow(draft: steps),
            segments: segments, hasSurvey: hasSurvey, looking: looking)
    }
}

extension DraftStep {
    fileprivate func saying(_ reading: StepForm.Reading) -> DraftStep {
        var step = self
        step.name = reading.name
        step.action = reading.action
        return step
    }
}
