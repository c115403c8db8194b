import Campaigns
import CivilTime
import Markup

/// What a clinic allows, as it is typed.
struct LimitsForm {
    static let recallField = "recall-months"
    private static let names: Set = [
        recallField, "care-from", "care-to", "cap-messages", "cap-days", "active-limit", "majority", "late-reminder",
        "late-other", "sms-parts", "was",
    ]

    static let capMessages = 0...100
    static let capDays = 1...365
    static let activeLimits = 1...1_000
    static let majorities = 12...25
    /// Minutes; after a week everything has been held too long (rules.md 3.2).
    static let latenesses = 5...7 * 1_440
    static let smsParts = 1...10

    private var typed: [String: String]
    /// What the form was drawn from.
    var was: String { typed["was"] ?? "" }
    /// nil where something is wrong.
    private(set) var limits: ClinicLimits?
    var problems: [FormProblem] = []

    init(_ limits: ClinicLimits) {
        self.limits = limits
        typed = [
            Self.recallField: String(limits.recallMonths), "care-from": limits.careHours.from.text,
            "care-to": limits.careHours.to.text, "cap-messages": String(limits.cap.messages),
            "cap-days": String(limits.cap.days), "active-limit": String(limits.activeLimit),
            "majority": String(limits.ageOfMajority), "late-reminder": String(limits.lateness.reminderMinutes),
            "late-other": String(limits.lateness.otherMinutes), "sms-parts": String(limits.smsParts),
            "was": limits.text,
        ]
    }

    static func read(_ request: Request) throws -> LimitsForm {
        var form = try Form(request, names: names)
        var filled = LimitsForm(typed: Dictionary(uniqueKeysWithValues: names.map { ($0, form[$0]) }))
        func number(_ field: String, _ range: ClosedRange<Int>, _ what: String) -> Int? {
            form.number(
                field, in: range,
                missing:
                    "Give a whole number of \(what) from \(range.lowerBound) to \(Numbers.grouped(range.upperBound)).")
        }
        let recall = number(recallField, Clinic.recallLimits, "months")
        let messages = number("cap-messages", capMessages, "messages")
        let days = number("cap-days", capDays, "days")
        let active = number("active-limit", activeLimits, "campaigns")
        let majority = number("majority", majorities, "years")
        let lateReminder = number("late-reminder", latenesses, "minutes")
        let lateOther = number("late-other", latenesses, "minutes")
        let parts = number("sms-parts", smsParts, "parts")
        let care = filled.careHours(&form)
        filled.problems = form.problems
        if let recall, let messages, let days, let active, let majority, let lateReminder, let lateOther, let parts,
            let care, form.problems.isEmpty
        {
            filled.limits = ClinicLimits(
                careHours: care, cap: FrequencyCap(messages: messages, days: days), activeLimit: active,
                ageOfMajority: majority, recallMonths: recall,
                lateness: LatenessLimits(reminderMinutes: lateReminder, otherMinutes: lateOther), smsParts: parts)
        }
        return filled
    }

    private init(typed: [String: String]) { self.typed = typed }

    private func careHours(_ form: inout Form) -> OpeningHours? {
        guard let from = ClockTime(form["care-from"]), let to = ClockTime(form["care-to"]) else {
            form.add("care-from", "Give both times of day, such as 07:00 and 21:00.")
            return nil
        }
        guard let hours = OpeningHours(from: from, to: to) else {
            form.add("care-from", "It begins and ends at the same time: no message could ever arrive.")
            return nil
        }
        return hours
    }

    /// The same, drawn from what stands now.
    func redrawn(from limits: ClinicLimits) -> LimitsForm {
        var form = self
        form.typed["was"] = limits.text
        return form
    }

    func fill(_ page: Page, _ fields: FieldPages) {
        page.attribute("was", "value", was)
        let number = ["inputmode": "numeric", "maxlength": "5"]
        func input(_ name: String, _ label: String, _ hint: String, type: String = "text") {
            let attributes = type == "text" ? number : [:]
            page.insert(
                "fields",
                fields.input(name, label, value: typed[name] ?? "", hint: hint, type: type, attributes: attributes))
        }
        input(
            "care-from", "Care messages arrive from",
            "Reminders and care messages wait for these hours, in the zone of whoever gets them.", type: "time")
        input("care-to", "and until", "A message that would come later waits for the next morning.", type: "time")
        input(
            "cap-messages", "Offers at most",
            "So many may reach one patient, and one address, in the days below. 0 switches this limit off.")
        input("cap-days", "in so many days", "Calendar days of the clinic. What is over the limit waits for its turn.")
        input(
            "active-limit", "Campaigns that may run at once",
            "Nobody can activate one more until another is paused or over. Those that run go on.")
        input(
            "majority", "Age of majority",
            "From this birthday on patients receive for themselves; until then parents and guardians do.")
        input(
            Self.recallField, "Months until a recall is due",
            "After the last completed visit, for a patient who has booked no other.")
        input(
            "late-reminder", "Reminders may be late by so many minutes",
            "After an outage, say. One that is later is skipped and listed: it would confuse more than it helps.")
        input(
            "late-other", "Other messages may be late by so many minutes", "1,440 are a day. What is later is skipped.")
        input(
            "sms-parts", "Parts that one SMS may have",
            "Each part is paid for. A campaign whose text takes more cannot be activated.")
    }
}
