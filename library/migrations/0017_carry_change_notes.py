"""The notes that records had become what every item has; none of them is news."""

from django.db import migrations

UPDATED = "updated"


def carry(apps, schema_editor):
    """The words, on the page and in its versions, so that the next publication keeps them."""
    PageChange = apps.get_model("content", "PageChange")
    Revision = apps.get_model("wagtailcore", "Revision")
    for name in ("CaseStudyPage", "PracticeExamplePage"):
        for page in apps.get_model("library", name).objects.exclude(change_note=""):
            page.change_kind, page.what_changed = UPDATED, page.change_note
            page.save(update_fields=["change_kind", "what_changed"])
            PageChange.objects.get_or_create(
                page_id=page.pk, kind=UPDATED, sentence=page.change_note
            )
            for revision in Revision.objects.filter(object_id=str(page.pk)):
                if note := revision.content.get("change_note"):
                    revision.content |= {"change_kind": UPDATED, "what_changed": note}
                    revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0016_what_changed'),
        ('content', '0010_changes_that_readers_are_told_of'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
