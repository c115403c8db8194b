import CivilTime

/// A visit as a file that people's own calendars take in.
///
/// It is published, not offered: `REQUEST` would have calendar programs ask for a yes and send it to the clinic's mailbox,
/// where nobody reads it; patients confirm by the message's link. Times are in UTC, which a single visit needs no
/// rules for: each calendar shows them in its own zone.
///
/// - Source: RFC 5545; RFC 5546, sections 3.2.1 and 3.2.5.
public struct VisitCalendar: Sendable, Hashable {
    public enum Method: String, Sendable {
        case publish = "PUBLISH"
        /// Takes the visit out of the calendars that have it.
        case cancel = "CANCEL"
    }

    public let method: Method
    /// Lines of at most 75 octets, ended by CR LF.
    public let text: String

    /// Who the file is from and for.
    public struct Circumstances: Sendable, Hashable {
        public let clinic: Clinic
        /// The clinic's e-mail address, whose domain is the UID's too.
        public let organizer: String
        /// The first name of a patient for whom another person receives.
        public let child: String?
        /// Tag of the message's language.
        public let language: String

        public init(clinic: Clinic, organizer: String, child: String?, language: String) {
            (self.clinic, self.organizer, self.child, self.language) = (clinic, organizer, child, language)
        }
    }

    /// - Returns: nil for a visit that is neither to come nor cancelled.
    public init?(_ visit: Appointment, _ circumstances: Circumstances, at now: Instant) {
        guard visit.status == .cancelled || visit.isToCome(at: now) else { return nil }
        method = visit.status == .cancelled ? .cancel : .publish
        var lines = CalendarLines()
        lines.add("BEGIN", "VCALENDAR")
        lines.add("VERSION", "2.0")
        lines.add("PRODID", "-//Campanile//Visits//EN")
        lines.add("METHOD", method.rawValue)
        lines.add("BEGIN", "VEVENT")
        Self.addVisit(visit, circumstances, method, now, to: &lines)
        lines.add("END", "VEVENT")
        lines.add("END", "VCALENDAR")
        text = lines.text
    }

    private static func addVisit(
        _ visit: Appointment, _ about: Circumstances, _ method: Method, _ now: Instant, to lines: inout CalendarLines
    ) {
        let clinic = about.clinic
        let words = MessageWords(language: about.language)
        let domain = about.organizer.split(separator: "@").last ?? "localhost"
        lines.add("UID", "campanile-visit-\(clinic.id)-\(visit.id)@\(domain)")
        lines.add("SEQUENCE", String(sequence(of: visit, method)))
        lines.add("DTSTAMP", time(now))
        lines.add("DTSTART", time(visit.startsAt))
        if let end = visit.endsAt, end > visit.startsAt { lines.add("DTEND", time(end)) }
        lines.add("SUMMARY", text: words.visit(at: clinic.name, for: about.child))
        let place = ([visit.location] + clinic.postalAddress.split(whereSeparator: \.isNewline).map(String.init))
            .map(\.trimmed).filter { !$0.isEmpty }
        if !place.isEmpty { lines.add("LOCATION", text: place.joined(separator: ", ")) }
        if !clinic.phone.isEmpty { lines.add("DESCRIPTION", text: words.questions(to: clinic.phone)) }
        lines.add("ORGANIZER;CN=" + CalendarLines.quoted(clinic.name), "mailto:" + about.organizer)
        lines.add("STATUS", method == .cancel ? "CANCELLED" : "CONFIRMED")
        lines.add("TRANSP", "OPAQUE")
    }

    /// Rises with each move, with a cancellation, and with a revival after it.
    private static func sequence(of visit: Appointment, _ method: Method) -> Int {
        (visit.scheduleVersion - 1) * 2 + (method == .cancel ? 1 : 0)
    }

    /// A time in UTC (section 3.3.5, form 2).
    private static func time(_ instant: Instant) -> String { instant.rfc3339.filter { $0 != "-" && $0 != ":" } }
}

extension Terms {
    /// Whether its e-mails before the first wait carry the visit as a calendar file: the confirmation of a REMINDER
    /// campaign, and care that tells at once of a visit that was moved or cancelled.
    public var carriesCalendarAtEvent: Bool {
        switch trigger?.event {
        case EventType.appointmentBooked: type == .reminder
        case EventType.appointmentMoved, EventType.appointmentCancelled: purpose == .care
        default: false
        }
    }

    /// Whether this step's e-mail does.
    public func carriesCalendar(_ step: ID<Step>) -> Bool {
        guard carriesCalendarAtEvent, case .send(let send) = workflow.step(step)?.action else { return false }
        return send.channel == .email && workflow.isAtEvent(step)
    }
}
