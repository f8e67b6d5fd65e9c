"""Charts inside of the rows of an area, for templates."""

from __future__ import annotations

from django import template

from tracker.reporting.chart_themes import with_themes

register = template.Library()
register.filter("chart_data", with_themes)
