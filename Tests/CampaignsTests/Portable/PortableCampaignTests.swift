import Campaigns
import CivilTime
import TestSupport
import Testing

@Suite("A campaign as a file")
struct PortableCampaignTests {
    @Test("each of the gallery's workflows comes back as it was written", arguments: GalleryWorkflow.all)
    func gallery(workflow: GalleryWorkflow) throws {
        let portable = PortableSample.of(workflow)
        let text = portable.text
        #expect(try PortableCampaign(text: text) == portable)
        #expect(try PortableCampaign(text: text).text == text)
    }

    @Test("any draft comes back as it was written, and is written the same again")
    func random() throws {
        var random = SeededGenerator(seed: 4711)
        for number in 0..<400 {
            let portable = RandomCampaign.make(using: &random)
            let text = portable.text
            do {
                let read = try PortableCampaign(text: text)
                #expect(read == portable, "campaign \(number):\n\(text)")
                #expect(read.text == text, "campaign \(number)")
            } catch {
                Issue.record("campaign \(number): \(error.sentence)\n\(text)")
            }
        }
    }

    @Test("reads well: this is all there is of a small one")
    func reads() throws {
        let text = """
            campanile campaign: format 1
            name: Braces: a check

            description
              | Asks how it goes.
              |
              | After a week.

            type: FOLLOW_UP
            purpose: care

            trigger: event TREATMENT_STARTED
              rule
                - treatment.type = "braces"

            audience
              all
                - patient.age < 18
                segment: Near us

            again: after 90 days

            steps
              wait: A week
                time: for 7 days
              condition
                rule
                  not
                    - patient.lastVisit within {"days":-7}
                yes
                  send: Ask
                    by: SMS
                    message: 1
                    only until confirmed: yes
                no: then end

            message: 1
              name: How is it
              channel: SMS
              text: en
                body
                  | How is {{patient.first_name}}?

            segment: Near us
              rule
                - patient.tag = "near"

            """
        let portable = try PortableCampaign(text: text)
        #expect(portable.text == text)
        #expect(portable.outline.head.name == "Braces: a check")
        #expect(portable.steps.map(\.name) == ["A week", "", "Ask"])
        #expect(try PortableCampaign(text: text.replacing("\n", with: "\r\n")) == portable)
    }

    /// What is changed in a good file, at which line, and what is said then.
    @Test(
        "what makes no sense is refused with its line and what was expected",
        arguments: [
            ("format 1", "format 2", 1, "format 1"), ("name: Recall", "nome: Recall", 2, "“name”"),
            ("type: FOLLOW_UP", "type: FANCY", 3, "MARKETING"), ("purpose: care", "purpose: profit", 4, "care"),
            ("event RECALL_DUE", "event recall", 5, "“event”"), ("again: never", "again: after 0 days", 7, "never"),
            ("again: never", "again: never\nagain: never", 8, "“steps”"),
            ("time: for 2 days", "time: for two days", 14, "expected"),
            ("    by: EMAIL", "   by: EMAIL", 11, "two blanks"), ("    by: EMAIL", "\tby: EMAIL", 11, "tab"),
            ("by: EMAIL", "by: FAX", 11, "EMAIL"), ("message: 1\n\n", "message: 7\n\n", 17, "number of a message"),
            ("channel: EMAIL", "channel: SMS", 23, "no subject"),
            ("{{patient.first_name}}", "{{patient.name}}", 24, "no field"),
            ("audience: everybody", "audience: nobody", 6, "everybody"),
            ("audience: everybody", "audience\n  - patient.wisdom = 3", 7, "field"),
            ("audience: everybody", "audience\n  - patient.age = \"x", 7, "JSON"),
            ("audience: everybody", "audience\n  segment: Nobody knows", 7, "no segment"),
            ("audience: everybody", "audience\n  all\n    | text", 8, "all, any"),
        ])
    func refused(good: String, bad: String, line: Int, says: String) throws {
        let text = """
            campanile campaign: format 1
            name: Recall
            type: FOLLOW_UP
            purpose: care
            trigger: event RECALL_DUE
            audience: everybody
            again: never

            steps
              send: First
                by: EMAIL
                message: none
              wait
                time: for 2 days
              send: Second
                by: EMAIL
                message: 1

            message: 1
              name: Come
              channel: EMAIL
              text: en
                subject: Come back
                body
                  | Dear {{patient.first_name}},

            """
        _ = try PortableCampaign(text: text)
        let broken = text.replacing(good, with: bad, maxReplacements: 1)
        let problem = #expect(throws: PortableProblem.self) { _ = try PortableCampaign(text: broken) }
        #expect(problem?.line == line && problem?.message.contains(says) == true, "\(problem?.sentence ?? "nothing")")
    }

    @Test("hostile text is refused and costs little")
    func hostile() {
        let deep = (0..<3_000).map { String(repeating: "  ", count: $0) + "all" }.joined(separator: "\n")
        let texts = [
            "", "\n\n\n", "{}", "campanile campaign: format 1", String(repeating: "a", count: 300_000), deep,
            String(repeating: "campanile campaign: format 1\n", count: 5_000), "\u{0}",
            "campanile campaign: format 1\0",
            String(repeating: "- x = 1\n", count: 20_000),
        ]
        for text in texts {
            #expect(throws: PortableProblem.self, "\(text.prefix(40))") { _ = try PortableCampaign(text: text) }
        }
    }

    @Test("types of visit are found wherever a rule names them, and replaced")
    func visitTypes() {
        let test = FieldTest(field: .appointmentType, op: .in, value: .list(["Adjustment", "Bonding"]))
        let part = FieldTest(field: .visitTypes, op: .contains, value: .text("Adj"))
        var portable = PortableSample.of(.recall)
        portable.outline.draft.exclusions = .any([.test(test), .not(.test(part))])
        #expect(portable.visitTypes == ["Adjustment", "Bonding"])
        #expect(test.naming(["Bonding": "Braces on"]).value == .list(["Adjustment", "Braces on"]))
        #expect(part.naming(["Adj": "x"]) == part)
    }
}
