import Campaigns
import CivilTime

/// Who comes to the clinic: families with one to three children, and adults on their own.
struct DemoFamilies {
    let today: CivilDate
    private var people = 0
    private(set) var patients: [DemoPatient] = []

    init(today: CivilDate, patients count: Int, _ random: inout DemoRandom) {
        self.today = today
        while patients.count < count {
            if random.happens(percent: 55) { addFamily(&random) } else { addAdult(&random) }
        }
    }

    private mutating func addFamily(_ random: inout DemoRandom) {
        let lastName = DemoNames.surname(&random)
        let isWithTwo = random.happens(percent: 40)
        var parents = [person(random.one(of: DemoNames.girls), lastName)]
        if isWithTwo { parents.append(person(random.one(of: DemoNames.boys), lastName)) }
        let registered = registration(&random)
        for _ in 0..<random.one(of: [1, 1, 1, 2, 2, 3]) {
            let (firstName, sex) = child(&random)
            let days = random.number(in: (8 * 365)...(17 * 365))
            patients.append(
                DemoPatient(
                    number: patients.count + 1, firstName: firstName, lastName: lastName, sex: sex,
                    birthDate: today.adding(days: -days),
                    registeredOn: min(today, registered.adding(days: random.number(in: 0...60))), guardians: parents,
                    own: nil))
        }
    }

    private mutating func addAdult(_ random: inout DemoRandom) {
        let (firstName, sex) = child(&random)
        let adult = person(firstName, DemoNames.surname(&random))
        let days = random.number(in: (18 * 365 + 30)...(58 * 365))
        patients.append(
            DemoPatient(
                number: patients.count + 1, firstName: firstName, lastName: adult.lastName, sex: sex,
                birthDate: today.adding(days: -days), registeredOn: registration(&random), guardians: [], own: adult))
    }

    private mutating func person(_ firstName: String, _ lastName: String) -> DemoPerson {
        people += 1
        return DemoPerson(number: people, firstName: firstName, lastName: lastName)
    }

    private func child(_ random: inout DemoRandom) -> (String, Sex) {
        random.happens(percent: 54)
            ? (random.one(of: DemoNames.girls), .female) : (random.one(of: DemoNames.boys), .male)
    }

    private func registration(_ random: inout DemoRandom) -> CivilDate {
        today.adding(days: -random.number(in: 0...DemoClinic.historyDays))
    }
}
