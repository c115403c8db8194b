import Campaigns

/// What stands in the form of a step, as it was typed or as the step says it.
struct StepForm {
    enum Kind: String {
        case send, wait, condition
    }

    let kind: Kind
    var name = ""
    var channel = Channel.email.rawValue
    var template = ""
    var isOnlyUntilConfirmed = false
    var experiment = ExperimentForm()
    var wait = WaitForm()
    var rules = RuleForm(prefix: Self.rulesPrefix)
    /// Lanes that end the way: "yes", "no".
    var exits: Set<String> = []

    static let rulesPrefix = "rule"

    init(_ kind: Kind) { self.kind = kind }

    init(_ step: DraftStep) {
        switch step.action {
        case .send(let send):
            kind = .send
            channel = send.channel.rawValue
            template = send.template?.description ?? ""
            isOnlyUntilConfirmed = send.isOnlyUntilConfirmed
            experiment = ExperimentForm(send.experiment)
        case .wait(let wait):
            kind = .wait
            self.wait = WaitForm(wait)
        case .condition(let rule, let exits):
            kind = .condition
            rules = RuleForm(prefix: Self.rulesPrefix, rule)
            self.exits = Set(exits.map(\.rawValue))
        }
        name = step.name
    }

    /// - Parameter stored: the step's rule as it was saved, which stays where lines cannot say it.
    init(_ kind: Kind, _ form: Form, stored: Rule? = nil) {
        self.kind = kind
        name = form["name"]
        channel = form["channel"]
        template = form["template"]
        isOnlyUntilConfirmed = form.isTicked("until-confirmed")
        experiment = ExperimentForm(form)
        wait = WaitForm(form)
        rules = RuleForm(
            prefix: Self.rulesPrefix, form, nested: RuleForm(prefix: Self.rulesPrefix, stored).nested)
        exits = Set(form.list("exits"))
    }

    /// Every field of the kind's form that comes once.
    static func names(_ kind: Kind) -> Set<String> {
        let common: Set = ["name", "type", "add", Form.versionField]
        switch kind {
        case .send:
            return common.union(["channel", "template", "until-confirmed"]).union(ExperimentForm.names)
        case .wait: return common.union(WaitForm.names)
        case .condition: return common.union(RuleForm.names(rulesPrefix))
        }
    }

    static func lists(_ kind: Kind) -> Set<String> {
        kind == .condition ? RuleForm.lists(rulesPrefix).union(["exits"]) : []
    }
}

extension DraftStep {
    var kind: StepForm.Kind {
        switch action {
        case .send: .send
        case .wait: .wait
        case .condition: .condition
        }
    }
}
