"""Small questions of who may: what the pages ask to show or hide, and whose question it is."""

from frontoffice.foundation.models import Actor
from frontoffice.knowledge.models import Audience

ADD_SYNONYM = "knowledge.add_synonym"
ADOPT = "knowledge.adopt_calibration"
ASK = "knowledge.ask"
BRING_IN = "knowledge.bring_in"
CALIBRATE = "knowledge.calibrate"
CLOSE_GAP = "knowledge.close_gaps"
INTERPRET = "knowledge.interpret"
MAKE_ARTICLE = "knowledge.make_article_of"
WITHDRAW_INTERPRETATION = "knowledge.withdraw_interpretation"
END_SYNONYM = "knowledge.end_synonym"
END_TEST = "knowledge.end_test"
GIVE_ANSWER = "knowledge.give_answer"
GO_ON = "knowledge.go_on_despite"
PROPOSE = "knowledge.propose"
REVISE = "knowledge.revise"
DISCARD = "knowledge.discard"
REVIEW_TEXT = "knowledge.review_text"
ENTRUST = "knowledge.entrust"
CIRCULATE = "knowledge.circulate"
END_CIRCULATION = "knowledge.end_circulation"
REMIND = "knowledge.remind"
ACKNOWLEDGE = "knowledge.acknowledge"
PUBLISH = "knowledge.publish"
RUN_TESTS = "knowledge.run_tests"
SET_RIGHT = "knowledge.set_right"
TAKE_IN = "knowledge.take_in"
SET_THRESHOLD = "knowledge.set_threshold"
WITHDRAW = "knowledge.withdraw"
WRITE_TEST = "knowledge.write_test"


def audience_of(by: Actor) -> Audience:
    """Staff are answered from internal texts too, everybody else from public ones only."""
    return Audience.INTERNAL if by.is_staff else Audience.PUBLIC
