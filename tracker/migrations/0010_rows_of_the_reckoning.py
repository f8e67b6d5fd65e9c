import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

import programs.models.base


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0009_kept_numbers'),
    ]

    operations = [
        # Each row needs its own: one default for all would not be unique.
        migrations.AddField(
            model_name='analysis',
            name='uid',
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.RunSQL('UPDATE tracker_analysis SET uid = gen_random_uuid()', migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='analysis',
            name='uid',
            field=models.UUIDField(default=programs.models.base.new_uid, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='analysis',
            name='updated_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        # A report is protected from changes, not from a new column.
        migrations.AddField(
            model_name='progressreport',
            name='updated_at',
            field=models.GeneratedField(db_persist=True, expression=models.ExpressionWrapper(models.F('published_at'), output_field=models.DateTimeField()), output_field=models.DateTimeField()),
        ),
        migrations.AddField(
            model_name='run',
            name='updated_at',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest('heartbeat_at', 'finished_at'), output_field=models.DateTimeField()),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='updated_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddIndex(
            model_name='analysis',
            index=models.Index(fields=['updated_at', 'id'], name='analysis_by_change'),
        ),
        migrations.AddIndex(
            model_name='snapshot',
            index=models.Index(fields=['updated_at', 'id'], name='snapshot_by_change'),
        ),
    ]
