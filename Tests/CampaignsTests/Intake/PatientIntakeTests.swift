import CivilTime
import Testing

@testable import Campaigns

@Suite struct PatientIntakeTests {
    private func read(_ text: String, id: String = "P-1") throws -> PatientIntake {
        try PatientIntake(externalID: id, json: IntakeSample.json(text), context: IntakeSample.context)
    }

    private func fields(_ text: String) -> [String]? {
        IntakeSample.refusal { _ = try read(text) }?.problems.map(\.field)
    }

    @Test("missing is unchanged, null is emptied, a value is taken")
    func given() throws {
        let patient = try read(#"{"firstName":" Mia ","birthDate":null,"tags":[],"email":"","sex":"F"}"#)
        #expect(patient.firstName == .value("Mia"))
        #expect(patient.lastName == .absent)
        #expect(patient.birthDate == .cleared)
        #expect(patient.tags == .cleared)
        #expect(patient.email == .cleared)
        #expect(patient.sex == .value(.female))
        #expect(patient.problemsIfNew.isEmpty)
        #expect(try read("{}").problemsIfNew.map(\.field) == ["firstName"])
    }

    @Test("addresses, times and zones are taken in their normal form")
    func normalised() throws {
        let patient = try read(
            #"""
            {"email":" Mia.L@Example.ORG ","phone":"(312) 555-0142","registeredAt":"2027-03-01T12:00",
            "timeZone":"Europe/Berlin","tags":["VIP","vip"," band "],"language":"es-MX",
            "intakeForm":"sent","preferredChannel":"SMS"}
            """#)
        #expect(patient.email == .value("Mia.L@example.org"))
        #expect(patient.phone == .value("+13125550142"))
        #expect(patient.registeredAt == .value(SampleFacts.instant("2027-03-01T18:00Z")))
        #expect(patient.tags == .value(["VIP", "band"]))
        #expect(patient.zone.value?.name == "Europe/Berlin")
    }

    @Test("contacts and consents are read with their places")
    func people() throws {
        let patient = try read(
            #"""
            {"contacts":[{"externalId":"M-1","relation":"parent","firstName":"Helena","phone":"312 555 0142",
            "receives":["care"]}],
            "consents":[{"contact":"M-1","purpose":"marketing","channel":"EMAIL","granted":true,
            "at":"2027-03-01T10:00Z","wording":"a\nb"}]}
            """#)
        #expect(patient.contacts.value?.first?.receives == .value([.care]))
        #expect(patient.consents.first?.contact == "M-1")
        #expect(patient.consents.first?.granted == true)
    }

    @Test(
        "what is wrong is named by its place",
        arguments: [
            (#"{"firstName":null}"#, ["firstName"]), (#"{"firstName":"a\nb"}"#, ["firstName"]),
            (#"{"firstName":7,"lastName":["a"]}"#, ["firstName", "lastName"]),
            (#"{"birthDate":"2027-02-29"}"#, ["birthDate"]), (#"{"birthDate":"2027-03-14"}"#, ["birthDate"]),
            (#"{"sex":"f"}"#, ["sex"]), (#"{"status":null}"#, ["status"]), (#"{"timeZone":"Chicago"}"#, ["timeZone"]),
            (#"{"email":"a@b\r\n@example.org"}"#, ["email"]), (#"{"phone":"12"}"#, ["phone"]),
            (#"{"tags":["a",""]}"#, ["tags"]), (#"{"language":"e n"}"#, ["language"]),
            (#"{"registeredAt":"0001-01-01T00:00Z"}"#, ["registeredAt"]),
            (#"{"contacts":{}}"#, ["contacts"]), (#"{"contacts":[7]}"#, ["contacts[0]"]),
            (#"{"contacts":[{"externalId":"M-1","phone":"x"}]}"#, ["contacts[0].phone"]),
            (#"{"contacts":[{"relation":"own"}]}"#, ["contacts[0].externalId", "contacts[0].relation"]),
            (#"{"contacts":[{"externalId":"M"},{"externalId":"M"}]}"#, ["contacts[1].externalId"]),
            (
                #"{"consents":[{"purpose":"care","channel":"SMS","granted":"yes"}]}"#,
                ["consents[0].granted", "consents[0].at"]
            ),
            (
                #"{"consents":[{"purpose":"care","channel":"SMS","granted":true,"at":"2099-01-01T00:00Z"}]}"#,
                ["consents[0].at"]
            ),
            (#"[]"#, [""]),
        ])
    func wrong(text: String, expected: [String]) {
        #expect(fields(text) == expected)
    }

    @Test("lengths are the columns', counted as the database counts")
    func lengths() throws {
        let family = String(repeating: "👩‍👩‍👧", count: 24)
        #expect(fields(#"{"lastName":"\#(family)"}"#) == nil)
        #expect(fields(#"{"lastName":"\#(family)x"}"#) == ["lastName"])
    }

    @Test("unknown fields are told apart from wrong ones, however deep")
    func unknown() {
        let refusal = IntakeSample.refusal {
            _ = try read(#"{"firstname":"Mia","contacts":[{"externalId":"M","mobile":"1"}]}"#)
        }
        #expect(refusal?.unknownFields == ["firstname", "contacts[0].mobile"])
        #expect(refusal?.problems.isEmpty == true)
    }

    @Test(
        "an id is one that the database can tell from every other",
        arguments: ["", " A", "A ", "A\n", String(repeating: "x", count: 81)])
    func ids(id: String) {
        #expect(IntakeSample.refusal { _ = try read("{}", id: id) }?.problems.map(\.field) == ["externalId"])
    }

    @Test("a row of a table is the same patient as its JSON")
    func row() throws {
        let table = try PatientCSV(header: ["externalId", "firstName", "phone", "tags", "email"])
        let patient = try table.patient(
            ["P-1", "Ada", "(312) 555-0142", "braces; vip", ""], context: IntakeSample.context)
        let json = try IntakeSample.json(
            #"{"firstName":"Ada","phone":"(312) 555-0142","tags":["braces","vip"],"email":null}"#)
        #expect(try patient == PatientIntake(externalID: "P-1", json: json, context: IntakeSample.context))
    }
}
