"""The levels that an installation starts with, until it brings its own class series.

What a level may do is data from then on: these are the default grants of domain.md's authority table, as far as there
are rooms to do it in. True: outright. False: may ask; somebody who holds it outright decides.
"""

from frontoffice.authority.models import Level, LevelGrant

REPRESENTATIVE: dict[str, bool] = {
    "authority.declare_interest": True,
    "authority.accept_acting": True,
    "authority.decline_acting": True,
    "authority.end_acting": True,
    "authority.issue_token": True,
    "authority.revoke_token": True,
    "authority.withdraw": True,
    "cases.add": True,
    "cases.ask_for_help": True,
    "cases.assign": True,
    "cases.close_help": True,
    "cases.join": True,
    "cases.leave": True,
    "cases.suggest_reply": True,
    "cases.attach": True,
    "cases.change_topic": True,
    "cases.link_customer": True,
    "cases.note": True,
    "cases.open_case": True,
    "cases.release_to_unit": True,
    "cases.reopen": True,
    "cases.reply": True,
    "cases.resolve": True,
    "cases.settle": True,
    "cases.take": True,
    "contacts.begin": True,
    "contacts.end": True,
    "contacts.release_information": True,
    "contacts.verify_identity": True,
    "correspondence.release": True,
    "correspondence.revise": True,
    "customers.add_contact_point": True,
    "customers.end_contact_point": True,
    "customers.answer_backup": True,
    "customers.call_for_backup": True,
    "customers.end_backup": True,
    "customers.place_caution": True,
    "customers.record_incident": True,
    "customers.register": True,
    "knowledge.ask": True,
    "knowledge.give_answer": True,
    "knowledge.record_gap": True,
    "knowledge.say_useful": True,
    "representative.switch_off": True,
    "supervision.dispute": True,
    "supervision.see": True,
}
SENIOR: dict[str, bool] = REPRESENTATIVE | {
    "authority.approve": True,
    "authority.decline": True,
    "authority.retry_delivery": True,
    "correspondence.resolve_inconclusive": True,
    "correspondence.send_again": True,
    "knowledge.close_gap": True,
    "knowledge.import_articles": True,
    "cases.advise": True,
    "knowledge.interpret": True,
    "knowledge.make_article_of": True,
    "knowledge.withdraw_interpretation": True,
    "knowledge.propose": True,
    "representative.edit_draft": True,
    "representative.reject_draft": True,
    "supervision.edit_held": True,
    "supervision.release_held": True,
    "supervision.return_held": True,
    "supervision.review": True,
}
SUPERVISOR: dict[str, bool] = SENIOR | {
    "authority.appoint": True,
    "authority.award_certification": True,
    "authority.define_access_reason": True,
    "authority.define_certification": True,
    "authority.end_interest": True,
    "authority.end_post": True,
    "authority.move_post": True,
    "authority.read_audit": True,
    "authority.release_identity": True,
    "authority.reset_factors": True,
    "authority.reset_password": True,
    "authority.restrict": True,
    "authority.revoke_tokens_of": True,
    "authority.review_compensating": True,
    "authority.review_finding": True,
    "authority.set_review_share": True,
    "authority.set_small_office": False,
    "authority.withdraw_certification": True,
    "authority.close_office": True,
    "authority.grant": True,
    "authority.name_acting": True,
    "authority.restore_day": True,
    "authority.revoke": True,
    "authority.set_special_hours": True,
    "authority.set_weekly_hours": True,
    "cases.define_topic": True,
    "customers.define_caution_kind": True,
    "customers.review_caution": True,
    "cases.end_first_contact": True,
    "cases.name_first_contact": True,
    "contacts.define_method": True,
    "customers.protect": True,
    "knowledge.publish": True,
    "knowledge.withdraw": True,
    "representative.set_up": True,
    "representative.switch_on": True,
    "supervision.accept_proposal": True,
    "supervision.decide_dispute": True,
    "supervision.decline_proposal": True,
    "supervision.end_skill": True,
    "supervision.note_skill": True,
    "supervision.set_item": True,
    "supervision.set_risk": True,
    "supervision.set_rule": True,
    "supervision.set_share": True,
}
# A post in training: what goes out is read by somebody else first (STF-5).
TRAINEE: dict[str, bool] = REPRESENTATIVE | {
    "correspondence.release": False,
    "contacts.release_information": False,
}
SHIPPED: tuple[tuple[str, str, int, dict[str, bool]], ...] = (
    ("trainee", "Representative in training", 1, TRAINEE),
    ("representative", "Customer service representative", 2, REPRESENTATIVE),
    ("senior", "Senior representative", 3, SENIOR),
    ("supervisor", "Supervisor", 4, SUPERVISOR),
)


def install() -> None:
    """Write the shipped levels where there are none of that code; what the agency changed stays."""
    for code, name, order, grants in SHIPPED:
        level, created = Level.objects.get_or_create(code=code, defaults={"name": name, "order": order})
        if created:
            LevelGrant.objects.bulk_create(
                LevelGrant(level=level, action=action, needs_approval=not outright)
                for action, outright in grants.items()
            )
