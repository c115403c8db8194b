import Campaigns

/// Every place of a draft to which one step can be moved, in reading order, in words.
struct PlaceWords {
    struct Choice {
        let place: StepPlace
        let words: String
        /// Where the step stands now.
        let isOwn: Bool
    }

    private let step: ID<Step>
    private let draft: Draft
    private(set) var choices: [Choice] = []

    init(moving step: ID<Step>, in draft: Draft) {
        self.step = step
        self.draft = draft
        walk(draft.workflow.steps, .main, start: "as the first step", depth: 0)
    }

    /// Places count the others of a lane: the step itself is taken out before it is put in.
    private mutating func walk(_ steps: [Step], _ lane: DraftLane, start: String, depth: Int) {
        let own = steps.firstIndex { $0.id == step }
        add(StepPlace(lane, 1), start, isOwn: own == 0, depth)
        var position = 1
        for other in steps where other.id != step {
            let name = StepWords(other, in: draft.workflow, messages: draft.messageNames).name
            for item in other.lanes {
                walk(
                    item.lane.steps, .inside(other.id, item.key),
                    start: "first under “\(item.name(naming: draft.segments))” of “\(name)”",
                    depth: depth + 1)
            }
            add(StepPlace(lane, position + 1), "after “\(name)”", isOwn: own == position, depth)
            position += 1
        }
    }

    private mutating func add(_ place: StepPlace, _ words: String, isOwn: Bool, _ depth: Int) {
        let said = isOwn ? "where it is now, \(words)" : words
        let inset = String(repeating: "\u{2003}", count: depth)
        choices.append(Choice(place: place, words: inset + said.capitalisedStart, isOwn: isOwn))
    }
}
