import Campaigns
import CivilTime
import Storage

/// `GET /healthz`: whether messages can leave, for whoever watches over the installation. It tells nothing of patients, and no
/// secret.
enum Health {
    static let path = "/healthz"

    /// Ticks run each minute; one that is missing for so long has failed.
    static let lateSeconds = 300

    static func show(_ request: Request, _ call: Call) throws -> Response {
        guard let heartbeat = try HeartbeatStore(call.db).last() else {
            return respond(database: "ok", schema: "ok", tick: "never ran", age: nil)
        }
        let age = max(0, call.now.seconds(since: heartbeat.endedAt))
        return respond(database: "ok", schema: "ok", tick: age > lateSeconds ? "late" : "ok", age: age)
    }

    /// What stands in the way, in place of the page for people; nil for what is no failure of the database.
    static func respond(to error: any Error) -> Response? {
        switch error {
        case is SchemaMismatch:
            respond(
                database: "ok", schema: "does not fit this version: run campanile-admin migrate", tick: "unknown",
                age: nil)
        case is DatabaseAway, is DatabaseError:
            respond(database: "away", schema: "unknown", tick: "unknown", age: nil)
        default: nil
        }
    }

    private static func respond(database: String, schema: String, tick: String, age: Int?) -> Response {
        let isWell = [database, schema, tick].allSatisfy { $0 == "ok" }
        var response = Response.json(
            .object([
                "status": .string(isWell ? "ok" : "failing"), "database": .string(database),
                "schema": .string(schema), "schemaVersion": .integer(Int64(Schema.version)),
                "tick": .string(tick), "lastTickAgeSeconds": age.map { .integer(Int64($0)) } ?? .null,
            ]), status: isWell ? 200 : 503)
        response.set("Cache-Control", "no-store")
        return response
    }
}
