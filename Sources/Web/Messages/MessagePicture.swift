import Campaigns
import Markup

/// A rendered message as a phone or a mail program shows it.
struct MessagePicture {
    let templates: Templates
    let message: RenderedMessage
    /// "To Ana Torres (parent) · leaves Sun 11 Apr, 15:30".
    let note: String
    /// Where its HTML is framed from; nil shows an e-mail as plain text.
    var frame: String?
    /// Where the page's form is posted into the frame, for an e-mail that is not saved.
    var poster: String?
    /// Who a notification is from.
    var sender = "The clinic"

    func page() -> Page {
        switch message.channel {
        case .email: email()
        case .sms: sms()
        case .inApp: inbox()
        case .push: push()
        }
    }

    private func inbox() -> Page {
        let page = templates.page("messages/inbox.html")
        page.keep("subject", if: !message.subject.isEmpty)
        page.text("subject", message.subject)
        page.text("text", message.text)
        page.text("note", note)
        return page
    }

    /// The notification, and what stands in the inbox behind it.
    private func push() -> Page {
        let page = templates.page("messages/push.html")
        page.text("notice-from", sender)
        page.text("first-words", message.notice)
        page.keep("subject", if: !message.subject.isEmpty)
        page.text("subject", message.subject)
        page.text("text", message.text)
        page.text("note", note)
        return page
    }

    private func sms() -> Page {
        let page = templates.page("messages/sms.html")
        page.text("text", message.text)
        page.text("note", note)
        page.text("length", SMSWords.text(SMSLength(of: message.text)))
        return page
    }

    private func email() -> Page {
        let page = templates.page("messages/email.html")
        let isFramed = frame != nil || poster != nil
        page.text("subject", message.subject)
        page.keep("frame", if: isFramed)
        page.attribute("frame", "src", frame)
        // Several may stand on a page, and are told apart by whom they go to.
        page.attribute("frame", "title", "The e-mail as it will look. \(note)")
        page.keep("text", if: !isFramed)
        page.text("text", message.text)
        page.keep("poster", if: poster != nil)
        page.attribute("poster", "formaction", poster)
        page.keep("plain", if: isFramed)
        page.text("plain", message.text)
        page.text("note", note)
        return page
    }
}

/// How long an SMS is, in words.
enum SMSWords {
    /// "1 part, 141 characters".
    static func text(_ length: SMSLength) -> String {
        "\(Numbers.count(length.parts, "part", "parts")), \(Numbers.count(length.units, "character", "characters"))"
    }

    /// What staff should know of a text's length before they save it, most pressing first.
    static func warnings(_ estimate: SMSEstimate, limit: Int) -> [String] {
        var warnings: [String] = []
        if let character = estimate.usual.firstNonGSM {
            warnings.append(
                "“\(character)” is no character of plain SMS: each part holds 70 characters instead of 160.")
        }
        if estimate.longest.parts > limit {
            warnings.append(
                "With long names it takes \(estimate.longest.parts) parts; at most \(limit) are allowed.")
        } else if estimate.longest.parts > estimate.usual.parts {
            warnings.append(
                "Long names make it \(Numbers.count(estimate.longest.parts, "part", "parts")) (\(estimate.longest.units) characters)."
            )
        }
        return warnings
    }
}
