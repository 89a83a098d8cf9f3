"""Signing in at the agency's own sign-in service, by OpenID Connect: authorization code, PKCE, state and nonce."""
