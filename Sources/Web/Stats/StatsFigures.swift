import Campaigns
import Markup

/// The tiles on top of a campaign's statistics.
struct StatsFigures {
    let page: StatsPage

    private struct Figure {
        let label: String
        let number: String
        let note: String
        var change: String?
        /// To where the reasons stand.
        var anchor: String?
    }

    private var now: Tally { page.counts.now.total }
    private var then: Tally { page.counts.before.total }
    private var words: ChangeWords { ChangeWords(before: page.query.beforeName) }

    func fill(_ sheet: Page) {
        sheet.each("tally", figures) { row, figure in
            row.text("label", figure.label)
            row.text("figure", figure.number)
            row.keep("why", if: figure.anchor != nil)
            row.attribute("why", "href", figure.anchor ?? "#main")
            row.text("sub", figure.note)
            row.keep("change", if: page.query.isCompared && figure.change != nil)
            row.text("change", figure.change ?? "")
        }
    }

    private var figures: [Figure] {
        [began, sent, delivered] + outcomes + [skipped]
    }

    private var began: Figure {
        let people = Numbers.count(now[.recipients], "person", "people")
        return count("Began", .began, note: "\(people) for the first time")
    }

    private var sent: Figure {
        count("Sent", .sent, note: "\(Numbers.grouped(now[.planned])) planned in these days")
    }

    /// Of the messages whose way tells of deliveries: many a text-message provider never does.
    private var delivered: Figure {
        let counts = page.counts.now.receipts
        let share = Share(counts.delivered, of: counts.sent)
        guard let text = share.text else {
            return count("Delivered", .delivered, note: "\(Numbers.grouped(now[.sent])) sent in these days")
        }
        let silent = now[.sent] - counts.sent
        let note = silent > 0 ? "; nothing was told of \(Numbers.grouped(silent)) others" : ""
        let before = page.counts.before.receipts
        return Figure(
            label: "Delivered", number: text, note: share.counts + note,
            change: words.share(share, Share(before.delivered, of: before.sent)))
    }

    private func count(_ label: String, _ measure: Tally.Measure, note: String) -> Figure {
        Figure(
            label: label, number: Numbers.grouped(now[measure]), note: note,
            change: words.count(now[measure], then[measure]))
    }

    private func share(_ label: String, _ part: Tally.Measure, of whole: Tally.Measure, _ word: String) -> Figure {
        let share = Share(now[part], of: now[whole])
        guard let text = share.text else {
            return count(label, part, note: "\(Numbers.grouped(now[whole])) \(word) in these days")
        }
        return Figure(
            label: label, number: text, note: share.counts,
            change: words.share(share, Share(then[part], of: then[whole])))
    }

    private var outcomes: [Figure] {
        if let visits = page.visits {
            return [confirmed(visits.now, visits.before), missed(visits.now, visits.before)]
        }
        let clicks = now[.clicked] > 0 ? [share("Clicked", .clicked, of: .delivered, "delivered")] : []
        switch page.goal?.measure {
        case .booked?:
            return clicks + [count("Booked", .booked, note: "visits, within \(Tally.followDays) days of a message")]
        case .answered?:
            return clicks + [count("Answered", .answered, note: "within \(Tally.followDays) days of a message")]
        default: return clicks
        }
    }

    private func confirmed(_ now: VisitOutcomes, _ then: VisitOutcomes) -> Figure {
        let share = Share(now.told.confirmed, of: now.told.visits)
        return Figure(
            label: "Confirmed", number: share.text ?? "–",
            note: share.text == nil ? "no visit yet" : "\(share.counts) visits",
            change: words.share(share, Share(then.told.confirmed, of: then.told.visits)))
    }

    private func missed(_ now: VisitOutcomes, _ then: VisitOutcomes) -> Figure {
        let share = Share(now.reminded.missed, of: now.reminded.settled)
        let others = now.areComparable ? Share(now.unreminded.missed, of: now.unreminded.settled).text : nil
        return Figure(
            label: "No-shows", number: share.text ?? "–",
            note: others.map { "\($0) without a reminder" } ?? "of visits with a reminder",
            change: words.share(share, Share(then.reminded.missed, of: then.reminded.settled)))
    }

    private var skipped: Figure {
        let most = page.counts.now.skipsByCount.first
        return Figure(
            label: "Skipped", number: Numbers.grouped(now[.skipped]),
            note: most.map { "most often: \($0.reason.skippedSentence.inSentence)" } ?? "none in these days",
            change: words.count(now[.skipped], then[.skipped]), anchor: most == nil ? nil : "#reasons-title")
    }
}

extension String {
    /// "The visit was cancelled." as it goes on after a colon.
    fileprivate var inSentence: String {
        prefix(1).lowercased() + (hasSuffix(".") ? dropLast() : self[...]).dropFirst()
    }
}
