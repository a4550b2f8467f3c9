from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0006_tallies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='suppression',
            name='reason',
            field=models.CharField(choices=[('bounce', 'The address does not exist'), ('unreachable', 'Could not be reached several times in a row'), ('complaint', 'Marked a letter as spam'), ('unsubscribed', 'Unsubscribed'), ('erased', 'Asked to be erased'), ('staff', 'Stopped by staff')], max_length=12),
        ),
    ]
