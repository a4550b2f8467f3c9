"""An index for finding a page by its whole address in one question (`HomePage.route`)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunSQL(
            sql="CREATE INDEX home_page_by_address ON wagtailcore_page USING hash (url_path)",
            reverse_sql="DROP INDEX home_page_by_address",
        )
    ]
