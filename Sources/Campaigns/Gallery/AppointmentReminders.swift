extension GalleryWorkflow {
    public static let appointmentReminders = GalleryWorkflow(
        key: "appointment-reminders",
        name: "Appointment Reminders",
        summary: "Confirms each visit when it is booked, and reminds of it two days before and in the morning.",
        advice: """
            Use it first of all: fewer missed visits, and no reminder calls. It follows the visit: a moved one is \
            reminded of at its new time, a cancelled one not at all.
            """,
        type: .reminder,
        purpose: .care,
        trigger: .event(.appointmentBooked, rule: nil),
        audience: .everybody,
        steps: [
            GalleryStep("Confirmation e-mail", .send(message: "confirmation-email")),
            GalleryStep("Confirmation SMS", .send(message: "confirmation-sms")),
            GalleryStep("Until 48 hours before", .wait("48 hours before appointment", ifPast: .skip)),
            GalleryStep("Reminder SMS", .send(message: "reminder-sms")),
            GalleryStep("Until the morning", .wait("morning of appointment", ifPast: .skip)),
            GalleryStep("Day-of reminder SMS", .send(message: "day-of-sms")),
        ],
        messages: [
            GalleryMessage(
                "confirmation-email", "Visit confirmation", .email,
                en: .init(
                    "{{patient.first_name}}'s visit on {{appointment.date}} at {{appointment.time}}",
                    body: """
                        Hello {{contact.first_name|there}},

                        thank you for booking with us. We look forward to seeing {{patient.first_name}}:

                        {{appointment.date}} at {{appointment.time}}
                        {{appointment.type}}

                        Will you come? Please tell us here: {{link.confirm}}

                        If the time no longer suits you, ask for another: {{link.reschedule}}

                        You will find us at {{clinic.address|our usual address}}; our number is {{clinic.phone}}.

                        See you soon,
                        {{clinic.name}}
                        """),
                es: .init(
                    "La visita de {{patient.first_name}} el {{appointment.date}} a las {{appointment.time}}",
                    body: """
                        Hola {{contact.first_name|familia}}:

                        Gracias por reservar con nosotros. Esperamos a {{patient.first_name}}:

                        {{appointment.date}} a las {{appointment.time}}
                        {{appointment.type}}

                        ¿Vendrán? Díganoslo aquí: {{link.confirm}}

                        Si la hora ya no le conviene, pida otra: {{link.reschedule}}

                        Nos encontrará en {{clinic.address|la dirección de siempre}}; nuestro número es {{clinic.phone}}.

                        Hasta pronto,
                        {{clinic.name}}
                        """)),
            GalleryMessage(
                "confirmation-sms", "Visit confirmation (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: {{patient.first_name}}'s visit is booked for {{appointment.date}} at \
                        {{appointment.time}}. See you then! Questions? {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: cita de {{patient.first_name}} reservada, {{appointment.date}} a las \
                        {{appointment.time}}. ¡Les esperamos! ¿Dudas? {{clinic.phone}}
                        """)),
            GalleryMessage(
                "reminder-sms", "Visit reminder (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: {{patient.first_name}}'s visit {{appointment.date}}, {{appointment.time}}. Confirm or \
                        change: {{link.confirm}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: cita de {{patient.first_name}} {{appointment.date}}, {{appointment.time}}. Confirmar o \
                        cambiar: {{link.confirm}}
                        """)),
            // Not "today": outside the send window it goes the evening before (rules.md 2.7).
            GalleryMessage(
                "day-of-sms", "Day-of reminder (SMS)", .sms,
                en: .init(
                    body: """
                        {{clinic.name}}: we are looking forward to {{patient.first_name}}'s visit, {{appointment.date}} at \
                        {{appointment.time}}. Running late? {{clinic.phone}}
                        """),
                es: .init(
                    body: """
                        {{clinic.name}}: esperamos a {{patient.first_name}}, {{appointment.date}} a las \
                        {{appointment.time}}. ¿Llega tarde? {{clinic.phone}}
                        """)),
        ])
}
