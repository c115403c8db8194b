import CivilTime
import Testing

@testable import Campaigns

@Suite struct LinkedVisitTests {
    @Test(
        "a link holds until the visit that its message told begins",
        arguments: [
            (.booked, "20:30", "20:29", .toCome), (.confirmed, "20:30", "20:29", .toCome),
            (.booked, "20:30", "20:30", .passed), (.confirmed, "20:30", "20:31", .passed),
            (.booked, "20:31", "20:00", .moved), (.booked, "20:00", "20:00", .moved),
            (.booked, "21:30", "20:45", .moved),
            (.cancelled, "20:30", "20:00", .cancelled), (.cancelled, "20:30", "21:00", .cancelled),
            (.enteredInError, "20:30", "20:00", .cancelled), (.proposed, "20:30", "20:00", .cancelled),
            (.arrived, "20:30", "20:00", .passed), (.completed, "20:30", "21:00", .passed),
            (.noShow, "20:30", "21:00", .passed),
        ] as [(AppointmentStatus, String, String, LinkedVisit)])
    func standing(status: AppointmentStatus, startsAt: String, now: String, expected: LinkedVisit) {
        func instant(_ time: String) -> Instant { SampleFacts.instant("2027-03-16T\(time)Z") }
        #expect(
            LinkedVisit(status, startsAt: instant(startsAt), told: instant("20:30"), now: instant(now)) == expected)
    }
}
