import Campaigns
import CivilTime
import MariaDB

/// One upsert of a patient, inside the caller's transaction: contact points, then contacts, then the patient, in the
/// lock order of delivery.md 3.
struct PatientSave {
    let db: Database
    let revisions: RevisionStore
    let clinic: Clinic
    let now: Instant
    let isBulk: Bool

    private var contacts: ContactStore { ContactStore(db: db, clinic: clinic.id, now: now) }

    func save(_ intake: PatientIntake) throws -> Saved {
        let known = try db.row(PatientSQL.find.rawValue, [.id(clinic.id), .text(intake.externalID)])
        if known == nil, !intake.problemsIfNew.isEmpty { return .refused(intake.problemsIfNew) }
        if let problem = try unknownConsentContact(intake) { return .refused([problem]) }
        let ownDraft = Self.draft(intake)
        let points = try pointPairs([ownDraft] + (intake.contacts.value ?? []).map(Self.draft))
        let own = try ownContact(known?.id("contact_id"), ownDraft, points[0])
        var changed: Set<ID<Contact>> = own.isReaddressed ? [own.id] : []
        let people = try guardians(intake.contacts.value ?? [], Array(points.dropFirst()), &changed)
        return try finish(intake, known?.id("id"), own: own.id, people, changed)
    }

    private struct Points {
        let email: Given<ID<ContactPoint>>
        let phone: Given<ID<ContactPoint>>
    }

    private struct Person {
        let key: String
        let id: ID<Contact>
        let intake: ContactIntake
    }

    private func pointPairs(_ drafts: [ContactStore.Draft]) throws -> [Points] {
        try drafts.map {
            Points(email: try contacts.point(.email, $0.email), phone: try contacts.point(.phone, $0.phone))
        }
    }

    private func ownContact(_ known: ID<Contact>?, _ draft: ContactStore.Draft, _ points: Points) throws
        -> (id: ID<Contact>, isReaddressed: Bool)
    {
        let id: ID<Contact>
        if let known, let row = try db.row(ContactSQL.lock.rawValue, [.id(clinic.id), .id(known)]) {
            try contacts.update(row, by: draft)
            id = known
        } else {
            id = try contacts.insert(draft, externalID: nil)
        }
        return (id, try readdress(id, points))
    }

    private func readdress(_ contact: ID<Contact>, _ points: Points) throws -> Bool {
        let email = try contacts.setAddress(.email, points.email, of: contact)
        let phone = try contacts.setAddress(.phone, points.phone, of: contact)
        return email || phone
    }

    private func guardians(_ intakes: [ContactIntake], _ points: [Points], _ changed: inout Set<ID<Contact>>) throws
        -> [Person]
    {
        var people: [Person] = []
        for (intake, points) in zip(intakes, points) {
            let key: [Value] = [.id(clinic.id), .text(intake.externalID)]
            let id: ID<Contact>
            if let row = try db.row(ContactSQL.lockByKey.rawValue, key) {
                try contacts.update(row, by: Self.draft(intake))
                id = row.id("id")
            } else {
                id = try contacts.insert(Self.draft(intake), externalID: intake.externalID)
            }
            if try readdress(id, points) { changed.insert(id) }
            people.append(Person(key: intake.externalID, id: id, intake: intake))
        }
        return people
    }

    /// Asked before anything is written: a refusal leaves everything as it was.
    private func unknownConsentContact(_ intake: PatientIntake) throws -> FieldProblem? {
        let told = Set((intake.contacts.value ?? []).map(\.externalID))
        for (index, consent) in intake.consents.enumerated() {
            guard let key = consent.contact, !told.contains(key), try contact(key) == nil else { continue }
            return FieldProblem(field: "consents[\(index)].contact", message: "There is no contact with this id.")
        }
        return nil
    }

    private func contact(_ key: String) throws -> ID<Contact>? {
        try db.row(ContactSQL.lockByKey.rawValue, [.id(clinic.id), .text(key)])?.id("id")
    }

    private func finish(
        _ intake: PatientIntake, _ known: ID<Patient>?, own: ID<Contact>, _ people: [Person],
        _ changed: Set<ID<Contact>>
    ) throws -> Saved {
        let patient = try known ?? insert(intake, own: own)
        let redated = known == nil ? nil : try update(patient, by: intake)
        var isAffected = redated != nil
        try replaceTags(patient, intake.tags)
        if intake.contacts != .absent, try relink(patient, people) { isAffected = true }
        for consent in intake.consents {
            let person =
                try consent.contact.map { key in try people.first { $0.key == key }?.id ?? contact(key) } ?? own
            if let person { _ = try contacts.addConsent(consent, of: person) }
        }
        guard known != nil else {
            try emitCreated(patient, intake)
            return .made
        }
        try replan(patient, isAffected: isAffected, changed)
        if let redated {
            try DateReplan(db: db, revisions: revisions, clinic: clinic, now: now)
                .replan(after: redated.birthDate, of: patient)
        }
        return .kept
    }

    private func insert(_ intake: PatientIntake, own: ID<Contact>) throws -> ID<Patient> {
        let change = try db.run(
            PatientSQL.insert.rawValue,
            [
                .id(clinic.id), .text(intake.externalID), .id(own), .text(intake.firstName.value ?? ""),
                .text(intake.lastName.value ?? ""), .date(intake.birthDate.value),
                .choice(intake.sex.value ?? .unknown), .choice(intake.status.value ?? .active),
                .instant(intake.registeredAt.value), .choice(intake.intakeForm.value),
                .choice(intake.preferredChannel.value), .instant(now), .instant(now),
            ])
        return ID(change.lastID)
    }

    /// - Returns: the patient as before, where the birth date, and so who receives, may be another from now on.
    private func update(_ id: ID<Patient>, by intake: PatientIntake) throws -> Patient? {
        guard let row = try db.row(PatientSQL.lock.rawValue, [.id(clinic.id), .id(id)]) else { return nil }
        let old = PatientRow.decode(row)
        let birthDate = intake.birthDate.replacing(old.birthDate)
        _ = try db.run(
            PatientSQL.update.rawValue,
            [
                .text(intake.firstName.replacing(old.firstName) ?? ""),
                .text(intake.lastName.replacing(old.lastName) ?? ""), .date(birthDate),
                .choice(intake.sex.replacing(old.sex) ?? .unknown),
                .choice(intake.status.replacing(old.status) ?? .active),
                .instant(intake.registeredAt.replacing(old.registeredAt)),
                .choice(intake.intakeForm.replacing(old.intakeForm)),
                .choice(intake.preferredChannel.replacing(old.preferredChannel)), .instant(now), .id(clinic.id),
                .id(id),
            ])
        return birthDate == old.birthDate ? nil : old
    }

    private func replaceTags(_ patient: ID<Patient>, _ tags: Given<[String]>) throws {
        guard tags != .absent else { return }
        _ = try db.run(PatientSQL.removeTags.rawValue, [.id(clinic.id), .id(patient)])
        for tag in tags.value ?? [] {
            _ = try db.run(PatientSQL.addTag.rawValue, [.id(clinic.id), .id(patient), .text(tag)])
        }
    }

    /// - Returns: whether the links are others than before.
    private func relink(_ patient: ID<Patient>, _ people: [Person]) throws -> Bool {
        let before = try links(of: patient)
        let after = people.map { Link($0.id, $0.intake, before: before[$0.id]) }
        let isChanged = Dictionary(uniqueKeysWithValues: after.map { ($0.contact, $0) }) != before
        guard isChanged else { return false }
        _ = try db.run(ContactSQL.removeLinks.rawValue, [.id(clinic.id), .id(patient)])
        for link in after {
            _ = try db.run(
                ContactSQL.link.rawValue,
                [
                    .id(clinic.id), .id(patient), .id(link.contact), .choice(link.relation), .bool(link.receivesCare),
                    .bool(link.receivesMarketing),
                ])
        }
        return true
    }

    private func links(of patient: ID<Patient>) throws -> [ID<Contact>: Link] {
        let rows = try db.rows(ContactSQL.links.rawValue, [.id(clinic.id), .id(patient)]).map(Link.init)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.contact, $0) })
    }

    /// Who a person is to the patient, and what they receive.
    private struct Link: Equatable {
        let contact: ID<Contact>
        let relation: Relation
        let receivesCare: Bool
        let receivesMarketing: Bool

        init(_ row: Row) {
            contact = row.id("contact_id")
            relation = row.choice("relation")
            receivesCare = row.bool("receives_care")
            receivesMarketing = row.bool("receives_marketing")
        }

        /// What was not told stays; somebody new receives care.
        init(_ contact: ID<Contact>, _ intake: ContactIntake, before: Link?) {
            self.contact = contact
            relation = intake.relation.replacing(before?.relation) ?? .other
            receivesCare =
                intake.receives == .absent
                ? before?.receivesCare ?? true : intake.receives.value?.contains(.care) ?? false
            receivesMarketing =
                intake.receives == .absent
                ? before?.receivesMarketing ?? false : intake.receives.value?.contains(.marketing) ?? false
        }
    }

    /// By bulk intake without its own time a patient emits nothing (rules.md 1.5).
    private func emitCreated(_ patient: ID<Patient>, _ intake: PatientIntake) throws {
        let registered = intake.registeredAt.value.map { min($0, now) }
        if isBulk, registered == nil { return }
        let arrival = EventStore.Arrival(
            key: "patient:\(patient):created", type: .patientCreated, patient: patient, anchor: Anchor(),
            occurredAt: registered ?? now, isBulk: isBulk)
        try EventStore(db).emit(arrival, in: clinic.id, at: now)
    }

    /// The planned messages of everybody for whom a changed person receives follow the change.
    private func replan(_ patient: ID<Patient>, isAffected: Bool, _ changed: Set<ID<Contact>>) throws {
        var affected: Set<ID<Patient>> = isAffected || !changed.isEmpty ? [patient] : []
        if !changed.isEmpty {
            let rows = try db.rows(ContactSQL.patients.rawValue, [.ids(changed), .id(clinic.id)])
            affected.formUnion(rows.map { $0.id("patient_id") })
        }
        let replan = RecipientsReplan(db: db, revisions: revisions, now: now)
        for id in affected.sorted() { try replan.replan(id, in: clinic) }
    }

    private static func draft(_ intake: PatientIntake) -> ContactStore.Draft {
        ContactStore.Draft(
            firstName: intake.firstName, lastName: intake.lastName, language: intake.language, zone: intake.zone,
            email: intake.email, phone: intake.phone)
    }

    private static func draft(_ intake: ContactIntake) -> ContactStore.Draft {
        ContactStore.Draft(
            firstName: intake.firstName, lastName: intake.lastName, language: intake.language, zone: intake.zone,
            email: intake.email, phone: intake.phone)
    }
}
