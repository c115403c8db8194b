import CivilTime
import Testing

@testable import Campaigns

@Suite struct AppointmentIntakeTests {
    private func read(_ text: String) throws -> AppointmentIntake {
        try AppointmentIntake(externalID: "A-1", json: IntakeSample.json(text), context: IntakeSample.context)
    }

    @Test("a time without offset is the clinic's")
    func localTime() throws {
        let visit = try read(
            #"{"startsAt":"2027-03-15T09:00","endsAt":"2027-03-15T09:30:00-05:00","bookedAt":"2027-03-01T15:00:00.5Z"}"#
        )
        #expect(visit.startsAt == .value(SampleFacts.instant("2027-03-15T14:00Z")))
        #expect(visit.endsAt == .value(SampleFacts.instant("2027-03-15T14:30Z")))
    }

    @Test("a new visit needs patient, type, start and status")
    func new() throws {
        #expect(try read("{}").problemsIfNew.map(\.field) == ["patient", "type", "startsAt", "status"])
        let whole = try read(
            #"{"patient":"P-1","type":"Adjustment","startsAt":"2027-03-15T09:00","status":"no-show","version":3}"#)
        #expect(whole.problemsIfNew.isEmpty)
        #expect(whole.status == .value(.noShow))
        #expect(whole.version == .value(3))
    }

    @Test(
        "what is wrong is named by its place",
        arguments: [
            (#"{"startsAt":null}"#, "startsAt"), (#"{"startsAt":"2027-03-15"}"#, "startsAt"),
            (#"{"startsAt":1}"#, "startsAt"),
            (#"{"status":"Booked"}"#, "status"), (#"{"version":-1}"#, "version"), (#"{"version":1.5}"#, "version"),
            (#"{"type":""}"#, "type"), (#"{"patient":" "}"#, "patient"),
            (#"{"startsAt":"2027-03-15T09:00","endsAt":"2027-03-15T08:00"}"#, "endsAt"),
        ])
    func wrong(text: String, expected: String) {
        #expect(IntakeSample.refusal { _ = try read(text) }?.problems.map(\.field) == [expected])
    }

    @Test("a row of a table is the same visit as its JSON")
    func row() throws {
        let table = try AppointmentCSV(header: [
            "externalId", "patient", "type", "startsAt", "status", "provider", "version",
        ])
        let visit = try table.appointment(
            ["A-1", "P-1", "Adjustment", "2027-03-15T09:00", "booked", "", "2"], context: IntakeSample.context)
        #expect(
            try visit
                == read(
                    #"""
                    {"patient":"P-1","type":"Adjustment","startsAt":"2027-03-15T09:00","status":"booked",
                    "provider":null,"version":2}
                    """#
                ))
    }

    @Test("a header that is not ours is refused")
    func header() {
        let refusal = IntakeSample.refusal { _ = try AppointmentCSV(header: ["patient", "patient", "colour"]) }
        #expect(refusal?.unknownFields == ["colour"])
        #expect(refusal?.problems.map(\.field) == ["externalId", "patient"])
    }

    @Test("a row with too few fields is refused")
    func shortRow() throws {
        let table = try AppointmentCSV(header: ["externalId", "patient"])
        #expect(IntakeSample.refusal { _ = try table.appointment(["A-1"], context: IntakeSample.context) } != nil)
    }
}
