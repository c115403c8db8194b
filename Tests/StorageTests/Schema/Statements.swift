@testable import Storage

/// Every statement of the program, by the enum that names it.
enum Statements {
    static let all: [(name: String, texts: [String])] = [
        texts(APIKeySQL.self), texts(AppointmentSQL.self), texts(AssignmentSQL.self), texts(AuditSQL.self),
        texts(BulkPlanSQL.self),
        texts(CampaignLifeSQL.self),
        texts(SurveySQL.self), texts(SurveyInvitationSQL.self), texts(SurveyAnswerSQL.self),
        texts(SurveyResultsSQL.self), texts(LowScoreSQL.self), texts(SurveyRecordSQL.self),
        texts(CampaignPageSQL.self), texts(CampaignSQL.self), texts(ClinicSQL.self), texts(ClockSQL.self),
        texts(ColleagueSeatSQL.self),
        texts(ContactSQL.self), texts(DailySQL.self),
        texts(DatabaseClockSQL.self), texts(DraftChangeSQL.self), texts(EnrollmentListSQL.self),
        texts(EnrollmentSQL.self),
        texts(EventIntakeSQL.self), texts(EventSQL.self),
        texts(ExperimentSQL.self), texts(ExplainSQL.self), texts(FactsSQL.self), texts(FormUseSQL.self),
        texts(HappeningSQL.self),
        texts(HouseholdSQL.self),
        texts(InboundSQL.self), texts(InboxSQL.self), texts(PushSQL.self), texts(ReplySQL.self), texts(InvoiceSQL.self),
        texts(JobRunSQL.self),
        texts(LockSQL.self),
        texts(ManualStartSQL.self), texts(ManualLookSQL.self),
        texts(MessageTemplateSQL.self), texts(ParkSQL.self), texts(PatientSQL.self), texts(PlanSQL.self),
        texts(ProviderSQL.self), texts(ReceiptSQL.self), texts(PublicationSQL.self), texts(ReminderSQL.self),
        texts(RevisionMoveSQL.self),
        texts(ReplaySQL.self),
        texts(RevisionSQL.self), texts(RescheduleRequestSQL.self), texts(VisitAnswerSQL.self), texts(VisitLinkSQL.self),
        texts(Schema.SQL.self), texts(SendHistorySQL.self),
        texts(SendListSQL.self), texts(SendRetrySQL.self), texts(SendSQL.self), texts(SendVisitsSQL.self),
        texts(SessionSQL.self),
        texts(SignInSQL.self), texts(StaffSQL.self), texts(StatsSQL.self), texts(StepPastSQL.self), texts(StepSQL.self),
        texts(SuppressionSQL.self), texts(TallySQL.self), texts(TestMessageSQL.self), texts(TrackingSQL.self),
        texts(TreatmentSQL.self), texts(TriggerSQL.self), texts(UnsubscribeSQL.self), texts(UpcomingSQL.self),
        texts(PreferenceSQL.self), texts(BounceSQL.self),
        texts(VisitorSQL.self), texts(WaitingSendSQL.self),
        texts(ClinicHoldSQL.self), texts(AudienceSQL.self), texts(ClinicWordsSQL.self), texts(SegmentSQL.self),
        texts(VisitDaySQL.self), texts(FollowSQL.self), texts(ClinicStatsSQL.self),
        texts(BulkEnrollmentSQL.self), texts(NamelessSQL.self), texts(ReachSQL.self),
        texts(PatientRecordSQL.self), texts(ContactRecordSQL.self), texts(ConsentRecordSQL.self),
        texts(AppointmentRecordSQL.self), texts(TreatmentRecordSQL.self), texts(InvoiceRecordSQL.self),
        texts(CampaignNamesSQL.self), texts(LeavingTodaySQL.self), texts(ExpectedVisitsSQL.self),
        texts(TroubleSQL.self), texts(ClinicRulesSQL.self), texts(StaffDeskSQL.self), texts(APIKeyDeskSQL.self),
        texts(AuditLogSQL.self),
        texts(AttentionSQL.self), texts(AttentionListSQL.self), texts(AttentionDeskSQL.self),
        texts(ClosedAddressSQL.self), texts(AddressDeskSQL.self), texts(GaugeSQL.self), texts(HeartbeatSQL.self),
        texts(ProviderTallySQL.self),
        texts(SelfPauseSQL.self),
        texts(PatientSearchSQL.self), texts(PatientSendsSQL.self), texts(ConsentProofSQL.self),
        texts(ConsentDeskSQL.self),
        texts(EventDataSQL.self), texts(EventRecordSQL.self), texts(MessageTemplateRecordSQL.self),
        (name: "CampaignPageOrder", texts: CampaignPageOrder.all.map(\.text)),
    ]

    private static func texts<Named: CaseIterable & RawRepresentable>(_ type: Named.Type) -> (
        name: String, texts: [String]
    ) where Named.RawValue == String {
        (String(describing: type), type.allCases.map(\.rawValue))
    }
}
