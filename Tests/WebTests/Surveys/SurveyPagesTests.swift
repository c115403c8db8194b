import Campaigns
import CivilTime
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("The surveys' pages")
struct SurveyPagesTests {
    private static let fields: KeyValuePairs<String, String> = [
        "version": "0", "name": "After bonding", "heading-en": "How is it?", "heading-es": "¿Qué tal?",
        "kind-1": "score", "text-en-1": "Recommend?", "text-es-1": "¿Recomienda?", "choices-en-1": "",
        "choices-es-1": "",
        "kind-2": "choice", "text-en-2": "Which?", "text-es-2": "¿Cuál?", "choices-en-2": "A\r\nB\r\n",
        "choices-es-2": "C\nD",
    ]

    private func fields(_ changes: [String: String]) -> [(String, String)] {
        var fields = Self.fields.map { ($0.key, changes[$0.key] ?? $0.value) }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) where !fields.contains(where: { $0.0 == name }) {
            fields.append((name, value))
        }
        return fields
    }

    @Test("a list without a survey says what one is for, and how to begin")
    func empty() throws {
        try SampleSite.with { site in
            let page = try Desk(site).get("/surveys").text
            #expect(page.contains("No survey yet") && page.contains("/gallery/visit-survey"))
            #expect(page.contains("/surveys/new"))
            let viewer = try Desk(site, role: .viewer, name: "Vi Ewer")
            #expect(!viewer.get("/surveys").text.contains("/surveys/new"))
        }
    }

    @Test("a survey is written, kept, and the first is asked at once")
    func create() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            #expect(desk.get("/surveys/new").text.contains("How likely are you to recommend us"))
            let made = desk.post("/surveys", fields: fields([:]))
            #expect(made.status == 303)
            let survey = try #require(try SurveyStore(site.db).all(in: site.clinic).first)
            #expect(survey.isInUse && survey.name == "After bonding")
            let draft = try #require(try SurveyStore(site.db).survey(survey.id, in: site.clinic)?.draft)
            #expect(draft.questions.map(\.kind) == [.score, .choice])
            #expect(draft.questions[1].wordings["es"]?.choices == ["C", "D"])
            #expect(desk.get("/surveys").text.contains("In use"))
            let preview = desk.get("/surveys/\(survey.id)/preview?language=es").text
            #expect(preview.contains("¿Qué tal?") && preview.contains("type=\"button\""))
        }
    }

    @Test(
        "what is wrong stands beside its field, and nothing that was typed is lost",
        arguments: [
            (["name": ""], "Give it a name."), (["heading-en": ""], "Say what patients read on top."),
            (["text-en-1": ""], "Write the question, or remove it."),
            (["kind-1": "mood"], "Choose how it is answered."),
            (["kind-2": "score"], "this would be the second"),
            (["choices-en-2": "A"], "Give at least two choices"),
            (["choices-es-2": "C"], "Give as many choices as in English"),
            (["choices-en-2": Array(repeating: "x", count: 11).joined(separator: "\n")], "At most 10 choices"),
            (["name": String(repeating: "😀", count: 200)], "This is too long"),
        ] as [([String: String], String)])
    func refused(change: [String: String], sentence: String) throws {
        try SampleSite.with { site in
            let page = try Desk(site).post("/surveys", fields: fields(change))
            #expect(page.status == 422)
            #expect(page.text.contains(sentence))
            #expect(page.text.contains("value=\"¿Cuál?\""))
            #expect(try site.rows.count("survey") == 0)
        }
    }

    @Test("a field that the page has not is refused")
    func unknown() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            #expect(desk.post("/surveys", fields: fields(["kind-11": "text"])).status == 400)
        }
    }

    @Test("questions are added, moved and removed by buttons, and nothing is stored by them")
    func arranged() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let added = desk.post("/surveys", fields: fields(["act": "add"]))
            #expect(added.status == 200 && added.text.contains("name=\"kind-3\""))
            let moved = desk.post("/surveys", fields: fields(["act": "up-2"]))
            #expect(moved.value(ofField: "text-en-1") == "Which?" && moved.value(ofField: "text-en-2") == "Recommend?")
            let removed = desk.post("/surveys", fields: fields(["act": "remove-1"]))
            #expect(removed.value(ofField: "text-en-1") == "Which?" && !removed.text.contains("name=\"kind-2\""))
            for act in ["up-1", "remove-9", "up-x", "jump", "-"] {
                #expect(desk.post("/surveys", fields: fields(["act": act])).status == 200, "\(act)")
            }
            #expect(try site.rows.count("survey") == 0)
        }
    }

    @Test("two who change one at once lose nothing: the second is told, and may save again")
    func stale() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try SurveyStore(site.db).create(.standard, in: site.clinic, by: .program, at: SampleSite.now)
            let path = "/surveys/\(id)/questions"
            #expect(desk.post(path, fields: fields(["version": "1"])).status == 303)
            let late = desk.post(path, fields: fields(["version": "1", "name": "Mine"]))
            #expect(late.status == 409 && late.text.contains("Ana Ruiz changed the survey"))
            #expect(late.value(ofField: "name") == "Mine" && late.hidden("version") == "2")
            #expect(desk.post(path, fields: fields(["version": "2", "name": "Mine"])).status == 303)
        }
    }

    @Test("once somebody was invited the questions stay, and a copy can be changed and asked")
    func frozen() throws {
        try SampleSite.with { site in
            let sample = try InvitedSample(site)
            let desk = try Desk(site)
            let path = "/surveys/\(sample.survey)"
            let page = desk.get(path + "/questions").text
            #expect(page.contains("its questions stay as they are") && !page.contains("name=\"kind-1\""))
            let refused = desk.post(path + "/questions", fields: fields(["version": "1"]))
            #expect(refused.status == 409 && refused.text.contains("Copy it to ask this."))
            #expect(desk.post(path + "/copy").status == 303)
            let copy = try #require(try SurveyStore(site.db).all(in: site.clinic).first { $0.id != sample.survey })
            #expect(copy.name == "After a visit (copy)" && !copy.isInUse)
            #expect(desk.post("/surveys/\(copy.id)/use").status == 303)
            #expect(try SurveyStore(site.db).inUse(in: site.clinic) == copy.id)
        }
    }

    @Test("results show the score with its margin, each answer, and the words with the way to the patient")
    func results() throws {
        try SampleSite.with { site in
            for (index, score) in [10, 9, 9, 8, 3].enumerated() {
                let sample = try InvitedSample(site, key: "P-\(index)")
                sample.post(try sample.path(), "q1=\(score)&q2=\(1 + index % 5)&q3=Word+\(index)")
            }
            let survey = try #require(try SurveyStore(site.db).inUse(in: site.clinic))
            let page = try Desk(site, role: .frontDesk).get("/surveys/\(survey)").text
            for word in [
                "40.0", "±", "100 % of the invitations", "3 promoters", "1 passive", "1 detractor", "Word 4",
                "3.0 on average",
            ] {
                #expect(page.contains(word), "\(word)")
            }
            #expect(page.contains("href=\"/patients/") && page.contains("answers.csv"))
            let viewer = try Desk(site, role: .viewer, name: "Vi Ewer")
            let seen = viewer.get("/surveys/\(survey)").text
            #expect(seen.contains("Word 4") && !seen.contains("href=\"/patients/") && !seen.contains("answers.csv"))
            let file = try Desk(site, role: .frontDesk, name: "Fro Desk").get("/surveys/\(survey)/answers.csv")
            #expect(file.header("Content-Type")?.hasPrefix("text/csv") == true)
            #expect(file.text.contains("Robin Winter,10,1,Word 0\r\n"))
            #expect(viewer.get("/surveys/\(survey)?from=x").status == 422)
        }
    }

    @Test("a low score stands under Needs attention and on Today until somebody has seen to it")
    func low() throws {
        try SampleSite.with { site in
            let sample = try InvitedSample(site)
            sample.post(try sample.path(), "q1=2&q3=It+%3Ci%3Ehurt%3C%2Fi%3E")
            let desk = try Desk(site, role: .frontDesk)
            let list = desk.get("/attention").text
            #expect(list.contains("Robin Winter") && list.contains("Score 2 of 10: low"))
            #expect(!list.contains("<i>hurt") && list.contains("hurt"))
            #expect(desk.get("/").text.contains("1 family gave a low score"))
            let id: Int = try site.db.row("SELECT id FROM survey_response")!.int("id")
            #expect(desk.post("/attention/answers/\(id)/done").status == 303)
            #expect(desk.post("/attention/answers/\(id)/done").status == 303)
            #expect(desk.post("/attention/answers/999/done").status == 404)
            #expect(!desk.get("/attention").text.contains("Robin Winter"))
            #expect(try site.rows.count("audit_log", where: "noun = 'survey_response' AND verb = 'complete'") == 1)
        }
    }

    @Test(
        "the page for reviews is an address of the web, or none",
        arguments: [
            ("https://reviews.example/us?x=1", 303), ("", 303), ("reviews.example", 422), ("javascript:alert(1)", 422),
            ("https://a.example b", 422), ("https://" + String(repeating: "x", count: 500), 422),
        ])
    func review(address: String, status: Int) throws {
        try SampleSite.with { site in
            let answer = try Desk(site).post("/surveys/review", ["review": address, "was": ""])
            #expect(answer.status == status)
            #expect(try SurveyStore(site.db).reviewPage(of: site.clinic) == (status == 303 ? address : ""))
        }
    }

    @Test("a page for reviews that somebody else changed meanwhile is told, and what was typed stays")
    func reviewStale() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            _ = desk.post("/surveys/review", ["review": "https://a.example/", "was": ""])
            let late = desk.post("/surveys/review", ["review": "https://b.example/", "was": ""])
            #expect(late.status == 409 && late.value(ofField: "review") == "https://b.example/")
            #expect(late.hidden("was") == "https://a.example/")
        }
    }

    @Test("the pages cost as many statements for many answers as for one")
    func statements() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            func cost(_ path: String) -> Int {
                let before = site.statements()
                let page = desk.get(path)
                #expect(page.status == 200 && page.body.count < 60_000, "\(path): \(page.body.count)")
                return site.statements() - before
            }
            func answer(_ keys: Range<Int>) throws {
                for key in keys {
                    let sample = try InvitedSample(site, key: "P-\(key)")
                    sample.post(try sample.path(), "q1=\(key % 11)&q2=3&q3=Word")
                }
            }
            try answer(0..<1)
            let survey = try #require(try SurveyStore(site.db).inUse(in: site.clinic))
            let paths = ["/surveys", "/surveys/\(survey)", "/surveys/\(survey)/questions", "/attention"]
            _ = paths.map(cost)
            let one = paths.map(cost)
            try answer(1..<70)
            #expect(paths.map(cost) == one)
        }
    }
}
