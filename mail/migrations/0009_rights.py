from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0008_liftings'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='mailing',
            options={'ordering': ['-created_at'], 'permissions': [('control_mailing', 'Can pause, resume, cancel and decide about a mailing')]},
        ),
        migrations.AlterModelOptions(
            name='suppression',
            options={'permissions': [('lift_suppression', 'Can let an address be written to again')]},
        ),
    ]
