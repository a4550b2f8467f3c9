"""An index over the titles for words that are only similar."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_works_and_questions"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            sql="CREATE INDEX library_search_like_title ON wagtailsearch_indexentry "
            "USING gin (title_text gin_trgm_ops)",
            reverse_sql="DROP INDEX library_search_like_title",
        ),
    ]
