"""The people and organizations that the agency serves.

Words: a *party* is a person or an organization; a *contact point* is a way to reach it (e-mail, telephone, postal
address). Nobody has to be a party to ask a question (INQ-11).
"""
