from django.db import migrations, models


PAGES = ('editionpage', 'newsletterindexpage', 'newsletterpage')


def leave_undecided(apps, schema_editor):
    """Nobody chose "no" so far: it was what a page began with."""
    for name in PAGES:
        pages = apps.get_model("newsletters", name).objects.filter(has_exit_button=False)
        pages.update(has_exit_button=None)


class Migration(migrations.Migration):

    dependencies = [
        ('newsletters', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='editionpage',
            name='is_for_families',
            field=models.BooleanField(default=False, help_text='Written for parents, carers, children or young people themselves.', verbose_name='for families'),
        ),
        migrations.AddField(
            model_name='editionpage',
            name='neutral_title',
            field=models.CharField(blank=True, help_text='With the button, the browser’s tab and history name the site alone. Words that give nothing away may be added, such as “Good to know”.', max_length=40, verbose_name='title in the tab'),
        ),
        migrations.AddField(
            model_name='newsletterindexpage',
            name='is_for_families',
            field=models.BooleanField(default=False, help_text='Written for parents, carers, children or young people themselves.', verbose_name='for families'),
        ),
        migrations.AddField(
            model_name='newsletterindexpage',
            name='neutral_title',
            field=models.CharField(blank=True, help_text='With the button, the browser’s tab and history name the site alone. Words that give nothing away may be added, such as “Good to know”.', max_length=40, verbose_name='title in the tab'),
        ),
        migrations.AddField(
            model_name='newsletterpage',
            name='is_for_families',
            field=models.BooleanField(default=False, help_text='Written for parents, carers, children or young people themselves.', verbose_name='for families'),
        ),
        migrations.AddField(
            model_name='newsletterpage',
            name='neutral_title',
            field=models.CharField(blank=True, help_text='With the button, the browser’s tab and history name the site alone. Words that give nothing away may be added, such as “Good to know”.', max_length=40, verbose_name='title in the tab'),
        ),
        migrations.AlterField(
            model_name='editionpage',
            name='has_exit_button',
            field=models.BooleanField(blank=True, choices=[(None, 'As usual: on pages for families and on the helpline’s page'), (True, 'Show it'), (False, 'Leave it out')], default=None, help_text='For pages whose sight could put a reader at risk.', null=True, verbose_name='“Exit this page”'),
        ),
        migrations.AlterField(
            model_name='newsletterindexpage',
            name='has_exit_button',
            field=models.BooleanField(blank=True, choices=[(None, 'As usual: on pages for families and on the helpline’s page'), (True, 'Show it'), (False, 'Leave it out')], default=None, help_text='For pages whose sight could put a reader at risk.', null=True, verbose_name='“Exit this page”'),
        ),
        migrations.AlterField(
            model_name='newsletterpage',
            name='has_exit_button',
            field=models.BooleanField(blank=True, choices=[(None, 'As usual: on pages for families and on the helpline’s page'), (True, 'Show it'), (False, 'Leave it out')], default=None, help_text='For pages whose sight could put a reader at risk.', null=True, verbose_name='“Exit this page”'),
        ),
        migrations.RunPython(leave_undecided, migrations.RunPython.noop),
    ]
