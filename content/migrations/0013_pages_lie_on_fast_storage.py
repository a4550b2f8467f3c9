"""PostgreSQL reckons with a disk that turns, and reads whole tables where an index would do.

On what hosts have today, a page out of turn costs hardly more than the next one: the value is the
one that PostgreSQL's own manual names for such storage (Query Planning, `random_page_cost`). Whoever
has set another keeps it; a role that may not set it leaves things as they are.
"""

from django.db import migrations

SET = """
DO $$
BEGIN
    IF current_setting('random_page_cost') = '4' THEN
        EXECUTE format('ALTER DATABASE %I SET random_page_cost = 1.1', current_database());
    END IF;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'random_page_cost stays as it is: the role does not own the database.';
END
$$
"""
RESET = """
DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I RESET random_page_cost', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("content", "0012_length_of_files")]

    operations = [migrations.RunSQL(SET, RESET)]
