import Storage
import Tokens

/// `GET /metrics`: how the installation stands, for Prometheus (text format 0.0.4). With a token set, whoever carries it
/// may ask; without one, only the machine itself.
enum Metrics {
    static let path = "/metrics"

    static func show(_ request: Request, _ call: Call) throws -> Response {
        guard mayAsk(request, call.settings) else {
            return Response(
                status: 401, headers: [("Content-Type", "text/plain; charset=utf-8"), ("WWW-Authenticate", "Bearer")],
                body: Array("Send the token as Authorization: Bearer TOKEN.\n".utf8))
        }
        let gauges = try GaugeStore(call.db).gauges(at: call.now)
        return Response(
            headers: [
                ("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), ("Cache-Control", "no-store"),
            ], body: Array(MetricsText(gauges, at: call.now).text.utf8))
    }

    private static func mayAsk(_ request: Request, _ settings: SiteSettings) -> Bool {
        if let token = settings.metricsToken { return token.isCarried(by: request.headers["authorization"]) }
        return ["127.0.0.1", "::1"].contains(request.remoteAddress)
    }
}
