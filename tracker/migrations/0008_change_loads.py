import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Until it is counted, the load of a program is unknown; the analyses of the others say so.
NOT_COUNTED_YET = """
    INSERT INTO tracker_changeload (program_id)
    SELECT id FROM programs_program WHERE state = 'active' AND removed_on IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0009_event_logs'),
        ('tracker', '0007_result_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeLoadTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('function', models.UUIDField()),
                ('week_starts_on', models.DateField()),
                ('pilots', models.PositiveIntegerField()),
                ('cut_overs', models.PositiveIntegerField()),
                ('due', models.PositiveIntegerField()),
                ('programs', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['week_starts_on', 'function'],
            },
        ),
        migrations.CreateModel(
            name='ChangeLoad',
            fields=[
                ('program', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='change_load', serialize=False, to='programs.program')),
                ('as_of', models.DateField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('rests', models.BooleanField(db_default=False)),
                ('weeks', models.JSONField(db_default=[])),
            ],
            options={
                'ordering': ['program'],
                'indexes': [models.Index(condition=models.Q(('rests', False)), fields=['as_of'], name='change_load_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('as_of__isnull', True), ('read_at__isnull', True)), models.Q(('as_of__isnull', False), ('read_at__isnull', False)), _connector='OR'), name='change_load_is_of_a_day'), models.CheckConstraint(condition=models.Q(('rests', False), ('weeks', []), _connector='OR'), name='program_at_rest_asks_for_nothing')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='changeload',
            trigger=pgtrigger.compiler.Trigger(name='adds_to_totals', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT 1 FROM (SELECT weeks, 1 AS sign FROM newer) AS moved WHERE weeks <> '[]') THEN\n        RETURN NULL;\n    END IF;\n    PERFORM pg_advisory_xact_lock(7302, 0);\n    MERGE INTO tracker_changeloadtotal AS t USING (\n        SELECT function, week, sum(sign * pilots) AS pilots, sum(sign * cut_overs) AS cut_overs,\n            sum(sign * due) AS due, sum(sign) AS programs\n        FROM (SELECT weeks, 1 AS sign FROM newer) AS moved CROSS JOIN jsonb_to_recordset(weeks) AS part (\n            function uuid, week date, pilots int, cut_overs int, due int\n        )\n        GROUP BY function, week\n        HAVING (sum(sign * pilots), sum(sign * cut_overs), sum(sign * due), sum(sign)) <> (0, 0, 0, 0)\n    ) AS m ON t.function = m.function AND t.week_starts_on = m.week\n    WHEN MATCHED AND t.programs + m.programs = 0 THEN DELETE\n    WHEN MATCHED THEN UPDATE SET pilots = t.pilots + m.pilots, cut_overs = t.cut_overs + m.cut_overs,\n        due = t.due + m.due, programs = t.programs + m.programs\n    WHEN NOT MATCHED THEN INSERT (function, week_starts_on, pilots, cut_overs, due, programs)\n        VALUES (m.function, m.week, m.pilots, m.cut_overs, m.due, m.programs);\n    RETURN NULL;\n", hash='0ee1ff0ee7b3027b70901fe9802aaaff64146e6e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_adds_to_totals_a616d', referencing='REFERENCING NEW TABLE AS newer ', table='tracker_changeload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='changeload',
            trigger=pgtrigger.compiler.Trigger(name='takes_from_totals', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT 1 FROM (SELECT weeks, -1 AS sign FROM older) AS moved WHERE weeks <> '[]') THEN\n        RETURN NULL;\n    END IF;\n    PERFORM pg_advisory_xact_lock(7302, 0);\n    MERGE INTO tracker_changeloadtotal AS t USING (\n        SELECT function, week, sum(sign * pilots) AS pilots, sum(sign * cut_overs) AS cut_overs,\n            sum(sign * due) AS due, sum(sign) AS programs\n        FROM (SELECT weeks, -1 AS sign FROM older) AS moved CROSS JOIN jsonb_to_recordset(weeks) AS part (\n            function uuid, week date, pilots int, cut_overs int, due int\n        )\n        GROUP BY function, week\n        HAVING (sum(sign * pilots), sum(sign * cut_overs), sum(sign * due), sum(sign)) <> (0, 0, 0, 0)\n    ) AS m ON t.function = m.function AND t.week_starts_on = m.week\n    WHEN MATCHED AND t.programs + m.programs = 0 THEN DELETE\n    WHEN MATCHED THEN UPDATE SET pilots = t.pilots + m.pilots, cut_overs = t.cut_overs + m.cut_overs,\n        due = t.due + m.due, programs = t.programs + m.programs\n    WHEN NOT MATCHED THEN INSERT (function, week_starts_on, pilots, cut_overs, due, programs)\n        VALUES (m.function, m.week, m.pilots, m.cut_overs, m.due, m.programs);\n    RETURN NULL;\n", hash='6dc6cfffb2157172e826fabf2a5b2e0c43ab1cc6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_takes_from_totals_d1ea9', referencing='REFERENCING OLD TABLE AS older ', table='tracker_changeload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='changeload',
            trigger=pgtrigger.compiler.Trigger(name='moves_totals', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT 1 FROM (\n    SELECT side.weeks, sign FROM older JOIN newer ON newer.program_id = older.program_id AND newer.weeks <> older.weeks\n    CROSS JOIN LATERAL (VALUES (older.weeks, -1), (newer.weeks, 1)) AS side (weeks, sign)\n) AS moved WHERE weeks <> '[]') THEN\n        RETURN NULL;\n    END IF;\n    PERFORM pg_advisory_xact_lock(7302, 0);\n    MERGE INTO tracker_changeloadtotal AS t USING (\n        SELECT function, week, sum(sign * pilots) AS pilots, sum(sign * cut_overs) AS cut_overs,\n            sum(sign * due) AS due, sum(sign) AS programs\n        FROM (\n    SELECT side.weeks, sign FROM older JOIN newer ON newer.program_id = older.program_id AND newer.weeks <> older.weeks\n    CROSS JOIN LATERAL (VALUES (older.weeks, -1), (newer.weeks, 1)) AS side (weeks, sign)\n) AS moved CROSS JOIN jsonb_to_recordset(weeks) AS part (\n            function uuid, week date, pilots int, cut_overs int, due int\n        )\n        GROUP BY function, week\n        HAVING (sum(sign * pilots), sum(sign * cut_overs), sum(sign * due), sum(sign)) <> (0, 0, 0, 0)\n    ) AS m ON t.function = m.function AND t.week_starts_on = m.week\n    WHEN MATCHED AND t.programs + m.programs = 0 THEN DELETE\n    WHEN MATCHED THEN UPDATE SET pilots = t.pilots + m.pilots, cut_overs = t.cut_overs + m.cut_overs,\n        due = t.due + m.due, programs = t.programs + m.programs\n    WHEN NOT MATCHED THEN INSERT (function, week_starts_on, pilots, cut_overs, due, programs)\n        VALUES (m.function, m.week, m.pilots, m.cut_overs, m.due, m.programs);\n    RETURN NULL;\n", hash='b1425cf6c62c1d3f5650dc784db758a2094fd3f3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_moves_totals_5cb89', referencing='REFERENCING OLD TABLE AS older  NEW TABLE AS newer ', table='tracker_changeload', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='changeloadtotal',
            constraint=models.UniqueConstraint(fields=('function', 'week_starts_on'), name='change_load_total_is_once_a_week'),
        ),
        migrations.RunSQL(NOT_COUNTED_YET, migrations.RunSQL.noop),
    ]
