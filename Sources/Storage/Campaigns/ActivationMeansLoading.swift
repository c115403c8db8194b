import Campaigns
import MariaDB

extension ActivationMeans {
    /// What the clinic's drafts are held against now.
    ///
    /// - Parameter couriers: channels that a courier serves.
    static func load(for clinic: Clinic, couriers: Set<Channel>, _ db: Database) throws -> ActivationMeans {
        ActivationMeans(
            templates: try MessageTemplateStore(db).all(language: clinic.language, in: clinic.id), couriers: couriers,
            smsPartLimit: clinic.smsPartLimit, hasSurvey: try SurveyStore(db).inUse(in: clinic.id) != nil)
    }
}
