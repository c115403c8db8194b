"""A campaign of one message made from nothing, by the same forms that staff use."""

from gallery import activate, campaign_id

LINK = "https://lakeside.example/whitening"


def schedule_offer(visitor, name, date, time, kind="MARKETING", channel="EMAIL", body=None):
    """A message to all patients at a date and time of the clinic, activated; answers the campaign's id."""
    template = write_text(visitor, name) if channel == "SMS" else write_message(visitor, name, channel.lower(), body)

    visitor.get("/campaigns/new")
    visitor.submit(visitor.form(with_field="name"), name=name, type=kind)
    campaign = campaign_id(visitor)

    visitor.get(f"/campaigns/{campaign}/builder?open=trigger")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/trigger"), kind="scheduled", date=date, time=time)

    visitor.get(f"/campaigns/{campaign}/steps/new?type=send")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/steps"), channel=channel, template=str(template))

    activate(visitor, campaign)
    return campaign


def start_on_event(visitor, name, event, channel="EMAIL", kind="FOLLOW_UP"):
    """One message to whoever an event of the clinic's own is about, activated; answers the campaign's id."""
    template = write_message(visitor, name, channel.lower())
    visitor.get("/campaigns/new")
    visitor.submit(visitor.form(with_field="name"), name=name, type=kind)
    campaign = campaign_id(visitor)
    visitor.get(f"/campaigns/{campaign}/builder?open=trigger")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/trigger"), kind="custom", custom=event)
    visitor.get(f"/campaigns/{campaign}/steps/new?type=send")
    visitor.submit(visitor.form(action=f"/campaigns/{campaign}/steps"), channel=channel, template=str(template))
    activate(visitor, campaign)
    return campaign


def write_message(visitor, name, channel="email", body=None):
    """A message template; answers its id."""
    visitor.get(f"/messages/new?channel={channel}")
    subject = {"subject": f"{name} for {{{{patient.first_name|you}}}}"} if channel != "sms" else {}
    visitor.submit(
        visitor.form(with_field="body"),
        name=name,
        **subject,
        body=body or f"Hello {{{{patient.first_name|there}}}},\n\nlook here: {LINK}\n",
    )
    assert visitor.response.status_code == 200, visitor.text
    return campaign_id(visitor)


def write_text(visitor, name):
    """An SMS's message template; answers its id."""
    visitor.get("/messages/new?channel=sms")
    visitor.submit(
        visitor.form(with_field="body"), name=name, body="Lakeside: hello {{patient.first_name|there}}, see you soon.")
    assert visitor.response.status_code == 200, visitor.text
    return campaign_id(visitor)
