import Campaigns
import CivilTime
import Testing

/// Which visit a "C" is about.
@Suite struct AnsweredVisitTests {
    @Test("one visit, and so the one that is meant")
    func one() {
        let visit = visit(1)
        #expect(AnsweredVisit(.confirm, among: [visit], at: now) == .one(visit))
        #expect(AnsweredVisit(.reschedule, among: [visit], at: now) == .one(visit))
    }

    @Test(
        "the last reminder is answered; one that came a day or less before it makes it unclear",
        arguments: [(24 * 60, false), (24 * 60 + 1, true), (0, false), (14 * 24 * 60, true)])
    func together(minutes: Int, isClear: Bool) {
        let (earlier, last) = (visit(1, remindedBefore: 10 + minutes), visit(2, remindedBefore: 10))
        for keyword in [Keyword.confirm, .reschedule] {
            let answer = AnsweredVisit(keyword, among: [earlier, last], at: now)
            #expect(answer == (isClear ? .one(last) : .unclear))
        }
    }

    @Test("of two visits the one that is not confirmed yet is confirmed; either may be moved")
    func confirmed() {
        let (before, open) = (visit(1, .confirmed), visit(2))
        #expect(AnsweredVisit(.confirm, among: [before, open], at: now) == .one(open))
        #expect(AnsweredVisit(.confirm, among: [before], at: now) == .confirmedBefore(before))
        #expect(AnsweredVisit(.reschedule, among: [before], at: now) == .one(before))
        #expect(AnsweredVisit(.reschedule, among: [before, open], at: now) == .unclear)
    }

    @Test("a visit that moved since its reminder, or was called off, is no longer the one that was told")
    func changed() {
        let older = visit(9, remindedBefore: 60 * 24 * 5)
        #expect(AnsweredVisit(.confirm, among: [older, visit(1, isChanged: true)], at: now) == .unclear)
        #expect(AnsweredVisit(.confirm, among: [older, visit(1, .cancelled)], at: now) == .unclear)
        #expect(AnsweredVisit(.reschedule, among: [older, visit(1, .enteredInError)], at: now) == .unclear)
    }

    @Test("what has begun is not meant, and without a reminder nothing is")
    func past() {
        let coming = visit(2, remindedBefore: 60 * 24 * 3)
        let begun = RemindedVisit(
            id: ID(1), startsAt: now, status: .booked, remindedAt: now.adding(hours: -2), isChanged: false)
        #expect(AnsweredVisit(.confirm, among: [begun, coming], at: now) == .one(coming))
        #expect(AnsweredVisit(.confirm, among: [begun], at: now) == .unclear)
        #expect(AnsweredVisit(.confirm, among: [], at: now) == .unclear)
    }

    private let now = Instant("2027-03-08T18:00Z")!

    private func visit(
        _ id: Int64, _ status: AppointmentStatus = .booked, remindedBefore minutes: Int = 10, isChanged: Bool = false
    ) -> RemindedVisit {
        RemindedVisit(
            id: ID(id), startsAt: now.adding(hours: 48), status: status, remindedAt: now.adding(minutes: -minutes),
            isChanged: isChanged)
    }
}
