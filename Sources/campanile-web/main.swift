import Campaigns
import CivilTime
import FastCGI
import Foundation
import Tokens
import Web
import Wiring

@Sendable func clock() -> Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

@Sendable func textGateway(_ text: TextSettings) -> TextGateway? {
    switch text.gateway {
    case .twilio(let account): TextGateway(token: account.credentials.password, number: text.from)
    case .kannel(_, let secret): TextGateway(secret: secret, number: text.from)
    case nil: nil
    }
}

do {
    let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
    let log = Log(program: "campanile-web", level: configuration.logLevel, clock: clock)
    // Under spawn-fcgi each request is refused with the same command until it was run: a worker that ended here would be
    // started anew at once, again and again, and visitors would wait for nobody.
    if let refusal = schemaRefusal(configuration) {
        log.write(.error, "schema does not fit", ["reason": .word(refusal.sentence)])
        if !FastCGIServer.isListening() { refusal.end() }
    }
    guard FastCGIServer.isListening() else { throw StartRefusal.noSocket }
    let site = Site(
        templates: try Templates(folder: URL(filePath: configuration.templates)),
        settings: SiteSettings(
            staffURL: configuration.staffURL, publicURL: configuration.publicURL,
            mayMoveClock: configuration.isClockMovable,
            textGateway: textGateway(configuration.text),
            push: configuration.push.sender.map { PushOffer(publicKey: $0.key.publicText, hosts: $0.hosts) },
            providers: configuration.providers,
            metricsToken: try configuration.metricsToken()),
        keys: try configuration.tokenKeys(),
        makeSecret: {
            var random = SystemRandomNumberGenerator()
            return SecretToken(using: &random)
        },
        openDatabase: {
            do throws(StartRefusal) {
                return try openDatabase(configuration)
            } catch {
                log.write(.warning, "database away", ["reason": .word(error.sentence)])
                throw error
            }
        },
        log: { $0.write(to: log) })
    log.write(.info, "ready")
    try FastCGIServer().serve(bodyLimit: BodyLimit.bytes) { request in
        // The clock is read here, once a request.
        FastCGIResponse(site.respond(to: Request(request), at: clock()))
    }
} catch let refusal as StartRefusal {
    refusal.end()
} catch {
    FileHandle.standardError.write(Data("campanile: \(error)\n".utf8))
    exit(70)
}
