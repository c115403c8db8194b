import Campaigns
import CivilTime
import PhoneNumbers
import Storage

/// A program's request, with the key that it showed.
struct APICall {
    let request: Request
    let call: Call
    let key: APIKey

    var db: Database { call.db }
    var now: Instant { call.now }
    var clinicID: ID<Clinic> { key.clinicID }

    func clinic() throws -> Clinic {
        guard let clinic = try ClinicStore(db).clinic(clinicID) else { throw HTTPRefusal.notFound }
        return clinic
    }

    /// The body as JSON.
    ///
    /// - Throws: `APIProblem`, 415 for another type and 400 for what is malformed.
    func document() throws -> JSON {
        guard contentType == "application/json" else {
            throw APIProblem(status: 415, title: "Send the body as application/json.")
        }
        do {
            return try JSON.parse(request.body)
        } catch {
            let message = "\(error.message) (byte \(error.position))"
            let place = APIProblem.FieldError(field: error.path, message: message)
            throw APIProblem(status: 400, title: "The body cannot be read as JSON: \(message).", errors: [place])
        }
    }

    /// The body's media type in lower case, without its parameters; empty where it has none.
    var contentType: String {
        (request.headers["content-type"]?.split(separator: ";").first ?? "").trimmingBlanks.lowercased()
    }

    /// The members of the body as `read` asks for them.
    ///
    /// - Parameter isOptional: no body is an empty object.
    /// - Throws: `APIProblem`, 415 and 400 as `document`, 400 with the names of members that nobody asked for, 422 with
    ///   what is wrong.
    func body<Read>(isOptional: Bool = false, _ read: (inout IntakeReader) throws -> Read) throws -> Read {
        let json = isOptional && request.body.isEmpty ? .object([JSON.Member]()) : try document()
        var reader = IntakeReader(json, context: intakeContext(try clinic()))
        let value = try read(&reader)
        if reader.namesSegments { reader.refuseSegments(beyond: try SegmentStore(db).all(in: clinicID)) }
        do {
            try reader.finish()
        } catch {
            throw APIProblem(error)
        }
        return value
    }

    /// Who changes what this request changes.
    var author: Author { .apiKey(key.id) }

    /// What reading a document needs to know of the clinic.
    func intakeContext(_ clinic: Clinic) -> IntakeContext {
        IntakeContext(of: clinic, at: now)
    }
}

extension IntakeContext {
    /// For what is read in a clinic's words: its zone, and numbers as they are dialled there.
    init(of clinic: Clinic, at now: Instant) {
        let region = clinic.region
        self.init(zone: clinic.zone, now: now) { PhoneNumber.e164($0, region: region) }
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
