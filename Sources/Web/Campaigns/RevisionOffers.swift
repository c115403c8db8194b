import Campaigns
import CivilTime
import Markup

/// Which states of a campaign can be compared: its revisions by number, and its draft.
struct RevisionOffers {
    enum State: Hashable {
        case number(Int)
        case draft

        init?(_ text: String?) {
            if text == Self.draftText {
                self = .draft
            } else if let number = text.flatMap({ Int($0) }), number > 0 {
                self = .number(number)
            } else {
                return nil
            }
        }

        private static let draftText = "draft"

        var text: String {
            switch self {
            case .number(let number): String(number)
            case .draft: Self.draftText
            }
        }

        /// "revision 3", "the draft".
        var phrase: String {
            switch self {
            case .number(let number): "revision \(number)"
            case .draft: "the draft"
            }
        }
    }

    private let choices: [(state: State, label: String)]

    init(_ numbers: [(number: Int, at: Instant)], _ times: Times) {
        choices =
            [(.draft, "The draft as it stands")]
            + numbers.map { (.number($0.number), "Revision \($0.number), \(times.text($0.at))") }
    }

    /// Two lists to choose from, which lead to an address of their own.
    func form(_ visit: Visit, _ campaign: ID<Campaign>, from: State, to: State) -> Page {
        let page = visit.page("campaigns/comparable.html")
        page.attribute("compare", "action", Path.comparison(campaign))
        for (slot, chosen) in [("from", from), ("to", to)] {
            page.each(slot, choices) { row, choice in
                row.text(slot, choice.label)
                row.attribute(slot, "value", choice.state.text)
                row.attribute(slot, "selected", choice.state == chosen ? "selected" : nil)
            }
        }
        return page
    }
}

extension Path {
    static func comparison(_ id: ID<Campaign>) -> String { "\(revisions(id))/compare" }

    static func comparison(_ id: ID<Campaign>, from: RevisionOffers.State, to: RevisionOffers.State) -> String {
        with(comparison(id), [("from", from.text), ("to", to.text)])
    }

    static func bringingBack(_ number: Int, of id: ID<Campaign>) -> String { "\(revisions(id))/\(number)/bring-back" }
}
