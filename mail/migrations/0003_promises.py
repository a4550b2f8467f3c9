"""Promises the database keeps itself, whoever writes to it."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION mail_delivery_status_never_falls() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The status of delivery % cannot fall from % to %.',
        OLD.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER status_never_falls BEFORE UPDATE OF status ON mail_delivery
    FOR EACH ROW WHEN (NEW.status < OLD.status)
    EXECUTE FUNCTION mail_delivery_status_never_falls();

CREATE FUNCTION mail_delivery_forgets_the_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.address := NULL;
    NEW.token := '';
    RETURN NEW;
END $$;

CREATE TRIGGER forgets_the_person BEFORE UPDATE OF recipient_id ON mail_delivery
    FOR EACH ROW WHEN (OLD.recipient_id IS NOT NULL AND NEW.recipient_id IS NULL)
    EXECUTE FUNCTION mail_delivery_forgets_the_person();

-- Every row is updated at least once: room for it on its own page.
ALTER TABLE mail_delivery SET (fillfactor = 70);
"""

BACKWARDS = """
ALTER TABLE mail_delivery RESET (fillfactor);
DROP TRIGGER forgets_the_person ON mail_delivery;
DROP FUNCTION mail_delivery_forgets_the_person();
DROP TRIGGER status_never_falls ON mail_delivery;
DROP FUNCTION mail_delivery_status_never_falls();
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0002_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
