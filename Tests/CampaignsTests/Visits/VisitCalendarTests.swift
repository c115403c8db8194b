import CivilTime
import Testing

@testable import Campaigns

@Suite struct VisitCalendarTests {
    private static func file(
        _ visit: Appointment, child: String? = "Mia", language: String = "en", clinicName: String? = nil
    ) throws -> VisitCalendar? {
        var clinic = SampleFacts().facts.clinic
        if let clinicName { clinic.name = clinicName }
        return VisitCalendar(
            visit,
            VisitCalendar.Circumstances(
                clinic: clinic, organizer: "desk@clinic.example", child: child, language: language),
            at: SampleFacts.now)
    }

    @Test("a visit to come, byte for byte, in UTC")
    func whole() throws {
        var visit = SampleFacts.visit()
        visit.endsAt = SampleFacts.instant("2027-03-16T21:00Z")
        visit.location = "Room 2; upstairs"
        let expected = """
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//Campanile//Visits//EN
            METHOD:PUBLISH
            BEGIN:VEVENT
            UID:campanile-visit-1-1@clinic.example
            SEQUENCE:0
            DTSTAMP:20270313T150000Z
            DTSTART:20270316T203000Z
            DTEND:20270316T210000Z
            SUMMARY:Visit at Lakeside Orthodontics (Mia)
            LOCATION:Room 2\\; upstairs\\, 12 Main Street\\, Springfield
            DESCRIPTION:Questions? Call (312) 555-0142.
            ORGANIZER;CN="Lakeside Orthodontics":mailto:desk@clinic.example
            STATUS:CONFIRMED
            TRANSP:OPAQUE
            END:VEVENT
            END:VCALENDAR

            """
        let file = try #require(try Self.file(visit))
        #expect(file.method == .publish)
        #expect(file.text.replacing("\r\n", with: "\n") == expected)
    }

    @Test("the UID stays, and the sequence rises with each move, a cancellation and a revival")
    func sequence() throws {
        let story: [(version: Int, status: AppointmentStatus)] = [
            (1, .booked), (2, .booked), (2, .cancelled), (3, .booked), (3, .cancelled),
        ]
        let files = try story.map { moment in
            var visit = SampleFacts.visit(status: moment.status)
            visit.scheduleVersion = moment.version
            return try #require(try Self.file(visit)).text.split(separator: "\r\n").map(String.init)
        }
        func values(_ name: String) -> [String] {
            files.compactMap { $0.first { $0.hasPrefix(name + ":") } }.map { String($0.dropFirst(name.count + 1)) }
        }
        #expect(Set(values("UID")).count == 1)
        #expect(values("SEQUENCE") == ["0", "2", "3", "4", "5"])
        #expect(values("METHOD") == ["PUBLISH", "PUBLISH", "CANCEL", "PUBLISH", "CANCEL"])
        #expect(values("STATUS") == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"])
    }

    @Test(
        "a visit that is neither to come nor cancelled has no file",
        arguments: [AppointmentStatus.proposed, .arrived, .completed, .noShow, .enteredInError])
    func none(status: AppointmentStatus) throws {
        #expect(try Self.file(SampleFacts.visit(status: status)) == nil)
    }

    @Test("a visit that has begun has no file")
    func begun() throws {
        #expect(try Self.file(SampleFacts.visit(at: "2027-03-13T15:00Z")) == nil)
    }

    @Test("in Spanish, and for one who receives without a child")
    func words() throws {
        let text = try #require(try Self.file(SampleFacts.visit(), child: nil, language: "es-MX")).text
        #expect(text.contains("SUMMARY:Cita en Lakeside Orthodontics\r\n"))
        #expect(text.contains("DESCRIPTION:¿Preguntas? Llame al (312) 555-0142.\r\n"))
    }

    @Test("lines are folded at 75 octets of UTF-8, and no character is parted")
    func folding() throws {
        for filler in 0..<8 {
            let name = String(repeating: "a", count: filler) + String(repeating: "Zahnärztin 😀 ", count: 20)
            let text = try #require(try Self.file(SampleFacts.visit(), clinicName: name)).text
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 75 })
            #expect(lines.contains { $0.utf8.count > 71 && $0.hasPrefix(" ") })
            #expect(text.replacing("\r\n ", with: "").contains("SUMMARY:Visit at \(name) (Mia)\r\n"))
        }
    }

    @Test("whatever a name holds, the lines stay ours")
    func hostile() throws {
        let name = "A\r\nBEGIN:VALARM\n\"X\";b,c\\\0d"
        let text = try #require(try Self.file(SampleFacts.visit(), clinicName: name)).text.replacing("\r\n ", with: "")
        #expect(text.contains("SUMMARY:Visit at A\\nBEGIN:VALARM\\n\"X\"\\;b\\,c\\\\d (Mia)\r\n"))
        #expect(text.contains("ORGANIZER;CN=\"ABEGIN:VALARMX;b,c\\d\":mailto:desk@clinic.example\r\n"))
        #expect(!text.utf8.contains(0))
        #expect(text.components(separatedBy: "\r\n").count == 18)
    }

    @Test("which campaigns' e-mails before the first wait carry it")
    func carriers() {
        func carries(_ type: CampaignType, _ event: EventType, _ purpose: Purpose = .care) -> Bool {
            let step = Step(id: ID(1), name: "", action: .send(SendStep(channel: .email, template: nil)))
            let text = Step(id: ID(2), name: "", action: .send(SendStep(channel: .sms, template: nil)))
            let wait = Step(id: ID(3), name: "", action: .wait(Wait(expression: .nextOpening)))
            let late = Step(id: ID(4), name: "", action: .send(SendStep(channel: .email, template: nil)))
            let terms = Terms(
                type: type, purpose: purpose, trigger: .event(event, rule: nil), audience: .all([]),
                workflow: Workflow(steps: [step, text, wait, late]))
            #expect(!terms.carriesCalendar(ID(2)) && !terms.carriesCalendar(ID(4)))
            return terms.carriesCalendar(ID(1))
        }
        #expect(carries(.reminder, .appointmentBooked))
        #expect(carries(.reminder, .appointmentMoved))
        #expect(carries(.followUp, .appointmentMoved))
        #expect(carries(.followUp, .appointmentCancelled))
        #expect(!carries(.followUp, .appointmentBooked))
        #expect(!carries(.followUp, .appointmentCancelled, .marketing))
        #expect(!carries(.followUp, .appointmentNoShow))
    }
}
