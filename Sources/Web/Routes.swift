import Campaigns
import Storage

/// Every address of the site, in reading order. A line says who may; what stands here not, nobody gets.
///
/// The pages of the staff stand here, what others ask for in OutsideRoutes.swift. A fixed part stands before a named one
/// of the same place: `/campaigns/new` before `/campaigns/:id`.
enum Routes {
    static let all: [Route] =
        session + stats + campaigns + workflows + reminders + gallery + messages + surveys + patients + segments
        + replies + attention + clinic + publicPages + webhooks + health + api

    static let session: [Route] = [
        .get("/", .viewer, Home.show),
        .post("/ways/:id/again", .manager, Home.tryAgain),
        .open("GET", "/sign-in", SignIn.show),
        .open("POST", "/sign-in", SignIn.enter),
        .post("/sign-out", .viewer, SignOut.leave),
    ]

    static let stats: [Route] = [
        .get("/stats", .viewer, ClinicStats.show)
    ]

    static let campaigns: [Route] = [
        .get("/campaigns", .viewer, CampaignList.show),
        .postOnce("/campaigns", .manager, CampaignNew.create),
        .get("/campaigns/new", .manager, CampaignNew.show),
        .get("/campaigns/import", .manager, CampaignImportPage.show),
        .postOnce("/campaigns/import", .manager, CampaignImportPage.take),
        .get("/campaigns/:id", .viewer, CampaignStart.show),
        .get("/campaigns/:id/settings", .manager, CampaignSettings.show),
        .post("/campaigns/:id/settings", .manager, CampaignSettings.save),
        .get("/campaigns/:id/activate", .manager, CampaignActivation.show),
        .post("/campaigns/:id/activate", .manager, CampaignActivation.activate),
        .get("/campaigns/:id/pause", .manager, CampaignPause.ask),
        .post("/campaigns/:id/pause", .manager, CampaignPause.pause),
        .post("/campaigns/:id/undo-pause", .manager, CampaignPause.undo),
        .get("/campaigns/:id/resume", .manager, CampaignResume.ask),
        .post("/campaigns/:id/resume", .manager, CampaignResume.resume),
        .get("/campaigns/:id/publish", .manager, CampaignPublication.ask),
        .post("/campaigns/:id/publish", .manager, CampaignPublication.publish),
        .get("/campaigns/:id/discard", .manager, CampaignDiscard.ask),
        .post("/campaigns/:id/discard", .manager, CampaignDiscard.discard),
        .get("/campaigns/:id/start", .manager, CampaignManualStart.show),
        .post("/campaigns/:id/start", .manager, CampaignManualStart.act),
        .get("/campaigns/:id/revisions", .viewer, CampaignRevisions.show),
        .get("/campaigns/:id/revisions/compare", .viewer, RevisionComparison.show),
        .get("/campaigns/:id/revisions/:number/bring-back", .manager, RevisionBringingBack.ask),
        .post("/campaigns/:id/revisions/:number/bring-back", .manager, RevisionBringingBack.bringBack),
        .get("/campaigns/:id/export", .viewer, CampaignExportFile.show),
        .get("/campaigns/:id/archive", .manager, CampaignArchive.ask),
        .post("/campaigns/:id/archive", .manager, CampaignArchive.archive),
        .get("/campaigns/:id/stats", .viewer, CampaignStats.show),
        .get("/campaigns/:id/stats.csv", .viewer, StatsFile.show),
        .get("/campaigns/:id/sends", .viewer, CampaignSends.show),
        .get("/campaigns/:id/sends/:send", .viewer, CampaignSend.show),
        .get("/campaigns/:id/sends/:send/again", .frontDesk, SendAgain.ask),
        .postOnce("/campaigns/:id/sends/:send/again", .frontDesk, SendAgain.send),
    ]

    static let workflows: [Route] = [
        .get("/campaigns/:id/builder", .viewer, CampaignBuilder.show),
        .get("/campaigns/:id/builder/patients", .manager, StepLooking.choose),
        .post("/campaigns/:id/builder/patients", .manager, StepLooking.search),
        .get("/campaigns/:id/steps/new", .manager, CampaignBuilder.showNew),
        .postOnce("/campaigns/:id/steps", .manager, StepEditor.add),
        .post("/campaigns/:id/steps/:step", .manager, StepEditor.save),
        .post("/campaigns/:id/steps/:step/position", .manager, StepMoves.move),
        .post("/campaigns/:id/steps/:step/remove", .manager, StepMoves.remove),
        .postOnce("/campaigns/:id/steps/:step/duplicate", .manager, StepCopies.step),
        .postOnce("/campaigns/:id/steps/:step/lanes/:lane/duplicate", .manager, StepCopies.lane),
        .postOnce("/campaigns/:id/draft/undo", .manager, DraftUndo.undo),
        .postOnce("/campaigns/:id/draft/redo", .manager, DraftUndo.redo),
        .get("/campaigns/:id/trigger", .viewer, TriggerEditor.show),
        .post("/campaigns/:id/trigger", .manager, TriggerEditor.save),
        .get("/campaigns/:id/audience", .viewer, AudienceEditor.show),
        .post("/campaigns/:id/audience", .manager, AudienceEditor.save),
        .get("/campaigns/:id/explain", .frontDesk, CampaignExplain.show),
        .post("/campaigns/:id/explain", .frontDesk, CampaignExplain.choose),
        .get("/campaigns/:id/explain/patients", .frontDesk, CampaignExplain.choosePatient),
        .post("/campaigns/:id/explain/patients", .frontDesk, CampaignExplain.searchPatient),
        .get("/campaigns/:id/replay", .manager, CampaignReplay.show),
        .post("/campaigns/:id/replay", .manager, CampaignReplay.start),
        .post("/campaigns/:id/replay/cancel", .manager, CampaignReplay.cancel),
        .get("/campaigns/:id/replay/patients/:patient", .manager, ReplayMessages.show),
        .get("/campaigns/:id/preview", .manager, CampaignPreviewPage.show),
        .post("/campaigns/:id/preview", .manager, CampaignPreviewPage.choose),
        .get("/campaigns/:id/preview/message.html", .manager, CampaignPreviewPage.showBody),
        .get("/campaigns/:id/preview/patients", .manager, CampaignPreviewPage.choosePatient),
        .post("/campaigns/:id/preview/patients", .manager, CampaignPreviewPage.searchPatient),
    ]

    static let reminders: [Route] = [
        .get("/reminders", .viewer, Reminders.show),
        .post("/reminders", .manager, ReminderEditor.save),
        .post("/reminders/begin", .manager, Reminders.begin),
        .get("/reminders/detach", .manager, ReminderDetaching.ask),
        .post("/reminders/detach", .manager, ReminderDetaching.detach),
    ]

    static let gallery: [Route] = [
        .get("/gallery", .viewer, Gallery.show),
        .get("/gallery/:key", .viewer, GalleryPage.show),
        .postOnce("/gallery/:key", .manager, Gallery.use),
    ]

    static let messages: [Route] = [
        .get("/messages", .viewer, MessageList.show),
        .postOnce("/messages", .manager, MessageEditor.create),
        .get("/messages/new", .manager, MessageEditor.showNew),
        .post("/messages/preview", .viewer, MessageShowing.show),
        .post("/messages/preview.html", .viewer, MessageShowing.showTypedBody),
        .post("/messages/test", .manager, MessageTesting.send),
        .get("/messages/:id", .viewer, MessageEditor.show),
        .post("/messages/:id", .manager, MessageEditor.save),
        .get("/messages/:id/preview.html", .viewer, MessageShowing.showBody),
        .get("/messages/:id/versions", .viewer, MessageVersions.show),
        .post("/messages/:id/versions/:number/back", .manager, MessageVersions.bringBack),
        .post("/messages/:id/languages/remove", .manager, MessageVersions.dropLanguage),
        .postOnce("/messages/:id/duplicate", .manager, MessageRemoval.duplicate),
        .get("/messages/:id/remove", .manager, MessageRemoval.ask),
        .post("/messages/:id/remove", .manager, MessageRemoval.remove),
        .get("/messages/:id/patients", .manager, MessageEditor.choosePatient),
        .post("/messages/:id/patients", .manager, MessageEditor.searchPatient),
        .get("/tests/:id", .viewer, TestMessagePage.show),
        .get("/tests/:id/inbox", .viewer, TestInbox.show),
    ]

    static let surveys: [Route] = [
        .get("/surveys", .viewer, SurveyList.show),
        .postOnce("/surveys", .manager, SurveyEditor.create),
        .get("/surveys/new", .manager, SurveyEditor.showNew),
        .post("/surveys/review", .manager, SurveyList.saveReviewPage),
        .get("/surveys/:id", .viewer, SurveyPage.show),
        .get("/surveys/:id/answers.csv", .frontDesk, SurveyFile.show),
        .get("/surveys/:id/questions", .viewer, SurveyEditor.show),
        .post("/surveys/:id/questions", .manager, SurveyEditor.save),
        .get("/surveys/:id/preview", .viewer, SurveyPage.preview),
        .post("/surveys/:id/use", .manager, SurveyPage.use),
        .postOnce("/surveys/:id/copy", .manager, SurveyPage.copy),
    ]

    static let patients: [Route] = [
        .get("/patients", .frontDesk, PatientList.show),
        .post("/patients", .frontDesk, PatientList.search),
        .get("/patients/:id", .frontDesk, PatientPage.show),
        .get("/patients/:id/explain", .frontDesk, PatientPage.explain),
        .get("/patients/:id/answer", .frontDesk, PatientAnswer.show),
        .postOnce("/patients/:id/answer", .frontDesk, PatientAnswer.record),
        .get("/patients/:id/contacts/:contact", .frontDesk, PatientAddresses.show),
        .post("/patients/:id/contacts/:contact", .frontDesk, PatientAddresses.save),
        .post("/patients/:id/contacts/:contact/:kind/back", .frontDesk, PatientAddresses.takeBack),
    ]

    static let segments: [Route] = [
        .get("/segments", .viewer, SegmentList.show),
        .postOnce("/segments", .manager, SegmentEditor.create),
        .get("/segments/new", .manager, SegmentEditor.showNew),
        .get("/segments/:id", .viewer, SegmentEditor.show),
        .post("/segments/:id", .manager, SegmentEditor.save),
        .get("/segments/:id/remove", .manager, SegmentRemoval.ask),
        .post("/segments/:id/remove", .manager, SegmentRemoval.remove),
    ]

    static let replies: [Route] = [
        .get("/replies", .viewer, Replies.show),
        .post("/replies/:id/done", .frontDesk, Replies.finish),
        .post("/replies/:id/reopen", .frontDesk, Replies.reopen),
    ]

    static let attention: [Route] = [
        .get("/attention", .viewer, Attention.show),
        .post("/attention/messages", .frontDesk, FailedActs.act),
        .get("/attention/messages/again", .frontDesk, FailedActs.askAgain),
        .postOnce("/attention/messages/again", .frontDesk, FailedActs.again),
        .get("/attention/messages/:send/address", .frontDesk, AddressMending.show),
        .post("/attention/messages/:send/address", .frontDesk, AddressMending.open),
        .post("/attention/messages/:send/address/correct", .frontDesk, AddressMending.correct),
        .post("/attention/dismissals/:time/undo", .frontDesk, FailedActs.takeBack),
        .post("/attention/:id/done", .frontDesk, Attention.finish),
        .post("/attention/answers/:id/done", .frontDesk, LowScoreItems.finish),
    ]

    static let clinic: [Route] = [
        .get("/settings", .admin, ClinicSettings.show),
        .post("/settings", .admin, ClinicSettings.save),
        .get("/settings/hours", .admin, ClinicHours.show),
        .post("/settings/hours", .admin, ClinicHours.save),
        .post("/settings/closed-days", .admin, ClinicHours.close),
        .post("/settings/closed-days/open", .admin, ClinicHours.open),
        .get("/settings/providers", .admin, ProviderPages.show),
        .post("/settings/providers/start", .admin, ProviderPages.start),
        .postOnce("/settings/providers/test", .admin, ProviderPages.test),
        .get("/providers/:name", .viewer, ProviderPage.show),
        .get("/settings/staff", .admin, StaffPages.show),
        .postOnce("/settings/staff", .admin, StaffPages.add),
        .get("/settings/staff/:id", .admin, StaffPages.showOne),
        .post("/settings/staff/:id", .admin, StaffPages.change),
        .post("/settings/staff/:id/password", .admin, StaffPages.setPassword),
        .get("/settings/staff/:id/remove", .admin, StaffPages.askRemoval),
        .post("/settings/staff/:id/remove", .admin, StaffPages.remove),
        .post("/settings/staff/:id/restore", .admin, StaffPages.restore),
        .get("/settings/keys", .admin, KeyPages.show),
        .post("/settings/keys", .admin, KeyPages.add),
        .get("/settings/keys/:id/revoke", .admin, KeyPages.askRevocation),
        .post("/settings/keys/:id/revoke", .admin, KeyPages.revoke),
        .get("/settings/audit", .admin, AuditPages.show),
        .get("/settings/hold", .admin, ClinicSwitch.ask),
        .post("/settings/hold", .admin, ClinicSwitch.hold),
        .post("/settings/release", .admin, ClinicSwitch.release),
    ]
}
