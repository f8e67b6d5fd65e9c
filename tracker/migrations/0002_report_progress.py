from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_snapshots_and_reports")]
    operations = [
        migrations.AddField("progressreport", "progress", models.JSONField(default=dict), preserve_default=False)
    ]
