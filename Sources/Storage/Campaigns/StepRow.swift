import Campaigns
import CivilTime
import MariaDB

/// A draft's step in its columns.
enum StepRow {
    static func decode(_ row: Row) throws -> DraftStep {
        DraftStep(
            id: row.id("id"), lane: lane(row), position: row.int("position"), name: row.text("name"),
            action: try action(row), version: row.int("version"), updatedAt: row.instant("updated_at"))
    }

    private static func lane(_ row: Row) -> DraftLane {
        guard let parent: ID<Step> = row.optionalID("parent_id") else { return .main }
        return .inside(parent, row.choice("lane"))
    }

    private static func action(_ row: Row) throws -> DraftAction {
        switch row.text("type") {
        case "SEND":
            return .send(
                SendStep(
                    channel: row.choice("channel"), template: row.optionalID("template_id"),
                    isOnlyUntilConfirmed: row.bool("only_until_confirmed"), experiment: experiment(row)))
        case "WAIT":
            let expression = try WaitExpression.parse(row.text("wait_until"))
            return .wait(Wait(expression: expression, ifPast: row.choice("if_past")))
        case "CONDITION":
            let exits = row.text("exits").split(separator: ",").compactMap { LaneKey(rawValue: String($0)) }
            return .condition(try RuleText.decode(row.text("rule")), exits: Set(exits))
        case "BRANCH": return .branch(try DraftBranch(storedText: row.text("branches")))
        default: preconditionFailure("a step of a type that this program does not know")
        }
    }

    private static func experiment(_ row: Row) -> Experiment? {
        row.optionalText("experiment").map { text in
            guard let experiment = Experiment(storedText: text) else {
                preconditionFailure("a step with an experiment that this program does not know")
            }
            return experiment
        }
    }

    /// What the columns from `name` to `exits` hold.
    static func values(name: String, _ action: DraftAction) -> [Value] {
        var columns: (channel: Value, template: Value, untilConfirmed: Value, experiment: Value) = (
            .null, .null, .bool(false), .null
        )
        var wait: (minutes: Value, until: Value, ifPast: Value) = (.null, .null, .choice(Wait.IfPast.skip))
        var lanes: (rule: Value, branches: Value, exits: Value) = (.null, .null, .text(""))
        switch action {
        case .send(let send):
            columns = (
                .choice(send.channel), .id(send.template), .bool(send.isOnlyUntilConfirmed),
                .text(send.experiment?.storedText)
            )
        case .wait(let given):
            wait = (
                .number(given.expression.elapsedMinutes), .text(given.expression.text), .choice(given.ifPast)
            )
        case .condition(let rule, let exits):
            lanes = (.text(rule.json.text), .null, .text(exits.map(\.rawValue).sorted().joined(separator: ",")))
        case .branch(let branch): lanes.branches = .text(branch.storedText)
        }
        return [
            .text(name), .text(action.typeName), columns.channel, columns.template, columns.untilConfirmed,
            columns.experiment, wait.minutes, wait.until, wait.ifPast, lanes.rule, lanes.branches, lanes.exits,
        ]
    }
}
