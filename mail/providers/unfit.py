"""Providers that Anymail knows and newsletters cannot go by, each with the reason."""

UNFIT = {
    "mailersend": (
        "MailerSend takes neither headers nor metadata of a recipient's own, so nobody could "
        "leave with one click and no report could be matched to its letter."
    ),
    "mandrill": (
        "Mandrill takes no headers of a recipient's own, so nobody could leave with one click."
    ),
    "postal": (
        "Postal takes neither headers nor metadata of a recipient's own; use its SMTP server, "
        "with EMAIL_PROVIDER=smtp."
    ),
    "scaleway": (
        "Scaleway takes neither headers nor metadata of a recipient's own and reports nothing; "
        "use its SMTP server, with EMAIL_PROVIDER=smtp."
    ),
    "sendgrid": (
        "Anymail no longer supports SendGrid; use its SMTP server, with EMAIL_PROVIDER=smtp."
    ),
    "sparkpost": (
        "SparkPost puts a List-Unsubscribe of its own in the place of ours, so whoever leaves "
        "with one click would leave SparkPost's list and stay on this one."
    ),
    "unisender-go": (
        "Unisender Go takes only some headers of a recipient's own, so one click may not be "
        "enough to leave."
    ),
}
"""What a provider must carry for each recipient: List-Unsubscribe, and the number of the letter
that its reports give back."""
