/// Why a line cannot be judged.
struct CalcProblem: Error {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
