import CivilTime
import Testing

@testable import Campaigns

@Suite struct IntakeLineTests {
    private func read(_ text: String) throws -> IntakeLine {
        try IntakeLine(json: IntakeSample.json(text), context: IntakeSample.context)
    }

    private func problems(_ text: String) -> [String]? {
        IntakeSample.refusal { _ = try read(text) }?.problems.map(\.field)
    }

    @Test("each kind is read as its own request is")
    func kinds() throws {
        guard case .patient(let patient) = try read(#"{"kind":"patient","externalId":"P-1","firstName":"Mia"}"#),
            case .appointment = try read(#"{"kind":"appointment","externalId":"A-1","type":"Recall"}"#),
            case .treatment(let treatment) = try read(
                #"{"kind":"treatment","externalId":"T","milestones":[{"name":"On","reachedAt":"2027-03-01T10:00"}]}"#
            ),
            case .invoice(let invoice) = try read(
                #"{"kind":"invoice","externalId":"I-1","amountCents":100,"currency":"USD"}"#),
            case .event(let event) = try read(
                #"{"kind":"event","id":"E-1","type":"RETAINER_REORDER_DUE","patient":"P-1","data":{"a":1}}"#)
        else {
            Issue.record("a line was read as another kind")
            return
        }
        #expect(patient.externalID == "P-1")
        #expect(treatment.milestones.map(\.name) == ["On"])
        #expect(invoice.problemsIfNew.map(\.field) == ["patient", "dueOn", "status"])
        #expect(event.occurredAt == nil)
        #expect(event.data?["a"] == 1)
    }

    @Test(
        "what is wrong is named by its place",
        arguments: [
            (#"[]"#, [""]), (#"{}"#, ["kind"]), (#"{"kind":"person"}"#, ["kind"]),
            (#"{"kind":"patient"}"#, ["externalId"]),
            (#"{"kind":"invoice","externalId":"I","currency":"usd","amountCents":-1}"#, ["amountCents", "currency"]),
            (
                #"{"kind":"treatment","externalId":"T","milestones":[{"name":""}]}"#,
                ["milestones[0].name", "milestones[0].reachedAt"]
            ),
            (#"{"kind":"event","id":"E","type":"lower","patient":"P"}"#, ["type"]),
            (#"{"kind":"event","id":"E","type":"APPOINTMENT_BOOKED","patient":"P"}"#, ["subject"]),
            (#"{"kind":"event","id":"E","type":"HELLO","patient":"P","data":[]}"#, ["data"]),
            (
                #"{"kind":"event","type":"HELLO","subject":{"kind":"x","externalId":"A"}}"#,
                ["id", "patient", "subject.kind"]
            ),
        ])
    func wrong(text: String, expected: [String]) {
        #expect(problems(text) == expected)
    }
}
