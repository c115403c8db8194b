extension GalleryWorkflow {
    public static let recall = GalleryWorkflow(
        key: "recall",
        name: "Recall at 6 Months",
        summary: "Invites patients whose last visit is six months ago to a check-up, and once more after three weeks.",
        advice: """
            Use it to keep the calendar full and teeth healthy. It invites only those who agreed to marketing and have no \
            visit booked; the months are set under Settings.
            """,
        type: .followUp,
        purpose: .marketing,
        trigger: .event(.recallDue, rule: nil),
        audience: .test(FieldTest(field: .status, op: .equal, value: .text(PatientStatus.active.rawValue))),
        steps: [
            GalleryStep("Invitation e-mail", .send(message: "recall-email")),
            GalleryStep("Three weeks", .wait("for 3 weeks", ifPast: .skip)),
            GalleryStep("Second invitation SMS", .send(message: "recall-sms")),
        ],
        messages: [
            GalleryMessage(
                "recall-email", "Check-up invitation", .email,
                en: .init(
                    "Time for {{patient.first_name}}'s check-up",
                    body: """
                        Hello {{contact.first_name|there}},

                        it has been a while since {{patient.first_name}} was with us. A check-up takes half an hour, and \
                        finds small things while they are small.

                        Call us at {{clinic.phone}}, and we will find a time that suits you.

                        We look forward to seeing you,
                        {{clinic.name}}
                        """),
                es: .init(
                    "Es hora de la revisión de {{patient.first_name}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Hace ya un tiempo que {{patient.first_name}} no viene a vernos. Una revisión dura media hora y \
                        encuentra los problemas cuando todavía son pequeños.

                        Llámenos al {{clinic.phone}} y buscaremos un horario que le convenga.

                        Le esperamos,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "recall-sms", "Check-up invitation (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: {{patient.first_name}}'s check-up is due. Shall we find a time? \
                        {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: toca control de {{patient.first_name}}. ¿Buscamos hora? \
                        {{clinic.phone}}
                        """)),
        ])
}
