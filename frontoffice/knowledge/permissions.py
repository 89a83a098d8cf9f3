"""Small questions of who may: what the pages ask to show or hide, and whose question it is."""

from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Audience

ASK = "knowledge.ask"
CLOSE_GAP = "knowledge.close_gap"
INTERPRET = "knowledge.interpret"
MAKE_ARTICLE = "knowledge.make_article_of"
WITHDRAW_INTERPRETATION = "knowledge.withdraw_interpretation"
GIVE_ANSWER = "knowledge.give_answer"
PROPOSE = "knowledge.propose"
PUBLISH = "knowledge.publish"
SET_RIGHT = "knowledge.set_right"
WITHDRAW = "knowledge.withdraw"


def audience_of(by: Actor) -> Audience:
    """Staff are answered from internal texts too, everybody else from public ones only."""
    return Audience.INTERNAL if by.is_staff else Audience.PUBLIC
