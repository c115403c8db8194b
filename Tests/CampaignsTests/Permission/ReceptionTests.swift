import CivilTime
import Testing

@testable import Campaigns

/// What each person of a patient's circle gets, and why not (rules.md 4).
@Suite struct ReceptionTests {
    private let said = SampleFacts.instant("2027-03-01T15:00Z")

    private func facts(age: Int = 14, _ answers: [(Consents.Subject, Channel, Bool)] = []) -> Facts {
        var sample = SampleFacts(age: age)
        for (subject, channel, granted) in answers {
            for contact in [SampleFacts.own, SampleFacts.mother] {
                sample.consents.record(
                    Consents.Answer(granted: granted, at: said, source: .person),
                    for: Consents.Key(contact: contact.id, subject: subject, channel: channel))
            }
        }
        return sample.facts
    }

    private func mother(_ facts: Facts, _ subject: Consents.Subject, _ channel: Channel) -> Reception {
        facts.reception(of: SampleFacts.mother, subject, by: channel, at: SampleFacts.now)
    }

    @Test("a minor's mother receives care unasked, and offers after a yes")
    func mother() {
        #expect(mother(facts(), .care, .sms) == .receives)
        #expect(mother(facts(), .reminder, .email) == .receives)
        #expect(mother(facts(), .marketing, .email) == .wasNeverAsked)
        #expect(mother(facts(), .care, .push) == .hasNoAddress)
        let yes = facts([(.marketing, .email, true)])
        #expect(mother(yes, .marketing, .email) == .receives)
        #expect(mother(yes, .marketing, .sms) == .wasNeverAsked)
    }

    @Test("a no to care stops reminders too, and a no to reminders stops them alone")
    func refused() {
        let care = facts([(.care, .sms, false)])
        #expect(mother(care, .care, .sms) == .saidNo(said))
        #expect(mother(care, .reminder, .sms) == .saidNo(said))
        #expect(mother(care, .reminder, .email) == .receives)
        let reminder = facts([(.reminder, .sms, false)])
        #expect(mother(reminder, .care, .sms) == .receives)
        #expect(mother(reminder, .reminder, .sms) == .saidNo(said))
        #expect(mother(facts([(.marketing, .sms, false)]), .marketing, .sms) == .saidNo(said))
    }

    @Test("the child of a receiving mother gets nothing, a grown-up everything, and the mother then nothing")
    func others() {
        let child = facts()
        #expect(child.reception(of: child.circle.own, .care, by: .email, at: SampleFacts.now) == .isForOthers)
        let grown = facts(age: 18)
        #expect(grown.reception(of: grown.circle.own, .care, by: .email, at: SampleFacts.now) == .receives)
        #expect(mother(grown, .care, .sms) == .isForOthers)
        var unasked = facts()
        unasked.circle.members[0].receivesMarketing = false
        #expect(mother(unasked, .marketing, .email) == .isForOthers)
        #expect(mother(unasked, .care, .email) == .receives)
    }

    @Test("a closed address is told as closed, to offers alone or to all")
    func closed() {
        var facts = facts([(.marketing, .email, true)])
        facts.consents.suppress(ID(21), scope: .marketing)
        #expect(mother(facts, .marketing, .email) == .isClosed)
        #expect(mother(facts, .care, .email) == .receives)
        facts.consents.suppress(ID(22), scope: .all)
        #expect(mother(facts, .reminder, .sms) == .isClosed)
    }

    @Test("the second of two with one address is told that it goes to the first")
    func shared() {
        var facts = facts()
        let father = Contact(
            id: ID(3), externalID: "M-2", firstName: "Nils", lastName: "Lindqvist", language: nil, zone: nil,
            email: SampleFacts.mother.email, phone: nil)
        facts.circle.members.append(
            Circle.Member(contact: father, relation: .parent, receivesCare: true, receivesMarketing: false))
        #expect(
            facts.reception(of: father, .care, by: .email, at: SampleFacts.now)
                == .sharesAddress(with: SampleFacts.mother))
        #expect(facts.reception(of: father, .care, by: .sms, at: SampleFacts.now) == .hasNoAddress)
    }
}
