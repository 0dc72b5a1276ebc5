"""Telling people that a run has failed: where an operator has said whom.

What belongs here: the words of an alert and its ways out. What does not: what makes a run fail (``assets/``).

``$SEDERUNT_ALERT_WEBHOOK`` is an address that takes JSON with a key ``text`` (chat services do);
``$SEDERUNT_ALERT_MAIL`` an address for mail, sent through ``$SEDERUNT_SMTP`` (``host:port``, default this machine).
They stand in the environment alone, since a webhook's address is a secret: it is in no file, log or metadata of ours.
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import os
import smtplib
from collections.abc import Mapping
from email.message import EmailMessage

import dagster as dg
import httpx2

WEBHOOK, MAIL, SMTP = "SEDERUNT_ALERT_WEBHOOK", "SEDERUNT_ALERT_MAIL", "SEDERUNT_SMTP"
#: Seconds that a way out may take: the daemon has other things to do.
_PATIENCE = 10


class AlertNotSent(Exception):
    """An alert went to nobody; the message names the way, and never the address."""


def words_of(job: str, run_id: str, message: str) -> str:
    """An alert in one line."""
    return f"Sederunt: run {run_id[:8]} of {job} failed. {' '.join(message.split())} What was published before stays."


def send(words: str, environment: Mapping[str, str]) -> list[str]:
    """Send an alert by every way that the environment names; returns their names. Raises ``AlertNotSent``."""
    ways = []
    if address := environment.get(WEBHOOK):
        _post(address, words)
        ways.append("webhook")
    if receiver := environment.get(MAIL):
        _mail(receiver, environment.get(SMTP) or "localhost:25", words)
        ways.append("mail")
    return ways


def _post(address: str, words: str) -> None:
    try:
        status = httpx2.post(address, json={"text": words}, timeout=_PATIENCE).status_code
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        # The error's own words may hold the address.
        raise AlertNotSent(f"the webhook of ${WEBHOOK} cannot be reached ({type(error).__name__})") from None
    if not 200 <= status < 300:
        raise AlertNotSent(f"the webhook of ${WEBHOOK} answered {status}")


def _mail(receiver: str, server: str, words: str) -> None:
    message = EmailMessage()
    message["Subject"] = words.partition(". ")[0]
    message["From"] = message["To"] = receiver
    message.set_content(words)
    host, _, port = server.partition(":")
    try:
        with smtplib.SMTP(host, int(port or 25), timeout=_PATIENCE) as connection:
            connection.send_message(message)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise AlertNotSent(f"the mail server of ${SMTP} took no mail ({type(error).__name__})") from None


@dg.run_failure_sensor(
    description=f"Tells whom ${WEBHOOK} or ${MAIL} names that a run has failed.",
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
)
def failed_runs(context: dg.RunFailureSensorContext) -> None:
    """One alert for each failed run; nothing where nobody is named."""
    run = context.dagster_run
    try:
        ways = send(words_of(run.job_name, run.run_id, context.failure_event.message or ""), os.environ)
    except AlertNotSent as error:
        context.log.error(str(error))
    else:
        context.log.info(f"told by {', '.join(ways)}" if ways else "nobody is named to be told")
