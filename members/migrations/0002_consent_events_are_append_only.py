"""Have PostgreSQL itself refuse to change or delete a consent event."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION members_consent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Consent events are written once: % is refused.', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER consent_is_append_only
    BEFORE UPDATE OR DELETE ON members_consentevent
    FOR EACH STATEMENT EXECUTE FUNCTION members_consent_is_append_only();
"""

ALLOW = """
DROP TRIGGER consent_is_append_only ON members_consentevent;
DROP FUNCTION members_consent_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
