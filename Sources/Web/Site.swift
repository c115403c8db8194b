import Campaigns
import CivilTime
import Markup
import Storage
import Tokens

/// The whole site: a request in, a response out; one at a time, over one connection.
public final class Site {
    private let templates: Templates
    private let settings: SiteSettings
    private let keys: TokenKeys
    private let log: (RequestFailure) -> Void
    private let makeSecret: () -> SecretToken
    private let connection: SiteConnection
    /// False once a handler has begun whose writing may not be done twice.
    private var mayRepeat = true

    /// - Parameters:
    ///   - makeSecret: draws a fresh random token.
    ///   - openDatabase: connects; called at the first request, and again when the connection was lost.
    ///   - log: writes one line of a request that failed.
    public init(
        templates: Templates, settings: SiteSettings, keys: TokenKeys, makeSecret: @escaping () -> SecretToken,
        openDatabase: @escaping () throws -> Database, log: @escaping (RequestFailure) -> Void
    ) {
        self.templates = templates
        self.settings = settings
        self.keys = keys
        self.makeSecret = makeSecret
        self.log = log
        connection = SiteConnection(open: openDatabase)
    }

    /// The answer; never fails.
    ///
    /// - Parameter hostNow: the host's clock, read once for this request.
    public func respond(to request: Request, at hostNow: Instant) -> Response {
        var response = route(request, hostNow)
        SecurityHeaders.add(to: &response, for: request)
        return response
    }

    private func route(_ request: Request, _ hostNow: Instant) -> Response {
        switch RouteLookup(request.path, method: request.method, in: Routes.all) {
        case .unknown: return refuse(.notFound, request)
        case .wrongMethod(let allowed): return refuse(.wrongMethod(allowed: allowed), request)
        case .found(let route, let parameters):
            if request.isTooLarge { return refuse(.tooLarge, request) }
            var request = request
            request.parameters = parameters
            return answer(request, route, hostNow)
        }
    }

    /// Asks the route, once more when a connection that had stood idle turned out to be lost.
    private func answer(_ request: Request, _ route: Route, _ hostNow: Instant) -> Response {
        mayRepeat = true
        do {
            return try enter(route, request, hostNow)
        } catch let error as DatabaseError where error.isConnectionLost && mayRepeat {
            connection.drop()
        } catch {
            return fail(error, request, route)
        }
        do {
            return try enter(route, request, hostNow)
        } catch {
            return fail(error, request, route)
        }
    }

    private func enter(_ route: Route, _ request: Request, _ hostNow: Instant) throws -> Response {
        let moved = settings.mayMoveClock ? request.headers["x-campanile-now"].flatMap { Instant($0) } : nil
        let call = Call(
            db: try connection.database(at: hostNow), now: moved ?? hostNow, templates: templates, settings: settings,
            keys: keys, isClockMoved: moved != nil, acceptLanguage: request.headers["accept-language"],
            makeSecret: makeSecret)
        switch route.door {
        case .open(let respond):
            mayRepeat = request.onlyReads || route.mayRepeat
            return try respond(request, call)
        case .program(let scope, let respond):
            mayRepeat = request.onlyReads
            let key = try APIDoor.key(request, call, for: scope)
            return try respond(APICall(request: request, call: call, key: key))
        case .staff(let role, let respond):
            guard let visitor = try SessionDoor.visitor(request, call) else {
                return try SessionDoor.ask(request, call)
            }
            let visit = Visit(call: call, visitor: visitor)
            guard visit.may(role) else { throw HTTPRefusal.forbidden }
            if request.onlyReads { return try respond(request, visit) }
            let nonce = try FormGuard.check(request, visit)
            mayRepeat = false
            guard route.actsOnce else { return try respond(request, visit) }
            return try OnceOnly.respond(request, visit, nonce: nonce, respond)
        }
    }

    private func fail(_ error: any Error, _ request: Request, _ route: Route) -> Response {
        if let problem = error as? APIProblem { return problem.response }
        if let database = error as? DatabaseError, database.isUnavailable || database.outcomeUnknown {
            connection.drop()
        }
        let failure = Failure(error)
        if failure.isLogged {
            log(
                RequestFailure(
                    method: request.method, route: route.pattern, status: failure.page.status, error: error))
        }
        if request.path == Health.path, let response = Health.respond(to: error) { return response }
        return failure.page.response(to: request, templates: templates)
    }

    private func refuse(_ refusal: HTTPRefusal, _ request: Request) -> Response {
        ErrorPage(refusal).response(to: request, templates: templates)
    }
}
