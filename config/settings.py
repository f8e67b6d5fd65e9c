"""Django settings. Every value of the environment comes through ``config.env``."""

from __future__ import annotations

from datetime import timedelta

from celery.schedules import crontab
from csp.constants import NONE, SELF

from config import database, env, mail

BASE_DIR = env.BASE_DIR
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "programs",
    "tracker",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "crispy_forms",
    "crispy_bootstrap5",
    "lucide",
    "csp",
    "axes",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "django_celery_beat",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "programs.api.middleware.ApiHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database.from_url(env.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "programs.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_USERNAME_FORM_FIELD = "username"  # What LoginView's form sends, whatever the model calls it.
AXES_USERNAME_CALLABLE = "programs.sign_in.attempted_name"
AXES_CLIENT_IP_CALLABLE = "programs.sign_in.client_address"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

SITE_URL = env.site_url()  # Mail is written by a worker, which no request tells its address.

STATIC_URL = "static/"
STATIC_ROOT = env.DATA_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("tabler/css", NODE_MODULES / "@tabler/core/dist/css"),
    ("tabler/js", NODE_MODULES / "@tabler/core/dist/js"),
    ("vega", NODE_MODULES / "vega/build"),
    ("vega-lite", NODE_MODULES / "vega-lite/build"),
    ("vega-embed", NODE_MODULES / "vega-embed/build"),
    ("vega-interpreter", NODE_MODULES / "vega-interpreter/build"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FONT_DIRS = [
    NODE_MODULES / "@expo-google-fonts/inter",
    NODE_MODULES / "@expo-google-fonts/noto-sans-sc",
]
ATTACHMENT_MAX_BYTES = env.number("ATTACHMENT_MAX_MB", 20) * 1024 * 1024
EVENT_LOG_MAX_BYTES = env.number("EVENT_LOG_MAX_MB", 100) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
API_REQUESTS_PER_MINUTE = env.number("API_REQUESTS_PER_MINUTE", 1200)  # With one token; 0: as many as come.
API_ORIGINS = env.origins("API_ORIGINS")  # Sites whose pages may read the API with a token.

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
HTTPS_ONLY = env.flag("HTTPS_ONLY")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "programs.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["programs.api.scopes.HasScope"],
    "DEFAULT_THROTTLE_CLASSES": ["programs.api.limits.TokenThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["programs.api.json_format.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["programs.api.json_format.JSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "programs.api.schema.ActionSchema",
    "EXCEPTION_HANDLER": "programs.api.problems.problem_response",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "programs.ApiToken"  # noqa: S105 - the name of a model
# Its own table is replaced by ours; its migrations would make it all the same, and a flush would stumble over it.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {
    "AUTH_HEADER_PREFIX": "Bearer",
    "TOKEN_PREFIX": "ttp_",  # Scanners of source code and logs find a token by it.
    "TOKEN_TTL": timedelta(days=90),
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Transformation program tracker",
    "DESCRIPTION": "The record of transformation programs, and what it means as of a day.",
    "VERSION": "1",
    "EXTERNAL_DOCS": {"description": "The same, to read and to search in a browser.", "url": "/api/v1/docs/"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tracker.api.progress_schema.add_progress",
        "programs.api.describing.document.complete",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ProgramStateEnum": "programs.models.Program.State",
        "FlowStateEnum": "programs.models.ProcessFlow.State",
        "FocusingStepEnum": "programs.models.FocusingStep.Step",
        "ResourceKindEnum": "programs.models.Resource.Kind",
        "StepEnum": "programs.models.Milestone.Step",
        "MilestoneKindEnum": "programs.models.Milestone.Kind",
        "CostKindEnum": "programs.models.CostLine.Kind",
        "CostScopeEnum": "programs.models.CostLine.Scope",
        "FiscalPeriodKindEnum": "programs.models.FiscalPeriod.Kind",
        "StatusEnum": "programs.models.StatusReport.Status",
        "DailyStatusEnum": "tracker.models.DailyNumber.STATUSES",
        "ResultEnum": "tracker.api.statuses.RESULTS",
        "GateCodeEnum": "programs.models.Gate.Code",
        "GateOutcomeEnum": "programs.models.GateReview.Outcome",
        "CommitteeOutcomeEnum": "programs.models.CommitteeDecision.Outcome",
        "RaidKindEnum": "programs.models.RaidItem.Kind",
        "EvidenceLevelEnum": "programs.models.EvidenceLevel",
        "InterventionKindEnum": "programs.models.PmoIntervention.Kind",
        "PilotOutcomeEnum": "programs.models.Pilot.Outcome",
        "AuthorityRoleEnum": "programs.models.Authority.Role",
        "MembershipRoleEnum": "programs.models.Membership.Role",
        "MetricRoleEnum": "programs.models.ProgramMetric.Role",
        "TokenScopeEnum": "programs.models.grant.Scope",
    },
}

globals().update(mail.from_url(env.email_url()))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "tracker@localhost")
PASSWORD_RESET_TIMEOUT = 3600

CELERY_BROKER_URL = env.broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_IMPORTS = ["programs.api.tasks"]  # Beside the tasks.py of each app, which are found.
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 10, "visibility_timeout": 3600}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # A broker that is away for a day is found again.
NIGHTLY_AT = env.nightly_at()
# A worker that gives no sign of life for so long has lost what it works on. With the sweep's interval: under a minute.
CLAIM_SECONDS = env.number("CLAIM_SECONDS", 40)
SWEEP_SECONDS = env.number("SWEEP_SECONDS", 15)
CELERY_BEAT_SCHEDULE = {
    "sweep-refresh-requests": {"task": "tracker.refresh_programs", "schedule": timedelta(seconds=SWEEP_SECONDS)},
    "sweep-event-logs": {"task": "tracker.read_event_logs", "schedule": timedelta(seconds=SWEEP_SECONDS)},
    # Asked several times a morning: what a mail server that was down kept from going out goes out an hour later.
    "send-digests": {"task": "programs.send_digests", "schedule": crontab(hour="6-10", minute=30)},
    "sweep-bulk-jobs": {"task": "programs.write_bulk_jobs", "schedule": timedelta(seconds=SWEEP_SECONDS)},
    "forget-requests": {"task": "programs.forget_requests", "schedule": crontab(hour="3", minute=15)},
    "prune-feed": {"task": "programs.prune_feed", "schedule": crontab(hour="2-5", minute=10)},
    # Asked all day whether the night was computed: its hour may have passed while beat was down, or be left out by
    # the change to daylight saving time.
    "compute-nightly": {"task": "tracker.compute_all", "schedule": timedelta(minutes=1)},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"hide_secrets": {"()": "config.secret_addresses.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["hide_secrets"]}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
