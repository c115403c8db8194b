extension GalleryWorkflow {
    public static let retainerWear = GalleryWorkflow(
        key: "retainer-wear",
        name: "Retainer Wear",
        summary: "Reminds patients with a new retainer to wear it: after one week, one month and three months.",
        advice: """
            Use it because a retainer in a drawer is how most results are lost. Three short messages, then it lets people be.
            """,
        type: .followUp,
        purpose: .care,
        trigger: .event(
            .treatmentStarted, rule: .test(FieldTest(field: .treatmentType, op: .equal, value: .text("retainer")))),
        audience: .everybody,
        steps: [
            GalleryStep("Until one week in", .wait("1 week after treatment start", ifPast: .skip)),
            GalleryStep("First week SMS", .send(message: "week-sms")),
            GalleryStep("Until one month in", .wait("1 month after treatment start", ifPast: .skip)),
            GalleryStep("First month SMS", .send(message: "month-sms")),
            GalleryStep("Until three months in", .wait("3 months after treatment start", ifPast: .skip)),
            GalleryStep("Three months SMS", .send(message: "quarter-sms")),
        ],
        messages: [
            GalleryMessage(
                "week-sms", "Retainer, one week (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: how is {{patient.first_name}}'s retainer? Wear it as agreed, rinse it cold. \
                        Too tight or lost: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¿todo bien con el retenedor de {{patient.first_name}}? Agua fresca, nunca \
                        caliente. Si duele: {{clinic.phone}}
                        """)),
            GalleryMessage(
                "month-sms", "Retainer, one month (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: one month of retainer! The teeth still want to move, so keep it up, \
                        {{patient.first_name}}. Help: {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¡un mes de retenedor! Los dientes quieren moverse: que {{patient.first_name}} \
                        siga igual. Ayuda: {{clinic.phone}}
                        """)),
            GalleryMessage(
                "quarter-sms", "Retainer, three months (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: three months of retainer, {{patient.first_name}}! From here on it is habit. If \
                        it fits badly, call {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: ¡tres meses de retenedor para {{patient.first_name}}! Ya es costumbre. Si no \
                        encaja: {{clinic.phone}}
                        """)),
        ])
}
