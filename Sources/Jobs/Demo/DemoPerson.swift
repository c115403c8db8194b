import Campaigns
import CivilTime

/// An invented adult, as guardian or as patient.
struct DemoPerson {
    let number: Int
    let firstName: String
    let lastName: String

    /// The reserved domains of RFC 2606 reach nobody.
    var email: String {
        "\(firstName).\(lastName).\(number)@\(number.isMultiple(of: 3) ? "example.net" : "example.org")".lowercased()
    }

    /// The numbers that North America keeps for fiction: 555-0100 to 555-0199 of every area.
    var phone: String {
        let area = Self.areas[number / 100 % Self.areas.count]
        let line = number % 100
        return "(\(area)) 555-01\(line < 10 ? "0" : "")\(line)"
    }

    private static let areas = [312, 773, 847, 630, 708, 224, 815, 217, 309, 618, 262, 414, 608, 219, 317, 260]
}

/// An invented patient with those who receive for him.
struct DemoPatient {
    let number: Int
    let firstName: String
    let lastName: String
    let sex: Sex
    let birthDate: CivilDate
    let registeredOn: CivilDate
    /// Empty for an adult.
    let guardians: [DemoPerson]
    /// The patient's own addresses; nil for a child.
    let own: DemoPerson?

    var key: String { "P-\(number)" }
}
