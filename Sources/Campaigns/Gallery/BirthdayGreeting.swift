extension GalleryWorkflow {
    public static let birthday = GalleryWorkflow(
        key: "birthday",
        name: "Birthday",
        summary: "Wishes each patient a happy birthday.",
        advice: """
            Use it if your clinic would also say it at the desk. A greeting is marketing: it goes to those who agreed, within \
            opening hours, and it counts for their weekly limit.
            """,
        type: .marketing,
        purpose: .marketing,
        trigger: .event(.birthday, rule: nil),
        audience: .test(FieldTest(field: .status, op: .equal, value: .text(PatientStatus.active.rawValue))),
        steps: [GalleryStep("Birthday e-mail", .send(message: "birthday-email"))],
        messages: [
            GalleryMessage(
                "birthday-email", "Happy birthday", .email,
                en: .init(
                    "Happy birthday, {{patient.first_name}}!",
                    body: """
                        Happy birthday, {{patient.first_name}}!

                        All of us at {{clinic.name}} wish a wonderful day, with many reasons to smile.

                        Cake is allowed. Brushing afterwards, too.
                        """),
                es: .init(
                    "¡Feliz cumpleaños, {{patient.first_name}}!",
                    body: """
                        ¡Feliz cumpleaños, {{patient.first_name}}!

                        Todo el equipo de {{clinic.name}} te desea un día estupendo, con muchos motivos para sonreír.

                        Hoy se permite el pastel. Y después, el cepillo.
                        """))
        ])
}
