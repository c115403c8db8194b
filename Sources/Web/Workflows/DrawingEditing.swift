import Campaigns
import Storage

extension WorkflowDrawing {
    /// What links and buttons stand on a drawing that can be edited.
    struct Editing {
        let campaign: ID<Campaign>
        var open = Open.nothing
        var focus: Focus?
        /// Whose messages are shown beside a step.
        var looking: Looking?

        enum Open: Equatable {
            case nothing, trigger
            case step(ID<Step>)
            case place(StepPlace)
        }

        /// Where the eye is after a change: a card, and which of its buttons was pressed.
        struct Focus: Equatable {
            let step: ID<Step>
            let direction: StepStore.Direction?

            /// `?at=7&by=up`; nil for anything else.
            init?(_ query: Fields) {
                guard let step = query["at"].flatMap(ID<Step>.init(text:)) else { return nil }
                self.step = step
                direction = query["by"].flatMap(StepStore.Direction.init(rawValue:))
            }
        }
    }
}
