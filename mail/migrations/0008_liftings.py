import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORWARDS = """
CREATE FUNCTION mail_lifting_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.lifted_by_id IS NULL
       AND to_jsonb(NEW) - 'lifted_by_id' = to_jsonb(OLD) - 'lifted_by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was lifted, by whom and why is kept as it is.'
        USING ERRCODE = 'check_violation';
END $$;

-- Only that the account of whoever did it goes may change a row.
CREATE TRIGGER is_kept BEFORE UPDATE OR DELETE ON mail_lifting
    FOR EACH ROW EXECUTE FUNCTION mail_lifting_is_kept();
"""

BACKWARDS = """
DROP TRIGGER is_kept ON mail_lifting;
DROP FUNCTION mail_lifting_is_kept();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0007_unreachable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lifting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_hmac', models.CharField(db_index=True, max_length=64)),
                ('pepper_version', models.PositiveSmallIntegerField()),
                ('scope', models.CharField(blank=True, max_length=60)),
                ('reason', models.CharField(choices=[('bounce', 'The address does not exist'), ('unreachable', 'Could not be reached several times in a row'), ('complaint', 'Marked a letter as spam'), ('unsubscribed', 'Unsubscribed'), ('erased', 'Asked to be erased'), ('staff', 'Stopped by staff')], max_length=12)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('suppressed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(auto_now_add=True)),
                ('why', models.CharField(max_length=300)),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
