import Campaigns
import Markup
import Storage
import Tokens

/// Notifications on the device that shows the inbox: the page's script turns them on and off. The token of the path is
/// what guards it, as for every press of a patient.
enum InboxPush {
    /// `POST /m/TOKEN/push`, what the browser's `PushSubscription` says as JSON. Members that we do not know are none of our
    /// business.
    static func turnOn(_ request: Request, _ call: Call) throws -> Response {
        try InboxDoor.openForProgram(request, call) { door in
            let offer = try offer(call)
            let body = try json(request)
            guard let endpoint = body["endpoint"]?.stringValue.flatMap({ PushEndpoint($0, of: offer.hosts) }) else {
                throw refusal("endpoint", "It is no address of a push service that we ask.")
            }
            guard let point = body["keys"]?["p256dh"]?.stringValue, let auth = body["keys"]?["auth"]?.stringValue,
                let keys = PushKeys(p256dh: point, auth: auth)
            else { throw refusal("keys", "They are no keys of a browser.") }
            try PushStore(call.db).subscribe(endpoint, keys, of: door.contact, in: door.clinic, at: call.now)
            return Response(status: 204)
        }
    }

    /// `POST /m/TOKEN/push/stop`, with the `endpoint` alone.
    static func turnOff(_ request: Request, _ call: Call) throws -> Response {
        try InboxDoor.openForProgram(request, call) { door in
            guard let endpoint = try json(request)["endpoint"]?.stringValue, endpoint.utf8.count <= PushEndpoint.longest
            else { throw refusal("endpoint", "Name the browser's address.") }
            try PushStore(call.db).unsubscribe(endpoint, of: door.contact, in: door.clinic, at: call.now)
            return Response(status: 204)
        }
    }

    /// The box that the script shows where the browser can do it, with what it needs to know.
    static func fill(_ page: Page, _ door: InboxDoor) throws {
        page.keep("push", if: door.call.settings.push != nil)
        guard let offer = door.call.settings.push else { return }
        let known = try PushStore(door.call.db).subscriptions(of: door.contact, in: door.clinic)
        page.attribute("push", "data-push", offer.publicKey)
        page.attribute("push", "data-push-path", door.path + "/push")
        page.attribute("push", "data-push-known", known.map { ShortHash.text(of: $0.endpoint) }.joined(separator: " "))
        let words = door.words
        page.text("push-title", words.pushTitle)
        page.text("push-offer", words.pushOffer)
        page.text("push-on", words.pushOn)
        page.text("push-denied", words.pushDenied)
        page.text("push-failed", words.pushFailed)
        page.text("turn-on", words.turnOn)
        page.text("turn-off", words.turnOff)
    }

    private static func offer(_ call: Call) throws -> PushOffer {
        guard let offer = call.settings.push else {
            throw APIProblem(status: 404, title: "Notifications are not offered here.")
        }
        return offer
    }

    private static func json(_ request: Request) throws -> JSON {
        do {
            return try JSON.parse(request.body)
        } catch {
            throw APIProblem(status: 400, title: "The body is no JSON.")
        }
    }

    private static func refusal(_ field: String, _ message: String) -> APIProblem {
        APIProblem(
            status: 422, title: "The subscription was not kept.",
            errors: [APIProblem.FieldError(field: field, message: message)])
    }
}

extension InboxWords {
    var pushTitle: String { say("Notifications", "Notificaciones") }
    var pushOffer: String {
        say(
            "This device can tell you of a new message at once, also while this page is closed.",
            "Este dispositivo puede avisarle de cada mensaje nuevo, también con esta página cerrada.")
    }
    var pushOn: String {
        say("They are on for this device.", "Están activadas en este dispositivo.")
    }
    var pushDenied: String {
        say(
            "Your browser blocks notifications of this page. Allow them in its settings to turn them on.",
            "Su navegador bloquea las notificaciones de esta página. Permítalas en sus ajustes para activarlas.")
    }
    var pushFailed: String {
        say("That did not work just now. Please try again later.", "Ahora no ha sido posible. Inténtelo más tarde.")
    }
    var turnOn: String { say("Turn on notifications", "Activar las notificaciones") }
    var turnOff: String { say("Turn off", "Desactivar") }
}
