"""Screens at addresses that are known beforehand, by role: those of work and notices among them."""

STAFF_OPEN: dict[str, tuple[str, ...]] = {
    "/my-work/": ("/my-work/",),
    "/my-work/notices/": ("/my-work/notices/", "/my-work/notices/?show=all"),
    "/my-work/notices/mail/": ("/my-work/notices/mail/",),
}
LEADS_OPEN: dict[str, tuple[str, ...]] = {
    "/my-work/unit/": ("/my-work/unit/", "/my-work/unit/?whose=nobody"),
    "/my-work/board/": ("/my-work/board/",),
    "/webhooks/": ("/webhooks/",),
    "/webhooks/new/": ("/webhooks/new/",),
    "/authority/dead-letters/": ("/authority/dead-letters/",),
    "/supervision/": ("/supervision/",),
    "/supervision/people/": ("/supervision/people/",),
    "/supervision/rules/": ("/supervision/rules/",),
}
