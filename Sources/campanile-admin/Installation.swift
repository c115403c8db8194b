import ArgumentParser
import Campaigns
import CivilTime
import Foundation
import MariaDB
import Storage
import Wiring

/// What a command works on.
struct Installation {
    let configuration: Configuration
    /// The host's clock, from `main.swift`.
    let clock: () -> Instant

    /// A connection to a database whose schema is this program's.
    func database() throws -> Database {
        let database = try openDatabase(configuration)
        try requireCurrentSchema(database)
        return database
    }

    /// The clinic of this id; without an id the only one there is.
    func clinic(_ id: Int64?, in database: Database) throws -> Clinic {
        let store = ClinicStore(database)
        guard let id else {
            let ids = try store.ids()
            guard ids.count == 1, let clinic = try store.clinic(ids[0]) else {
                throw Refusal("There are \(ids.count) clinics: name one by --clinic.")
            }
            return clinic
        }
        guard let clinic = try store.clinic(ID(id)) else { throw Refusal("There is no clinic \(id).") }
        return clinic
    }

    /// The time that a command works at: the host's, or the one told where the configuration allows a moved clock.
    func now(moved: MovedClock) throws -> Instant {
        guard let text = moved.at else { return clock() }
        guard configuration.isClockMovable else {
            throw Refusal("--at moves the clock, which CAMPANILE_MOVED_CLOCK=1 must allow: for tests alone.")
        }
        guard let instant = Instant(text) else { throw Refusal("--at wants a time such as 2027-03-13T14:00Z.") }
        return instant
    }

    func say(_ sentence: String) { FileHandle.standardOutput.write(Data((sentence + "\n").utf8)) }
}

/// Why a command did nothing.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ sentence: String) { description = sentence }
}
