"""The names of the powers over the automated representative and its drafts."""

SWITCH_OFF = "representative.switch_off"
SWITCH_ON = "representative.switch_on"
SET_UP = "representative.set_up"
EDIT = "representative.edit_draft"
REJECT = "representative.reject_draft"
RELEASE = "authority.approve"
# Who works on cases sees what it drafted and referred; what can be done about it depends on the powers above.
SEES_DRAFTS = ("cases.reply", RELEASE, SET_UP)
