"""Addresses of the pages of the week."""

from django.urls import URLPattern, path

from programs.views import digests, obligations, week

urlpatterns: list[URLPattern] = [
    path("week/", week.weekly_sheet, name="weekly-sheet"),
    path("owed/", obligations.obligations, name="obligations"),
    path("owed/count/", obligations.obligation_count, name="obligation-count"),
    path("settings/digest/", digests.digest_settings, name="digest-settings"),
    path("mail/<str:signed>/stop/", digests.digest_stop, name="digest-stop"),
]
