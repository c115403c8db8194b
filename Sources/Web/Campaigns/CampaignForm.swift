import Campaigns
import Markup

/// Name, description and type of a campaign, as typed.
struct CampaignForm {
    static let names: Set<String> = ["name", "description", "type", "purpose", "asks-again"]

    var name = ""
    var description = ""
    var type = ""
    /// `marketing` where a follow-up or survey is declared so.
    var isDeclaredMarketing = false
    /// Of care: whether each message asks the audience again.
    var asksAgain = false
    private(set) var problems: [FormProblem] = []
    /// nil while there are problems.
    private(set) var head: CampaignHead?

    init() {}

    init(_ head: CampaignHead) {
        name = head.name
        description = head.description
        type = head.type.rawValue
        isDeclaredMarketing = head.purpose == .marketing
    }

    init(_ form: Form) {
        var form = form
        name = form["name"]
        description = form["description"]
        type = form["type"]
        isDeclaredMarketing = form.isTicked("purpose")
        let line = form.line(
            "name", limit: CampaignHead.maximumNameLength, missing: "Give the campaign a name.")
        let text = form.lines("description", limit: CampaignHead.maximumDescriptionLength)
        let choice = form.choice("type", of: CampaignType.self, missing: "Choose a type.")
        if isDeclaredMarketing, form["purpose"] != Purpose.marketing.rawValue {
            form.add("purpose", "Tick this or leave it.")
        }
        asksAgain = form.isTicked("asks-again")
        if asksAgain, form["asks-again"] != Self.again { form.add("asks-again", "Tick this or leave it.") }
        if asksAgain, choice == .reminder {
            form.add("asks-again", "Reminders are bound only to their visit: leave this unticked.")
        }
        problems = form.problems
        guard problems.isEmpty, let choice else { return }
        head = CampaignHead(
            name: line, description: text, type: choice, purpose: isDeclaredMarketing ? .marketing : .care)
    }

    /// - Parameter isFixed: type and purpose can no longer be changed.
    func fill(_ page: Page, slot: String = "fields", _ fields: FieldPages, isFixed: Bool = false) {
        page.insert(
            slot,
            fields.input(
                "name", "Name", value: name, hint: "What staff see; patients never do.",
                attributes: ["maxlength": String(CampaignHead.maximumNameLength), "required": "required"]))
        page.insert(
            slot,
            fields.textarea(
                "description", "Description", value: description, hint: "For colleagues: what it is for.", rows: 3,
                attributes: ["maxlength": String(CampaignHead.maximumDescriptionLength)]))
        let offered = isFixed ? CampaignType.allCases.filter { $0.rawValue == type } : CampaignType.allCases
        page.insert(
            slot,
            fields.radios(
                "type", "Type", offered.map { FieldPages.Choice($0.rawValue, $0.phrase, hint: $0.consentHint) },
                value: type,
                hint: isFixed
                    ? "It can be changed only while the campaign is a draft."
                    : "It decides which consent and which hours apply."))
        guard !isFixed || isDeclaredMarketing else { return }
        page.insert(
            slot,
            fields.checkboxes(
                "purpose", "Purpose", [FieldPages.Choice(Purpose.marketing.rawValue, "Treat it as marketing")],
                values: isDeclaredMarketing ? [Purpose.marketing.rawValue] : [],
                hint: "For a follow-up or survey that also advertises. Marketing and reactivation always are."))
    }
}

extension CampaignForm {
    private static let again = "again"

    /// Left out where the type leaves no choice.
    func fillAsking(_ page: Page, _ fields: FieldPages, isFixed: Bool) {
        if isFixed, isDeclaredMarketing || type == CampaignType.reminder.rawValue { return }
        page.insert(
            "fields",
            fields.checkboxes(
                "asks-again", "Audience",
                [FieldPages.Choice(Self.again, "Ask again before each message")],
                values: asksAgain ? [Self.again] : [],
                hint: isFixed
                    ? "Then only who is still in the audience gets the next message. It counts once it is published."
                    : "Then only who is still in the audience gets the next message. Marketing always asks, reminders never."
            ))
    }
}

extension CampaignType {
    /// Which consent and hours it needs (rules.md 1.8, 2.7, 4).
    fileprivate var consentHint: String {
        switch self {
        case .reminder: "About a booked visit; needs no recorded consent."
        case .followUp: "About a visit or treatment; needs no recorded consent."
        case .survey: "Asks how it was; needs no recorded consent."
        case .marketing: "Needs a recorded yes; leaves in opening hours, one a week at most."
        case .reactivation: "Invites patients back; counts as marketing."
        }
    }
}
