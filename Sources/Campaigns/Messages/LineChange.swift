/// One line of a text held against an older one.
public enum LineChange: Sendable, Hashable {
    case same(String)
    case removed(String)
    case added(String)

    /// Every line of both texts, once where it stands in both, in reading order: what went before what came.
    ///
    /// By lines, which people see as the parts of a message; Myers's algorithm, as the standard library has it.
    public static func all(from old: String, to new: String) -> [LineChange] {
        let (old, new) = (lines(old), lines(new))
        // Two long texts that share nothing are told whole: comparing them costs the square of their lines.
        if old.count > mostLines || new.count > mostLines {
            return old == new ? old.map(LineChange.same) : old.map(LineChange.removed) + new.map(LineChange.added)
        }
        let difference = new.difference(from: old)
        var removed = Set<Int>(), added = Set<Int>()
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var changes: [LineChange] = []
        var (before, after) = (0, 0)
        while before < old.count || after < new.count {
            if before < old.count, removed.contains(before) {
                changes.append(.removed(old[before]))
                before += 1
            } else if after < new.count, added.contains(after) {
                changes.append(.added(new[after]))
                after += 1
            } else {
                changes.append(.same(new[after]))
                before += 1
                after += 1
            }
        }
        return changes
    }

    private static let mostLines = 600

    /// An empty text has no line.
    private static func lines(_ text: String) -> [String] {
        text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
