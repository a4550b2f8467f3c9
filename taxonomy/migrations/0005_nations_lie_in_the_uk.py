"""The four nations were put in without the country that they lie in."""

from django.db import migrations

NATIONS = ("england", "wales", "scotland", "northern-ireland")


def put_right(apps, schema_editor):
    """Unless an editor has said since what a nation lies in."""
    areas = apps.get_model("taxonomy", "Area").objects
    country = areas.filter(slug="uk", kind="nation").first()
    if country:
        areas.filter(slug__in=NATIONS, kind="nation", parent=None).update(parent=country)


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0004_prisons")]

    operations = [migrations.RunPython(put_right, migrations.RunPython.noop)]
