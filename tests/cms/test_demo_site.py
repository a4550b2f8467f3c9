"""The front of the demonstration."""

import pytest
from django.core.management import CommandError, call_command

from cms.demo import landing, site, statistics
from content.models import SiteIdentity
from home.models import HomePage
from members.models import User

pytestmark = pytest.mark.usefixtures("bootstrapped")


def test_the_editor_and_the_publisher_may_sign_in_with_what_they_need(settings):
    site.load()

    editor = User.objects.get(email="editor@example.org")
    publisher = User.objects.get(email="publisher@example.org")
    assert editor.check_password(settings.DEMO_PASSWORD)
    assert not editor.has_perm("newsletters.approve_edition")
    assert publisher.has_perm("newsletters.approve_edition")
    assert not editor.is_superuser
    assert not publisher.is_superuser


def test_the_number_that_rings_nowhere_is_marked(client):
    site.load()

    shown = client.get("/").content.decode()

    assert "08081 570 123" in shown
    assert "Sample number" in shown


def test_the_home_page_is_dressed_once(client):
    statistics.load()
    site.dress_home()
    shown = client.get("/").content.decode()
    for words in ("192,912", "Where is the parent now?", "Hub News, once a month"):
        assert words in shown

    home = HomePage.objects.get()
    home.body = [(band.block_type, band.value) for band in home.body][:2]
    home.save()
    site.dress_home()
    assert "Hub News, once a month" not in client.get("/").content.decode()


def test_every_stage_and_both_sectors_have_their_page(client):
    landing.load()
    landing.load()

    for address in ("/arrest/", "/court/", "/custody/", "/release/"):
        shown = client.get(address).content.decode()
        assert 'aria-label="Stages"' in shown
        assert "Sample words" in shown
    for address in ("/schools/", "/health-and-early-years/"):
        page = client.get(address).context["page"]
        assert page.sectors.exists()


def test_what_an_editor_said_about_the_site_stays():
    site.load()
    SiteIdentity.objects.update(organisation_name="Our Trust", helpline_number="")
    site.load()

    assert SiteIdentity.objects.get().helpline_number == ""
    assert User.objects.filter(email="editor@example.org").count() == 1


def test_a_real_site_is_not_filled_by_accident(settings):
    del settings.DEMO_PASSWORD

    with pytest.raises(CommandError, match="not demo settings"):
        call_command("load_demo")
