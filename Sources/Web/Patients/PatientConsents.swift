import Campaigns
import CivilTime
import Markup
import Storage

/// What the people around a patient said yes or no to, with when, how, in which words and to whom, and which of their
/// addresses are closed.
struct PatientConsents {
    let facts: Facts
    let visit: Visit

    func fill(_ page: Page) throws {
        let proof = ConsentProof(visit.db)
        let people = facts.circle.everyone
        let answers = try proof.answers(of: Set(people.map(\.id)), in: visit.clinicID)
        page.keep("consents", if: !answers.isEmpty)
        page.keep("no-consents", if: answers.isEmpty)
        page.each("answer-row", answers) { row, answer in fill(row, answer) }
        let points = people.flatMap(\.points)
        let closures = try proof.closures(of: Set(points.map(\.id)), in: visit.clinicID)
        page.keep("closures", if: !closures.isEmpty)
        page.each("closure", closures) { row, closure in
            let address = points.first { $0.id == closure.point }?.shown ?? ""
            row.text("closure", AddressWords.closure(closure, address, visit.times))
        }
    }

    private func fill(_ row: Page, _ answer: ConsentProof.Answer) {
        let person = facts.circle.everyone.first { $0.id == answer.key.contact }
        let counts = facts.consents.answer(answer.key) == answer.answer
        row.text("who", person?.fullName ?? "")
        row.text("what", "\(answer.key.subject.title) by \(answer.key.channel.phrase)")
        row.text("said", answer.answer.granted ? "Yes" : "No")
        row.attribute("said", "data-state", answer.answer.granted ? "sent" : "failed")
        row.keep("counts", if: counts)
        visit.times.fill(row, "given", answer.answer.at)
        row.text("how", how(answer))
        row.keep("wording", if: !answer.wording.isEmpty)
        row.text("wording", "“\(answer.wording)”")
    }

    /// "At the desk, to Ana Ruiz".
    private func how(_ answer: ConsentProof.Answer) -> String {
        let how = answer.how.prefix(1).uppercased() + answer.how.dropFirst()
        let by: String? =
            switch answer.answer.source {
            case .staff: answer.staff.map { "written down by \($0)" }
            case .person: "by the person"
            case .complaint: "told by the person’s mail service"
            case .intake: "told by the booking system"
            }
        let words = [how, by].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension Consents.Subject {
    /// At the beginning of a line.
    var title: String {
        switch self {
        case .marketing: "Offers"
        case .care: "Care messages"
        case .reminder: "Reminders"
        }
    }
}
