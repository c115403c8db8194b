extension ReminderTable {
    /// What this table changes of another, a sentence for each kind of visit that it changes anything for; empty when
    /// every visit gets the same.
    public func changes(since old: ReminderTable) -> [String] {
        let known = types + old.types.filter { type in !types.contains { $0.id == type.id } }
        let own = Set((ownTypes + old.ownTypes).map(\.id))
        let others = own.isEmpty ? "Every visit" : "Every other type"
        let kinds = [(nil, others)] + known.filter { own.contains($0.id) }.map { (Optional($0.id), $0.name) }
        return kinds.compactMap { type, name in
            let (now, before) = (effective(for: type).map(\.said), old.effective(for: type).map(\.said))
            guard now != before else { return nil }
            let (sentence, was) = (sentence(for: type), old.sentence(for: type))
            if sentence == was { return "\(name): other messages at the same times (\(sentence))." }
            return "\(name): \(sentence). Until now: \(was)."
        }
    }
}

extension ReminderRule {
    /// What a visit gets by it, whichever line says so.
    fileprivate var said: ReminderRule {
        var rule = self
        rule.id = ID(0)
        rule.type = nil
        return rule
    }
}
