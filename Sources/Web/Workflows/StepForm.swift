import Campaigns

/// What stands in the form of a step, as it was typed or as the step says it.
struct StepForm {
    enum Kind: String, CaseIterable {
        case send, wait, condition, branch
        /// A branch that chance parts.
        case split = "split"

        /// What adding one is called.
        var phrase: String {
            switch self {
            case .send: "Send a message"
            case .wait: "Wait"
            case .condition: "Ask a question"
            case .branch: "Part the ways"
            case .split: "Part by chance"
            }
        }

        var icon: String {
            switch self {
            case .send: "mail"
            case .wait: "clock"
            case .condition: "condition"
            case .branch, .split: "branch"
            }
        }
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
    var branch = BranchForm()
    var split = SplitForm()

    static let rulesPrefix = "rule"

    init(_ kind: Kind, offers: RuleOffers) {
        self.kind = kind
        rules = RuleForm(prefix: Self.rulesPrefix, offers: offers)
        branch = BranchForm(offers: offers)
    }

    init(_ step: DraftStep, offers: RuleOffers) {
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
            rules = RuleForm(prefix: Self.rulesPrefix, rule, offers: offers)
            self.exits = Set(exits.map(\.rawValue))
        case .branch(let branch) where branch.drawKey != nil:
            kind = .split
            split = SplitForm(branch)
        case .branch(let branch):
            kind = .branch
            self.branch = BranchForm(branch, offers: offers)
        }
        name = step.name
    }

    init(_ kind: Kind, _ form: Form, offers: RuleOffers) {
        self.kind = kind
        name = form["name"]
        channel = form["channel"]
        template = form["template"]
        isOnlyUntilConfirmed = form.isTicked("until-confirmed")
        experiment = ExperimentForm(form)
        wait = WaitForm(form)
        rules = RuleForm(prefix: Self.rulesPrefix, form, offers: offers)
        exits = Set(form.list("exits"))
        branch = BranchForm(form, offers: offers)
        split = SplitForm(form)
    }

    /// Whether it was sent by a button that adds, removes or moves a part of the form, and so is not to be saved.
    func isRearranged(_ form: Form) -> Bool {
        switch kind {
        case .send, .wait: false
        case .condition: rules.isRearranged(form)
        case .branch: branch.isRearranged(form)
        case .split: split.isRearranged(form)
        }
    }

    /// Reads the posted form of a step of this kind.
    static func posted(_ kind: Kind, _ request: Request, also names: Set<String> = []) throws -> Form {
        // Which fields a branch has follows from its lanes.
        let fields = Fields(form: request.body) ?? Fields()
        return try Form(request, names: self.names(kind, fields).union(names), lists: lists(kind, fields))
    }

    /// Every field of the kind's form that comes once.
    static func names(_ kind: Kind, _ fields: Fields = Fields()) -> Set<String> {
        let common: Set = ["name", "type", "add", Form.versionField]
        switch kind {
        case .send:
            return common.union(["channel", "template", "until-confirmed", StepLook.button]).union(ExperimentForm.names)
        case .wait: return common.union(WaitForm.names)
        case .condition: return common.union(RuleForm.names(rulesPrefix))
        case .branch: return common.union(BranchForm.names(fields))
        case .split: return common.union(SplitForm.names)
        }
    }

    private static func lists(_ kind: Kind, _ fields: Fields) -> Set<String> {
        switch kind {
        case .send, .wait: []
        case .condition: RuleForm.lists(rulesPrefix).union(["exits"])
        case .branch: BranchForm.lists(fields)
        case .split: SplitForm.lists
        }
    }
}

extension DraftStep {
    var kind: StepForm.Kind {
        switch action {
        case .send: .send
        case .wait: .wait
        case .condition: .condition
        case .branch(let branch): branch.drawKey == nil ? .branch : .split
        }
    }

    var branch: DraftBranch? { action.branch }
}

extension DraftAction {
    var branch: DraftBranch? {
        if case .branch(let branch) = self { branch } else { nil }
    }
}
