from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The reckoning: what the record means, as of a day."""

    name = "tracker"
    verbose_name = "Reckoning"
