import Campaigns
import Testing

@Suite("A merge field that does not exist")
struct NearestFieldTests {
    @Test(
        "is named with the one that was meant",
        arguments: [
            ("patient.firstname", "patient.first_name"), ("Patient.First_Name", "patient.first_name"),
            ("first_name", "patient.first_name"), ("patient.frist_name", "patient.first_name"),
            ("apointment.date", "appointment.date"), ("clinic.fone", "clinic.phone"), ("phone", "clinic.phone"),
            ("link.confirmation", "link.confirm"),
        ])
    func near(written: String, meant: String) {
        let problems = MessageText.problems(in: "Dear {{\(written)}}")
        #expect(problems.map(\.message) == ["There is no field “\(written)”. Did you mean {{\(meant)}}?"])
    }

    @Test(
        "is only named where nothing is near",
        arguments: ["patient.password", "oops", "x", "of", "mothers.maiden.name"])
    func far(written: String) {
        #expect(MessageText.problems(in: "{{\(written)}}").map(\.message) == ["There is no field “\(written)”."])
    }

    @Test("costs nothing, however long it is")
    func long() {
        let problems = MessageText.problems(in: "{{\(String(repeating: "patient.first_name", count: 600))}}")
        #expect(problems.count == 1)
    }

    @Test("every field stands in one group of the picker")
    func groups() {
        #expect(MergeFieldGroup.allCases.flatMap(\.fields).count == MergeField.allCases.count)
        #expect(MergeFieldGroup.allCases.allSatisfy { !$0.fields.isEmpty })
    }
}
