extension PublicLinks {
    /// What one of our own addresses is for; nil for anybody else's, and for clicks, which lead on.
    public func purpose(of url: String) -> TokenPurpose? {
        Self.pages.first { url.hasPrefix(base + $0.path) }?.purpose
    }

    private static let pages: [(path: String, purpose: TokenPurpose)] = [
        (VisitLink.Purpose.confirm.path, .confirm), (VisitLink.Purpose.reschedule.path, .reschedule),
        ("/p/u/", .unsubscribe), ("/p/f/", .preferences), ("/m/", .inbox),
    ]
}
