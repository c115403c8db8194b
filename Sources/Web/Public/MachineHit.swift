/// Whether a request shows by itself that no person made it: mail scanners and link previews fetch what they find.
enum MachineHit {
    static func isShown(by request: Request) -> Bool {
        if request.method == "HEAD" { return true }
        if prefetchHeaders.contains(where: { request.headers[$0]?.contains("prefetch") ?? false }) { return true }
        let agent = (request.headers["user-agent"] ?? "").lowercased()
        return scanners.contains { agent.contains($0) }
    }

    private static let prefetchHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"]

    /// In lower case, as they stand in `User-Agent`. Proxies that fetch a picture when a person opens the message, such
    /// as Gmail's, are none.
    private static let scanners = [
        "barracuda", "mimecast", "proofpoint", "messagelabs", "symantec", "trendmicro", "fireeye", "ironport",
        "cloudmark", "sophos", "safelinks", "urlscan", "virustotal", "bingpreview", "bingbot", "googlebot",
        "facebookexternalhit", "slackbot", "twitterbot", "linkedinbot", "whatsapp", "skypeuripreview", "telegrambot",
    ]
}
