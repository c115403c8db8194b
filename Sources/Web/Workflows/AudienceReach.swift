import Campaigns
import Markup
import Storage

/// How many people would get a campaign's first message now, and why not the others, with a few of each by name.
struct AudienceReach {
    let visit: Visit
    let clinic: Clinic
    let terms: Terms

    static let sampleSize = 10

    func page() throws -> Page {
        let count = try AudienceStore(visit.db).reach(
            of: terms, in: clinic, at: visit.now, sampling: Self.sampleSize)
        let names = try names(of: count.sample)
        let page = visit.page("campaigns/reach.html")
        page.text("reach-total", Self.total(count, hasMessage: !terms.workflow.firstSends.isEmpty))
        page.each("kind", Self.kinds(count)) { row, kind in
            row.text("kind-count", Numbers.grouped(kind.count))
            row.text("kind-name", kind.name)
            row.keep("kind-sample", if: !kind.sample.isEmpty)
            row.each("one", kind.sample.filter { names[$0] != nil }) { row, patient in
                row.text("one", names[patient] ?? "")
                row.attribute("one", "href", visit.may(.frontDesk) ? Path.patient(patient) : nil)
            }
        }
        return page
    }

    private struct Kind {
        let name: String
        let count: Int
        let sample: [ID<Patient>]
    }

    private static func total(_ count: AudienceCount, hasMessage: Bool) -> String {
        let audience = "\(Numbers.grouped(count.inAudience)) of \(Numbers.count(count.patients, "patient", "patients"))"
        guard hasMessage else { return "\(audience) fit. The workflow has no message yet, so nobody would get one." }
        let receiving = "\(audience) fit; \(Numbers.grouped(count.receiving)) of them would get the first message now."
        guard count.minorsAlone > 0 else { return receiving }
        let minors = Numbers.count(count.minorsAlone, "is a minor", "are minors")
        return "\(receiving) Mind: \(minors) for whom no contact receives, so it goes to their own address."
    }

    private static func kinds(_ count: AudienceCount) -> [Kind] {
        let withheld = count.withheld.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let kinds =
            [Kind(name: "Would get it.", count: count.receiving, sample: count.sample.receiving)]
            + withheld.map {
                Kind(name: $0.key.skippedSentence, count: $0.value, sample: count.sample.withheld[$0.key] ?? [])
            } + [Kind(name: "Not in the audience.", count: count.outside, sample: count.sample.outside)]
        return kinds.filter { $0.count > 0 }
    }

    private func names(of sample: AudienceCount.Sample) throws -> [ID<Patient>: String] {
        let ids = sample.receiving + sample.outside + sample.withheld.values.flatMap(\.self)
        return try FactsStore(visit.db).facts(of: ids, in: clinic, reading: []).mapValues {
            PatientWords(facts: $0, times: visit.times).nameAndAge
        }
    }
}
