import CivilTime

extension SendWindow {
    /// When a message of this purpose may reach a contact (rules.md 2.7).
    ///
    /// - Parameter contactZone: nil means the clinic's.
    init(purpose: Purpose, clinic: Clinic, contactZone: Zone?) {
        let zone = contactZone ?? clinic.zone
        self =
            switch purpose {
            case .marketing: .marketing(of: clinic.calendar, contactZone: zone)
            case .care: .care(in: zone, hours: clinic.careHours)
            }
    }
}
