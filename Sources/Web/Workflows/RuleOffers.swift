import Campaigns
import Storage

/// What the lines of a rule may ask about, beside what every rule may.
struct RuleOffers: Equatable {
    /// The clinic's saved ones.
    var segments = Segments.none
    /// The names that the event's data may hold; nil where no event has chosen the patient.
    var eventData: [String]?
    /// The clinic's types of visit, as their names are written.
    var visitTypes: [String] = []

    static let none = RuleOffers()
    /// More names than these are no list to choose from; the API takes any.
    static let mostNames = 40
    /// What may be compared with a type of visit.
    static let visitFields: [Field] = [.appointmentType, .lastVisitType, .nextVisitType, .visitTypes]

    /// What every rule of the clinic may ask about.
    static func load(_ segments: Segments, in clinic: ID<Clinic>, _ db: Database) throws -> RuleOffers {
        let types = try CampaignImport.visitTypes(in: clinic, db).sorted()
        return RuleOffers(segments: segments, visitTypes: Array(types.prefix(mostNames)))
    }
}

extension Draft {
    /// For a rule of the trigger, or of a step: an event is asked where one starts the campaign.
    func offers(on event: EventType?, _ db: Database) throws -> RuleOffers {
        var offers = try RuleOffers.load(segments, in: clinic.id, db)
        offers.eventData = try event.map { type in
            let seen = try EventDataStore(db).names(of: type, in: clinic.id)
            return Array(seen.union(type.dataNames).sorted().prefix(RuleOffers.mostNames))
        }
        return offers
    }

    func offers(_ db: Database) throws -> RuleOffers { try offers(on: campaign.trigger?.event, db) }
}
