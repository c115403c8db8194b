import Campaigns
import Storage

/// `POST /api/v1/intake`: one record a line (NDJSON), each stored or refused by itself; the same again changes nothing.
enum BulkIntakeAPI {
    private static let type = "application/x-ndjson"
    /// Records of one commit.
    private static let batch = 200

    static func post(_ api: APICall) throws -> Response {
        _ = try APIQuery(api.request, names: [])
        guard api.contentType == type else {
            throw APIProblem(status: 415, title: "Send the body as \(type).")
        }
        let clinic = try api.clinic()
        let context = api.intakeContext(clinic)
        let intake = BulkIntake(api.db, revisions: RevisionStore(api.db))
        var body: [UInt8] = []
        for lines in Lines(api.request.body).batches(of: batch) {
            for answer in try store(lines.map { Line($0, context) }, in: clinic, through: intake, api) {
                body += answer.bytes
                body.append(UInt8(ascii: "\n"))
            }
        }
        return Response(headers: [("Content-Type", type)], body: body)
    }

    private static func store(_ lines: [Line], in clinic: Clinic, through intake: BulkIntake, _ api: APICall) throws
        -> [JSON]
    {
        var saved = try intake.save(lines.compactMap(\.intake), in: clinic, at: api.now)[...]
        return lines.map { line in
            switch line.content {
            case .success: line.answer(saved.removeFirst())
            case .failure(let problem): line.answer(problem)
            }
        }
    }
}

/// One line of the body that is not blank.
private struct Line {
    let number: Int
    let content: Result<IntakeLine, APIProblem>
    /// What the line says it is; null where it cannot be read.
    private let kind: JSON
    private let id: JSON

    init(_ line: Lines.Line, _ context: IntakeContext) {
        number = line.number
        var json = JSON.null
        do {
            json = try JSON.parse(Array(line.bytes))
            content = .success(try IntakeLine(json: json, context: context))
        } catch let problem as JSONProblem {
            content = .failure(APIProblem(status: 400, title: "This is no JSON: \(problem.sentence)"))
        } catch let refusal as IntakeRefusal {
            content = .failure(APIProblem(refusal))
        } catch {
            preconditionFailure("reading a line throws nothing else")
        }
        kind = .text(json["kind"]?.stringValue.flatMap(IntakeLine.Kind.init(rawValue:))?.rawValue)
        let key = (json["externalId"] ?? json["id"])?.stringValue
        id = .text(key.flatMap { ExternalID.isValid($0) ? $0 : nil })
    }

    var intake: IntakeLine? {
        // What went wrong is answered in the line's turn.
        try? content.get()
    }

    func answer(_ saved: Saved) -> JSON {
        switch saved {
        case .made: answer(status: 201, [])
        case .kept: answer(status: 200, [])
        case .refused(let problems): answer(APIProblem(IntakeRefusal(unknownFields: [], problems: problems)))
        }
    }

    func answer(_ problem: APIProblem) -> JSON {
        let errors = JSON.Member(key: "errors", value: .array(problem.errors.map(\.json)))
        let title = JSON.Member(key: "title", value: .string(problem.title))
        return answer(status: problem.status, problem.errors.isEmpty ? [title] : [title, errors])
    }

    private func answer(status: Int, _ more: [JSON.Member]) -> JSON {
        .object(
            [
                JSON.Member(key: "line", value: .count(number)), JSON.Member(key: "kind", value: kind),
                JSON.Member(key: "id", value: id), JSON.Member(key: "status", value: .count(status)),
            ] + more)
    }
}

/// The lines of a body that are not blank, numbered from 1.
private struct Lines: Sequence {
    struct Line {
        let number: Int
        let bytes: ArraySlice<UInt8>
    }

    private let all: [Line]

    init(_ body: [UInt8]) {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0D]
        all = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.allSatisfy(blanks.contains) }.map { Line(number: $0.offset + 1, bytes: $0.element) }
    }

    func makeIterator() -> some IteratorProtocol<Line> { all.makeIterator() }

    func batches(of size: Int) -> [ArraySlice<Line>] {
        stride(from: 0, to: all.count, by: size).map { all[$0..<Swift.min($0 + size, all.count)] }
    }
}
