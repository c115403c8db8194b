import CivilTime
import Storage
import Tokens

/// From a session's cookie to who asks.
enum SessionDoor {
    static let cookie = "campanile"
    static let idleMinutes = 30
    static let longestHours = 12
    /// How often a session's last use is written down: a page a minute costs a commit, not each page.
    static let seenGrainSeconds = 60

    /// nil without a session that is alive.
    static func visitor(_ request: Request, _ call: Call) throws -> Visitor? {
        guard let token = request.cookie(cookie).flatMap({ SecretToken($0) }),
            let visitor = try VisitorStore(call.db).visitor(session: token.hash), isAlive(visitor, at: call.now)
        else { return nil }
        if call.now >= visitor.seenAt.adding(seconds: seenGrainSeconds) {
            try VisitorStore(call.db).see(visitor, at: call.now)
        }
        return visitor
    }

    static func isAlive(_ visitor: Visitor, at now: Instant) -> Bool {
        now < visitor.seenAt.adding(minutes: idleMinutes) && now < visitor.startedAt.adding(hours: longestHours)
    }

    /// What someone without a session gets: the way to the sign-in page, which leads back.
    static func ask(_ request: Request, _ call: Call) throws -> Response {
        if request.onlyReads {
            let isStart = request.path == Path.start
            return .redirect(to: isStart ? Path.signIn : Path.with(Path.signIn, [("next", request.path)]))
        }
        guard FormGuard.isFromHere(request, call.settings) else { throw HTTPRefusal.foreignForm }
        return try SignIn.keep(request, call)
    }

    /// Until the browser is closed; the session ends by itself before long.
    static func cookieText(_ token: String, _ settings: SiteSettings) -> String {
        "\(cookie)=\(token); Path=/; HttpOnly; SameSite=Lax" + (settings.isSecure ? "; Secure" : "")
    }

    static func endedCookieText(_ settings: SiteSettings) -> String { cookieText("", settings) + "; Max-Age=0" }
}
