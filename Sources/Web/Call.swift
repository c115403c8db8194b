import CivilTime
import Markup
import Storage
import Tokens

/// What is at hand for every request, whoever asks.
struct Call {
    let db: Database
    let now: Instant
    let templates: Templates
    let settings: SiteSettings
    let keys: TokenKeys
    /// Whether `now` is the visitor's wish and not the host's clock.
    let isClockMoved: Bool
    /// As the browser says it, for whoever it is; nil where it does not.
    let acceptLanguage: String?
    /// A fresh secret, for a session.
    let makeSecret: () -> SecretToken

    /// An empty page of a template, such as `campaigns/list.html`.
    func page(_ template: String) -> Page { templates.page(template) }
}
