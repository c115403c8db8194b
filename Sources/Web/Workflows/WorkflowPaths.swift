import Campaigns

extension Path {
    static func steps(of id: ID<Campaign>) -> String { "\(campaign(id))/steps" }
    static func step(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(steps(of: id))/\(step)" }
    static func stepPosition(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(self.step(step, of: id))/position" }
    static func stepRemoval(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(self.step(step, of: id))/remove" }

    /// The form of a new step of this kind.
    static func newStep(_ kind: StepForm.Kind, at place: StepPlace, of id: ID<Campaign>) -> String {
        "\(steps(of: id))/new?type=\(kind.rawValue)&add=\(place.text)#panel"
    }

    /// The builder with the question which kind of step to add there.
    static func builder(_ id: ID<Campaign>, adding place: StepPlace) -> String {
        "\(builder(id))?add=\(place.text)#panel"
    }

    static func builderTrigger(_ id: ID<Campaign>) -> String { "\(builder(id))?open=trigger#panel" }

    /// The builder, scrolled to a card.
    static func card(_ step: ID<Step>, of id: ID<Campaign>) -> String { "\(builder(id))#step-\(step)" }
}
