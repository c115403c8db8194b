/// How a wait stands to a visit; it decides how windows shift a send and what a cancelled visit does to it.
public enum VisitRelation: String, Hashable, Sendable {
    /// It does not depend on a visit.
    case none
    case before
    /// The morning of a visit, or its day.
    case dayOf
    case after
}

extension WaitExpression {
    /// - Parameter trigger: the anchor that the trigger brings, which stands in where the expression names none.
    public func visitRelation(trigger: WaitAnchor?) -> VisitRelation {
        guard needsAnchor, let anchor = anchor ?? trigger, anchor.isVisit else { return .none }
        return switch self {
        case .offset(_, .before, _, _): .before
        case .offset(_, .after, _, _): .after
        default: .dayOf
        }
    }
}
