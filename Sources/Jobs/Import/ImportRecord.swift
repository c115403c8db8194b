import Campaigns

/// One record of a file for import, read or refused.
struct ImportRecord {
    /// Where it begins in the file, from 1.
    let line: Int
    let content: Result<IntakeLine, IntakeRefusal>

    init(line: Int, reading: () throws(IntakeRefusal) -> IntakeLine) {
        self.line = line
        do throws(IntakeRefusal) {
            content = .success(try reading())
        } catch {
            content = .failure(error)
        }
    }

    /// nil when it was refused.
    var intake: IntakeLine? {
        if case .success(let intake) = content { intake } else { nil }
    }
}

extension IntakeRefusal {
    /// One sentence about a whole record.
    init(_ sentence: String) {
        self.init(unknownFields: [], problems: [FieldProblem(field: "", message: sentence)])
    }
}
