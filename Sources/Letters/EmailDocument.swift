import Campaigns
import Markup

extension RenderedMessage {
    /// The HTML part of an e-mail with this message's paragraphs: what leaves, and what a preview shows.
    ///
    /// - Parameters:
    ///   - language: a BCP 47 tag.
    ///   - clinicName: stands above the text.
    ///   - pixel: the address of the picture that counts openings; nil for mail that is not tracked.
    /// - Throws: `MarkupError` when a link has a scheme that no message may carry.
    public func htmlDocument(language: String, clinicName: String, pixel: String? = nil) throws -> [UInt8] {
        try MailBody(
            title: subject, language: language, sender: clinicName,
            paragraphs: paragraphs.map(\.mailRuns), pixel: pixel
        ).html()
    }
}

extension Paragraph {
    /// Neighbouring texts and line breaks as one run, links as theirs.
    fileprivate var mailRuns: [MailRun] {
        runs.reduce(into: []) { mailRuns, run in
            switch run {
            case .link(let link): mailRuns.append(.link(label: link.shown, address: link.url))
            case .scores(let survey): mailRuns.append(scoresOf: survey)
            case .text(let text): mailRuns.append(text: text)
            case .lineBreak: mailRuns.append(text: "\n")
            }
        }
    }
}

extension [MailRun] {
    /// Each opens the survey with its number chosen, and stores nothing.
    fileprivate mutating func append(scoresOf survey: String) {
        for score in SurveyAnswer.scores {
            if score != SurveyAnswer.scores.lowerBound { append(text: " ") }
            // Wide enough for a thumb.
            append(.link(label: "\u{A0}\(score)\u{A0}", address: "\(survey)?score=\(score)"))
        }
    }

    fileprivate mutating func append(text: String) {
        if case .text(let before)? = last {
            self[count - 1] = .text(before + text)
        } else {
            append(.text(text))
        }
    }
}
