/// The rules without a database: one JSON line in, one JSON line out (rules.md 8).
public struct Calc {
    private let e164: (_ text: String, _ region: String) -> String?

    /// - Parameter e164: the number in E.164, or nil when it is none; it comes in because the domain knows no library.
    public init(e164: @escaping (_ text: String, _ region: String) -> String?) {
        self.e164 = e164
    }

    /// Judges one line.
    ///
    /// - Returns: an object on one line, without the line's end; `{"error": …}` for a line that it cannot judge.
    public func answer(_ line: [UInt8]) -> String {
        do {
            return try judge(JSON.parse(line)).text
        } catch let problem as JSONProblem {
            return refusal(problem.sentence)
        } catch let problem as CalcProblem {
            return refusal(problem.sentence)
        } catch {
            return refusal("\(error)")
        }
    }

    private func judge(_ value: JSON) throws -> JSON {
        guard value.objectValue != nil else { throw CalcProblem("a line is a JSON object") }
        let input = CalcInput(value)
        let name = try input.text("op")
        guard let operation = Operation(rawValue: name) else {
            let known = Operation.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw CalcProblem("op: unknown; known are \(known)")
        }
        return switch operation {
        case .wait: try input.wait()
        case .local: try input.local()
        case .window: try input.window()
        case .recurrence: try input.recurrence()
        case .sms: try input.sms()
        case .keyword: try input.keyword()
        case .phone: try phone(input)
        case .proportions: try input.proportions()
        case .sampleSize: try input.sampleSize()
        case .nps: try input.nps()
        }
    }

    private func phone(_ input: CalcInput) throws -> JSON {
        guard let number = e164(try input.text("text"), try input.text("region")) else {
            throw CalcProblem("text: no valid telephone number of the region")
        }
        return ["e164": .string(number)]
    }

    private func refusal(_ sentence: String) -> String { JSON.object(["error": .string(sentence)]).text }

    private enum Operation: String, CaseIterable {
        case wait, local, window, recurrence, sms, keyword, phone, proportions, sampleSize, nps
    }
}
