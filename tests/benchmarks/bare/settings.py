"""The product's settings for the bare views: the same database and pool, no middleware, no other address."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.bare.urls"
MIDDLEWARE = []
