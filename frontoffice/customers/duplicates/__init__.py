"""Who may be on file twice: candidates come by index only, a score says how much speaks for it, a person decides.

Never by a name alone, nor by a shared telephone, address or e-mail address alone (ACC-9).
"""
