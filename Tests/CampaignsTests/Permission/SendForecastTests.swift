import CivilTime
import Testing

@testable import Campaigns

/// Sends still to come, asked about in turn as the sender will ask (rules.md 4).
@Suite struct SendForecastTests {
    private static let father = Contact(
        id: ID(3), externalID: "F-1", firstName: "Jonas", lastName: "Lindqvist", language: nil, zone: nil, email: nil,
        phone: ContactPoint(id: ID(32), kind: .phone, address: "+13125550143"))

    private static func forecast(_ type: CampaignType, _ counted: CountedMarketing = CountedMarketing()) -> SendForecast
    {
        let story = ReminderStory(type: type)
        var facts = story.facts
        facts.circle.members.append(
            Circle.Member(contact: father, relation: .parent, receivesCare: true, receivesMarketing: true))
        return SendForecast(
            terms: story.terms, enrollment: story.enrollment, facts: facts, status: .active, campaign: "Whitening",
            counted: counted)
    }

    private static func send(to point: Int64?) -> WaitingSend {
        WaitingSend(
            step: ID(1), channel: .sms, contact: nil, point: point.map { ID($0) }, version: 1, wait: .atEvent,
            plannedAt: ReminderStory().instant("2027-03-14T10:00"),
            dueAt: ReminderStory().instant("2027-03-14T10:00"))
    }

    @Test(
        "a send is received by whom its own address belongs to, and by nobody where that receives no more",
        arguments: [(22, 2), (32, 3), (99, nil), (nil, nil)] as [(Int64?, Int64?)])
    func recipient(point: Int64?, contact: Int64?) {
        let recipient = Self.forecast(.followUp).recipient(of: Self.send(to: point))
        #expect(recipient?.contact.id == contact.map { ID($0) })
    }

    @Test("what leaves counts for the next one, where it is marketing and somebody receives it")
    func counts() throws {
        func days(_ type: CampaignType, _ point: Int64?) -> [[CivilDate]] {
            var forecast = Self.forecast(type)
            forecast.count(Self.send(to: point), at: ReminderStory().instant("2027-03-14T23:30"))
            let next = forecast.question(over: Self.send(to: 22))
            return [next.patientMarketingDays, next.pointMarketingDays]
        }
        let day = try #require(CivilDate("2027-03-14"))
        #expect(days(.marketing, 22) == [[day], [day]])
        #expect(days(.marketing, 32) == [[day], []])
        #expect(days(.marketing, nil) == [[], []])
        #expect(days(.followUp, 22) == [[], []])
    }

    @Test("a send that counts already does not stand in its own way")
    func own() throws {
        let day = try #require(CivilDate("2027-03-14"))
        let message = CountedMarketing.Message(send: ID(5), day: day, campaign: "Whitening")
        let forecast = Self.forecast(
            .marketing, CountedMarketing(ofPatient: [message], ofPoints: [ID(22): [message]]))
        func days(own: ID<Send>?) -> [[CivilDate]] {
            let question = forecast.question(over: Self.send(to: 22), own: own)
            return [question.patientMarketingDays, question.pointMarketingDays]
        }
        #expect(days(own: ID(5)) == [[], []])
        #expect(days(own: ID(6)) == [[day], [day]])
        #expect(days(own: nil) == [[day], [day]])
    }
}
