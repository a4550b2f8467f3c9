
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0004_leave_at_once_by_default'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was_useful', models.BooleanField(verbose_name='useful')),
                ('words', models.TextField(blank=True, max_length=500, verbose_name='missing or out of date')),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'answer to “Was this useful?”',
                'verbose_name_plural': 'Was this useful?',
                'ordering': ['-made_at', '-pk'],
            },
        ),
    ]
