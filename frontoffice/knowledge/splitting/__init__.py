"""Cutting the body of a version into passages: one for each heading, or as the source had cut it already."""

from frontoffice.knowledge.splitting.pieces import Piece, anchored, pieces
from frontoffice.knowledge.splitting.sanitizing import plain, sanitized

__all__ = ["Piece", "anchored", "pieces", "plain", "sanitized"]
