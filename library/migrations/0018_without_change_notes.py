from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('library', '0017_carry_change_notes'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='casestudypage',
            name='change_note',
        ),
        migrations.RemoveField(
            model_name='practiceexamplepage',
            name='change_note',
        ),
    ]
