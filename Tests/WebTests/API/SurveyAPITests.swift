import Campaigns
import Storage
import Testing

@testable import Web

@Suite("Surveys for programs")
struct SurveyAPITests {
    @Test("surveys and their answers are read with the scope for it, one element of answers a question")
    func read() throws {
        try SampleSite.with { site in
            let sample = try InvitedSample(site)
            let key = try site.key([.read])
            let list = site.api("GET", "/surveys", key: key)
            #expect(list.status == 200)
            let survey = try #require(list.json["items"]?.arrayValue?.first)
            #expect(survey["inUse"] == true && survey["questions"]?.arrayValue?.count == 3)
            sample.post(try sample.path(), "q1=3&q3=Too+loud")
            let path = "/surveys/\(sample.survey)/responses"
            let response = try #require(site.api("GET", path, key: key).json["items"]?.arrayValue?.first)
            #expect(response["answers"] == [3, .null, "Too loud"])
            #expect(response["score"] == 3 && response["patient"] == "P-1" && response["seenAt"] == .null)
            #expect(site.api("GET", path, key: try site.key([.intake])).status == 403)
            let foreign = try site.key([.read], of: site.rows.clinic("Elsewhere"))
            #expect(site.api("GET", path, key: foreign).status == 404)
            #expect(site.api("GET", path + "?x=1", key: key).status == 400)
        }
    }
}
