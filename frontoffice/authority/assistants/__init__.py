"""Assistants: language models that act with a colleague's token by the Model Context Protocol.

An assistant is another edge, like the page, the API and the command line. It is offered the actions that the token's
holder is granted and nothing else; what it does is done by the holder, decided and recorded as any other act.
"""
