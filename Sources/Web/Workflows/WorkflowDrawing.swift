import Campaigns
import Markup
import Storage

/// A workflow as cards from top to bottom: what starts it, its steps, and lanes where they part. The same in the
/// gallery, where nothing can be opened, and in the builder.
struct WorkflowDrawing {
    let templates: Templates
    let trigger: Trigger?
    let audience: Rule
    let exclusions: Rule?
    let workflow: Workflow
    /// The names of the message templates.
    var messages: [ID<MessageTemplate>: String] = [:]
    /// Those that its rules may name.
    var segments = Segments.none
    /// What links and buttons stand on it; nil for a picture.
    var editing: Editing?
    /// Sentences to be shown on cards; nil is the trigger's.
    var problems: [ID<Step>?: [String]] = [:]
    /// One patient's way, which is lit; nil lights nothing.
    var way: ExplainedWay?
    /// What differs from another state of it, which is marked; nil marks nothing.
    var changed: ChangedWorkflow?
    /// Numbers on its lines and cards; nil is without.
    var counts: WorkflowCounts?

    func page() -> Page {
        let page = templates.page("workflow/drawing.html")
        fillTrigger(page)
        fill(page, workflow.steps, in: .main)
        let end = StepPlace(.main, workflow.steps.count + 1)
        fillAdd(page, "add-last", at: end, label: "Add a step at the end")
        page.keep("nothing", if: workflow.steps.isEmpty)
        page.text("nothing", editing == nil ? "No steps yet." : "No steps yet. Add the first one with the plus.")
        return page
    }

    private func fillTrigger(_ page: Page) {
        let name = trigger?.phrase ?? "Nothing starts it yet"
        let problems = problems[nil] ?? []
        page.attribute("trigger-card", "data-open", editing?.open == .trigger ? "" : nil)
        page.attribute("trigger-card", "data-problem", problems.isEmpty ? nil : "")
        page.keep("linked", if: editing != nil)
        page.keep("unlinked", if: editing == nil)
        page.text("name", name)
        page.text("open", name)
        page.attribute("open", "href", editing.map { Path.builderTrigger($0.campaign) } ?? "")
        page.text("detail", detail)
        fillCount(page, counts?.started)
        fillProblems(page, problems)
        fill(page, "trigger-card", marks: changed?.beginsOtherwise == true ? [.changed] : [])
    }

    /// "When treatment type is braces · all patients".
    private var detail: String {
        guard case .event(_, let rule?, _) = trigger else { return who }
        let sentence = rule.sentence(naming: segments, most: Rule.readParts)
        return "When \(sentence) · \(who.prefix(1).lowercased())\(who.dropFirst())"
    }

    /// "All patients", "Patients for whom age is under 18, except …".
    private var who: String {
        let those = audience.people(naming: segments).capitalisedStart
        let most = Rule.readParts
        return exclusions.map { "\(those), except where \($0.sentence(naming: segments, most: most))" } ?? those
    }

    /// A list without steps stands only where one can be dropped into it.
    private func fill(_ page: Page, _ steps: [Step], in lane: DraftLane) {
        if steps.isEmpty, editing == nil { return page.text("steps", "") }
        page.insert("steps", self.steps(steps, in: lane))
    }

    private func steps(_ steps: [Step], in lane: DraftLane) -> Page {
        let page = templates.page("workflow/steps.html")
        page.attribute("list", "data-lane", editing == nil ? nil : StepPlace(lane, 1).laneText)
        page.each("step", Array(steps.enumerated())) { row, item in
            fill(row, item.element, at: StepPlace(lane, item.offset + 1), of: steps.count)
        }
        return page
    }

    private func fill(_ row: Page, _ step: Step, at place: StepPlace, of count: Int) {
        let words = StepWords(step, in: workflow, messages: messages, segments: segments)
        let problems = problems[step.id] ?? []
        row.attribute("step", "id", editing == nil && way == nil && counts == nil ? nil : "step-\(step.id)")
        row.attribute("card", "data-way", way.map { $0.light(step.id) })
        row.attribute("step", "data-kind", words.kind)
        fillAdd(row, "add", at: place, label: "Add a step before “\(words.name)”")
        row.attribute("card", "data-open", editing?.open == .step(step.id) ? "" : nil)
        row.attribute("card", "data-problem", problems.isEmpty ? nil : "")
        row.attribute("icon", "href", "/assets/icons.svg#\(words.icon)")
        row.keep("linked", if: editing != nil)
        row.keep("unlinked", if: editing == nil)
        row.text("name", words.name)
        row.text("open", words.name)
        row.attribute(
            "open", "href", editing.map { Path.with(Path.builder($0.campaign, step: step.id), $0.looking) } ?? "")
        row.text("detail", words.detail)
        fillCount(row, counts?.card(step))
        fillMoves(row, step.id, words.name, at: place, of: count)
        fillProblems(row, problems)
        fill(row, marks: changed?.marks[step.id] ?? [])
        fillLanes(row, step)
    }

    private func fillAdd(_ page: Page, _ mark: String, at place: StepPlace, label: String) {
        page.keep(mark, if: editing != nil)
        guard let editing else { return }
        page.attribute(mark, "href", Path.builder(editing.campaign, adding: place))
        page.attribute(mark, "aria-label", label)
        page.attribute(mark, "aria-current", editing.open == .place(place) ? "true" : nil)
    }

    /// At the end of a lane the buttons lead out of it; at the ends of the workflow nowhere.
    private func fillMoves(_ row: Page, _ step: ID<Step>, _ name: String, at place: StepPlace, of count: Int) {
        row.keep("moves", if: editing != nil)
        guard let editing else { return }
        let isNested = place.lane.parent != nil
        let ends: [(StepStore.Direction, Bool)] = [(.up, place.position == 1), (.down, place.position == count)]
        var isFocused = editing.focus?.step == step
        for (direction, isEnd) in ends {
            let slot = direction == .up ? "up" : "down"
            let isOff = isEnd && !isNested
            let isOwn = isFocused && editing.focus?.direction == direction && !isOff
            row.attribute(slot, "formaction", Path.stepPosition(step, of: editing.campaign))
            row.attribute(slot, "aria-label", "Move \(isEnd && isNested ? "out of the lane" : slot): \(name)")
            row.attribute(slot, "disabled", isOff ? "" : nil)
            row.attribute(slot, "autofocus", isOwn ? "" : nil)
            if isOwn { isFocused = false }
        }
        row.attribute("open", "autofocus", isFocused ? "" : nil)
    }

    private func fillProblems(_ page: Page, _ problems: [String]) {
        page.keep("problems", if: !problems.isEmpty)
        page.each("problem", problems) { row, problem in row.text("problem", problem) }
    }

    private func fillLanes(_ row: Page, _ step: Step) {
        let lanes = step.lanes
        row.keep("lanes", if: !lanes.isEmpty)
        row.each("lane", lanes) { row, item in fill(row, item, of: step) }
    }

    private func name(of item: KeyedLane) -> String { item.name(naming: segments) }

    private func fill(_ row: Page, _ item: KeyedLane, of step: Step) {
        let lane = item.lane
        row.attribute("lane", "aria-label", name(of: item))
        row.attribute("lane", "data-way", way.map { $0.lanes[step.id] == item.key ? "on" : "off" })
        row.attribute("lane", "data-exits", lane.exits ? "" : nil)
        let isGone = changed?.goneLanes.contains(.init(step: step.id, key: item.key)) == true
        row.attribute("lane", "data-change", isGone ? ChangedWorkflow.Mark.removed.rawValue : nil)
        row.keep("lane-gone", if: isGone)
        row.text("lane-name", name(of: item))
        fillCount(row, counts?.lane(item.key, of: step.id), "lane-counted")
        let rule = lanesSayTheirRules(step) ? item.rule : nil
        // A lane without a name of its own is called by its rule.
        let isSaid = rule == nil || rule?.sentence.capitalisedStart == item.name
        row.keep("lane-rule", if: !isSaid)
        row.text("lane-rule", rule.map { "when \($0.sentence(naming: segments, most: Rule.readParts))" } ?? "")
        fill(row, lane.steps, in: .inside(step.id, item.key))
        fillCopy(row, item, of: step)
        let end = StepPlace(.inside(step.id, item.key), lane.steps.count + 1)
        fillAdd(row, "lane-add", at: end, label: "Add a step to “\(name(of: item))”")
        row.keep("lane-end", if: lane.exits || lane.steps.isEmpty)
        row.text("lane-end", lane.exits ? "ends here" : "goes on below")
    }

    private func fillCopy(_ row: Page, _ item: KeyedLane, of step: Step) {
        let isCondition = !lanesSayTheirRules(step)
        let isOffered = editing != nil && !(isCondition && item.lane.steps.isEmpty)
        row.keep("lane-copy", if: isOffered)
        guard isOffered, let editing else { return }
        let other = item.key == .yes ? "No" : "Yes"
        row.attribute("lane-copy", "formaction", Path.laneCopy(item.key, of: step.id, editing.campaign))
        row.attribute(
            "lane-copy", "aria-label",
            isCondition
                ? "Copy the steps of “\(item.name)” to “\(other)”" : "Duplicate the lane “\(name(of: item))”")
    }

    /// A condition's card says its only rule.
    private func lanesSayTheirRules(_ step: Step) -> Bool {
        if case .condition = step.action { false } else { true }
    }
}

extension ExplainedWay {
    /// Whether the way has come through the step, will, or goes elsewhere: `passed`, `ahead`, `off`.
    func light(_ step: ID<Step>) -> String {
        guard let told = steps.first(where: { $0.step.id == step && $0.isOnWay }) else { return "off" }
        return told.isReached ? "passed" : "ahead"
    }
}
