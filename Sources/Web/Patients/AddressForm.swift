import Campaigns
import CivilTime
import Markup
import Storage

/// The fields in which staff correct where one person is written to.
struct AddressForm {
    let kinds: [ContactPoint.Kind]
    let times: Times
    /// As they are now.
    var standing: [StandingAddress]
    var typed: [ContactPoint.Kind: String]
    var problems: [FormProblem] = []
    /// Those that take no messages, and may be wanted all the same.
    private var closed: [ContactPoint.Kind] = []
    private var sure: Set<String> = []

    /// What is in force stands in the fields.
    init(_ kinds: [ContactPoint.Kind], _ standing: [StandingAddress], _ times: Times) {
        self.kinds = kinds
        self.standing = standing
        self.times = times
        typed = Dictionary(standing.map { ($0.point.kind, $0.point.address) }) { first, _ in first }
    }

    /// - Returns: the form as it was filled in, and what is wanted; nothing where something is wrong with it.
    static func read(
        _ request: Request, _ kinds: [ContactPoint.Kind], _ standing: [StandingAddress], _ context: IntakeContext,
        _ times: Times
    ) throws -> (form: AddressForm, wishes: [AddressDesk.Wish]) {
        let names = kinds.flatMap { [$0.rawValue, seen($0)] }
        var form = try Form(request, names: Set(names), lists: [sureField])
        var filled = AddressForm(kinds, standing, times)
        filled.sure = Set(form.list(sureField))
        var wishes: [AddressDesk.Wish] = []
        for kind in kinds {
            let text = form[kind.rawValue]
            filled.typed[kind] = text
            guard text != filled.current(kind)?.point.address ?? "",
                let address = address(kind, text, &form, context)
            else { continue }
            wishes.append(
                AddressDesk.Wish(
                    kind, address, seen: ID(text: form[seen(kind)]), isSure: filled.sure.contains(kind.rawValue)))
        }
        filled.problems = form.problems
        return (filled, form.problems.isEmpty ? wishes : [])
    }

    /// By the rules of the booking system's own word.
    private static func address(
        _ kind: ContactPoint.Kind, _ text: String, _ form: inout Form, _ context: IntakeContext
    ) -> String? {
        let name = kind.rawValue
        var reader = IntakeReader(.object([JSON.Member(key: name, value: .string(text))]), context: context)
        switch kind == .phone ? reader.phone(name) : reader.email(name) {
        case .value(let address): return address
        case .cleared: form.add(name, "Give the one that is right. None at all is for the booking system to tell.")
        case .absent: for problem in reader.problems { form.add(name, problem.message) }
        }
        return nil
    }

    /// Takes what stood in the way, and asks once more where an address is closed.
    mutating func take(_ obstacles: [ContactPoint.Kind: AddressDesk.Obstacle], _ standing: [StandingAddress]) {
        self.standing = standing
        for kind in kinds {
            guard let obstacle = obstacles[kind] else { continue }
            problems.append(
                FormProblem(kind.rawValue, AddressWords.obstacle(obstacle, kind, current(kind), times)))
            if case .closed = obstacle { closed.append(kind) }
        }
    }

    /// What is answered to obstacles.
    static func status(_ obstacles: [ContactPoint.Kind: AddressDesk.Obstacle]) -> Int {
        obstacles.values.contains(.stale) ? 409 : 422
    }

    /// Fills the slots `fields` and `seen` of a page's form.
    func fill(_ page: Page, _ fields: FieldPages) {
        for kind in kinds {
            page.insert(
                "fields",
                fields.input(
                    kind.rawValue, kind == .phone ? "Mobile number" : "E-mail address", value: typed[kind] ?? "",
                    hint: AddressWords.origin(current(kind), kind, times), type: kind == .phone ? "tel" : "text",
                    attributes: [
                        "autocomplete": "off", "spellcheck": "false", "inputmode": kind == .phone ? "tel" : "email",
                    ]))
        }
        if !closed.isEmpty {
            page.insert(
                "fields",
                fields.checkboxes(
                    Self.sureField, "It takes no messages",
                    closed.map { FieldPages.Choice($0.rawValue, "Save this \(AddressWords.name($0)) all the same") },
                    values: sure))
        }
        page.each("seen", kinds) { row, kind in
            row.attribute("seen", "name", Self.seen(kind))
            row.attribute("seen", "value", current(kind)?.point.id.description ?? "")
        }
    }

    private func current(_ kind: ContactPoint.Kind) -> StandingAddress? {
        standing.first { $0.point.kind == kind }
    }

    private static func seen(_ kind: ContactPoint.Kind) -> String { "\(kind.rawValue)-seen" }
    private static let sureField = "sure"
}
