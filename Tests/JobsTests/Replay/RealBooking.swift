import Campaigns
import CivilTime
import Foundation

/// One line of visits.csv: a real booking, without a name.
struct RealBooking {
    let visit: Int
    let patient: Int
    let age: Int
    let sex: String
    /// The clinic's local time.
    let bookedAt: String
    /// When the visit starts, which the data does not tell: spread over the opening hours by the visit's number, at
    /// least a quarter of an hour after the booking. Local minutes since midnight of the day.
    let startMinute: Int

    static let day = "2016-04-29"
    static let opens = 8 * 60
    static let closes = 21 * 60
    private static let notice = 15

    /// Where the data stands, beside the project; it is not part of it.
    static var file: URL {
        if let path = ProcessInfo.processInfo.environment["CAMPANILE_VISITS"] { return URL(filePath: path) }
        return URL(filePath: #filePath).appending(path: "../../../../../shared/data/visits.csv").standardizedFileURL
    }

    static var isThere: Bool { FileManager.default.fileExists(atPath: file.path()) }

    /// In the order in which they were booked.
    static func all() throws -> [RealBooking] {
        var reader = CSVReader()
        let records = reader.read(try Data(contentsOf: file)) + [reader.finish()].compactMap(\.self)
        let rows = records.compactMap { record in
            if case .fields(let fields) = record.content { fields } else { [String]?.none }
        }
        return rows.dropFirst().map(RealBooking.init).sorted { ($0.bookedAt, $0.visit) < ($1.bookedAt, $1.visit) }
    }

    private init(_ row: [String]) {
        precondition(row[5] == Self.day, "every visit of the data is on one day")
        (visit, patient, age, sex, bookedAt) = (Int(row[0])!, Int(row[1])!, Int(row[2])!, row[3], row[4])
        let isSameDay = bookedAt.hasPrefix(Self.day)
        let earliest = max(Self.opens, isSameDay ? Self.minute(of: bookedAt) + Self.notice : 0)
        startMinute = earliest + visit % (Self.closes - earliest)
    }

    static func minute(of local: String) -> Int { Int(local.dropFirst(11).prefix(2))! * 60 + Int(local.suffix(2))! }

    var startsAt: String { "\(Self.day)T\(ClockTime(minutes: startMinute).text)" }

    /// Every third patient is reached by e-mail, the others by telephone.
    var isByEmail: Bool { patient.isMultiple(of: 3) }
    var address: String { isByEmail ? "patient\(patient)@example.org" : "+999\(1_000_000 + patient)" }
    var isMinor: Bool { age < 18 }

    /// What the booking system tells at the time of the booking: the patient, then the visit.
    var lines: [JSON] {
        let point: JSON.Member = .init(key: isByEmail ? "email" : "phone", value: .string(address))
        let born = CivilDate(Self.day)!.adding(months: -12 * age).adding(days: -200)
        var patientLine: [JSON.Member] = [
            .init(key: "kind", value: "patient"), .init(key: "externalId", value: .string("P-\(patient)")),
            .init(key: "firstName", value: .string("Patient \(patient)")), .init(key: "lastName", value: "Invented"),
            .init(key: "birthDate", value: .string(born.text)), .init(key: "sex", value: .string(sex)),
        ]
        if isMinor {
            let guardian: [JSON.Member] = [
                .init(key: "externalId", value: .string("G-\(patient)")), .init(key: "relation", value: "parent"),
                .init(key: "firstName", value: .string("Parent \(patient)")), .init(key: "receives", value: ["care"]),
                point,
            ]
            patientLine.append(.init(key: "contacts", value: .array([.object(guardian)])))
        } else {
            patientLine.append(point)
        }
        return [
            .object(patientLine),
            [
                "kind": "appointment", "externalId": .string("A-\(visit)"), "patient": .string("P-\(patient)"),
                "type": .string(["Adjustment", "Check-up", "Records"][visit % 3]), "startsAt": .string(startsAt),
                "status": "booked", "bookedAt": .string(bookedAt),
            ],
        ]
    }
}
