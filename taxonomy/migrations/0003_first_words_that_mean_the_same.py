"""What the field calls by many names, once: from here on the list is the editors' own."""

from django.db import migrations

GROUPS = (
    ("children of prisoners", "children of offenders", "prisoners’ children",
     "parental imprisonment", "parent in prison", "CIP", "CAPI", "hidden sentence"),
    ("LSCB", "LSCP", "safeguarding children board", "safeguarding children partnership",
     "safeguarding partnership"),
    ("prison", "jail", "gaol", "custody"),
    ("YOI", "young offender institution"),
    ("visit", "visiting", "contact"),
    ("CAF", "common assessment framework", "early help assessment"),
    ("HMPPS", "NOMS", "prison service", "prison and probation service"),
    ("DSL", "designated safeguarding lead"),
    ("APVU", "Assisted Prison Visits", "Help with prison visits"),
    ("POPS", "Partners of Prisoners"),
    ("Pact", "Prison Advice and Care Trust"),
    ("COPE", "Children of Prisoners Europe"),
    ("dad", "father"),
    ("mum", "mother"),
)  # fmt: skip


def introduce(apps, schema_editor):
    same_words = apps.get_model("taxonomy", "SameWords")
    same_words.objects.bulk_create(same_words(words=list(words)) for words in GROUPS)


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0002_words_that_mean_the_same")]

    operations = [migrations.RunPython(introduce, migrations.RunPython.noop)]
