import CivilTime

/// The marketing messages that count for the frequency cap of one patient, with what staff know them by.
public struct CountedMarketing: Sendable, Hashable {
    public struct Message: Sendable, Hashable {
        /// nil for one that is only foreseen.
        public let send: ID<Send>?
        /// The clinic's.
        public let day: CivilDate
        /// The name of its campaign.
        public let campaign: String

        public init(send: ID<Send>? = nil, day: CivilDate, campaign: String) {
            self.send = send
            self.day = day
            self.campaign = campaign
        }
    }

    /// To the patient, whoever received them.
    public var ofPatient: [Message]
    /// To each address, about whomever.
    public var ofPoints: [ID<ContactPoint>: [Message]]

    public init(ofPatient: [Message] = [], ofPoints: [ID<ContactPoint>: [Message]] = [:]) {
        self.ofPatient = ofPatient
        self.ofPoints = ofPoints
    }

    func days(of point: ID<ContactPoint>?) -> [CivilDate] {
        point.flatMap { ofPoints[$0] }?.map(\.day) ?? []
    }

    /// All but one: a message does not stand in its own way.
    func without(_ send: ID<Send>) -> CountedMarketing {
        CountedMarketing(
            ofPatient: ofPatient.filter { $0.send != send },
            ofPoints: ofPoints.mapValues { $0.filter { $0.send != send } })
    }

    mutating func count(_ message: Message, to point: ID<ContactPoint>) {
        ofPatient.append(message)
        ofPoints[point, default: []].append(message)
    }

    /// Those that stand in the way of one more on `day`, earliest first; each once.
    func near(_ day: CivilDate, _ point: ID<ContactPoint>?, by cap: FrequencyCap) -> [Message] {
        let all = ofPatient + (point.flatMap { ofPoints[$0] } ?? [])
        return Set(all.filter { abs($0.day.days(since: day)) < cap.days })
            .sorted { ($0.day, $0.campaign) < ($1.day, $1.campaign) }
    }
}
