"""Each page carries all its choices beside each other, for the finder to narrow by and to count."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

TERMS = {
    "sector": ("sectors", "sector_id"),
    "topic": ("topics", "topic_id"),
    "stage": ("stages", "stage_id"),
    "age": ("ages", "ageband_id"),
    "role": ("roles", "role_id"),
    "flag": ("flags", "flag_id"),
}
CHOSEN = " UNION ALL ".join(
    f"SELECT '{facet}:' || {term} FROM library_librarypage_{table} "  # noqa: S608 - our own names
    "WHERE librarypage_id = page_ptr_id"
    for facet, (table, term) in TERMS.items()
)

PLACES = (
    "WITH RECURSIVE around (id, parent_id) AS ("
    "SELECT area.id, area.parent_id FROM taxonomy_area area "
    "JOIN library_librarypage_areas ON area.id = area_id WHERE librarypage_id = page_ptr_id "
    "UNION SELECT wider.id, wider.parent_id FROM taxonomy_area wider "
    "JOIN around ON wider.id = around.parent_id) SELECT 'place:' || id FROM around"
)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0006_searches_without_an_answer"),
        ("taxonomy", "0003_first_words_that_mean_the_same"),
    ]

    operations = [
        migrations.AddField(
            model_name="librarypage",
            name="found_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), default=list, editable=False, size=None
            ),
        ),
        migrations.RunSQL(
            sql="UPDATE library_librarypage SET found_by = ARRAY("  # noqa: S608
            "SELECT 'kind:' || kind WHERE kind <> '' "
            "UNION ALL SELECT 'evidence:' || evidence_type_id WHERE evidence_type_id IS NOT NULL "
            f"UNION ALL {CHOSEN} UNION ALL ({PLACES}))",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="librarypage",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["found_by"], name="library_found_by"
            ),
        ),
    ]
