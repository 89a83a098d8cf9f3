"""The demonstration: Columbia Department of Revenue and Licensing, an invented agency of an invented state.

`FACTS.md` is what is true there; `articles/` says it to the public; `questions.jsonl` is how people ask;
`agency.py` has its offices, units and topics; `cast.py` names the people (the tests use the same ones); `week/`
is what happened in ten business days, as data; `story.py` makes it happen by calling actions under a seeded
clock; `frontoffice demo` loads it all.
"""
