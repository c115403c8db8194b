import Campaigns
import Storage

/// Makes surveys and changes their questions, as long as nobody was asked; each save is guarded by the version before.
enum SurveyEditor {
    static func showNew(_ request: Request, _ visit: Visit) throws -> Response {
        try SurveyEditorPage(visit: visit, stored: nil, typed: SurveyForm(.standard, version: 0)).respond()
    }

    static func create(_ request: Request, _ visit: Visit) throws -> Response {
        var page = SurveyEditorPage(visit: visit, stored: nil, typed: SurveyForm(.standard, version: 0))
        guard let draft = try read(request, &page) else { return try page.respond(status: page.status) }
        let id = try SurveyStore(visit.db).create(draft, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.surveyQuestions(id),
            notice: Notice("“\(draft.name)” is saved.", "Look at it as patients see it before you ask it."))
    }

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        var page = SurveyEditorPage(
            visit: visit, stored: survey, typed: SurveyForm(survey.draft, version: survey.version))
        page.isFrozen = try SurveyStore(visit.db).isAsked(survey.id, in: visit.clinicID)
        return try page.respond()
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let survey = try visit.survey(request)
        var page = SurveyEditorPage(
            visit: visit, stored: survey, typed: SurveyForm(survey.draft, version: survey.version))
        guard let draft = try read(request, &page) else { return try page.respond(status: page.status) }
        let saving = try SurveyStore(visit.db).save(
            draft, as: survey.id, ifVersion: page.typed.version, in: visit.clinicID, by: visit.author, at: visit.now)
        switch saving {
        case .saved:
            return try visit.redirect(
                to: Path.surveyQuestions(survey.id), notice: Notice("“\(draft.name)” is saved."))
        case .asked:
            page.problems = [
                FormProblem(
                    "name",
                    "Somebody was invited to this survey meanwhile, so its questions stay as they are. Copy it to ask this."
                )
            ]
            return try page.respond(status: 409)
        case .stale(let current, let by):
            page.typed.version = current.version
            page.problems = [
                FormProblem(
                    "name",
                    "\(by ?? "Somebody") changed the survey while you had this open. Save again to put yours in its place."
                )
            ]
            return try page.respond(status: 409)
        case .gone: throw HTTPRefusal.notFound
        }
    }

    /// What was typed; nil where the page is drawn again instead.
    private static func read(_ request: Request, _ page: inout SurveyEditorPage) throws -> SurveyDraft? {
        var form = try Form(request, names: SurveyForm.names)
        page.typed = SurveyForm(form)
        if page.typed.isRearranged(form) { return nil }
        let draft = page.typed.draft(&form)
        page.problems = form.problems
        page.status = 422
        return draft
    }
}
