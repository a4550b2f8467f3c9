"""A missing or malformed value stops the start with one sentence that names it."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

import cms
from tests.architecture.files import ROOT

SAMPLE = {
    "SECRET_KEY": "nineteen-otters-in-a-row-and-then-some-0123456789-abc",
    "BASE_URL": "https://hub.example.org",
    "ALLOWED_HOSTS": "hub.example.org",
    "DATABASE_URL": "postgresql://alongside:s3cret@db.example.org:5433/hub",
    "REDIS_URL": "redis://:s3cret@cache.example.org:6380/2",
    "EMAIL_PROVIDER": "files",
    "DEFAULT_FROM_EMAIL": "Alongside <news@example.org>",
    "SUPPRESSION_PEPPER": "a-long-random-text-of-its-own-kept-for-ever",
}
MAILGUN = {
    "EMAIL_PROVIDER": "mailgun",
    "MAILGUN_API_KEY": "key",
    "MAILGUN_SENDER_DOMAIN": "mail.example.org",
}


@pytest.fixture
def load(monkeypatch):
    """Read a settings module afresh, from an environment of which only the given is known."""

    def read(name, **environment):
        for variable in os.environ:
            if variable.isupper() and variable not in {"PATH", "HOME", "TMPDIR"}:
                monkeypatch.delenv(variable)
        for variable, value in environment.items():
            if value is not None:
                monkeypatch.setenv(variable, value)
        monkeypatch.setattr(cms, "settings", cms.settings)
        for module in [module for module in sys.modules if module.startswith("cms.settings")]:
            monkeypatch.delitem(sys.modules, module)
        return importlib.import_module(f"cms.settings.{name}")

    return read


@pytest.fixture
def refusal_of(load):
    """The sentence with which production refuses the sample once something is changed."""

    def sentence(**changed):
        with pytest.raises(ImproperlyConfigured) as refusal:
            load("production", **SAMPLE | changed)
        return str(refusal.value)

    return sentence


def test_production_starts_on_the_sample(load):
    settings = load("production", **SAMPLE)

    assert settings.DATABASES["default"]["HOST"] == "db.example.org"
    assert settings.DATABASES["default"]["PORT"] == "5433"
    assert settings.DATABASES["default"]["PASSWORD"] == "s3cret"
    assert settings.CELERY_BROKER_URL == "redis://:s3cret@cache.example.org:6380/2"
    assert settings.CACHES["default"]["LOCATION"] == "redis://:s3cret@cache.example.org:6380/3"
    assert settings.DEBUG is False


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY",
        "BASE_URL",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_PROVIDER",
        "DEFAULT_FROM_EMAIL",
    ],
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_a_host_must_set_is_asked_for_by_name(refusal_of, name, value):
    sentence = refusal_of(**{name: value})

    assert sentence.startswith(f"{name} is not set. Set it to ")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "for-demonstration-only-long-enough-for-the-deploy-check-0123456789"),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "aaaa" * 20),
        ("BASE_URL", "http://hub.example.org"),
        ("BASE_URL", "hub.example.org"),
        ("BASE_URL", "https://hub.example.org:port"),
        ("ALLOWED_HOSTS", "https://hub.example.org"),
        ("ALLOWED_HOSTS", "hub.example.org:8000"),
        ("ALLOWED_HOSTS", "*"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("DATABASE_URL", "postgresql://db.example.org"),
        ("DATABASE_URL", "postgresql://db.example.org:five/hub"),
        ("REDIS_URL", "amqp://cache.example.org"),
        ("REDIS_URL", "redis://"),
        ("REDIS_URL", "redis://cache.example.org/broker"),
        ("EMAIL_PROVIDER", "sendmail"),
        ("DEFAULT_FROM_EMAIL", "Alongside"),
        ("WEBHOOK_SECRET", "no-colon-in-it"),
        ("WEBHOOK_SECRET", "user:short"),
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("WEB_CONCURRENCY", "-1"),
        ("TICK_SECONDS", "½"),
        ("MAINTENANCE", "perhaps"),
    ],
)
def test_what_is_malformed_is_refused_by_name(refusal_of, name, value):
    sentence = refusal_of(**{name: value})

    assert sentence.startswith(f"{name} ")
    assert "Set it to " in sentence


@pytest.mark.parametrize(
    ("value", "closed"), [(None, False), ("", False), ("off", False), ("on", True), ("ON", True)]
)
def test_a_site_is_open_unless_it_is_said_to_be_worked_on(load, value, closed):
    assert load("production", **SAMPLE, MAINTENANCE=value).MAINTENANCE is closed


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY"])
def test_a_refusal_never_repeats_a_password(refusal_of, name):
    assert "s3cret" not in refusal_of(**{name: "ftp://user:s3cret@example.org/x"})


@pytest.mark.parametrize("name", ["MAILGUN_API_KEY", "MAILGUN_SENDER_DOMAIN"])
def test_mailgun_asks_for_what_it_needs(refusal_of, name):
    assert refusal_of(**MAILGUN | {name: None}).startswith(f"{name} is not set.")


@pytest.mark.parametrize(
    ("provider", "keys"),
    [
        ("postmark", ["POSTMARK_SERVER_TOKEN"]),
        ("postmark-bulk", ["POSTMARK_SERVER_TOKEN"]),
        ("resend", ["RESEND_API_KEY"]),
        ("brevo", ["BREVO_API_KEY"]),
        ("mailtrap", ["MAILTRAP_API_TOKEN"]),
        ("mailjet", ["MAILJET_API_KEY", "MAILJET_SECRET_KEY"]),
    ],
)
def test_a_provider_asks_for_each_of_its_keys(load, refusal_of, provider, keys):
    given = dict.fromkeys(keys, "key") | {"EMAIL_PROVIDER": provider}

    for key in keys:
        assert refusal_of(**given | {key: None}).startswith(f"{key} is not set. Set it to ")
    anymail = load("production", **SAMPLE | given).ANYMAIL
    assert {name: anymail[name] for name in keys} == dict.fromkeys(keys, "key")


@pytest.mark.parametrize(
    ("has_boto3", "missing"),
    [(True, "SES_REGION is not set."), (False, "EMAIL_PROVIDER is “ses”, which needs one package")],
)
def test_amazon_asks_for_its_package_and_its_region(refusal_of, monkeypatch, has_boto3, missing):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: has_boto3 or None)

    assert refusal_of(EMAIL_PROVIDER="ses").startswith(missing)


@pytest.mark.parametrize(
    ("provider", "reason"),
    [
        ("sparkpost", "SparkPost puts a List-Unsubscribe of its own in the place of ours"),
        ("mandrill", "Mandrill takes no headers of a recipient's own"),
        ("mailersend", "MailerSend takes neither headers nor metadata"),
        ("sendgrid", "Anymail no longer supports SendGrid"),
    ],
)
def test_a_provider_by_which_newsletters_cannot_go_is_refused_with_the_reason(
    refusal_of, provider, reason
):
    sentence = refusal_of(EMAIL_PROVIDER=provider)

    assert sentence.startswith(f"EMAIL_PROVIDER is “{provider}”. {reason}")
    assert "Set it to one of: files, smtp, mailgun, " in sentence


def test_mailgun_is_spoken_to_where_it_is_said_to_be(load):
    settings = load("production", **SAMPLE | MAILGUN, MAILGUN_API_URL="http://127.0.0.1:9999/v3/")

    assert settings.ANYMAIL["MAILGUN_API_URL"] == "http://127.0.0.1:9999/v3"
    assert settings.ANYMAIL["REQUESTS_TIMEOUT"] == (5, 30)


def test_mailgun_refuses_an_address_that_is_none(refusal_of):
    assert refusal_of(**MAILGUN, MAILGUN_API_URL="127.0.0.1:9999").startswith("MAILGUN_API_URL ")


@pytest.mark.parametrize(
    ("address", "port", "after_starttls", "from_the_start"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("submission://mail.example.org", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("submission://mail.example.org:2525", 2525, True, False),
    ],
)
def test_smtp_is_described_by_one_address(load, address, port, after_starttls, from_the_start):
    settings = load("production", **SAMPLE | {"EMAIL_PROVIDER": "smtp"}, EMAIL_URL=address)

    assert settings.EMAIL_HOST == "mail.example.org"
    assert port == settings.EMAIL_PORT
    assert (after_starttls, from_the_start) == (settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL)


def test_smtp_takes_user_and_password_as_they_were_meant(load):
    settings = load(
        "production",
        **SAMPLE | {"EMAIL_PROVIDER": "smtp"},
        EMAIL_URL="submission://news%40example.org:p%2Fw%3A1@mail.example.org",
    )

    assert (settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD) == ("news@example.org", "p/w:1")


@pytest.mark.parametrize("value", [None, "mail.example.org:587", "http://mail.example.org"])
def test_smtp_without_an_address_is_refused_by_name(refusal_of, value):
    assert refusal_of(EMAIL_PROVIDER="smtp", EMAIL_URL=value).startswith("EMAIL_URL ")


def test_the_demo_needs_only_its_servers(load):
    servers = {name: SAMPLE[name] for name in ("DATABASE_URL", "REDIS_URL")}
    settings = load("demo", **servers, PORT="8123")

    assert settings.BASE_URL == "http://127.0.0.1:8123"
    assert settings.EMAIL_PROVIDER == "files"


def test_the_demo_honours_a_provider_that_is_given(load):
    servers = {name: SAMPLE[name] for name in ("DATABASE_URL", "REDIS_URL")}
    settings = load(
        "demo",
        **servers,
        EMAIL_PROVIDER="mailgun",
        MAILGUN_API_URL="http://127.0.0.1:9999/v3",
        DEMO_MEMBERS="2000",
    )

    assert settings.ANYMAIL["MAILGUN_API_URL"] == "http://127.0.0.1:9999/v3"
    assert settings.DEMO_MEMBERS == 2000


def test_a_socket_serves_broker_and_cache_apart(load):
    settings = load("production", **SAMPLE | {"REDIS_URL": "unix:///run/valkey.sock?db=4"})

    assert settings.CELERY_BROKER_URL == "redis+socket:///run/valkey.sock?virtual_host=4"
    assert settings.CACHES["default"]["LOCATION"] == "unix:///run/valkey.sock?db=5"


def test_a_database_behind_a_socket_is_found_by_its_folder(load):
    address = "postgresql://alongside@/hub?host=%2Frun%2Fpostgresql&port=5433&sslmode=disable"
    database = load("production", **SAMPLE | {"DATABASE_URL": address}).DATABASES["default"]

    assert (database["HOST"], database["PORT"]) == ("/run/postgresql", "5433")
    assert database["OPTIONS"]["sslmode"] == "disable"


@pytest.mark.parametrize(
    "command",
    [
        ["python", "manage.py", "check"],
        ["gunicorn", "--config", "python:cms.gunicorn", "cms.wsgi"],
        ["celery", "--app", "cms.celery", "worker"],
        ["celery", "--app", "cms.celery", "beat"],
    ],
    ids=" ".join,
)
def test_every_way_to_start_ends_with_the_sentence_alone(command):
    ended = start(command, {name: SAMPLE[name] for name in SAMPLE if name != "DATABASE_URL"})

    assert ended.returncode != 0
    assert ended.stderr.strip() == (
        "DATABASE_URL is not set. "
        "Set it to an address such as postgresql://user:password@host:5432/name."
    )


def test_production_passes_djangos_own_check_without_a_warning():
    ended = start(
        ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        SAMPLE | MAILGUN | {"WEBHOOK_SECRET": "mailgun:long-enough-to-pass"},
    )

    assert ended.returncode == 0, ended.stderr
    assert "no issues (0 silenced)" in ended.stdout


def start(command, environment):
    """Run a command in an environment that holds production's settings and nothing else."""
    paths = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": paths, "DJANGO_SETTINGS_MODULE": "cms.settings.production"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
