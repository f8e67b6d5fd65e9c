import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0007_portfolio_times'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='program',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Upper('code'), name='program_code_is_unique_whatever_its_case'),
        ),
    ]
