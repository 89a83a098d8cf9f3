"""One settings module, read from the environment. What is missing or wrong fails at start, not at first use."""

from pathlib import Path
from urllib.parse import quote

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.content_policy import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from config.log_lines import LOGGING as LOGGING

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env.str("FRONTOFFICE_DATA_DIR", default=str(ROOT / "var")))
# Keys, files and, by default, the database: not for others.
DATA_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)
DEBUG = env.bool("FRONTOFFICE_DEBUG", default=False)
DEMO = env.bool("FRONTOFFICE_DEMO", default=False)
TESTING = env.bool("FRONTOFFICE_TESTING", default=False)


def _secret(name: str) -> str:
    """A secret comes from the environment or from a file that only this installation has; never a default."""
    from_environment: str = env.str(name, default="")
    if from_environment:
        return from_environment
    kept = DATA_DIR / "keys" / name.lower()
    if kept.exists():
        return kept.read_text().strip()
    if DEMO or TESTING or DEBUG:
        return f"not-secret-{name.lower()}-for-demonstration-and-tests-only"
    raise ImproperlyConfigured(f"Set {name} in the environment or put it in {kept}.")


SECRET_KEY = _secret("FRONTOFFICE_SECRET_KEY")
# HMAC of access codes and tokens; apart from SECRET_KEY so that either can rotate.
LOOKUP_KEY = _secret("FRONTOFFICE_LOOKUP_KEY")
LOOKUP_KEYS_EARLIER = env.list("FRONTOFFICE_LOOKUP_KEYS_EARLIER", default=[])  # that hashes still name
DATA_KEY = _secret("FRONTOFFICE_DATA_KEY")  # seals what is kept encrypted (numbers of identity)
DATA_KEYS_EARLIER = env.list("FRONTOFFICE_DATA_KEYS_EARLIER", default=[])  # still open what they sealed
AUDIT_KEY = _secret("FRONTOFFICE_AUDIT_KEY")  # HMAC of the audit trail's seals; never in the database
AUDIT_KEYS_EARLIER = env.list("FRONTOFFICE_AUDIT_KEYS_EARLIER", default=[])  # the newest first
AUDIT_HEADS = Path(env.str("FRONTOFFICE_AUDIT_HEADS", default=str(DATA_DIR / "audit" / "heads.jsonl")))
# From so many customers in an hour on, none of them on one's work, somebody else looks at it.
AUDIT_MANY_CUSTOMERS = env.int("FRONTOFFICE_AUDIT_MANY_CUSTOMERS", default=20)
ALLOWED_HOSTS = env.list("FRONTOFFICE_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("FRONTOFFICE_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env.str("FRONTOFFICE_PUBLIC_URL", default="http://localhost:8000")
SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "frontoffice.portal",
    "frontoffice.representative",
    "frontoffice.supervision",
    "frontoffice.intake",
    "frontoffice.cases",
    "frontoffice.correspondence",
    "frontoffice.knowledge",
    "frontoffice.contacts",
    "frontoffice.customers",
    "frontoffice.webhooks",
    "frontoffice.authority",
    "frontoffice.foundation.ui",
    "frontoffice.foundation",
    "demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frontoffice.authority.middleware.ActorMiddleware",
    "frontoffice.authority.auditing.pages.AccessMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "frontoffice.authority.context.agency",
                "frontoffice.foundation.ui.context.places",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "frontoffice.foundation.ui.templatetags.ui",
            ],
        },
    }
]
COTTON_DIR = "cotton"
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, and the context processors

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{quote(str(DATA_DIR))}/frontoffice.sqlite3")
}
_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: a receipt survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    if TESTING:
        _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
elif _database["ENGINE"] == "django.db.backends.postgresql":
    _prepare = 1 if env.bool("FRONTOFFICE_PREPARE", default=True) else None  # foundation/prepared.py
    _pool = {} if TESTING else {"pool": {"min_size": 1, "max_size": env.int("FRONTOFFICE_POOL", default=4)}}
    _database |= {"CONN_MAX_AGE": 0, "OPTIONS": {"prepare_threshold": _prepare} | _pool}
else:
    raise ImproperlyConfigured("DATABASE_URL must name sqlite or postgresql.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "authority.User"
AUTHENTICATION_BACKENDS = ["frontoffice.authority.signing_in.reading_sessions.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "frontoffice.authority.signing_in.adapter.StaffOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Passwords have a rule of their own (signing_in/guessing.py); this one counts wrong codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, when idle, and with the day
SESSION_IDLE_SECONDS = env.int("FRONTOFFICE_IDLE_MINUTES", default=30) * 60
SESSION_ENGINE = "frontoffice.authority.signing_in.reading_sessions"
SESSION_COOKIE_AGE = 12 * 3600  # one business day at most; the idle end is shorter
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CONFIRM_SECONDS = env.int("FRONTOFFICE_CONFIRM_MINUTES", default=15) * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRM_SECONDS
# off: none is asked for or offered. offered: who has one is asked for it. required: who has none sets one up first.
SECOND_FACTOR = env.str("FRONTOFFICE_SECOND_FACTOR", default="offered")
if SECOND_FACTOR not in {"off", "offered", "required"}:
    raise ImproperlyConfigured("FRONTOFFICE_SECOND_FACTOR must be off, offered or required.")
MFA_ADAPTER = "frontoffice.authority.signing_in.factors.FactorAdapter"
MFA_FORMS = {
    "authenticate": "frontoffice.authority.signing_in.factors.CodeForm",
    "reauthenticate": "frontoffice.authority.signing_in.factors.ConfirmingCodeForm",
    "login_webauthn": "frontoffice.authority.signing_in.factors.PasskeySignInForm",
    "add_webauthn": "frontoffice.authority.signing_in.factors.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # half a minute of drift either way
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff sign in by name; nobody verifies addresses here
# The agency's own sign-in service, by OpenID Connect; without an issuer there is none.
OIDC_ISSUER = env.str("FRONTOFFICE_OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("FRONTOFFICE_OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = _secret("FRONTOFFICE_OIDC_CLIENT_SECRET") if OIDC_ISSUER else ""
OIDC_NAME = env.str("FRONTOFFICE_OIDC_NAME", default="the agency’s sign-in service")
OIDC_USERNAME_CLAIM = env.str("FRONTOFFICE_OIDC_USERNAME_CLAIM", default="preferred_username")
OIDC_SCOPES = env.list("FRONTOFFICE_OIDC_SCOPES", default=["openid", "profile"])
# ours: our second factor is asked for after theirs. theirs: theirs counts. amr: theirs counts when it says so.
OIDC_SECOND_FACTOR = env.str("FRONTOFFICE_OIDC_SECOND_FACTOR", default="amr")
if OIDC_ISSUER and not OIDC_CLIENT_ID:
    raise ImproperlyConfigured("FRONTOFFICE_OIDC_ISSUER needs FRONTOFFICE_OIDC_CLIENT_ID.")
if OIDC_ISSUER and not OIDC_ISSUER.startswith(("https://", "http://localhost:", "http://127.0.0.1:")):
    raise ImproperlyConfigured("FRONTOFFICE_OIDC_ISSUER must begin with https://.")
if OIDC_SECOND_FACTOR not in {"ours", "theirs", "amr"}:
    raise ImproperlyConfigured("FRONTOFFICE_OIDC_SECOND_FACTOR must be ours, theirs or amr.")
BEHIND_PROXY = env.bool("FRONTOFFICE_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_SSL_REDIRECT = SECURE and env.bool("FRONTOFFICE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "frontoffice.foundation.ui.views.csrf_failed"
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", _("English")), ("es", _("Spanish"))]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"  # instants are UTC; each office has its own zone
CURRENCY = env.str("FRONTOFFICE_CURRENCY", default="USD")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
FILES_DIR = DATA_DIR / "files"
FILE_MAX_BYTES = env.int("FRONTOFFICE_FILE_MAX_BYTES", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Days within which who comes back was not served (INQ-8), and a customer's reply reopens a resolved case (CMP-10).
CONTACT_REPEAT_DAYS = env.int("FRONTOFFICE_CONTACT_REPEAT_DAYS", default=7)
CASE_REOPEN_DAYS = env.int("FRONTOFFICE_CASE_REOPEN_DAYS", default=30)
TRANSFER_MINUTES = env.int("FRONTOFFICE_TRANSFER_MINUTES", default=5)  # then who leads the unit is told
# An ask that nobody decided runs out after so many office days; after so many office hours a supervisor sees it too.
APPROVAL_DAYS = env.int("FRONTOFFICE_APPROVAL_DAYS", default=10)
APPROVAL_ESCALATION_HOURS = env.float("FRONTOFFICE_APPROVAL_ESCALATION_HOURS", default=8.0)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("FRONTOFFICE_FROM_EMAIL", default="front-office@localhost")
# Where answers to our mail go, when not to the sender's own address.
MAIL_REPLY_TO = env.str("FRONTOFFICE_REPLY_TO", default="")
# How long handing one message over may take. A server that has it whole and has not answered by then may have taken it.
MAIL_HANDOVER_SECONDS = env.float("FRONTOFFICE_MAIL_HANDOVER_SECONDS", default=420.0)
# "smtp" speaks to EMAIL_URL's server; "page" keeps what would go out on a page of the installation (the demonstration).
MAIL_TRANSPORT = env.str("FRONTOFFICE_MAIL_TRANSPORT", default="page" if DEMO or TESTING else "smtp")
if MAIL_TRANSPORT not in {"smtp", "page"}:
    raise ImproperlyConfigured("FRONTOFFICE_MAIL_TRANSPORT must be smtp or page.")

# It counts failed sign-ins. A full cache drops rows: nobody shall clear a count by filling it with others.
PRODUCT_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "foundation_cache",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {"default": IN_MEMORY if TESTING else PRODUCT_CACHE}

# A mail that is larger stays on its server; its headers are taken in, and a person is told.
MAIL_MAX_BYTES = env.int("FRONTOFFICE_MAIL_MAX_BYTES", default=50 * 1024 * 1024)
# A worker that has not gone on with a mailbox for so long counts as gone: another one takes it up.
MAIL_POLL_LEASE_SECONDS = env.float("FRONTOFFICE_MAIL_POLL_LEASE_SECONDS", default=120.0)
MAIL_POLL_SECONDS = env.float("FRONTOFFICE_MAIL_POLL_SECONDS", default=60.0)  # between two looks at a mailbox
# From one sender no more than so many mails an hour open cases by themselves; the others wait for a person.
MAIL_CASES_PER_SENDER = env.int("FRONTOFFICE_MAIL_CASES_PER_SENDER", default=20)

# The folder of a sentence model ("" for none); `make semantic` puts one beside the packages.
SEMANTIC_MODEL = env.str("FRONTOFFICE_SEMANTIC_MODEL", default="" if TESTING else "beside the packages")
SEMANTIC_LANGUAGES = env.list("FRONTOFFICE_SEMANTIC_LANGUAGES", default=["en"])  # what the model was made for
# A language model that rewrites follow-ups ("" for none): where it answers in the protocol of chat completions.
REWRITER_URL = env.str("FRONTOFFICE_REWRITER_URL", default="")
REWRITER_MODEL = env.str("FRONTOFFICE_REWRITER_MODEL", default="")
REWRITER_KEY = env.str("FRONTOFFICE_REWRITER_KEY", default="")
REWRITER_SECONDS = env.float("FRONTOFFICE_REWRITER_SECONDS", default=3.0)
if bool(REWRITER_URL) != bool(REWRITER_MODEL):
    raise ImproperlyConfigured("FRONTOFFICE_REWRITER_URL and FRONTOFFICE_REWRITER_MODEL go together.")
if REWRITER_URL and not REWRITER_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("FRONTOFFICE_REWRITER_URL must be a web address.")
# Hosts (or host:port) that programs may be told at inside the house's own network, and without TLS.
WEBHOOK_HOSTS = env.list("FRONTOFFICE_WEBHOOK_HOSTS", default=[])
WEBHOOK_SECONDS = env.float("FRONTOFFICE_WEBHOOK_SECONDS", default=15.0)  # within which a receiver answers
WEBHOOK_EVERY_SECONDS = env.float("FRONTOFFICE_WEBHOOK_EVERY_SECONDS", default=5.0)
# A worker that has not finished a delivery, or a periodic duty, within its lease counts as gone: another takes it up.
SCHEDULE_LEASE_SECONDS = env.float("FRONTOFFICE_SCHEDULE_LEASE_SECONDS", default=600.0)
DELIVERY_LEASE_SECONDS = env.float("FRONTOFFICE_DELIVERY_LEASE_SECONDS", default=120.0)
