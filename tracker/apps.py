from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """The reckoning: what the record means, as of a day."""

    name = "tracker"
    verbose_name = "Reckoning"

    def ready(self) -> None:
        # Models can be imported only now.
        from programs.plan_checks import ask_before_locking
        from tracker.plan_objections import impossible_gates

        ask_before_locking(impossible_gates)
