import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

# A line for each number. Codes are compared byte by byte, so that pages come in one order on every server.
VIEW = """
    CREATE VIEW tracker_dailynumber AS
    SELECT k.id AS entry, k.program_id, p.code AS program_code, p.name AS program_name, k.day,
        r.measure COLLATE "C" AS measure, r.unit, r.value, COALESCE(r.status, '') AS status, r.state,
        COALESCE(r.n, 0) AS n, r.low, r.high, r.method, k.method_version, y.uid AS policy, k.known_on, k.is_headline,
        k.snapshot_id, k.updated_at
    FROM tracker_keptnumbers k
    JOIN programs_program p ON p.id = k.program_id
    LEFT JOIN programs_policy y ON y.id = k.policy_version
    CROSS JOIN LATERAL jsonb_to_recordset(k.numbers) AS r (
        measure text, unit text, value float, status text, state text, n int, low float, high float, method text
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0013_bulk_jobs'),
        ('tracker', '0008_change_loads'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptNumbers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(db_index=True)),
                ('known_on', models.DateField()),
                ('method_version', models.CharField(max_length=20)),
                ('policy_version', models.PositiveIntegerField(help_text='Id of the policy; 0 is the built-in default.')),
                ('is_headline', models.BooleanField()),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('numbers', models.JSONField()),
                ('program', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='kept_numbers', to='programs.program')),
                ('snapshot', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='kept_numbers', to='tracker.snapshot')),
            ],
            options={
                'verbose_name_plural': 'kept numbers',
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='keptnumbers',
            index=models.Index(fields=['program', 'day'], name='kept_numbers_by_day'),
        ),
        migrations.AddIndex(
            model_name='keptnumbers',
            index=models.Index(fields=['updated_at', 'id'], name='kept_numbers_by_change'),
        ),
        migrations.AddConstraint(
            model_name='keptnumbers',
            constraint=models.UniqueConstraint(condition=models.Q(('snapshot__isnull', True)), fields=('program', 'day'), name='numbers_of_analyses_are_kept_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='keptnumbers',
            constraint=models.UniqueConstraint(condition=models.Q(('is_headline', True), ('snapshot__isnull', False)), fields=('program', 'day'), name='one_snapshot_gives_the_numbers_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='keptnumbers',
            constraint=models.CheckConstraint(condition=models.Q(('snapshot__isnull', False), ('is_headline', True), _connector='OR'), name='numbers_of_analyses_stand_for_their_day'),
        ),
        migrations.AddConstraint(
            model_name='keptnumbers',
            constraint=models.CheckConstraint(condition=models.Q(('known_on__gte', models.F('day'))), name='numbers_are_known_on_their_day_or_later'),
        ),
        migrations.CreateModel(
            name='DailyNumber',
            fields=[
                ('pk', models.CompositePrimaryKey('entry', 'measure', blank=True, editable=False, primary_key=True, serialize=False)),
                ('entry', models.BigIntegerField()),
                ('program_code', models.CharField(max_length=60)),
                ('program_name', models.CharField(max_length=250)),
                ('day', models.DateField()),
                ('measure', models.CharField(max_length=80, help_text='What it is a number of, such as day_90.original.chance.')),
                ('unit', models.CharField(max_length=20)),
                ('value', models.FloatField(null=True, help_text='Null when there is none; with the state value: it has no finite value. A color is 1, 2 or 3.')),
                ('status', models.CharField(blank=True, choices=[('green', 'green'), ('amber', 'amber'), ('red', 'red'), ('grey', 'grey'), ('too_early', 'too_early'), ('overdue', 'overdue'), ('no_change', 'no_change'), ('not_applicable', 'not_applicable')], max_length=14, help_text='The color shown with it, or which grey it is.')),
                ('state', models.CharField(choices=[('value', 'value'), ('not_applicable', 'not_applicable'), ('insufficient_data', 'insufficient_data'), ('degraded', 'degraded')], max_length=20)),
                ('n', models.IntegerField(help_text='How many records it rests on.')),
                ('low', models.FloatField(null=True)),
                ('high', models.FloatField(null=True)),
                ('method', models.CharField(max_length=40, help_text='The id of its page of methods.')),
                ('method_version', models.CharField(max_length=20)),
                ('policy', models.UUIDField(null=True, help_text='Null for the built-in numbers.')),
                ('known_on', models.DateField()),
                ('is_headline', models.BooleanField(help_text='Whether it stands for its day: one row of a program, day and measure does.')),
                ('updated_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'tracker_dailynumber',
                'managed': False,
            },
        ),
        migrations.RunSQL(VIEW, "DROP VIEW tracker_dailynumber"),
    ]
