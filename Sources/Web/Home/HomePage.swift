import Campaigns
import CivilTime
import Markup
import Storage

/// What the first page of the day shows.
struct HomePage {
    let visit: Visit
    let leaving: LeavingToday
    let requests: Int
    let lowScores: Int
    let failed: [Trouble.Failed]
    let stuck: [Trouble.Stuck]
    let providers: [Trouble.Provider]
    let paused: [Trouble.Paused]
    /// Tomorrow's.
    let visits: ExpectedVisits

    private var times: Times { visit.times }

    func fill(_ page: Page) {
        page.text("title", times.day(visit.zone.civil(at: visit.now).date))
        page.text("lead", lead)
        page.keep("begin", if: isIdle && visit.may(.manager))
        fillLeaving(page)
        fillNeeds(page)
        fillPaused(page)
        TomorrowSheet(visits: visits, visit: visit).fill(page)
    }

    /// Whether nothing leaves, nobody comes and nothing waits for a person: most likely nothing was begun.
    private var isIdle: Bool {
        leaving.hours.isEmpty && visits.count == 0 && needs.isEmpty && stuck.isEmpty && paused.isEmpty
    }

    private var needs: [Need] { providerNeeds + replyNeeds + requestNeeds + lowScoreNeeds + failedNeeds }

    private var lead: String {
        if visit.visitor.heldSince != nil {
            return "Everything is stopped; nothing leaves until the clinic is released"
        }
        guard leaving.sends > 0 else { return "Nothing more leaves today" }
        let count = Numbers.count(leaving.sends, "message leaves", "messages leave")
        return leaving.isCut ? "More than \(count) today" : "\(count) today from now on"
    }

    private func fillLeaving(_ page: Page) {
        page.keep("leaving", if: !leaving.hours.isEmpty)
        page.keep("nothing-leaves", if: leaving.hours.isEmpty)
        let most = leaving.hours.map(\.sends).max() ?? 1
        page.each("hour", leaving.hours) { row, hour in
            let local = visit.zone.civil(at: hour.from).time
            row.text("hour", hour.from <= visit.now ? "Now" : local.text)
            row.attribute("hour", "datetime", hour.from.rfc3339)
            row.text("sends", Numbers.grouped(hour.sends))
            row.attribute("share", "width", String(max(1, 100 * hour.sends / most)))
            row.each("campaign", hour.parts) { row, part in
                row.text("campaign", part.name)
                row.attribute("campaign", "href", Path.sends(part.campaign))
                row.text("campaign-sends", Numbers.grouped(part.sends))
            }
        }
    }

    private struct Need {
        let text: String
        let path: String?
        let link: String
    }

    private func fillNeeds(_ page: Page) {
        page.keep("needs", if: !needs.isEmpty)
        page.keep("no-needs", if: needs.isEmpty && stuck.isEmpty)
        page.each("need", needs) { row, need in
            row.text("need", need.text)
            row.keep("need-way", if: need.path != nil)
            row.text("need-way", need.link)
            row.attribute("need-way", "href", need.path)
        }
        page.keep("stuck-part", if: !stuck.isEmpty)
        page.each("stuck", stuck) { row, stuck in
            row.text("stuck-patient", stuck.patientName)
            row.attribute("stuck-patient", "href", visit.may(.frontDesk) ? Path.patient(stuck.patient) : nil)
            row.text("stuck-campaign", stuck.campaignName)
            visit.times.fill(row, "stuck-since", stuck.since)
            row.keep("may-try", if: visit.may(.manager))
            visit.fill(form: "try", of: row, postingTo: Path.tryAgain(stuck.enrollment))
            row.attribute("try-button", "aria-label", "Try again: \(stuck.patientName)")
        }
    }

    private var providerNeeds: [Need] {
        providers.map { provider in
            Need(
                text: ProviderWords.sentence(provider.name, provider.state, times), path: Path.provider(provider.name),
                link: "See to it")
        }
    }

    private var requestNeeds: [Need] {
        guard requests > 0 else { return [] }
        let count = Numbers.count(requests, "patient asks", "patients ask")
        return [Need(text: "\(count) for another time.", path: Path.attention, link: "See who")]
    }

    private var replyNeeds: [Need] {
        let waiting = visit.visitor.waitingReplies
        guard waiting > 0 else { return [] }
        let count = Numbers.count(waiting, upTo: Visitor.mostCounted, "text waits", "texts wait")
        return [Need(text: "\(count) for somebody to read.", path: Path.replies, link: "Read")]
    }

    private var lowScoreNeeds: [Need] {
        guard lowScores > 0 else { return [] }
        let count = Numbers.count(lowScores, "family gave", "families gave")
        return [Need(text: "\(count) a low score: somebody should call.", path: Path.attention, link: "See who")]
    }

    private var failedNeeds: [Need] {
        failed.map { failed in
            let count = Numbers.count(failed.count, "message", "messages")
            let unsure =
                failed.ambiguous == 0
                ? "" : " \(Numbers.count(failed.ambiguous, "of them may", "of them may")) have left all the same."
            return Need(
                text: "\(count) of “\(failed.name)” failed in the last \(Home.failureDays) days.\(unsure)",
                path: Path.attention,
                link: "See which")
        }
    }

    private func fillPaused(_ page: Page) {
        page.keep("paused-part", if: !paused.isEmpty)
        page.each("paused", paused) { row, paused in
            row.text("paused-name", paused.name)
            row.attribute("paused-name", "href", Path.campaign(paused.campaign))
            let isItself = paused.selfPause != nil
            row.text("paused-by", isItself ? "paused itself" : "paused by \(paused.author ?? "a program of your IT")")
            row.attribute("paused-by", "data-state", isItself ? "failed" : "paused")
            row.keep("paused-why", if: isItself)
            row.text("paused-why", paused.selfPause.map { "Because \($0.sentence)." } ?? "")
            row.keep("paused-since", if: paused.since != nil)
            if let since = paused.since { times.fill(row, "paused-since", since) }
        }
    }
}
