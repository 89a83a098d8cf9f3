"""What texts mean, as vectors: two texts that say the same in other words lie close together.

Optional. A sentence model stands in a folder of the installation (FRONTOFFICE_SEMANTIC_MODEL); it
runs on this machine, and nothing is fetched at run time. Without the folder, or without the packages of
requirements/semantic.txt, `encoder()` is None and everything is found by its words alone.
"""

from frontoffice.foundation.meaning.encoding import Encoder, UnusableModel, encoder

__all__ = ["Encoder", "UnusableModel", "encoder"]
