"""Stages lie on the line that a parent goes: what was in its pages alone is known to all."""

from django.db import migrations, models

STATIONS = {
    "arrest": ("investigation-and-arrest", "police-custody-and-bail"),
    "court": ("court-remand-and-trial", "court-sentencing"),
    "custody": ("custody-first-days", "custody-during-sentence"),
    "release": ("preparing-for-release", "release-and-resettlement", "recall"),
}
"""The hub's own stages; an editor says it of others."""


def place(apps, schema_editor):
    stages = apps.get_model("taxonomy", "Stage").objects
    for station, slugs in STATIONS.items():
        stages.filter(slug__in=slugs).update(station=station)


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0005_nations_lie_in_the_uk")]

    operations = [
        migrations.AddField(
            model_name="stage",
            name="station",
            field=models.CharField(
                blank=True,
                choices=[
                    ("arrest", "Arrest"),
                    ("court", "Court"),
                    ("custody", "Custody"),
                    ("release", "Release"),
                ],
                help_text="Where it lies in the strip of stages over the library. Leave empty for what is not on it.",  # noqa: E501
                max_length=10,
                verbose_name="place on the line",
            ),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
