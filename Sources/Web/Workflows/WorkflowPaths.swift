import Campaigns
import Storage

extension Path {
    static func steps(of id: ID<Campaign>) -> String { "\(campaign(id))/steps" }
    static func step(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(steps(of: id))/\(step)" }
    static func stepPosition(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(self.step(step, of: id))/position" }
    static func stepRemoval(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(self.step(step, of: id))/remove" }

    static func stepCopy(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(self.step(step, of: id))/duplicate" }
    static func laneCopy(_ lane: LaneKey, of step: ID<Step>, _ id: ID<Campaign>) -> String {
        "\(self.step(step, of: id))/lanes/\(lane.rawValue)/duplicate"
    }
    static func draft(_ direction: DraftReturn.Direction, of id: ID<Campaign>) -> String {
        "\(campaign(id))/draft/\(direction.rawValue)"
    }

    /// The form of a new step of this kind.
    static func newStep(_ kind: StepForm.Kind, at place: StepPlace, of id: ID<Campaign>) -> String {
        "\(steps(of: id))/new?type=\(kind.rawValue)&add=\(place.text)#panel"
    }

    /// The builder with the question which kind of step to add there.
    static func builder(_ id: ID<Campaign>, adding place: StepPlace) -> String {
        "\(builder(id))?add=\(place.text)#panel"
    }

    static func builderTrigger(_ id: ID<Campaign>) -> String { "\(builder(id))?open=trigger#panel" }

    /// The builder with the focus on a card, or on the button of it that was pressed.
    static func card(_ step: ID<Step>, of id: ID<Campaign>, by direction: StepStore.Direction? = nil) -> String {
        "\(builder(id))?at=\(step)" + (direction.map { "&by=\($0.rawValue)" } ?? "")
    }

    /// The builder with the focus on undo, or on redo.
    static func builder(_ id: ID<Campaign>, after direction: DraftReturn.Direction) -> String {
        "\(builder(id))?at=\(direction.rawValue)"
    }
}
