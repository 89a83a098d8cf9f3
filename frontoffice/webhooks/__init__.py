"""Webhooks: programs elsewhere are told what happens here, by the Standard Webhooks specification.

A subscription names an address and the kinds of events that its owner has sent there. Each event of those kinds, about
things that the owner may see, becomes a notification: sent at least once, always under the same id, signed with the
subscription's secret, tried again over days, and kept with the record of its tries.
"""
