"""A letter's batch and mailing are checked together, once for each letter instead of twice.

It costs a third less to plan a million letters, and promises more: that the batch is one of the
letter's own mailing.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARDS = """
ALTER TABLE mail_batch ADD CONSTRAINT batch_of_its_mailing UNIQUE (id, mailing_id);
ALTER TABLE mail_delivery ADD CONSTRAINT batch_is_of_the_mailing
    FOREIGN KEY (batch_id, mailing_id) REFERENCES mail_batch (id, mailing_id)
    DEFERRABLE INITIALLY DEFERRED;
"""

BACKWARDS = """
ALTER TABLE mail_delivery DROP CONSTRAINT batch_is_of_the_mailing;
ALTER TABLE mail_batch DROP CONSTRAINT batch_of_its_mailing;
"""


class Migration(migrations.Migration):
    dependencies = [("mail", "0010_attempt_ended")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="batch",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="mail.batch",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="mailing",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="mail.mailing",
            ),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
