import Campaigns
import Markup
import Storage

/// An address that a provider refused for good: how it is corrected, and how it is opened again.
enum AddressMending {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let address = try load(request, visit)
        return try respond(visit, address, try form(address, visit))
    }

    static func correct(_ request: Request, _ visit: Visit) throws -> Response {
        let address = try load(request, visit)
        guard let contact = address.contact, let empty = try form(address, visit) else { throw HTTPRefusal.notFound }
        let desk = AddressDesk(visit.db, in: visit.clinicID)
        var (form, wishes) = try AddressForm.read(
            request, empty.kinds, empty.standing, IntakeContext(of: try visit.clinic(), at: visit.now), visit.times)
        guard form.problems.isEmpty else { return try respond(visit, address, form, status: 422) }
        switch try desk.correct(wishes, of: contact, about: address.patient, by: visit.staff.id, at: visit.now) {
        case .corrected(let changed):
            return try visit.redirect(
                to: changed.isEmpty ? Path.closedAddress(address.send) : Path.failedAgain([address.send]),
                notice: changed.isEmpty
                    ? Notice("Nothing was changed.", tone: .warn)
                    : Notice(
                        "The \(what(address)) is corrected.",
                        "What is still to come goes there. Send the failed message again below."))
        case .refused(let obstacles):
            form.take(obstacles, try desk.addresses(of: [contact]))
            return try respond(visit, address, form, status: AddressForm.status(obstacles))
        case .gone: throw HTTPRefusal.notFound
        }
    }

    static func open(_ request: Request, _ visit: Visit) throws -> Response {
        let address = try load(request, visit)
        var form = try Form(request, names: ["reason"])
        let opening = form.choice("reason", of: ClosedAddress.Opening.self, missing: "Choose why it works.")
        guard let opening, form.problems.isEmpty else {
            return try respond(
                visit, address, try self.form(address, visit), chosen: form["reason"], problems: form.problems,
                status: 422)
        }
        let isOpened = try ClosedAddressStore(visit.db, in: visit.clinicID).open(
            address, because: opening, by: visit.author, at: visit.now)
        guard isOpened else {
            return try visit.redirect(
                to: Path.closedAddress(address.send), notice: Notice("It was open already.", tone: .warn))
        }
        return try visit.redirect(
            to: Path.failedAgain([address.send]),
            notice: Notice(
                "It is open again.", "What is still to come goes there. Send the failed message again below."))
    }

    private static func load(_ request: Request, _ visit: Visit) throws -> ClosedAddress {
        guard let address = try ClosedAddressStore(visit.db, in: visit.clinicID).address(of: request.id("send")) else {
            throw HTTPRefusal.notFound
        }
        return address
    }

    /// nil where the person no longer receives for the patient, and for what is no address of theirs.
    private static func form(_ address: ClosedAddress, _ visit: Visit) throws -> AddressForm? {
        let desk = AddressDesk(visit.db, in: visit.clinicID)
        guard let contact = address.contact, !address.channel.isReadInInbox,
            try desk.isPerson(contact, of: address.patient)
        else { return nil }
        return AddressForm([address.channel.addressKind], try desk.addresses(of: [contact]), visit.times)
    }

    private static func what(_ address: ClosedAddress) -> String { address.channel == .sms ? "number" : "address" }

    private static func respond(
        _ visit: Visit, _ address: ClosedAddress, _ form: AddressForm?, chosen: String = "",
        problems: [FormProblem] = [], status: Int = 200
    ) throws -> Response {
        let page = visit.page("attention/address.html")
        let fields = visit.fields(problems: problems + (form?.problems ?? []))
        fields.fillErrors(page)
        let what = what(address)
        page.text("title", "The \(what) of \(address.contactName)")
        page.text("address", PhoneWords.spaced(address.address))
        let isClosed = address.closedAt != nil
        page.text("state", isClosed ? "Closed" : "Open")
        page.attribute("state", "data-state", isClosed ? "failed" : "active")
        page.keep("since", if: isClosed)
        if let closedAt = address.closedAt { visit.times.fill(page, "since", closedAt) }
        page.text("patient", address.patientName)
        page.attribute("patient", "href", Path.patient(address.patient))
        page.text(
            "mend",
            "Correct it \(form == nil ? "" : "here, or ")in your booking system: what is still to come goes to the new one, and this one hears nothing more."
        )
        let current = form?.standing.first { $0.point.kind == address.channel.addressKind }?.point
        page.keep("since-changed", if: current != nil && current?.id != address.point)
        page.text("since-changed", "Since then it was changed to \(current?.shown ?? "").")
        page.keep("correct", if: form != nil)
        page.attribute("correct", "action", Path.addressCorrection(address.send))
        page.text("correct-button", "Correct the \(what)")
        form?.fill(page, fields)
        page.keep("closed", if: isClosed)
        page.keep("open", if: !isClosed)
        page.attribute("again", "href", Path.failedAgain([address.send]))
        visit.fill(of: page, postingTo: Path.closedAddress(address.send))
        page.insert(
            "opening",
            fields.radios(
                "reason", "Why does it work?",
                [
                    FieldPages.Choice(ClosedAddress.Opening.confirmed.rawValue, "The person says that it works"),
                    FieldPages.Choice(
                        ClosedAddress.Opening.passing.rawValue, "It was full or switched off for a while"),
                    FieldPages.Choice(ClosedAddress.Opening.mistaken.rawValue, "It was refused by mistake"),
                ], value: chosen))
        return try visit.respond(page, in: FailedActs.frame("Correct the \(what)", status: status))
    }
}
