import Campaigns
import CivilTime
import Markup
import Storage

/// What the page of one provider shows.
struct ProviderSheet {
    let name: String
    let state: ProviderState
    let counts: ProviderTallyStore.Counts
    /// When it last took a message of the clinic; nil when that is long ago, or never was.
    let acceptedAt: Instant?
    let channels: [Channel]
    /// How many of the clinic's messages are due and wait.
    let waiting: Int
    let visit: Visit

    private var times: Times { visit.times }

    func fill(_ page: Page) {
        page.text("name", ProviderWords.name(name))
        let badge = ProviderWords.badge(state, times)
        page.text("state", badge.word)
        page.attribute("state", "data-state", badge.state)
        page.text("says", ProviderWords.sentence(name, state, times))
        page.text("advice", ProviderWords.advice(state, at: visit.now))
        page.each("fact", facts) { row, fact in
            row.text("label", fact.label)
            row.text("value", fact.value)
        }
        page.keep("counts", if: !counts.lastDay.isEmpty)
        page.keep("no-counts", if: counts.lastDay.isEmpty)
        page.each("outcome", CourierAnswer.Outcome.allCases.filter { counts.lastDay[$0] != nil }) { row, outcome in
            row.text("outcome", Self.words(outcome))
            row.text("hour", Numbers.grouped(counts.lastHour[outcome] ?? 0))
            row.text("day", Numbers.grouped(counts.lastDay[outcome] ?? 0))
        }
        page.keep("may-start", if: state.isStopped && visit.may(.admin))
        page.keep("ask-admin", if: state.isStopped && !visit.may(.admin))
        visit.fill(form: "start", of: page, postingTo: Path.providerStart)
        page.attribute("provider", "value", name)
        page.keep("may-test", if: visit.may(.admin) && !channels.isEmpty)
        page.attribute("may-test", "href", Path.providers)
    }

    private struct Fact {
        let label: String
        let value: String
    }

    private var facts: [Fact] {
        var facts = [
            Fact(label: "Carries", value: Self.carries(channels)),
            Fact(
                label: "Last took a message",
                value: acceptedAt.map { sentence(times.near($0)) } ?? "Not in the last \(ProviderTallyStore.days) days"),
            Fact(label: "Waits behind it", value: waitingWords),
        ]
        if let trouble = state.trouble, let because = ProviderWords.because(trouble) {
            facts.append(Fact(label: "Last trouble", value: "\(sentence(times.near(trouble.at))): \(because)"))
        }
        return facts
    }

    private var waitingWords: String {
        if waiting == 0 { return "Nothing" }
        let count = Numbers.count(waiting, "message", "messages")
        return waiting >= ProviderTallyStore.mostCounted ? "\(count) or more" : count
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// "E-mail and SMS"
    static func carries(_ channels: [Channel]) -> String {
        guard let last = channels.last else { return "Nothing at present" }
        let names = channels.dropLast().map(\.title)
        return names.isEmpty ? last.title : "\(names.joined(separator: ", ")) and \(last.title)"
    }

    static func words(_ outcome: CourierAnswer.Outcome) -> String {
        switch outcome {
        case .accepted: "Taken"
        case .refusedNow: "Refused for now, tried again later"
        case .refusedForEver: "Refused for good"
        case .providerTrouble: "Not taken, since it took no messages at all"
        case .unauthorised: "Not taken, since it refused our account"
        case .unknown: "Without an answer: they may have left"
        case .notBegun: "Put off, since there was no time"
        }
    }
}
