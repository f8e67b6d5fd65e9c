import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("programs", "0008_code_case"),
        ("tracker", "0004_run_attempts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Analysis",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("as_of", models.DateField()),
                ("method_version", models.CharField(max_length=20)),
                (
                    "policy_version",
                    models.PositiveIntegerField(help_text="Id of the policy; 0 is the built-in default."),
                ),
                ("computed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("inputs_hash", models.CharField(max_length=64)),
                ("result", models.JSONField()),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="analyses",
                        to="programs.program",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="analyses",
                        to="tracker.run",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "analyses",
                "ordering": ["program", "-as_of"],
                "constraints": [
                    models.UniqueConstraint(fields=("program", "as_of"), name="analysis_is_once_a_day"),
                ],
            },
        ),
    ]
