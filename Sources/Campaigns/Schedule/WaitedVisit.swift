import CivilTime

extension SendQuestion {
    /// The visit that the message is about: the one its wait counted from, else the enrollment's.
    public func visit(at now: Instant) -> Appointment? {
        switch send.wait.expression?.anchor {
        case .firstAppointment: return facts.firstVisit
        case .nextAppointment:
            // Which visit was the next one when the wait began only the way there can tell.
            let itinerary = Itinerary(of: enrollment, by: terms, facts: facts, now: now, sight: .forecast)
            return itinerary.sends.first { $0.step.id == send.step }?.visit
        default: return facts.visit
        }
    }
}
