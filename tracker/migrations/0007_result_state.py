import django.db.models.fields.json
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("tracker", "0006_latency_scenarios"),
    ]

    operations = [
        # The table is written anew, once: on a large installation while no worker runs.
        migrations.AddField(
            model_name="analysis",
            name="result_state",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce(
                    django.db.models.fields.json.KeyTextTransform(
                        "grey", django.db.models.fields.json.KeyTextTransform("result", "result")
                    ),
                    django.db.models.fields.json.KeyTextTransform(
                        "status", django.db.models.fields.json.KeyTextTransform("result", "result")
                    ),
                ),
                output_field=models.CharField(max_length=14),
            ),
        ),
    ]
