"""The four nations have come to lie in the country: what lies in them may be narrowed to it, too."""

from django.db import migrations

PLACES = (
    "WITH RECURSIVE around (id, parent_id) AS ("
    "SELECT area.id, area.parent_id FROM taxonomy_area area "
    "JOIN library_librarypage_areas ON area.id = area_id WHERE librarypage_id = page_ptr_id "
    "UNION SELECT wider.id, wider.parent_id FROM taxonomy_area wider "
    "JOIN around ON wider.id = around.parent_id) SELECT 'place:' || id FROM around"
)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0013_questions_to_owners"),
        ("taxonomy", "0005_nations_lie_in_the_uk"),
    ]

    operations = [
        migrations.RunSQL(
            sql="UPDATE library_librarypage SET found_by = ARRAY("  # noqa: S608 - our own words
            "SELECT token FROM unnest(found_by) AS token WHERE token NOT LIKE 'place:%' "
            f"UNION ALL ({PLACES}))",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
